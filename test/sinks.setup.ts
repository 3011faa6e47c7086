/**
 * After the last test: nobody who lives in Waterdam may be in what left Kindlijn during all of them. The run fails where
 * somebody is.
 *
 * @module
 */

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { DATABASE, urlOf } from '../cli/database.ts'
import type { Sink } from './planted.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** A folder in which is kept what leaves Kindlijn. */
    sinks: string
  }
}

export function setup(project: TestProject): () => Promise<void> {
  const began = Date.now()
  const folder = mkdtempSync(join(tmpdir(), 'kindlijn-sinks-'))
  project.provide('sinks', folder)

  return async () => {
    // Not before: no test waits for it.
    const { SINKS, somebodyIn } = await import('./planted.ts')
    const inText: InText = (where, text, mayName) => {
      const found = somebodyIn(text, { alsoNames: !mayName })
      return found === undefined ? [] : [`${where}: ${JSON.stringify(found)}`]
    }
    const inFile = (file: string) =>
      existsSync(file) ? inText(file, readFileSync(file, 'latin1'), false) : []
    const inSink = (name: string) =>
      inText(name, readFileSync(join(folder, name), 'utf8'), SINKS[sinkOf(name)].mayName)
    const { postgresUrl, home } = project.getProvidedContext()
    const findings = [
      ...readdirSync(folder).flatMap(inSink),
      ...inFile(join(dirname(home), 'postgres.log')),
      // What Node would leave after a crash, and what stands loose in the folder for temporary files.
      ...[tmpdir(), process.cwd()].flatMap((where) => looseIn(where, began)).flatMap(inFile),
      ...(await inTables(postgresUrl, inText)),
    ]
    rmSync(folder, { recursive: true })
    if (findings.length > 0) {
      throw new Error(`Somebody is where nobody may be:\n${findings.join('\n')}`)
    }
  }
}

/** Where it is, if somebody is in it. */
type InText = (where: string, text: string, mayName: boolean) => readonly string[]

function sinkOf(file: string): Sink {
  return file.split('.')[0] as Sink
}

/** A crash report, a heap, a core, a file of ours. */
function looseIn(folder: string, since: number): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /^(report\.|Heap|core|node-|kindlijn)/.test(entry.name))
    .map(({ name }) => join(folder, name))
    .filter((file) => statSync(file).mtimeMs > since)
}

/** Of the town that tests share. */
async function inTables(postgresUrl: string, inText: InText): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: urlOf(postgresUrl, DATABASE) })
  const isThere = await client.connect().then(
    () => true,
    () => false, // no test of this run made it
  )
  if (!isThere) return []
  try {
    const { rows: tables } = await client.query<{ name: string; is_account: boolean }>(
      `select format('%I.%I', table_schema, table_name) as name, table_schema in ('accounting', 'calls') as is_account
       from information_schema.tables
       where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    )
    const findings: string[] = []
    for (const { name, is_account } of tables) {
      const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t`)
      findings.push(...inText(name, rows.map(({ row }) => row).join('\n'), !is_account))
    }
    return findings
  } finally {
    await client.end()
  }
}
