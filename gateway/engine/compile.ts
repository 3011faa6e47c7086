/**
 * From the plan's nodes to closures.
 *
 * @module
 */

import type { PlanNode } from '@graphql-hive/router-query-planner'
import { compileEntityFetch, type EntityTools } from './entity-fetch.ts'
import { RequestRefused } from './errors.ts'
import { compileRootFetch } from './root-fetch.ts'
import type { Step } from './run.ts'

/** Refuses what it does not know; a part of a plan is never left out. */
export function compilePlan(node: PlanNode, tools: EntityTools): Step {
  switch (node.kind) {
    case 'Sequence':
      return inSequence(node.nodes.map((child) => compilePlan(child, tools)))
    case 'Parallel':
      return inParallel(node.nodes.map((child) => compilePlan(child, tools)))
    case 'Condition': {
      const { condition, ifClause, elseClause } = node
      const whenTrue = ifClause && compilePlan(ifClause, tools)
      const whenFalse = elseClause && compilePlan(elseClause, tools)
      return (run) => (run.variables[condition] === true ? whenTrue : whenFalse)?.(run)
    }
    case 'Fetch':
      return compileRootFetch(node, tools)
    case 'Flatten': {
      const fetch = node.node
      if (fetch.kind !== 'Fetch') throw new RequestRefused('QUERY_NOT_PLANNED')
      const batch = {
        alias: '_entities',
        representationsVariableName: 'representations',
        paths: [node.path],
        requires: fetch.requires ?? [],
        ...(fetch.inputRewrites && { inputRewrites: fetch.inputRewrites }),
        ...(fetch.outputRewrites && { outputRewrites: fetch.outputRewrites }),
      }
      return compileEntityFetch({ ...fetch, batches: [batch] }, tools)
    }
    case 'BatchFetch':
      return compileEntityFetch({ ...node, batches: node.entityBatch.aliases }, tools)
    default:
      throw new RequestRefused('QUERY_NOT_PLANNED')
  }
}

export function inSequence(steps: readonly Step[]): Step {
  const [only] = steps
  if (only && steps.length === 1) return only
  return async (run) => {
    for (const step of steps) {
      const pending = step(run)
      if (pending) await pending
    }
  }
}

function inParallel(steps: readonly Step[]): Step {
  return (run) => {
    const pending: Promise<void>[] = []
    for (const step of steps) {
      const promise = step(run)
      if (promise) pending.push(promise)
    }
    return pending.length > 1 ? Promise.all(pending).then(() => undefined) : pending[0]
  }
}
