import { buildSubgraphSchema } from '@apollo/subgraph'
import { execute, parse } from 'graphql'
import { describe, expect, test } from 'vitest'
import { composeSupergraph } from '../../schema/compose.ts'
import type { SubgraphAnswer } from './call.ts'
import { createEngine } from './engine.ts'
import { plain } from './testing/ask.ts'

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires", "@shareable", "@inaccessible"])'
const PRESENCE = 'type Presence @shareable @inaccessible { registry: String! state: String! }'

/** `child` tells of the others what it got of them; each of the others has two children, and tells a third is not there. */
const SDL = {
  child: `${LINK} ${PRESENCE}
    type Query { children: [Child] }
    type Child @key(fields: "id") {
      id: ID!
      ref: ID @inaccessible
      name: String
      aPresence: [Presence!] @external
      bPresence: [Presence!] @external
      views: [String] @requires(fields: "aPresence { registry state } bPresence { registry state }")
    }`,
  a: `${LINK} ${PRESENCE}
    type Child @key(fields: "id") {
      id: ID!
      ref: ID @external
      a: String @requires(fields: "ref")
      aPresence: [Presence!] @requires(fields: "ref") @inaccessible
    }`,
  b: `${LINK} ${PRESENCE}
    type Child @key(fields: "id") {
      id: ID!
      ref: ID @external
      b: String @requires(fields: "ref")
      bPresence: [Presence!] @requires(fields: "ref") @inaccessible
    }`,
}
type Name = keyof typeof SDL
const NAMES = Object.keys(SDL) as Name[]

interface Told {
  readonly registry: string
  readonly state: string
}
interface Representation {
  readonly id: string
  readonly ref?: string
  readonly aPresence?: readonly Told[] | null
  readonly bPresence?: readonly Told[] | null
}

const say = (domain: string, told: readonly Told[] | null | undefined) =>
  `${domain} ${told === undefined ? 'MISSING' : (told?.map(({ state }) => state).join() ?? 'DOWN')}`

const resolversOf = (name: Name) => {
  const own = (child: Representation) => `${name} of ${child.id}`
  const presence = ({ id }: Representation) =>
    id === 'c3' ? [] : [{ registry: name, state: `PRESENT in ${name}` }]
  return {
    ...(name === 'child' && {
      Query: { children: () => ['c1', 'c2', 'c3'].map((id) => ({ id, ref: `r-${id}` })) },
    }),
    Child: {
      __resolveReference: (child: Representation) => child,
      name: ({ id }: Representation) => `name of ${id}`,
      a: own,
      b: own,
      aPresence: name === 'child' ? undefined : presence,
      bPresence: name === 'child' ? undefined : presence,
      views: ({ aPresence, bPresence }: Representation) => [
        say('a', aPresence),
        say('b', bPresence),
      ],
    },
  }
}

const SCHEMAS = Object.fromEntries(
  NAMES.map((name) => {
    const { Child, ...root } = resolversOf(name)
    const fields = new Set([...SDL[name].matchAll(/(\w+): \S+/g)].map(([, field]) => field))
    const known = Object.entries(Child).filter(
      ([field, resolve]) => resolve && (field.startsWith('__') || fields.has(field)),
    )
    const module = {
      typeDefs: parse(SDL[name]),
      resolvers: { ...root, Child: Object.fromEntries(known) },
    }
    return [name, buildSubgraphSchema([module as never])]
  }),
)
const SUPERGRAPH = composeSupergraph(NAMES.map((name) => ({ name, sdl: SDL[name] })))

type Fault = (answer: SubgraphAnswer) => unknown

async function ask(source: string, faults: Partial<Record<Name, Fault>> = {}) {
  const calls: string[] = []
  const engine = createEngine<undefined>({
    supergraph: SUPERGRAPH,
    limits: { callMs: 300 },
    async call({ subgraph, query, variables }) {
      calls.push(subgraph)
      const answer = (await execute({
        schema: SCHEMAS[subgraph] as never,
        document: parse(query),
        variableValues: { ...variables },
      })) as SubgraphAnswer
      const copy = structuredClone(JSON.parse(JSON.stringify(answer)))
      return ((await faults[subgraph as Name]?.(copy)) ?? copy) as SubgraphAnswer
    },
  })
  const signal = new AbortController().signal
  const answer = await engine.execute({ document: parse(source) }, undefined, signal)
  return { ...plain(answer), calls }
}

const ALL = '{ children { id name a b views } }'
const about = (id: string) => (id === 'c3' ? '' : 'PRESENT in a')
const children = (child: (id: string) => object) => ({
  children: ['c1', 'c2', 'c3'].map((id) => ({ id, name: `name of ${id}`, ...child(id) })),
})

test('all that is required is asked in two waves, and told from there', async () => {
  const { data, errors, calls } = await ask(ALL)
  expect(data).toEqual(
    children((id) => ({
      a: `a of ${id}`,
      b: `b of ${id}`,
      views: [`a ${about(id)}`, `b ${about(id).replace(/a$/, 'b')}`],
    })),
  )
  expect(errors).toEqual([])
  expect(calls.toSorted()).toEqual(['a', 'b', 'child', 'child'])
})

describe('what requires something of a subgraph that', () => {
  test.each<[string, Fault]>([
    ['does not answer', () => Promise.reject(new Error('gone'))],
    ['never answers', () => new Promise(() => undefined)],
    ['answers nothing', () => ({})],
    ['answers with an error alone', () => ({ data: null, errors: [{ message: 'x' }] })],
    [
      'answers about too few',
      ({ data }) => ({ data: { _entities: (data?._entities as object[] | undefined)?.slice(1) } }),
    ],
    [
      'mixes up its answers',
      ({ data }) => ({
        data: { _entities: (data?._entities as object[] | undefined)?.toReversed() },
      }),
    ],
    ['answers something else', () => 'down for maintenance'],
  ])('%s MUST be asked all the same, with null in that place', async (_, fault) => {
    const { data, errors, calls } = await ask(ALL, { b: fault })
    expect(data).toEqual(
      children((id) => ({ a: `a of ${id}`, b: null, views: [`a ${about(id)}`, 'b DOWN'] })),
    )
    expect(errors).toHaveLength(1)
    expect(calls.filter((name) => name === 'child')).toHaveLength(2)
  })

  test('cannot tell of one child MUST be asked about that one with null, and about others as ever', async () => {
    const fault: Fault = ({ data }) => {
      const entities = data?._entities as Record<string, unknown>[]
      const [, second = {}] = entities
      second.bPresence = null
      const errors = [{ message: 'x', path: ['_entities', 1, 'bPresence'] }]
      return { data: { _entities: entities }, errors }
    }
    const { data, errors } = await ask(ALL, { b: fault })
    expect(data).toMatchObject({
      children: [
        { b: 'b of c1', views: ['a PRESENT in a', 'b PRESENT in b'] },
        { b: 'b of c2', views: ['a PRESENT in a', 'b DOWN'] },
        { b: 'b of c3', views: ['a ', 'b '] },
      ],
    })
    expect(errors).toHaveLength(1)
  })

  test('are both dead MUST be asked with two nulls; and an error is told for each', async () => {
    const gone: Fault = () => Promise.reject(new Error('gone'))
    const { data, errors } = await ask(ALL, { a: gone, b: gone })
    expect(data).toEqual(children(() => ({ a: null, b: null, views: ['a DOWN', 'b DOWN'] })))
    expect(errors).toHaveLength(2)
  })

  test('is dead MUST NOT show what was required and not asked for', async () => {
    const { data, errors } = await ask('{ children { views } }', {
      a: () => Promise.reject(new Error('gone')),
    })
    expect(data).toMatchObject({ children: [{ views: ['a DOWN', 'b PRESENT in b'] }, {}, {}] })
    expect(JSON.stringify(errors)).not.toContain('aPresence')
  })
})
