/**
 * Invented children as the feed tells them: for tests and for figures.
 *
 * @module
 */

import type { Domain } from '../../schema/domain.ts'
import type { DomainEvent } from '../../schema/events.ts'
import { type ChildFeed, type EventFeed, type FeedPage, toColumns } from '../../schema/feed.ts'
import { addDays } from './age.ts'
import { contact, event, vaccination } from './fixture-told.ts'
import { DOMAINS } from './told.ts'

export interface FedChild {
  readonly id: string
  readonly birthDate: string
  readonly municipality: string
  readonly postcode: string
  readonly ending?: 'DIED' | 'EMIGRATED' | null
  readonly endedOn?: string | null
  readonly absences?: Readonly<Partial<Record<Domain, string>>>
  readonly events: Readonly<Record<Domain, readonly DomainEvent[]>>
}

/** Always the same one of the same number: most are seen as they should be, some are not seen any more. */
export function fedChild(n: number, today: string): FedChild {
  const roll = (of: number, salt: number) => mixed(n * 31 + salt) % of
  const age = 20 + roll(1_430, 1)
  const birthDate = addDays(today, -age)
  const lost = roll(100, 2) < 12 ? roll(Math.max(1, age - 100), 3) + 60 : age
  const until = (days: readonly number[]) => days.filter((day) => day < Math.min(age, lost))
  const on = (day: number) => addDays(birthDate, day)
  const jgz = [
    ...until([7, 28, 56, 90, 120, 180, 240, 330, 425, 540, 730, 900, 1_100]).map((day) =>
      contact(on(day)),
    ),
    ...until([91, 150, 335]).flatMap((day) => [
      vaccination(on(day), '11'),
      vaccination(on(day), '13'),
    ]),
    ...(roll(10, 4) < 3
      ? [event('refer', on(400), { kind: 'REFERRAL', counterpart: 'CHILDCARE' })]
      : []),
    ...(roll(20, 5) === 0
      ? [event('help', on(500), { kind: 'REFERRAL', counterpart: 'SOCIAL_DOMAIN' })]
      : []),
  ].filter(({ at }) => at <= today)
  const months = roll(2, 6) === 0 ? until(Array.from({ length: 24 }, (_, i) => 200 + 30 * i)) : []
  const help = roll(12, 7) === 0 ? until([300]) : []
  return {
    id: `child-${String(n).padStart(7, '0')}`,
    birthDate,
    municipality: `${9_990 + roll(4, 8)}`,
    postcode: `${1_000 + roll(40, 9)}`,
    events: {
      BIRTH_CARE: [event('birth', birthDate, { kind: 'BIRTH', label: 'Birth' })],
      JGZ: jgz,
      CHILDCARE: months.map((day) => event(`came:${day}`, on(day), { kind: 'ATTENDANCE' })),
      SOCIAL_DOMAIN: help.flatMap((day) => [
        event('help:begin', on(day), { kind: 'SUPPORT', phase: 'BEGIN' }),
        event('help:end', on(day + 120), { kind: 'SUPPORT', phase: 'END' }),
      ]),
    },
  }
}

/** As if by chance, and always alike. */
function mixed(n: number): number {
  const one = Math.imul(n ^ (n >>> 16), 0x45d9f3b)
  const two = Math.imul(one ^ (one >>> 15), 0x2c1b3c6d)
  return (two ^ (two >>> 16)) >>> 0
}

function tokenOf(domain: Domain, { id }: Pick<FedChild, 'id'>): string {
  return `${domain}:${id}`
}

interface Telling {
  readonly gone?: readonly string[]
  readonly done?: boolean
  readonly doubts?: Readonly<Partial<Record<Domain, EventFeed['doubt']>>>
}

export function toPage(
  children: readonly FedChild[],
  { gone = [], done = true, doubts = {} }: Telling = {},
): FeedPage {
  const none = children.map(() => null)
  const column = <F extends keyof FedChild>(field: F) => children.map((child) => child[field])
  const told: ChildFeed = {
    ids: column('id'),
    birthDate: column('birthDate'),
    dueDate: none,
    endedOn: children.map(({ endedOn = null }) => endedOn),
    ending: children.map(({ ending = null }) => ending),
    arrivedOn: column('birthDate'),
    phase: none,
    sex: none,
    municipality: column('municipality'),
    postcode4: column('postcode'),
    vaccinationScheme: none,
    domains: byDomain((domain) => ({
      token: children.map((child) => tokenOf(domain, child)),
      absence: children.map(({ absences, events }) => {
        return absences?.[domain] ?? (events[domain].length > 0 ? 'NONE' : 'NOT_RECORDED')
      }),
      freshAt: none,
      registries: children.map(() => []),
    })),
    gone,
  }
  const events = byDomain((domain): EventFeed => {
    const own = children.map((child) => child.events[domain])
    return {
      subjects: children.map((child) => tokenOf(domain, child)),
      counts: own.map(({ length }) => length),
      ...toColumns(own.flat()),
      upToDateTo: null,
      doubt: doubts[domain] ?? null,
      linking: { never: [], late: [] },
    }
  })
  return { children: told, events, done }
}

function byDomain<T>(make: (domain: Domain) => T): Readonly<Record<Domain, T>> {
  return Object.fromEntries(DOMAINS.map((domain) => [domain, make(domain)])) as Record<Domain, T>
}
