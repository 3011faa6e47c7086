import { parse } from 'graphql'
import { describe, expect, test } from 'vitest'
import { createEngine } from './engine.ts'
import { createPlanner, joinPlans } from './plan.ts'
import { openPlannerApart } from './planner-apart.ts'
import { TOWN } from './testing/ask.ts'
import { composeTown } from './testing/town.ts'

/** The planner (0.0.38) ends at what requires something where its type has two keys in one subgraph. */
const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@external", "@requires"
])`
const FATAL = composeTown({
  pharmacy: `${LINK} type Pet @key(fields: "id") @key(fields: "chip") {
    id: ID! chip: Int! weight: Int @external dose: Int @requires(fields: "weight")
  }`,
  scales: `${LINK} type Pet @key(fields: "id") { id: ID! weight: Int } type Query { pets: [Pet!] }`,
})

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

describe('the planner in a process of its own', () => {
  const apart = (planningMs: number) =>
    createPlanner(TOWN, { planningMs, plansAtOnce: 2, plannerApart: true })
  const many = `{ ${Array.from(
    { length: 4_000 },
    (_, i) => `a${i}: child(id: "${i}") { nurse { name } place { name } }`,
  ).join(' ')} }`

  test('makes the plans that it makes here', async () => {
    const planner = apart(5_000)
    const here = createPlanner(TOWN, { planningMs: 5_000, plansAtOnce: 2 })
    for (const operation of ['{ places { id } }', '{ child(id: "1") { nurse { name } } }']) {
      expect(await planner.plan(operation, undefined)).toEqual(
        await here.plan(operation, undefined),
      )
    }
    await expect(planner.plan('{ nothing }', undefined)).rejects.toMatchObject({
      code: 'QUERY_NOT_PLANNED',
    })
    planner.close()
  })

  test('is ready once it has read the supergraph: before that, nobody waits too long', async () => {
    const planner = openPlannerApart(TOWN)
    let isReady = false
    const ready = planner.ready().then(() => {
      isReady = true
    })
    await new Promise((resolve) => setImmediate(resolve))
    expect(isReady).toBe(false)
    await planner.plan('{ places { id } }', undefined, AbortSignal.timeout(20_000))
    expect(isReady).toBe(true)
    await ready
    planner.close()
  })

  test('MUST be killed when a plan takes too long, and plan what others asked all the same', async () => {
    const planner = apart(1_500)
    await planner.plan('{ places { id } }', undefined)
    const hostile = planner.plan(many, undefined)
    const others = Promise.all(
      ['{ nurses { code } }', '{ groups { title } }'].map((one) => planner.plan(one, undefined)),
    )
    await expect(hostile).rejects.toMatchObject({ code: 'QUERY_TOO_LARGE' })
    expect((await others).map(({ node }) => node?.kind)).toEqual(['Fetch', 'Fetch'])

    const after = process.cpuUsage()
    expect(await planner.plan('{ places { name } }', undefined)).toMatchObject({
      kind: 'QueryPlan',
    })
    expect(process.cpuUsage(after).user).toBeLessThan(1_000_000)
    planner.close()
  })

  test('MUST plan what others asked when its process ends at a plan', async () => {
    const planner = createPlanner(FATAL, { planningMs: 20_000, plansAtOnce: 3, plannerApart: true })
    const plan = (operation: string) => planner.plan(operation, undefined)
    const others = ['{ pets { id } }', '{ pets { weight } }', '{ pets { id weight } }'].map(plan)
    await expect(plan('{ pets { dose } }')).rejects.toMatchObject({ code: 'QUERY_NOT_PLANNED' })
    expect((await Promise.all(others)).map(({ node }) => node?.kind)).toEqual(
      Array(3).fill('Fetch'),
    )
    expect(await plan('{ pets { weight id } }')).toMatchObject({ kind: 'QueryPlan' })
    planner.close()
  })

  test('is asked only once about what ends its process', async () => {
    const limits = { plannerApart: true, planningMs: 20_000 }
    const engine = createEngine({ supergraph: FATAL, limits, call: async () => ({}) })
    const refusal = () =>
      engine.planOf({ document: parse('{ pets { dose } }') }).catch((error: unknown) => error)
    const first = await refusal()
    expect(first).toMatchObject({ code: 'QUERY_NOT_PLANNED' })
    expect(await refusal()).toBe(first)
    engine.close()
  })

  test('starts anew when its process ended', async () => {
    const planner = apart(5_000)
    await planner.plan('{ places { id } }', undefined)
    planner.close()
    expect(await planner.plan('{ places { name } }', undefined)).toMatchObject({
      kind: 'QueryPlan',
    })
    planner.close()
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
