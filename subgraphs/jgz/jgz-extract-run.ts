/**
 * When an extract was made, which it says itself: one row in `jgz_extract.lading`.
 *
 * An extract is of one moment, so that it is asked once in a while and not with every question. One that does not say it
 * counts as made when it answers.
 *
 * @module
 */

import type { PostgresSource } from '../../connectors/postgres.ts'
import type { SourceHealth } from '../../connectors/source.ts'

/** An extract need not have it. */
const SAYS = {
  name: 'jgz says its run',
  text: `select to_regclass('jgz_extract.lading') is not null as says`,
  values: [],
}
const STATEMENT = {
  name: 'jgz run',
  text: 'select max(voltooid_op) as "madeAt" from jgz_extract.lading',
  values: [],
}
const EVERY_MS = 60_000

export type ExtractHealth = (signal: AbortSignal) => Promise<SourceHealth>

export function openExtractHealth(
  postgres: Pick<PostgresSource, 'rows' | 'health'>,
  everyMs = EVERY_MS,
): ExtractHealth {
  let known: { readonly madeAt: Date | undefined; readonly until: number } | undefined

  async function madeAt(signal: AbortSignal): Promise<Date | undefined> {
    if (known && performance.now() < known.until) return known.madeAt
    const at = await ask(signal).catch(() => undefined)
    known = { madeAt: at ?? undefined, until: performance.now() + everyMs }
    return known.madeAt
  }

  async function ask(signal: AbortSignal): Promise<Date | null | undefined> {
    const [told] = await postgres.rows<{ says: boolean }>(SAYS, signal)
    if (!told?.says) return undefined
    const [run] = await postgres.rows<{ madeAt: Date | null }>(STATEMENT, signal)
    return run?.madeAt
  }

  return async (signal) => {
    const stated = await madeAt(signal)
    const health = postgres.health()
    return { ...health, upToDateTo: stated ?? health.upToDateTo }
  }
}
