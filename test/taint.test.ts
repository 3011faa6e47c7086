/**
 * Everybody who lives in Waterdam is known to this test: numbers, names and streets. After every story was told, and
 * everything that can go wrong went wrong, it looks for them wherever they have no business: in what was printed, logged,
 * stored beside, told as an error, or written into an address.
 *
 * @module
 */

import { readdirSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { json } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { type Graph, openGraph } from './graph.ts'
import { type Started, start } from './kindlijn.ts'
import { type Loopback, serveLoopback } from './loopback.ts'
import { NUMBERS, WORDS } from './planted.ts'

const BSN = '999990019'
/** As somebody might write them, who should not. */
const FORMS = [
  BSN,
  '9999.90.019',
  '9999 90 019',
  encodeURIComponent('9999 90 019'),
  '%39'.repeat(5),
]

const numbers = [...NUMBERS, BSN]
const words = WORDS

const STORIES = readdirSync('docs/questions').map((file) =>
  readFileSync(join('docs/questions', file), 'utf8'),
)
const PERSONAS = [
  'youth-nurse',
  'midwife',
  'childcare-mentor',
  'neighbourhood-team-worker',
  'privacy-officer',
  'dashboard',
  'analyst',
  'linker',
]

let graph: Graph
let nasty: Loopback
let up: Started
let upUrl: string
const began = Date.now()
const errors: string[] = []
const answers: string[] = []

beforeAll(async () => {
  graph = await openGraph()
  const [word = ''] = words
  // Whatever is asked of it, it answers with somebody's data, and in an error.
  nasty = await serveLoopback(async (request, response) => {
    const asked = request.method === 'POST' ? await json(request).catch(() => null) : null
    response.writeHead(500, { 'content-type': 'application/json', 'x-bsn': BSN })
    response.end(JSON.stringify({ detail: `${word} ${numbers.join(' ')} is not there`, asked }))
  })
  up = start(['up'], {
    env: {
      ...graph.env,
      PORT: '0',
      KINDLIJN_HOME: inject('home'),
      KINDLIJN_POSTGRES_URL: inject('postgresUrl'),
      BIRTH_CARE_FHIR_URL: nasty.url,
      JGZ_EXTRACT_PASSWORD: BSN,
    },
  })
  upUrl = await up.ready()
}, 240_000)
afterAll(async () => {
  await up?.stop('SIGTERM')
  await nasty?.close()
  await graph?.close()
})

async function ask(url: string, persona: string | undefined, body: unknown, headers = {}) {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(persona && { authorization: `Bearer ${await graph.tokenFor(persona)}` }),
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  const text = await response.text()
  const told = [...response.headers].map((header) => header.join(': ')).join('\n')
  answers.push(text, told)
  const parsed = JSON.parse(text.startsWith('{') ? text : '{}') as { errors?: unknown }
  errors.push(JSON.stringify(parsed.errors ?? []), told)
}

test('stories are told, to whoever may hear them and to whoever may not', {
  timeout: 240_000,
}, async () => {
  for (const url of [`${graph.url}/graphql`, upUrl]) {
    for (const query of STORIES) {
      for (const persona of PERSONAS) await ask(url, persona, { query })
    }
  }
  expect(answers.join('')).toContain('"given":"Anna"')
})

test('everything that can go wrong goes wrong', { timeout: 240_000 }, async () => {
  const [word = ''] = words
  const find =
    'query ($n: String!, $d: LocalDate!) { findChildren(familyName: $n, birthDate: $d) { id } }'
  for (const url of [`${graph.url}/graphql`, upUrl]) {
    for (const form of FORMS) {
      const said = JSON.stringify(`${word} ${form}`)
      const wrong: unknown[] = [
        { query: `{ child(id: ${said}) { id name { given } } }` },
        { query: 'query ($id: ID!) { child(id: $id) { id } }', variables: { id: form } },
        { query: find, variables: { n: form, d: '2023-01-17' } },
        { query: find, variables: { n: word, d: form } },
        { query: find, variables: { n: { [form]: form }, d: [form] } },
        { query: `{ findChildren(familyName: ${said}, birthDate: ${said}) { id } }` },
        { query: `{ ${word.replace(/\W/g, '')}_${BSN} }` },
        { query: `{ child(bsn: ${said}) { id } }` },
        { query: `{ child(id: ${said}` },
        { query: '{ __typename }', operationName: form },
        { documentId: form },
        { query: '{ __typename }', variables: { [form]: form }, extensions: { [form]: form } },
        `{"query": ${said}`,
        `[${said}]`,
      ]
      for (const body of wrong) await ask(url, 'youth-nurse', body)
      const headers = [
        { traceparent: form },
        { traceparent: `00-${BSN.padEnd(32, '0')}-00000000000000ff-01` },
        { 'kindlijn-purpose': form },
        { authorization: `Bearer ${form}` },
        { 'x-forwarded-for': form },
      ]
      for (const header of headers) await ask(url, 'midwife', { query: '{ __typename }' }, header)
      await fetch(`${new URL(url).origin}/${encodeURIComponent(form)}?bsn=${BSN}`)
    }
  }
  expect(errors.join('')).toContain('ARGUMENT_INVALID')
})

function nobodyIn(where: string, text: string, { alsoNames = true } = {}): void {
  for (const number of numbers) {
    const at = text.search(new RegExp(`(?<![0-9a-f])${number}(?![0-9a-f])`))
    expect([where, at === -1 ? '' : text.slice(Math.max(0, at - 80), at + 80)]).toEqual([where, ''])
  }
  if (!alsoNames) return
  for (const word of words) {
    const at = text.search(new RegExp(`(?<![\\p{L}-])${word}(?![\\p{L}-])`, 'u'))
    expect([where, word, at === -1 ? '' : text.slice(Math.max(0, at - 80), at + 80)]).toEqual([
      where,
      word,
      '',
    ])
  }
}

test('MUST be nobody’s number in an answer, and nobody at all in an error or a header', () => {
  nobodyIn('errors', errors.join('\n').replaceAll(/"path":\[[^\]]*\]/g, ''))
  // An alias, and what else the client says himself, comes back to him; of what we tell, nothing.
  nobodyIn('answers', answers.join('\n').replaceAll(/"path":\[[^\]]*\]/g, ''), { alsoNames: false })
})

test('MUST be nobody in what a process prints', () => {
  const said = up.stdout() + up.stderr()
  expect(said).toContain('ready')
  nobodyIn('standard output and error', said)
})

test('MUST be nobody in an address or a header that a registry gets', () => {
  expect(graph.addressed()).toContain('POST')
  nobodyIn('URLs', graph.addressed())
})

test('MUST be nobody in the accounting, nor in what is kept of calls', async () => {
  let rows = 0
  for (const table of [
    'accounting.event',
    'accounting.processing',
    'accounting.outcome',
    'accounting.block',
    'accounting.chain',
    'calls.seen',
  ]) {
    const told = await graph.admin(`select t::text as row from ${table} t`)
    rows += told.length
    nobodyIn(table, told.map(({ row }) => row).join('\n'))
  }
  expect(rows).toBeGreaterThan(100)
})

test('MUST be nobody’s number in any table of ours', async () => {
  const tables = await graph.admin(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  )
  expect(tables.length).toBeGreaterThan(10)
  for (const { name } of tables) {
    const told = await graph.admin(`select t::text as row from ${name} t`)
    nobodyIn(String(name), told.map(({ row }) => row).join('\n'), { alsoNames: false })
  }
})

test('MUST be nobody in the log of PostgreSQL, nor in what it knows of its clients', async () => {
  const log = readFileSync(join(dirname(inject('home')), 'postgres.log'), 'utf8')
  expect(log).toContain('ready to accept connections')
  nobodyIn('the log of PostgreSQL', log)
  const clients = await graph.admin(
    `select application_name, query from pg_stat_activity where datname = current_database()`,
  )
  nobodyIn('the clients of PostgreSQL', JSON.stringify(clients))
})

test('MUST be nobody in a metric', async () => {
  const { origin } = new URL(upUrl)
  const answer = await fetch(`${origin}/metrics`).catch(() => undefined)
  nobodyIn('metrics', (await answer?.text()) ?? '')
})

test('MUST be nobody in a file that we leave, but for what the registries themselves delivered', () => {
  const home = inject('home')
  const files = [
    ...filesIn(home).filter(
      (file) => !/\/(deliveries|sandbox|postgres)\//.test(file.slice(home.length)),
    ),
    // What Node would leave after a crash, and what stands loose in the folder for temporary files.
    ...[tmpdir(), process.cwd()].flatMap(looseIn).filter((file) => statSync(file).mtimeMs > began),
  ]
  expect(files.length).toBeGreaterThan(5)
  for (const file of files) nobodyIn(file, readFileSync(file, 'latin1'))
})

function looseIn(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map(({ name }) => join(folder, name))
}

/** Those that are small enough to have been written by a mistake of ours. */
function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = join(folder, entry.name)
    try {
      if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesIn(file)
      return entry.isFile() && statSync(file).size < 5_000_000 ? [file] : []
    } catch {
      return [] // it is gone, or not ours to read
    }
  })
}
