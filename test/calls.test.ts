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
import { openOwnTown } from './own-town.ts'
import { IS_LONG } from './scale.ts'

const FIFTY = 50
/** The population register takes no more at once. */
const PERSONS_A_CALL = 20

let collector: Collector
let tracing: Tracing
let graph: Graph
let question: string
let sought: string
let anna: string
let ids: readonly string[]
let all: readonly string[]
let town: Awaited<ReturnType<typeof openOwnTown>> | undefined

beforeAll(async () => {
  collector = await openCollector()
  tracing = await startTracing({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url }, 'test')
  // Enough for a question about as many as may be asked at once.
  town = IS_LONG ? await openOwnTown(700) : undefined
  graph = await openGraph(town ? { town, deadlineMs: 60_000 } : {})
  anna = await graph.idOf('anna')
  all = [anna, ...(await graph.strangers())].slice(0, 500)
  ids = all.slice(0, FIFTY)
  sought = await readFile('docs/questions/1-one-child.graphql', 'utf8')
  question = sought
    .replace(/^query \w+/m, 'query ($ids: [ID!]!)')
    .replace(/findChildren\([^)]*\)/, 'children(ids: $ids)')
}, 240_000)
afterAll(async () => {
  await tracing.close()
  await graph.close()
  await collector.close()
  await town?.close()
})

/** The names of what was asked outside of the process, or of parts of the graph, each as often as it was. */
async function callsFor(
  asked: readonly string[],
  query = question,
  calls = /^(http|sql) /,
): Promise<Readonly<Record<string, number>>> {
  const traceId = randomBytes(16).toString('hex')
  const answer = await fetch(`${graph.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${await graph.tokenFor('youth-nurse')}`,
      traceparent: `00-${traceId}-00000000000000ff-01`,
    },
    body: JSON.stringify({ query, variables: { ids: asked } }),
  })
  const { data } = (await answer.json()) as { data: Record<string, (object | null)[]> }
  const children = Object.values(data).flat()
  const told = children.filter((child) => child && Object.values(child).some(Boolean))
  expect(told.length).toBeGreaterThan(asked.length / 2)
  await tracing.flush()
  const names = collector
    .spansOf(traceId)
    .filter(({ name }) => calls.test(name))
    .map(({ name }) => name)
  return Object.fromEntries(
    [...new Set(names)].sort().map((name) => [name, names.filter((one) => one === name).length]),
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

test('MUST ask for a child that is sought as often as for one by its id, and find it first', async () => {
  const { 'sql child-index-look': _, ...one } = await callsFor([anna])

  expect(await callsFor([], sought)).toEqual({
    ...one,
    'http brp-waterdam': 2,
    'sql child-index-look-by-bsn': 1,
  })
})

test('MUST ask each part of the graph for the timelines of all children as often as for one', async () => {
  const timelines = `query ($ids: [ID!]!) {
    children(ids: $ids) { timeline { entries { at domain item { __typename } } } }
  }`
  const one = await callsFor([anna], timelines, /^fetch /)

  expect(one).toEqual({
    'fetch birth-care': 1,
    'fetch child': 1,
    'fetch childcare': 1,
    'fetch jgz': 1,
    'fetch journey': 1,
    'fetch social-domain': 1,
  })
  expect(await callsFor(all, timelines, /^fetch /)).toEqual(one)
})
