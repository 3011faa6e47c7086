/**
 * Stores that are filled from the feed, and kept up: one for each organisation and purpose, begun when it first asks.
 *
 * Who is fed is fed for somebody, so columns are never shared between organisations. They live in memory as long as this
 * process does; after that they are filled anew.
 *
 * @module
 */

import type { DisclosureLedger } from '../../privacy/disclosure-ledger.ts'
import type { Feed, FeedCaller } from '../../privacy/feed.ts'
import { tellLog } from '../../privacy/log.ts'
import type { Viewer } from '../../privacy/viewer.ts'
import type { Domain } from '../../schema/domain.ts'
import { GraphError } from '../../schema/errors.ts'
import type { FeedPage } from '../../schema/feed.ts'
import { DOMAINS } from './columns.ts'
import type { Filled } from './desk.ts'
import type { Found } from './dimension.ts'
import { type Edition, nameOfEdition, openEditions, type Since } from './edition.ts'
import { openStore, type Store } from './store.ts'
import { openTakeIn, type TakeIn } from './take-in.ts'
import type { Incomplete } from './tell-types.ts'
import { notKnownYet } from './told-mostly.ts'

export interface FilledStore {
  readonly store: Store
  readonly editionOf: ReturnType<typeof openEditions>
  /** Domains of which most is in no number of an edition. */
  notKnownYet(edition: Edition): Promise<readonly Domain[]>
  filled(): Filled
}

/** For whom columns are kept. */
export type Asker = Pick<Viewer, 'organisation' | 'role' | 'purpose' | 'municipalities'>

export interface FilledStores {
  /** Waits until all is there, or the signal says so: NUMBERS_GATHERING. */
  of(viewer: Viewer, signal: AbortSignal): Promise<FilledStore>
  /** Fills it before it is asked for. */
  begin(asker: Asker): void
  /** Some that were begun so are not filled yet. */
  isGathering(): boolean
  /** Looks whether there is something new, in all of them; for who does not want to wait. */
  refresh(): Promise<void>
  close(): Promise<void>
}

interface Options {
  readonly feeds: FeedCaller
  readonly ledger: DisclosureLedger
  /** Of the numbers that stand for children. */
  readonly key: Uint8Array
  readonly now: () => Date
  /** Of the strictest of all holders. */
  readonly k: number
  /** After so long it is looked whether there is something new. */
  readonly refreshMs: number
}

/** So many organisations and purposes at once; who asks least recently is forgotten. */
export const MOST = 4
const AGAIN_MS = 5_000
/** Children. */
const TELL_EVERY = 20_000
/** Less than the gateway waits for a part. */
const WAIT_MS = 3_000

export function openFilledStores(options: Options): FilledStores {
  const kept = new Map<string, Keeping>()
  const begun = new Set<Keeping>()

  function keepingOf(asker: Asker): Keeping {
    const name = projectOf(asker)
    const keeping = kept.get(name) ?? keep(asker, options)
    kept.delete(name)
    kept.set(name, keeping)
    return keeping
  }

  return {
    async of(viewer, signal) {
      const keeping = keepingOf(viewer)
      for (const [oldest, { close }] of kept) {
        if (kept.size <= MOST) break
        kept.delete(oldest)
        await close()
      }
      return keeping.ready(signal)
    },
    begin(asker) {
      const keeping = keepingOf(asker)
      begun.add(keeping)
      keeping.filled.finally(() => begun.delete(keeping)).catch(() => undefined)
    },
    isGathering: () => begun.size > 0,
    async refresh() {
      await Promise.all([...kept.values()].map(({ refresh }) => refresh()))
    },
    async close() {
      await Promise.all([...kept.values()].map(({ close }) => close()))
    },
  }
}

/** All who ask for an organisation and a purpose are one. */
export function projectOf({ organisation, purpose, municipalities }: Asker): string {
  return JSON.stringify([organisation, purpose, municipalities.toSorted()])
}

interface Keeping {
  /** For the first time. */
  readonly filled: Promise<unknown>
  ready(signal: AbortSignal): Promise<FilledStore>
  refresh(): Promise<void>
  close(): Promise<void>
}

function keep(asker: Asker, { feeds, ledger, key, now, k, refreshMs }: Options): Keeping {
  const stop = new AbortController()
  const first = Promise.withResolvers<FilledStore>()
  first.promise.catch(() => undefined)
  let wake: () => void = () => undefined
  /** Of those who wait for the next look to be over. */
  let looked = Promise.withResolvers<void>()
  let isWanted = false

  async function run(): Promise<void> {
    while (!stop.signal.aborted) {
      let store: Store | undefined
      try {
        store = await openStore()
        await fill(store)
      } catch {
        // Whatever went wrong half-way: nothing half is kept.
        if (stop.signal.aborted) return
        tellLog('insight-failed', { part: 'insight', text: FAILED })
        await pause(AGAIN_MS)
      } finally {
        store?.close()
      }
    }
  }

  async function fill(store: Store): Promise<void> {
    const { organisation, role, purpose, municipalities } = asker
    const feed = feeds.open({ part: 'insight', organisation, role, purpose, municipalities })
    const takeIn = openTakeIn(store, key)
    const state: State = {
      ...{ fares: [], linking: [], without: [], since: {}, upToDateTo: { ...NO_DAYS } },
    }
    const filled = (): Filled => ({ ...state, incomplete: [...state.fares, ...state.linking] })
    const editionOf = openEditions(store, now, {
      ...{ unlinked: () => state.without, since: () => state.since, first: asFirst, k },
    })
    const unknown = new Map<string, ReturnType<typeof notKnownYet>>()
    const filledStore: FilledStore = {
      ...{ store, editionOf, filled },
      notKnownYet(edition) {
        const name = `${nameOfEdition(edition)} ${edition.today}`
        const found = unknown.get(name) ?? notKnownYet(store, edition)
        unknown.set(name, found)
        found.catch(() => unknown.delete(name))
        return found
      },
    }
    for (;;) {
      isWanted = false
      const children = await takeAll(feed, takeIn, state)
      if (children > 0) unknown.clear()
      if (children > 0)
        tellLog('insight-filled', { part: 'insight', text: `took in ${children} children` })
      first.resolve(filledStore)
      looked.resolve()
      looked = Promise.withResolvers()
      if (!isWanted) await pause(refreshMs)
      stop.signal.throwIfAborted()
    }
  }

  async function asFirst(edition: string, found: Found): Promise<Found> {
    const { grid } = await ledger.first({ project: projectOf(asker), edition }, { grid: found })
    return grid as Found
  }

  async function takeAll(feed: Feed, takeIn: TakeIn, state: State): Promise<number> {
    let children = 0
    let telling = TELL_EVERY
    for (;;) {
      const page = await feed.next(stop.signal)
      await takeIn(page)
      children += page.children.ids.length + page.children.gone.length
      for (const domain of DOMAINS) {
        state.upToDateTo[domain] = page.events[domain].upToDateTo ?? state.upToDateTo[domain]
      }
      state.fares = DOMAINS.flatMap((domain) => {
        const { doubt } = page.events[domain]
        return doubt === null ? [] : { domain, because: doubt }
      })
      if (page.done) noteLinking(page, state)
      if (page.done) return children
      if (children >= telling) {
        tellLog('insight-filling', { part: 'insight', text: `took in ${children} children so far` })
        telling += TELL_EVERY
      }
      stop.signal.throwIfAborted()
      // Whoever asks is not to wait until all is in.
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  const running = run()
  return {
    filled: first.promise,
    ready: (signal) => inTime(first.promise, signal),
    async refresh() {
      isWanted = true
      const { promise } = looked
      wake()
      await promise
    },
    async close() {
      stop.abort()
      wake()
      looked.resolve()
      first.reject(new GraphError('NUMBERS_GATHERING'))
      await running
    },
  }
}

/** What is told of a store. What was linked meanwhile counts as linked once it is in the columns. */
interface State {
  fares: readonly Incomplete[]
  linking: readonly Incomplete[]
  without: readonly string[]
  since: Since
  readonly upToDateTo: Mutable<Filled['upToDateTo']>
}

function noteLinking({ events }: FeedPage, state: State): void {
  state.linking = DOMAINS.flatMap((domain): readonly Incomplete[] => {
    const { never, late } = events[domain].linking
    return [
      ...(never.length > 0 ? [{ domain, because: 'NEVER_LINKED' as const }] : []),
      ...(late.length > 0 ? [{ domain, because: 'LINKED_LATE' as const }] : []),
    ]
  })
  state.without = DOMAINS.flatMap((domain) => events[domain].linking.never).toSorted()
  state.since = Object.fromEntries(
    DOMAINS.flatMap((domain) => {
      const { since } = events[domain].linking
      return since === undefined ? [] : [[domain, since]]
    }),
  )
}

const FAILED = 'the columns could not be kept up; they are filled anew'

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

const NO_DAYS: Filled['upToDateTo'] = {
  BIRTH_CARE: null,
  JGZ: null,
  CHILDCARE: null,
  SOCIAL_DOMAIN: null,
}

/** Who asks first may have to wait; how much is there is not told, since that is a number, too. */
async function inTime<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const late = AbortSignal.any([signal, AbortSignal.timeout(WAIT_MS)])
  return new Promise((resolve, reject) => {
    const refuse = () => reject(new GraphError('NUMBERS_GATHERING'))
    if (late.aborted) refuse()
    late.addEventListener('abort', refuse, { once: true })
    promise.then(resolve, reject).finally(() => late.removeEventListener('abort', refuse))
  })
}
