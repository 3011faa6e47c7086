/**
 * What projects were told, in PostgreSQL: whichever process answers knows what the others told.
 *
 * @module
 */

import pg from 'pg'
import type { Grid } from '../privacy/disclosure.ts'
import { type Decision, openTold, type Told } from '../privacy/disclosure-audit.ts'
import type { Part } from '../privacy/disclosure-faces.ts'
import { valuesOn } from '../privacy/disclosure-lay-out.ts'
import {
  type Beside,
  type DisclosureLedger,
  type Shelf,
  shelfName,
} from '../privacy/disclosure-ledger.ts'
import { nameOf } from '../privacy/disclosure-order.ts'

export interface StoredLedger extends DisclosureLedger {
  close(): Promise<void>
}

/** Kept reckoned out; the others are read again when they are asked about. */
const MOST_OPEN = 16

interface Open {
  readonly told: Told
  /** Of the last row that it knows. */
  last: string
}

export function openDisclosureLedger(databaseUrl: string): StoredLedger {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    application_name: 'kindlijn disclosure',
    max: 4,
    connectionTimeoutMillis: 5_000,
    query_timeout: 30_000,
    keepAlive: true,
  })
  pool.on('error', () => undefined)
  const shelves = new Map<string, Open>()

  function shelfOf(name: string, grid: Grid): Open {
    const open = shelves.get(name) ?? { told: openTold(valuesOn(grid)), last: '0' }
    shelves.delete(name)
    shelves.set(name, open)
    const [oldest = ''] = shelves.keys()
    if (shelves.size > MOST_OPEN) shelves.delete(oldest)
    return open
  }

  return {
    async use<T>(shelf: Shelf, work: (told: Told) => T): Promise<T> {
      const name = shelfName(shelf)
      const client = await pool.connect()
      let isWhole = false
      try {
        await client.query('begin')
        // One after the other, in whichever process; let go of with the transaction.
        await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [name])
        const open = shelfOf(name, shelf.grid)
        await readOn(client, shelf.project, name, open)
        const result = work(open.told)
        open.last = await write(client, shelf.project, name, open)
        await client.query('commit')
        isWhole = true
        return result
      } finally {
        // What is not written down was not decided.
        if (!isWhole) {
          shelves.delete(name)
          await client.query('rollback').catch(() => undefined)
        }
        client.release(!isWhole)
      }
    },
    async first({ project, edition }, told) {
      const values = [project, edition, JSON.stringify(told)]
      await pool.query(ADD_BESIDE, values)
      const { rows } = await pool.query<{ first: Beside }>(BESIDE, values)
      return rows[0]?.first ?? {}
    },
    close: () => pool.end(),
  }
}

const ADD_BESIDE = `
  insert into disclosure.beside (project, edition, name, value)
  select $1, $2, key, value from jsonb_each($3) order by key
  on conflict do nothing`

const BESIDE = `
  select jsonb_object_agg(name, value) as first from disclosure.beside
  where project = $1 and edition = $2 and name in (select jsonb_object_keys($3))`

interface DecisionRow {
  readonly number: string
  readonly units: string
  readonly parts: readonly (readonly [string, string, number])[]
  readonly rule: string | null
  readonly count: number
  readonly cell_key: string
  readonly sketch: readonly number[]
  readonly amount: number | null
}

async function readOn(
  client: pg.PoolClient,
  project: string,
  edition: string,
  open: Open,
): Promise<void> {
  const { rows } = await client.query<DecisionRow>(
    `select number, units, parts, rule, count, cell_key, signs as sketch, amount from disclosure.decision
     where project = $1 and edition = $2 and number > $3 order by number`,
    [project, edition, open.last],
  )
  for (const row of rows) {
    open.told.remember(toDecision(row))
    open.last = row.number
  }
}

function toDecision({ units, parts, cell_key, amount, ...row }: DecisionRow): Decision {
  const own = parts.map(
    ([dimension, hex, of]): Part => ({ dimension, mask: BigInt(`0x${hex}`), of }),
  )
  const { rule, count, sketch } = row
  return {
    ...{ of: units, parts: own, rule, count },
    ...{ key: Number(cell_key), sketch, amount: amount ?? undefined },
  }
}

/** All at once. Returns the number of the last. */
async function write(
  client: pg.PoolClient,
  project: string,
  edition: string,
  { told, last }: Open,
): Promise<string> {
  const fresh = told.takeFresh()
  if (fresh.length === 0) return last
  const { rows } = await client.query<{ number: string }>(
    `with added as (
     insert into disclosure.decision (project, edition, face, units, parts, rule, count, cell_key, signs, amount)
     select $1, $2, face, units, parts, rule, count, cell_key, signs, amount
     from jsonb_to_recordset($3) as one
       (place integer, face text, units text, parts jsonb, rule text, count integer, cell_key bigint, signs integer[], amount double precision)
     order by place
     returning number
     ) select max(number) as number from added`,
    [project, edition, JSON.stringify(fresh.map(toRow))],
  )
  return rows[0]?.number ?? last
}

function toRow(
  { of: units, parts: own, rule, count, key, sketch, amount }: Decision,
  place: number,
) {
  const parts = own.map(({ dimension, mask, of }) => [dimension, mask.toString(16), of])
  const face = nameOf({ of: units, parts: own })
  return { place, face, units, parts, rule, count, cell_key: key, signs: sketch, amount }
}
