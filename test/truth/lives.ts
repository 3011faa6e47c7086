/**
 * What several definitions speak of, child by child: situations, being seen, having a place.
 *
 * @module
 */

import { addDays, addMonths, isIn, monthsBetween, type Period } from './days.ts'
import type { Contact, KnownChild, Place } from './people.ts'

export interface Span {
  readonly from: string
  /** The first day on which it is over; null: it goes on. */
  readonly to: string | null
}

export function goesOn({ from, to }: Span, day: string): boolean {
  return from <= day && (to === null || to > day)
}

export const came = ({ outcome }: Contact): boolean => outcome === 'came'
/** No registry of the sandbox has letters or messages. */
export const isSubstantive = ({ outcome, form }: Contact): boolean =>
  outcome === 'came' && form !== 'LETTER' && form !== 'TEXT'

/** With birth care and youth health care. */
export function contactDays({ contacts, pregnancy }: KnownChild): readonly string[] {
  const jgz = contacts.filter(isSubstantive).map(({ day }) => day)
  return [...jgz, ...(pregnancy?.visits ?? []).map(({ day }) => day)]
}

/** Whether it lived here, born and under four, on that day. */
export function isCounted({ born, arrived, died }: KnownChild, day: string): boolean {
  const isHere = arrived <= day && (died === null || died > day)
  return isHere && born <= day && addMonths(born, 48) > day
}

export function ageInMonths({ born }: KnownChild, day: string): number {
  return monthsBetween(born, day)
}

/** Help and cases last; what was found at a referral, and a place that was given up for want of work, holds for half a year. */
export function situations(child: KnownChild): readonly (Span & Told)[] {
  const { helps, referrals, places } = child
  return [
    ...helps.map(({ kind, from, to }) => ({
      ...{ from, to, domain: 'SOCIAL_DOMAIN' },
      situation: kind === 'help' ? 'YOUTH_HELP' : 'NEIGHBOURHOOD_TEAM',
    })),
    ...referrals.flatMap(({ day, situation }) =>
      situation === null ? [] : [{ from: day, to: addMonths(day, 6), domain: 'JGZ', situation }],
    ),
    ...places.flatMap(({ to, reason }) =>
      reason === 'job-loss' && to !== null
        ? [{ from: to, to: addMonths(to, 6), domain: 'CHILDCARE', situation: 'JOB_LOSS' }]
        : [],
    ),
  ]
}

interface Told {
  readonly situation: string
  readonly domain: string
}

export function isVulnerable(child: KnownChild, day: string): boolean {
  return situations(child).some((one) => goesOn(one, day))
}

/** The first time of each. */
export function firstSituations(child: KnownChild): readonly (Told & { readonly day: string })[] {
  const kinds = Map.groupBy(situations(child), ({ situation }) => situation)
  return [...kinds].map(([situation, own]) => {
    const [first] = own.toSorted((one, other) =>
      compare(`${one.from}${one.domain}`, `${other.from}${other.domain}`),
    )
    return { situation, day: first?.from ?? '', domain: first?.domain ?? '' }
  })
}

/** When somebody saw it, and until when: help that goes on sees for a year, a case for half a year. */
export function seen(child: KnownChild): readonly (Seen & { readonly domain: string })[] {
  const on = (domain: string) => (day: string) => ({ from: day, last: day, domain })
  return [
    ...child.contacts.filter(isSubstantive).map(({ day }) => on('JGZ')(day)),
    ...child.vaccinated.map(on('JGZ')),
    ...(child.pregnancy?.visits ?? []).map(({ day }) => on('BIRTH_CARE')(day)),
    ...(child.birth ? [on('BIRTH_CARE')(child.born)] : []),
    ...child.attended.map(({ day }) => on('CHILDCARE')(day)),
    ...child.helps.map(({ kind, from, to }) => {
      const limit = addMonths(from, kind === 'help' ? 12 : 6)
      return { from, last: to !== null && to < limit ? to : limit, domain: 'SOCIAL_DOMAIN' }
    }),
  ]
}

interface Seen {
  readonly from: string
  readonly last: string
}

/** In the 300 days before. */
export function isInSight(child: KnownChild, day: string): boolean {
  return seen(child).some(({ from, last }) => from <= day && last >= addDays(day, -300))
}

export const isPlace = ({ kind }: Place): boolean => kind !== 'EMERGENCY'

export function hasPlace({ places }: KnownChild, day: string): boolean {
  return places.filter(isPlace).some((place) => goesOn(place, day))
}

/** Who left childcare, and when: not for a move, for school or by death, and to no other place. */
export function leavings(child: KnownChild): readonly string[] {
  const days = child.places.filter(isPlace).flatMap(({ to, reason }) => {
    const isOwn = to !== null && reason !== 'age-four' && reason !== 'moved'
    return isOwn && to < addMonths(child.born, 48) && !hasPlace(child, to) ? [to] : []
  })
  return [...new Set(days)]
}

export function touches({ from, to }: Span, period: Period): boolean {
  return from < period.until && (to === null || to > period.from)
}

export function reachedIn(child: KnownChild, period: Period): boolean {
  return contactDays(child).some((day) => isIn(day, period))
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other)
}
