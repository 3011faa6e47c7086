/**
 * What speaks for it that a newborn is a child of a pregnancy: on which level each thing agrees, and what that is worth.
 *
 * @module
 */

import {
  type CarriedChild,
  type CarriedTogether,
  fits,
  isNamesake,
  type Newborn,
} from './carried-child.ts'
import { DEFAULT_MODEL } from './linkage/default-model.ts'
import type { Level } from './linkage/fields.ts'
import type { Weight } from './linkage/model.ts'

export type PromotionWeight = Weight

interface Pair {
  readonly pregnancy: CarriedTogether
  readonly child: CarriedChild
  readonly newborn: Newborn
}

/** In bits; the steps add up to the score. */
export function evidenceOf({ pregnancy, child, newborn }: Pair): readonly PromotionWeight[] {
  const { prior } = DEFAULT_MODEL
  const hasMother = pregnancy.mother !== null && newborn.mothers.includes(pregnancy.mother)
  const { rank = null, bornAt = null, weightGrams = null } = newborn
  const steps: readonly (PromotionWeight | null)[] = [
    { of: 'prior', level: null, weight: toBits(prior / (1 - prior)) },
    child.number === null
      ? null
      : step('bsn', newborn.numbers.includes(child.number) ? 'equal' : 'different'),
    hasMother ? step('mother', 'bsn') : null,
    ofBirth(pregnancy, child, newborn),
    both(child.sex, newborn.sex, (same) => step('sex', same ? 'same' : 'different')),
    both(child.rank, rank, (same) => step('rank', same ? 'same' : 'different')),
    isNamesake(child, newborn) ? step('givenName', 'first') : null,
    both(child.bornAt, bornAt, (same) => told('birthTime', same)),
    both(child.weightGrams, weightGrams, (same) => told('birthWeight', same)),
  ]
  return steps.filter((one) => one !== null && one.weight !== 0) as PromotionWeight[]
}

export function scoreOf(evidence: readonly PromotionWeight[]): number {
  return evidence.reduce((sum, { weight }) => sum + weight, 0)
}

/** A recorded day is one of many; a due date leaves five months of four years. */
function ofBirth(pregnancy: CarriedTogether, child: CarriedChild, newborn: Newborn) {
  if (child.bornOn !== null) {
    return step('birthDate', child.bornOn === newborn.birthDate ? 'exact' : 'different')
  }
  const how = fits(pregnancy, newborn)
  if (how === 'recorded') return step('birthDate', 'exact')
  return how === 'expected'
    ? ({ of: 'dueDate', level: 'fits', weight: toBits(1 / (147 / 1_461)) } as const)
    : null
}

function both<T>(
  one: T | null,
  other: T | null,
  weigh: (isSame: boolean) => PromotionWeight,
): PromotionWeight | null {
  return one === null || other === null ? null : weigh(one === other)
}

function step(of: keyof typeof DEFAULT_MODEL.fields, level: Level): PromotionWeight {
  const odds: Readonly<Record<string, { readonly m: number; readonly u: number }>> =
    DEFAULT_MODEL.fields[of]
  const { m = 1, u = 1 } = odds[level] ?? {}
  return { of, level, weight: toBits(m / u) }
}

/** Two of one birth are seldom as heavy, and never born at one moment. */
function told(of: 'birthTime' | 'birthWeight', isSame: boolean): PromotionWeight {
  const odds = of === 'birthTime' ? 0.98 / 0.001 : 0.9 / 0.02
  return { of, level: isSame ? 'same' : 'different', weight: isSame ? toBits(odds) : toBits(0.5) }
}

const GRAIN = 1_024

function toBits(ratio: number): number {
  return Math.round(Math.log2(ratio) * GRAIN) / GRAIN
}
