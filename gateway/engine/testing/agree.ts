/**
 * Whether an answer of the engine is the one that graphql-js gives, errors included.
 *
 * @module
 */

import { isDeepStrictEqual } from 'node:util'
import type { ExecutionResult } from 'graphql'
import { isData, type Path } from '../tree.ts'

/** An error, and the null that it explains. */
interface Told {
  readonly name: string
  readonly isAtNull: boolean
  /** There is such a place in the answer. */
  readonly isAsked: boolean
  readonly at: string
}

/**
 * What they differ in; nothing where they agree.
 *
 * The data are the same (in whatever order an object has its fields), and so is each error that stands at the null that
 * it explains. What may differ, and why:
 *
 * - Where an error let a null rise, others may be told below that null: graphql-js stops at the first that it meets,
 *   subgraphs meet others. Then both must explain the null, and nothing may be told that is not `possible`, or that
 *   follows from it: what could not be asked is missing.
 * - An error may be told of a field that a condition leaves out there: the planner fetches it where another place of
 *   the same type wants it.
 */
export function disagreement(
  answer: ExecutionResult,
  expected: ExecutionResult,
  possible: ExecutionResult = expected,
): unknown {
  const [one, other] = [plain(answer), plain(expected)]
  if (!isDeepStrictEqual(one.data, other.data)) return { answered: one, expected: other }
  const ours = Map.groupBy(toldOf(one), ({ at }) => at)
  const theirs = Map.groupBy(toldOf(other), ({ at }) => at)
  const all = new Set([...toldOf(other), ...toldOf(plain(possible))].map(({ name }) => name))
  for (const at of new Set([...ours.keys(), ...theirs.keys()])) {
    const told = (ours.get(at) ?? []).filter(({ isAsked }) => isAsked)
    const known = theirs.get(at) ?? []
    const has = risen(told) || risen(known)
    const agrees = has
      ? told.length > 0 &&
        known.length > 0 &&
        told.every(({ name }) => all.has(name) || name.endsWith(' null'))
      : isDeepStrictEqual(namesOf(told), namesOf(known))
    if (!agrees) return { at, told: namesOf(told), expected: namesOf(known) }
  }
  return undefined
}

function risen(told: readonly Told[]): boolean {
  return told.some(({ isAtNull }) => !isAtNull)
}

function namesOf(told: readonly Told[]): readonly string[] {
  return told.map(({ name }) => name).sort()
}

/** What is null against the schema has no code of graphql-js, and one of two of ours: who found out. */
const OF_A_NULL = new Set<unknown>([undefined, 'SUBGRAPH_MALFORMED', 'SUBGRAPH_ERROR'])

function toldOf({ data, errors = [] }: Plain): Told[] {
  return errors.map(({ path = [], extensions: { code } = {} }) => {
    const { at, value } = nullAt(data, path)
    return {
      name: `${path.join('.')} ${OF_A_NULL.has(code) ? 'null' : code}`,
      at: at.join('.'),
      isAtNull: at.length === path.length,
      isAsked: value !== undefined || data === undefined,
    }
  })
}

/** As far as the path goes before there is nothing, and which nothing that is. */
function nullAt(data: unknown, path: Path): { readonly at: Path; readonly value: unknown } {
  let value = data
  for (const [i, part] of path.entries()) {
    if (value === null || value === undefined) return { at: path.slice(0, i), value }
    value =
      isData(value) || Array.isArray(value) ? (value as Record<string, unknown>)[part] : undefined
  }
  return { at: path, value }
}

interface Plain {
  readonly data?: unknown
  readonly errors?: readonly {
    readonly path?: Path
    readonly extensions?: { readonly code?: string }
  }[]
}

function plain(result: ExecutionResult): Plain {
  return JSON.parse(JSON.stringify(result))
}
