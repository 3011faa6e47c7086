/**
 * From a plan to a household: who they are, where they live, and what every registry may know about them.
 *
 * @module
 */

import { birth, type DeliveryFacts, delivery, deliveryFacts } from './births.ts'
import type { BsnSequence } from './bsn.ts'
import { type ChildcareMarket, childcareLife } from './childcare-lives.ts'
import { iso, TODAY } from './days.ts'
import { jgzLife } from './jgz-lives.ts'
import { custody, type Household, household, newborn } from './people.ts'
import type { ChildFacts, ChildPlan, FamilyPlan, PregnancyPlan } from './plans.ts'
import type { Child, Family, Pregnancy, Quirk, Residence } from './population.ts'
import { pregnancy } from './pregnancies.ts'
import type { Random } from './random.ts'
import { socialLife } from './social-lives.ts'
import { district, residenceElsewhere, residenceInWaterdam } from './streets.ts'

export interface FamilyContext {
  readonly number: number
  readonly random: Random
  readonly bsn: BsnSequence
  readonly market: ChildcareMarket
}

/** More than any family has within five years, unborn ones included; numbers are made of it. */
const CHILDREN_PER_FAMILY = 16

/** Null when no midwife has met any of the pregnancies yet: then nobody knows about this family. */
export function family(plan: FamilyPlan, context: FamilyContext): Family | null {
  const known = plan.pregnancies.flatMap((each, index) => {
    const care = pregnancy(context.random.fork('pregnancy', index), each, plan)
    return care === null ? [] : [{ plan: each, care, index }]
  })
  if (known.length === 0) return null
  const people = household(context.random.fork('people'), plan, context.bsn)
  const { move, circumstances } = plan
  return {
    number: context.number,
    mother: people.mother,
    partner: people.partner,
    residences: residences(context.random.fork('homes'), plan),
    circumstances,
    pregnancies: known.map((each) => ended(each, { ...context, plan, people })),
    emigratedOn: move?.kind === 'emigration' ? iso(move.day) : null,
  }
}

interface KnownPregnancy {
  readonly plan: PregnancyPlan
  readonly care: Omit<Pregnancy, 'delivery' | 'children'>
  readonly index: number
}

interface ChildrenContext extends FamilyContext {
  readonly plan: FamilyPlan
  readonly people: Household
}

function residences(random: Random, { move, circumstances, pregnancies }: FamilyPlan): Residence[] {
  const start = (pregnancies[0]?.lastMenstrualPeriod ?? TODAY) - random.integer(200, 2_500)
  const home = district(random, random.chance(circumstances.lowIncome ? 0.6 : 0.27))
  if (move === null || move.kind === 'emigration') return [residenceInWaterdam(random, start, home)]
  if (move.kind === 'in')
    return [residenceElsewhere(random, start), residenceInWaterdam(random, move.day, home)]
  const first = residenceInWaterdam(random, Math.min(start, move.day - 60), home)
  if (move.kind === 'out') return [first, residenceElsewhere(random, move.day)]
  return [first, residenceInWaterdam(random, move.day, district(random, null))]
}

function ended({ plan, care, index }: KnownPregnancy, context: ChildrenContext): Pregnancy {
  const { smokedInPregnancy } = context.plan.circumstances
  if (plan.outcome !== 'birth') {
    const children = plan.children.map((child, at) => unborn(child, at + 1))
    return { ...care, delivery: null, children }
  }
  const facts = deliveryFacts(context.random.fork('delivery', index), plan, smokedInPregnancy)
  const protects = care.maternalPertussisVaccination !== null
  return {
    ...care,
    delivery: delivery(facts),
    children: plan.children.map((child, at) =>
      toChild(child, at + 1, index, facts, protects, context),
    ),
  }
}

const NOTHING = {
  childcare: { enrolments: [] },
  socialDomain: { allocations: [], cases: [] },
} as const

function unborn({ planted }: ChildPlan, rank: number): Child {
  return {
    planted,
    rank,
    person: null,
    birth: null,
    jgz: null,
    ...NOTHING,
    custody: null,
    quirks: [],
  }
}

function toChild(
  plan: ChildPlan,
  rank: number,
  pregnancyIndex: number,
  delivered: DeliveryFacts,
  maternalPertussis: boolean,
  context: ChildrenContext,
): Child {
  const random = context.random.fork('child', pregnancyIndex, rank)
  const born = birth(random, delivered, plan, rank)
  if (plan.stillborn) return { ...unborn(plan, rank), birth: born }
  const { move } = context.plan
  const joins = move?.kind === 'in' && move.day > delivered.day
  const facts: ChildFacts = {
    number: context.number * CHILDREN_PER_FAMILY + before(context.plan, pregnancyIndex) + rank,
    birth: delivered.day,
    gestationalAgeDays: born.gestationalAgeDays,
    weightGrams: born.weightGrams,
    sex: plan.sex,
    from: joins ? move.day : delivered.day,
    ...leaving(plan, context.plan),
    multiple: delivered.multiple,
    takesPartInVve:
      plan.childcare === 'rich' ||
      (plan.childcare === 'chance' && context.plan.circumstances.vveTarget && random.chance(0.79)),
    maternalPertussis,
    family: context.plan,
    plan,
  }
  return {
    planted: plan.planted,
    rank,
    person: newborn(random, plan, delivered.day, context.people, context.bsn),
    birth: born,
    jgz: jgzLife(context.random.fork('jgz', pregnancyIndex, rank), facts),
    childcare: childcareLife(
      context.random.fork('childcare', pregnancyIndex, rank),
      facts,
      context.market,
    ),
    socialDomain: socialLife(context.random.fork('social', pregnancyIndex, rank), facts),
    custody: custody(random, plan, context.people, context.bsn),
    quirks: quirks(plan, context.plan, joins),
  }
}

function before({ pregnancies }: FamilyPlan, index: number): number {
  return pregnancies.slice(0, index).reduce((count, { children }) => count + children.length, 0)
}

/** The first day on which the municipality no longer has the child in sight. */
function leaving(
  { deathDay }: ChildPlan,
  { move }: FamilyPlan,
): Pick<ChildFacts, 'until' | 'ending'> {
  if (deathDay !== null) return { until: deathDay, ending: 'died' }
  if (move?.kind === 'out') return { until: move.day, ending: 'moved' }
  if (move?.kind === 'emigration') return { until: move.day, ending: 'emigrated' }
  return { until: TODAY + 1, ending: 'none' }
}

function quirks({ quirks, custody }: ChildPlan, plan: FamilyPlan, joins: boolean): Quirk[] {
  const more: (Quirk | false)[] = [
    joins && 'moved-in',
    joins && 'unknown-to-birth-care',
    plan.move?.kind === 'out' && 'moved-away',
    plan.move?.kind === 'emigration' && 'emigrated',
    plan.partner === 'without-bsn' && 'parent-without-bsn',
    custody !== null && (custody.kind === 'adoption' ? 'adopted' : 'foster-care'),
  ]
  return [...new Set([...quirks, ...more.filter((each) => each !== false)])]
}
