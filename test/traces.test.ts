import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTracing, type Tracing } from '../cli/tracing-part.ts'
import { ATTRIBUTES } from '../privacy/spans.ts'
import { type CollectedSpan, type Collector, openCollector } from './collector.ts'
import { type Answer, type Graph, openGraph } from './graph.ts'

/** Words of a client, in every place where a client has any. */
const QUERY = `query Geheim($id: ID!) {
  geheim: child(id: $id) { name { family } jgz { growth { weightGrams } } birthCare { birth { weightGrams } } }
  other: child(id: "Vries 999900006") { id }
}`

describe.each([
  { where: 'in one process', apart: false },
  { where: 'with each subgraph apart', apart: true },
])('a trace, $where', ({ apart }) => {
  let collector: Collector
  let graph: Graph
  let anna: string
  let answer: Answer
  let spans: readonly CollectedSpan[]

  beforeAll(async () => {
    collector = await openCollector()
    let tracing: Tracing | undefined
    try {
      tracing = await startTracing({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url }, 'test')
      graph = await openGraph({ apart })
      anna = await graph.idOf('anna')
      answer = await graph.ask('youth-nurse', QUERY, { id: anna })
    } finally {
      await tracing?.close()
    }
    spans = collector.spansOf(answer.processings[0]?.trace_id ?? '')
  }, 60_000)
  afterAll(async () => {
    await graph.close()
    await collector.close()
  })

  /** From the root to each span. */
  const paths = () => spans.map((span) => pathTo(span, spans))

  test('goes from the request of the client to the statement in the registry', () => {
    const told = new Set(paths())
    expect(told).toContain('graphql > plan operation')
    expect(told).toContain(
      'graphql > fetch child > subgraph child > read brp-waterdam > http brp-waterdam',
    )
    expect(told).toContain(
      'graphql > fetch birth-care > subgraph birth-care > read birth-care-waterdam > http birth-care-waterdam',
    )
    const inJgz = 'graphql > fetch jgz > subgraph jgz > read jgz-waterdam'
    expect(told).toContain(`${inJgz} > account jgz-waterdam`)
    expect([...told].filter((path) => path.startsWith(`${inJgz} > sql `))).not.toEqual([])
  })

  test('has one root, below the span of the client, under the id of the accounting', () => {
    const roots = spans.filter(({ parentSpanId }) => parentSpanId === '00000000000000ff')
    expect(roots.map(({ name }) => name)).toEqual(['graphql'])
    expect(paths().every((path) => path.startsWith('graphql'))).toBe(true)
  })

  test('says how it went: codes, numbers, names of ours', () => {
    const of = (start: string) => spans.filter(({ name }) => name.startsWith(start))
    expect(of('graphql')[0]?.attributes).toMatchObject({
      'kindlijn.audience': 'professional',
      'kindlijn.purpose': 'youth-health-care',
      'kindlijn.operation': 'other',
      'kindlijn.operation.hash': expect.stringMatching(/^[0-9a-f]{32}$/),
      'kindlijn.cost': expect.any(Number),
      'kindlijn.outcome': 'CHILD_UNKNOWN',
      'http.response.status_code': 200,
    })
    expect(of('read jgz')[0]?.attributes).toMatchObject({
      'kindlijn.registry': 'jgz-waterdam',
      'kindlijn.parts': 'growth',
      'kindlijn.records': 1,
      'kindlijn.outcome': 'answered',
    })
    expect(of('http brp')[0]?.attributes).toMatchObject({ 'http.response.status_code': 200 })
    expect(of('fetch jgz')[0]?.attributes).toMatchObject({ 'kindlijn.entities': 1 })
  })

  test('MUST NOT tell of a person, nor a word of a client', () => {
    expect(answer.data.geheim.name.family).toBe('Vries')
    const told = collector.texts.join('\n')
    expect(told).not.toMatch(/Vries|Geheim|geheim|\b9999\d{5}\b|persona|familyName|weightGrams/)
    expect(told).not.toContain(anna)
    const names = spans.flatMap(({ attributes }) => Object.keys(attributes))
    expect(names.filter((name) => !Object.hasOwn(ATTRIBUTES, name))).toEqual([])
  })
})

function pathTo({ name, parentSpanId }: CollectedSpan, spans: readonly CollectedSpan[]): string {
  const above = spans.find(({ spanId }) => spanId === parentSpanId)
  return above ? `${pathTo(above, spans)} > ${name}` : name
}
