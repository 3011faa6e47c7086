import { beforeEach, describe, expect, test } from 'vitest'
import { addDays } from './age.ts'
import { type FedChild, fedChild, toPage } from './fixture-feed.ts'
import { event, NURSE } from './fixture-told.ts'
import { openFollowedChildren } from './follow-children.ts'
import { openListEntries } from './list-entries.ts'
import { type ListQuery, readPage } from './list-page.ts'

const TODAY = '2026-09-01'
const CHILDREN = Array.from({ length: 400 }, (_, n) => fedChild(n, TODAY))
const OUT = { states: ['OUT_OF_SIGHT'], first: 5 }

let followed: ReturnType<typeof openFollowedChildren>
let entries: ReturnType<typeof openListEntries>

beforeEach(async () => {
  followed = openFollowedChildren(NURSE)
  entries = openListEntries(followed)
  followed.tell(toPage(CHILDREN))
  await entries.refresh(TODAY)
})

const everybody = async (ids: readonly string[]) => new Set(ids)

function read(query: ListQuery, visible = everybody) {
  return readPage('outOfSight', query, { entries, followed, today: TODAY, visible })
}

async function readAll(
  query: ListQuery,
  between: (page: number) => void | Promise<void> = () => undefined,
): Promise<readonly string[]> {
  const ids: string[] = []
  let after: string | null = null
  for (let page = 0; ; page += 1) {
    const told: Awaited<ReturnType<typeof read>> = await read({ ...query, after })
    ids.push(...told.rows.map(({ child }) => child.id))
    if (!told.hasNextPage) return ids
    after = told.endCursor
    await between(page)
  }
}

describe('a page of a list', () => {
  test('is one of so many, of all who are on it, longest first', async () => {
    const { rows, total, hasNextPage } = await read(OUT)
    const since = rows.map((row) => row.since)

    expect(rows).toHaveLength(5)
    expect(hasNextPage).toBe(true)
    expect(since).toEqual(since.toSorted())
    expect(rows.every(({ told }) => told.state === 'OUT_OF_SIGHT')).toBe(true)
    expect(await readAll(OUT)).toHaveLength(total)
  })

  test('MUST NOT have anybody on it whom the reader may not see; others take their place', async () => {
    const all = await readAll(OUT)
    const hidden = new Set(all.filter((_, i) => i % 3 !== 0))
    const visible = async (ids: readonly string[]) => new Set(ids.filter((id) => !hidden.has(id)))
    const { rows } = await read(OUT, visible)

    expect(rows.map(({ child }) => child.id)).toEqual(
      all.filter((id) => !hidden.has(id)).slice(0, 5),
    )
  })

  test('MUST NOT tell that anybody is out of sight when a domain went down a moment ago', async () => {
    followed.tell(toPage([], { doubts: { CHILDCARE: 'SOURCE_DOWN' } }))

    expect((await read(OUT)).rows).toEqual([]) // though nobody was looked at again
    await entries.refresh(TODAY)
    expect(await read(OUT)).toMatchObject({ total: 0, rows: [] })
    expect((await read(OUT)).cannotTell).toBeGreaterThan(5)
  })

  test('MUST NOT lose or repeat whoever does not change while others do', async () => {
    const before = await readAll(OUT)
    const changing = new Set(before.filter((_, i) => i % 4 === 1))
    const came = event('came', addDays(TODAY, -1), { kind: 'ATTENDANCE' })
    const seen = (child: FedChild): FedChild => ({
      ...child,
      events: { ...child.events, CHILDCARE: [came] },
    })
    const told = await readAll(OUT, async (page) => {
      const some = CHILDREN.filter(({ id }) => changing.has(id)).slice(page * 2, page * 2 + 2)
      followed.tell(toPage(some.map(seen)))
      await entries.refresh(TODAY)
    })

    expect(new Set(told).size).toBe(told.length)
    expect(told.filter((id) => !changing.has(id))).toEqual(before.filter((id) => !changing.has(id)))
    expect(told.length).toBeLessThan(before.length)
  })

  test('is of who is so old, and of where', async () => {
    const { areas, total } = await read(OUT)
    const [area] = areas
    const within = (query: Partial<ListQuery>) => read({ ...OUT, first: 500, ...query })

    expect(areas.reduce((sum, one) => sum + one.total, 0)).toBe(total)
    expect(
      await within({
        municipalities: [area?.municipality ?? ''],
        postcodes: [area?.postcode ?? ''],
      }),
    ).toMatchObject({ total: area?.total })
    const parts = await Promise.all([
      within({ ageMonths: { to: 17 } }),
      within({ ageMonths: { from: 18, to: 30 } }),
      within({ ageMonths: { from: 31 } }),
    ])
    expect(parts.reduce((sum, part) => sum + part.total, 0)).toBe(total)
    expect(parts.every((part) => part.total > 0)).toBe(true)
  })

  test('is not of whose months are not full: on the day itself they are', async () => {
    const [first] = await readAll(OUT)
    const { birthDate = '' } = CHILDREN.find(({ id }) => id === first) ?? {}
    const at = (today: string, ageMonths: ListQuery['ageMonths']) =>
      readPage(
        'outOfSight',
        { ...OUT, first: 500, ageMonths },
        { entries, followed, today, visible: everybody },
      ).then(({ rows }) => rows.some(({ child }) => child.id === first))
    const month = Number(TODAY.slice(5, 7)) - Number(birthDate.slice(5, 7))
    const months = (Number(TODAY.slice(0, 4)) - Number(birthDate.slice(0, 4))) * 12 + month

    const age = TODAY.slice(8) < birthDate.slice(8) ? months - 1 : months
    expect(await at(TODAY, { from: age, to: age })).toBe(true)
    expect(await at(TODAY, { from: age + 1 })).toBe(false)
    expect(await at(TODAY, { to: age - 1 })).toBe(false)
  })
})
