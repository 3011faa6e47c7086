/**
 * Writes down what was refused. Whoever asks for refusals by the thousand gets them, and not a database full of them:
 * so many a second are written down each, and of the others their number.
 *
 * @module
 */

import { randomBytes } from 'node:crypto'
import type { ErrorCode } from '../schema/errors.ts'
import type { Accounting, Act } from './accounting.ts'

/** Codes that say that somebody may not have what he asked for. */
export const REFUSALS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'UNAUTHENTICATED',
  'PURPOSE_UNKNOWN',
  'PURPOSE_MISSING',
  'PURPOSE_NOT_IN_FORCE',
  'FIELD_FORBIDDEN',
  'CHILD_UNKNOWN',
  'LINK_UNKNOWN',
  'AGREEMENT_MISSING',
  'REFERENCE_REFUSED',
  'FETCH_REFUSED',
  'CALL_REFUSED',
  'DOCUMENT_UNKNOWN',
  'QUERY_TOO_COSTLY',
  'RATE_LIMITED',
])

/** Of who is told nothing at all: resolves also when it could not be written down. */
export type NoteStranger = (
  kind: 'login-refused' | 'call-refused' | 'refused',
  why: string,
  asked?: Partial<Pick<Act, 'traceId' | 'parentSpanId' | 'accessPoint' | 'viewer'>>,
) => Promise<void>

const MOST_A_SECOND = 20

export function openStrangers(accounting: Accounting, part: string): NoteStranger {
  let second = 0
  let written = 0
  let unwritten = 0
  return async (kind, why, asked = {}) => {
    const now = Math.floor(performance.now() / 1_000)
    if (now !== second) [second, written] = [now, 0]
    if (written >= MOST_A_SECOND) {
      unwritten += 1
      return
    }
    written += 1
    const others = unwritten
    unwritten = 0
    const parts = others > 0 ? [why, `and ${others} more`] : [why]
    await accounting
      .note({
        traceId: randomBytes(16).toString('hex'),
        viewer: undefined,
        ...asked,
        kind,
        registry: part,
        parts,
        subjects: [],
      })
      .catch(() => {
        unwritten += others + 1
      })
  }
}
