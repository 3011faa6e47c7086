/**
 * Saved questions by their address, as programs for numbers take them.
 *
 * @module
 */

import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { DuckDBInstance } from '@duckdb/node-api'
import { parse as parseCsv } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Graph, openGraph } from './graph.ts'

let graph: Graph
beforeAll(async () => {
  graph = await openGraph()
})
afterAll(() => graph.close())

async function get(path: string, persona: string | undefined, accept = '*/*', method = 'GET') {
  const token = persona && { authorization: `Bearer ${await graph.tokenFor(persona)}` }
  const response = await fetch(`${graph.url}${path}`, { method, headers: { accept, ...token } })
  return { status: response.status, type: response.headers.get('content-type'), response }
}

async function codesOf({ response }: { response: Response }) {
  const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] }
  return errors.map(({ extensions }) => extensions.code)
}

const REGISTRIES = '/tables/6-registries'

test('a saved question in each format, by what is accepted or by how its address ends', async () => {
  const json = await get(REGISTRIES, 'analyst')
  const { data } = (await json.response.json()) as { data: { registries: { name: string }[] } }
  const names = data.registries.map(({ name }) => name)
  expect(names.length).toBeGreaterThan(3)

  for (const asked of [
    await get(REGISTRIES, 'analyst', 'application/x-ndjson'),
    await get(`${REGISTRIES}.ndjson`, 'analyst'),
  ]) {
    expect([asked.status, asked.type]).toEqual([200, 'application/x-ndjson'])
    const lines = (await asked.response.text()).trimEnd().split('\n')
    const told = lines.map((line) => JSON.parse(line).name)
    expect([...new Set(told)]).toEqual(names)
  }
  const parquet = await get(`${REGISTRIES}.parquet`, 'analyst')
  const bytes = Buffer.from(await parquet.response.arrayBuffer())
  expect([parquet.status, parquet.type]).toEqual([200, 'application/vnd.apache.parquet'])
  expect([bytes.toString('latin1', 0, 4), bytes.toString('latin1', bytes.length - 4)]).toEqual([
    'PAR1',
    'PAR1',
  ])
  const csv = await get(`${REGISTRIES}.csv`, 'dashboard')
  const rows = parseCsv(await csv.response.text(), { columns: true }) as { name: string }[]
  expect([...new Set(rows.map(({ name }) => name))]).toEqual(names)
})

test('MUST NOT answer a table by its address, nor in Parquet, to who may see persons', async () => {
  const asked = await get(REGISTRIES, 'youth-nurse')
  expect([asked.status, await codesOf(asked)]).toEqual([403, ['NUMBERS_ONLY']])

  const posted = await fetch(`${graph.url}/graphql`, {
    method: 'POST',
    headers: {
      accept: 'application/vnd.apache.parquet',
      'content-type': 'application/json',
      authorization: `Bearer ${await graph.tokenFor('youth-nurse')}`,
    },
    body: JSON.stringify({ query: '{ registries { name } }' }),
  })
  expect([posted.status, await codesOf({ response: posted })]).toEqual([403, ['NUMBERS_ONLY']])
})

test('nobody without a token, no other question, and nothing but to read', async () => {
  expect((await get(REGISTRIES, undefined)).status).toBe(401)
  expect(await codesOf(await get('/tables/no-such-question', 'analyst'))).toEqual([
    'DOCUMENT_UNKNOWN',
  ])
  expect(await codesOf(await get(`${REGISTRIES}.xlsx`, 'analyst'))).toEqual(['DOCUMENT_UNKNOWN'])
  expect((await get(REGISTRIES, 'analyst', '*/*', 'POST')).status).toBe(405)
})

/** As they stand in docs/analysts.md, one after the other. */
async function examplesIn(language: string): Promise<readonly string[]> {
  const page = await readFile('docs/analysts.md', 'utf8')
  return [...page.matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, 'g'))].map(
    ([, code = '']) => code.replaceAll('http://127.0.0.1:4000', graph.url),
  )
}

const isHere = (program: string) => spawnSync(program, ['--version']).status === 0

test.skipIf(!isHere('curl') || !isHere('python3'))(
  'what is written down for analysts works: curl, Python, and DuckDB on what was fetched',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kindlijn-analyst-'))
    const env = { ...process.env, TOKEN: await graph.tokenFor('analyst') }
    const run = (program: string, args: readonly string[]) =>
      promisify(execFile)(program, args, { cwd: folder, env })
    const [curl = '', duckdb = ''] = await examplesIn('sh')
    const [python = ''] = await examplesIn('python')

    const fetched = await run('sh', ['-ec', curl])
    expect(fetched.stdout).toMatch(/^\ufeffname;title;domain;/)
    expect(await readFile(join(folder, 'registries.csv'), 'utf8')).toMatch(/^name,title,domain,/)
    const { stdout } = await run('python3', ['-c', python])
    expect(stdout).toMatch(/^\d+ \{'name': '/)

    await run('sh', ['-ec', duckdb.split('\n')[0] ?? ''])
    const sql = /-c "(.*)"/.exec(duckdb)?.[1] ?? ''
    const instance = await DuckDBInstance.create(':memory:')
    const connection = await instance.connect()
    const file = join(folder, 'registries.parquet')
    const found = await connection.runAndReadAll(sql.replace('registries.parquet', file))
    expect(found.getRows().length).toBeGreaterThan(3)
    instance.closeSync()
    await rm(folder, { recursive: true })
  },
)
