/**
 * Dates as the population register knows them: whole, in part, or not at all.
 *
 * @module
 */

import { z } from 'zod'

/** As the API writes them. */
export const Datum = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Datum'), datum: z.iso.date() }),
  z.object({
    type: z.literal('JaarMaandDatum'),
    jaar: z.int().min(1000).max(9999),
    maand: z.int().min(1).max(12),
  }),
  z.object({ type: z.literal('JaarDatum'), jaar: z.int().min(1000).max(9999) }),
  z.object({ type: z.literal('DatumOnbekend') }),
])
export type Datum = z.infer<typeof Datum>

export function toPartialDate(datum: Datum | undefined): string | null {
  switch (datum?.type) {
    case 'Datum':
      return datum.datum
    case 'JaarMaandDatum':
      return `${datum.jaar}-${String(datum.maand).padStart(2, '0')}`
    case 'JaarDatum':
      return String(datum.jaar)
    default:
      return null
  }
}

/** As the register itself writes them: `20180601`, `20180600`, `20180000`, `00000000`. Undefined where it is none. */
export function fromGba(text: string): Datum | undefined {
  const [, jaar = '', maand = '', dag = ''] = /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? []
  const written = {
    DatumOnbekend: {},
    JaarDatum: { jaar: Number(jaar) },
    JaarMaandDatum: { jaar: Number(jaar), maand: Number(maand) },
    Datum: { datum: `${jaar}-${maand}-${dag}` },
  }
  return Datum.safeParse({ type: toType(jaar, maand, dag), ...written[toType(jaar, maand, dag)] })
    .data
}

/** What is unknown is unknown from the day on; a day of an unknown month is no date. */
function toType(jaar: string, maand: string, dag: string): Datum['type'] {
  if (`${jaar}${maand}${dag}` === '00000000') return 'DatumOnbekend'
  if (dag !== '00') return 'Datum'
  return maand === '00' ? 'JaarDatum' : 'JaarMaandDatum'
}
