/**
 * Which key an entity is known by in a fetch, and whether an answer says it back.
 *
 * @module
 */

import type { RequiresSelection } from '@graphql-hive/router-query-planner'
import { type FieldNode, Kind, type SelectionNode, type SelectionSetNode } from 'graphql'
import { RequestRefused } from './errors.ts'
import type { Supergraph } from './supergraph.ts'
import { type Data, type Fragments, isData, treeOf } from './tree.ts'

/** One `_entities` field of an operation. */
export interface EntitiesField {
  /** Its response key. */
  readonly alias: string
  readonly requires: readonly RequiresSelection[]
}

/** A field of a key: what it is called in a representation, and in the answer. */
export interface KeyField {
  readonly sent: string
  readonly answered: string
  /** Whether it is said back. */
  readonly isTold: boolean
  readonly inner: readonly KeyField[]
}

/** For each type that the selection asks about, a key that the representations hold. */
export function chooseKeys(
  selectionSet: SelectionSetNode,
  fragments: Fragments,
  { requires }: EntitiesField,
  subgraph: string,
  supergraph: Supergraph,
): Map<string, SelectionSetNode> {
  const chosen = new Map<string, SelectionSetNode>()
  const asked = new Set(treeOf(selectionSet, fragments).keys())
  /** The smallest, and none that only the answer will tell: the planner (0.0.38) may require that, too. */
  const rank = ({ selections }: SelectionSetNode) =>
    selections.length + (isTold(selections, asked) ? 100 : 0)

  function choose(typename: string): boolean {
    const sent = requires.flatMap((selection) => {
      if (selection.kind !== 'InlineFragment') return []
      const { typeCondition, selections } = selection
      const related =
        supergraph.isA(typeCondition, typename) || supergraph.isA(typename, typeCondition)
      return related ? [selections] : []
    })
    const key = supergraph
      .keysOf(subgraph, typename)
      .filter((candidate) => sent.length > 0 && sent.every((has) => covers(has, candidate)))
      .sort((one, other) => rank(one) - rank(other) || placeIn(sent, one) - placeIn(sent, other))[0]
    if (key) chosen.set(typename, key)
    return key !== undefined
  }

  for (const typename of typesAsked(selectionSet, fragments)) {
    if (choose(typename)) continue
    const members = supergraph.membersOf(typename).filter(choose)
    if (members.length === 0) throw new RequestRefused('QUERY_NOT_PLANNED')
  }
  if (chosen.size === 0) throw new RequestRefused('QUERY_NOT_PLANNED')
  return chosen
}

/** What a fetch was joined with comes last. */
function placeIn([sent = []]: readonly RequiresSelection[][], { selections }: SelectionSetNode) {
  const names = sent.map((one) => (one.kind === 'Field' ? (one.alias ?? one.name) : ''))
  return Math.max(
    ...selections.map((field) => names.indexOf(field.kind === Kind.FIELD ? field.name.value : '')),
  )
}

function isTold(selections: readonly SelectionNode[], asked: ReadonlySet<string>): boolean {
  return selections.every((field) => field.kind === Kind.FIELD && asked.has(field.name.value))
}

function typesAsked({ selections }: SelectionSetNode, fragments: Fragments): Set<string> {
  const types = new Set<string>()
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) continue
    const fragment =
      selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection
    const typename = fragment?.typeCondition?.name.value
    if (!typename) throw new RequestRefused('QUERY_NOT_PLANNED')
    types.add(typename)
  }
  return types
}

/** Whether what is sent holds all fields of the key. A key with anything but fields is not held. */
function covers(sent: readonly RequiresSelection[], key: SelectionSetNode): boolean {
  return key.selections.every((field) => {
    if (field.kind !== Kind.FIELD) return false
    const found = sent.find(
      (selection) =>
        selection.kind === 'Field' && (selection.alias ?? selection.name) === field.name.value,
    )
    if (found?.kind !== 'Field') return false
    return !field.selectionSet || covers(found.selections ?? [], field.selectionSet)
  })
}

/** The fields of the key under names of ours; below the first level there is nothing to clash with. */
export function nameKey({ selections }: SelectionSetNode, names: string): FieldNode[] {
  return selections.flatMap((field, i) =>
    field.kind === Kind.FIELD
      ? [{ ...field, alias: { kind: Kind.NAME, value: `${names}${i}` } as const }]
      : [],
  )
}

/** Of what is external in the subgraph nobody can ask it. */
export function keyFields(
  { selections }: SelectionSetNode,
  names?: string,
  isExternal: (field: string) => boolean = () => false,
): KeyField[] {
  return selections.flatMap((field, i) => {
    if (field.kind !== Kind.FIELD) return []
    const sent = field.name.value
    const inner = field.selectionSet ? keyFields(field.selectionSet) : []
    const answered = names === undefined ? sent : `${names}${i}`
    return [{ sent, answered, inner, isTold: !isExternal(sent) }]
  })
}

export function isSameKey(fields: readonly KeyField[], sent: Data, answered: Data): boolean {
  return fields.every(
    (field) => !field.isTold || isSame(field, sent[field.sent], answered[field.answered]),
  )
}

/** A key may hold lists: an entity may be known by those in it, in their order. */
function isSame(field: KeyField, one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, i) => isSame(field, item, other[i]))
  }
  if (field.inner.length === 0) return isSameLeaf(one, other)
  return isData(one) && isData(other) && isSameKey(field.inner, one, other)
}

/** A subgraph may write an ID as a number. */
function isSameLeaf(one: unknown, other: unknown): boolean {
  if (one === other) return one !== null && one !== undefined
  const types = [typeof one, typeof other].sort().join()
  return types === 'number,string' && String(one) === String(other)
}

export function isComplete(fields: readonly KeyField[], sent: Data): boolean {
  return fields.length > 0 && fields.every((field) => isWhole(field, sent[field.sent]))
}

function isWhole(field: KeyField, value: unknown): boolean {
  if (Array.isArray(value)) return value.every((item) => isWhole(field, item))
  if (field.inner.length > 0) return isData(value) && isComplete(field.inner, value)
  return value !== null && value !== undefined
}
