/**
 * Help by the municipality: allocations of youth care, and cases of the neighbourhood team.
 *
 * @module
 */

import { type Day, iso, isoAt, TODAY } from './days.ts'
import type { ChildFacts } from './plans.ts'
import type { Allocation, SocialDomainRecord, WijkteamCase } from './population.ts'
import type { Random } from './random.ts'

/** New help per child and year of age, and how long it lasts: together about what the country counts. */
const NEW_PER_YEAR = [0.028, 0.0105, 0.034, 0.057, 0.06] as const
const MEAN_DURATION = 290
const CASES_PER_YEAR = 0.009
const YEAR = 365

const PROVIDERS = ['98990001', '98990002', '98990003', '94990001', '73990001'] as const
const TEAMS = ['Team Haven', 'Team Sluis en Polder', 'Team Dijkzicht', 'Team Rietlanden'] as const

interface Product {
  readonly category: string
  readonly product: string
  readonly volume: Allocation['volume']
}

const PRODUCTS: readonly (readonly [Product, number])[] = [
  [{ category: '45', product: '45A03', volume: { amount: 120, unit: '01', frequency: '2' } }, 46],
  [{ category: '45', product: '45A12', volume: { amount: 6, unit: '04', frequency: '4' } }, 18],
  [{ category: '41', product: '41A05', volume: { amount: 3, unit: '16', frequency: '2' } }, 14],
  [{ category: '54', product: '54A01', volume: { amount: 20, unit: '04', frequency: '6' } }, 12],
  [{ category: '32', product: '32A02', volume: { amount: 90, unit: '01', frequency: '2' } }, 6],
  [{ category: '46', product: '46A01', volume: { amount: 4, unit: '04', frequency: '2' } }, 4],
]

const FOSTER_CARE: Product = {
  category: '35',
  product: '35A01',
  volume: { amount: 7, unit: '14', frequency: '2' },
}

const NONE: SocialDomainRecord = { allocations: [], cases: [] }

export function socialLife(random: Random, facts: ChildFacts): SocialDomainRecord {
  const { social, custody } = facts.plan
  if (social === 'none') return NONE
  const allocations: Allocation[] = []
  const allocate = (from: Day, duration: number, product?: Product) =>
    allocations.push(allocation(random, facts, allocations.length + 1, from, duration, product))
  if (social === 'foster-care' && custody !== null) allocate(custody.day, Infinity, FOSTER_CARE)
  if (social === 'rich') {
    allocate(facts.birth + 730, 240)
    // Who is younger has not come to it.
    if (facts.birth + 1_050 <= TODAY) allocate(facts.birth + 1_050, Infinity)
  }
  if (social === 'chance') for (const day of starts(random, facts)) allocate(day, lasting(random))
  const cases = social === 'rich' ? [richCase(facts)] : chanceCases(random, facts)
  return allocations.length === 0 && cases.length === 0 ? NONE : { allocations, cases }
}

/** Worries at home weigh, the average stays. */
function burden({ family }: ChildFacts): number {
  const { lowIncome, singleParent } = family.circumstances
  return (
    0.76 * (lowIncome ? 2.2 : 1) * (singleParent ? 2 : 1) * (family.education === 'low' ? 1.5 : 1)
  )
}

function starts(random: Random, facts: ChildFacts): Day[] {
  const days: Day[] = []
  const weight = burden(facts)
  for (const [age, rate] of NEW_PER_YEAR.entries()) {
    if (!random.chance(rate * weight)) continue
    const day = facts.birth + age * YEAR + random.integer(10, YEAR - 1)
    if (day >= facts.from && day < Math.min(facts.until, TODAY)) days.push(day)
  }
  return days
}

function lasting(random: Random): number {
  return 28 + Math.floor(random.exponential(MEAN_DURATION - 28))
}

function allocation(
  random: Random,
  facts: ChildFacts,
  ordinal: number,
  from: Day,
  duration: number,
  product: Product = random.weighted(PRODUCTS),
): Allocation {
  const told = random.chance(0.45)
  const referredBy = random.weighted([
    ['01', 42],
    ['02', 22],
    ['03', 22],
    ['04', 5],
    ['05', 9],
  ] as const)
  const wanted = facts.plan.social !== 'chance' || !random.chance(0.05)
  const startDay = from + random.integer(0, 21)
  const start = wanted ? reported(random, startDay, Math.min(facts.until - 1, TODAY)) : null
  const leaving = facts.until <= TODAY && startDay + duration > facts.until
  const stopDay = leaving ? facts.until : startDay + duration
  const stop = start === null ? null : reported(random, stopDay, TODAY)
  return {
    number: String(facts.number * 10 + ordinal),
    provider: random.pick(PROVIDERS),
    ...product,
    allocatedAt: isoAt(from - random.integer(2, 30), random.integer(510, 1_020)),
    from: iso(from),
    to: duration === Infinity || !told ? null : iso(from + Math.max(duration, 180) + 60),
    referredBy: product === FOSTER_CARE ? '04' : referredBy,
    start,
    stop: stop === null ? null : { ...stop, reason: stopReason(random, facts, leaving) },
  }
}

/** A provider tells within three weeks; what happened but was not told yet is not there yet. */
function reported(
  random: Random,
  day: Day,
  last: Day,
): { date: string; reportedOn: string } | null {
  if (day > last) return null
  const reportedOn = day + random.integer(0, 21)
  return reportedOn > TODAY ? null : { date: iso(day), reportedOn: iso(reportedOn) }
}

function stopReason(random: Random, { ending }: ChildFacts, leaving: boolean): string {
  if (leaving) return ending === 'died' ? '02' : '35'
  return random.weighted([
    ['31', 68],
    ['32', 8],
    ['33', 5],
    ['34', 14],
    ['38', 5],
  ])
}

function chanceCases(random: Random, facts: ChildFacts): WijkteamCase[] {
  if (facts.plan.social !== 'chance') return []
  const years = (Math.min(facts.until, TODAY) - facts.from) / YEAR
  if (!random.chance(CASES_PER_YEAR * Math.max(0, Math.min(years, 4)) * burden(facts))) return []
  const opened = random.integer(facts.from, Math.min(facts.until, TODAY) - 1)
  const closed = opened + 30 + Math.floor(random.exponential(200))
  const reportedBy = random.pick([
    'ouder',
    'ouder',
    'JGZ',
    'JGZ',
    'huisarts',
    'kinderopvang',
    'verloskundige',
    'overig',
  ] as const)
  return [
    {
      id: `WT-${facts.number}`,
      openedOn: iso(opened),
      closedOn: closed < Math.min(facts.until, TODAY) ? iso(closed) : null,
      reportedBy,
      lead: random.pick(['wijkteam', 'wijkteam', 'JGZ', 'gezin'] as const),
      team: random.pick(TEAMS),
    },
  ]
}

function richCase({ number, birth }: ChildFacts): WijkteamCase {
  return {
    id: `WT-${number}`,
    openedOn: iso(birth + 700),
    closedOn: birth + 1_000 > TODAY ? null : iso(birth + 1_000),
    reportedBy: 'JGZ',
    lead: 'wijkteam',
    team: TEAMS[0],
  }
}
