/**
 * Who is one of several of one birth: said by the source, or seen because another has the same birth date and the
 * same mother or home.
 *
 * @module
 */

import type { Columns, Vocabulary } from './columns.ts'
import { isWholeDate } from './dates.ts'

/** 1 for each who is. A record counts with those of its own registry only: another one tells of the same child. */
export function findMultipleBirths(
  columns: Columns,
  vocabulary: Vocabulary,
  registryOf: (i: number) => string = () => '',
): Uint8Array {
  const births = openMultipleBirths(vocabulary)
  for (let i = 0; i < columns.size; i++) births.add(i, columns, i, registryOf(i))
  return Uint8Array.from({ length: columns.size }, (_, i) => (births.has(i) ? 1 : 0))
}

export interface MultipleBirths {
  /** `name` is a number of the caller's own for the one who stands at `i`. */
  add(name: number, columns: Columns, i: number, registry: string): void
  has(name: number): boolean
}

/** For who come in parts: it remembers no more of each than by what it would be known again. */
export function openMultipleBirths(vocabulary: Vocabulary): MultipleBirths {
  const found = new Set<number>()
  const first = new Map<string, number>()
  return {
    add(name, columns, i, registry) {
      if (isToldToBe(columns, i)) found.add(name)
      for (const key of keysOf(columns, i, vocabulary)) {
        const inRegistry = `${registry} ${key}`
        const other = first.get(inRegistry)
        if (other === undefined) first.set(inRegistry, name)
        else if (other !== name) found.add(name).add(other)
      }
    },
    has: (name) => found.has(name),
  }
}

export function isToldToBe({ bornTogether, rank }: Columns, i: number): boolean {
  return (bornTogether[i] ?? 0) > 1 || (rank[i] ?? 0) > 1
}

function keysOf(columns: Columns, i: number, { families }: Vocabulary): readonly string[] {
  const { birth, family, postcode, house, motherBsn, motherBirth, motherFamily } = columns
  const day = birth[i] ?? 0
  if (!isWholeDate(day)) return []
  const ownId = (id: number | undefined) => families[id ?? 0]?.ownId ?? 0
  const ties = [
    ['bsn', motherBsn[i]],
    ['mother', motherBirth[i], ownId(motherFamily[i])],
    ['home', postcode[i], house[i], ownId(family[i])],
  ]
  return ties.filter((tie) => !tie.includes(0)).map((tie) => [day, ...tie].join(' '))
}
