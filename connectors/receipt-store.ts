/**
 * Receipts of answers in numbers, in PostgreSQL. They are added, and never changed.
 *
 * @module
 */

import pg from 'pg'
import type { Receipt, Receipts } from '../privacy/receipt.ts'

export interface StoredReceipts extends Receipts {
  close(): Promise<void>
}

export function openReceipts(databaseUrl: string): StoredReceipts {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    application_name: 'kindlijn receipts',
    max: 2,
    connectionTimeoutMillis: 5_000,
    query_timeout: 10_000,
    keepAlive: true,
  })
  pool.on('error', () => undefined)

  async function select(rest: string, values: readonly unknown[]): Promise<readonly Receipt[]> {
    const { rows } = await pool.query<{ receipt: Receipt }>(
      `select receipt from disclosure.receipt ${rest}`,
      [...values],
    )
    return rows.map(({ receipt }) => receipt)
  }

  const find = async (id: string) => (await select('where id = $1', [id]))[0]

  return {
    find,
    async keep(receipt) {
      await pool.query(
        `insert into disclosure.receipt (id, at, project, receipt) values ($1, $2, $3, $4)
         on conflict (id) do nothing`,
        [receipt.id, receipt.at, receipt.project, JSON.stringify(receipt)],
      )
      return (await find(receipt.id)) ?? receipt
    },
    newest: (most) => select('order by at desc, id limit $1', [most]),
    close: () => pool.end(),
  }
}
