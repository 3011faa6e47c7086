import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cases } from '../../test/scale.ts'
import { openListIndex, type Placed } from './list-index.ts'

interface Line extends Placed {
  readonly n: number
}

const place = fc.integer({ min: 0, max: 60 }).map((n) => String(n).padStart(3, '0'))
const change = fc.record({ place, isGone: fc.boolean() })

describe('a list that is read in pages while it changes', () => {
  test('MUST tell whoever did not change once, in order, forwards and backwards', () => {
    const some = fc.array(change, { maxLength: 12 })
    const sizes = fc.integer({ min: 1, max: 7 })
    const rounds = fc.array(some, { minLength: 12, maxLength: 40 })
    fc.assert(
      fc.property(
        fc.uniqueArray(place),
        rounds,
        sizes,
        fc.boolean(),
        (begin, changes, size, isBack) => {
          const index = openListIndex<Line>()
          let n = 0
          const lines = new Map<string, Line>()
          const put = (at: string, isGone: boolean) => {
            const old = lines.get(at)
            n += 1
            const now = isGone ? undefined : { place: at, n }
            if (now) lines.set(at, now)
            else lines.delete(at)
            index.change(old ? [old] : [], now ? [now] : [])
          }
          for (const at of begin) put(at, false)
          const stayed = new Map(lines)
          const told: Line[] = []
          let after: string | null = null
          for (let round = 0; ; round += 1) {
            const page: readonly Line[] = first(index.from(after, isBack), size)
            told.push(...page)
            after = page.at(-1)?.place ?? after
            if (page.length < size) break
            for (const { place: at, isGone } of changes[round] ?? []) {
              put(at, isGone)
              stayed.delete(at)
            }
          }

          const places = told.map((line) => line.place)
          expect(places).toEqual(isBack ? places.toSorted().toReversed() : places.toSorted())
          expect(new Set(places).size).toBe(places.length)
          for (const line of stayed.values()) expect(told).toContain(line)
        },
      ),
      { numRuns: cases(300, 20_000) },
    )
  })

  test('many changes at once are as good as one by one', () => {
    const line = (n: number) => ({ place: String(n).padStart(5, '0'), n })
    const lines = Array.from({ length: 2_000 }, (_, n) => line((n * 7_919) % 2_000))
    const [once, oneByOne] = [openListIndex<Line>(), openListIndex<Line>()]
    once.change([], lines)
    for (const one of lines) {
      oneByOne.change([], [one])
      expect(oneByOne.size).toBeGreaterThan(0)
    }
    const gone = lines.filter(({ n }) => n % 3 === 0)
    once.change(gone, [])
    for (const one of gone) oneByOne.change([one], [])

    expect(once.size).toBe(2_000 - gone.length)
    expect([...once.from(null, false)]).toEqual([...oneByOne.from(null, false)])
  })
})

function first<T>(some: Iterable<T>, most: number): readonly T[] {
  const taken: T[] = []
  for (const one of some) {
    if (taken.length === most) break
    taken.push(one)
  }
  return taken
}
