/**
 * Somebody who asks on and on, and what that teaches of cells that are too small to be told.
 *
 * @module
 */

import { describe, expect, test } from 'vitest'
import { followedBy } from '../test/disclosure-patterns.ts'
import { type Answer, attack, beyondChance, K, scored } from '../test/disclosure-trial.ts'
import { cases } from '../test/scale.ts'

/** In each town. */
const QUESTIONS = cases(100, 500)
const TOWNS = Array.from({ length: cases(1, 40) }, (_, i) => i + 1)

const PATIENCE_MS = cases(120_000, 3_600_000)
/** So often numbers change places. */
const TIMES = 2_000
/** By chance alone one in seven hundred is more. */
const MOST = 3

/** Hides what is small, and nothing else. */
const smallHidden: Answer = async (tables) => ({
  tables: tables.map(({ of, cells }) => ({
    of,
    cells: cells.map(({ at, count }) => ({
      at,
      count:
        count < K
          ? { suppressed: true, value: null, shown: '<10', rule: 'small' }
          : { suppressed: false, value: count, shown: String(count), rule: null },
    })),
  })),
  method: { k: K, rounding: 1, noise: 'none', complementary: false, budgetLeft: 0 },
  drifted: 0,
})

describe('who asks on and on: margins, areas, months, groups that overlap, shares, the same a little narrower', () => {
  test(
    'MUST guess no planted cell below k better than who knows what is published; and what is told is at most two off',
    async () => {
      const { cells, errors } = await attack({ towns: TOWNS, questions: QUESTIONS })
      expect(cells.length).toBeGreaterThanOrEqual(12 * TOWNS.length)
      const { right, followed } = scored(cells)
      expect(beyondChance(right)).toBeLessThan(MOST)
      expect(beyondChance(followed)).toBeLessThan(MOST)
      const patterns = followedBy(cells, TIMES)
      expect(patterns.most).toBeLessThanOrEqual(patterns.elsewhere[Math.floor(0.975 * TIMES)] ?? 0)

      expect(errors.length).toBeGreaterThan(QUESTIONS * TOWNS.length)
      errors.sort((a, b) => a - b)
      expect(errors[Math.floor(errors.length / 2)]).toBeLessThanOrEqual(2)
    },
    PATIENCE_MS,
  )

  test(
    'finds nearly all of them where only what is small is hidden',
    async () => {
      const { cells } = await attack({
        ...{ answerOf: () => smallHidden, noise: 0.05 },
        ...{ towns: [1], questions: QUESTIONS },
      })
      const { right, followed } = scored(cells)
      expect(right.found / cells.length).toBeGreaterThan(0.8)
      // Of one town alone it can hardly be three.
      expect(beyondChance(right)).toBeGreaterThan(2)
      expect(beyondChance(followed)).toBeGreaterThan(2)
    },
    PATIENCE_MS,
  )
})
