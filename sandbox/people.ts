/**
 * Who is who: mothers, their partners, the children, and who else took one in.
 *
 * @module
 */

import type { BsnSequence } from './bsn.ts'
import { type Day, dayOf, iso } from './days.ts'
import {
  COUNTRIES_ABROAD,
  type Country,
  type FamilyName,
  familyName,
  fullName,
  givenName,
  NETHERLANDS,
  type Origin,
  parentName,
} from './names.ts'
import type { ChildPlan, FamilyPlan } from './plans.ts'
import type { Adult, Custody, Person } from './population.ts'
import type { Random } from './random.ts'
import { district, residenceInWaterdam } from './streets.ts'

export interface Household {
  readonly mother: Adult
  readonly partner: Adult | null
  /** The children's. */
  readonly surname: FamilyName
  readonly origin: Origin
  /** Of the children who are there already. */
  readonly givenNames: Set<string>
}

type Roots = readonly [country: Country, origin: Origin]

const DUTCH: Roots = [NETHERLANDS, 'dutch']

export function household(random: Random, plan: FamilyPlan, bsn: BsnSequence): Household {
  const roots = plan.motherAbroad ? random.weighted(COUNTRIES_ABROAD) : DUTCH
  const mother = motherOf(random, plan, roots, bsn)
  const partner = plan.partner === 'none' ? null : partnerOf(random, plan, roots, bsn)
  const surname = plan.name ?? partner?.name ?? mother.name
  return { mother, partner, surname, origin: roots[1], givenNames: new Set() }
}

export function newborn(
  random: Random,
  plan: ChildPlan,
  birthDay: Day,
  { mother, surname, origin, givenNames }: Household,
  bsn: BsnSequence,
): Person {
  // No two children of one family have one name.
  let given = plan.given ?? givenName(random, origin, plan.sex)
  while (givenNames.has(given)) given = givenName(random, origin, plan.sex)
  givenNames.add(given)
  return {
    bsn: mother.bsn === null || plan.quirks.includes('not-registered-yet') ? null : bsn(),
    name: fullName(given, surname),
    sex: plan.sex,
    birthDate: iso(birthDay),
    birthDateKnown: plan.birthDateKnown,
    birthCountry: plan.bornAbroad ? random.weighted(COUNTRIES_ABROAD)[0] : NETHERLANDS,
    deathDate: plan.deathDay === null ? null : iso(plan.deathDay),
  }
}

export function custody(
  random: Random,
  { custody }: ChildPlan,
  { surname }: Household,
  bsn: BsnSequence,
): Custody | null {
  if (custody === null) return null
  const [she, he] = [carer(random, 'female', bsn), carer(random, 'male', bsn)]
  // An adopted child bears the name of an adoptive parent.
  const adoptive = { ...he, name: fullName(he.name.given, surname) }
  return {
    kind: custody.kind,
    since: iso(custody.day),
    carers: [she, custody.kind === 'adoption' ? adoptive : he],
    residence: residenceInWaterdam(random, custody.day, district(random, false)),
  }
}

function motherOf(
  random: Random,
  plan: FamilyPlan,
  [birthCountry, origin]: Roots,
  bsn: BsnSequence,
): Adult {
  const undocumented =
    plan.undocumented ?? (plan.motherAbroad && plan.name === null && random.chance(0.003))
  return {
    bsn: undocumented ? null : bsn(),
    ...adult(random, origin, 'female', plan),
    birthDate: iso(plan.motherBirthDay),
    birthDateKnown: plan.motherAbroad && random.chance(0.03) ? 'year' : 'day',
    birthCountry,
  }
}

function partnerOf(random: Random, plan: FamilyPlan, roots: Roots, bsn: BsnSequence): Adult {
  const [birthCountry, origin] = random.chance(0.8) ? roots : DUTCH
  const base = adult(random, origin, random.chance(0.985) ? 'male' : 'female', plan)
  const older = Math.round(random.normal(2.6, 3.5) * 365)
  return {
    bsn: plan.partner === 'without-bsn' || plan.undocumented ? null : bsn(),
    ...base,
    name: plan.name === null ? base.name : fullName(base.name.given, plan.name),
    birthDate: iso(plan.motherBirthDay - older),
    birthDateKnown: birthCountry !== NETHERLANDS && random.chance(0.03) ? 'year' : 'day',
    birthCountry,
  }
}

function carer(random: Random, sex: Person['sex'], bsn: BsnSequence): Adult {
  return {
    bsn: bsn(),
    ...adult(random, 'dutch', sex, { education: 'middle', speaksDutch: true }),
    birthDate: iso(dayOf('1986-01-01') + random.integer(-1_500, 1_500)),
    birthDateKnown: 'day',
    birthCountry: NETHERLANDS,
  }
}

function adult(
  random: Random,
  origin: Origin,
  sex: Person['sex'],
  { education, speaksDutch }: Pick<Adult, 'education' | 'speaksDutch'>,
) {
  return {
    name: fullName(parentName(random, origin, sex), familyName(random, origin)),
    sex,
    deathDate: null,
    education,
    speaksDutch,
  }
}
