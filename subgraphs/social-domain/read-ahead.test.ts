import { expect, test } from 'vitest'
import { readAhead } from './read-ahead.ts'

function counting(most: number, failsAt = Number.NaN) {
  const made = { count: 0, closed: false }
  async function* batches(): AsyncGenerator<readonly number[], void, void> {
    try {
      for (let i = 0; i < most; i += 1) {
        await Promise.resolve()
        if (i === failsAt) throw new RangeError('it failed')
        made.count += 1
        yield [2 * i, 2 * i + 1]
      }
    } finally {
      made.closed = true
    }
  }
  return { made, batches: batches() }
}

test('all comes, in its order, and only so much is made before it is taken', async () => {
  const { made, batches } = counting(50)
  const taken: number[] = []
  for await (const one of readAhead(batches, 4)) {
    taken.push(one)
    await new Promise(setImmediate)
    expect(made.count).toBeLessThanOrEqual(Math.floor(one / 2) + 1 + 4)
  }
  expect(taken).toEqual(Array.from({ length: 100 }, (_, i) => i))
  expect(made).toEqual({ count: 50, closed: true })
})

test('what fails MUST fail after what came before it, and in no other place', async () => {
  const { batches } = counting(50, 3)
  const taken: number[] = []
  const reading = async () => {
    for await (const one of readAhead(batches, 8)) {
      taken.push(one)
      await new Promise(setImmediate)
    }
  }
  await expect(reading()).rejects.toThrow('it failed')
  expect(taken).toEqual([0, 1, 2, 3, 4, 5])
})

test('who stops leaves nothing open, nor a failure that nobody hears of', async () => {
  const { made, batches } = counting(50, 3)
  for await (const one of readAhead(batches, 8)) if (one === 1) break
  await new Promise(setImmediate)
  expect(made.closed).toBe(true)
})
