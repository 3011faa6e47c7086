/**
 * How children are born: how, where, how big, and how they were after a minute.
 *
 * @module
 */

import { type Day, iso, isoAt } from './days.ts'
import type { ChildPlan, PregnancyPlan } from './plans.ts'
import type { Birth, Delivery, ModeOfBirth, PlaceOfBirth } from './population.ts'
import type { Random } from './random.ts'
import { everyDay } from './tables.ts'

/** Median weight in grams by gestational age in days. */
const medianWeight = everyDay(
  [
    [168, 640],
    [196, 1_080],
    [210, 1_450],
    [224, 1_850],
    [238, 2_350],
    [252, 2_800],
    [259, 2_990],
    [273, 3_400],
    [280, 3_540],
    [287, 3_680],
    [294, 3_780],
  ],
  300,
)

export interface DeliveryFacts {
  readonly day: Day
  readonly minute: number
  readonly gestationalAgeDays: number
  readonly mode: ModeOfBirth
  readonly place: PlaceOfBirth
  readonly multiple: boolean
  readonly smoked: boolean
}

export function deliveryFacts(
  random: Random,
  { children, end, lastMenstrualPeriod, setting }: PregnancyPlan,
  smoked: boolean,
): DeliveryFacts {
  const day = end ?? 0
  const gestationalAgeDays = day - lastMenstrualPeriod
  const multiple = children.length > 1
  const preterm = gestationalAgeDays < 259
  const caesarean = setting === null && random.chance(multiple ? 0.45 : preterm ? 0.3 : 0.149)
  const mode: ModeOfBirth = caesarean
    ? random.chance(0.45)
      ? 'elective-caesarean'
      : 'emergency-caesarean'
    : setting === null && random.chance(0.09)
      ? 'assisted-vaginal'
      : 'spontaneous'
  const simple =
    mode === 'spontaneous' && !preterm && !multiple && children.every(({ stillborn }) => !stillborn)
  return {
    day,
    minute: mode === 'elective-caesarean' ? random.integer(495, 900) : random.integer(0, 1_380),
    gestationalAgeDays,
    mode,
    place: setting ?? (simple ? placeOfSimpleBirth(random) : 'hospital'),
    multiple,
    smoked,
  }
}

export function delivery({ day, minute, place }: DeliveryFacts): Delivery {
  return { at: isoAt(day, minute), place }
}

export function birth(random: Random, facts: DeliveryFacts, child: ChildPlan, rank: number): Birth {
  const { day, gestationalAgeDays, multiple } = facts
  const weightGrams = weight(random, facts, child)
  const size = weightGrams / 3_500
  return {
    // A second twin comes a quarter of an hour after the first.
    at: isoAt(day, Math.min(1_439, facts.minute + (rank - 1) * random.integer(4, 25))),
    outcome: child.stillborn ? 'stillbirth' : 'live-birth',
    sex: child.sex,
    gestationalAgeDays,
    weightGrams,
    lengthMillimetres: Math.round(random.normal(505, 9) * size ** 0.31),
    headCircumferenceMillimetres: Math.round(random.normal(350, 6) * size ** 0.27),
    apgar: apgar(random, child.stillborn, gestationalAgeDays),
    mode: facts.mode,
    multiple,
    perinatalDeath: perinatalDeath(random, day, child),
  }
}

function placeOfSimpleBirth(random: Random): PlaceOfBirth {
  return random.weighted([
    ['home', 0.21],
    ['birth-centre', 0.034],
    ['hospital-outpatient', 0.138],
    ['on-the-way', 0.004],
    ['hospital', 0.614],
  ])
}

function weight(random: Random, facts: DeliveryFacts, { sex }: ChildPlan): number {
  const median = medianWeight(facts.gestationalAgeDays)
  const factor =
    (sex === 'male' ? 1.018 : 0.982) * (facts.multiple ? 0.9 : 1) * (facts.smoked ? 0.945 : 1)
  return Math.max(420, Math.round((random.normal(median, median * 0.118) * factor) / 5) * 5)
}

function apgar(random: Random, stillborn: boolean, days: number): Birth['apgar'] {
  if (stillborn) return [0, 0, 0]
  const one = random.weighted(
    days < 238
      ? ([
          [4, 15],
          [6, 30],
          [7, 30],
          [8, 25],
        ] as const)
      : ([
          [5, 2],
          [7, 5],
          [8, 18],
          [9, 75],
        ] as const),
  )
  const five = Math.min(10, one + random.integer(1, 2))
  return [one, five, Math.min(10, five + random.integer(0, 1))]
}

function perinatalDeath(
  random: Random,
  day: Day,
  { stillborn, deathDay }: ChildPlan,
): Birth['perinatalDeath'] {
  if (stillborn) {
    const phase = random.chance(0.88) ? 'antepartum' : 'durante-partu'
    return { phase, date: iso(phase === 'antepartum' ? day - random.integer(0, 3) : day) }
  }
  if (deathDay === null || deathDay - day >= 28) return null
  return { phase: 'neonatal', date: iso(deathDay) }
}
