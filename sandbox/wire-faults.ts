/**
 * Faults of a connection, whatever goes over it.
 *
 * @module
 */

import type { Socket } from 'node:net'

const LATE_MS = 30_000
const BYTE_EVERY_MS = 50
const LIFE_MS = 150

/** One ends with the other. */
export function passOn(near: Socket, far: Socket): void {
  endTogether(near, far)
  near.pipe(far)
  far.pipe(near)
}

export function endTogether(near: Socket, far: Socket): void {
  for (const one of [near, far]) one.setNoDelay(true)
  near.on('close', () => far.destroy())
  far.on('close', () => near.destroy())
}

export function reset(near: Socket): void {
  near.once('data', () => near.resetAndDestroy())
}

export function silent(near: Socket): void {
  near.resume()
}

export function late(near: Socket, far: () => Socket): void {
  const there = far()
  endTogether(near, there)
  near.pipe(there)
  there.on('data', (chunk) => {
    setTimeout(() => near.write(chunk), LATE_MS).unref()
  })
}

export function dripping(near: Socket, far: () => Socket): void {
  const there = far()
  near.pipe(there)
  let rest = Buffer.alloc(0)
  there.on('data', (chunk) => {
    rest = Buffer.concat([rest, chunk])
  })
  const drip = setInterval(() => {
    if (rest.length > 0) near.write(rest.subarray(0, 1))
    rest = rest.subarray(1)
  }, BYTE_EVERY_MS).unref()
  near.on('close', () => {
    clearInterval(drip)
    there.destroy()
  })
}

export function flapping(near: Socket, far: () => Socket, count: number): void {
  if (count % 2 === 1) {
    reset(near)
    return
  }
  passOn(near, far())
  setTimeout(() => near.destroy(), LIFE_MS).unref()
}

export function cutShort(near: Socket, far: () => Socket): void {
  const there = far()
  endTogether(near, there)
  near.pipe(there)
  there.once('data', (chunk) => {
    near.end(chunk.subarray(0, Math.floor(chunk.length / 2)), () => near.destroy())
  })
}
