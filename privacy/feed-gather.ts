/**
 * What the parts of the graph tell of some children, in three waves, as the gateway would ask: `child` says who there is,
 * the domains tell of them side by side, and `child` says how far each domain can speak.
 *
 * @module
 */

import { createHash } from 'node:crypto'
import type { Domain } from '../schema/domain.ts'
import { GraphError } from '../schema/errors.ts'
import { EVENT_FIELDS, type EventColumns, toColumns } from '../schema/feed.ts'
import {
  type FedChild,
  type FedEvents,
  type FedPresences,
  type FedStanding,
  UNANSWERED,
} from '../schema/feed-parts.ts'
import type { RegistryPresence } from '../schema/presence.ts'

/** The calls of one page, which share what was read for it. */
export interface Round {
  /** What the one root field of the query answered. Rejects where the part does not answer, or with an error. */
  call<T>(part: string, query: string, variables: object): Promise<T>
}

/** Each domain by the name of its part, and of its field. */
export const PARTS = {
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

const NOTHING: FedEvents = { counts: [], presences: [], ...toColumns([]) }

const CHILDREN = 'query ($ids: Fed!) { childFeed(ids: $ids) }'
const STANDINGS = 'query ($ids: Fed!, $told: Fed!) { childFeedStandings(ids: $ids, told: $told) }'

type Found = FedChild | typeof UNANSWERED | null

/** By the place of a child among those who are there. */
export interface Gathered {
  readonly children: readonly FedChild[]
  /** About whom the population register did not answer. */
  readonly unanswered: ReadonlySet<string>
  readonly told: Readonly<Record<Domain, Answered | null>>
  readonly presences: readonly FedPresences[]
  readonly standings: readonly Readonly<Record<Domain, FedStanding>>[]
}

/** What a domain answered. */
export interface Answered extends EventColumns {
  readonly counts: readonly (number | null)[]
  /** Where the events of each begin. */
  readonly starts: readonly number[]
  readonly presences: readonly (readonly RegistryPresence[])[]
  readonly vaccinationScheme: readonly (string | null)[]
}

/** Who is nobody to the viewer is left out. */
export async function gather(ids: readonly string[], round: Round): Promise<Gathered> {
  if (ids.length === 0) return NOBODY
  const found = await round.call<readonly Found[]>('child', CHILDREN, { ids })
  const children = found.filter((child) => child !== null && child !== UNANSWERED)
  const unanswered = new Set(ids.filter((_, i) => found[i] === UNANSWERED))
  // Then it is no use to go on at this moment.
  if (unanswered.size === ids.length) throw new GraphError('REGISTRY_UNAVAILABLE')
  const answers = await Promise.all(DOMAINS.map((domain) => ask(domain, children, round)))
  const told = byDomain((_, i) => answers[i] ?? null)
  const presences = children.map((_, i) => byDomain((domain) => presencesOf(told[domain], i)))
  const standings = await round.call<Gathered['standings']>('child', STANDINGS, {
    ids: children.map(({ id }) => id),
    told: presences,
  })
  return { children, unanswered, told, presences, standings }
}

const NOBODY: Gathered = {
  children: [],
  unanswered: new Set(),
  told: byDomain(() => ({ ...NOTHING, starts: [], vaccinationScheme: [] })),
  presences: [],
  standings: [],
}

/** Null where the domain does not answer. Who has no reference is not asked about, and told nothing of. */
async function ask(
  domain: Domain,
  children: readonly FedChild[],
  round: Round,
): Promise<Answered | null> {
  const [part, field] = PARTS[domain]
  const subjects = children.flatMap(({ id, references }) => {
    const reference = references[domain]
    return reference === null ? [] : [{ id, reference }]
  })
  const query = `query ($subjects: Fed!) { ${field}(subjects: $subjects) }`
  const told =
    subjects.length > 0
      ? await round.call<FedEvents>(part, query, { subjects }).catch(() => null)
      : NOTHING
  if (told === null) return null

  const places = new Map(subjects.map(({ id }, i) => [id, i]))
  const ofEach = <T>(column: readonly T[] | undefined): readonly (T | undefined)[] =>
    children.map(({ id }) => column?.[places.get(id) ?? subjects.length])
  const counts = ofEach(told.counts).map((count) => count ?? null)
  return {
    ...told,
    counts,
    starts: startsOf(counts),
    presences: ofEach(told.presences).map((presences) => presences ?? []),
    vaccinationScheme: ofEach(told.vaccinationScheme).map((scheme) => scheme ?? null),
  }
}

function startsOf(counts: readonly (number | null)[]): readonly number[] {
  const starts: number[] = []
  let start = 0
  for (const count of counts) {
    starts.push(start)
    start += count ?? 0
  }
  return starts
}

function presencesOf(told: Answered | null, place: number): readonly RegistryPresence[] | null {
  return told && (told.presences[place] ?? [])
}

/** Of whom a domain could not tell what it may tell later. */
export function isUntold(presences: readonly RegistryPresence[] | null): boolean {
  if (presences === null) return true
  return presences.some(({ state, code }) => state === 'FAILED' && !LASTS.includes(code))
}

const LASTS: readonly (string | null)[] = ['AGREEMENT_MISSING', 'RECORD_UNCERTAIN']

/** The same for who is told the same; until when a registry is complete is not of a child. */
export function digestOf({ children, told, standings }: Gathered, place: number): string {
  const { references: _, ...child } = children[place] ?? {}
  const ofDomains = DOMAINS.map((domain) => {
    const answered = told[domain]
    return [
      standings[place]?.[domain].absence,
      answered?.presences[place]?.map(({ registry }) => registry),
      answered?.vaccinationScheme[place],
      answered?.counts[place],
      answered && EVENT_FIELDS.map((field) => slice(answered, field, place)),
    ]
  })
  const text = JSON.stringify([child, ofDomains])
  return createHash('sha256').update(text).digest('base64').slice(0, 12)
}

/** The events of one child, in one column. */
export function slice<F extends keyof EventColumns>(
  { starts, counts, ...columns }: Answered,
  field: F,
  place: number,
): EventColumns[F] {
  const start = starts[place] ?? 0
  const events: EventColumns = columns
  return events[field].slice(start, start + (counts[place] ?? 0)) as unknown as EventColumns[F]
}
