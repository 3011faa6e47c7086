/**
 * How a part of the graph is fed: page by page, every child of whom it may know, and after that whoever changed.
 *
 * It is asked in three waves, as the gateway would: `child` says who there is, the domains tell of them side by side, and
 * `child` says how far each domain can speak. So what is fed is what the same viewer would be told of each child, by the
 * same law, and it is written down as such. The part is fed for one purpose and one organisation; what it is fed it keeps
 * in memory, and from it nothing leaves that a viewer may not see.
 *
 * @module
 */

import { randomBytes } from 'node:crypto'
import type { FeedPage } from '../schema/feed.ts'
import type { FedIds } from '../schema/feed-parts.ts'
import { byDomain, DOMAINS, tellPage } from './feed-page.ts'
import type { Viewer } from './viewer.ts'

/** For whom: `journey` for a role whose grant shows children, `insight` for a purpose of numbers. */
export interface FedFor extends Omit<Viewer, 'id' | 'isFed'> {
  readonly part: 'journey' | 'insight'
}

/** Given to the parts that are fed. */
export interface FeedCaller {
  /** Begins anew: everyone is told first. */
  open(fedFor: FedFor): Feed
}

export interface Feed {
  /**
   * The next children; at first all of them, later who changed. One page at a time. Where it rejects, nothing was told,
   * and the same is told the next time.
   */
  next(signal: AbortSignal): Promise<FeedPage>
}

/** The calls of one page, which share what was read for it. */
export type OpenRound = (asked: {
  readonly viewer: Viewer
  readonly traceId: string
  readonly signal: AbortSignal
}) => Round

export interface Round {
  /** What the one root field of the query answered. Rejects where the part does not answer, or with an error. */
  call<T>(part: string, query: string, variables: object): Promise<T>
}

export function openFeeds(openRound: OpenRound): FeedCaller {
  return { open: (fedFor) => openFeed(fedFor, openRound) }
}

/** So many children at a time: as many as a question may be about. */
const A_PAGE = 500
/** Of a domain that was not there one child is asked for again, no more often than this; and all others when it is back. */
const AGAIN_MS = 10_000

const IDS = 'query ($after: Fed, $first: Int!) { childFeedIds(after: $after, first: $first) }'

function openFeed({ part, ...fedFor }: FedFor, openRound: OpenRound): Feed {
  const viewer: Viewer = { id: part, ...fedFor, isFed: true }
  const queue = new Set<string>()
  const told = new Set<string>()
  /** Of whom a domain could not tell. */
  const untold = byDomain(() => new Set<string>())
  let cursor: unknown = null
  let isComplete = false
  let askedAgainAt = 0

  /** Whom to tell next, as far as is known at this moment. */
  async function look(round: Round): Promise<void> {
    if (queue.size >= A_PAGE) return
    const asked = { after: cursor, first: A_PAGE }
    const { ids, next, done } = await round.call<FedIds>('child', IDS, asked)
    for (const id of ids) queue.add(id)
    cursor = next
    isComplete = done
    if (queue.size > 0 || performance.now() < askedAgainAt + AGAIN_MS) return
    askedAgainAt = performance.now()
    for (const domain of DOMAINS) for (const id of firstOf(untold[domain], 1)) queue.add(id)
  }

  return {
    async next(signal) {
      const round = openRound({ viewer, traceId: randomBytes(16).toString('hex'), signal })
      await look(round)
      const ids = firstOf(queue, A_PAGE)
      const page = await tellPage(ids, round)
      signal.throwIfAborted()
      for (const id of ids) queue.delete(id)
      for (const domain of DOMAINS) {
        const failed = page.untold[domain]
        const isBack = ids.some((id) => untold[domain].has(id) && !failed.has(id))
        for (const id of ids) untold[domain].delete(id)
        if (isBack) for (const id of untold[domain]) queue.add(id)
        for (const id of failed) untold[domain].add(id)
      }
      const there = new Set(page.children.ids)
      const gone = ids.filter((id) => !there.has(id) && told.delete(id))
      for (const id of there) told.add(id)
      return {
        children: { ...page.children, gone },
        events: page.events,
        done: isComplete && queue.size === 0,
      }
    },
  }
}

function firstOf(ids: ReadonlySet<string>, count: number): readonly string[] {
  const first: string[] = []
  for (const id of ids) {
    if (first.length >= count) break
    first.push(id)
  }
  return first
}
