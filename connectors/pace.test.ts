import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { GraphError } from '../schema/errors.ts'
import { openPace } from './pace.ts'

const forEver = new AbortController().signal

describe('a pace', () => {
  test('lets so many go at once, and no more', async () => {
    const pace = openPace({ concurrency: 3, perSecond: 10_000 })
    let busy = 0
    let most = 0
    const work = async () => {
      busy += 1
      most = Math.max(most, busy)
      await sleep(5)
      busy -= 1
    }
    await Promise.all(Array.from({ length: 20 }, () => pace(work, forEver)))
    expect(most).toBe(3)
  })

  test('lets so many go in a second', async () => {
    const pace = openPace({ concurrency: 20, perSecond: 100 })
    const start = performance.now()
    await Promise.all(Array.from({ length: 11 }, () => pace(async () => undefined, forEver)))
    expect(performance.now() - start).toBeGreaterThan(95)
  })

  test('tries again after a rest where the source is busy or gone, and then no more', async () => {
    const pace = openPace({ concurrency: 1, perSecond: 10_000, rests: [1, 1] })
    const asked: number[] = []
    const busy = async () => {
      asked.push(1)
      throw new GraphError('REGISTRY_BUSY')
    }
    await expect(pace(busy, forEver)).rejects.toMatchObject({ code: 'REGISTRY_BUSY' })
    expect(asked).toHaveLength(3)
    const twice = async () => {
      if (asked.push(1) === 4) throw new GraphError('REGISTRY_TIMEOUT')
      return 'there'
    }
    expect(await pace(twice, forEver)).toBe('there')
  })

  test('does not ask again what was refused, nor who hung up', async () => {
    const pace = openPace({ concurrency: 1, perSecond: 10_000, rests: [1] })
    let asked = 0
    const refused = async () => {
      asked += 1
      throw new GraphError('REGISTRY_REFUSED')
    }
    await expect(pace(refused, forEver)).rejects.toMatchObject({ code: 'REGISTRY_REFUSED' })
    expect(asked).toBe(1)
    await expect(pace(refused, AbortSignal.abort())).rejects.toThrow()
    expect(asked).toBe(1)
    expect(await pace(async () => 'next', forEver)).toBe('next')
  })
})
