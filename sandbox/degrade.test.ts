import { describe, expect, test } from 'vitest'
import { isElevenProof } from './bsn.ts'
import { degrade, type Rates, type Written, writtenChildren } from './degrade.ts'
import { generate } from './generate.ts'

const children = [...writtenChildren(generate({ seed: 4, children: 6_000 }))]
const NONE: Rates = {
  typos: 0,
  missingBsn: 0,
  swapped: 0,
  missingMother: 0,
  missingRank: 0,
  formerAddress: 0,
}

function shareOf(rates: Partial<Rates>, differs: (before: Written, after: Written) => boolean) {
  const changed = children.filter((child) =>
    differs(child.written, degrade(child, 1, { ...NONE, ...rates }).written),
  )
  return changed.length / children.length
}

const isAnyOther = (before: Written, after: Written) =>
  JSON.stringify(before) !== JSON.stringify(after)

describe('what a registry wrote down', () => {
  test('is the same for the same seed, and another for another', () => {
    const written = (seed: number) => JSON.stringify(children.map((child) => degrade(child, seed)))
    expect(written(1)).toBe(written(1))
    expect(written(1)).not.toBe(written(2))
  })

  test('keeps the truth beside it', () => {
    expect(children.map(({ number }) => number)).toEqual(children.map((_, i) => i))
    for (const child of children) expect(degrade(child, 1).number).toBe(child.number)
  })

  test('without slips is what the population register has', () => {
    expect(shareOf({}, isAnyOther)).toBe(0)
  })

  test('has as many slips as it is told', () => {
    expect(shareOf({ missingBsn: 0.05 }, ({ bsn }, after) => bsn !== after.bsn)).toBeCloseTo(
      0.05,
      2,
    )
    expect(shareOf({ swapped: 0.03 }, isAnyOther)).toBeCloseTo(0.03, 2)
    // Some slips make the same word again.
    const slips = shareOf({ typos: 0.1 }, isAnyOther)
    expect(slips).toBeGreaterThan(0.085)
    expect(slips).toBeLessThan(0.11)
  })

  test('of a slip in a BSN, it does not pass the eleven-proof', () => {
    for (const child of children.slice(0, 3_000)) {
      const { bsn } = degrade(child, 3, { ...NONE, typos: 1 }).written
      if (bsn !== null && bsn !== child.written.bsn) expect(isElevenProof(bsn)).toBe(false)
    }
  })

  test('has names, days or prefixes in each other’s place', () => {
    const swapped = children.map(
      (child) => [child.written, degrade(child, 1, { ...NONE, swapped: 1 }).written] as const,
    )
    const names = swapped.filter(([one, other]) => one.given === other.family)
    const dates = swapped.filter(([one, other]) => one.birthDate !== other.birthDate)
    const prefixes = swapped.filter(
      ([one, other]) => other.family === `${one.family}, ${one.prefix}`,
    )
    for (const kind of [names, dates, prefixes]) {
      expect(kind.length / children.length).toBeGreaterThan(0.05)
    }
  })

  test('is of living children only, and of no two siblings with one name', () => {
    const known = children.map(({ written }) => JSON.stringify([written.mother, written.given]))
    expect(new Set(known).size).toBe(known.length)
  })
})
