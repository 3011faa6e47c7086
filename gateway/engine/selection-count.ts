/**
 * How large an operation is once its fragments are written out.
 *
 * A document of 600 bytes can expand to 10⁸ fields, and a planner that walks them stands still for
 * minutes. Each fragment is counted once, so the count itself takes time in the size of the text.
 *
 * @module
 */

import { type DocumentNode, Kind, type SelectionSetNode } from 'graphql'
import { findOperation, fragmentsOf } from './tree.ts'

/** Fields, inline fragments and spreads, all expanded. A fragment that spreads itself is infinite. */
export function selectionCount(document: DocumentNode, operationName?: string): number {
  const operation = findOperation(document, operationName)
  if (!operation) return 0
  const fragments = fragmentsOf(document)
  const counts = new Map<string, number>()

  function count({ selections }: SelectionSetNode): number {
    let total = selections.length
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) total += countFragment(selection.name.value)
      else if (selection.selectionSet) total += count(selection.selectionSet)
    }
    return total
  }

  function countFragment(name: string): number {
    const known = counts.get(name)
    if (known !== undefined) return known
    const fragment = fragments.get(name)
    if (!fragment) return 0
    counts.set(name, Number.POSITIVE_INFINITY) // for as long as it is being counted
    const total = count(fragment.selectionSet)
    counts.set(name, total)
    return total
  }

  return count(operation.selectionSet)
}
