/**
 * The desks at which work lists are kept: one for each organisation, role and purpose that asks.
 *
 * A desk is opened by whoever asks first, follows the feed from then on, and is closed when nobody asked for an hour; what it
 * has is in memory only. Before a page is read what changed is taken in, unless that was done a moment ago. And who stands on
 * the page is asked for once more, for who reads it: so nobody is on it whom the reader may not see, and it is written down.
 *
 * @module
 */

import { setTimeout } from 'node:timers/promises'
import type { Asker, FeedCaller } from '../../privacy/feed.ts'
import type { Viewer } from '../../privacy/viewer.ts'
import type { Domain } from '../../schema/domain.ts'
import { GraphError } from '../../schema/errors.ts'
import { openFollowedChildren } from './follow-children.ts'
import { openListEntries } from './list-entries.ts'
import { type ListedPage, type ListQuery, readPage } from './list-page.ts'
import type { ListName } from './list-rows.ts'
import { DOMAINS, type Doubt } from './told.ts'

export interface ListDesks {
  /** LIST_NOT_READY while it is put together for the first time. */
  read<L extends ListName>(name: L, query: ListQuery, asker: Asker): Promise<DeskPage<L>>
  close(): Promise<void>
}

/** Of one request. */
export type ReadList = <L extends ListName>(name: L, query: ListQuery) => Promise<DeskPage<L>>

export interface DeskPage<L extends ListName> extends ListedPage<L> {
  /** When what changed was taken in. */
  readonly refreshedAt: string
  readonly domains: readonly DomainOnDesk[]
}

export interface DomainOnDesk {
  readonly domain: Domain
  readonly doubt: Doubt | null
}

interface DesksOptions {
  readonly feeds: FeedCaller
  readonly now: () => Date
  readonly toDay: (moment: Date) => string
  /** For so long what was taken in is new enough. */
  readonly freshMs?: number | undefined
}

const FRESH_MS = 2_000
/** While somebody asks now and then it is taken in so often unasked, so that nobody waits for much. */
const EVERY_MS = 60_000
const IDLE_MS = 3_600_000
/** So long somebody waits for what changed; then a page is read as far as it is taken in. */
const PATIENCE_MS = 2_000
const MOST_DESKS = 8

type Desk = ReturnType<typeof openDesk>

export function openListDesks(options: DesksOptions): ListDesks {
  const desks = new Map<string, Desk>()

  function drop(name: string): void {
    desks.get(name)?.close()
    desks.delete(name)
  }

  function deskOf(viewer: Viewer): Desk {
    const { role, purpose, organisation, municipalities } = viewer
    const name = JSON.stringify([role, purpose, organisation, municipalities.toSorted()])
    const desk = desks.get(name) ?? openDesk(viewer, options, () => drop(name))
    // Who was asked last comes last.
    desks.delete(name)
    desks.set(name, desk)
    const [oldest] = desks.keys()
    if (desks.size > MOST_DESKS && oldest !== undefined) drop(oldest)
    return desk
  }

  return {
    read: (name, query, asker) => deskOf(asker.viewer).read(name, query, asker),
    async close() {
      for (const name of [...desks.keys()]) drop(name)
    },
  }
}

function openDesk(
  viewer: Viewer,
  { feeds, now, toDay, freshMs = FRESH_MS }: DesksOptions,
  onIdle: () => void,
) {
  const { role, purpose, organisation, municipalities } = viewer
  const feed = feeds.open({ part: 'journey', role, purpose, organisation, municipalities })
  const followed = openFollowedChildren({ role, purpose })
  const entries = openListEntries(followed)
  const closing = new AbortController()
  const today = () => toDay(now())
  let askedAt = performance.now()
  let takenAt = Number.NEGATIVE_INFINITY
  let refreshedAt = ''
  let taking: Promise<void> | undefined

  async function take(): Promise<void> {
    const moment = now().toISOString()
    feed.again(followed.samples())
    for (let isDone = false; !isDone; ) {
      const page = await feed.next(closing.signal)
      followed.tell(page)
      isDone = page.done
    }
    await entries.refresh(today(), closing.signal)
    takenAt = performance.now()
    refreshedAt = moment
  }

  /** One at a time; whoever comes meanwhile waits for the same. */
  function taken(): Promise<void> {
    taking ??= take().finally(() => {
      taking = undefined
    })
    return taking
  }

  const timer = setInterval(() => {
    if (performance.now() > askedAt + IDLE_MS) onIdle()
    else taken().catch(() => undefined) // whoever asks hears of it
  }, EVERY_MS).unref()

  return {
    async read<L extends ListName>(name: L, query: ListQuery, asker: Asker): Promise<DeskPage<L>> {
      askedAt = performance.now()
      if (askedAt >= takenAt + freshMs) await patiently(taken())
      else await patiently(entries.refresh(today(), closing.signal))
      if (refreshedAt === '') throw new GraphError('LIST_NOT_READY')
      const visible = async (ids: readonly string[]) =>
        new Set(ids.length > 0 ? await feeds.admitted(asker, ids) : [])
      const page = await readPage(name, query, { entries, followed, today: today(), visible })
      const domains = DOMAINS.map((domain) => ({ domain, doubt: followed.speaking(domain).doubt }))
      return { ...page, refreshedAt, domains }
    },
    close() {
      clearInterval(timer)
      closing.abort()
    },
  }
}

async function patiently(work: Promise<void>): Promise<void> {
  const ended = new AbortController()
  const late = setTimeout(PATIENCE_MS, undefined, { signal: ended.signal, ref: false })
  await Promise.race([work, late.catch(() => undefined)]).finally(() => ended.abort())
}
