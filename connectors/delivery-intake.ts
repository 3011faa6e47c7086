/**
 * The folders of a domain's registries, and the one store that what is dropped there goes into.
 *
 * @module
 */

import type { DeliveryFormat } from './deliveries.ts'
import { type DeliveryEvent, watchFolder } from './delivery-folder.ts'
import { type DeliveryStore, openDeliveryStore } from './delivery-store.ts'
import type { Registry } from './registry.ts'
import type { Indexed, StoreKey } from './subject-index.ts'

export interface IntakeOptions {
  /** Those of the domain. */
  readonly registries: readonly Registry[]
  readonly storeKey: StoreKey
  /** Of the delivery store. */
  readonly databaseUrl: string
  /** How often the folders are looked at, and how long a file has to stay as it is. */
  readonly everyMs?: number
  readonly settleMs?: number
  readonly onDelivery?: (event: DeliveryEvent & { readonly registry: string }) => void
}

/** How the files of a format are read. */
export type IntakeFormat = Pick<DeliveryFormat, 'restates'> & {
  readonly open: (indexed: Indexed) => DeliveryFormat['read']
}

export interface Intake {
  /** None when nothing is linked. */
  readonly store: DeliveryStore | undefined
  /** Resolves when all that lay in the folders at the start has been looked at. */
  readonly ready: Promise<void>
  close(): Promise<void>
}

export interface IntakeDomain {
  /** For people. */
  readonly name: string
  /** Of the domain in its database. */
  readonly schema: string
  /** By format, as in `registries/`. */
  readonly formats: Readonly<Record<string, IntakeFormat>>
}

export async function openIntake(
  { name: domain, schema, formats }: IntakeDomain,
  { registries, storeKey, databaseUrl, onDelivery, ...pace }: IntakeOptions,
): Promise<Intake> {
  const known = new Map(Object.entries(formats))
  const linked = registries.map(({ name, format, url }) => {
    const read = known.get(format)
    if (!read) throw new Error(`The format of registry ${name} is not one that ${domain} reads.`)
    return { registry: name, format, folder: url, read }
  })
  if (linked.length === 0) {
    return { store: undefined, ready: Promise.resolve(), close: async () => undefined }
  }

  const timeoutMs = Math.max(...registries.map(({ timeout }) => timeout))
  const store = await openDeliveryStore({ url: databaseUrl, schema, timeoutMs })
  const folders = linked.map(({ read: { open, restates = false }, registry, format, folder }) =>
    watchFolder({
      ...pace,
      registry,
      format,
      folder,
      store,
      restates,
      read: open({ registry, storeKey }),
      onEvent: (event) => onDelivery?.({ ...event, registry }),
    }),
  )
  return {
    store,
    ready: Promise.all(folders.map(({ ready }) => ready)).then(() => undefined),
    async close() {
      await Promise.all(folders.map((folder) => folder.close()))
      await store.close()
    },
  }
}
