/**
 * What keeps the gateway from answering, looked at when somebody asks.
 *
 * @module
 */

import pg from 'pg'
import type { Readiness, Reason } from '../gateway/readiness.ts'
import type { OpenSubgraph } from '../subgraphs/build.ts'

interface Looked {
  /** Where subgraphs run elsewhere: by name. */
  readonly addresses: Readonly<Record<string, string>>
  /** Of the accounting, where this process writes it. */
  readonly databaseUrl: string | undefined
  /** The newest supergraph cannot be served. */
  readonly isBehind: () => boolean
  /** Parts that run here, and what they still do after a start. */
  readonly parts: readonly Pick<OpenSubgraph, 'name' | 'doing'>[]
}

const PATIENCE_MS = 1_000
/** Without it nobody is found. */
const NEEDED = 'child'

export function openReadiness({ addresses, databaseUrl, isBehind, parts }: Looked): Readiness {
  return async () => {
    const looked = await Promise.all([
      ...Object.entries(addresses).map(([name, url]) => lookAtSubgraph(name, url)),
      ...(databaseUrl ? [lookAtDatabase(databaseUrl)] : []),
    ])
    const behind: Reason = {
      part: 'supergraph',
      reason: 'the newest one cannot be served; an older one is',
      isDegraded: true,
    }
    const busy = parts.flatMap(({ name, doing }): readonly Reason[] => {
      const reason = doing?.()
      return reason ? [{ part: name, reason, isDegraded: true }] : []
    })
    return [...looked.flatMap((reason) => reason ?? []), ...(isBehind() ? [behind] : []), ...busy]
  }
}

async function lookAtSubgraph(name: string, url: string): Promise<Reason | undefined> {
  const signal = AbortSignal.timeout(PATIENCE_MS)
  const answer = await fetch(new URL('/healthz', url), { signal }).catch(() => undefined)
  await answer?.body?.cancel()
  if (answer?.ok) return undefined
  return { part: name, reason: 'does not answer', isDegraded: name !== NEEDED }
}

async function lookAtDatabase(connectionString: string): Promise<Reason | undefined> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: PATIENCE_MS })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('select 1')
    return undefined
  } catch {
    return { part: 'accounting', reason: 'its database does not answer', isDegraded: false }
  } finally {
    await client.end().catch(() => undefined)
  }
}
