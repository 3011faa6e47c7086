/**
 * Which pairs are worth comparing.
 *
 * The persons are put in an index once; then records may stream by. A block that is too large is left out, for it
 * would cost more than it can find, and how much was left out is counted.
 *
 * @module
 */

import type { Columns, Vocabulary } from './columns.ts'
import { PASSES, type Pass } from './passes.ts'

export interface LeftOut {
  readonly pass: string
  readonly reason: 'BLOCK_TOO_LARGE'
  /** How often a record came to such a block. */
  readonly records: number
  readonly pairs: number
}

export interface Blocks {
  readonly passes: readonly Pass[]
  /** Persons who are worth comparing with this record, each once; the array is used again at the next question. */
  candidates(records: Columns, record: number): Int32Array
  /** Those of one pass only. */
  candidatesOf(pass: Pass, records: Columns, record: number): Int32Array
  /** Per pass, since the blocks were made. */
  leftOut(): readonly LeftOut[]
}

export interface BlocksOptions {
  readonly persons: Columns
  readonly vocabulary: Vocabulary
  readonly passes?: readonly Pass[]
  /** Persons in a block. */
  readonly largest?: number
}

/** The persons of a block, as a chain that begins with the last of them. */
interface Index {
  readonly last: ReadonlyMap<number, number>
  readonly before: Int32Array
  /** How long the chain is from here. */
  readonly length: Int32Array
}

export function openBlocks(options: BlocksOptions): Blocks {
  const { persons, vocabulary, passes = PASSES, largest = 200 } = options
  const indexes = new Map(passes.map((pass) => [pass, indexOf(pass, persons, vocabulary)]))
  const tallies = new Map(passes.map((pass) => [pass, { records: 0, pairs: 0 }]))
  const seen = new Int32Array(persons.size)
  let turn = 0
  let found = new Int32Array(1_024)
  let count = 0

  function collect(pass: Pass, records: Columns, record: number): void {
    const index = indexes.get(pass)
    const tally = tallies.get(pass)
    const key = (pass.keyOfRecord ?? pass.keyOf)(records, record, vocabulary)
    const last = key === 0 ? undefined : index?.last.get(key)
    if (!index || !tally || last === undefined) return
    const length = index.length[last] ?? 0
    if (length > largest) {
      tally.records += 1
      tally.pairs += length
      return
    }
    for (let person = last; person >= 0; person = index.before[person] ?? -1) add(person)
  }

  function add(person: number): void {
    if (seen[person] === turn) return
    seen[person] = turn
    if (count === found.length) {
      const larger = new Int32Array(count * 2)
      larger.set(found)
      found = larger
    }
    found[count++] = person
  }

  return {
    passes,

    candidates(records, record) {
      turn += 1
      count = 0
      for (const pass of passes) collect(pass, records, record)
      return found.subarray(0, count)
    },

    candidatesOf(pass, records, record) {
      turn += 1
      count = 0
      collect(pass, records, record)
      return found.subarray(0, count)
    },

    leftOut() {
      return [...tallies].flatMap(([{ name }, tally]) =>
        tally.records === 0 ? [] : [{ pass: name, reason: 'BLOCK_TOO_LARGE', ...tally } as const],
      )
    },
  }
}

function indexOf({ keyOf }: Pass, persons: Columns, vocabulary: Vocabulary): Index {
  const last = new Map<number, number>()
  const before = new Int32Array(persons.size)
  const length = new Int32Array(persons.size)
  for (let person = 0; person < persons.size; person++) {
    const key = keyOf(persons, person, vocabulary)
    if (key === 0) continue
    const previous = last.get(key) ?? -1
    before[person] = previous
    length[person] = previous < 0 ? 1 : (length[previous] ?? 0) + 1
    last.set(key, person)
  }
  return { last, before, length }
}
