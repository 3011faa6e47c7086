/**
 * One page of the feed: some children, and what each part of the graph told of them, put into columns.
 *
 * @module
 */

import type { Domain } from '../schema/domain.ts'
import {
  type ChildFeed,
  EVENT_FIELDS,
  type EventColumns,
  type EventFeed,
  type StandingColumns,
} from '../schema/feed.ts'
import type { FedChild, FedEvents, FedPresences, FedStanding } from '../schema/feed-parts.ts'
import type { RegistryPresence } from '../schema/presence.ts'
import type { Round } from './feed.ts'

const PARTS = {
  BIRTH_CARE: ['birth-care', 'birthCareFeed'],
  JGZ: ['jgz', 'jgzFeed'],
  CHILDCARE: ['childcare', 'childcareFeed'],
  SOCIAL_DOMAIN: ['social-domain', 'socialDomainFeed'],
} as const satisfies Record<Domain, readonly [part: string, field: string]>

export const DOMAINS = Object.keys(PARTS) as readonly Domain[]

export function byDomain<T>(make: (domain: Domain, i: number) => T): Readonly<Record<Domain, T>> {
  const made = DOMAINS.map((domain, i) => [domain, make(domain, i)])
  return Object.fromEntries(made) as Record<Domain, T>
}

const CHILDREN = 'query ($ids: Fed!) { childFeed(ids: $ids) }'
const STANDINGS = 'query ($ids: Fed!, $told: Fed!) { childFeedStandings(ids: $ids, told: $told) }'

export interface ToldPage {
  readonly children: Omit<ChildFeed, 'gone'>
  readonly events: Readonly<Record<Domain, EventFeed>>
  /** Of whom a domain could not tell. */
  readonly untold: Readonly<Record<Domain, ReadonlySet<string>>>
}

/** In three waves; the domains side by side. Who is nobody to the viewer is not in it. */
export async function tellPage(ids: readonly string[], round: Round): Promise<ToldPage> {
  const found = await round.call<readonly (FedChild | null)[]>('child', CHILDREN, { ids })
  const children = found.filter((child) => child !== null)
  const answers = await Promise.all(DOMAINS.map((domain) => ask(domain, children, round)))
  const told = byDomain((_, i) => answers[i] ?? null)
  const presences = children.map((_, i) => byDomain((domain) => presencesOf(told[domain], i)))
  const standings = await round.call<readonly Standings[]>('child', STANDINGS, {
    ids: children.map(({ id }) => id),
    told: presences,
  })
  return {
    children: {
      ...columnsOf(children),
      vaccinationScheme: children.map((_, i) => told.JGZ?.schemeOf(i) ?? null),
      domains: byDomain((domain) => toStandings(domain, children, { told, presences, standings })),
    },
    events: byDomain((domain) => toEventFeed(domain, children, told[domain])),
    untold: byDomain((domain) => {
      const failed = children.filter((_, i) => isFailed(presences[i]?.[domain] ?? null))
      return new Set(failed.map(({ id }) => id))
    }),
  }
}

type Standings = Readonly<Record<Domain, FedStanding>>

/** What a domain answered, by the place of a child in the page. */
interface Answered extends EventColumns {
  readonly counts: readonly (number | null)[]
  readonly presences: readonly (readonly RegistryPresence[])[]
  schemeOf(place: number): string | null
}

/** Null where the domain does not answer. Who has no reference is not asked about, and told nothing of. */
async function ask(
  domain: Domain,
  children: readonly FedChild[],
  round: Round,
): Promise<Answered | null> {
  const [part, field] = PARTS[domain]
  const asked = children.flatMap(({ id, references }) => {
    const reference = references[domain]
    return reference === null ? [] : [{ id, reference }]
  })
  const query = `query ($subjects: Fed!) { ${field}(subjects: $subjects) }`
  const told = await round.call<FedEvents>(part, query, { subjects: asked }).catch(() => null)
  if (told === null) return null
  const places = new Map(asked.map(({ id }, i) => [id, i]))
  const at = <T>(column: readonly T[] | undefined, { id }: FedChild) =>
    column?.[places.get(id) ?? asked.length]
  return {
    ...told,
    counts: children.map((child) => at(told.counts, child) ?? null),
    presences: children.map((child) => at(told.presences, child) ?? []),
    schemeOf: (place) => {
      const child = children[place]
      return (child && at(told.vaccinationScheme, child)) ?? null
    },
  }
}

function presencesOf(told: Answered | null, place: number): readonly RegistryPresence[] | null {
  return told && (told.presences[place] ?? [])
}

/** It may be told later what was not told now. */
function isFailed(presences: FedPresences[Domain]): boolean {
  if (presences === null) return true
  return presences.some(({ state, code }) => state === 'FAILED' && !LASTS.includes(code))
}

const LASTS: readonly (string | null)[] = ['AGREEMENT_MISSING', 'RECORD_UNCERTAIN']

function columnsOf(children: readonly FedChild[]) {
  const column = <F extends keyof FedChild>(field: F): readonly FedChild[F][] =>
    children.map((child) => child[field])
  return {
    ids: column('id'),
    birthDate: column('birthDate'),
    dueDate: column('dueDate'),
    endedOn: column('endedOn'),
    ending: column('ending'),
    arrivedOn: column('arrivedOn'),
    phase: column('phase'),
    sex: column('sex'),
    municipality: column('municipality'),
    postcode4: column('postcode4'),
  }
}

interface Heard {
  readonly told: Readonly<Record<Domain, Answered | null>>
  readonly presences: readonly FedPresences[]
  readonly standings: readonly Standings[]
}

function toStandings(
  domain: Domain,
  children: readonly FedChild[],
  { told, presences, standings }: Heard,
): StandingColumns {
  const counts = told[domain]?.counts ?? []
  return {
    token: children.map(({ tokens }, i) => (counts[i] == null ? null : tokens[domain])),
    absence: standings.map((standing) => standing[domain].absence),
    freshAt: standings.map((standing) => standing[domain].freshAt),
    registries: presences.map((told) => told[domain]?.map(({ registry }) => registry) ?? []),
  }
}

/** Of whom nothing is told, nothing is left of what was told before. */
function toEventFeed(
  domain: Domain,
  children: readonly FedChild[],
  told: Answered | null,
): EventFeed {
  const columns = EVENT_FIELDS.map((field) => [field, told?.[field] ?? []])
  const moments = told?.presences.flat().flatMap(({ upToDateTo }) => upToDateTo ?? []) ?? []
  const isStale = told?.presences.some((some) => some.some((one) => one.isStale)) ?? false
  return {
    subjects: children.map(({ tokens }) => tokens[domain]),
    counts: children.map((_, i) => told?.counts[i] ?? 0),
    ...(Object.fromEntries(columns) as unknown as EventColumns),
    upToDateTo: moments.toSorted()[0] ?? null,
    doubt: told === null ? 'SOURCE_DOWN' : isStale ? 'STALE' : null,
  }
}
