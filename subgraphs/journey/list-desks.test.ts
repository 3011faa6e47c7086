import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { toDay } from '../../connectors/wall-clock.ts'
import type { FedFor, FeedCaller } from '../../privacy/feed.ts'
import type { Viewer } from '../../privacy/viewer.ts'
import type { FeedPage } from '../../schema/feed.ts'
import { fedChild, toPage } from './fixture-feed.ts'
import { NURSE } from './fixture-told.ts'
import { type ListDesks, openListDesks } from './list-desks.ts'

const TODAY = '2026-09-01'
const CHILDREN = Array.from({ length: 120 }, (_, n) => fedChild(n, TODAY))
const OUT = { states: ['OUT_OF_SIGHT'], first: 500 }

const viewerOf = (organisation: string): Viewer => ({
  ...{ id: 'somebody', organisation, municipalities: ['9999'] },
  ...NURSE,
})

interface Fixture {
  /** What is told next to whom; a promise: when that is done. */
  readonly next: (fedFor: FedFor, call: number) => FeedPage | Promise<FeedPage>
}

function openFixture({ next }: Fixture) {
  const opened: FedFor[] = []
  const signals: AbortSignal[] = []
  const asked: (readonly string[])[] = []
  const feeds: FeedCaller = {
    open(fedFor) {
      let call = 0
      opened.push(fedFor)
      return {
        async next(signal) {
          signals.push(signal)
          call += 1
          return next(fedFor, call)
        },
        again: () => undefined,
      }
    },
    async admitted(_, ids) {
      asked.push(ids)
      return ids
    },
  }
  const now = () => new Date(`${TODAY}T12:00:00Z`)
  desks = openListDesks({ feeds, now, toDay, freshMs: 0 })
  const read = (organisation = 'ura:1') =>
    desks.read('outOfSight', OUT, {
      ...{ viewer: viewerOf(organisation), traceId: '0'.repeat(32) },
      signal: new AbortController().signal,
    })
  return { opened, signals, asked, read }
}

let desks: ListDesks
afterEach(() => desks.close())

describe('a desk', () => {
  test('is opened by who asks first, for the organisation, and not for the person', async () => {
    const { opened, read, asked } = openFixture({ next: () => toPage(CHILDREN) })
    const [one, other] = [await read(), await read()]

    expect(opened).toEqual([
      { part: 'journey', organisation: 'ura:1', municipalities: ['9999'], ...NURSE },
    ])
    expect(one.total).toBeGreaterThan(0)
    expect(other.rows).toEqual(one.rows)
    expect(asked).toHaveLength(2) // each time for who reads it
    expect(one.domains.every(({ doubt }) => doubt === null)).toBe(true)
  })

  test('MUST be of one organisation: another has its own', async () => {
    const { opened, read } = openFixture({
      next: ({ organisation }) => toPage(organisation === 'ura:1' ? CHILDREN : []),
    })

    expect((await read('ura:1')).total).toBeGreaterThan(0)
    expect((await read('ura:2')).total).toBe(0)
    expect(opened).toHaveLength(2)
  })

  test('is not ready before everybody was told, and nothing of it is shown', async () => {
    let tell: (page: FeedPage) => void = () => undefined
    const { read } = openFixture({
      next: (_, call) =>
        call === 1
          ? toPage(CHILDREN.slice(0, 60), { done: false })
          : new Promise((resolve) => {
              tell = resolve
            }),
    })

    await expect(read()).rejects.toMatchObject({ code: 'LIST_NOT_READY' })
    tell(toPage(CHILDREN.slice(60)))
    await sleep(50)
    // What is told later may take as long as it takes.
    expect((await read()).total).toBeGreaterThan(0)
  }, 15_000)

  test('goes on where the feed stopped', async () => {
    const { read } = openFixture({
      next: (_, call) => {
        if (call === 2) throw new Error('gone for a moment')
        return toPage(call === 1 ? CHILDREN : [], { done: call > 1 })
      },
    })

    await expect(read()).rejects.toThrow('gone for a moment')
    expect((await read()).total).toBeGreaterThan(0)
  })

  test('is closed with all others, or when there are too many', async () => {
    const { signals, read } = openFixture({ next: () => toPage([]) })
    for (const n of Array(9).keys()) await read(`ura:${n}`)

    expect(signals.map(({ aborted }) => aborted)).toEqual([true, ...Array(8).fill(false)])
    await desks.close()
    expect(signals.every(({ aborted }) => aborted)).toBe(true)
  })
})
