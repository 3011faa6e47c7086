/**
 * What was fed of a town, as the tables that a definition reads (`subgraphs/insight/indicator.ts`), by nobody but this test.
 *
 * @module
 */

import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import type { Domain } from '../../schema/domain.ts'
import type { FeedPage } from '../../schema/feed.ts'
import type { Indicator } from '../../subgraphs/insight/indicator.ts'
import type { Asked, Unit } from './figures.ts'

const TABLES = `
  CREATE TABLE child (child INTEGER, born_on DATE, due_on DATE, ended_on DATE, ending VARCHAR, arrived_on DATE,
    birth_care_absence VARCHAR, jgz_absence VARCHAR, childcare_absence VARCHAR, social_domain_absence VARCHAR);
  CREATE TABLE event (child INTEGER, record INTEGER, domain VARCHAR, kind VARCHAR, phase VARCHAR, day DATE, recorded_at TIMESTAMP,
    code VARCHAR, form VARCHAR, status VARCHAR, initiative VARCHAR, refused BOOLEAN, reason VARCHAR, counterpart VARCHAR,
    situation VARCHAR, value DOUBLE);
  CREATE TABLE period (starts DATE, ends DATE);
  CREATE TABLE moment (today DATE);
  CREATE VIEW child_period AS
    SELECT child, starts, ends, date_diff('month', born_on, starts) - (day(starts) < day(born_on))::INTEGER AS age_months
    FROM child JOIN period ON born_on <= starts AND born_on > starts - INTERVAL 4 YEAR
    WHERE (arrived_on IS NULL OR arrived_on <= starts) AND (ended_on IS NULL OR ended_on > starts)`

export interface Counted {
  readonly children: number
  unitsOf(indicator: Indicator): Promise<readonly Unit[]>
}

/** Children of one municipality, and what is told of them until today. */
export async function openCounted(
  pages: readonly FeedPage[],
  municipality: string,
  { periods, today }: Asked,
): Promise<Counted> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  await connection.run(TABLES)
  await insert(connection, 'moment', [[today]])
  const spans = periods.map(({ from, until }) => [from, until])
  await insert(connection, 'period', spans)
  const numbers = new Map(pages.flatMap(({ children }) => children.ids).map((id, i) => [id, i]))
  const rows = pages.flatMap((page) => childRows(page, municipality, numbers))
  await insert(connection, 'child', rows)
  const events = pages.flatMap((page) => eventRows(page, numbers))
  await insert(
    connection,
    'event',
    events.filter(([, , , , , day]) => String(day) <= today),
  )
  const window = { from: periods[0]?.from ?? '', until: periods.at(-1)?.until ?? '' }

  return {
    children: rows.length,
    async unitsOf({ units, dimensions = [] }) {
      const group = dimensions[0]?.toLowerCase() ?? 'NULL'
      const told = await connection.runAndReadAll(
        `SELECT strftime(unit.day, '%Y-%m-%d') AS day, numerator::DOUBLE AS above, denominator::DOUBLE AS below, ${group}::VARCHAR AS "group"
         FROM (${units?.(window)}) unit JOIN child USING (child) WHERE unit.day >= DATE '${window.from}' AND unit.day < DATE '${window.until}'`,
      )
      return told.getRowObjectsJS() as unknown as readonly Unit[]
    },
  }
}

type Value = string | number | boolean | null

function childRows(
  { children }: FeedPage,
  municipality: string,
  numbers: ReadonlyMap<string, number>,
): readonly (readonly Value[])[] {
  const { ids, birthDate, dueDate, endedOn, ending, arrivedOn, domains } = children
  return ids.flatMap((id, i) => {
    if (children.municipality[i] !== municipality) return []
    const days = [birthDate[i], dueDate[i], endedOn[i]].map(toDay)
    const absences = DOMAINS.map((domain) => domains[domain].absence[i] ?? null)
    return [[numbers.get(id) ?? 0, ...days, ending[i] ?? null, toDay(arrivedOn[i]), ...absences]]
  })
}

const DOMAINS: readonly Domain[] = ['BIRTH_CARE', 'JGZ', 'CHILDCARE', 'SOCIAL_DOMAIN']

/** Of which only the year or the month is known is the middle of it. */
function toDay(day: string | null | undefined): string | null {
  if (!day) return null
  return day.length === 4 ? `${day}-07-01` : day.length === 7 ? `${day}-15` : day
}

function eventRows(
  { children, events }: FeedPage,
  numbers: ReadonlyMap<string, number>,
): readonly (readonly Value[])[] {
  return DOMAINS.flatMap((domain) => {
    const told = events[domain]
    const owners = new Map(
      children.domains[domain].token.map((token, i) => [token, children.ids[i] ?? '']),
    )
    const subjects = told.subjects.flatMap((subject, i) =>
      Array.from({ length: told.counts[i] ?? 0 }, () => subject),
    )
    const records = new Map(told.subjects.map((subject, i) => [subject, i]))
    return subjects.map((subject, i): readonly Value[] => [
      numbers.get(owners.get(subject) ?? '') ?? null,
      (records.get(subject) ?? 0) * DOMAINS.length + DOMAINS.indexOf(domain),
      domain,
      ...COLUMNS.map((column) => told[column][i] ?? null),
    ])
  })
}

const COLUMNS = [
  'kind',
  'phase',
  'at',
  'recordedAt',
  'code',
  'form',
  'status',
  'initiative',
  'refused',
  'reason',
  'counterpart',
  'situation',
  'value',
] as const

const AT_ONCE = 2_000

async function insert(
  connection: DuckDBConnection,
  table: string,
  rows: readonly (readonly Value[])[],
): Promise<void> {
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    const values = rows.slice(at, at + AT_ONCE).map((row) => `(${row.map(literal).join()})`)
    await connection.run(`INSERT INTO ${table} VALUES ${values.join()}`)
  }
}

function literal(value: Value): string {
  if (typeof value !== 'string') return String(value)
  return `'${value.replaceAll("'", "''")}'`
}
