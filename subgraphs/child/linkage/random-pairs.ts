/**
 * What strangers have in common.
 *
 * @module
 */

import { FIELD_NAMES, levelAt } from './fields.ts'
import type { Pairs } from './pairs.ts'

/** How often each pattern was seen. */
export type Patterns = ReadonlyMap<number, number>

const DRAWN = 400_000

/** The same pairs each time. A pair that has most of its fields in common was of one person, and is left out. */
export function randomPatterns({ persons, records, compare, within, all }: Pairs): Patterns {
  const patterns = new Map<number, number>()
  const next = drawer()
  const count = Math.min(DRAWN, all * 2)
  for (let drawn = 0; drawn < count; drawn++) {
    const [person, record] = [Math.floor(next() * persons.size), Math.floor(next() * records.size)]
    if (within && person === record) continue
    const pattern = compare(person, record)
    if (!areStrangers(pattern)) continue
    patterns.set(pattern, (patterns.get(pattern) ?? 0) + 1)
  }
  return patterns
}

function areStrangers(pattern: number): boolean {
  let [both, agreeing] = [0, 0]
  for (const field of FIELD_NAMES) {
    const level = levelAt(pattern, field)
    // Half of all agree on these, strangers or not.
    if (level === 0 || field === 'sex' || field === 'rank') continue
    both += 1
    if (level === 1) agreeing += 1
  }
  return agreeing === 0 || agreeing * 2 <= both
}

/** Marsaglia's xorshift. */
function drawer(): () => number {
  let state = 0x2545f491
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 0x1_0000_0000
  }
}
