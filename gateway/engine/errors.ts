/**
 * What a client hears of what went wrong.
 *
 * Messages are constants from a table, codes and registries are words from a short alphabet, and a
 * path is cut to what the client itself asked for: nothing that a subgraph writes gets through.
 *
 * @module
 */

import { GraphQLError } from 'graphql'
import type { SubgraphError } from './call.ts'
import { type Path, type Tree, visiblePath } from './tree.ts'

/** The engine's own codes. A table of messages that is given to the engine may word them anew. */
export const ENGINE_MESSAGES = {
  SUBGRAPH_UNAVAILABLE: 'A part of the graph did not answer.',
  SUBGRAPH_ERROR: 'A part of the graph answered with an error.',
  SUBGRAPH_MALFORMED: 'A part of the graph answered with something that its schema does not allow.',
  SUBGRAPH_MISMATCH: 'A part of the graph answered about something else than was asked.',
  DEADLINE_EXCEEDED: 'The answer was not complete in time.',
  QUERY_TOO_LARGE: 'The query is larger than this graph plans.',
  QUERY_NOT_PLANNED: 'The query cannot be planned.',
  OPERATION_RESOLUTION_FAILURE: 'The document has no such operation, or more than one.',
  BAD_USER_INPUT: 'A variable has a value that its type does not allow.',
} as const

export type EngineCode = keyof typeof ENGINE_MESSAGES

export type Messages = Readonly<Record<string, string>>

/** The whole request is refused, and no subgraph was called. */
export class RequestRefused extends Error {
  readonly code: EngineCode

  constructor(code: EngineCode, cause?: unknown) {
    super(ENGINE_MESSAGES[code], { cause })
    this.code = code
  }
}

export interface ReportOptions {
  readonly messages: Messages
  /** What the client asked for. */
  readonly visible: Tree
  /** More errors than this are not told. */
  readonly limit: number
}

/** Where an error comes from. */
export interface Origin {
  readonly subgraph?: string | undefined
  readonly registry?: string | undefined
  readonly cost?: Cost | undefined
}

/** What was asked would take, and what is allowed; two numbers of a subgraph, and the only ones that get through. */
export interface Cost {
  readonly estimated: number
  readonly budget: number
}

/** The errors of one answer. */
export class Report {
  readonly #options: ReportOptions
  readonly #errors = new Map<string, GraphQLError>()
  #missing: Path | undefined

  constructor(options: ReportOptions) {
    this.#options = options
  }

  add(code: string, path: Path, origin?: Origin): void {
    if (this.#errors.size < this.#options.limit) this.#put(code, path, origin)
  }

  /** Something is missing here because time was up. However much it is, it is one error. */
  addMissing(path: Path): void {
    this.#missing = this.#missing ? commonPath([this.#missing, path]) : path
  }

  finish(): readonly GraphQLError[] {
    if (this.#missing) this.#put('DEADLINE_EXCEEDED', this.#missing)
    return [...this.#errors.values()]
  }

  #put(code: string, path: Path, { subgraph, registry, cost }: Origin = {}): void {
    const seen = visiblePath(this.#options.visible, path)
    const extensions: Record<string, unknown> = { code }
    if (subgraph !== undefined) extensions.subgraph = subgraph
    if (registry !== undefined) extensions.registry = registry
    if (cost !== undefined) extensions.cost = cost
    const identity = JSON.stringify([code, subgraph, registry, seen])
    if (this.#errors.has(identity)) return
    this.#errors.set(identity, toError(this.#options.messages, code, seen, extensions))
  }
}

export function refusal(messages: Messages, code: EngineCode): GraphQLError {
  return toError(messages, code, [], { code })
}

/** What may be told of an error of a subgraph: a code that we know, which registry, and what it would have cost. */
export function readSubgraphError(
  messages: Messages,
  { extensions }: SubgraphError,
): Pick<Origin, 'registry' | 'cost'> & { readonly code: string } {
  const code = extensions?.code
  const registry = extensions?.registry
  return {
    code: isCode(code) && Object.hasOwn(messages, code) ? code : 'SUBGRAPH_ERROR',
    registry: isSlug(registry) ? registry : undefined,
    cost: toCost(extensions?.cost),
  }
}

/** The path that all of them begin with. */
export function commonPath(paths: Iterable<Path>): Path {
  let common: Path | undefined
  for (const path of paths) {
    if (!common) common = path
    else {
      const known: Path = common
      const end = known.findIndex((part, i) => part !== path[i])
      if (end >= 0) common = known.slice(0, end)
    }
  }
  return common ?? []
}

function toError(messages: Messages, code: string, path: Path, extensions: object): GraphQLError {
  const known = Object.hasOwn(messages, code) ? messages : (ENGINE_MESSAGES as Messages)
  return new GraphQLError(known[code] ?? ENGINE_MESSAGES.SUBGRAPH_ERROR, {
    ...(path.length > 0 && { path }),
    extensions: { ...extensions },
  })
}

function isCode(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 64 && /^[A-Z_]+$/.test(value)
}

function toCost(value: unknown): Cost | undefined {
  const { estimated, budget } = (value ?? {}) as Partial<Record<keyof Cost, unknown>>
  return isAmount(estimated) && isAmount(budget) ? { estimated, budget } : undefined
}

/** Too short for the number of a person. */
function isAmount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 1e8
}

/** The name of a registry: short, small letters first, and no room for a number of a person. */
function isSlug(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.length <= 40 &&
    /^[a-z][a-z0-9-]*$/.test(value) &&
    !/\d{4}/.test(value)
  )
}
