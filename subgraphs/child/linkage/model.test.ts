import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_MODEL } from './default-model.ts'
import { FIELD_NAMES, FIELDS, PATTERNS, toPattern } from './fields.ts'
import { openScorer, toProbability } from './model.ts'

const scorer = openScorer(DEFAULT_MODEL)
const patterns = fc.nat(PATTERNS - 1)
const shares = fc.double({ min: 0, max: 1, noNaN: true })

describe('a score', () => {
  test('MUST be exactly the sum of its waterfall, in whatever order it is added up', () => {
    fc.assert(
      fc.property(patterns, shares, fc.infiniteStream(fc.nat()), (pattern, share, places) => {
        const steps = [...scorer.waterfall(pattern, share)]
        const score = scorer.score(pattern) + scorer.frequencyWeight(pattern, share)
        const inOrder = steps.reduce((sum, { weight }) => sum + weight, 0)
        steps.sort(() => ((places.next().value ?? 0) % 2 === 0 ? 1 : -1))
        const shuffled = steps.reduce((sum, { weight }) => sum + weight, 0)
        expect([inOrder, shuffled]).toEqual([score, score])
      }),
      { numRuns: 2_000 },
    )
  })

  test('rises with each level that is more likely of one person', () => {
    for (const field of FIELD_NAMES) {
      const [, best = 'missing'] = FIELDS[field]
      const last = FIELDS[field].at(-1) ?? 'missing'
      const of = (level: string) => scorer.score(toPattern({ [field]: level }))
      expect(of(best)).toBeGreaterThan(of('missing'))
      expect(of('missing')).toBeGreaterThan(of(last))
    }
  })

  test('of nothing in common is the prior', () => {
    expect(toProbability(scorer.score(0))).toBeCloseTo(DEFAULT_MODEL.prior, 6)
    expect(scorer.waterfall(0, 0)).toHaveLength(1)
  })
})

describe('a family name', () => {
  const same = toPattern({ familyName: 'exact' })

  test('weighs less the more people have it', () => {
    fc.assert(
      fc.property(shares, shares, (one, other) => {
        const [rare, frequent] = [Math.min(one, other), Math.max(one, other)]
        expect(scorer.frequencyWeight(same, rare)).toBeGreaterThanOrEqual(
          scorer.frequencyWeight(same, frequent),
        )
      }),
    )
    expect(scorer.frequencyWeight(same, 0.05)).toBeLessThan(0)
    expect(scorer.frequencyWeight(same, 0.000_1)).toBeGreaterThan(0)
  })

  test('that is there once weighs no more than one that is rare', () => {
    expect(scorer.frequencyWeight(same, 1e-9)).toBe(scorer.frequencyWeight(same, 1e-6))
  })

  test('that is only alike weighs the same, whoever has it', () => {
    const alike = toPattern({ familyName: 'jw92' })
    expect(scorer.frequencyWeight(alike, 0.05)).toBe(0)
    expect(scorer.waterfall(alike, 0.05).map(({ of }) => of)).toEqual(['prior', 'familyName'])
  })
})

test('a model is plain JSON', () => {
  const again = JSON.parse(JSON.stringify(DEFAULT_MODEL))
  expect(again).toEqual(DEFAULT_MODEL)
  expect(openScorer(again).score(1_234)).toBe(scorer.score(1_234))
})

test('bits are odds', () => {
  expect(toProbability(0)).toBe(0.5)
  expect(toProbability(10)).toBeCloseTo(1_024 / 1_025, 9)
  expect(toProbability(-2_000)).toBe(0)
})
