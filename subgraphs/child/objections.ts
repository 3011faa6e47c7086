/**
 * Whether a family objected to the use of what a domain has of a child.
 *
 * @module
 */

import { PURPOSES, type Purpose } from '../../privacy/policy.ts'
import type { Domain } from '../../privacy/sealed-reference.ts'
import { GraphError } from '../../schema/errors.ts'
import type { IndexDatabase } from './index-database.ts'

/** What a family said, and when that was written down. */
export interface Objection {
  readonly domain: Domain
  /** Null for every purpose. */
  readonly purpose: Purpose | null
  readonly kind: 'OBJECTION' | 'CONSENT' | 'WITHDRAWN'
  /** Who wrote it down: a registry, or a desk. */
  readonly source: string
  /** ISO. */
  readonly from: string
  readonly until: string | null
  readonly recordedAt: Date
}

export interface NewObjection extends Omit<Objection, 'recordedAt'> {
  readonly childId: string
}

/**
 * On a day (ISO), for a purpose. Told oldest first; of what is in force, the last told of a purpose and of all counts.
 * Who consents to one purpose does so whatever was objected to before; who takes that back objects again.
 */
export function isObjected(
  objections: readonly Objection[],
  { domain, purpose, day }: { domain: Domain; purpose: Purpose; day: string },
): boolean {
  const inForce = objections.filter(
    ({ domain: about, from, until }) =>
      about === domain && from <= day && (until === null || day <= until),
  )
  const general = inForce.findLastIndex((told) => told.purpose === null)
  const own = inForce.findLastIndex((told) => told.purpose === purpose)
  const kind = inForce[own]?.kind
  if (kind === 'OBJECTION') return true
  if (kind === 'CONSENT' && general < own) return false
  return inForce[general]?.kind === 'OBJECTION'
}

/** ARGUMENT_INVALID for a day, a time or a source that is none. */
export async function recordObjections(
  { rows }: IndexDatabase,
  told: readonly NewObjection[],
): Promise<void> {
  if (!told.every(isRecordable)) throw new GraphError('ARGUMENT_INVALID')
  const list = told.map(({ childId, from, until, ...rest }) => ({
    ...rest,
    child_id: childId,
    valid_from: from,
    valid_until: until,
  }))
  await rows('child-index-object', OBJECT, [JSON.stringify(list)])
}

const LONGEST_SOURCE = 100
const DAY = /^\d{4}-\d{2}-\d{2}$/

/** A source is a registry or a desk: no place for a number of somebody. */
function isRecordable({ source, from, until, purpose }: NewObjection): boolean {
  return (
    source.trim() !== '' &&
    source.length <= LONGEST_SOURCE &&
    !/\d(?:[ .-]?\d){7}/.test(source) &&
    DAY.test(from) &&
    (until === null || (DAY.test(until) && from <= until)) &&
    (purpose === null || Object.hasOwn(PURPOSES, purpose))
  )
}

const OBJECT = `
  insert into child_index.objection
    (child_id, domain, purpose, kind, source, valid_from, valid_until)
  select child_id, domain, purpose, kind, source, valid_from, valid_until
  from jsonb_to_recordset($1::jsonb) as told
    (child_id uuid, domain text, purpose text, kind text, source text, valid_from date,
     valid_until date)`
