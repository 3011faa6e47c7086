/**
 * Asks the planner, a few questions at a time.
 *
 * The planner works on threads of the process and does not always stop when it is told to. So a plan that takes too
 * long is given up by whoever waits for it, and keeps its place until it is done; or, where the planner has a process of
 * its own, that one is killed.
 *
 * @module
 */

import { type PlanNode, type QueryPlan, QueryPlanner } from '@graphql-hive/router-query-planner'
import { RequestRefused } from './errors.ts'
import { openPlannerApart, PERCENTAGE } from './planner-apart.ts'
import { toPlannerSupergraph } from './planner-supergraph.ts'

export interface PlanLimits {
  /** A plan that takes longer is refused as too large. */
  readonly planningMs: number
  /** How many plans are made at the same time. */
  readonly plansAtOnce: number
  /** In a process of its own, which can be killed. It takes memory, and some time at the first plan. */
  readonly plannerApart?: boolean
}

export interface Planner {
  /** The schema for clients, as the planner prints it. */
  readonly consumerSdl: string
  plan(operation: string, operationName: string | undefined): Promise<QueryPlan>
  /** One that does without what `@provides` allows. It is rarely needed, and made when it is. */
  withoutProvides(): Planner
  close(): void
}

/** As an argument of `@join__field`. */
const PROVIDES = /,? *provides: "[^"]*"/g

export function createPlanner(supergraph: string, limits: PlanLimits): Planner {
  const { planningMs, plansAtOnce, plannerApart = false } = limits
  const { sdl, restore } = toPlannerSupergraph(supergraph)
  const planner = new QueryPlanner(sdl)
  const apart = plannerApart ? openPlannerApart(sdl) : undefined
  const waiting: (() => void)[] = []
  let free = plansAtOnce
  let other: Planner | undefined

  async function enter(): Promise<void> {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
  }

  function leave(): void {
    const next = waiting.shift()
    if (next) next()
    else free += 1
  }

  async function make(
    operation: string,
    operationName: string | undefined,
    signal: AbortSignal,
  ): Promise<QueryPlan> {
    await enter()
    try {
      signal.throwIfAborted()
      if (apart) return await apart.plan(operation, operationName, signal)
      return await planner.planAsync(operation, operationName, new Set(), PERCENTAGE, signal)
    } finally {
      leave()
    }
  }

  return {
    consumerSdl: planner.consumerSchema,
    withoutProvides() {
      other ??= createPlanner(supergraph.replace(PROVIDES, ''), limits)
      return other
    },
    close() {
      apart?.close()
      other?.close()
    },
    async plan(operation, operationName) {
      await apart?.ready()
      const patience = AbortSignal.timeout(planningMs)
      const { promise: impatience, reject } = Promise.withResolvers<never>()
      const giveUp = () => reject(patience.reason)
      patience.addEventListener('abort', giveUp, { once: true })
      try {
        return restore(await Promise.race([make(operation, operationName, patience), impatience]))
      } catch (cause) {
        throw new RequestRefused(patience.aborted ? 'QUERY_TOO_LARGE' : 'QUERY_NOT_PLANNED', cause)
      } finally {
        patience.removeEventListener('abort', giveUp)
      }
    },
  }
}

/** The plans of parts that run one after the other, as one plan. */
export function joinPlans(plans: readonly QueryPlan[]): QueryPlan {
  const [only] = plans
  if (only && plans.length === 1) return only
  const nodes = plans.flatMap(({ node }): PlanNode[] => (node ? [node] : []))
  return nodes.length > 0
    ? { kind: 'QueryPlan', node: { kind: 'Sequence', nodes } }
    : { kind: 'QueryPlan' }
}
