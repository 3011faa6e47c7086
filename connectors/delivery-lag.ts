/**
 * How late something was told: by its own clock, and by ours.
 *
 * A delivery store never turns a late record away, and never puts it in front of a newer one. Who shows it can say that
 * it came late.
 *
 * @module
 */

import type { StoredRecord } from './delivery-store.ts'

export interface Lag {
  /** From when it was true until it was told; null where nobody said when it was. Less than zero: told beforehand. */
  readonly toldAfterMs: number | null
  /** From when it was told until we had it. */
  readonly receivedAfterMs: number
}

export type Clocks = Pick<StoredRecord, 'validAt' | 'recordedAt' | 'receivedAt'>

export function lagOf({ validAt, recordedAt, receivedAt }: Clocks): Lag {
  return {
    toldAfterMs: validAt && recordedAt.getTime() - validAt.getTime(),
    receivedAfterMs: Math.max(0, receivedAt.getTime() - recordedAt.getTime()),
  }
}

/** Whether we had it later after it was told than was promised (`freshness` of the registry's link). */
export function isLate(clocks: Clocks, promisedHours: number): boolean {
  return lagOf(clocks).receivedAfterMs > promisedHours * 3_600_000
}

/** Those that were overtaken: when they came in, something newer had been told of the same thing already. */
export function outOfOrder<R extends Pick<StoredRecord, 'id'>>(
  versions: readonly R[],
): readonly R[] {
  return versions.filter((version, i) =>
    versions.slice(i + 1).some((newer) => BigInt(newer.id) < BigInt(version.id)),
  )
}
