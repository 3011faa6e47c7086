import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { GraphError } from '../schema/errors.ts'
import { openBreaker, openRetryBudget, twice, withDeadline } from './source.ts'

const never = new AbortController().signal
const ill = async () => {
  throw new GraphError('REGISTRY_UNAVAILABLE')
}
const well = async () => 'well'

describe('a breaker', () => {
  test('leaves a source alone after so many failures in a row, and lets one question try it', async () => {
    const breaker = openBreaker({ registry: 'r', failures: 2, restMs: 60 })
    let asked = 0
    const count = async () => {
      asked += 1
      return 'well'
    }
    for (const _ of [1, 2]) await expect(breaker.run(ill, never)).rejects.toThrow()

    await expect(breaker.run(count, never)).rejects.toMatchObject({ code: 'REGISTRY_UNAVAILABLE' })
    expect(asked).toBe(0)
    expect(breaker.health()).toMatchObject({ state: 'down', circuit: 'open' })

    await sleep(80)
    expect(breaker.health()).toMatchObject({ state: 'down', circuit: 'half-open' })
    const slow = breaker.run(() => sleep(20, 'well'), never)
    await expect(breaker.run(count, never)).rejects.toMatchObject({ code: 'REGISTRY_UNAVAILABLE' })
    expect(await slow).toBe('well')
    expect(await breaker.run(count, never)).toBe('well')
    expect(breaker.health()).toMatchObject({ state: 'up', circuit: 'closed' })
  })

  test('rests again when the trial fails', async () => {
    const breaker = openBreaker({ registry: 'r', failures: 1, restMs: 40 })
    await expect(breaker.run(ill, never)).rejects.toThrow()
    await sleep(50)
    await expect(breaker.run(ill, never)).rejects.toThrow()

    await expect(breaker.run(well, never)).rejects.toMatchObject({ cause: { message: 'at rest' } })
  })

  test('does not hold a refused question, or a client that hangs up, against the source', async () => {
    const breaker = openBreaker({ registry: 'r', failures: 1 })
    const refuse = async () => {
      throw new GraphError('REGISTRY_REFUSED')
    }
    await expect(breaker.run(refuse, never)).rejects.toThrow()
    await expect(breaker.run(ill, AbortSignal.abort())).rejects.toThrow()

    expect(breaker.health().state).toBe('up')
    expect(await breaker.run(well, never)).toBe('well')
  })

  test('asks a source on that answers what cannot be read, and does not call it well', async () => {
    const breaker = openBreaker({ registry: 'r', failures: 1 })
    const garble = async () => {
      throw new GraphError('REGISTRY_MALFORMED')
    }
    await expect(breaker.run(garble, never)).rejects.toThrow()
    expect(breaker.health()).toMatchObject({ state: 'down', circuit: 'closed' })
    await expect(breaker.run(garble, AbortSignal.abort())).rejects.toThrow()
    expect(breaker.health().state).toBe('down')

    await breaker.run(well, never)
    expect(breaker.health().state).toBe('up')
  })

  test('knows when the source last answered, and until when its answer is complete', async () => {
    const breaker = openBreaker({ registry: 'r' })
    expect(breaker.health()).toEqual({
      state: 'up',
      circuit: 'closed',
      lastSuccessAt: undefined,
      upToDateTo: undefined,
    })
    const before = new Date()
    await breaker.run(() => sleep(10), never)

    const { lastSuccessAt, upToDateTo } = breaker.health()
    expect(upToDateTo?.getTime()).toBeGreaterThanOrEqual(before.getTime())
    expect(lastSuccessAt?.getTime()).toBeGreaterThan(upToDateTo?.getTime() ?? Infinity)
  })
})

describe('a second try', () => {
  test('is made once, and only for a failure that passes', async () => {
    let tries = 0
    const work = async () => {
      tries += 1
      throw new Error('still')
    }
    await expect(twice(work, () => true, never, openRetryBudget())).rejects.toThrow('still')
    expect(tries).toBe(2)

    await expect(twice(work, () => false, never, openRetryBudget())).rejects.toThrow('still')
    expect(tries).toBe(3)
  })

  test('is not made when there is no time left', async () => {
    let tries = 0
    const work = async () => {
      tries += 1
      throw new Error('first')
    }
    const signal = withDeadline(never, 20)
    await expect(twice(work, () => true, signal, openRetryBudget())).rejects.toThrow('first')
    expect(tries).toBe(1)
  })

  test('MUST NOT be made of more than a tenth of the questions', async () => {
    const QUESTIONS = 300
    const budget = openRetryBudget()
    let tries = 0
    const work = async () => {
      tries += 1
      throw new Error('again')
    }
    const all = Array.from({ length: QUESTIONS }, () => twice(work, () => true, never, budget))
    await Promise.allSettled(all)
    // And the few that one has at first.
    expect(tries - QUESTIONS).toBeGreaterThan(0)
    expect(tries - QUESTIONS).toBeLessThanOrEqual(QUESTIONS * 0.1 + 3)
  })
})

test('a deadline ends by time or with its caller, whichever is first', async () => {
  const caller = new AbortController()
  expect(withDeadline(AbortSignal.abort(), 1000).aborted).toBe(true)

  const signal = withDeadline(caller.signal, 20)
  await sleep(40)
  expect(signal.reason).toMatchObject({ name: 'TimeoutError' })
})
