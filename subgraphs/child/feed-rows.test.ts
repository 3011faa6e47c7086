import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Bsn } from '../../privacy/bsn.ts'
import { makeDatabase, type TestDatabase } from '../../test/database.ts'
import { type ChildIndex, openChildIndex } from './child-index.ts'
import { type FeedCursor, idsToFeed } from './feed-rows.ts'
import { addLinkEvents } from './link-rows.ts'

const KEY = new Uint8Array(64).fill(7)
const TODAY = '2026-09-01'
/** Of the range that is nobody's, and right by the test of eleven. */
const BSNS = Array.from({ length: 100_000 }, (_, i) => `9999${String(i).padStart(5, '0')}`)
  .flatMap((digits) => Bsn.parse(digits) ?? [])
  .slice(0, 25)

let database: TestDatabase
let index: ChildIndex
let ids: readonly string[]

beforeAll(async () => {
  database = await makeDatabase()
  index = await openChildIndex({ databaseUrl: database.url, key: KEY })
  ids = await index.idsOf(BSNS)
})
afterAll(async () => {
  await index?.close()
  await database?.drop()
})

/** As a process has it that began this moment: it knows nothing but the cursor, as it was sent. */
async function since(cursor: FeedCursor | null, first = 10, today = TODAY) {
  const told: string[] = []
  let next = cursor
  for (let done = false; !done; ) {
    const page = await idsToFeed(index.database, {
      cursor: next && JSON.parse(JSON.stringify(next)),
      ...{ first, today },
    })
    told.push(...page.ids)
    ;({ next, done } = page)
  }
  return { told, next }
}

const link = (childId: string) =>
  addLinkEvents(index.database, [
    {
      ...{ childId, registry: 'jgz', record: `R-${childId}`, kind: 'MADE', decidedBy: 'RULE' },
      certainty: 'EXACT',
    },
  ])

describe('whom the index has something new of', () => {
  test.each([1, 3, 25, 100])(
    'is everybody once at first, in pages of %i, and then nobody',
    async (first) => {
      const { told, next } = await since(null, first)

      expect(told.toSorted()).toEqual(ids.toSorted())
      expect(await since(next, first)).toMatchObject({ told: [] })
    },
  )

  test('is who was linked, or of whom a family said something, and nobody else', async () => {
    const { next } = await since(null)
    const [one = '', another = ''] = ids
    await link(one)
    const first = await since(next)
    expect(first.told).toEqual([one])

    const objection = { childId: another, domain: 'jgz', purpose: null, kind: 'OBJECTION' } as const
    await index.object([{ ...objection, source: 'desk', from: TODAY, until: null }])
    const second = await since(first.next)
    expect(second.told).toEqual([another])
    expect((await since(next)).told.toSorted()).toEqual([one, another].toSorted())
    expect((await since(second.next)).told).toEqual([])
  })

  test('MUST be whom a slow transaction wrote about, too, that began before one that was told', async () => {
    const { next } = await since(null)
    const [, , slow = '', quick = ''] = ids
    const [begun, toldQuick] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const writing = index.database.transaction(async (client) => {
      const rows = <T>(name: string, text: string, values: readonly unknown[]) =>
        client.rows<T>({ name, text, values })
      await addLinkEvents({ ...index.database, rows }, [
        {
          ...{ childId: slow, registry: 'jgz', record: 'R-slow', kind: 'MADE', decidedBy: 'RULE' },
          certainty: 'EXACT',
        },
      ])
      begun.resolve()
      await toldQuick.promise
    })
    await begun.promise
    await link(quick)
    const meanwhile = await since(next)
    toldQuick.resolve()
    await writing
    const after = await since(meanwhile.next)

    expect(meanwhile.told).toEqual([quick])
    expect(after.told).toEqual([slow])
  })

  test('is everybody again on another day', async () => {
    const { next } = await since(null)

    expect((await since(next, 10, '2026-09-02')).told.toSorted()).toEqual(ids.toSorted())
  })
})
