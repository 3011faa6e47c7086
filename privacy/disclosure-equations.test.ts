/**
 * What follows from which equations, against all of them solved anew each time.
 *
 * @module
 */

import { expect, test } from 'vitest'
import { seeded } from '../test/disclosure-world.ts'
import {
  addEquation,
  countOf as countOfRow,
  leavesOf,
  openEquations,
  takeBack,
} from './disclosure-equations.ts'

const LEAVES = 9

test('every value that can be put together is found, with its count, and is forgotten where it is undone', () => {
  for (let seed = 1; seed <= 15; seed += 1) {
    const chance = seeded(seed)
    const some = () => BigInt(1 + Math.floor(chance() * (2 ** LEAVES - 1)))
    const counts = Array.from({ length: LEAVES }, () => Math.floor(chance() * 50))
    const values = new Set(Array.from({ length: 60 }, some))
    const equations = openEquations(values)
    const told: bigint[] = []
    const found = new Map<bigint, number>()
    for (let step = 0; step < LEAVES; step += 1) {
      const mask = some()
      const { place } = equations
      const before: number[] = []
      const rows = addEquation(equations, leavesOf(mask), countOf(mask, counts), before)
      if (chance() < 0.3) {
        if (equations.place !== place) takeBack(equations, before)
        expect(before).toEqual([])
        continue
      }
      told.push(mask)
      found.set(mask, countOf(mask, counts))
      for (const row of rows) found.set(row.leaves.mask, countOfRow(equations, row))
    }
    for (const value of values) expect(found.has(value)).toBe(follows(value, told))
    for (const [mask, count] of found) expect(count).toBe(countOf(mask, counts))
  }
})

function countOf(mask: bigint, counts: readonly number[]): number {
  return counts.reduce((sum, count, leaf) => ((mask >> BigInt(leaf)) & 1n ? sum + count : sum), 0)
}

/** It adds nothing to the rank. */
function follows(value: bigint, told: readonly bigint[]): boolean {
  return rankOf([...told, value]) === rankOf(told)
}

function rankOf(masks: readonly bigint[]): number {
  let rows = masks.map((mask) =>
    Array.from({ length: LEAVES }, (_, i) => Number((mask >> BigInt(i)) & 1n)),
  )
  let rank = 0
  for (let leaf = 0; leaf < LEAVES; leaf += 1) {
    const pivot = rows.find((row) => Math.abs(row[leaf] ?? 0) > 1e-9)
    if (!pivot) continue
    rank += 1
    rows = rows
      .filter((row) => row !== pivot)
      .map((row) => {
        const times = (row[leaf] ?? 0) / (pivot[leaf] ?? 1)
        return row.map((term, i) => term - times * (pivot[i] ?? 0))
      })
  }
  return rank
}
