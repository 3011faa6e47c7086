/**
 * The children that are followed: what the feeds told of each, in memory, and of whom something changed since.
 *
 * Pages may come in any order and cut anywhere: events may be told before anybody says whose they are, and a child before its
 * events. What is told of a child, or under a token, replaces what was told before.
 *
 * @module
 */

import type { Viewer } from '../../privacy/viewer.ts'
import type { ChildCourse, DomainStanding } from '../../schema/course.ts'
import type { Domain } from '../../schema/domain.ts'
import type { ChildFeed, EventFeed, FeedPage } from '../../schema/feed.ts'
import { openEventShapes, type PackedEvents } from './follow-events.ts'
import { DOMAINS, type Known } from './told.ts'

export interface FollowedChild {
  readonly id: string
  readonly course: ChildCourse
  readonly scheme: string | null
  /** Null where the address is secret, or not known. */
  readonly municipality: string | null
  /** The four digits of the postcode. */
  readonly postcode: string | null
  /** By domain, in the order of `DOMAINS`. */
  readonly tokens: readonly (string | null)[]
  readonly standings: readonly DomainStanding[]
}

/** What every rule needs of a child. */
export interface Listed extends Known {
  /** Of vaccinations, as youth health care recorded it. */
  readonly scheme: string | null
}

/** How far a whole domain can speak at this moment. */
export type Speaking = Pick<EventFeed, 'doubt' | 'upToDateTo'>

export interface FollowedChildren {
  tell(page: FeedPage): void
  /** One child of each registry: told once more, they say how far each domain can speak by then. */
  samples(): readonly string[]
  get(id: string): FollowedChild | undefined
  listed(child: FollowedChild): Listed
  speaking(domain: Domain): Speaking
  /** Of whom something changed since this was asked last; each once. */
  takeChanged(): readonly string[]
  readonly size: number
}

const MOST_ALIKE = 10_000

export function openFollowedChildren(viewer: Pick<Viewer, 'role' | 'purpose'>): FollowedChildren {
  const shapes = openEventShapes()
  const children = new Map<string, FollowedChild>()
  /** Of most children the domains can speak alike. */
  const alike = new Map<string, readonly DomainStanding[]>()
  const parts = DOMAINS.map((domain) => ({
    domain,
    events: new Map<string, PackedEvents>(),
    holders: new Map<string, string>(),
    speaking: { doubt: 'SOURCE_DOWN', upToDateTo: null } as Speaking,
  }))
  type Part = (typeof parts)[number]
  const samples = new Map<string, string>()
  let changed = new Set<string>()

  function partOf(domain: Domain): Part {
    const part = parts[DOMAINS.indexOf(domain)]
    if (!part) throw new Error('There is no such domain.')
    return part
  }

  function drop(id: string): void {
    const child = children.get(id)
    if (!child) return
    for (const [i, { holders }] of parts.entries()) holders.delete(child.tokens[i] ?? '')
    children.delete(id)
    changed.add(id)
  }

  function add(child: FollowedChild): void {
    drop(child.id)
    children.set(child.id, child)
    for (const [i, { holders }] of parts.entries()) {
      const token = child.tokens[i]
      if (token) holders.set(token, child.id)
    }
    changed.add(child.id)
  }

  function tellEvents({ events, holders }: Part, feed: EventFeed): void {
    let from = 0
    for (const [i, subject] of feed.subjects.entries()) {
      const count = feed.counts[i] ?? 0
      if (count === 0) events.delete(subject)
      else events.set(subject, shapes.pack(feed, from, count))
      from += count
      const holder = holders.get(subject)
      if (holder !== undefined) changed.add(holder)
    }
  }

  /** The worst that the domain says of itself, and of the samples. */
  function doubtOf(domain: Domain, { doubt }: EventFeed): Speaking['doubt'] {
    const absences = [...samples.values()].flatMap((id) =>
      (children.get(id)?.standings ?? [])
        .filter((standing) => standing.domain === domain)
        .map(({ absence }) => absence),
    )
    return DOUBTS.find((one) => one === doubt || absences.includes(one)) ?? null
  }

  function tellSpeaking(part: Part, speaking: Speaking): void {
    const before = part.speaking
    part.speaking = speaking
    const isOther = before.doubt !== speaking.doubt || before.upToDateTo !== speaking.upToDateTo
    // Until when it is complete matters only where that has passed.
    if (!isOther || (before.doubt ?? speaking.doubt) === null) return
    for (const id of children.keys()) changed.add(id)
  }

  return {
    tell({ children: told, events }) {
      for (const id of told.gone) drop(id)
      for (const i of told.ids.keys()) {
        const child = toChild(told, i)
        const name = JSON.stringify(child.standings)
        const standings = alike.get(name) ?? child.standings
        if (alike.size < MOST_ALIKE) alike.set(name, standings)
        add({ ...child, standings })
        for (const { registries } of standings) {
          for (const one of registries) if (!samples.has(one)) samples.set(one, child.id)
        }
      }
      for (const part of parts) {
        const feed = events[part.domain]
        tellEvents(part, feed)
        tellSpeaking(part, { doubt: doubtOf(part.domain, feed), upToDateTo: feed.upToDateTo })
      }
    },
    samples() {
      for (const [registry, id] of samples) if (!children.has(id)) samples.delete(registry)
      return [...new Set(samples.values())]
    },
    get: (id) => children.get(id),

    listed({ course, scheme, tokens, standings }) {
      const told = parts.map(({ events, speaking }, i) => {
        const token = tokens[i]
        if (!token || speaking.doubt === 'SOURCE_DOWN') return null
        return shapes.unpack(events.get(token) ?? [])
      })
      return {
        course,
        scheme,
        told: Object.fromEntries(DOMAINS.map((domain, i) => [domain, told[i]])),
        standings: standings.map((one, i) =>
          standingNow(one, partOf(one.domain).speaking, (told[i]?.length ?? 0) > 0),
        ),
        viewer,
      }
    },

    speaking: (domain) => partOf(domain).speaking,

    takeChanged() {
      const ids = [...changed]
      changed = new Set()
      return ids
    },

    get size() {
      return children.size
    },
  }
}

function toChild(feed: ChildFeed, i: number): FollowedChild {
  const at = <T>(column: readonly T[]): T | null => column[i] ?? null
  return {
    id: feed.ids[i] ?? '',
    course: {
      birthDate: at(feed.birthDate),
      endedOn: at(feed.endedOn),
      ending: at(feed.ending),
      arrivedOn: at(feed.arrivedOn),
    },
    scheme: at(feed.vaccinationScheme),
    municipality: at(feed.municipality),
    postcode: at(feed.postcode4),
    tokens: DOMAINS.map((domain) => at(feed.domains[domain].token)),
    standings: DOMAINS.map((domain) => {
      const { absence, freshAt, registries } = feed.domains[domain]
      return {
        domain,
        absence: at(absence) ?? 'SOURCE_DOWN',
        freshAt: at(freshAt),
        registries: at(registries) ?? [],
      }
    }),
  }
}

/** Worst first: what cannot be told at all, what cannot be told of late. */
const DOUBTS = ['SOURCE_DOWN', 'STALE'] as const
/** That the domain may not be read of the child holds whether or not it answers. */
const SETTLED: readonly string[] = ['NO_LEGAL_BASIS', 'OBJECTION', 'SUPPRESSED']

/** What was told of the child, corrected by how far the domain can speak now. */
function standingNow(
  standing: DomainStanding,
  { doubt, upToDateTo }: Speaking,
  hasEvents: boolean,
): DomainStanding {
  const { absence } = standing
  // Who could not be told of is told of again when the domain is back.
  if (SETTLED.includes(absence) || absence === 'SOURCE_DOWN') return standing
  if (doubt !== null) return { ...standing, absence: doubt, freshAt: upToDateTo }
  return absence === 'STALE'
    ? { ...standing, absence: hasEvents ? 'NONE' : 'NOT_RECORDED' }
    : standing
}
