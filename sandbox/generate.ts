/**
 * The people of Waterdam, one family at a time.
 *
 * Nothing is kept: a million children stream in the memory of one family. The planted families come first.
 *
 * @module
 */

import { bsnSequence } from './bsn.ts'
import { chancePlan } from './chance.ts'
import { market } from './childcare-lives.ts'
import { type FamilyContext, family } from './families.ts'
import { locations } from './locations.ts'
import { familyInLockdown, planInLockdown } from './lockdown.ts'
import { PLANTED_FAMILIES } from './planted.ts'
import type { Family, PopulationOptions } from './population.ts'
import { randomOf } from './random.ts'

/** The planted families are the same for every seed, and so are the places to which they go. */
const PLANTED_SEED = 9999

export function* generate(options: PopulationOptions): Generator<Family> {
  const { seed, children } = options
  const bsn = bsnSequence()
  const places = market(locations(seed))
  const last = PLANTED_FAMILIES.length
  for (let number = 0, born = 0; number < last || born < children; number++) {
    const next = familyOf(options, { number, bsn, market: places })
    born += bornIn(next)
    yield next
  }
}

function familyOf(
  { seed, event }: PopulationOptions,
  context: Omit<FamilyContext, 'random'>,
): Family {
  const { number } = context
  const planted = PLANTED_FAMILIES[number]
  for (let attempt = 0; ; attempt++) {
    const random = randomOf(planted ? PLANTED_SEED : seed, 'family', number, attempt)
    const plan = planted ?? chancePlan(random.fork('plan'))
    const isIn = event === 'lockdown' && planted === undefined
    const own = random.fork('lockdown')
    const next = family(isIn ? planInLockdown(plan, own) : plan, { ...context, random })
    if (next !== null) return isIn ? familyInLockdown(next, own) : next
  }
}

function bornIn({ pregnancies }: Family): number {
  let count = 0
  for (const { children } of pregnancies)
    for (const { birth } of children) if (birth?.outcome === 'live-birth') count++
  return count
}
