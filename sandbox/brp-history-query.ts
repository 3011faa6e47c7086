/**
 * Reads a question to the history of the population register, and picks what lies in the days that it asks about.
 *
 * @module
 */

import type { Datum } from './brp-dates.ts'
import type { Verblijf } from './brp-history.ts'
import type { InvalidParam } from './brp-problem.ts'
import { isAbsent, isDate, REQUIRED, wrong } from './brp-query.ts'

export interface HistoryQuery {
  readonly burgerservicenummer: string
  /** The first day … */
  readonly from: string
  /** … and the first that is no longer asked about. */
  readonly until: string
  readonly withoutAbroad: boolean
}

const DAYS = {
  RaadpleegMetPeildatum: ['peildatum'],
  RaadpleegMetPeriode: ['datumVan', 'datumTot'],
} as const satisfies Record<string, readonly string[]>

/** The question, or what is wrong with it. */
export function readHistoryQuery(
  body: Readonly<Record<string, unknown>>,
): HistoryQuery | readonly InvalidParam[] {
  const { type, ...given } = body
  if (type === undefined || type === null) return [wrong('required', 'type', REQUIRED)]
  if (typeof type !== 'string' || !Object.hasOwn(DAYS, type))
    return [wrong('value', 'type', 'Waarde is geen geldig zoek type.')]

  const days: readonly string[] = DAYS[type as keyof typeof DAYS]
  const expected = ['burgerservicenummer', ...days]
  const { burgerservicenummer, exclusiefVerblijfplaatsBuitenland: withoutAbroad = false } = given
  const errors = [
    ...expected
      .filter((name) => given[name] === undefined || given[name] === null)
      .map((name) => wrong('required', name, REQUIRED)),
    ...(!isAbsent(burgerservicenummer) && !/^[0-9]{9}$/.test(String(burgerservicenummer))
      ? [wrong('pattern', 'burgerservicenummer', 'Waarde voldoet niet aan patroon ^[0-9]{9}$.')]
      : []),
    ...days
      .filter((name) => given[name] !== undefined && given[name] !== null && !isDate(given[name]))
      .map((name) => wrong('date', name, 'Waarde is geen geldige datum.')),
    ...(typeof withoutAbroad === 'boolean'
      ? []
      : [wrong('boolean', 'exclusiefVerblijfplaatsBuitenland', 'Waarde is geen boolean.')]),
    ...Object.keys(given)
      .filter((name) => ![...expected, 'exclusiefVerblijfplaatsBuitenland'].includes(name))
      .map(() => wrong('unknownParam', 'onbekend', 'Parameter is niet verwacht.')),
  ]
  if (errors.length > 0) return errors

  const from = String(given.peildatum ?? given.datumVan)
  const until = given.peildatum === undefined ? String(given.datumTot) : nextDay(from)
  if (until <= from) return [wrong('invalidParam', 'datumTot', 'datumTot moet na datumVan liggen.')]
  return {
    burgerservicenummer: String(burgerservicenummer),
    from,
    until,
    withoutAbroad: withoutAbroad === true,
  }
}

/** Of a day that is known in part, all that it can be counts. */
export function isAskedAbout(
  stay: Verblijf,
  { from, until, withoutAbroad }: HistoryQuery,
): boolean {
  const isAbroad = stay.type === 'VerblijfplaatsOnbekend'
  if (withoutAbroad && isAbroad) return false
  return (
    firstOf(stay.datumVan) < until && (stay.datumTot === undefined || lastOf(stay.datumTot) > from)
  )
}

function firstOf(datum: Datum): string {
  const day = known(datum)
  return day + '0001-01-01'.slice(day.length)
}

/** No month has more days; as text it sorts where it should. */
function lastOf(datum: Datum): string {
  const day = known(datum)
  return day + '9999-12-31'.slice(day.length)
}

function known(datum: Datum): string {
  switch (datum.type) {
    case 'Datum':
      return datum.datum
    case 'JaarMaandDatum':
      return `${datum.jaar}-${String(datum.maand).padStart(2, '0')}`
    case 'JaarDatum':
      return String(datum.jaar)
    case 'DatumOnbekend':
      return ''
  }
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}
