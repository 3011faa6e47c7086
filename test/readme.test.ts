import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Graph, openGraph } from './graph.ts'

const README = readFileSync('README.md', 'utf8')

/** Each `ask` of the README: who asks, and what. */
const ASKED = [
  ...README.matchAll(/ask --persona (\S+) --query (\S+)(?: <<'GRAPHQL'\n([\s\S]*?)\nGRAPHQL)?/g),
].map(([, persona = '', file = '', inline]) => ({
  persona,
  file,
  query: inline ?? readFileSync(file, 'utf8'),
}))

describe('the queries of README', () => {
  let graph: Graph
  beforeAll(async () => {
    graph = await openGraph()
  })
  afterAll(() => graph.close())

  test('there are some', () => {
    expect(ASKED.length).toBeGreaterThanOrEqual(3)
  })

  test.each(ASKED)('$persona asks $file and is answered', async ({ persona, query }) => {
    const { data, errors } = await graph.ask(persona, query)

    expect(errors).toEqual([])
    if (persona !== 'youth-nurse') return
    const [child] = data.findChildren
    for (const domain of ['birthCare', 'jgz', 'childcare', 'socialDomain']) {
      const told = Object.values(child[domain]).flat()
      expect(told.length, domain).toBeGreaterThan(0)
      expect(told, domain).not.toContain(null)
    }
  })

  test('what README says of a midwife is so', async () => {
    const { data, codes, processings } = await graph.ask('midwife', ASKED[1]?.query ?? '')

    expect(data.findChildren[0].jgz).toBeNull()
    expect(codes).toEqual(['FIELD_FORBIDDEN'])
    expect(processings.map(({ registry }) => registry)).not.toContain('jgz-waterdam')
  })

  test.each(readdirSync('docs/questions'))('the saved question %s is answered', async (file) => {
    const question = readFileSync(join('docs/questions', file), 'utf8')
    const [, persona = 'youth-nurse'] = /\(as ([a-z-]+)\)/.exec(question) ?? []
    const { data, errors } = await graph.ask(persona, question)

    expect(errors).toEqual([])
    expect(Object.values(data).flat().length).toBeGreaterThan(0)
  })
})
