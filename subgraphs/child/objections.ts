/**
 * Whether a family objected to the use of what a domain has of a child.
 *
 * @module
 */

import type { Purpose } from '../../privacy/policy.ts'
import type { Domain } from '../../privacy/sealed-reference.ts'
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

/** On a day (ISO), for a purpose. Told oldest first. */
export function isObjected(
  objections: readonly Objection[],
  { domain, purpose, day }: { domain: Domain; purpose: Purpose; day: string },
): boolean {
  let general = false
  let own = false
  for (const told of objections) {
    if (told.domain !== domain || told.from > day) continue
    if (told.until !== null && told.until < day) continue
    if (told.purpose === null) general = told.kind === 'OBJECTION'
    else if (told.purpose === purpose) {
      own = told.kind === 'OBJECTION'
      // Who consents to one purpose does so whatever they objected to before.
      if (told.kind === 'CONSENT') general = false
    }
  }
  return general || own
}

export async function recordObjections(
  { rows }: IndexDatabase,
  told: readonly NewObjection[],
): Promise<void> {
  const list = told.map(({ childId, from, until, ...rest }) => ({
    ...rest,
    child_id: childId,
    valid_from: from,
    valid_until: until,
  }))
  await rows('child-index-object', OBJECT, [JSON.stringify(list)])
}

const OBJECT = `
  insert into child_index.objection
    (child_id, domain, purpose, kind, source, valid_from, valid_until)
  select child_id, domain, purpose, kind, source, valid_from, valid_until
  from jsonb_to_recordset($1::jsonb) as told
    (child_id uuid, domain text, purpose text, kind text, source text, valid_from date,
     valid_until date)`
