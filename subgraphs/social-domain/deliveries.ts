/**
 * The folders in which the municipality, its providers and its teams drop what they tell, and the
 * store that it goes into.
 *
 * @module
 */

import type { DeliveryReader } from '../../connectors/deliveries.ts'
import {
  type DeliveryEvent,
  type FolderWatch,
  watchFolder,
} from '../../connectors/delivery-folder.ts'
import { type DeliveryStore, openDeliveryStore } from '../../connectors/delivery-store.ts'
import type { Registry } from '../../connectors/registry.ts'
import type { ReferenceKey } from '../../privacy/sealed-reference.ts'
import { deliveredAllocations } from './delivered-allocations.ts'
import { deliveredCases } from './delivered-cases.ts'
import { readIjw } from './ijw.ts'
import type { AllocationSource, CaseSource } from './source.ts'
import type { Indexed } from './subject-index.ts'
import { readWijkteamCsv } from './wijkteam-csv.ts'

export interface DeliveriesOptions {
  /** Those of this domain: one of youth help or none, and one of neighbourhood teams or none. */
  readonly registries: readonly Registry[]
  readonly referenceKey: ReferenceKey
  /** Of the delivery store. */
  readonly databaseUrl: string
  /** How often the folders are looked at, and how long a file has to stay as it is. */
  readonly everyMs?: number
  readonly settleMs?: number
  readonly onDelivery?: (event: DeliveryEvent & { readonly registry: string }) => void
}

interface Linked<S> {
  readonly registry: string
  readonly source: S
}

export interface Deliveries {
  readonly allocations: Linked<AllocationSource> | undefined
  readonly cases: Linked<CaseSource> | undefined
  /** Resolves when all that lay in the folders at the start has been looked at. */
  readonly ready: Promise<void>
  close(): Promise<void>
}

/** The schema of this domain in its database. */
const SCHEMA = 'social_domain_deliveries'

export async function openDeliveries(options: DeliveriesOptions): Promise<Deliveries> {
  const { registries, referenceKey, databaseUrl } = options
  const { youthHelp, teams } = byFormat(registries)
  if (registries.length === 0) return NOTHING_LINKED

  const timeoutMs = Math.max(...registries.map(({ timeout }) => timeout))
  const store = await openDeliveryStore({ url: databaseUrl, schema: SCHEMA, timeoutMs })
  const folders = registries.map((registry) => watch(registry, store, options))
  const link = <S>(registry: string, open: (of: Indexed & { store: DeliveryStore }) => S) => ({
    registry,
    source: open({ registry, referenceKey, store }),
  })
  return {
    allocations: youthHelp && link(youthHelp.name, deliveredAllocations),
    cases: teams && link(teams.name, deliveredCases),
    ready: Promise.all(folders.map(({ ready }) => ready)).then(() => undefined),
    async close() {
      await Promise.all(folders.map((folder) => folder.close()))
      await store.close()
    },
  }
}

const NOTHING_LINKED: Deliveries = {
  allocations: undefined,
  cases: undefined,
  ready: Promise.resolve(),
  close: async () => undefined,
}

/** By format, as in `registries/`. */
const READERS: ReadonlyMap<string, (indexed: Indexed) => DeliveryReader> = new Map([
  ['ijw-3.2', readIjw],
  ['wijkteam-csv', readWijkteamCsv],
])

function byFormat(registries: readonly Registry[]) {
  const unread = registries.find(({ format }) => !READERS.has(format))
  if (unread) {
    throw new Error(
      `The format of registry ${unread.name} is not one that the social domain reads.`,
    )
  }
  const [youthHelp, anotherOfHelp] = registries.filter(({ format }) => format === 'ijw-3.2')
  const [teams, anotherOfTeams] = registries.filter(({ format }) => format === 'wijkteam-csv')
  if (anotherOfHelp || anotherOfTeams) {
    throw new Error('More than one registry of one format is linked. Link one of each.')
  }
  return { youthHelp, teams }
}

function watch(
  { name, format, url }: Registry,
  store: DeliveryStore,
  { referenceKey, everyMs, settleMs, onDelivery }: DeliveriesOptions,
): FolderWatch {
  const open = READERS.get(format) ?? readIjw
  return watchFolder({
    registry: name,
    format,
    read: open({ registry: name, referenceKey }),
    folder: url,
    store,
    ...(everyMs !== undefined && { everyMs }),
    ...(settleMs !== undefined && { settleMs }),
    ...(onDelivery && { onEvent: (event) => onDelivery({ ...event, registry: name }) }),
  })
}
