/**
 * By how much a told number deviates from the counted one: decided by the keys of the children that are counted, so
 * that the same children make the same number whoever asks, and however. Asking again teaches nothing.
 *
 * Whole numbers from -5 to 5, by chance as the normal distribution with a standard deviation of 2: nought on average,
 * and at most 1 in more than half of all cells.
 *
 * @module
 */

import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import { memo } from './memo.ts'

export const MOST = 5
export const SPREAD = 2

const TIMES = Array.from({ length: 2 * MOST + 1 }, (_, i) =>
  Math.exp(-((i - MOST) ** 2) / (2 * SPREAD ** 2)),
)
const ALL_TIMES = TIMES.reduce((sum, one) => sum + one, 0)

export const NOISE = `cell-key, standard deviation ${SPREAD}, at most ${MOST}`

export function deviation(secret: Uint8Array, key: number): number {
  let left = fractionOf(secret, 'count', key) * ALL_TIMES
  for (const [i, times] of TIMES.entries()) {
    left -= times
    if (left < 0) return i - MOST
  }
  return MOST
}

/** From 0 up to 1, the same for the same key. */
export function fractionOf(secret: Uint8Array, what: string, key: number | string): number {
  const digest = createHmac('sha256', keyOf(secret)).update(`${what} ${key}`).digest()
  return digest.readUInt32BE(0) / 2 ** 32
}

/** Made ready once: that takes longer than to use it. */
const keyOf = memo(new WeakMap<Uint8Array, KeyObject>(), (secret) => createSecretKey(secret))
