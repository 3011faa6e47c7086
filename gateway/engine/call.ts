/**
 * What the engine and the callers of subgraphs say to each other.
 *
 * @module
 */

import type { FetchReason } from '../../privacy/fetch-reasons.ts'
import type { Shorthand } from './shorthand.ts'

/** One operation for one subgraph. The text and the name are stable, so a caller may cache by them. */
export interface SubgraphCall {
  readonly subgraph: string
  readonly query: string
  readonly operationName: string | undefined
  readonly variables: Readonly<Record<string, unknown>> | undefined
  /** Of each field by which it enters the subgraph. */
  readonly reasons?: readonly FetchReason[]
  /** For who has an answer as JSON, or has executed it here: sooner than reading all of it. */
  readonly shorthand?: Shorthand | undefined
}

export interface SubgraphError {
  readonly message: string
  readonly path?: readonly (string | number)[] | undefined
  readonly extensions?: Readonly<Record<string, unknown>> | undefined
}

/**
 * What a subgraph answered. `data` becomes the engine's own: it merges other answers into it. A caller
 * that hands one answer to two requests freezes `data` (its top is enough) and the engine copies it.
 */
export interface SubgraphAnswer {
  readonly data?: Record<string, unknown> | null | undefined
  readonly errors?: readonly SubgraphError[] | undefined
}

/**
 * Calls one subgraph for one client request, which the engine hands on unread. Rejects, or answers; of
 * a rejection the engine tells the client nothing but that there was one.
 */
export type CallSubgraph<R> = (
  call: SubgraphCall,
  request: R,
  signal: AbortSignal,
) => Promise<SubgraphAnswer>

/** Something that operators must see at once. Names a subgraph and never a person. */
export interface SecurityEvent {
  readonly kind: 'entity-mismatch'
  readonly subgraph: string
}
