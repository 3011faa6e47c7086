/**
 * A child's years at youth health care: contacts kept, missed and planned, and what came of them.
 *
 * @module
 */

import { type Day, iso, TODAY, workday, yearOf } from './days.ts'
import { growthLine } from './growth.ts'
import { type Condition, condition, hearing, heelPrick, observations } from './jgz-observations.ts'
import { type Slot, slotsOf } from './jgz-programme.ts'
import { type VaccinationCard, vaccinationCard } from './jgz-vaccinations.ts'
import type { ChildFacts } from './plans.ts'
import type { JgzContact, JgzRecord, JgzReferral } from './population.ts'
import type { Random } from './random.ts'

const CARE_STATUS = { regular: '01', none: '02', 'vaccinations-only': '03' } as const
const CARE_END = { moved: '01', emigrated: '02', died: '03' } as const
/** Families slip out of sight most between one and three years. */
const FADING = 0.022
const FADES_AFTER = { from: 260, to: 1_050 }
/** How far ahead appointments are made. */
const PLANNED_AHEAD = 120

interface Dossier {
  readonly random: Random
  readonly facts: ChildFacts
  readonly condition: Condition
  readonly card: VaccinationCard
  readonly contacts: JgzContact[]
  readonly referrals: JgzReferral[]
  /** The last day on which they came of their own accord. */
  readonly until: Day
}

export function jgzLife(random: Random, facts: ChildFacts): JgzRecord {
  const { birth, ending, until } = facts
  const wish = facts.plan
  const growth = growthLine(random, facts)
  const fades = wish.planted === null && random.chance(FADING)
  const dossier: Dossier = {
    random,
    facts,
    condition: condition(random, facts, growth),
    card: vaccinationCard(random, facts),
    contacts: [],
    referrals: [],
    until:
      wish.jgz.until ??
      (fades ? birth + random.integer(FADES_AFTER.from, FADES_AFTER.to) : Infinity),
  }
  for (const slot of slotsOf(yearOf(birth))) {
    const day = workday(birth + slot.age + random.integer(-slot.spread, slot.spread))
    if (day > TODAY) {
      if (day <= TODAY + PLANNED_AHEAD && ending === 'none' && dossier.until > TODAY)
        announce(dossier, slot, day)
      break
    }
    if (day >= until) break
    atSlot(dossier, slot, day)
  }
  return {
    dossier: `W${String(facts.number).padStart(8, '0')}`,
    contacts: dossier.contacts.sort((one, other) => compare(one.date, other.date)),
    vaccinations: dossier.card.given,
    referrals: dossier.referrals,
    vve: vve(dossier),
    careStatus: CARE_STATUS[wish.jgz.use],
    careEnd: ending === 'none' ? null : { reason: CARE_END[ending], date: iso(until) },
  }
}

function atSlot(dossier: Dossier, slot: Slot, day: Day): void {
  const { random, facts, until } = dossier
  const { use, record } = facts.plan.jgz
  const byChance = record === 'chance'
  // The heel prick comes to everybody's home; the rest is for who wants it.
  if (use === 'none' && slot.activity !== '01') return
  const shift =
    byChance && random.chance(0.035)
      ? Math.ceil(random.integer(9, 30) / (slot.activity === '01' ? 10 : 1))
      : 0
  const again = workday(day + shift)
  if (day > until) missedForGood(dossier, slot, day)
  else if (byChance && !random.chance(slot.kept)) missed(dossier, slot, day, '02')
  else {
    if (shift > 0) missed(dossier, slot, day, random.pick(['02', '03', '04', '07']))
    if (again > TODAY) announce(dossier, slot, again)
    else if (again < facts.until) kept(dossier, slot, again)
  }
}

function kept(dossier: Dossier, slot: Slot, day: Day): void {
  const { random, facts, card, condition } = dossier
  if (facts.plan.jgz.use !== 'none') card.visit(day)
  if (day < facts.from) return
  if (slot.activity === '01') {
    const refused = facts.plan.planted === null && random.chance(0.004)
    const weight = observations(random, slot, day - facts.birth, facts, condition)
    add(dossier, slot, day, '01', [...heelPrick(iso(day), refused), ...weight])
    add(dossier, { ...slot, activity: '35', discipline: '03' }, day, '01', hearing(random))
    return
  }
  const only = facts.plan.jgz.use === 'vaccinations-only'
  const seen = only ? [] : observations(random, slot, day - facts.birth, facts, condition)
  const contact = add(dossier, slot, day, '01', seen)
  if (!only) follow(dossier, slot, contact, day)
}

/** Who slipped away is invited twice more, and then not again before the child goes to school. */
function missedForGood(dossier: Dossier, slot: Slot, day: Day): void {
  const before = dossier.contacts.filter(({ status }) => status === '02' || status === '05').length
  if (before < 2) missed(dossier, slot, day, before === 0 ? '02' : '05')
}

function missed(dossier: Dossier, slot: Slot, day: Day, status: string): void {
  if (day >= dossier.facts.from) add(dossier, slot, day, status, [])
}

function announce(dossier: Dossier, slot: Slot, day: Day): void {
  if (dossier.facts.plan.jgz.use !== 'none') add(dossier, slot, day, null, [])
}

/** What a contact leads to: a referral, another look, both or, mostly, nothing. */
function follow(dossier: Dossier, { column }: Slot, contact: JgzContact, day: Day): void {
  const { random, facts, condition, referrals } = dossier
  const rich = facts.plan.jgz.record === 'rich'
  if (facts.plan.jgz.record === 'steady') return
  const refer = (indication: string, to: string) =>
    referrals.push({ date: iso(day), contact: contact.id, indication, to })
  if (column === '11' && facts.family.circumstances.vveTarget && (rich || random.chance(0.88)))
    refer('12', '11')
  if (column === '11' && condition.worries === 3)
    refer(random.pick(['43', '45']), random.pick(['30', '30', '31', '32']))
  if (column === '08' && condition.slow) refer('11', random.pick(['03', '03', '13']))
  if (column === '13' && (rich || (condition.language && random.chance(0.4)))) refer('12', '04')
  const wanted = rich ? column === '05' : column !== null && random.chance(0.012)
  const later = workday(day + random.integer(14, 40))
  if (!wanted || later > TODAY || later >= facts.until) return
  const extra = add(
    dossier,
    { activity: '22', form: random.pick(['03', '06', '09'] as const), discipline: '02' },
    later,
    '01',
    [],
    random.pick(['02', '02', '04', '07']),
  )
  if (!rich && random.chance(0.25))
    referrals.push({
      date: extra.date,
      contact: extra.id,
      indication: '49',
      to: random.pick(['01', '16', '17', '21']),
    })
}

function add(
  { contacts, facts }: Dossier,
  slot: { activity: string; form: string; discipline: string },
  day: Day,
  status: string | null,
  found: JgzContact['observations'],
  requestedBy: string | null = null,
): JgzContact {
  const contact: JgzContact = {
    id: String(facts.number * 100 + contacts.length + 1),
    date: iso(day),
    activity: slot.activity,
    form: slot.form,
    status,
    discipline: slot.discipline,
    requestedBy,
    observations: found,
  }
  contacts.push(contact)
  return contact
}

/** Asked at the contact of three years, of those for whom it is meant. */
function vve({ random, facts, contacts }: Dossier): JgzRecord['vve'] {
  const asked = contacts.find(({ observations }) =>
    observations.some(({ element, value }) => element === 1531 && value === '15'),
  )
  if (asked === undefined || !facts.family.circumstances.vveTarget) return null
  return {
    recordedOn: asked.date,
    takesPart: facts.takesPartInVve,
    reasonNot: facts.takesPartInVve ? null : random.pick(['01', '02', '03', '04', '05']),
  }
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other)
}
