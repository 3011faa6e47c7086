/**
 * By how much a told number deviates from the counted one: decided by the keys of the children that are counted, so
 * that the same children make the same number whoever asks, and however. Asking again teaches nothing.
 *
 * Whole numbers from -5 to 5, by chance as the normal distribution with a standard deviation of 2: nought on average,
 * and at most 1 in more than half of all cells.
 *
 * @module
 */

import { hash } from 'node:crypto'
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
  for (let i = 0; i < TIMES.length; i += 1) {
    left -= TIMES[i] ?? 0
    if (left < 0) return i - MOST
  }
  return MOST
}

/** From 0 up to 1, the same for the same key. */
export function fractionOf(secret: Uint8Array, what: string, key: number | string): number {
  return Number.parseInt(hmac(secret, `${what} ${key}`).slice(0, 8), 16) / 2 ** 32
}

/** HMAC with SHA-256 (RFC 2104), hashed at once: of many short texts, making an object for each takes longer than hashing it. */
export function hmac(secret: Uint8Array, text: string): string {
  const { inner, outer } = padsOf(secret)
  outer.write(hash('sha256', Buffer.concat([inner, Buffer.from(text)])), BLOCK, 'hex')
  return hash('sha256', outer)
}

/** Of SHA-256, in bytes. */
const BLOCK = 64

/** Behind the outer one is room for a hash. */
const padsOf = memo(new WeakMap<Uint8Array, { inner: Buffer; outer: Buffer }>(), (secret) => {
  if (secret.length > BLOCK) throw new Error('a secret is not longer than a block')
  const padded = (by: number) => Array.from({ length: BLOCK }, (_, i) => (secret[i] ?? 0) ^ by)
  const outer = Buffer.alloc(BLOCK + 32)
  outer.set(padded(0x5c))
  return { inner: Buffer.from(padded(0x36)), outer }
})
