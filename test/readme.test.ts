import { existsSync, readdirSync, readFileSync } from 'node:fs'
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
    const { data, errors } = await graph.ask(
      'youth-nurse',
      readFileSync(join('docs/questions', file), 'utf8'),
    )

    expect(errors).toEqual([])
    expect(Object.values(data).flat().length).toBeGreaterThan(0)
  })
})

describe('the pages', () => {
  test('link to what is there', () => {
    const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md']
    const docs = readdirSync('docs', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.md'))
      .map((file) => join('docs', file))

    const broken = [...pages, ...docs].flatMap((page) =>
      [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
        .map(([, target = '']) => join(page, '..', target))
        .filter((target) => !existsSync(target))
        .map((target) => `${page}: ${target}`),
    )
    expect(broken).toEqual([])
  })
})
