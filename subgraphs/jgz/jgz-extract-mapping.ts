/**
 * From rows of an extract of a JGZ dossier to our words.
 *
 * @module
 */

import { z } from 'zod'
import { labelOf, TO_VVE } from './codes.ts'
import { toForm, toInitiative, toStatus } from './contact-codes.ts'
import type { ContactMoment } from './contact-moment.ts'
import type { DevelopmentResult } from './development.ts'
import { DEVELOPMENT_ELEMENTS } from './development-elements.ts'
import type { GrowthMeasurement } from './growth.ts'
import type { JgzReferral } from './referral.ts'
import type { JgzPart, JgzRecord } from './source.ts'
import type { Vaccination } from './vaccination.ts'
import type { JgzVve } from './vve.ts'

const day = z.iso.date()
const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString())
const code = z.string().min(1).nullable()

const Contactmoment = z.object({
  id: z.string(),
  datum: day,
  bds_0494: code,
  bds_1577: code,
  bds_1605: code,
  bds_1599: code,
  verzoeker: code,
  gepland: z.boolean(),
  vastgelegd_op: moment,
})

const Observatie = z.object({
  contactmoment_id: z.string(),
  element: z.int(),
  waarde: z.string(),
  geldig_op: day,
  vastgelegd_op: moment,
})

/** In whole millimetres or grams. */
const Meting = Observatie.extend({
  waarde: z
    .string()
    .regex(/^\d{1,6}([.,]\d+)?$/)
    .transform((text) => Math.round(Number(text.replace(',', '.')))),
  eenheid: z.enum(['mm', 'g']).nullable(),
}).refine(({ element, eenheid }) => eenheid === null || eenheid === (element === 245 ? 'g' : 'mm'))

const Vaccinatie = z.object({
  id: z.string(),
  bds_1409: day,
  bds_0461: code,
  dosis: z.int().nullable(),
  bds_0686: code,
  bds_0683: code,
  vastgelegd_op: moment,
})

const Verwijzing = z.object({
  id: z.string(),
  datum: day,
  bds_0485: code,
  bds_1159: z.string().min(1),
  vastgelegd_op: moment,
})

const Vve = z.object({
  bds_1417: z.boolean(),
  bds_1493: code,
  geldig_op: day,
  vastgelegd_op: moment,
})

const rows = <T extends z.ZodType>(row: T) =>
  z
    .array(row)
    .nullable()
    .transform((some) => some ?? [])

/** What the statement answers for one dossier: for each part its rows, or null where there is none. */
const PARTS = {
  contacts: rows(Contactmoment).transform(toContacts),
  growth: rows(Meting).transform(toGrowth),
  vaccinations: rows(Vaccinatie).transform(toVaccinations),
  development: rows(Observatie).transform(toDevelopment),
  referrals: rows(Verwijzing).transform(toReferrals),
  vve: rows(Vve).transform(toVve),
} as const satisfies { readonly [P in JgzPart]: z.ZodType<JgzRecord[P]> }

/** Of the parts that were asked for; throws a `ZodError` where the rows can't be read. */
export function toJgzRecord(
  dossier: Readonly<Record<string, unknown>>,
  parts: ReadonlySet<JgzPart>,
): Partial<JgzRecord> {
  return Object.fromEntries([...parts].map((part) => [part, PARTS[part].parse(dossier[part])]))
}

function toContacts(found: readonly z.infer<typeof Contactmoment>[]): ContactMoment[] {
  return found
    .map((row) => ({
      id: row.id,
      date: row.datum,
      activityCode: row.bds_0494,
      activityLabel: labelOf('W0188', row.bds_0494),
      form: toForm(row.bds_1577, row.bds_0494),
      status: toStatus(row.bds_1605, row.gepland),
      initiative: toInitiative(row.verzoeker, row.bds_0494),
      disciplineCode: row.bds_1599,
      disciplineLabel: labelOf('W0686', row.bds_1599),
      recordedAt: row.vastgelegd_op,
    }))
    .sort(oldestFirst)
}

function toGrowth(found: readonly z.infer<typeof Meting>[]): GrowthMeasurement[] {
  const measured = Map.groupBy(corrected(found), (row) => row.contactmoment_id)
  return [...measured.values()]
    .flatMap((of) => {
      const findValue = (element: number) =>
        of.find((row) => row.element === element)?.waarde ?? null
      return of.slice(0, 1).map(({ geldig_op }) => ({
        measuredOn: geldig_op,
        lengthMillimetres: findValue(235),
        weightGrams: findValue(245),
        headCircumferenceMillimetres: findValue(252),
      }))
    })
    .sort((a, b) => compare(a.measuredOn, b.measuredOn))
}

function toVaccinations(found: readonly z.infer<typeof Vaccinatie>[]): Vaccination[] {
  return found
    .map((row) => ({
      id: row.id,
      date: row.bds_1409,
      vaccineCode: row.bds_0461,
      vaccineLabel: labelOf('W0422', row.bds_0461),
      dose: row.dosis,
      given: row.bds_0683 === null,
      refusalCode: row.bds_0683,
      refusalLabel: labelOf('W0323', row.bds_0683),
      reasonCode: row.bds_0686,
      reasonLabel: labelOf('W0417', row.bds_0686),
      recordedAt: row.vastgelegd_op,
    }))
    .sort(oldestFirst)
}

function toDevelopment(found: readonly z.infer<typeof Observatie>[]): DevelopmentResult[] {
  return corrected(found)
    .flatMap(({ contactmoment_id, element, waarde, geldig_op }) => {
      const looked = DEVELOPMENT_ELEMENTS.get(element)
      if (!looked) return []
      const grade = looked.grading?.get(waarde)
      return {
        id: `${contactmoment_id}:${element}`,
        date: geldig_op,
        element,
        name: looked.name,
        area: looked.area,
        result: grade?.result ?? null,
        value: waarde,
        valueLabel: grade?.label ?? null,
      }
    })
    .sort((a, b) => compare(a.date, b.date) || a.element - b.element || ids.compare(a.id, b.id))
}

function toReferrals(found: readonly z.infer<typeof Verwijzing>[]): JgzReferral[] {
  return found
    .map((row) => ({
      id: row.id,
      date: row.datum,
      indicationCode: row.bds_0485,
      indicationLabel: labelOf('W0619', row.bds_0485),
      toCode: row.bds_1159,
      toLabel: labelOf('W0621', row.bds_1159),
      vve: row.bds_1159 === TO_VVE,
      recordedAt: row.vastgelegd_op,
    }))
    .sort(oldestFirst)
}

function toVve(found: readonly z.infer<typeof Vve>[]): JgzVve | null {
  const last = found.toSorted(
    (a, b) => compare(b.geldig_op, a.geldig_op) || compare(b.vastgelegd_op, a.vastgelegd_op),
  )[0]
  return last
    ? {
        recordedOn: last.geldig_op,
        takesPart: last.bds_1417,
        reasonNotCode: last.bds_1493,
        reasonNotLabel: labelOf('W0075', last.bds_1493),
      }
    : null
}

/** What was written down last about one element at one contact is what counts. */
function corrected<T extends z.infer<typeof Observatie> | z.infer<typeof Meting>>(
  found: readonly T[],
): T[] {
  const inOrder = found.toSorted((a, b) => compare(a.vastgelegd_op, b.vastgelegd_op))
  return [
    ...new Map(inOrder.map((row) => [`${row.contactmoment_id}\n${row.element}`, row])).values(),
  ]
}

/** On one day in the order of the registry's own numbers: 9 before 10. */
const ids = new Intl.Collator('en', { numeric: true })

interface Dated {
  readonly id: string
  readonly date: string
}

function oldestFirst(a: Dated, b: Dated): number {
  return compare(a.date, b.date) || ids.compare(a.id, b.id)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
