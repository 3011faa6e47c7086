import type { PlanNode } from '@graphql-hive/router-query-planner'
import { describe, expect, test } from 'vitest'
import { readPlannerAliases } from './planner-aliases.ts'
import type { Supergraph } from './supergraph.ts'
import { ask } from './testing/ask.ts'

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

  test('MUST NOT be guessed where fields are required with arguments', () => {
    const plan = fetch('{ a { _internal_qp_alias_0: weights { grams } } }')
    expect(() => readPlannerAliases(plan, { ...graph, requiresArguments: true })).toThrow()
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
