import { expect, test } from 'vitest'
import { randomOf } from './random.ts'

test('what is drawn follows from the path alone', () => {
  const [one, other] = [randomOf(1, 'family', 17), randomOf(1, 'family', 17)]
  other.fork('elsewhere').next()
  expect([one.next(), one.uuid(), one.fork('x', 2).next()]).toEqual([
    other.next(),
    other.uuid(),
    other.fork('x', 2).next(),
  ])
})

test('another seed, another path or another fork is another life', () => {
  const first = [
    randomOf(1, 'family', 17),
    randomOf(2, 'family', 17),
    randomOf(1, 'family', 18),
    randomOf(1, 'family', 17).fork('x'),
    randomOf(1, 'family', 17).fork('x', 1),
  ].map((random) => random.next())
  expect(new Set(first).size).toBe(first.length)
})

test('neighbours look nothing alike: first draws of a hundred thousand families fill every tenth evenly', () => {
  const tenths = new Array<number>(10).fill(0)
  const seen = new Set<string>()
  for (let family = 0; family < 100_000; family++) {
    const random = randomOf(5, 'family', family)
    const tenth = Math.floor(random.next() * 10)
    tenths[tenth] = (tenths[tenth] ?? 0) + 1
    seen.add(random.uuid())
  }
  for (const count of tenths) expect(Math.abs(count - 10_000)).toBeLessThan(500)
  expect(seen.size).toBe(100_000)
})

test('weights weigh', () => {
  const random = randomOf(3, 'weights')
  const drawn = Array.from({ length: 10_000 }, () =>
    random.weighted([
      ['a', 3],
      ['b', 1],
      ['c', 0],
    ] as const),
  )
  expect(drawn).not.toContain('c')
  expect(drawn.filter((each) => each === 'a').length / drawn.length).toBeCloseTo(0.75, 1)
})

test('an identifier is a version 4 UUID', () => {
  expect(randomOf(1, 'uuid').uuid()).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  )
})
