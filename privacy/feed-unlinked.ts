/**
 * What is told of records that are linked to nobody, for who counts: all of them once a day, domain by domain.
 *
 * @module
 */

import type { Domain } from '../schema/domain.ts'
import { type EventColumns, toColumns } from '../schema/feed.ts'
import type { FedEvents, FedRecords, FedUnlinked } from '../schema/feed-parts.ts'
import { byDomain, DOMAINS, PARTS, type Round } from './feed-gather.ts'
import { today } from './policy.ts'

export interface UnlinkedEvents extends EventColumns {
  readonly subjects: readonly string[]
  readonly counts: readonly number[]
}

const UNLINKED =
  'query ($domain: String!, $sealed: String!) { childFeedUnlinked(domain: $domain, sealed: $sealed) }'
/** Read at once. */
const A_PAGE = 500

export interface Unlinked {
  /** Not all of them were told today. */
  isDue(): boolean
  /** The next of them; null after the last. Where it rejects, the same comes the next time. */
  next(round: Round): Promise<Partial<Record<Domain, UnlinkedEvents>> | null>
  /** Those of these domains are to be told anew, today; the others are as they were. */
  again(domains: readonly Domain[]): void
}

export function openUnlinked(): Unlinked {
  /** Those that were told, by the walk in which they were told last. */
  const told = byDomain(() => new Map<string, number>())
  const walks: Record<Domain, number> = { ...byDomain(() => 0) }
  const doneOn = new Map<Domain, string>()
  let walk: Walk | undefined
  let waiting: readonly FedUnlinked[] = []

  /** Whom nobody told of in this walk: linked to somebody meanwhile, or gone. */
  function gone(domain: Domain): UnlinkedEvents {
    const subjects = [...told[domain]].flatMap(([token, walk]) =>
      walk < walks[domain] ? [token] : [],
    )
    for (const token of subjects) told[domain].delete(token)
    return { subjects, counts: subjects.map(() => 0), ...toColumns([]) }
  }

  async function look(round: Round, { domain, after }: Walk): Promise<void> {
    const [part, field] = PARTS[domain]
    const query = `query ($after: Fed) { ${field}Records(after: $after) }`
    const { sealed, next } = await round.call<FedRecords>(part, query, { after })
    waiting = sealed ? await round.call('child', UNLINKED, { domain, sealed }) : []
    walk = { domain, after: next, isOver: next === null }
  }

  async function tell(round: Round, domain: Domain): Promise<UnlinkedEvents> {
    const [part, field] = PARTS[domain]
    const some = waiting.slice(0, A_PAGE)
    const subjects = some.map(({ token: id, reference }) => ({ id, reference }))
    const query = `query ($subjects: Fed!) { ${field}(subjects: $subjects) }`
    const { counts, ...columns } = await round.call<FedEvents>(part, query, { subjects })
    for (const { token } of some) told[domain].set(token, walks[domain])
    waiting = waiting.slice(A_PAGE)
    return {
      ...columns,
      subjects: some.map(({ token }) => token),
      counts: counts.map((count) => count ?? 0),
    }
  }

  /** Through the first domain that was not walked through today. */
  function begin(): Walk | undefined {
    const domain = DOMAINS.find(isDue)
    if (domain === undefined) return undefined
    walks[domain] += 1
    return { domain, after: null, isOver: false }
  }

  function isDue(domain: Domain): boolean {
    return doneOn.get(domain) !== today()
  }

  return {
    isDue: () => DOMAINS.some(isDue),

    async next(round) {
      for (;;) {
        walk ??= begin()
        if (!walk) return null
        if (waiting.length === 0 && !walk.isOver) await look(round, walk)
        const { domain, isOver } = walk
        if (waiting.length > 0) return { [domain]: await tell(round, domain) }
        if (!isOver) continue
        doneOn.set(domain, today())
        walk = undefined
        const left = gone(domain)
        if (left.subjects.length > 0) return { [domain]: left }
      }
    },

    again(domains) {
      for (const domain of domains) doneOn.delete(domain)
      if (!walk || !domains.includes(walk.domain)) return
      walk = undefined
      waiting = []
    },
  }
}

interface Walk {
  readonly domain: Domain
  readonly after: unknown
  readonly isOver: boolean
}
