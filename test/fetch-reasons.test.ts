import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Graph, openGraph } from './graph.ts'

const TIMELINE = `query ($id: ID!) { child(id: $id) {
  timeline { speaksFor entries { domain } } childcare { enrolments { from } } } }`
const BOTH = `query ($id: ID!) { child(id: $id) {
  jgz { contacts { date } } timeline { speaksFor entries { domain } } } }`
const VIEWS = 'query ($id: ID!) { child(id: $id) { views { domain absence } } }'
const JGZ = 'query ($id: ID!) { child(id: $id) { jgz { contacts { date } } } }'

/** What youth health care agreed to: to be read unasked by these. */
const opened = (unaskedFor: readonly string[], apart: boolean) =>
  openGraph({
    apart,
    linked: (registry) =>
      registry.domain === 'jgz'
        ? { ...registry, agreement: { ...registry.agreement, unaskedFor: [...unaskedFor] } }
        : registry,
  })

describe.each([
  { name: 'in one process', apart: false },
  { name: 'with each subgraph behind its own socket', apart: true },
])('a domain that serves what was asked for, and nothing for others, $name', ({ apart }) => {
  let graph: Graph
  let anna: string
  beforeAll(async () => {
    graph = await opened([], apart)
    anna = await graph.idOf('anna')
  })
  afterAll(() => graph.close())

  const ask = (query: string) => graph.ask('youth-nurse', query, { id: anna })

  test('MUST refuse what only another part requires, and read nothing for it', async () => {
    const { data, codes, processings } = await ask(TIMELINE)

    expect(codes).toEqual(['FETCH_REFUSED'])
    expect(data.child.timeline.speaksFor).toContain('CHILDCARE')
    expect(data.child.timeline.speaksFor).not.toContain('JGZ')
    expect(data.child.childcare.enrolments.length).toBeGreaterThan(0)
    expect(processings.map(({ registry }) => registry)).not.toContain('jgz-waterdam')
  })

  test('serves what is asked for, beside what it refuses', async () => {
    const { data, codes, processings } = await ask(BOTH)

    expect(codes).toEqual(['FETCH_REFUSED'])
    expect(data.child.jgz.contacts.length).toBeGreaterThan(0)
    expect(data.child.timeline.speaksFor).not.toContain('JGZ')
    expect(processings.map(({ registry }) => registry)).toContain('jgz-waterdam')
    expect((await ask(JGZ)).errors).toEqual([])
  })

  test('MUST NOT be told as if it had nothing', async () => {
    const { data } = await ask(VIEWS)
    const view = data.child.views.find(({ domain }: { domain: string }) => domain === 'JGZ')
    expect(view.absence).toBe('SOURCE_DOWN')
  })
})

describe('a domain that agreed to be read for some', () => {
  test('serves these, and no other', async () => {
    const graph = await opened(['journey'], false)
    const id = await graph.idOf('anna')
    try {
      const timeline = await graph.ask('youth-nurse', TIMELINE, { id })
      expect(timeline.errors).toEqual([])
      expect(timeline.data.child.timeline.speaksFor).toContain('JGZ')
      const views = await graph.ask('youth-nurse', VIEWS, { id })
      expect(views.codes).toEqual(['FETCH_REFUSED'])
    } finally {
      await graph.close()
    }
  })
})
