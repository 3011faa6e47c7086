import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Domain } from '../../schema/domain.ts'
import type { FeedPage } from '../../schema/feed.ts'
import { cases } from '../../test/scale.ts'
import { addDays } from './age.ts'
import { type FedChild, fedChild, toPage } from './fixture-feed.ts'
import { NURSE } from './fixture-told.ts'
import { openFollowedChildren } from './follow-children.ts'
import { openListEntries } from './list-entries.ts'
import { LIST_NAMES } from './list-rows.ts'
import { DOMAINS } from './told.ts'

const TODAY = '2026-09-01'
const MOST = 24

function open() {
  const followed = openFollowedChildren(NURSE)
  return { followed, entries: openListEntries(followed) }
}

type Open = ReturnType<typeof open>

/** What stands on the lists, in their order. */
function linesOf({ entries }: Open) {
  return LIST_NAMES.map((name) =>
    [...entries.list(name).from(null, false)].map(({ place, state, kinds, child }) => {
      const { id, municipality } = child
      return [place, state, kinds.join(), id, municipality].join(' ')
    }),
  )
}

/** As if nothing had been told before: all there is now, at once. */
async function anew(children: ReadonlyMap<number, FedChild>, down: Domain | null, today: string) {
  const fresh = open()
  fresh.followed.tell(
    toPage([...children.values()], { doubts: down ? { [down]: 'SOURCE_DOWN' } : {} }),
  )
  await fresh.entries.refresh(today)
  return linesOf(fresh)
}

const place = fc.integer({ min: 0, max: MOST - 1 })
const step = fc.oneof(
  fc.record({ kind: fc.constant('tell' as const), n: place, version: fc.integer({ max: 900 }) }),
  fc.record({ kind: fc.constant('gone' as const), n: place }),
  fc.record({
    kind: fc.constant('objecting' as const),
    n: place,
    domain: fc.constantFrom(...DOMAINS),
  }),
  fc.record({ kind: fc.constant('down' as const), domain: fc.constantFrom(...DOMAINS) }),
  fc.record({ kind: fc.constant('days' as const), days: fc.integer({ min: 1, max: 90 }) }),
  fc.record({ kind: fc.constant('look' as const) }),
)

describe('the lists', () => {
  test('MUST be those that would be made of all there is at once, whatever was told before, and when', async () => {
    const steps = fc.array(step, { minLength: 1, maxLength: 30 })
    await fc.assert(
      fc.asyncProperty(steps, async (taken) => {
        const lists = open()
        const children = new Map<number, FedChild>()
        let [today, down]: [string, Domain | null] = [TODAY, null]
        const tell = (n: number, child: FedChild) => {
          children.set(n, child)
          lists.followed.tell(toPage([child], { doubts: down ? { [down]: 'SOURCE_DOWN' } : {} }))
        }
        for (const n of Array(MOST).keys()) tell(n, fedChild(n, TODAY))
        for (const one of taken) {
          if (one.kind === 'tell') {
            const { id } = fedChild(one.n, TODAY)
            tell(one.n, { ...fedChild(one.version, TODAY), id })
          }
          if (one.kind === 'objecting') {
            const absences = { [one.domain]: 'OBJECTION' }
            tell(one.n, { ...fedChild(one.n, TODAY), absences })
          }
          if (one.kind === 'gone') {
            children.delete(one.n)
            const gone = [fedChild(one.n, TODAY).id]
            lists.followed.tell(toPage([], { gone, doubts: down ? { [down]: 'SOURCE_DOWN' } : {} }))
          }
          if (one.kind === 'down') {
            down = down === one.domain ? null : one.domain
            tell(0, children.get(0) ?? fedChild(0, TODAY))
          }
          if (one.kind === 'days') today = addDays(today, one.days)
          if (one.kind === 'look') await lists.entries.refresh(today)
        }
        await lists.entries.refresh(today)
        expect(linesOf(lists)).toEqual(await anew(children, down, today))
      }),
      { numRuns: cases(12, 3_000) },
    )
  })

  test('MUST NOT depend on the order of pages, nor on where they are cut', async () => {
    const children = Array.from({ length: MOST }, (_, n) => fedChild(n, TODAY))
    const whole = open()
    whole.followed.tell(toPage(children))
    await whole.entries.refresh(TODAY)
    expect(linesOf(whole).flat().length).toBeGreaterThan(MOST)

    const order = fc.shuffledSubarray(children, { minLength: MOST })
    const size = fc.integer({ min: 1, max: 9 })
    await fc.assert(
      fc.asyncProperty(order, size, fc.boolean(), async (shuffled, most, eventsFirst) => {
        const cut = open()
        for (let i = 0; i < MOST; i += most) {
          const page = toPage(shuffled.slice(i, i + most))
          const parts = [eventsOf(page), childrenOf(page)]
          for (const part of eventsFirst ? parts : parts.toReversed()) cut.followed.tell(part)
        }
        await cut.entries.refresh(TODAY)
        expect(linesOf(cut)).toEqual(linesOf(whole))
      }),
      { numRuns: cases(12, 2_000) },
    )
  })

  test('MUST look at who changed, and at nobody else', async () => {
    const lists = open()
    const children = Array.from({ length: 400 }, (_, n) => fedChild(n, TODAY))
    lists.followed.tell(toPage(children))
    await lists.entries.refresh(TODAY)
    expect(lists.entries.looked).toBe(400)

    await lists.entries.refresh(TODAY)
    expect(lists.entries.looked).toBe(400)
    const [one, other] = children
    if (one) lists.followed.tell(toPage([one]))
    if (other) lists.followed.tell(eventsOf(toPage([other])))
    await lists.entries.refresh(TODAY)
    expect(lists.entries.looked).toBe(402)

    await lists.entries.refresh(addDays(TODAY, 1))
    expect(lists.entries.looked).toBeLessThan(402 + 40)
  })
})

/** Of who is in it, without saying who that is. */
function eventsOf(page: FeedPage): FeedPage {
  return { ...page, children: toPage([]).children }
}

function childrenOf(page: FeedPage): FeedPage {
  return { ...page, events: toPage([]).events }
}
