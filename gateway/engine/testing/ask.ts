/**
 * Asks the town through the engine, with faults where a test wants them.
 *
 * @module
 */

import { type ExecutionResult, parse } from 'graphql'
import type { CallSubgraph, SecurityEvent, SubgraphAnswer, SubgraphCall } from '../call.ts'
import { createEngine, type EngineOptions } from '../engine.ts'
import { callTown, composeTown } from './town.ts'

export const TOWN = composeTown()

/** What a test makes of an honest answer. */
export type Fault = (answer: SubgraphAnswer, call: SubgraphCall) => unknown

export interface Asking extends Partial<EngineOptions<undefined>> {
  readonly variables?: Record<string, unknown>
  readonly signal?: AbortSignal
  readonly fault?: Fault
}

export interface Asked {
  readonly data: unknown
  readonly errors: readonly unknown[]
  readonly calls: readonly SubgraphCall[]
  readonly events: readonly SecurityEvent[]
}

export async function ask(source: string, asking: Asking = {}): Promise<Asked> {
  const { variables, signal = new AbortController().signal, fault, ...options } = asking
  const calls: SubgraphCall[] = []
  const events: SecurityEvent[] = []
  const call: CallSubgraph<undefined> = async (subgraphCall, ...rest) => {
    calls.push(subgraphCall)
    const answer = await (options.call ?? callTown)(subgraphCall, ...rest)
    return ((await fault?.(answer, subgraphCall)) ?? answer) as SubgraphAnswer
  }
  const engine = createEngine({
    supergraph: TOWN,
    onSecurityEvent: (event) => events.push(event),
    ...options,
    call,
  })
  const document = parse(source)
  const answer = await engine.execute({ document, variables }, undefined, signal)
  return { ...plain(answer), calls, events }
}

/** As a client gets it, with its errors as plain objects. */
export function plain(answer: ExecutionResult): { data: unknown; errors: readonly unknown[] } {
  return { data: undefined, errors: [], ...JSON.parse(JSON.stringify(answer)) }
}
