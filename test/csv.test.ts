/**
 * Answers for who goes on in a spreadsheet: by the gateway, and by the command.
 *
 * @module
 */

import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse as parseCsv } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { type Graph, openGraph } from './graph.ts'
import { run } from './kindlijn.ts'

const GROWTH = `{ findChildren(familyName: "Vries", birthDate: "2023-01-17") {
  name { given } jgz { growth { measuredOn weightGrams bmi } } } }`

let graph: Graph
let home: string
beforeAll(async () => {
  graph = await openGraph()
  // A home that says where the gateway is, with the keys of the sandbox.
  home = await mkdtemp(join(tmpdir(), 'kindlijn-csv-'))
  await symlink(join(inject('home'), 'sandbox'), join(home, 'sandbox'))
  await writeFile(join(home, 'running.json'), JSON.stringify({ url: `${graph.url}/graphql` }))
})
afterAll(async () => {
  await graph.close()
  await rm(home, { recursive: true })
})

async function ask(persona: string, query: string, accept = 'text/csv') {
  const response = await fetch(`${graph.url}/graphql`, {
    method: 'POST',
    headers: {
      accept,
      'content-type': 'application/json',
      authorization: `Bearer ${await graph.tokenFor(persona)}`,
    },
    body: JSON.stringify({ query }),
  })
  const text = await response.text()
  return { status: response.status, type: response.headers.get('content-type'), text }
}

const codesOf = (text: string) =>
  JSON.parse(text).errors.map(({ extensions }: { extensions: { code: string } }) => extensions.code)

test('the same answer as JSON and as CSV', async () => {
  const { data } = await graph.ask('youth-nurse', GROWTH)
  const { status, type, text } = await ask('youth-nurse', GROWTH)
  const [child] = data.findChildren

  expect([status, type]).toEqual([200, 'text/csv; charset=utf-8; header=present'])
  expect(child.jgz.growth.length).toBeGreaterThan(3)
  expect(parseCsv(text, { columns: true })).toEqual(
    child.jgz.growth.map((one: Record<string, unknown>) => ({
      'name.given': 'Anna',
      'jgz.growth.measuredOn': one.measuredOn,
      'jgz.growth.weightGrams': String(one.weightGrams ?? ''),
      'jgz.growth.bmi': String(one.bmi ?? ''),
    })),
  )
})

test('MUST NOT leave a cell empty for what was refused or failed: it is no CSV then', async () => {
  const { status, type, text } = await ask('midwife', GROWTH)

  expect([status, type]).toEqual([422, 'application/json; charset=utf-8'])
  expect(codesOf(text)).toEqual(['FIELD_FORBIDDEN'])
  expect(text).not.toContain('Anna')
})

test('MUST call no registry for what is not one list', async () => {
  graph.requests('brp')
  const { status, text } = await ask(
    'youth-nurse',
    GROWTH.replace('jgz {', 'jgz { contacts { date }'),
  )

  expect([status, codesOf(text)]).toEqual([400, ['CSV_NOT_ONE_LIST']])
  expect(graph.requests('brp')).toBe(0)
})

test('a wrong query is told as it is elsewhere', async () => {
  const { status, text } = await ask('youth-nurse', '{ nothing { of } this')
  expect([status, codesOf(text)]).toEqual([400, ['GRAPHQL_PARSE_FAILED']])
})

test('the command prints it, with a comma in a number for who wants that', async () => {
  const asked = (...more: string[]) =>
    run(['ask', '--persona', 'youth-nurse', '--query', '-', ...more], {
      env: { KINDLIJN_HOME: home },
      stdin: GROWTH,
    })
  const { code, stdout, stderr } = await asked('--format', 'csv', '--decimal', ',')

  expect([code, stderr]).toEqual([0, ''])
  expect(stdout).toMatch(/^\ufeffname\.given;jgz\.growth\.measuredOn;/)
})
