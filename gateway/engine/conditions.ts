/**
 * The variables by which an operation leaves something out, with their values.
 *
 * A plan is made for these values. Made for all of them at once, the planner (0.0.38) now and then fetches what is left
 * out: where one variable leaves out fields of several calls.
 *
 * @module
 */

import { type DirectiveNode, type DocumentNode, Kind, visit } from 'graphql'
import { type Data, findOperation } from './tree.ts'

/** Name to value; without those that have none, or none that is allowed. */
export type Conditions = ReadonlyMap<string, boolean>

/** Of more variables there would be too many plans: then one plan has to do for all values. */
const MOST = 4
const NONE: Conditions = new Map()

export function conditionsOf(
  document: DocumentNode,
  operationName: string | undefined,
  variables: Data,
): Conditions {
  const names = namesIn(document)
  if (names.size === 0 || names.size > MOST) return NONE
  const definitions = findOperation(document, operationName)?.variableDefinitions ?? []
  const conditions = new Map<string, boolean>()
  for (const { variable, defaultValue } of definitions) {
    const name = variable.name.value
    if (!names.has(name)) continue
    const byDefault = defaultValue?.kind === Kind.BOOLEAN ? defaultValue.value : undefined
    const value = variables[name] === undefined ? byDefault : variables[name]
    if (typeof value === 'boolean') conditions.set(name, value)
  }
  return conditions
}

/** Whether the directive lets stay what it stands at; undefined if nobody can tell yet. */
export function decisionOf(
  { name, arguments: given = [] }: DirectiveNode,
  conditions: Conditions = NONE,
): boolean | undefined {
  if (name.value !== 'include' && name.value !== 'skip') return undefined
  const value = given[0]?.value
  const holds =
    value?.kind === Kind.VARIABLE
      ? conditions.get(value.name.value)
      : value?.kind === Kind.BOOLEAN && value.value
  return holds === undefined ? undefined : holds === (name.value === 'include')
}

const known = new WeakMap<DocumentNode, ReadonlySet<string>>()

function namesIn(document: DocumentNode): ReadonlySet<string> {
  const before = known.get(document)
  if (before) return before
  const names = new Set<string>()
  visit(document, {
    Directive({ name, arguments: given = [] }) {
      const value = given[0]?.value
      const isCondition = name.value === 'skip' || name.value === 'include'
      if (isCondition && value?.kind === Kind.VARIABLE) names.add(value.name.value)
    },
  })
  known.set(document, names)
  return names
}
