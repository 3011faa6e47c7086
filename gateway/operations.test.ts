import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openReadiness } from '../cli/readiness.ts'
import { type Happened, listenToLog } from '../privacy/log.ts'
import { LABELS, metricsPage } from '../schema/metrics.ts'
import { type Graph, openGraph } from '../test/graph.ts'
import { serveLoopback } from '../test/loopback.ts'

let graph: Graph
beforeAll(async () => {
  graph = await openGraph()
})
afterAll(() => graph.close())

describe('/metrics', () => {
  test('tells how long requests, calls and sources took, and MUST NOT tell of a person', async () => {
    const anna = await graph.idOf('anna')
    await graph.ask(
      'youth-nurse',
      'query Geheim($id: ID!) { child(id: $id) { name { family } jgz { growth { weightGrams } } birthCare { birth { weightGrams } } childcare { enrolments { from } } } }',
      { id: anna },
    )
    await graph.ask('youth-nurse', '{ child(id: "Vries 999900006") { id } }')
    const { text } = await metricsPage()

    expect(text).toMatch(
      /kindlijn_request_seconds_count\{audience="professional",operation="other",status="200"\} \d/,
    )
    for (const subgraph of ['child', 'jgz', 'birth-care']) {
      expect(text).toMatch(
        new RegExp(
          `kindlijn_subgraph_call_seconds_count\\{subgraph="${subgraph}",outcome="answered"\\} \\d`,
        ),
      )
    }
    for (const registry of ['brp-waterdam', 'jgz-waterdam', 'birth-care-waterdam']) {
      expect(text).toMatch(
        new RegExp(
          `kindlijn_source_seconds_count\\{registry="${registry}",outcome="answered"\\} \\d`,
        ),
      )
      expect(text).toMatch(new RegExp(`kindlijn_source_circuit_open\\{registry="${registry}"\\} 0`))
    }
    for (const registry of ['brp-waterdam', 'jgz-waterdam', 'childcare-waterdam']) {
      expect(text).toMatch(
        new RegExp(`kindlijn_source_children_count\\{registry="${registry}"\\} \\d`),
      )
    }
    expect(text).toMatch(/kindlijn_plan_seconds_count \d/)
    expect(text).toMatch(/kindlijn_accounting_seconds_count \d/)
    expect(text).toMatch(/kindlijn_errors_total\{code="CHILD_UNKNOWN"\} \d/)
    // Not the values: a sum of seconds has many figures.
    const named = text.replaceAll(/ \S+$/gm, '')
    expect(named).not.toMatch(/Vries|Geheim|99990|persona/)
    expect(text).not.toContain(anna)
  })
})

test('each label of a metric is said to have few values', async () => {
  const { text } = await metricsPage()
  const used = text
    .split('\n')
    .filter((line) => line.startsWith('kindlijn_'))
    .flatMap((line) => [...line.matchAll(/(\w+)="/g)].map(([, label = '']) => label))
  expect([...new Set(used)].filter((label) => label !== 'le' && !(label in LABELS))).toEqual([])
})

describe('the log', () => {
  test('has a line for each request, with codes and numbers, and MUST NOT name a person', async () => {
    const heard: Happened[] = []
    const deafen = listenToLog((happened) => heard.push(happened))
    const anna = await graph.idOf('anna')
    await graph.ask('youth-nurse', `query Geheim { child(id: "${anna}") { name { family } } }`)
    await graph.ask(
      'youth-nurse',
      'query Geheim { child(id: "Vries 999900006") { name { family } } }',
    )
    await graph.ask('youth-nurse', 'query Geheim { child(id: "999900006") { nobody } }')
    await vi.waitFor(() => expect(heard).toHaveLength(4))
    deafen()

    const lines = heard.map(({ fields }) => fields)
    const asked = { audience: 'professional', purpose: 'youth-health-care', operation: 'other' }
    expect(lines.map(({ status, codes }) => [status, codes])).toEqual([
      [200, []],
      [200, []],
      [200, ['CHILD_UNKNOWN']],
      [400, ['GRAPHQL_VALIDATION_FAILED']],
    ])
    expect(lines[1]).toEqual({
      ...{ ...asked, status: 200, codes: [], cost: expect.any(Number), ms: expect.any(Number) },
      traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
      hash: expect.stringMatching(/^[0-9a-f]{32}$/),
    })
    // The same question about somebody else.
    expect(lines[2]?.hash).toBe(lines[1]?.hash)
    expect(lines[3]?.hash).not.toBe(lines[1]?.hash)
    expect(JSON.stringify(heard)).not.toMatch(/Vries|Geheim|9999\d{5}|persona/)
    expect(JSON.stringify(heard)).not.toContain(anna)
  })
})

describe('/readyz', () => {
  test('says that all is well', async () => {
    for (const path of ['/readyz', '/healthz', '/health']) {
      expect((await fetch(graph.url + path)).status).toBe(200)
    }
  })

  test('says what is missing, and whether the graph answers all the same', async () => {
    const up = await serveLoopback((_, response) => response.writeHead(200).end())
    const ill = await serveLoopback((_, response) => response.writeHead(500).end())
    const looked = { databaseUrl: undefined, isBehind: () => false, parts: [] }
    const reasons = openReadiness({
      ...looked,
      addresses: { child: up.url, jgz: ill.url, journey: 'http://127.0.0.1:1/' },
      isBehind: () => true,
    })
    expect(await reasons()).toEqual([
      { part: 'jgz', reason: 'does not answer', isDegraded: true },
      { part: 'journey', reason: 'does not answer', isDegraded: true },
      { part: 'supergraph', reason: expect.any(String), isDegraded: true },
    ])
    const withoutChild = openReadiness({ ...looked, addresses: { child: ill.url } })
    expect(await withoutChild()).toMatchObject([{ part: 'child', isDegraded: false }])
    const withoutDatabase = openReadiness({
      ...looked,
      addresses: {},
      databaseUrl: 'postgres://x@127.0.0.1:1/x',
    })
    expect(await withoutDatabase()).toMatchObject([{ part: 'accounting', isDegraded: false }])
    const gathering = { name: 'insight', doing: () => 'is gathering numbers' }
    const busy = openReadiness({ ...looked, addresses: {}, parts: [gathering, { name: 'jgz' }] })
    expect(await busy()).toEqual([
      { part: 'insight', reason: 'is gathering numbers', isDegraded: true },
    ])
    await Promise.all([up.close(), ill.close()])
  })
})
