/**
 * An answer as Parquet, with the types of the schema. DuckDB writes it into a file that is read and removed: so it is for
 * answers without persons alone.
 *
 * @module
 */

import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DuckDBAppender, DuckDBInstance } from '@duckdb/node-api'
import type { Place } from './csv-table.ts'
import { columnsOf, rowsOf } from './table-rows.ts'

interface Kind {
  readonly sql: string
  readonly append: (to: DuckDBAppender, value: unknown) => void
}

const TEXT: Kind = {
  sql: 'VARCHAR',
  append: (to, value) =>
    to.appendVarchar(typeof value === 'string' ? value : JSON.stringify(value)),
}

/** By scalar; what is not here is text. */
const KINDS: Readonly<Record<string, Kind>> = {
  Int: { sql: 'INTEGER', append: (to, value) => to.appendInteger(Number(value)) },
  Float: { sql: 'DOUBLE', append: (to, value) => to.appendDouble(Number(value)) },
  Boolean: { sql: 'BOOLEAN', append: (to, value) => to.appendBoolean(value === true) },
}

export async function toParquet(value: unknown, table: Place): Promise<Buffer> {
  const columns = columnsOf(table).map(({ name, type }) => ({ name, kind: KINDS[type] ?? TEXT }))
  const folder = await mkdtemp(join(tmpdir(), 'kindlijn-parquet-'))
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  try {
    const connection = await instance.connect()
    const made = columns.map(({ name, kind }) => `"${name.replaceAll('"', '""')}" ${kind.sql}`)
    await connection.run(`create table answer (${made.join(', ')})`)
    const appender = await connection.createAppender('answer')
    for (const row of rowsOf(value, table)) {
      for (const [i, { kind }] of columns.entries()) {
        const cell = row[i] ?? null
        if (cell === null) appender.appendNull()
        else kind.append(appender, cell)
      }
      appender.endRow()
    }
    appender.closeSync()
    const file = join(folder, 'answer.parquet')
    await connection.run(`copy answer to '${file.replaceAll("'", "''")}' (format parquet)`)
    connection.closeSync()
    return await readFile(file)
  } finally {
    instance.closeSync()
    await rm(folder, { recursive: true, force: true })
  }
}
