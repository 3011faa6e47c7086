/**
 * The planner in a process of its own, so that a plan that takes too long can be stopped.
 *
 * Its own abort signal is not enough: an operation of 854 bytes was seen to keep it busy for minutes. The process is
 * killed then, another one takes its place, and what else was being planned is planned there. The same happens when it
 * ends by itself, as at a fault of the planner's.
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
  | { readonly ready: true }
  | { readonly id: number; readonly plan: QueryPlan }
  | { readonly id: number; readonly error: string }

export interface PlannerApart {
  /** Until the process has read the supergraph, nobody's patience counts. */
  ready(): Promise<void>
  /** Rejects when the signal ends, and then stops the process that was making it. */
  plan(
    operation: string,
    operationName: string | undefined,
    signal: AbortSignal,
  ): Promise<QueryPlan>
  close(): void
}

interface Asked {
  readonly id: number
  readonly question: PlanQuestion
  readonly resolve: (plan: QueryPlan) => void
  readonly reject: (error: unknown) => void
}

/**
 * A progressive `@override` is active if all of it is, `percent(100)`: else a plan would depend on a dice, and could not
 * be kept.
 */
export const PERCENTAGE = 99.99999999

const HERE = fileURLToPath(import.meta.url)
const SCRIPT = fileURLToPath(new URL(`./planner-process${extname(HERE)}`, import.meta.url))

export function openPlannerApart(supergraph: string): PlannerApart {
  const waiting: Asked[] = []
  /** What the process has. */
  const asked = new Map<number, Asked>()
  let last = 0
  let child: ChildProcess | undefined
  let ready: Promise<void> = Promise.resolve()
  /** It ended by itself, and nobody knows at whose plan: until all are planned, they are planned one by one. */
  let isSuspicious = false

  function work(): void {
    if (waiting.length === 0 && asked.size === 0) isSuspicious = false
    while (waiting.length > 0 && !(isSuspicious && asked.size > 0)) {
      const next = waiting.shift()
      if (!next) return
      asked.set(next.id, next)
      const running = child ?? start()
      running.send(next.question)
    }
  }

  /** What was being planned is to be planned again, before anything else. */
  function takeBack(): void {
    waiting.unshift(...asked.values())
    asked.clear()
  }

  function start(): ChildProcess {
    const started = fork(SCRIPT, { execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
    // It keeps nobody waiting: without us it ends by itself.
    started.unref()
    started.channel?.unref()
    const { promise, resolve: isReady } = Promise.withResolvers<void>()
    ready = promise
    started.on('message', (answer: PlanAnswer) => {
      if ('ready' in answer) return isReady()
      const one = asked.get(answer.id)
      asked.delete(answer.id)
      if ('plan' in answer) one?.resolve(answer.plan)
      else one?.reject(new Error(answer.error))
      work()
    })
    started.on('error', () => undefined)
    started.on('exit', () => {
      isReady() // or it never will be
      if (child !== started) return
      child = undefined
      const [only, ...others] = asked.values()
      if (others.length === 0) {
        asked.clear()
        only?.reject(new Error('the planner ended'))
      } else isSuspicious = true
      takeBack()
      work()
    })
    started.send({ supergraph } satisfies PlanQuestion)
    child = started
    return started
  }

  function stop(): void {
    const stopped = child
    child = undefined
    stopped?.kill('SIGKILL')
  }

  start() // before anybody waits for it

  return {
    ready: () => ready,
    plan(operation, operationName, signal) {
      last += 1
      const id = last
      const { promise, resolve, reject } = Promise.withResolvers<QueryPlan>()
      const giveUp = () => {
        reject(signal.reason)
        const place = waiting.findIndex((one) => one.id === id)
        if (place >= 0) waiting.splice(place, 1)
        if (!asked.delete(id)) return
        stop()
        takeBack()
        work()
      }
      signal.addEventListener('abort', giveUp, { once: true })
      const question = { id, operation, operationName }
      waiting.push({ id, question, resolve, reject })
      work()
      if (signal.aborted) giveUp()
      return promise.finally(() => signal.removeEventListener('abort', giveUp))
    },
    close() {
      stop()
      takeBack()
      for (const one of waiting.splice(0)) one.reject(new Error('the planner was closed'))
    },
  }
}
