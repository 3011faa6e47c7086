/**
 * Two lockdowns, on the days of those of 2020 and five years later, with what PRODUCT.md (N12) wants to be found again.
 *
 * The same families live in Waterdam as without them, and the planted ones notice nothing.
 *
 * @module
 */

import { type Day, dayOf, iso, monthsBetween, TODAY } from './days.ts'
import type { FamilyPlan, PregnancyPlan } from './plans.ts'
import type { Child, Enrolment, Family, JgzContact, JgzRecord, JgzReferral } from './population.ts'
import type { Random } from './random.ts'
import { waitingFor } from './waiting.ts'

interface Lockdown {
  readonly from: Day
  /** The first day after it. */
  readonly until: Day
  /** Of children with a place, those who go to emergency childcare. */
  readonly emergency: number
}

export const LOCKDOWNS: readonly [first: Lockdown, second: Lockdown] = [
  { from: dayOf('2025-03-15'), until: dayOf('2025-05-12'), emergency: 0.125 },
  { from: dayOf('2025-12-15'), until: dayOf('2026-02-08'), emergency: 0.3 },
]

export const EFFECTS = {
  /** Of the usual share of births before 37 weeks, in the first. */
  preterm: 0.84,
  /** Of the usual number of referrals: in a lockdown, and in the half year after it. */
  referrals: { during: 0.6, after: 1.25, days: 183 },
  /** Of children with a place, those who leave it in the first. */
  leaving: 0.0035,
  /** Of contacts on location: by telephone and on a screen instead, and how much of that stays. */
  contacts: { phone: 0.55, video: 0.15, kept: 0.2 },
} as const

const [FIRST] = LOCKDOWNS

/** Children who come early come later. */
export function planInLockdown(plan: FamilyPlan, random: Random): FamilyPlan {
  const pregnancies = plan.pregnancies.map((pregnancy): PregnancyPlan => {
    const { end, lastMenstrualPeriod, outcome, children } = pregnancy
    const isOne = outcome === 'birth' && children.length === 1 && !children[0]?.stillborn
    const isEarly = end !== null && isWithin(end, FIRST) && end - lastMenstrualPeriod < 259
    if (!isOne || !isEarly || random.chance(EFFECTS.preterm)) return pregnancy
    return { ...pregnancy, lastMenstrualPeriod: end - random.integer(266, 287) }
  })
  return { ...plan, pregnancies }
}

export function familyInLockdown(family: Family, random: Random): Family {
  const pregnancies = family.pregnancies.map((pregnancy, at) => ({
    ...pregnancy,
    children: pregnancy.children.map((child) =>
      childInLockdown(child, family, random.fork(at, child.rank)),
    ),
  }))
  return { ...family, pregnancies }
}

function childInLockdown(child: Child, family: Family, random: Random): Child {
  const { jgz, childcare, person } = child
  const { lowIncome, singleParent } = family.circumstances
  const ground = lowIncome || singleParent ? 'kwetsbaar' : 'cruciaal-beroep'
  return {
    ...child,
    jgz: jgz && jgzInLockdown(jgz, random.fork('jgz')),
    childcare: {
      enrolments: childcare.enrolments.flatMap((enrolment, at) =>
        placeInLockdown(enrolment, ground, random.fork('childcare', at)),
      ),
      ...(person && {
        waiting: waitingFor(
          childcare.enrolments,
          dayOf(person.birthDate),
          LOCKDOWNS,
          random.fork('waiting'),
        ),
      }),
    },
  }
}

function jgzInLockdown(record: JgzRecord, random: Random): JgzRecord {
  return {
    ...record,
    contacts: record.contacts.map((contact) => contactInLockdown(contact, random)),
    referrals: record.referrals.flatMap((referral) => referralsInLockdown(referral, random)),
  }
}

/** Nobody is weighed by telephone. The heel prick comes to everybody's home. */
function contactInLockdown(contact: JgzContact, random: Random): JgzContact {
  const day = dayOf(contact.date)
  const part = LOCKDOWNS.some((one) => isWithin(day, one))
    ? 1
    : LOCKDOWNS.some((one) => isAfter(day, one))
      ? EFFECTS.contacts.kept
      : 0
  const mayMove =
    part > 0 && contact.status === '01' && ['37', '38', '39'].includes(contact.activity)
  if (!mayMove) return contact
  const { phone, video } = EFFECTS.contacts
  const at = random.next()
  const form = at < phone * part ? '09' : at < (phone + video) * part ? '01' : null
  return form === null ? contact : { ...contact, form, observations: [] }
}

function referralsInLockdown(referral: JgzReferral, random: Random): readonly JgzReferral[] {
  const { during, after } = EFFECTS.referrals
  const day = dayOf(referral.date)
  if (LOCKDOWNS.some((one) => isWithin(day, one))) return random.chance(during) ? [referral] : []
  if (!LOCKDOWNS.some((one) => isAfter(day, one))) return [referral]
  const isMore = random.chance(after - 1)
  return isMore ? [referral, { ...referral, indication: '49', to: '16' }] : [referral]
}

/** The place itself, in which nobody came while it was closed; and one for the emergency. */
function placeInLockdown(
  place: Enrolment,
  ground: NonNullable<Enrolment['emergency']>,
  random: Random,
): readonly Enrolment[] {
  const had = LOCKDOWNS.map((one) => isHeld(place, one.from))
  const leaves = had[0] && random.chance(EFFECTS.leaving)
  const kept = leaves
    ? left(place, FIRST.from + random.integer(1, FIRST.until - FIRST.from), random)
    : place
  const emergencies = LOCKDOWNS.flatMap((one, at) =>
    random.chance(one.emergency) && had[at] && isHeld(kept, one.until)
      ? [emergencyIn(kept, one, at + 1, ground)]
      : [],
  )
  return [{ ...kept, months: kept.months.map(closed) }, ...emergencies]
}

function left(place: Enrolment, day: Day, random: Random): Enrolment {
  const to = iso(day)
  return {
    ...place,
    to,
    endReason: random.pick(['cost', 'job-loss']),
    months: place.months.filter(({ month }) => month <= to.slice(0, 7)),
  }
}

function emergencyIn(
  place: Enrolment,
  { from, until }: Lockdown,
  number: number,
  emergency: NonNullable<Enrolment['emergency']>,
): Enrolment {
  const months = monthsBetween(from, until).map(({ text, start, end }) => {
    const days = Math.min(end, until) - Math.max(start, from)
    const hours = Math.round((place.hoursPerWeek * days * 10) / 7) / 10
    return { month: text, plannedHours: hours, attendedHours: hours }
  })
  return {
    ...place,
    ...{
      id: `${place.id}-N${number}`,
      from: iso(from),
      to: iso(until),
      endReason: 'other',
      emergency,
    },
    ...{ vveGroup: false, vveHoursPerWeek: 0, financing: 'gemeente', indication: null, months },
  }
}

type MonthOfPlace = Enrolment['months'][number]

function closed(month: MonthOfPlace): MonthOfPlace {
  const start = dayOf(`${month.month}-01`)
  const [whole] = monthsBetween(start, start + 1)
  if (whole === undefined) return month
  const shut = LOCKDOWNS.reduce(
    (days, { from, until }) =>
      days + Math.max(0, Math.min(whole.end, until) - Math.max(whole.start, from)),
    0,
  )
  const open = 1 - shut / (whole.end - whole.start)
  return { ...month, attendedHours: Math.round(month.attendedHours * open * 10) / 10 }
}

function isHeld({ from, to }: Enrolment, day: Day): boolean {
  return dayOf(from) <= day && (to === null || dayOf(to) > day)
}

function isWithin(day: Day, { from, until }: Lockdown): boolean {
  return day >= from && day < until
}

function isAfter(day: Day, { until }: Lockdown): boolean {
  return day >= until && day < until + EFFECTS.referrals.days && day <= TODAY
}
