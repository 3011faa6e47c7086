/**
 * A child's years in childcare: which place, how many hours, who pays, and whether it came.
 *
 * @module
 */

import { afterYears, type Day, iso, monthsBetween, TODAY } from './days.ts'
import type { ChildFacts } from './plans.ts'
import type { ChildcareRecord, Enrolment, Location } from './population.ts'
import type { Random } from './random.ts'

/** The places that take children under four. */
export interface ChildcareMarket {
  readonly dayCare: readonly Location[]
  readonly vve: readonly Location[]
  readonly childminders: readonly Location[]
}

/** Hours a week from two and a half, in the forty weeks in which schools are open: 960 in a year and a half. */
const VVE_HOURS = 16
const NONE: ChildcareRecord = { enrolments: [] }

interface Contract {
  readonly from: Day
  readonly to: Day
  readonly reason: Enrolment['endReason']
  readonly location: Location
  readonly hours: number
  readonly vve: boolean
  readonly financing: Enrolment['financing']
}

export function market(locations: readonly Location[]): ChildcareMarket {
  const open = locations.filter(({ deregistered }) => !deregistered)
  const dayCare = open.filter(({ kind }) => kind === 'KDV')
  return {
    dayCare,
    vve: dayCare.filter(({ vve }) => vve),
    childminders: open.filter(({ kind }) => kind === 'VGO'),
  }
}

export function childcareLife(
  random: Random,
  facts: ChildFacts,
  places: ChildcareMarket,
): ChildcareRecord {
  if (facts.plan.childcare === 'none') return NONE
  const day = contracts(random, facts, places)
  if (day.length === 0) return NONE
  const indication = indicated(random, facts)
  return {
    enrolments: day.map((contract, index) => enrolment(random, facts, contract, index, indication)),
  }
}

/** Day care first, if any; from two and a half a group for voorschoolse educatie for who takes part. */
function contracts(random: Random, facts: ChildFacts, places: ChildcareMarket): Contract[] {
  const fourth = afterYears(facts.birth, 4)
  const vveFrom = Math.max(facts.from, facts.birth + 913 + random.integer(0, 60))
  const found: Contract[] = []
  const dayCare = usesDayCare(random, facts)
  if (dayCare) {
    const start = facts.birth + 85 + Math.floor(random.exponential(110))
    const from = Math.max(start, facts.from + (facts.from > facts.birth ? 20 : 0))
    const early = facts.plan.childcare === 'chance' && random.chance(0.09)
    const stop = early ? from + random.integer(90, 900) : fourth
    const to = facts.takesPartInVve ? Math.min(stop, vveFrom) : Math.min(stop, fourth)
    found.push({
      from,
      to,
      reason:
        to === fourth
          ? 'age-four'
          : to === stop
            ? random.pick(['cost', 'job-loss', 'other'])
            : 'other',
      ...place(random, places),
      vve: false,
      financing: financing(random),
    })
  }
  if (facts.takesPartInVve)
    found.push({
      from: vveFrom,
      to: fourth,
      reason: 'age-four',
      location: random.pick(places.vve),
      hours: VVE_HOURS,
      vve: true,
      financing: dayCare ? 'KOT' : 'gemeente',
    })
  return found.filter(({ from, to }) => from < to && from <= TODAY && from < facts.until)
}

function usesDayCare(random: Random, { plan, family }: ChildFacts): boolean {
  if (plan.childcare === 'rich') return true
  const { lowIncome, singleParent } = family.circumstances
  const share = { low: 0.42, middle: 0.68, high: 0.85 }[family.education]
  return random.chance(
    share * (lowIncome ? 0.45 : 1) * (singleParent ? 0.9 : 1) * (family.motherAbroad ? 0.85 : 1),
  )
}

function place(random: Random, { dayCare, childminders }: ChildcareMarket) {
  return random.chance(0.87)
    ? {
        location: random.pick(dayCare),
        hours: random.weighted([
          [11, 33],
          [22, 43],
          [33, 19],
          [44, 5],
        ] as const),
      }
    : { location: random.pick(childminders), hours: random.integer(8, 30) }
}

function financing(random: Random): Enrolment['financing'] {
  return random.weighted([
    ['KOT', 93],
    ['eigen', 4],
    ['SMI', 2],
    ['gemeente', 1],
  ])
}

function indicated(random: Random, facts: ChildFacts): Enrolment['indication'] {
  if (!facts.family.circumstances.vveTarget) return null
  const day = facts.birth + random.integer(560, 860)
  return day > TODAY ? null : { date: iso(day), by: random.chance(0.9) ? 'JGZ' : 'gemeente' }
}

function enrolment(
  random: Random,
  facts: ChildFacts,
  contract: Contract,
  index: number,
  indication: Enrolment['indication'],
): Enrolment {
  const leaves = facts.until <= TODAY && facts.until < contract.to
  const to = leaves ? facts.until : contract.to
  return {
    id: `KO-${facts.number}-${index + 1}`,
    lrkId: contract.location.lrkId,
    from: iso(contract.from),
    // A contract until the fourth birthday has no end before it comes near.
    to: to > TODAY + 60 ? null : iso(to),
    endReason:
      to > TODAY + 60
        ? null
        : leaves
          ? facts.ending === 'died'
            ? 'other'
            : 'moved'
          : contract.reason,
    hoursPerWeek: contract.hours,
    vveGroup: contract.vve,
    vveHoursPerWeek: contract.vve ? VVE_HOURS : 0,
    financing: contract.financing,
    indication: contract.vve || contract.location.vve ? indication : null,
    months: months(random, contract, Math.min(to, TODAY)),
  }
}

function months(random: Random, { from, hours, vve }: Contract, until: Day): Enrolment['months'] {
  const weekly = (hours * (vve ? 40 : 51)) / 52
  const loyal = 0.8 + random.next() * 0.18
  return monthsBetween(from, until).map(({ text, start, end }) => {
    const planned = (weekly * (Math.min(end, until) - Math.max(start, from))) / 7
    const share = Math.min(1, loyal + (random.next() - 0.5) * 0.2)
    return { month: text, plannedHours: tenth(planned), attendedHours: tenth(planned * share) }
  })
}

function tenth(hours: number): number {
  return Math.round(hours * 10) / 10
}
