/**
 * How far what is known of a difference may be off: to one side only, and seldom far.
 *
 * @module
 */

import { expect, test } from 'vitest'
import { seeded } from '../test/disclosure-world.ts'
import { cases } from '../test/scale.ts'
import {
  ALL_PLACES,
  addedSketches,
  leastApart,
  type Sketch,
  sketchOfOne,
  wordsFor,
} from './disclosure-sketch.ts'

const KS = [5, 10, 12, 20, 40, 80]
const chance = seeded(20_261_122)
const below = (n: number) => Math.floor(chance() * n)

/** So many units of children by lot, of whom some have several. */
function someUnits(units: number, words: number, most: number): Sketch {
  const all: Sketch[] = [new Array<number>(words).fill(0)]
  for (let left = units; left > 0; ) {
    const own = Math.min(left, 1 + below(most))
    const one = sketchOfOne(below(ALL_PLACES), words)
    for (let i = 0; i < own; i += 1) all.push(one)
    left -= own
  }
  return addedSketches(all)
}

/** Two sets, each with units that the other has not. */
function twoSets(k: number, [mine, yours]: readonly [number, number], most: number) {
  const words = wordsFor(k)
  const common = someUnits(below(200), words, most)
  const of = (units: number) => addedSketches([common, someUnits(units, words, most)])
  return [of(mine), of(yours)] as const
}

test.each(KS)('MUST never take fewer units than differ for as many as k, for a k of %i', (k) => {
  for (let round = 0; round < cases(300, 20_000); round += 1) {
    const differ = below(k)
    const mine = below(differ + 1)
    const [one, other] = twoSets(k, [mine, differ - mine], 1 + below(6))
    expect(leastApart(one, other)).toBeLessThanOrEqual(differ)
  }
})

test.each(KS)(
  'of four times k that differ nearly all are known to be as many, for a k of %i',
  (k) => {
    const rounds = cases(300, 20_000)
    let few = 0
    for (let round = 0; round < rounds; round += 1) {
      const [one, other] = twoSets(k, [2 * k, 2 * k], 1)
      if ((leastApart(one, other) ?? 0) < k) few += 1
    }
    expect(few / rounds).toBeLessThan(0.02)
  },
)

test('a child with several units does not vanish, however many it has', () => {
  const nobody = [0, 0]
  for (const units of [1, 2, 3, 4, 8, 16, 64]) {
    const own = addedSketches(new Array<Sketch>(units).fill(sketchOfOne(3, 2)))
    expect(leastApart(own, nobody)).toBeGreaterThan(0)
  }
})

test('sketches of more and of fewer words are compared as those of fewer', () => {
  const places = Array.from({ length: 90 }, () => below(ALL_PLACES))
  const of = (words: number) => addedSketches(places.map((place) => sketchOfOne(place, words)))
  expect(leastApart(of(2), of(8))).toBe(0)
  expect(addedSketches([of(4), of(16)])).toEqual(addedSketches([of(4), of(4)]))
})

test('MUST know nothing of what was told in another way before', () => {
  expect(leastApart(new Array<number>(32).fill(0), [0, 0])).toBeUndefined()
  expect(leastApart([], [0, 0])).toBeUndefined()
})
