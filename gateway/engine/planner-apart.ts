/**
 * The planner in a process of its own, so that a plan that takes too long can be stopped.
 *
 * Its own abort signal is not enough: an operation of 854 bytes was seen to keep it busy for minutes. The process is
 * killed then, another one takes its place, and what else was being planned is planned there.
 *
 * @module
 */

import { type ChildProcess, fork } from 'node:child_process'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { QueryPlan } from '@graphql-hive/router-query-planner'

export type PlanQuestion =
  | { readonly supergraph: string }
  | { readonly id: number; readonly operation: string; readonly operationName: string | undefined }

export type PlanAnswer =
  | { readonly id: number; readonly plan: QueryPlan }
  | { readonly id: number; readonly error: string }

export interface PlannerApart {
  /** Rejects when the signal ends, and then stops the process that was making it. */
  plan(
    operation: string,
    operationName: string | undefined,
    signal: AbortSignal,
  ): Promise<QueryPlan>
  close(): void
}

interface Asked {
  readonly question: PlanQuestion
  readonly resolve: (plan: QueryPlan) => void
  readonly reject: (error: unknown) => void
}

const HERE = fileURLToPath(import.meta.url)
const SCRIPT = fileURLToPath(new URL(`./planner-process${extname(HERE)}`, import.meta.url))

export function openPlannerApart(supergraph: string): PlannerApart {
  const asked = new Map<number, Asked>()
  let last = 0
  let child: ChildProcess | undefined

  /** The process, with everything that is still to be planned. */
  function start(): ChildProcess {
    const started = fork(SCRIPT, { execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
    // It keeps nobody waiting: without us it ends by itself.
    started.unref()
    started.channel?.unref()
    started.on('message', (answer: PlanAnswer) => {
      const one = asked.get(answer.id)
      asked.delete(answer.id)
      if ('plan' in answer) one?.resolve(answer.plan)
      else one?.reject(new Error(answer.error))
    })
    started.on('error', () => undefined)
    started.on('exit', () => {
      if (child !== started) return
      // It ended by itself, and nobody knows at whose plan.
      child = undefined
      for (const one of asked.values()) one.reject(new Error('the planner ended'))
      asked.clear()
    })
    started.send({ supergraph } satisfies PlanQuestion)
    for (const { question } of asked.values()) started.send(question)
    child = started
    return started
  }

  function stop(): void {
    const stopped = child
    child = undefined
    stopped?.kill('SIGKILL')
  }

  return {
    plan(operation, operationName, signal) {
      last += 1
      const id = last
      const { promise, resolve, reject } = Promise.withResolvers<QueryPlan>()
      const giveUp = () => {
        if (!asked.delete(id)) return
        reject(signal.reason)
        stop()
        if (asked.size > 0) start()
      }
      signal.addEventListener('abort', giveUp, { once: true })
      const question = { id, operation, operationName }
      const running = child ?? start()
      asked.set(id, { question, resolve, reject })
      running.send(question)
      if (signal.aborted) giveUp()
      return promise.finally(() => signal.removeEventListener('abort', giveUp))
    },
    close() {
      stop()
      for (const one of asked.values()) one.reject(new Error('the planner was closed'))
      asked.clear()
    },
  }
}
