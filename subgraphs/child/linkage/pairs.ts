/**
 * Two sides made ready to be compared: columns, blocks, and the comparison of any pair.
 *
 * @module
 */

import { type Blocks, openBlocks } from './block.ts'
import { type Columns, openVocabulary, toColumns, type Vocabulary } from './columns.ts'
import { type Compare, openCompare } from './compare.ts'
import type { Linkable } from './person.ts'

export interface Pairs {
  readonly persons: Columns
  readonly records: Columns
  readonly vocabulary: Vocabulary
  readonly blocks: Blocks
  readonly compare: Compare
  /** How many pairs there are at all. */
  readonly all: number
  /** Both sides are the same list: then a pair counts once, with the person before the record. */
  readonly within: boolean
}

export interface PairsOptions {
  /** Persons in a block; a larger one is left out. */
  readonly largest?: number
}

export function openPairs(
  persons: readonly Linkable[],
  records: readonly Linkable[],
  options: PairsOptions = {},
): Pairs {
  const vocabulary = openVocabulary()
  const left = toColumns(persons, vocabulary)
  const right = toColumns(records, vocabulary)
  return join(left, right, vocabulary, options, false)
}

/** Each with each other of one list. */
export function openPairsWithin(people: readonly Linkable[], options: PairsOptions = {}): Pairs {
  const vocabulary = openVocabulary()
  const columns = toColumns(people, vocabulary)
  return join(columns, columns, vocabulary, options, true)
}

function join(
  persons: Columns,
  records: Columns,
  vocabulary: Vocabulary,
  options: PairsOptions,
  within: boolean,
): Pairs {
  const blocks = openBlocks({ persons, vocabulary, ...options })
  const compare = openCompare(persons, records, vocabulary)
  const all = within ? (persons.size * (persons.size - 1)) / 2 : persons.size * records.size
  return { persons, records, vocabulary, blocks, compare, all, within }
}

/** The share of the persons who have the family name of each, whatever its spelling. */
export function familyNameShares({ persons, vocabulary }: Pairs): Float64Array {
  const counts = new Map<number, number>()
  const names = Array.from(persons.family, (family) => vocabulary.families[family]?.ownId ?? 0)
  let named = 0
  for (const name of names) {
    if (name === 0) continue
    named += 1
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return Float64Array.from(names, (name) => (counts.get(name) ?? 0) / Math.max(1, named))
}
