/**
 * Families as chance makes them: when children come, to whom, and what life is like at home.
 *
 * A whole childbearing life is drawn first and the window laid over it, so that birth order, intervals and
 * ages hang together; who has no birth and no pregnancy in the window is drawn again.
 *
 * @module
 */

import { afterYears, type Day, TODAY, WINDOW_START } from './days.ts'
import {
  CHANCE_CHILD,
  type ChildPlan,
  type FamilyPlan,
  type Move,
  type PregnancyPlan,
} from './plans.ts'
import type { Circumstances, Quirk } from './population.ts'
import type { Random, Weighted } from './random.ts'

const YEAR = 365.25
/** Who is due later than this has not been to a midwife yet. */
const LAST_DUE = TODAY + 280 - 42
const FIRST_BIRTH = afterYears(WINDOW_START, -14)

/** Children in a completed family, with the age at the first birth that goes with it. */
const FAMILY_SIZES: Weighted<{ readonly size: number; readonly age: number }> = [
  [{ size: 1, age: 33.4 }, 20.6],
  [{ size: 2, age: 30.1 }, 52.7],
  [{ size: 3, age: 28.1 }, 18.7],
  [{ size: 4, age: 26.6 }, 5.6],
  [{ size: 5, age: 25.6 }, 1.7],
  [{ size: 6, age: 24.8 }, 0.7],
]

const RATES = {
  twins: 0.015,
  preterm: { single: 0.0495, twin: 0.53 },
  stillbirth: 0.0031,
  neonatalDeath: { preterm: 0.018, term: 0.0006 },
  laterDeath: 0.0012,
  miscarriage: 0.11,
  ectopic: 0.008,
  termination: 0.006,
} as const

export function chancePlan(random: Random): FamilyPlan {
  for (;;) {
    const births = birthDays(random)
    const pregnancies = births.days.flatMap((day, index) =>
      day >= WINDOW_START
        ? pregnanciesUpTo(random, day, index, births.days[index - 1] ?? -Infinity)
        : [],
    )
    if (pregnancies.length > 0) return atHome(random, births.motherBirthDay, pregnancies)
  }
}

function birthDays(random: Random): { motherBirthDay: Day; days: Day[] } {
  const { size, age } = random.weighted(FAMILY_SIZES)
  const days = [random.integer(FIRST_BIRTH, LAST_DUE)]
  const years = Math.min(44, Math.max(17, random.normal(age, 4.1)))
  const motherBirthDay = (days[0] as Day) - Math.round(years * YEAR)
  for (let child = 1; child < size; child++) {
    const day =
      (days[child - 1] as Day) + Math.round(Math.max(1.2, random.normal(2.85, 0.9)) * YEAR)
    if (day > LAST_DUE || day - motherBirthDay > 47 * YEAR) break
    days.push(day)
  }
  return { motherBirthDay, days }
}

/** The birth (or ongoing pregnancy) on that day, and before it, sometimes, one that was lost. */
function pregnanciesUpTo(random: Random, day: Day, parity: number, previous: Day): PregnancyPlan[] {
  const twins = random.chance(RATES.twins)
  const stillborn = random.chance(RATES.stillbirth)
  const lastMenstrualPeriod = day - gestation(random, twins, stillborn)
  const lost = earlierLoss(random, lastMenstrualPeriod, parity, previous)
  const ongoing = day > TODAY
  const dying = !ongoing && !stillborn ? deaths(random, day, day - lastMenstrualPeriod < 259) : null
  const first = child(random, stillborn, dying)
  const second = twins ? [child(random, false, null, random.chance(0.65) ? first.sex : null)] : []
  return [
    ...lost,
    {
      outcome: ongoing ? 'ongoing' : 'birth',
      lastMenstrualPeriod,
      end: ongoing ? null : day,
      parity,
      gravidity: parity + lost.length + (random.chance(0.12) ? 1 : 0) + 1,
      setting: null,
      pertussisVaccination: null,
      children: [{ ...first, ...(ongoing ? {} : fosterCare(random, day, first)) }, ...second],
    },
  ]
}

/** One in five hundred lives with foster parents, from some day after birth. */
function fosterCare(random: Random, birth: Day, { deathDay, stillborn }: ChildPlan) {
  const day = birth + random.integer(3, 700)
  if (!random.chance(0.003) || day >= TODAY - 30 || deathDay !== null || stillborn) return {}
  return { custody: { kind: 'foster-care', day }, social: 'foster-care' } as const
}

function gestation(random: Random, twins: boolean, stillborn: boolean): number {
  const preterm = stillborn ? 0.7 : twins ? RATES.preterm.twin : RATES.preterm.single
  if (random.chance(preterm))
    return Math.max(169, 258 - Math.floor(random.exponential(stillborn ? 45 : 13)))
  return Math.round(Math.min(294, Math.max(259, random.normal(twins ? 264 : 277, twins ? 4 : 8.5))))
}

function earlierLoss(random: Random, next: Day, parity: number, previous: Day): PregnancyPlan[] {
  const outcome = random.weighted<PregnancyPlan['outcome'] | null>([
    ['miscarriage', RATES.miscarriage],
    ['ectopic', RATES.ectopic],
    ['termination', RATES.termination],
    [null, 1 - RATES.miscarriage - RATES.ectopic - RATES.termination],
  ])
  const end = next - random.integer(45, 260)
  if (outcome === null || end < Math.max(WINDOW_START, previous + 150) || end > TODAY) return []
  const weeks = outcome === 'ectopic' ? 7 : outcome === 'miscarriage' ? 10 : 15
  return [
    {
      outcome,
      lastMenstrualPeriod: end - Math.round(random.normal(weeks * 7, 7)),
      end,
      parity,
      gravidity: parity + 1,
      setting: null,
      pertussisVaccination: false,
      children: [child(random, false, null)],
    },
  ]
}

function deaths(random: Random, birth: Day, preterm: boolean): Day | null {
  if (random.chance(preterm ? RATES.neonatalDeath.preterm : RATES.neonatalDeath.term))
    return Math.min(TODAY, birth + (Math.floor(random.exponential(5)) % 28))
  if (!random.chance(RATES.laterDeath)) return null
  const day = birth + 28 + Math.floor(random.exponential(300))
  return day <= TODAY ? day : null
}

function child(
  random: Random,
  stillborn: boolean,
  deathDay: Day | null,
  sex: ChildPlan['sex'] | null = null,
): ChildPlan {
  const quirks: Quirk[] = random.chance(0.05) ? ['no-bsn-in-birth-care'] : []
  return {
    ...CHANCE_CHILD,
    sex: sex ?? (random.chance(0.512) ? 'male' : 'female'),
    stillborn,
    deathDay,
    quirks,
    jgz: {
      use: random.weighted([
        ['regular', 989],
        ['none', 7],
        ['vaccinations-only', 4],
      ]),
      until: null,
      record: 'chance',
    },
  }
}

function atHome(random: Random, motherBirthDay: Day, pregnancies: PregnancyPlan[]): FamilyPlan {
  const motherAbroad = random.chance(0.213)
  const speaksDutch = !motherAbroad || random.chance(0.72)
  const education = random.weighted(
    motherAbroad
      ? ([
          ['low', 27],
          ['middle', 33],
          ['high', 40],
        ] as const)
      : ([
          ['low', 11],
          ['middle', 38],
          ['high', 51],
        ] as const),
  )
  const singleParent = random.chance({ low: 0.19, middle: 0.12, high: 0.065 }[education])
  return {
    name: null,
    // Mothers who were born abroad are some nine months older.
    motherBirthDay: motherBirthDay - (motherAbroad ? 230 : 0),
    motherAbroad,
    education,
    speaksDutch,
    partner: partner(random, singleParent, motherAbroad),
    circumstances: circumstances(random, education, motherAbroad, speaksDutch, singleParent),
    vaccinations: random.weighted([
      ['accepts', 0.924],
      ['partly', 0.016],
      ['refuses', 0.06],
    ]),
    ...moving(random, pregnancies),
  }
}

function partner(random: Random, single: boolean, abroad: boolean): FamilyPlan['partner'] {
  if (single && random.chance(0.3)) return 'none'
  return random.chance(abroad ? 0.02 : 0.002) ? 'without-bsn' : 'known'
}

function circumstances(
  random: Random,
  education: FamilyPlan['education'],
  abroad: boolean,
  speaksDutch: boolean,
  singleParent: boolean,
): Circumstances {
  const poor = { low: 0.1, middle: 0.04, high: 0.012 }[education]
  const lowIncome = random.chance(poor * (abroad ? 1.8 : 1) * (singleParent ? 2.2 : 1))
  const target = { low: 0.62, middle: 0.15, high: 0.05 }[education]
  return {
    lowIncome,
    singleParent,
    smokedInPregnancy: random.chance({ low: 0.16, middle: 0.1, high: 0.024 }[education]),
    secretAddress: random.chance(0.004),
    vveTarget: random.chance(speaksDutch ? target : Math.max(0.72, target)),
  }
}

/** Nobody comes in after the last birth is due to have happened elsewhere, or leaves before it happened here. */
function moving(
  random: Random,
  pregnancies: PregnancyPlan[],
): { move: Move | null; pregnancies: PregnancyPlan[] } {
  const kind = random.weighted<Move['kind'] | null>([
    [null, 68],
    ['within', 21],
    ['in', 5],
    ['out', 5],
    ['emigration', 1],
  ])
  const last = pregnancies[pregnancies.length - 1]?.end ?? TODAY
  const day = random.integer(kind === 'within' ? WINDOW_START : last + 30, TODAY - 1)
  if (kind === null || last + 30 > TODAY - 1) return { move: null, pregnancies }
  if (kind !== 'in') return { move: { kind, day }, pregnancies }
  const born = pregnancies.filter(({ outcome }) => outcome === 'birth')
  return born.length === 0
    ? { move: null, pregnancies }
    : { move: { kind, day }, pregnancies: born }
}
