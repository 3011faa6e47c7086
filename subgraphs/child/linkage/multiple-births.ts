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
  const found = new Uint8Array(columns.size)
  const first = new Map<string, number>()
  for (let i = 0; i < columns.size; i++) {
    if ((columns.bornTogether[i] ?? 0) > 1 || (columns.rank[i] ?? 0) > 1) found[i] = 1
    for (const key of keysOf(columns, i, vocabulary)) {
      const inRegistry = `${registryOf(i)} ${key}`
      const other = first.get(inRegistry)
      if (other === undefined) first.set(inRegistry, i)
      else found[i] = found[other] = 1
    }
  }
  return found
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
