import { setTimeout as sleep } from 'node:timers/promises'
import { buildSubgraphSchema, type GraphQLResolverMap } from '@apollo/subgraph'
import { type ExecutionResult, execute, type GraphQLResolveInfo, parse, validate } from 'graphql'
import { beforeEach, describe, expect, test } from 'vitest'
import { compiled } from './compiled.ts'
import { GraphError } from './errors.ts'

const TYPE_DEFS = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query {
    town(name: String! = "Waterdam"): Town
    towns(names: [String!]!): [Town]
    strict: Strict
    things: [Thing]
    needs(input: Input!): String
    colour(colour: Colour!): Colour
  }
  type Town @key(fields: "name") {
    name: ID!
    later: String
    failing: String
    rejecting: String
    plain: String
    list: [String]
    mixed: [Int]
    wrong: Int
    colour: Colour
    self: Town
  }
  type Boat @key(fields: "name") { name: ID! length: Float }
  type Strict { must: String! list: [String!] may: String }
  union Thing = Town | Boat
  input Input { a: Int! b: [String!] = ["x"] }
  enum Colour { RED BLUE }
`)

const nodes: unknown[] = []

const RESOLVERS: Record<string, object> = {
  Query: {
    town: (_: unknown, { name }: { name: string }) => ({ name }),
    towns: async (_: unknown, { names }: { names: string[] }) =>
      names.map((name) => (name === '' ? null : sleep(1, { name }))),
    strict: () => ({ must: null, list: ['a', null], may: 'b' }),
    things: () => [
      { __typename: 'Boat', name: 'b', length: 3.5 },
      Promise.resolve({ __typename: 'Town', name: 't' }),
      null,
    ],
    needs: (_: unknown, args: unknown) => JSON.stringify(args),
    colour: (_: unknown, { colour }: { colour: string }) => colour,
  },
  Thing: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
  Town: {
    __resolveReference: async ({ name }: { name: string }) => {
      if (name === 'nobody') return null
      if (name === 'refused') throw new GraphError('REFERENCE_REFUSED')
      return { name }
    },
    name: (town: { name: string }, _: unknown, __: unknown, info: GraphQLResolveInfo) => {
      nodes.push(info.fieldNodes)
      return town.name
    },
    later: ({ name }: { name: string }, _: unknown, context: { who: string }) =>
      sleep(1, `${name} for ${context.who}`),
    failing: () => {
      throw new GraphError('REGISTRY_TIMEOUT', { registry: 'town' })
    },
    rejecting: async () => {
      throw new GraphError('REGISTRY_BUSY', { registry: 'town' })
    },
    plain: () => {
      throw new Error('not one of ours')
    },
    list: () => ['a', Promise.resolve('b'), null, Promise.reject(new GraphError('CALL_REFUSED'))],
    mixed: () => [1, Promise.resolve(2), new GraphError('CHILD_UNKNOWN')],
    wrong: () => 'three',
    colour: () => 'GREEN',
    self: (town: object) => town,
  },
  Boat: { __resolveReference: ({ name }: { name: string }) => ({ name, length: 1 }) },
}

const schema = buildSubgraphSchema([
  { typeDefs: TYPE_DEFS, resolvers: RESOLVERS as GraphQLResolverMap },
])
const run = compiled(schema)
const CONTEXT = { who: 'nurse' }
const ENTITIES = `query ($r: [_Any!]!) {
  _entities(representations: $r) { __typename ... on Town { name later failing } ... on Boat { length } }
}`

interface Case {
  readonly query: string
  readonly variables?: Record<string, unknown>
  readonly operationName?: string
}

const CASES: readonly (readonly [string, Case])[] = [
  ['a promise', { query: '{ town { name later } }' }],
  ['an alias, twice', { query: '{ a: town { later } b: town(name: "x") { l: later } }' }],
  ['a thrown error', { query: '{ town { name failing } }' }],
  ['a rejection', { query: '{ town { rejecting name } }' }],
  ['an error that is not ours', { query: '{ town { plain } }' }],
  ['errors in a list', { query: '{ town { list mixed } }' }],
  ['values that do not fit', { query: '{ town { wrong colour } }' }],
  ['null where it may not be', { query: '{ strict { must may } town { name } }' }],
  ['null in a list where it may not be', { query: '{ strict { list may } }' }],
  ['a union', { query: '{ things { __typename ... on Boat { length } ... on Town { later } } }' }],
  [
    'a fragment',
    {
      query:
        '{ town { ...T } } fragment T on Town { name self { ...U } } fragment U on Town { later }',
    },
  ],
  ['a list', { query: '{ towns(names: ["a", "", "b"]) { name later } }' }],
  [
    'variables',
    { query: 'query ($n: [String!]!) { towns(names: $n) { name } }', variables: { n: ['a'] } },
  ],
  [
    'one for a list',
    { query: 'query ($n: [String!]!) { towns(names: $n) { name } }', variables: { n: 'a' } },
  ],
  [
    'defaults',
    { query: 'query ($i: Input!) { needs(input: $i) town { name } }', variables: { i: { a: 1 } } },
  ],
  [
    'a default of the operation',
    { query: 'query ($n: String! = "x") { town(name: $n) { name } }' },
  ],
  [
    'a variable left out where the argument has a default',
    { query: 'query ($n: String) { town(name: $n) { name } }' },
  ],
  [
    'null where the argument has a default',
    { query: 'query ($n: String) { town(name: $n) { name } }', variables: { n: null } },
  ],
  [
    'a part of an input left out',
    {
      query: 'query ($b: [String!]) { needs(input: { a: 1, b: $b }) }',
    },
  ],
  [
    'a variable within a list',
    {
      query: 'query ($n: String!) { towns(names: ["a", $n]) { name } }',
      variables: { n: 'b' },
    },
  ],
  ['an enum', { query: 'query ($c: Colour!) { colour(colour: $c) }', variables: { c: 'RED' } }],
  [
    'skip and include',
    {
      query: 'query ($y: Boolean!) { town { name @include(if: $y) later @skip(if: $y) } }',
      variables: { y: true },
    },
  ],
  [
    'skip and include the other way',
    {
      query: 'query ($y: Boolean!) { town { name @include(if: $y) ... @skip(if: $y) { later } } }',
      variables: { y: false },
    },
  ],
  [
    'a named operation',
    { query: 'query A { town { name } } query B { strict { may } }', operationName: 'B' },
  ],
  ['introspection', { query: '{ __schema { queryType { name } } __typename }' }],
  [
    'entities',
    {
      query: ENTITIES,
      variables: {
        r: [
          { __typename: 'Town', name: 'a' },
          { __typename: 'Boat', name: 'b' },
          { __typename: 'Town', name: 'nobody' },
          { __typename: 'Town', name: 'refused' },
          { __typename: 'Town', name: 'a' },
        ],
      },
    },
  ],
  ['no entities', { query: ENTITIES, variables: { r: [] } }],
  [
    'an entity of no type',
    { query: ENTITIES, variables: { r: [{ __typename: 'Nobody', name: 'a' }] } },
  ],
]

beforeEach(() => void nodes.splice(0))

/** All that goes over the wire, in an order that does not depend on which error came first. */
function told({ data, errors }: ExecutionResult): unknown {
  const formatted = errors?.map((error) => {
    const { message, path, extensions = {} } = JSON.parse(JSON.stringify(error))
    return { message, path, extensions }
  })
  const byPath = (error: { path?: unknown }) => JSON.stringify(error.path)
  formatted?.sort((a, b) => byPath(a).localeCompare(byPath(b)))
  return JSON.parse(JSON.stringify({ data, errors: formatted }))
}

describe('a compiled operation', () => {
  test.each(CASES)('MUST answer as graphql-js does: %s', async (_what, operation) => {
    const document = parse(operation.query)
    expect(validate(schema, document)).toEqual([])
    const expected = await execute({
      schema,
      document,
      contextValue: CONTEXT,
      variableValues: operation.variables ?? {},
      operationName: operation.operationName ?? null,
    })
    for (const _again of [1, 2]) {
      expect(told(await run(operation, CONTEXT))).toEqual(told(expected))
    }
  })

  test('keeps one request from another', async () => {
    const query = '{ town { later } }'
    const answers = await Promise.all([run({ query }, { who: 'a' }), run({ query }, { who: 'b' })])
    expect(answers.map(({ data }) => JSON.parse(JSON.stringify(data)))).toEqual([
      { town: { later: 'Waterdam for a' } },
      { town: { later: 'Waterdam for b' } },
    ])
  })
})

describe('an operation that is wrong', () => {
  test.each<[string, Case]>([
    ['cannot be read', { query: '{' }],
    ['is empty', { query: '' }],
    ['is no text', { query: 1 as never }],
    ['is missing', { query: undefined as never }],
    ['does not fit the schema', { query: '{ nothing }' }],
    ['has too many words', { query: `{ ${'a '.repeat(20_001)} }` }],
    ['has only fragments', { query: 'fragment T on Town { name }' }],
    ['names another operation', { query: 'query A { town { name } }', operationName: 'B' }],
    ['names none of two', { query: 'query A { town { name } } query B { town { name } }' }],
    ['lacks a variable', { query: 'query ($i: Input!) { needs(input: $i) }' }],
    [
      'has a wrong one',
      { query: 'query ($i: Input!) { needs(input: $i) }', variables: { i: { a: 'x' } } },
    ],
    [
      'has one too many',
      { query: 'query ($i: Input!) { needs(input: $i) }', variables: { i: { a: 1, c: 2 } } },
    ],
    [
      'has an unknown colour',
      { query: 'query ($c: Colour!) { colour(colour: $c) }', variables: { c: 'GREEN' } },
    ],
    [
      'has null for its variables',
      { query: 'query ($i: Input!) { needs(input: $i) }', variables: null as never },
    ],
  ])(
    'because it %s MUST NOT throw: it answers with errors and no data',
    async (_what, operation) => {
      for (const _again of [1, 2]) {
        const { data, errors } = await run(operation, CONTEXT)
        expect(data ?? null).toBeNull()
        expect(errors?.length).toBeGreaterThan(0)
      }
    },
  )
})

describe('the cache', () => {
  async function nodesOf(query: string): Promise<unknown> {
    nodes.splice(0)
    await run({ query }, CONTEXT)
    return nodes[0]
  }

  test('keeps what was compiled', async () => {
    const query = '{ town(name: "kept") { name } }'
    expect(await nodesOf(query)).toBeDefined()
    expect(await nodesOf(query)).toBe(await nodesOf(query))
  })

  test('MUST forget the oldest when a thousand others came', async () => {
    const query = '{ town(name: "old") { name } }'
    const first = await nodesOf(query)
    for (let i = 0; i < 1_000; i++) await run({ query: `{ a${i}: __typename }` }, CONTEXT)

    expect(await nodesOf(query)).not.toBe(first)
  })
})
