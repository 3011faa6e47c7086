/**
 * Puts the answers of subgraphs together, in place.
 *
 * Only what the subgraph's operation selects is ever read from an answer, and only objects that stand
 * for a selection set are ever written to: a custom scalar that is an object stays untouched.
 *
 * @module
 */

import { type Data, isData, type Tree } from './tree.ts'
import { Verbatim } from './verbatim.ts'

export interface Merger {
  /** Adds what `source` holds to `target`. Parts of `source` become part of `target`. */
  merge(target: Data, source: Data): void
  /** Whether two objects at one place of a list can be one thing: no leaf of theirs differs. */
  agree(one: Data, other: Data): boolean
  /** A copy that shares nothing with `source` that a merge could write to. */
  copy(source: Data): Data
}

interface Field {
  readonly key: string
  /** None for a leaf. */
  readonly inner: Merger | undefined
}

export function compileMerger(tree: Tree): Merger {
  const fields: Field[] = []
  for (const [key, below] of tree) fields.push({ key, inner: below && compileMerger(below) })
  const leaves = [...tree.keys()].filter((key) => !tree.get(key) && key !== '__typename')

  return {
    merge(target, source) {
      for (const { key, inner } of fields) {
        const value = source[key]
        if (value === undefined) continue
        const present = target[key]
        if (inner && typeof present === 'object' && present !== null) {
          if (typeof value === 'object' && value !== null) mergeValue(inner, present, value)
        } else if (value !== null || present === undefined) target[key] = value
      }
    },
    agree: (one, other) => leaves.every((key) => isSame(one[key], other[key])),
    copy(source) {
      const copied: Data = {}
      for (const { key, inner } of fields) {
        const value = source[key]
        if (value !== undefined) copied[key] = inner ? copyValue(inner, value) : value
      }
      return copied
    },
  }
}

function mergeValue(inner: Merger, present: object, value: object): void {
  if (!Array.isArray(value)) {
    if (isData(present) && isData(value)) inner.merge(present, value)
  } else if (Array.isArray(present) && canMergeLists(inner, present, value)) {
    mergeLists(inner, present, value)
  }
}

/** Two subgraphs that disagree about a list must not give one child what belongs to another. */
function canMergeLists(inner: Merger, present: unknown[], value: unknown[]): boolean {
  if (present.length !== value.length) return false
  return present.every((item, i) => {
    const other = value[i]
    if (Array.isArray(item) && Array.isArray(other)) return canMergeLists(inner, item, other)
    return !isData(item) || !isData(other) || inner.agree(item, other)
  })
}

function mergeLists(inner: Merger, present: unknown[], value: unknown[]): void {
  for (const [i, item] of value.entries()) {
    const there = present[i]
    if (there === null || there === undefined) present[i] = item
    else if (typeof there === 'object' && typeof item === 'object' && item !== null) {
      mergeValue(inner, there, item)
    }
  }
}

function isSame(one: unknown, other: unknown): boolean {
  if (one === other || one === undefined || other === undefined) return true
  if (one === null || other === null) return true
  return typeof one === 'object' || typeof other === 'object' || typeof one === 'symbol'
}

function copyValue(inner: Merger, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => copyValue(inner, item))
  return isData(value) && !(value instanceof Verbatim) ? inner.copy(value) : value
}
