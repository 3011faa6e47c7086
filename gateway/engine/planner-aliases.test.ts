import type { PlanNode } from '@graphql-hive/router-query-planner'
import { describe, expect, test } from 'vitest'
import { readPlannerAliases } from './planner-aliases.ts'
import type { Supergraph } from './supergraph.ts'
import { ask } from './testing/ask.ts'
import { composeTown } from './testing/town.ts'

const graph = { requiresArguments: false } as Supergraph
const fetch = (operation: string) => ({ kind: 'Fetch', serviceName: 'a', operation }) as const

describe("the planner's aliases", () => {
  test('are found in all fetches of a plan', () => {
    const nodes: PlanNode[] = [
      fetch(
        '{ a { _internal_qp_alias_0: weights { grams } _internal_qp_alias_1: weights { on } } }',
      ),
      {
        kind: 'Flatten',
        path: [],
        node: fetch('{ b { _internal_qp_alias_2: name(x: 1) x: id } }'),
      },
    ]
    const plan: PlanNode = { kind: 'Sequence', nodes: [{ kind: 'Parallel', nodes }] }
    expect([...readPlannerAliases(plan, graph)]).toEqual([
      ['weights', ['_internal_qp_alias_0', '_internal_qp_alias_1']],
    ])
  })

  test('MUST NOT be used by a client', async () => {
    const { errors, calls } = await ask('{ children { _internal_qp_alias_0: name } }')
    expect(errors).toMatchObject([{ extensions: { code: 'QUERY_NOT_PLANNED' } }])
    expect(calls).toEqual([])
  })
})

test('MUST NOT take the client’s field for the one that is required, of another argument', async () => {
  const { data } = await ask(`
    { family { ... on Child { timeline { ... on OfficeVisit { room } } ...Weights } }
      moments { ... on OfficeVisit { by { code } room } } }
    fragment Weights on Child { x: summary summary weights(last: 1) { ratio } }
  `)
  expect(data).toMatchObject({
    family: [{}, {}, null, { x: '[[3001],"Nel"]', summary: '[[3001],"Nel"]' }],
  })
})

test('MUST NOT take the client’s arguments for those with which a field is required', async () => {
  const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
    "@key", "@external", "@requires"
  ])`
  const supergraph = composeTown({
    scales: `${LINK} type Pet @key(fields: "id") { id: ID! weights(last: Int!): [Int!] } type Query { pets: [Pet!] }`,
    vet: `${LINK} type Pet @key(fields: "id") {
      id: ID! weights(last: Int!): [Int!] @external trend: String @requires(fields: "weights(last: 3)")
    }`,
  })
  const given: unknown[] = []
  const { data } = await ask('{ pets { trend weights(last: 1) } }', {
    supergraph,
    call: async ({ subgraph, query, variables }) => {
      if (subgraph === 'vet') {
        given.push(variables?.representations)
        return { data: { _entities: [{ _k: 'Pet', _k0_0: 'p', trend: 'up' }] } }
      }
      // Which of the two has a name of the planner's own is not for us to know.
      const keyOf = (last: number) =>
        new RegExp(`(\\w+): ?weights\\(last: ?${last}\\)`).exec(query)?.[1] ?? 'weights'
      const weights = { [keyOf(1)]: [3], [keyOf(3)]: [1, 2, 3] }
      return { data: { pets: [{ __typename: 'Pet', id: 'p', ...weights }] } }
    },
  })
  expect(given).toEqual([[{ __typename: 'Pet', id: 'p', weights: [1, 2, 3] }]])
  expect(data).toEqual({ pets: [{ trend: 'up', weights: [3] }] })
})
