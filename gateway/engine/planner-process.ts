/**
 * The process in which plans are made: it can be killed, and a thread of ours cannot.
 *
 * The first message is the supergraph; each one after it is an operation, answered by its number.
 *
 * @module
 */

import { QueryPlanner } from '@graphql-hive/router-query-planner'
import { PERCENTAGE, type PlanAnswer, type PlanQuestion } from './planner-apart.ts'

let planner: QueryPlanner | undefined

process.on('message', async (question: PlanQuestion) => {
  if ('supergraph' in question) {
    planner = new QueryPlanner(question.supergraph)
    process.send?.({ ready: true } satisfies PlanAnswer)
    return
  }
  const { id, operation, operationName } = question
  const told = await planner?.planAsync(operation, operationName, new Set(), PERCENTAGE).then(
    (plan): PlanAnswer => ({ id, plan }),
    (error: unknown): PlanAnswer => ({ id, error: String(error) }),
  )
  process.send?.(told)
})
// Whoever asked is gone.
process.on('disconnect', () => process.exit())
