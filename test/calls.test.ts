/**
 * How often each source is asked for one child and for fifty: no more than it takes.
 *
 * @module
 */

import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTracing, type Tracing } from '../cli/tracing-part.ts'
import { type Collector, openCollector } from './collector.ts'
import { type Graph, openGraph } from './graph.ts'

const FIFTY = 50
/** The population register takes no more at once. */
const PERSONS_A_CALL = 20

let collector: Collector
let tracing: Tracing
let graph: Graph
let question: string
let anna: string
let ids: readonly string[]

beforeAll(async () => {
  collector = await openCollector()
  tracing = await startTracing({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url }, 'test')
  graph = await openGraph()
  anna = await graph.idOf('anna')
  ids = [anna, ...(await graph.strangers())].slice(0, FIFTY)
  const one = await readFile('docs/questions/1-one-child.graphql', 'utf8')
  question = one
    .replace(/^query \w+/m, 'query ($ids: [ID!]!)')
    .replace(/findChildren\([^)]*\)/, 'children(ids: $ids)')
}, 60_000)
afterAll(async () => {
  await tracing.close()
  await graph.close()
  await collector.close()
})

/** The names of what was asked outside of the process, each as often as it was. */
async function callsFor(asked: readonly string[]): Promise<Readonly<Record<string, number>>> {
  const traceId = randomBytes(16).toString('hex')
  const answer = await fetch(`${graph.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${await graph.tokenFor('youth-nurse')}`,
      traceparent: `00-${traceId}-00000000000000ff-01`,
    },
    body: JSON.stringify({ query: question, variables: { ids: asked } }),
  })
  const { data } = (await answer.json()) as { data: { children: ({ jgz: unknown } | null)[] } }
  expect(data.children.filter((child) => child?.jgz).length).toBeGreaterThan(asked.length / 2)
  await tracing.flush()
  const calls = collector
    .spansOf(traceId)
    .filter(({ name }) => /^(http|sql) /.test(name))
    .map(({ name }) => name)
  return Object.fromEntries(
    [...new Set(calls)].sort().map((name) => [name, calls.filter((one) => one === name).length]),
  )
}

test('MUST ask each source for fifty children as often as for one, but for the pages of the register', async () => {
  const one = await callsFor([anna])
  const fifty = await callsFor(ids)

  expect(one).toEqual({
    'http birth-care-waterdam': 1,
    'http brp-waterdam': 1,
    'sql child-index-look': 1,
    'sql jgz 0 1 2 4': 1,
    // Two kinds of record in each of two stores, and what hangs on them.
    'sql record-all-by-logical_key': 4,
    'sql record-all-by-subject': 4,
    'sql record-latest-by-logical_key': 1,
  })
  expect(fifty).toEqual({
    ...one,
    'http brp-waterdam': Math.ceil(ids.length / PERSONS_A_CALL),
  })
})
