/**
 * Every element of iJw 3.2 that can hold a value, and what becomes of it: read off the table by which messages are read.
 *
 * @module
 */

import { MESSAGES } from './ijw-structure.ts'
import { type ElementRule, isGroup } from './ijw-table.ts'

export interface IjwElement {
  /** `JW305 Client/StartProducten/StartProduct/Begindatum`. */
  readonly element: string
  readonly name: string
  /** In the graph, where it begins with a capital letter. */
  readonly field: string | 'kept'
  /** Not its value is kept, but only that it was there: why. */
  readonly withheld?: string
}

export const ELEMENTS: readonly IjwElement[] = MESSAGES.flatMap(({ kind, root }) =>
  isGroup(root.holds) ? root.holds.flatMap((rule) => elementsOf(rule, `${kind} `)) : [],
)

function elementsOf({ name, holds }: ElementRule, prefix: string): IjwElement[] {
  if (isGroup(holds)) return holds.flatMap((rule) => elementsOf(rule, `${prefix}${name}/`))
  const { field, withheld } = holds
  if (withheld === undefined) return [{ element: `${prefix}${name}`, name, field }]
  return [{ element: `${prefix}${name}`, name, field, withheld }]
}
