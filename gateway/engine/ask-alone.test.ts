import { buildSubgraphSchema, type GraphQLResolverMap } from '@apollo/subgraph'
import { execute, parse } from 'graphql'
import { describe, expect, test } from 'vitest'
import { composeSupergraph } from '../../schema/compose.ts'
import type { SubgraphAnswer } from './call.ts'
import { ask, type Fault } from './testing/ask.ts'

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires", "@shareable"])'

/** `jgz` has to know in which city a house is, `care` in which group a child is: of what may fail. */
const SDL = {
  home: `${LINK}
    type Query { children: [Child] }
    type Mutation { move: [Child] }
    type Child @key(fields: "id") { id: ID! house: House pet: String }
    type House @shareable { street: String! city: String }`,
  jgz: `${LINK}
    type Child @key(fields: "id") {
      id: ID! house: House @external route: String @requires(fields: "house { city }")
      weight: Int! group: String
    }
    type House @shareable { city: String }`,
  care: `${LINK}
    type Child @key(fields: "id") {
      id: ID! group: String @external place: String @requires(fields: "group")
    }`,
}

interface Child {
  readonly id: string
  readonly house?: { readonly city?: string | null } | null
  readonly group?: string | null
}

const CHILDREN: readonly Child[] = ['c1', 'c2', 'c3'].map((id) => ({ id }))

/** Whose field fails: `c2 street`. */
function schemasOf(failing: ReadonlySet<string>) {
  const told =
    (field: string) =>
    ({ id }: Child) => {
      if (failing.has(`${id} ${field}`)) throw new Error('gone')
      return field === 'weight' ? 7 : `${field} of ${id}`
    }
  const __resolveReference = (child: Child) => child
  const children = () => CHILDREN
  const House = { street: told('street'), city: told('city') }
  const resolvers = {
    home: {
      Query: { children },
      Mutation: { move: children },
      Child: { __resolveReference, house: (child: Child) => child, pet: told('pet') },
      House,
    },
    jgz: {
      Child: {
        __resolveReference,
        route: ({ house }: Child) => `to ${house?.city ?? 'nowhere'}`,
        weight: told('weight'),
        group: told('group'),
      },
    },
    care: {
      Child: { __resolveReference, place: ({ group }: Child) => `in ${group ?? 'none'}` },
    },
  }
  return new Map(
    Object.entries(SDL).map(([name, sdl]) => {
      const own = resolvers[name as keyof typeof resolvers] as GraphQLResolverMap<unknown>
      return [name, buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: own }])]
    }),
  )
}

const SUPERGRAPH = composeSupergraph(Object.entries(SDL).map(([name, sdl]) => ({ name, sdl })))

async function tell(source: string, failing: readonly string[], fault?: Fault) {
  const schemas = schemasOf(new Set(failing))
  const asked = await ask(source, {
    supergraph: SUPERGRAPH,
    ...(fault && { fault }),
    async call({ subgraph, query, variables }) {
      const schema = schemas.get(subgraph)
      if (!schema) throw new Error('No such subgraph.')
      const answer = await execute({
        schema,
        document: parse(query),
        variableValues: { ...variables },
      })
      return JSON.parse(JSON.stringify(answer)) as SubgraphAnswer
    },
  })
  return { ...asked, called: asked.calls.map(({ subgraph }) => subgraph) }
}

const ROUTES = '{ children { id house { street } route } }'
const PLACES = '{ children { id weight place } }'
const known = (id: string) => ({
  id,
  house: { street: `street of ${id}` },
  route: `to city of ${id}`,
})

/** Turns the list round that a second call of `home` brings. */
function another(): Fault {
  let calls = 0
  return ({ data, ...rest }, { subgraph }) => {
    if (subgraph !== 'home') return undefined
    calls += 1
    const list = data?.children as unknown[]
    return calls > 1 ? { data: { children: list.toReversed() } } : { ...rest, data }
  }
}

describe('what a subgraph requires, of an object of which something else fails', () => {
  test('is not asked for again where nothing fails', async () => {
    const { data, errors, called } = await tell(ROUTES, [])
    expect(data).toEqual({ children: ['c1', 'c2', 'c3'].map(known) })
    expect(errors).toEqual([])
    expect(called).toEqual(['home', 'jgz'])
  })

  test('MUST be known to it as by one schema, at the root', async () => {
    const { data, errors, called, calls } = await tell(ROUTES, ['c2 street'])
    const second = { id: 'c2', house: null, route: 'to city of c2' }
    expect(data).toEqual({ children: [known('c1'), second, known('c3')] })
    expect(errors).toMatchObject([{ path: ['children', 1, 'house', 'street'] }])
    expect(called).toEqual(['home', 'home', 'jgz'])
    expect(calls[1]?.query).not.toContain('street')
  })

  test('MUST be known to it as by one schema, of an entity', async () => {
    const { data, errors, called, calls } = await tell(PLACES, ['c2 weight'])
    const child = (id: string) => ({ id, weight: 7, place: `in group of ${id}` })
    expect(data).toEqual({ children: [child('c1'), null, child('c3')] })
    expect(errors).toHaveLength(1)
    expect(called).toEqual(['home', 'jgz', 'jgz', 'care'])
    expect(calls[2]?.variables).toEqual({ representations: [{ __typename: 'Child', id: 'c2' }] })
    expect(calls[2]?.query).not.toContain('weight')
    expect(JSON.stringify(calls[3]?.variables)).toContain('group of c2')
  })

  test('is not asked for again where what fails may be null, or nobody requires it', async () => {
    const pet = await tell('{ children { id pet house { street } route } }', ['c2 pet'])
    expect(pet.called).toEqual(['home', 'jgz'])
    const house = await tell('{ children { id house { street } pet } }', ['c2 street'])
    expect(house.called).toEqual(['home'])
    const city = await tell('{ children { id route } }', ['c2 city'])
    expect(city.called).toEqual(['home', 'jgz'])
    expect(city.data).toMatchObject({ children: [{}, { route: 'to nowhere' }, {}] })
  })

  test('MUST NOT be that of another child, where the list is another one by then', async () => {
    const { data } = await tell(ROUTES, ['c1 street'], another())
    const first = { id: 'c1', house: null, route: 'to nowhere' }
    expect(data).toEqual({ children: [first, known('c2'), known('c3')] })
  })

  test('MUST NOT be taken from an answer about somebody else', async () => {
    let calls = 0
    const { calls: asked, events } = await tell(PLACES, ['c2 weight'], (answer, { subgraph }) => {
      if (subgraph !== 'jgz') return undefined
      calls += 1
      const json = JSON.stringify(answer)
      return calls > 1 ? JSON.parse(json.replaceAll('c2', 'c3')) : undefined
    })
    expect(events).toEqual([{ kind: 'entity-mismatch', subgraph: 'jgz' }])
    const [, , , care] = asked
    const sent = care?.variables?.representations
    expect(sent).toContainEqual({ __typename: 'Child', id: 'c2', group: null })
  })

  test('stays away where it fails, too; no other error is told', async () => {
    let calls = 0
    const { data, errors } = await tell(ROUTES, ['c2 street'], (_, { subgraph }) => {
      if (subgraph === 'home') calls += 1
      return calls === 2 && subgraph === 'home' ? Promise.reject(new Error('down')) : undefined
    })
    expect(data).toMatchObject({ children: [{}, { house: null, route: 'to nowhere' }, {}] })
    expect(errors).toHaveLength(1)
  })

  test('MUST NOT be asked for by a mutation, which would be made twice', async () => {
    const { data, called } = await tell('mutation { move { id house { street } route } }', [
      'c2 street',
    ])
    expect(called).toEqual(['home', 'jgz'])
    expect(data).toMatchObject({ move: [{}, { house: null, route: 'to nowhere' }, {}] })
  })

  test('MUST NOT be told to a client', async () => {
    const { data } = await tell('{ children { house { city street } route } }', ['c2 street'])
    expect(data).toMatchObject({ children: [{}, { house: null, route: 'to city of c2' }, {}] })
  })
})
