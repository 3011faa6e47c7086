import { describe, expect, test } from 'vitest'
import { createPlanner, joinPlans } from './plan.ts'
import { TOWN } from './testing/ask.ts'

describe('the planner', () => {
  test('plans, also more at a time than it has room for', async () => {
    const planner = createPlanner(TOWN, { planningMs: 5_000, plansAtOnce: 1 })
    const plans = await Promise.all(
      ['{ places { id } }', '{ nurses { code } }', '{ groups { title } }'].map((operation) =>
        planner.plan(operation, undefined),
      ),
    )
    expect(plans.map(({ node }) => node?.kind)).toEqual(['Fetch', 'Fetch', 'Fetch'])
  })

  test('goes on after a question that it cannot answer', async () => {
    const planner = createPlanner(TOWN, { planningMs: 5_000, plansAtOnce: 1 })
    await expect(planner.plan('{ nothing }', undefined)).rejects.toMatchObject({
      code: 'QUERY_NOT_PLANNED',
    })
    expect(await planner.plan('{ places { id } }', undefined)).toMatchObject({ kind: 'QueryPlan' })
  })

  test('is not waited for too long', async () => {
    const planner = createPlanner(TOWN, { planningMs: 20, plansAtOnce: 1 })
    const aliases = Array.from(
      { length: 300 },
      (_, i) => `a${i}: child(id: "${i}") { nurse { name } place { name } }`,
    )
    const before = performance.now()
    await expect(planner.plan(`{ ${aliases.join(' ')} }`, undefined)).rejects.toMatchObject({
      code: 'QUERY_TOO_LARGE',
    })
    expect(performance.now() - before).toBeLessThan(1_000)
  })
})

test('plans that run one after the other are one sequence', async () => {
  const fetch = { kind: 'Fetch', serviceName: 'a', operation: '{ a }' } as const
  const plan = { kind: 'QueryPlan', node: fetch } as const
  expect(joinPlans([plan])).toBe(plan)
  expect(joinPlans([plan, plan])).toEqual({
    kind: 'QueryPlan',
    node: { kind: 'Sequence', nodes: [fetch, fetch] },
  })
  expect(joinPlans([])).toEqual({ kind: 'QueryPlan' })
})
