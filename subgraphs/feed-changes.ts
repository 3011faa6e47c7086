/**
 * What is new in the registries of a domain since a cursor: whose records, and nothing of what they say.
 *
 * A registry that cannot tell it is not asked; whom it is about is read again once a day.
 *
 * @module
 */

import type { DeliveryStore } from '../connectors/delivery-store.ts'
import type { ReadingContext } from '../privacy/read.ts'
import { type RegistryChanges, sealChanges } from '../privacy/sealed-changes.ts'
import type { Domain, Keyring } from '../privacy/sealed-reference.ts'
import type { Viewer } from '../privacy/viewer.ts'
import type { FedChanges } from '../schema/feed-parts.ts'
import type { TellHealth } from './health.ts'

export interface ChangesOfRegistry extends RegistryChanges {
  /** To ask again with; it holds after a restart. */
  readonly next: string
  readonly done: boolean
  /** Something may be gone, and it cannot say what: all are to be read again. */
  readonly isAnew?: boolean
}

/** Without a cursor: where the registry is now. */
export type TellChanges = (
  after: string | undefined,
  signal: AbortSignal,
) => Promise<ChangesOfRegistry>

export interface ChangingRegistry {
  readonly name: string
  readonly changes?: TellChanges
}

interface FedChangesOptions {
  readonly domain: Domain
  readonly keyring: Keyring
  readonly registries: readonly ChangingRegistry[]
  readonly health: TellHealth
  readonly request: ReadingContext
}

/** By registry, what was told last. */
export type ChangesCursor = Readonly<Record<string, string>>

export type TellFedChanges = (after: ChangesCursor | null) => Promise<FedChanges>

export function openFedChanges(options: FedChangesOptions): TellFedChanges {
  const { domain, keyring, registries, health, request } = options
  const { viewer, agreements, signal } = request
  const agreed = registries.filter(({ name }) => agreements(name, viewer.purpose))

  return async (after) => {
    const told = await Promise.all(
      agreed.map(async ({ name, changes }) => {
        const last = after?.[name]
        const since = await changes?.(last, signal).catch(() => undefined)
        return { name, since, next: since?.next ?? last }
      }),
    )
    const found = told.flatMap(({ name, since }) => {
      const { records = [], bsns = [] } = since ?? {}
      return records.length + bsns.length > 0 ? [[name, { records, bsns }] as const] : []
    })
    const states = await Promise.all(agreed.map(({ name }) => health(name)))
    const moments = states.flatMap((state) => state?.upToDateTo ?? [])
    const isIn = (state: string) => states.some((one) => one?.state === state)
    return {
      changed:
        found.length > 0
          ? sealChanges(keyring, { domain, ...viewer }, Object.fromEntries(found))
          : null,
      next: Object.fromEntries(told.flatMap(({ name, next }) => (next ? [[name, next]] : []))),
      done: told.every(({ since }) => since?.done ?? true),
      isAnew: told.some(({ since }) => since?.isAnew),
      upToDateTo: moments.toSorted()[0] ?? null,
      doubt: isIn('DOWN') ? 'SOURCE_DOWN' : isIn('STALE') ? 'STALE' : null,
    }
  }
}

/** What the resolvers of a feed get beside what the others get. */
export interface ChangesContext {
  readonly viewer: Viewer
  readonly changes: TellFedChanges
}

const A_PAGE = 5_000

/** A delivery store keeps everything in the order in which it came. */
export function deliveredChanges(
  registry: string,
  store: Pick<DeliveryStore, 'changed'>,
): TellChanges {
  return async (after, signal) => {
    const { subjects, ...rest } = await store.changed(registry, after, A_PAGE, signal)
    return { records: subjects, bsns: [], ...rest }
  }
}
