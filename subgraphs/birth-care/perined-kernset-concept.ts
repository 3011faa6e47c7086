/**
 * The words in which the dataset of the kernset is written down: groups and what stands in them.
 *
 * @module
 */

export type ValueType =
  | 'code'
  | 'answer'
  | 'date'
  | 'datetime'
  | 'count'
  | 'quantity'
  | 'identifier'
  | 'text'

export type Occurs = '0..1' | '1..1' | '0..*' | '1..*'

export interface Concept {
  /** As the elements of the simple form (ADA) are called; it ends in `q` where it is a question. */
  readonly name: string
  /** The last arc of its concept id. */
  readonly number: string
  readonly occurs: Occurs
  readonly type: ValueType | 'group'
  /** In their order; empty but for a group. */
  readonly parts: readonly Concept[]
}

export function group(
  name: string,
  number: number,
  parts: readonly Concept[],
  occurs: Occurs = '0..1',
): Concept {
  return { name, number: String(number), occurs, type: 'group', parts }
}

const item =
  (type: ValueType) =>
  (name: string, number: number, occurs: Occurs = '0..1'): Concept => ({
    name,
    number: String(number),
    occurs,
    type,
    parts: [],
  })

export const code = item('code')
/** Yes, no, or that it is unknown. */
export const answer = item('answer')
export const date = item('date')
export const datetime = item('datetime')
export const count = item('count')
export const quantity = item('quantity')
export const identifier = item('identifier')
export const text = item('text')

export function repeats({ occurs }: Concept): boolean {
  return occurs.endsWith('*')
}
