/**
 * What is decided about a family before anything is written down about it.
 *
 * A plan comes from chance ({@link chancePlan} in `chance.ts`) or from a story (`planted.ts`). What a plan
 * leaves open (null) is drawn when the family is built.
 *
 * @module
 */

import type { Day } from './days.ts'
import type { FamilyName } from './names.ts'
import type { Circumstances, Custody, PregnancyOutcome, Quirk, Sex } from './population.ts'

export interface FamilyPlan {
  readonly name: FamilyName | null
  readonly motherBirthDay: Day
  readonly motherAbroad: boolean
  readonly education: 'low' | 'middle' | 'high'
  readonly speaksDutch: boolean
  readonly partner: 'known' | 'without-bsn' | 'none'
  readonly circumstances: Circumstances
  readonly vaccinations: 'accepts' | 'partly' | 'refuses'
  readonly move: Move | null
  /** No register of persons knows any of them. By chance where it is left out. */
  readonly undocumented?: true
  readonly pregnancies: readonly PregnancyPlan[]
}

export interface Move {
  readonly kind: 'within' | 'in' | 'out' | 'emigration'
  readonly day: Day
}

export interface PregnancyPlan {
  readonly outcome: PregnancyOutcome
  readonly lastMenstrualPeriod: Day
  /** When it ended; null while it goes on. */
  readonly end: Day | null
  /** Completed pregnancies of 16 weeks or more, and pregnancies in all, before this one. */
  readonly parity: number
  readonly gravidity: number
  readonly setting: 'home' | 'hospital' | null
  /** By chance, or had. */
  readonly pertussisVaccination: boolean | null
  readonly children: readonly ChildPlan[]
}

export interface ChildPlan {
  readonly planted: string | null
  readonly given: string | null
  readonly sex: Sex
  readonly stillborn: boolean
  readonly deathDay: Day | null
  readonly bornAbroad: boolean
  readonly birthDateKnown: 'day' | 'month' | 'year' | 'none'
  readonly jgz: JgzStyle
  readonly childcare: 'chance' | 'rich' | 'none'
  readonly social: 'chance' | 'rich' | 'foster-care' | 'none'
  readonly custody: { readonly kind: Custody['kind']; readonly day: Day } | null
  readonly quirks: readonly Quirk[]
}

/** How the family uses youth health care; `until` is the last day on which they came. */
export interface JgzStyle {
  readonly use: 'regular' | 'none' | 'vaccinations-only'
  readonly until: Day | null
  /** By chance; `steady`: every contact kept, nothing found; `rich`: with referrals and more. */
  readonly record: 'chance' | 'steady' | 'rich'
}

/** What the lives of a child (JGZ, childcare, social domain) need to know of it. */
export interface ChildFacts {
  /** Unique in the population; numbers in the registries are made of it. */
  readonly number: number
  readonly birth: Day
  readonly gestationalAgeDays: number
  readonly weightGrams: number
  readonly sex: Sex
  /** From when and until when (not included) this municipality has the child in sight. */
  readonly from: Day
  readonly until: Day
  readonly ending: 'none' | 'moved' | 'emigrated' | 'died'
  readonly multiple: boolean
  readonly maternalPertussis: boolean
  /** In a group for voorschoolse educatie from the age of two and a half. */
  readonly takesPartInVve: boolean
  readonly family: FamilyPlan
  readonly plan: ChildPlan
}

export const CHANCE_CHILD: Omit<ChildPlan, 'sex'> = {
  planted: null,
  given: null,
  stillborn: false,
  deathDay: null,
  bornAbroad: false,
  birthDateKnown: 'day',
  jgz: { use: 'regular', until: null, record: 'chance' },
  childcare: 'chance',
  social: 'chance',
  custody: null,
  quirks: [],
}
