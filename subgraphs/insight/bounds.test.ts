import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { degrade, RATES, type Rates, type Written, writtenChildren } from '../../sandbox/degrade.ts'
import { generate } from '../../sandbox/generate.ts'
import { randomOf } from '../../sandbox/random.ts'
import { cases } from '../../test/scale.ts'
import { DEFAULT_MODEL } from '../child/linkage/default-model.ts'
import { linkAll } from '../child/linkage/link.ts'
import type { Linkable } from '../child/linkage/person.ts'
import { type Bounds, boundsOf } from './bounds.ts'

const RUNS = cases(40, 1_000)

/** Of every other child: whose names are heard badly, and who has no number in half of the records. */
const BADLY: Rates = { ...RATES, typos: 0.9, missingBsn: 0.5, swapped: 0.3 }
const WELL: Rates = { ...RATES, typos: 0, missingBsn: 0, swapped: 0 }
const SEEN = 0.8

const town = [...writtenChildren(generate({ seed: 6, children: 160 }))]
const persons = town.map(({ number, written }) => ({ id: String(number), ...toLinkable(written) }))

interface Run {
  readonly truth: number
  readonly bounds: Bounds
}

/** Who was seen has a record; what is counted is what could be linked of that, in the group that is written badly. */
function runOf(seed: number, rates: Rates): Run {
  const isOfGroup = (number: number) => number % 2 === 0
  const seen = town.filter(({ number }) => randomOf(seed, 'seen', number).chance(SEEN))
  const records = seen.map((child) => {
    const { written } = degrade(child, seed, isOfGroup(child.number) ? rates : WELL)
    return { registry: 'any', key: String(child.number), ...toLinkable(written) }
  })
  const { links } = linkAll({ persons, records, model: DEFAULT_MODEL })
  const linked = new Set(links.map(({ person }) => Number(person)))
  const denominator = town.filter(({ number }) => isOfGroup(number)).length
  const unlinked = { numerator: records.length - links.length, denominator: 0 }
  const numerator = [...linked].filter(isOfGroup).length
  return {
    truth: seen.filter(({ number }) => isOfGroup(number)).length / denominator,
    bounds: boundsOf({ numerator, denominator }, unlinked, { isShare: true }),
  }
}

function toLinkable({ given, prefix, family, mother, ...rest }: Written): Linkable {
  const own = mother && { ...mother, familyName: mother.family }
  return { ...rest, givenNames: given, prefix, familyName: family, mother: own }
}

describe('the bounds of what was lost in linking', () => {
  test('MUST hold the truth about a group whose names are written badly, in 99 of 100 runs', () => {
    const runs = Array.from({ length: RUNS }, (_, seed) => runOf(seed, BADLY))
    const holds = ({ truth, bounds: { least, most } }: Run) =>
      (least ?? 2) <= truth + 1e-9 && truth - 1e-9 <= (most ?? -1)
    expect(runs.filter(holds).length / RUNS).toBeGreaterThanOrEqual(0.99)
    // What is counted alone says of this group that it is seen less than it is.
    const lower = runs.filter(({ truth, bounds }) => (bounds.ifNoUnlinkedSeen ?? 1) < truth - 0.01)
    expect(lower.length / RUNS).toBeGreaterThan(0.5)
  })

  test('MUST be one point where every record is linked', () => {
    const { truth, bounds } = runOf(1, WELL)
    expect(Object.values(bounds)).toEqual([truth, truth, truth, truth])
  })

  test('a share is never above one, a rate may be', () => {
    const unlinked = { numerator: 9, denominator: 0 }
    const counted = { numerator: 5, denominator: 10 }
    expect(boundsOf(counted, unlinked, { isShare: true }).most).toBe(1)
    expect(boundsOf(counted, unlinked, { isShare: false }).most).toBe(1.4)
  })

  test('of nobody there is no value', () => {
    const none = { numerator: 0, denominator: 0 }
    expect(boundsOf(none, none, { isShare: true })).toEqual({
      ifNoUnlinkedSeen: null,
      ifAllUnlinkedSeen: null,
      least: null,
      most: null,
    })
  })

  test('MUST hold the value, whichever of the records are of these children', () => {
    const count = fc.integer({ min: 0, max: 30 })
    fc.assert(
      fc.property(count, count, count, count, fc.nat(), fc.nat(), (a, rest, ua, urest, i, j) => {
        const counted = { numerator: a, denominator: a + rest + 1 }
        const unlinked = { numerator: ua, denominator: ua + urest }
        const [above, below] = [i % (ua + 1), j % (urest + 1)]
        const value = (a + above) / (counted.denominator + above + below)
        const { least, most } = boundsOf(counted, unlinked, { isShare: true })
        expect(least).toBeLessThanOrEqual(value + 1e-12)
        expect(most).toBeGreaterThanOrEqual(value - 1e-12)
      }),
    )
  })
})
