import { expect, test } from 'vitest'
import { cases } from '../../test/scale.ts'
import { Links } from './links.ts'

/** Whose each record is, told in the plainest way. */
class Plainly {
  readonly owners = new Map<string, number>()
  readonly records = new Map<string, number>()

  truth(): ReadonlyMap<number, number | null> {
    return new Map(
      [...this.records].map(([subject, record]) => [record, this.owners.get(subject) ?? null]),
    )
  }
}

test('whatever is told, linked, moved and forgotten, each record is whose it is', () => {
  const random = generator(11)
  const subjects = Array.from({ length: 40 }, (_, i) => `subject-${i}`)
  for (let run = 0; run < cases(40, 2_000); run += 1) {
    const links = new Links()
    const plainly = new Plainly()
    /** What a table would say: what each record was told with, and what moved since. */
    const table = new Map<number, number | null>()
    for (let step = 0; step < 120; step += 1) {
      const subject = subjects[random(subjects.length)] ?? ''
      const what = random(4)
      if (what === 0) {
        const { old, record, child } = links.tellAnew(subject)
        expect(old).toBe(plainly.records.get(subject) ?? 0)
        table.delete(old)
        table.set(record, child)
        plainly.records.set(subject, record)
      } else if (what === 1) {
        table.delete(links.forget(subject))
        plainly.records.delete(subject)
      } else {
        const child = links.numberOfChild(`child-${random(8)}`)
        const own = subjects.filter(() => random(10) === 0)
        for (const [one, owner] of plainly.owners) if (owner === child) plainly.owners.delete(one)
        for (const one of own) plainly.owners.set(one, child)
        for (const { record, child: owner } of links.link(child, own)) table.set(record, owner)
      }
      expect(table).toEqual(plainly.truth())
    }
  }
})

test('a hundred thousand tokens have a hundred thousand numbers, each the same again', () => {
  const links = new Links()
  const ids = Array.from({ length: 100_000 }, (_, i) => `child-${i}`)
  const numbers = ids.map((id) => links.numberOfChild(id))

  expect(new Set(numbers).size).toBe(ids.length)
  expect(ids.map((id) => links.numberOfChild(id))).toEqual(numbers)
})

/** Numbers that look like chance, the same each time. */
function generator(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
