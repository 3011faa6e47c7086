/**
 * Where the children of one request lived: asked of the history of the population register, where that is linked.
 *
 * @module
 */

import type { Bsn } from '../../privacy/bsn.ts'
import { openReader, type ReadingContext } from '../../privacy/read.ts'
import { GraphError } from '../../schema/errors.ts'
import type { StaysKey, StaysSource } from './brp-historie.ts'
import type { Persons } from './persons.ts'
import type { Stay, StaysRecord } from './residence-history.ts'

export interface Period {
  readonly from: string
  /** The last day. */
  readonly to: string
}

/** Oldest first. Null where the address is secret, nobody knows, or no history is linked. */
export type FindStays = (id: string, period: Period) => Promise<readonly Stay[] | null>

export interface LinkedHistory {
  readonly registry: string
  readonly source: StaysSource
}

interface StaysOptions {
  readonly history: LinkedHistory | undefined
  readonly persons: Persons
  readonly request: ReadingContext
}

export function openStays({ history, persons, request }: StaysOptions): FindStays {
  if (!history) return async () => null
  const asked = new Map<string, Bsn>()
  const { registry, source } = history
  const readStays = openReader<StaysKey, StaysRecord>({
    registry,
    source,
    open: ({ reference }) => toKey(reference, asked),
    context: request,
  })

  return async (id, { from, to }) => {
    if (from > to) throw new GraphError('ARGUMENT_INVALID')
    const [presence, child] = await Promise.all([persons.read(id, 'presence'), persons.known(id)])
    if (!presence || presence.shielded || !child?.bsn) return null
    asked.set(id, child.bsn)
    return readStays({ id, reference: [id, from, dayAfter(to)].join(' ') }, 'stays')
  }
}

function toKey(reference: string, asked: ReadonlyMap<string, Bsn>): StaysKey {
  const [id = '', from = '', until = ''] = reference.split(' ')
  const bsn = asked.get(id)
  if (bsn === undefined) throw new GraphError('CHILD_UNKNOWN')
  return { bsn, from, until }
}

const DAY = 86_400_000

export function dayAfter(day: string): string {
  return shifted(day, 1)
}

export function dayBefore(day: string): string {
  return shifted(day, -1)
}

function shifted(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10)
}
