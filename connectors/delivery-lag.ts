/**
 * Whether something came late.
 *
 * A delivery store never turns a late record away, and never puts it in front of a newer one. Who shows it can say that
 * it came late.
 *
 * @module
 */

import type { StoredRecord } from './delivery-store.ts'

/** When it was told, and when we had it. */
export type Clocks = Pick<StoredRecord, 'recordedAt' | 'receivedAt'>

const HOUR_MS = 3_600_000

/** Whether we had it later after it was told than was promised (`freshness` of the registry's link). */
export function isLate({ recordedAt, receivedAt }: Clocks, promisedHours: number): boolean {
  return receivedAt.getTime() - recordedAt.getTime() > promisedHours * HOUR_MS
}
