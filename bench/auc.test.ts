import { expect, test } from 'vitest'
import { seeded } from '../test/disclosure-world.ts'
import { auc, byChance } from './auc.ts'

test.each([
  ['nothing is told where all are alike', [1, 2, 3], [1, 2, 3], 0.5],
  ['all is told where the second takes longer', [1, 2], [3, 4], 1],
  ['and where the first does', [3, 4], [1, 2], 1],
  ['a tie counts half', [1, 2], [2, 2], 0.75],
  ['one that lies between', [1, 3], [2], 0.5],
])('%s', (_what, first, second, share) => {
  expect(auc(first, second)).toBeCloseTo(share, 10)
})

test('where nothing is told it is no more than chance makes of it, but in one run of twenty', () => {
  const chance = seeded(1)
  const answers = () => Array.from({ length: 100 }, chance)
  const runs = Array.from({ length: 1_000 }, () => auc(answers(), answers()))
  const more = runs.filter((share) => share > byChance(100)).length
  expect(more).toBeGreaterThan(25)
  expect(more).toBeLessThan(80)
})
