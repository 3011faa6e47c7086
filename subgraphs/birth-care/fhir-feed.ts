/**
 * All pregnancies of a registry that speaks FHIR, one page after the other.
 *
 * A page is of maternal records; with it comes all that is known of these women, by the same search as when one child is
 * asked for. A pregnancy that several practices saw is told once, with the first of its episodes.
 *
 * @module
 */

import { type Delivered, deliveredPages } from '../../connectors/delivered.ts'
import type { DeliveryStore } from '../../connectors/delivery-store.ts'
import type { Fhir, FhirResource } from '../../connectors/fhir.ts'
import type { Numbered, RegisteredPregnancy } from '../pregnancies.ts'
import { BSN_SYSTEM, SNOMED_SYSTEM } from './codes.ts'
import { RESOURCE, targetsOf } from './fhir-delivered.ts'
import type { FhirDelivered } from './fhir-delivered-source.ts'
import { toSearch } from './fhir-geboortezorg.ts'
import { openRecords, type Records, Unreadable } from './fhir-geboortezorg-resources.ts'
import { carriedBy, type NumberOf, toRegistered, type Woman } from './fhir-pregnancies.ts'

interface FhirFeedOptions {
  readonly registry: string
  readonly fhir: Pick<Fhir, 'search' | 'pages'>
}

/** Observatie betreffende zwangerschap: what makes an episode a maternal record. */
const MATERNAL = `${SNOMED_SYSTEM}|364320009`
const EPISODES = '50'

export async function* fhirPregnancies(
  { registry, fhir }: FhirFeedOptions,
  signal: AbortSignal,
): AsyncGenerator<RegisteredPregnancy> {
  const params = new URLSearchParams([
    ['type', MATERNAL],
    ['_count', EPISODES],
    ['_include', 'EpisodeOfCare:patient'],
  ])
  for await (const { matches, resources } of fhir.pages('EpisodeOfCare', params, signal)) {
    const known = openRecords(resources)
    const patients = known.all('Patient').map(({ key }) => key)
    const numbers = patients.flatMap((key) => known.bsnOf(key) ?? [])
    const ids = patients.filter((key) => known.bsnOf(key) === undefined).map(idOf)
    const found = await Promise.all([
      search(
        'identifier',
        [...new Set(numbers)].map((bsn) => `${BSN_SYSTEM}|${bsn}`),
      ),
      search('_id', ids),
    ])
    const records = openRecords(found.flat())
    const women = new Map<string, Woman>()
    for (const key of patients) {
      const [first = key, ...others] = [...records.patientsWith(known.bsnOf(key) ?? '')].sort()
      women.set(first, [first, ...others])
    }
    const numberOf = (key: string): Numbered => ({ bsn: records.bsnOf(key) ?? null, index: null })
    yield* pregnanciesOf(registry, records, [...women.values()], numberOf, new Set(keysOf(matches)))
  }

  async function search(parameter: 'identifier' | '_id', values: readonly string[]) {
    if (values.length === 0) return []
    return fhir.search('Patient', toSearch(parameter, values, BOTH), signal)
  }
}

const BOTH = new Set(['birth', 'pregnancy'] as const)

interface DeliveredFeedOptions extends Delivered {
  readonly store: Pick<DeliveryStore, 'since' | 'current' | 'byKey'>
  readonly fhir: FhirDelivered
}

/** What was told again is told again here: the same key is the same pregnancy. */
export async function* deliveredFhirPregnancies(
  { registry, store, fhir }: DeliveredFeedOptions,
  signal: AbortSignal,
): AsyncGenerator<RegisteredPregnancy> {
  for await (const rows of deliveredPages(store, registry, signal)) {
    const episodes = rows.flatMap(({ kind, body }) =>
      kind === RESOURCE && isEpisode(body) ? [body] : [],
    )
    const women = [...new Set(episodes.flatMap((episode) => targetsOf(episode, 'patient')))]
    if (women.length === 0) continue
    const found = await fhir.searchBlind('Patient', toSearch('_id', women.map(idOf), BOTH), signal)
    const indexes = new Map(found.map((resource) => [keyIn(resource), indexIn(resource)]))
    const numberOf = (key: string): Numbered => ({ bsn: null, index: indexes.get(key) ?? null })
    const people = Map.groupBy(women, (key) => indexes.get(key) ?? key)
    yield* pregnanciesOf(
      registry,
      openRecords(found),
      [...people.values()].flatMap(([first, ...others]): Woman[] =>
        first === undefined ? [] : [[first, ...others]],
      ),
      numberOf,
      new Set(keysOf(episodes)),
    )
  }
}

function* pregnanciesOf(
  registry: string,
  records: Records,
  women: readonly Woman[],
  numberOf: NumberOf,
  episodes: ReadonlySet<string>,
): Generator<RegisteredPregnancy> {
  for (const woman of women) {
    try {
      for (const carried of carriedBy(records, woman)) {
        const [first] = carried.dossier.episodes.map(({ key }) => key).sort()
        if (first === undefined || !episodes.has(first)) continue
        yield toRegistered(records, registry, woman, carried, numberOf)
      }
    } catch (error) {
      // What is wrong in the record of one woman is not in the way of the others.
      if (!(error instanceof Unreadable)) throw error
    }
  }
}

function isEpisode(body: unknown): body is FhirResource {
  return (body as { resourceType?: unknown } | null)?.resourceType === 'EpisodeOfCare'
}

function keyIn({ resourceType, id = '' }: FhirResource): string {
  return `${resourceType}/${id}`
}

function keysOf(resources: readonly FhirResource[]): string[] {
  return resources.map(keyIn)
}

function indexIn({ identifier }: FhirResource): string | null {
  const all: readonly { system?: unknown; value?: unknown }[] = Array.isArray(identifier)
    ? identifier
    : []
  const value = all.find(({ system }) => system === BSN_SYSTEM)?.value
  return typeof value === 'string' ? value : null
}

function idOf(key: string): string {
  return key.slice('Patient/'.length)
}
