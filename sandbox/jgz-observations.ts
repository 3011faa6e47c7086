/**
 * What is written down at a contact, element by element of the BDS.
 *
 * @module
 */

import type { GrowthLine } from './growth.ts'
import { type Slot, VAN_WIECHEN } from './jgz-programme.ts'
import { schemaOf } from './jgz-vaccinations.ts'
import type { ChildFacts } from './plans.ts'
import type { JgzObservation } from './population.ts'
import type { Random } from './random.ts'

/** What there is to find in a child; found at a contact, or not. */
export interface Condition {
  /** Develops slowly in one field or another. */
  readonly slow: boolean
  /** Language lags behind. */
  readonly language: boolean
  /** Worries at home, as SPARK weighs them: 1 low, 2 raised, 3 high. */
  readonly worries: 1 | 2 | 3
  readonly growth: GrowthLine
}

/** Items 29 to 51. */
const LANGUAGE_ITEMS: ReadonlySet<number> = new Set(Array.from({ length: 28 }, (_, at) => 927 + at))

export function condition(random: Random, facts: ChildFacts, growth: GrowthLine): Condition {
  const { lowIncome, singleParent, vveTarget } = facts.family.circumstances
  const burden = (lowIncome ? 2 : 0) + (singleParent ? 1 : 0)
  return {
    slow: random.chance(facts.gestationalAgeDays < 224 ? 0.25 : 0.04),
    language: random.chance(vveTarget ? 0.3 : 0.05),
    worries: random.weighted([
      [1, 80],
      [2, 15 + 12 * burden],
      [3, 3 + 7 * burden],
    ]),
    growth,
  }
}

export function observations(
  random: Random,
  slot: Slot,
  ageDays: number,
  facts: ChildFacts,
  { slow, language, worries, growth }: Condition,
): JgzObservation[] {
  const { lengthMillimetres, weightGrams, headMillimetres } = growth.at(ageDays)
  const found = [measured(245, weightGrams)]
  if (slot.activity === '01') return found
  found.push(measured(235, lengthMillimetres))
  if (ageDays < 500) found.push(measured(252, headMillimetres))
  if (slot.column === null) return found
  found.push(coded(1531, slot.column, 'W0677'))
  for (const element of VAN_WIECHEN[slot.column]) {
    const behind = slow || (language && LANGUAGE_ITEMS.has(element))
    found.push(coded(element, mark(random, behind), 'W0438'))
  }
  switch (slot.column) {
    case '01':
      found.push(coded(1584, schemaOf(facts), 'W0681'))
      break
    case '08':
      found.push(coded(348, String(worries), 'W0294'))
      break
    case '11':
      found.push(coded(1341, '07', 'W0640'), coded(1495, String(worries), 'W0669'))
      break
    case '13':
    case '15':
      found.push(
        coded(247, impression(weightGrams / lengthMillimetres ** 2), 'W0264'),
        coded(301, languages(facts), 'W0278'),
        coded(816, language ? '2' : '1', 'W0281'),
      )
      break
    default:
  }
  return found
}

export function heelPrick(date: string, refused: boolean): JgzObservation[] {
  return refused
    ? [coded(368, 'false', null), coded(380, '03', 'W0313')]
    : [
        coded(368, 'true', null),
        coded(373, '01', 'W0316'),
        { element: 374, value: date, list: null },
      ]
}

/** Both ears; one in fifty has to come back. */
export function hearing(random: Random): JgzObservation[] {
  return [439, 441].map((element) => coded(element, random.chance(0.02) ? '2' : '1', 'W0284'))
}

function measured(element: number, value: number): JgzObservation {
  return { element, value: String(value), list: null }
}

/** Coded observations are few and never change: the same one serves every child. By element. */
const known: JgzObservation[][] = []

function coded(element: number, value: string, list: string | null): JgzObservation {
  const same = known[element] ?? []
  known[element] = same
  for (const each of same) if (each.value === value) return each
  const made: JgzObservation = Object.freeze({ element, value, list })
  same.push(made)
  return made
}

function languages({ family }: ChildFacts): string {
  if (!family.motherAbroad) return '01'
  return family.speaksDutch ? '02' : '03'
}

/** Sufficient, insufficient, or told by the parent. */
function mark(random: Random, behind: boolean): '1' | '2' | '3' {
  const at = random.next()
  if (at < (behind ? 0.22 : 0.015)) return '2'
  return at > 0.965 ? '3' : '1'
}

/** By kilograms per square metre. */
function impression(gramsPerSquareMillimetre: number): '1' | '2' | '3' {
  const bmi = gramsPerSquareMillimetre * 1_000
  if (bmi < 14) return '1'
  return bmi > 18.2 ? '3' : '2'
}
