/**
 * The folders in which providers and the register drop their lists, and the store that these go into.
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
import { readChildcareCsv } from './childcare-csv.ts'
import { deliveredChildcare, deliveredLocations } from './delivered-childcare.ts'
import { readLrk } from './lrk.ts'
import type { ChildcareSource, LocationSource } from './source.ts'

export interface DeliveriesOptions {
  /** Those of this domain: any number of providers, and one register of locations or none. */
  readonly registries: readonly Registry[]
  readonly referenceKey: ReferenceKey
  /** Of the delivery store. */
  readonly databaseUrl: string
  /** How often the folders are looked at, and how long a file has to stay as it is. */
  readonly everyMs?: number
  readonly settleMs?: number
  readonly onDelivery?: (event: DeliveryEvent & { readonly registry: string }) => void
}

export interface Deliveries {
  readonly providers: readonly { readonly registry: string; readonly source: ChildcareSource }[]
  readonly locations: LocationSource | undefined
  /** Resolves when all that lay in the folders at the start has been looked at. */
  readonly ready: Promise<void>
  close(): Promise<void>
}

/** The schema of this domain in its database. */
const SCHEMA = 'childcare_deliveries'

export async function openDeliveries(options: DeliveriesOptions): Promise<Deliveries> {
  const { registries, referenceKey, databaseUrl } = options
  const { providers, register } = byFormat(registries)
  if (registries.length === 0) return NOTHING_LINKED

  const timeoutMs = Math.max(...registries.map(({ timeout }) => timeout))
  const store = await openDeliveryStore({ url: databaseUrl, schema: SCHEMA, timeoutMs })
  const folders = registries.map((registry) => watch(registry, store, options))
  return {
    providers: providers.map(({ name }) => ({
      registry: name,
      source: deliveredChildcare({ registry: name, store }, referenceKey),
    })),
    locations: register && deliveredLocations({ registry: register.name, store }),
    ready: Promise.all(folders.map(({ ready }) => ready)).then(() => undefined),
    async close() {
      await Promise.all(folders.map((folder) => folder.close()))
      await store.close()
    },
  }
}

const NOTHING_LINKED: Deliveries = {
  providers: [],
  locations: undefined,
  ready: Promise.resolve(),
  close: async () => undefined,
}

/** By format, as in `registries/`. */
const READERS: ReadonlyMap<string, (key: ReferenceKey) => DeliveryReader> = new Map([
  ['childcare-csv', readChildcareCsv],
  ['lrk', () => readLrk],
])

function byFormat(registries: readonly Registry[]) {
  const unread = registries.find(({ format }) => !READERS.has(format))
  if (unread) {
    throw new Error(`The format of registry ${unread.name} is not one that childcare reads.`)
  }
  const [register, another] = registries.filter(({ format }) => format === 'lrk')
  if (another) throw new Error('More than one register of childcare locations is linked. Link one.')
  return { register, providers: registries.filter((registry) => registry !== register) }
}

function watch(
  { name, format, url }: Registry,
  store: DeliveryStore,
  { referenceKey, everyMs, settleMs, onDelivery }: DeliveriesOptions,
): FolderWatch {
  const open = READERS.get(format) ?? readChildcareCsv
  return watchFolder({
    registry: name,
    format,
    read: open(referenceKey),
    folder: url,
    store,
    ...(everyMs !== undefined && { everyMs }),
    ...(settleMs !== undefined && { settleMs }),
    ...(onDelivery && { onEvent: (event) => onDelivery({ ...event, registry: name }) }),
  })
}
