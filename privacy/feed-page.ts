/**
 * One page of the feed: what was gathered of some children, in columns.
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
import type { FedChanges, FedChild, FedIds } from '../schema/feed-parts.ts'
import { byDomain, type Gathered, slice } from './feed-gather.ts'

/** How a domain fares; null: it did not answer. */
export type Fares = Pick<FedChanges, 'doubt' | 'upToDateTo'> | null

export interface ToldPage {
  readonly children: Omit<ChildFeed, 'gone'>
  readonly events: Readonly<Record<Domain, EventFeed>>
}

/** Of those in these places. */
export function toPage(
  gathered: Gathered,
  places: readonly number[],
  fares: Readonly<Record<Domain, Fares>>,
  linking: FedIds['linking'],
): ToldPage {
  const { children, told } = gathered
  const at = <T>(list: readonly T[] | undefined) => places.flatMap((place) => list?.[place] ?? [])
  const column = <F extends keyof FedChild>(field: F): readonly FedChild[F][] =>
    at(children).map((child) => child[field])
  return {
    children: {
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
      vaccinationScheme: places.map((place) => told.JGZ?.vaccinationScheme[place] ?? null),
      domains: byDomain((domain) => toStandings(domain, gathered, places)),
    },
    events: byDomain((domain) => ({
      ...toEventFeed(domain, gathered, places, fares[domain]),
      linking: linking[domain],
    })),
  }
}

function toStandings(
  domain: Domain,
  { children, told, presences, standings }: Gathered,
  places: readonly number[],
): StandingColumns {
  const isTold = (place: number) => told[domain]?.counts[place] != null
  return {
    token: places.map((place) =>
      isTold(place) ? (children[place]?.tokens[domain] ?? null) : null,
    ),
    absence: places.map((place) => standings[place]?.[domain].absence ?? 'SOURCE_DOWN'),
    freshAt: places.map((place) => standings[place]?.[domain].freshAt ?? null),
    registries: places.map(
      (place) => presences[place]?.[domain]?.map(({ registry }) => registry) ?? [],
    ),
  }
}

/** Of whom nothing is told, nothing is left of what was told before. */
function toEventFeed(
  domain: Domain,
  { children, told }: Gathered,
  places: readonly number[],
  fares: Fares,
): Omit<EventFeed, 'linking'> {
  const answered = told[domain]
  const isWhole = places.length === children.length
  const columns = EVENT_FIELDS.map((field) => [
    field,
    answered && !isWhole
      ? places.flatMap((place) => [...slice(answered, field, place)])
      : (answered?.[field] ?? []),
  ])
  return {
    subjects: places.map((place) => children[place]?.tokens[domain] ?? ''),
    counts: places.map((place) => answered?.counts[place] ?? 0),
    ...(Object.fromEntries(columns) as unknown as EventColumns),
    upToDateTo: fares?.upToDateTo ?? null,
    doubt: fares && answered ? fares.doubt : 'SOURCE_DOWN',
  }
}
