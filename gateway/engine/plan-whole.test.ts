import type { PlanNode } from '@graphql-hive/router-query-planner'
import { parse } from 'graphql'
import { expect, test } from 'vitest'
import { createPlanner, type Planner } from './plan.ts'
import { mapSteps } from './plan-nodes.ts'
import { planWhole } from './plan-whole.ts'
import { readSupergraph } from './supergraph.ts'
import { TOWN } from './testing/ask.ts'
import { findOperation } from './tree.ts'

const NOTHING: PlanNode = { kind: 'Sequence', nodes: [] }
const ASKED = '{ children { id nurse { name } ... on Child { place { id name } } } }'

const planner = createPlanner(TOWN, { planningMs: 5_000, plansAtOnce: 1 })
const supergraph = readSupergraph(TOWN, planner.consumerSdl)

/** Plans, but forgets a step that is for another subgraph than the first, as often as it is told to. */
function forgetful(times: number): Planner {
  let left = times
  const forget = (step: PlanNode): PlanNode => {
    if (step.kind === 'Fetch' || left === 0) return step
    left -= 1
    return NOTHING
  }
  return {
    ...planner,
    async plan(...given) {
      const plan = await planner.plan(...given)
      return plan.node ? { ...plan, node: mapSteps(plan.node, forget) } : plan
    },
  }
}

function planBy(given: Planner, source = ASKED) {
  const document = parse(source)
  const operation = findOperation(document)
  const root = supergraph.api.getQueryType()
  if (!operation || !root) throw new TypeError('That is no query.')
  return planWhole({ root, operation, document, parts: [document] }, { planner: given, supergraph })
}

test('a plan that gives all is kept as it is', async () => {
  const plan = await planner.plan(ASKED, undefined)
  expect(await planBy(planner)).toEqual([plan])
})

test('MUST ask the planner again for what it has lost, and nothing of the root twice', async () => {
  const [first, more, ...others] = await planBy(forgetful(1))
  expect(others).toEqual([])
  const whole = JSON.stringify(await planner.plan(ASKED, undefined))
  const lost = JSON.stringify(first).length < whole.length
  expect(lost).toBe(true)
  expect(JSON.stringify(more)).toContain('_entities')
  expect(JSON.stringify(more)).not.toContain('{children')
})

test('MUST refuse what it loses again and again', async () => {
  await expect(planBy(forgetful(1_000))).rejects.toMatchObject({ code: 'QUERY_NOT_PLANNED' })
})

test('a member that is not at a place need not be fetched there', async () => {
  const source = '{ people { ... on Parent { name } } family { ... on Child { nurse { name } } } }'
  expect(await planBy(planner, source)).toHaveLength(1)
})
