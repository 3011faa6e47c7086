/**
 * What the domains told of a child, and which of them can be believed when they are silent.
 *
 * @module
 */

import { mayRead, type Scope } from '../../privacy/policy.ts'
import type { Viewer } from '../../privacy/viewer.ts'
import type { ChildCourse, DomainStanding } from '../../schema/course.ts'
import { Domain } from '../../schema/domain.ts'
import type { DomainEvent } from '../../schema/events.ts'
import { latestOf } from './age.ts'
import { IN_FORCE_FROM } from './schedule.ts'

/** What each domain told; null for one that told nothing. */
export type Told = Readonly<Partial<Record<Domain, readonly DomainEvent[] | null | undefined>>>

/** What is known of a child. */
export interface Known {
  readonly course: ChildCourse | null
  readonly told: Told
  readonly standings: readonly DomainStanding[] | null
  readonly viewer: Pick<Viewer, 'role' | 'purpose'>
  /** The day by which all this was known, schedules too; left out: now. */
  readonly knownOn?: string | undefined
}

export interface ToldEvent extends DomainEvent {
  readonly domain: Domain
}

/** Why nothing can be concluded from the silence of a domain. */
export type Doubt = 'SOURCE_DOWN' | 'STALE' | 'NOT_LINKED'

export interface Voice {
  readonly domain: Domain
  /** Null: all that there is until the day was told, be it nothing. */
  readonly doubt: Doubt | null
  /** Who tells it, by slug. */
  readonly registries: readonly string[]
}

export interface Publishing {
  /** Of `Child`, in which it publishes its events. */
  readonly field: 'birthCareEvents' | 'jgzEvents' | 'childcareEvents' | 'socialDomainEvents'
  /** Without one of these it has nothing to tell the viewer of whom it saw. */
  readonly speaksBy: readonly Scope[]
}

/** A new domain adds a line here and its field to `Child`: no rule knows of it. */
export const PUBLISHING: Readonly<Record<Domain, Publishing>> = {
  BIRTH_CARE: {
    field: 'birthCareEvents',
    speaksBy: ['birth-care:pregnancy', 'birth-care:birth'],
  },
  JGZ: { field: 'jgzEvents', speaksBy: ['jgz:contacts'] },
  CHILDCARE: { field: 'childcareEvents', speaksBy: ['childcare:enrolments'] },
  SOCIAL_DOMAIN: {
    field: 'socialDomainEvents',
    speaksBy: ['social-domain:allocations', 'social-domain:cases'],
  },
}

export const DOMAINS = Object.values(Domain)

/**
 * The domains for which a verdict speaks. Those that the purpose does not open, or of which a family does not want it,
 * are outside, and no reason for doubt: else nothing would ever be told.
 */
export function voicesOf(
  told: Told,
  standings: readonly DomainStanding[] | null,
  viewer: Pick<Viewer, 'role' | 'purpose'>,
  at: string,
): readonly Voice[] {
  return DOMAINS.flatMap((domain) => {
    const standing = standings?.find((one) => one.domain === domain)
    if (!PUBLISHING[domain].speaksBy.some((scope) => mayRead(viewer, scope))) return []
    if (standing && OUTSIDE.includes(standing.absence)) return []
    const { registries = [] } = standing ?? {}
    return [{ domain, doubt: doubtOf(standing, told[domain], at), registries }]
  })
}

const OUTSIDE: readonly string[] = ['NO_LEGAL_BASIS', 'OBJECTION', 'SUPPRESSED']

function doubtOf(
  standing: DomainStanding | undefined,
  events: readonly DomainEvent[] | null | undefined,
  at: string,
): Doubt | null {
  if (!standing) return 'SOURCE_DOWN'
  const { absence, freshAt } = standing
  // What is old may be complete up to the day that is asked about.
  if (absence === 'STALE') return freshAt !== null && freshAt.slice(0, 10) > at ? null : 'STALE'
  if (absence === 'SOURCE_DOWN' || absence === 'NOT_LINKED') return absence
  // It has something, and did not tell it.
  return absence === 'NONE' && events == null ? 'SOURCE_DOWN' : null
}

/** All that was told and is true by that day, oldest first; on one day in the order of the domains. */
export function eventsUntil(told: Told, at: string): readonly ToldEvent[] {
  const last = LAST.get(told)
  if (last?.at === at) return last.events
  const events = DOMAINS.flatMap((domain) =>
    (told[domain] ?? []).filter((event) => event.at <= at).map((event) => ({ ...event, domain })),
  ).sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)))
  LAST.set(told, { at, events })
  return events
}

/** One rule after the other asks for the same. */
const LAST = new WeakMap<Told, { readonly at: string; readonly events: readonly ToldEvent[] }>()

/**
 * Days on which any rule may say something else though nothing more is told: what lies ahead comes true, a domain was told
 * something last on that day, another edition of a schedule is in force.
 */
export function turnsOfTold({ course, told, standings }: Known): readonly string[] {
  const { birthDate, arrivedOn, endedOn } = course ?? {}
  return [
    ...[birthDate, arrivedOn, endedOn].flatMap((date) => (date ? latestOf(date) : [])),
    ...DOMAINS.flatMap((domain) => (told[domain] ?? []).map(({ at }) => at)),
    ...(standings ?? []).flatMap(({ freshAt }) => freshAt?.slice(0, 10) ?? []),
    ...IN_FORCE_FROM,
  ]
}
