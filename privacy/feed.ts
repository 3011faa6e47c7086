/**
 * How a part of the graph is fed: page by page, every child of whom it may know, and after that whoever changed.
 *
 * What is fed is what the same viewer would be told of each child, by the same law, and it is written down as such. Who is
 * read again and is as before is not told again. The part is fed for one purpose and one organisation; what it is fed it keeps
 * in memory, and from it nothing leaves that a viewer may not see.
 *
 * @module
 */

import { randomBytes } from 'node:crypto'
import type { Domain } from '../schema/domain.ts'
import type { FedOffer, FeedPage, Linking } from '../schema/feed.ts'
import type { FedChanges, FedIds } from '../schema/feed-parts.ts'
import {
  byDomain,
  DOMAINS,
  digestOf,
  type Gathered,
  gather,
  isUntold,
  PARTS,
  type Round,
} from './feed-gather.ts'
import { toPage } from './feed-page.ts'
import { openUnlinked } from './feed-unlinked.ts'
import { PURPOSES } from './policy.ts'
import type { Viewer } from './viewer.ts'

/** For whom: `journey` for a role whose grant shows children, `insight` for a purpose of numbers. */
export interface FedFor extends Omit<Viewer, 'id' | 'isFed'> {
  readonly part: 'journey' | 'insight'
}

/** Given to the parts that are fed. */
export interface FeedCaller {
  /** Begins anew: everyone is told first. */
  open(fedFor: FedFor): Feed
  /** Which of these children somebody in person may see now, as when each is asked for by its id; written down as that. */
  admitted(asker: Asker, ids: readonly string[]): Promise<readonly string[]>
}

/** Who asks, of whom what is kept in memory is to be shown. */
export interface Asker {
  readonly viewer: Viewer
  readonly traceId: string
  readonly signal: AbortSignal
}

export interface Feed {
  /**
   * The next children; at first all of them, later who changed. One page at a time. Where it rejects nothing was told,
   * and the same is told the next time.
   */
  next(signal: AbortSignal): Promise<FeedPage>
  /** These children once more, with what comes next: whoever tells of them may be gone, or back. */
  again(ids: readonly string[]): void
}

/** The calls of one page, which share what was read for it. */
export type OpenRound = (asked: Asker) => Round

export function openFeeds(openRound: OpenRound): FeedCaller {
  return {
    open: (fedFor) => openFeed(fedFor, openRound),
    admitted: (asker, ids) => openRound(asker).call('child', ADMITTED, { ids }),
  }
}

/** So many children at a time: ten questions to a population register. */
const A_PAGE = 200
/** Of a domain that was not there one child is asked for again, no more often than this; and all others when it is back. */
const AGAIN_MS = 10_000

const ADMITTED = 'query ($ids: Fed!) { childAdmitted(ids: $ids) }'
const IDS = 'query ($after: Fed, $first: Int!) { childFeedIds(after: $after, first: $first) }'
const OFFERS = '{ socialDomainFeedOffers }'
const CHANGED =
  'query ($domain: String!, $changed: String!) { childFeedChanged(domain: $domain, changed: $changed) }'

function openFeed({ part, ...fedFor }: FedFor, openRound: OpenRound): Feed {
  const viewer: Viewer = { id: part, ...fedFor, isFed: true }
  /** Who is to be asked about. */
  const queue = new Set<string>()
  /** Once more, though nobody says that there is anything new. */
  const wanted = new Set<string>()
  /** Who was told, and a digest of what. */
  const told = new Map<string, string>()
  /** Of whom a domain could not tell. */
  const untold = byDomain(() => new Set<string>())
  /** What each domain said last of what is new in it. */
  let news: Readonly<Record<Domain, News>> | undefined
  let cursor: unknown = null
  /** As `child` said last. */
  let linking: FedIds['linking'] = byDomain(() => ({ never: [], late: [] }))
  let isComplete = false
  let askedAgainAt = 0
  const unlinked = PURPOSES[viewer.purpose].grain === 'aggregate' ? openUnlinked() : undefined

  async function look(round: Round): Promise<void> {
    // From before anything is read, so that nothing is missed meanwhile.
    news ??= await lookAround(round, undefined)
    if (queue.size >= A_PAGE) return
    const asked = { after: cursor, first: A_PAGE }
    const { ids, next, done, ...more } = await round.call<FedIds>('child', IDS, asked)
    for (const id of ids) queue.add(id)
    unlinked?.again(DOMAINS.filter((domain) => isLinkedNow(more.linking[domain], linking[domain])))
    linking = more.linking
    cursor = next
    isComplete = done
    if (queue.size > 0 || !done) return

    const found = await lookAround(round, news)
    const changed = await Promise.all(
      DOMAINS.map((domain) => whose(round, domain, found[domain].last?.changed)),
    )
    news = found
    for (const id of changed.flat()) queue.add(id)
    if (DOMAINS.some((domain) => found[domain].last?.isAnew)) cursor = null
    isComplete = cursor !== null && DOMAINS.every((domain) => found[domain].last?.done ?? true)
    askAgain()
  }

  function askAgain(): void {
    if (queue.size > 0 || performance.now() < askedAgainAt + AGAIN_MS) return
    askedAgainAt = performance.now()
    for (const domain of DOMAINS) for (const id of firstOf(untold[domain], 1)) queue.add(id)
  }

  /** Of the children who were asked about: who is to be told. */
  function keep(gathered: Gathered): readonly number[] {
    return gathered.children.flatMap(({ id }, place) => {
      const digest = digestOf(gathered, place)
      if (told.get(id) === digest) return []
      told.set(id, digest)
      return [place]
    })
  }

  function noteUntold({ children, presences }: Gathered): void {
    for (const domain of DOMAINS) {
      const waiting = untold[domain]
      const isFailed = (place: number) => isUntold(presences[place]?.[domain] ?? null)
      const isBack = children.some(({ id }, i) => waiting.has(id) && !isFailed(i))
      for (const { id } of children) waiting.delete(id)
      if (isBack) for (const id of waiting) queue.add(id)
      for (const [i, { id }] of children.entries()) if (isFailed(i)) waiting.add(id)
    }
  }

  /** A domain that cannot be asked now is asked at a later page. */
  async function loose(round: Round) {
    return (await unlinked?.next(round).catch(() => null)) ?? null
  }

  return {
    again(ids) {
      for (const id of ids) wanted.add(id)
    },

    async next(signal) {
      const round = openRound({ viewer, traceId: randomBytes(16).toString('hex'), signal })
      await look(round)
      for (const id of wanted) queue.add(id)
      wanted.clear()
      const ids = firstOf(queue, A_PAGE)
      const gathered = await gather(ids, round)
      signal.throwIfAborted()

      for (const id of ids) queue.delete(id)
      for (const id of gathered.unanswered) queue.add(id)
      const there = new Set([...gathered.children.map(({ id }) => id), ...gathered.unanswered])
      const gone = ids.filter((id) => !there.has(id) && told.delete(id))
      noteUntold(gathered)
      const fares = byDomain((domain) => news?.[domain].last ?? null)
      const { children, events } = toPage(gathered, keep(gathered), fares, linking)
      const isTold = isComplete && queue.size === 0
      const isDue = unlinked?.isDue() ?? false
      const more = isTold && isDue && ids.length === 0 ? await loose(round) : null
      const done = isTold && more === null && !(isDue && ids.length > 0)
      const offers = done && unlinked ? await offersTold(round) : undefined
      return {
        children: { ...children, gone },
        ...(offers && { offers }),
        events: more ? byDomain((domain) => ({ ...events[domain], ...more[domain] })) : events,
        done,
      }
    },
  }
}

/** Undefined: the social domain cannot be asked now, or may not tell it. */
async function offersTold(round: Round): Promise<readonly FedOffer[] | undefined> {
  return round.call<readonly FedOffer[]>('social-domain', OFFERS, {}).catch(() => undefined)
}

interface News {
  readonly next: unknown
  /** Null: it did not answer. */
  readonly last: FedChanges | null
}

/** What is new since then; without it: where everything is now. */
async function lookAround(
  round: Round,
  since: Readonly<Record<Domain, News>> | undefined,
): Promise<Readonly<Record<Domain, News>>> {
  const found = await Promise.all(
    DOMAINS.map(async (domain): Promise<News> => {
      const [part, field] = PARTS[domain]
      const after = since?.[domain].next ?? null
      const query = `query ($after: Fed) { ${field}Changes(after: $after) }`
      const last = await round.call<FedChanges>(part, query, { after }).catch(() => null)
      return { next: last?.next ?? after, last }
    }),
  )
  return byDomain((_, i) => found[i] ?? { next: null, last: null })
}

async function whose(
  round: Round,
  domain: Domain,
  changed: string | null | undefined,
): Promise<readonly string[]> {
  return changed ? round.call<readonly string[]>('child', CHANGED, { domain, changed }) : []
}

/** A registry was linked for the first time: its records are somebody's. Those of other domains stay whose they are. */
function isLinkedNow(now: Linking, before: Linking): boolean {
  return before.never.some((name) => !now.never.includes(name))
}

function firstOf(ids: ReadonlySet<string>, count: number): readonly string[] {
  const first: string[] = []
  for (const id of ids) {
    if (first.length >= count) break
    first.push(id)
  }
  return first
}
