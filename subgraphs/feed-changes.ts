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
import type { FedChanges, FedRecords } from '../schema/feed-parts.ts'
import type { TellHealth } from './health.ts'

/** So many keys at a time. */
const A_PAGE = 5_000

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

/** Its own keys, in an order that stays: those after this one. */
export type TellRecords = (
  after: string,
  limit: number,
  signal: AbortSignal,
) => Promise<readonly string[]>

export interface ChangingRegistry {
  readonly name: string
  readonly changes?: TellChanges
  /** Left out where nothing can be linked to nobody, or all are asked for otherwise. */
  readonly records?: TellRecords
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

export interface RecordsCursor {
  readonly registry: string
  readonly after: string
}

export type TellFedRecords = (cursor: RecordsCursor | null) => Promise<FedRecords>

/** What the resolvers of a feed get beside what the others get. */
export interface ChangesContext {
  readonly viewer: Viewer
  readonly changes: TellFedChanges
  readonly records: TellFedRecords
}

/** One registry after the other. */
export function openFedRecords(options: Omit<FedChangesOptions, 'health'>): TellFedRecords {
  const { domain, keyring, registries, request } = options
  const { viewer, agreements, signal } = request
  const agreed = registries.filter(({ name }) => agreements(name, viewer.purpose))

  return async (cursor) => {
    const at = cursor ? agreed.findIndex(({ name }) => name === cursor.registry) : 0
    const registry = agreed[at]
    if (!registry) return { sealed: null, next: null }
    const { name } = registry
    const found = (await registry.records?.(cursor?.after ?? '', A_PAGE, signal)) ?? []
    const last = found.at(-1)
    const following = agreed[at + 1]
    const isMore = last !== undefined && found.length === A_PAGE
    const changed = { [name]: { records: found, bsns: [] } }
    return {
      sealed: found.length > 0 ? sealChanges(keyring, { domain, ...viewer }, changed) : null,
      next: isMore
        ? { registry: name, after: last }
        : following
          ? { registry: following.name, after: '' }
          : null,
    }
  }
}

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

/** Whoever was told of has a record, be it of nobody's child. */
export function deliveredRecords(
  registry: string,
  store: Pick<DeliveryStore, 'subjects'>,
): TellRecords {
  return (after, limit, signal) => store.subjects(registry, after, limit, signal)
}
