/**
 * Of which dossiers an extract has something that was written down since a cursor.
 *
 * What was taken out of a dossier leaves no trace in an extract. So when it was made anew, all are to be read again.
 *
 * @module
 */

import type { PostgresSource } from '../../connectors/postgres.ts'
import type { TellChanges, TellRecords } from '../feed-changes.ts'

interface ChangesOptions {
  readonly postgres: Pick<PostgresSource, 'rows'>
}

/** Those of which events are made. */
const TABLES = ['contactmoment', 'vaccinatie', 'verwijzing', 'status', 'observatie']

/** So many changed at once, and all are read again. */
const MOST = 5_000

const LAST = `(select max(at) from (${TABLES.map(
  (table) => `select max(vastgelegd_op) as at from jgz_extract.${table}`,
).join(' union all ')}) as last)`

const SINCE = `
  with found as (${TABLES.map(
    (table) => `select client_id from jgz_extract.${table} where vastgelegd_op > $1::timestamptz`,
  ).join(' union ')})
  select ${LAST}::text as last,
    array(select client_id from found limit $2) as dossiers,
    array(select bds_0007 from jgz_extract.client
      where client_id in (select client_id from found limit $2) and bds_0007 is not null) as bsns`

const MADE = 'select max(voltooid_op)::text as made from jgz_extract.lading'

interface Since {
  readonly last: string | null
  readonly dossiers: readonly string[]
  readonly bsns: readonly string[]
}

export function jgzExtractChanges({ postgres }: ChangesOptions): TellChanges {
  async function madeAt(signal: AbortSignal): Promise<string> {
    const statement = { name: 'jgz made', text: MADE, values: [] }
    const rows = await postgres.rows<{ made: string | null }>(statement, signal).catch(() => [])
    return rows[0]?.made ?? ''
  }

  return async (after, signal) => {
    const [last = 'infinity', before] = after?.split('\n') ?? []
    const made = await madeAt(signal)
    const statement = { name: 'jgz changes', text: SINCE, values: [last, MOST] }
    const [found] = await postgres.rows<Since>(statement, signal)
    const { dossiers = [], bsns = [] } = found ?? {}
    const isAnew = after !== undefined && (made !== before || dossiers.length === MOST)
    return {
      ...(isAnew ? { records: [], bsns: [] } : { records: dossiers, bsns }),
      next: `${found?.last ?? '-infinity'}\n${made}`,
      done: true,
      isAnew,
    }
  }
}

/** All dossiers. */
export function jgzExtractRecords({ postgres }: ChangesOptions): TellRecords {
  return async (after, limit, signal) => {
    const text =
      'select client_id as key from jgz_extract.client where client_id > $1 order by 1 limit $2'
    const statement = { name: 'jgz records', text, values: [after, limit] }
    const rows = await postgres.rows<{ key: string }>(statement, signal)
    return rows.map(({ key }) => key)
  }
}
