/**
 * `birth-care`: what midwives, maternity care and hospital know about a child from before its birth.
 *
 * @module
 */

import {
  type IntakeDomain,
  type IntakeOptions,
  openIntake,
} from '../../connectors/delivery-intake.ts'
import { openFhir } from '../../connectors/fhir.ts'
import { type Watched, watchDelivered } from '../../connectors/freshness.ts'
import type { Registry } from '../../connectors/registry.ts'
import { openReader, type Reader, type ReadingContext } from '../../privacy/read.ts'
import { openReferences, toBsn } from '../../privacy/record-key.ts'
import type { Keyring, RecordKeys } from '../../privacy/sealed-reference.ts'
import type { Clock } from '../../schema/as-of.ts'
import { buildSubgraph, type OpenSubgraph } from '../build.ts'
import {
  type ChangesContext,
  deliveredChanges,
  openFedChanges,
  openFedRecords,
  type TellChanges,
} from '../feed-changes.ts'
import { changesFedBy } from '../feed-queries.ts'
import { openHealth } from '../health.ts'
import type { RegisteredPregnancy } from '../pregnancies.ts'
import { openPresence, openShielded, presenceSource, tellingPresence } from '../presence.ts'
import { registryIn } from '../registry-in.ts'
import { shielding } from '../shield.ts'
import { type BirthCareContext, BirthCareFields, Child, ChildInBirthCare } from './child.ts'
import { BirthCareFeed } from './feed.ts'
import { readFhirDelivered } from './fhir-delivered.ts'
import { fhirDelivered } from './fhir-delivered-source.ts'
import { deliveredFhirPregnancies, fhirPregnancies } from './fhir-feed.ts'
import { fhirGeboortezorg } from './fhir-geboortezorg.ts'
import { readBoth } from './live-and-delivered.ts'
import { readPerinedKernset } from './perined-kernset.ts'
import { perinedPregnancies } from './perined-kernset-feed.ts'
import { perinedKernset } from './perined-kernset-source.ts'
import { SHIELD } from './shield.ts'
import type { BirthCareKey, BirthCareRecord, BirthCareSource } from './source.ts'

const registry = registryIn('birthCare')

export const birthCare = buildSubgraph({
  name: 'birth-care',
  resolvers: [
    ChildInBirthCare,
    BirthCareFields,
    BirthCareFeed,
    changesFedBy('birthCare'),
    registry.resolver,
  ],
  entities: [Child, registry.entity],
})

/** Of registries there is a live one or none, and one that delivers or none. */
export interface BirthCareOptions extends Omit<IntakeOptions, 'databaseUrl'> {
  readonly keyring: Keyring
  /** Of the delivery store; needed when a registry delivers. */
  readonly databaseUrl?: string
}

interface OpenRegistry {
  readonly name: string
  readonly source: BirthCareSource
  readonly reach?: readonly Clock[]
  pregnancies(signal: AbortSignal): AsyncIterable<RegisteredPregnancy>
  /** A live one tells only what it has now. */
  readonly changes?: TellChanges
  readonly watched: Watched
  readonly ready?: Promise<void>
  close(): Promise<void>
}

const LIVE = 'fhir-stu3-geboortezorg'
const FILES = 'fhir-birth-care-files'
const DELIVERED = 'perined-kernset'

const BIRTH_CARE: IntakeDomain = {
  name: 'birth care',
  schema: 'birth_care_deliveries',
  formats: { [DELIVERED]: { open: readPerinedKernset }, [FILES]: { open: readFhirDelivered } },
}

/** Whether the registry needs a database of ours. */
export function isDelivered({ format }: Pick<Registry, 'format'>): boolean {
  return format === DELIVERED || format === FILES
}

export async function openBirthCare(options: BirthCareOptions): Promise<OpenSubgraph> {
  const { registries, keyring } = options
  const unread = registries.find((registry) => registry.format !== LIVE && !isDelivered(registry))
  if (unread) {
    throw new Error(`The format of registry ${unread.name} is not one that birth care reads.`)
  }
  const [live, anotherLive] = registries.filter((registry) => !isDelivered(registry))
  const [delivering, anotherDelivering] = registries.filter(isDelivered)
  if (anotherLive || anotherDelivering) {
    throw new Error('More than one birth care registry of one format is linked. Link one of each.')
  }
  const delivered = delivering && (await openDelivered(delivering, options))
  const open = [...(live ? [openFhirGeboortezorg(live)] : []), ...(delivered ? [delivered] : [])]

  function contextOf(request: ReadingContext): BirthCareContext & ChangesContext {
    const { viewer } = request
    const toKeys = openReferences({ keyring, domain: 'birth-care', viewer })
    const readers = open.map(({ name, source, reach = [] }) =>
      openReader({
        registry: name,
        // Of whose birth nothing was told, there may be a pregnancy.
        source: tellingPresence(shielding<BirthCareKey, BirthCareRecord>(source, SHIELD), {
          parts: ['pregnancy'],
          onlyWhereNothing: true,
        }),
        open: (subject) => toKey(name, toKeys(subject)),
        context: request,
        reach,
      }),
    )
    const told = open.flatMap(({ name, watched }, i) => {
      const read = readers[i]
      return read ? presenceSource(name, read, watched) : []
    })
    const health = openHealth(told, request)
    // Of every child of a pregnancy there is an id: no record is linked to nobody.
    const fed = { domain: 'birth-care', keyring, registries: open, health, request } as const
    return {
      viewer,
      read: readAll(readers),
      presence: openPresence(told, request, openShielded(toKeys)),
      health,
      changes: openFedChanges(fed),
      records: openFedRecords(fed),
    }
  }

  return {
    ...birthCare,
    contextOf,
    async *pregnancies(registry, signal) {
      const found = open.find(({ name }) => name === registry)
      if (found) yield* found.pregnancies(signal)
    },
    ready: delivered?.ready ?? Promise.resolve(),
    async close() {
      await Promise.all(open.map((registry) => registry.close()))
    },
  }
}

function readAll([one, other]: readonly Reader<BirthCareRecord>[]): Reader<BirthCareRecord> {
  if (!one) return async () => null
  return other ? readBoth(one, other) : one
}

async function openDelivered(
  registry: Registry,
  { databaseUrl, ...options }: Omit<BirthCareOptions, 'keyring'>,
): Promise<OpenRegistry> {
  if (databaseUrl === undefined) {
    throw new Error(`Registry ${registry.name} delivers files, and no database is there for them.`)
  }
  const { store, ready, close } = await openIntake(BIRTH_CARE, {
    ...options,
    databaseUrl,
    registries: [registry],
  })
  if (!store) throw new Error(`Registry ${registry.name} has no store.`)
  const { storeKey } = options
  const { name, format } = registry
  const delivered = { registry: name, store, storeKey }
  const fhir = fhirDelivered(delivered)
  const isFhir = format === FILES
  const source = isFhir ? fhirGeboortezorg({ registry: name, fhir }) : perinedKernset(delivered)
  const pregnancies = (signal: AbortSignal) =>
    isFhir
      ? deliveredFhirPregnancies({ ...delivered, fhir }, signal)
      : perinedPregnancies(delivered, signal)
  // A resource says when it was told, and not since when it holds.
  const reach: readonly Clock[] = format === FILES ? ['knownAt'] : ['knownAt', 'validAt']
  const watched = watchDelivered(registry, store)
  const changes = deliveredChanges(name, store)
  return { name, source, reach, watched, pregnancies, changes, ready, close }
}

/** Enough for all children of one question, with the records of their mothers. */
const ENTRY_LIMIT = 50_000
const PAGE_LIMIT = 100

function openFhirGeboortezorg({
  name,
  url,
  network,
  password,
  timeout,
  limits,
  freshness,
}: Registry): OpenRegistry {
  const fhir = openFhir({
    registry: name,
    url,
    network,
    timeoutMs: timeout,
    limits,
    entryLimit: ENTRY_LIMIT,
    pageLimit: PAGE_LIMIT,
    ...(password === undefined ? {} : { headers: { authorization: `Bearer ${password}` } }),
  })
  return {
    name,
    source: fhirGeboortezorg({ registry: name, fhir }),
    pregnancies: (signal) => fhirPregnancies({ registry: name, fhir }, signal),
    watched: { promisedHours: freshness.promised, health: () => fhir.health() },
    close: () => fhir.close(),
  }
}

/** Null where the registry is not named: it has nothing of this child. */
function toKey(registry: string, keys: RecordKeys): BirthCareKey | null {
  const { registries, mothers = [], birthDate = null, shielded = false } = keys
  const own = Object.hasOwn(registries, registry) ? registries[registry] : undefined
  if (!own) return null
  const { bsn, records = [] } = own
  return {
    bsn: bsn === undefined ? null : toBsn(bsn),
    records,
    mothers: mothers.map(toBsn),
    birthDate,
    shielded,
  }
}
