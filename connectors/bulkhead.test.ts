import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { openBulkhead } from './bulkhead.ts'

const never = new AbortController().signal
const BUSY = { code: 'REGISTRY_BUSY' }

/** Work that goes on until it is told to end. */
function openWork() {
  const ends: (() => void)[] = []
  let most = 0
  let going = 0
  return {
    async one() {
      going += 1
      most = Math.max(most, going)
      await new Promise<void>((resolve) => ends.push(resolve))
      going -= 1
    },
    /** So many have begun. */
    begun: () => ends.length,
    most: () => most,
    endAll() {
      for (const end of ends) end()
    },
  }
}

describe('a bulkhead', () => {
  test('lets so many go side by side, lets so many wait, and tells the rest at once', async () => {
    const bulkhead = openBulkhead({ registry: 'r', concurrency: 2, queue: 3, waitMs: 60_000 })
    const work = openWork()
    const all = Array.from({ length: 5 }, () => bulkhead.run(work.one, never))
    await expect(bulkhead.run(work.one, never)).rejects.toMatchObject(BUSY)
    await sleep(5)
    expect(work.begun()).toBe(2)

    const ending = setInterval(() => work.endAll(), 1)
    await Promise.all(all)
    clearInterval(ending)
    expect(work.begun()).toBe(5)
    expect(work.most()).toBe(2)
  })

  test('lets the next one in when one fails', async () => {
    const bulkhead = openBulkhead({ registry: 'r', concurrency: 1, waitMs: 60_000 })
    const failing = bulkhead.run(() => Promise.reject(new Error('no')), never)
    const next = bulkhead.run(async () => 'well', never)
    await expect(failing).rejects.toThrow('no')
    expect(await next).toBe('well')
  })

  test('keeps nobody longer than there is time, and gives the place of who left to another', async () => {
    const bulkhead = openBulkhead({ registry: 'r', concurrency: 1, queue: 1, waitMs: 30 })
    const work = openWork()
    const first = bulkhead.run(work.one, never)
    await expect(bulkhead.run(work.one, never)).rejects.toMatchObject(BUSY)

    const leaving = new AbortController()
    const left = bulkhead.run(work.one, leaving.signal)
    leaving.abort()
    await expect(left).rejects.toMatchObject({ code: 'REGISTRY_TIMEOUT' })

    const waits = bulkhead.run(async () => 'well', never)
    work.endAll()
    await first
    expect(await waits).toBe('well')
    expect(work.begun()).toBe(1)
  })

  test('lets so many go in a second', async () => {
    const bulkhead = openBulkhead({ registry: 'r', perSecond: 100, waitMs: 60_000 })
    const start = performance.now()
    await Promise.all(Array.from({ length: 11 }, () => bulkhead.run(async () => 'well', never)))
    expect(performance.now() - start).toBeGreaterThan(95)
  })
})
