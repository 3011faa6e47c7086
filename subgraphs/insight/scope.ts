/**
 * What a SELECT sees: the children who are asked about, and what was known of them at the moment that is asked about.
 *
 * A definition reads `child`, `event`, `record`, `period`, `child_period` and `moment`. Here they are made, so that no definition can
 * see a child of another municipality, or what was not known then.
 *
 * @module
 */

import { ABSENCE_COLUMNS, DOMAINS, EVENT_COLUMNS } from './columns.ts'
import type { Since } from './edition.ts'
import type { Period } from './period.ts'
import { typedWords } from './typed-words.ts'

export interface Scope {
  /** For which the viewer's organisation works; four digits each. */
  readonly municipalities: readonly string[]
  /** The last day of which anything is known. */
  readonly today: string
  /** A moment in UTC; what was written down later is not there. */
  readonly knownAt: string
  /** Of these domains what was written down by then is there, too. */
  readonly since: Since
  /** Of a row of `child`: all of these hold. */
  readonly conditions: readonly string[]
  readonly periods: readonly Period[]
  /** Records that are linked to nobody, and no others. */
  readonly onlyUnlinked?: true
}

/** To be put before a SELECT. */
export function tablesOf(scope: Scope): string {
  return `WITH ${Object.entries(tables(scope))
    .map(([name, sql]) => `${name} AS (${sql})`)
    .join(',\n')}`
}

function tables(scope: Scope): Readonly<Record<string, string>> {
  return {
    event: eventSql(scope),
    child: scope.onlyUnlinked ? `${CHILD} LIMIT 0` : childSql(scope),
    record: `SELECT record, domain, child FROM insight.all_records${scope.onlyUnlinked ? ' WHERE child IS NULL' : ''}`,
    offer: offerSql(scope),
    period: periodSql(scope.periods),
    child_period: CHILD_PERIOD,
    moment: `SELECT DATE ${quoted(scope.today)} AS today`,
  }
}

const CHILD = 'SELECT * FROM insight.all_children'

function childSql({ municipalities, conditions }: Scope): string {
  const own = `municipality IN (${municipalities.map(quoted).join() || 'NULL'})`
  return `${CHILD} WHERE ${[own, ...conditions].join(' AND ')}`
}

/** By number, from nought. One list is cheaper than a look for each event, most of all where nobody reads the word. */
const WORDS = '(SELECT list(text ORDER BY number) FROM insight.word)'

/** A registry that does not tell when it wrote something down is taken to have done so on that day. */
function eventSql({ today, knownAt, since, onlyUnlinked }: Scope): string {
  const conditions = [
    `day <= DATE ${quoted(today)}`,
    `(${typedWords(isTold({ knownAt, since }))} OR (recorded IS NULL AND day <= DATE ${quoted(knownAt.slice(0, 10))}))`,
    ...(onlyUnlinked ? ['child IS NULL'] : []),
  ]
  const columns = EVENT_COLUMNS.map(({ name, isText }) => {
    if (isText) return `${WORDS}[${name}::INTEGER + 1] AS ${name}`
    return name === 'recorded' ? 'make_timestamp(recorded::BIGINT * 1000000) AS recorded_at' : name
  })
  return `SELECT child, record, domain, ${columns.join(', ')} FROM insight.all_events WHERE ${conditions.join(' AND ')}`
}

/** Of a row of `insight.all_events` that says when it was written down: it was by then. */
export function isTold({ knownAt, since }: Pick<Scope, 'knownAt' | 'since'>): string {
  const first = Object.entries(since).map(
    ([domain, at]) => `(domain = ${quoted(domain)} AND recorded <= ${secondOf(at)})`,
  )
  return [`recorded <= ${secondOf(knownAt)}`, ...first].join(' OR ')
}

export function secondOf(moment: string): number {
  return Math.floor(Date.parse(moment) / 1_000)
}

/** What was said of each last. */
function offerSql({ knownAt }: Scope): string {
  const second = secondOf(knownAt)
  return `SELECT * EXCLUDE (version, told) FROM insight.all_offers WHERE told IS NULL OR told <= ${second}
    QUALIFY version = max(version) OVER (PARTITION BY offer)`
}

function periodSql(periods: readonly Period[]): string {
  if (periods.length === 0) return 'SELECT NULL::DATE AS starts, NULL::DATE AS ends LIMIT 0'
  const rows = periods.map(({ from, until }) => `(DATE ${quoted(from)}, DATE ${quoted(until)})`)
  return `FROM (VALUES ${rows.join()}) all_periods(starts, ends)`
}

const CHILD_PERIOD = `SELECT child, starts, ends, date_diff('month', born_on, starts) - (day(starts) < day(born_on))::INTEGER AS age_months
  FROM child JOIN period ON born_on <= starts AND born_on > starts - INTERVAL 4 YEAR
  WHERE (arrived_on IS NULL OR arrived_on <= starts) AND (ended_on IS NULL OR ended_on > starts)`

/** Of a row of `child`: nothing keeps any of these domains from being read. */
export function isReadable(domains: readonly (keyof typeof ABSENCE_COLUMNS)[]): string {
  const each = DOMAINS.filter((domain) => domains.includes(domain)).map(
    (domain) => `${ABSENCE_COLUMNS[domain]} IN ('NONE', 'NOT_RECORDED', 'NOT_APPLICABLE')`,
  )
  return each.join(' AND ') || 'true'
}

/** Only words of our own and days that were checked come here; whatever else holds a quote is not let through. */
export function quoted(text: string): string {
  if (!/^[\w .:+-]*$/.test(text)) throw new Error('A word has a character that words do not have.')
  return `'${text}'`
}
