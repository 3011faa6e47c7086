/**
 * Breaking the glass: what an emergency opens, to whom, for how long, and who has to look at it.
 *
 * @module
 */

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Graph, openGraph } from './graph.ts'

const ME = 'midwife-in-emergency'
const ASK = `query ($id: ID!) {
  child(id: $id) { name { given } jgz { growth { weightGrams } } }
}`
const BREAK =
  'mutation ($id: ID!, $why: String!) { breakGlass(child: $id, reason: $why) { id until } }'
const LIST = `query ($open: Boolean) {
  breakGlasses(open: $open) { id childId userId organisation role reason reviewedAt }
}`
const REVIEW = 'mutation ($id: ID!, $note: String!) { reviewBreakGlass(id: $id, note: $note) }'
const WHY = 'convulsions after birth, no time to ask'

describe.each([
  { name: 'in one process', apart: false },
  { name: 'with each subgraph behind its own socket', apart: true },
])('an emergency, $name', ({ apart }) => {
  let graph: Graph
  let child: string
  let other: string

  beforeAll(async () => {
    graph = await openGraph({ apart })
    child = await graph.idOf(apart ? 'kees' : 'guus')
    other = await graph.idOf('anna')
  })
  afterAll(() => graph.close())

  interface Listed {
    readonly id: string
    readonly childId: string
  }
  const own = async (open = true): Promise<readonly Listed[]> => {
    const { data, errors, processings } = await graph.ask('privacy-officer', LIST, { open })
    expect(errors).toEqual([])
    // Who looks at the list reads about whoever is on it.
    const children = new Set(data.breakGlasses.map(({ childId }: Listed) => childId))
    expect(processings.filter(({ parts }) => parts.includes('breakGlasses'))).toHaveLength(
      children.size,
    )
    return data.breakGlasses.filter((one: Listed) => one.childId === child)
  }

  test('MUST open one child, to who broke the glass, for an hour, and be on a list until it was looked at', async () => {
    const unknown = await graph.ask(ME, ASK, { id: '00000000-0000-4000-8000-000000000000' })
    const before = await graph.ask(ME, ASK, { id: child })
    expect(before.codes).toEqual(['CHILD_UNKNOWN'])
    expect(before.text).toBe(unknown.text)
    expect(before.processings).toEqual([])

    const broken = await graph.ask(ME, BREAK, { id: child, why: WHY })
    expect(broken.errors).toEqual([])
    const { id, until } = broken.data.breakGlass
    expect(Date.parse(until) - Date.now()).toBeGreaterThan(59 * 60_000)
    expect(Date.parse(until) - Date.now()).toBeLessThanOrEqual(60 * 60_000)
    expect(broken.processings.at(-1)).toMatchObject({
      registry: 'child',
      processing_activity: 'emergency',
      outcome: 'read',
    })
    const told = await graph.admin(
      `select kind, role, organisation, purpose from accounting.event where kind = 'break-glass'
       order by at desc limit 1`,
    )
    expect(told).toEqual([
      { kind: 'break-glass', role: 'midwife', organisation: 'agb:99990002', purpose: 'emergency' },
    ])

    const during = await graph.ask(ME, ASK, { id: child })
    expect(during.errors).toEqual([])
    expect(during.data.child.jgz.growth.length).toBeGreaterThan(0)
    expect(during.processings.map(({ processing_activity }) => processing_activity)).toEqual(
      during.processings.map(() => 'emergency'),
    )
    // Another child, and her own purpose, are as they were.
    expect((await graph.ask(ME, ASK, { id: other })).text).toBe(unknown.text)
    const ordinary = await graph.ask('midwife', ASK, { id: child })
    expect(ordinary.data.child.jgz).toBeNull()

    expect(await own()).toEqual([
      {
        id,
        childId: child,
        userId: 'persona-midwife',
        organisation: 'agb:99990002',
        role: 'midwife',
        reason: WHY,
        reviewedAt: null,
      },
    ])
    const review = { id, note: 'was right' }
    expect((await graph.ask('privacy-officer', REVIEW, review)).data.reviewBreakGlass).toBe(true)
    expect(await own()).toEqual([])
    expect(await own(false)).toMatchObject([{ id, reviewedAt: expect.any(String) }])
    const again = await graph.ask('privacy-officer', REVIEW, review)
    expect(again.codes).toEqual(['GLASS_UNKNOWN'])

    // An hour later. What is written there cannot be changed but by who owns the whole server.
    await graph.admin(`set session_replication_role = replica`)
    await graph.admin(`update child_index.glass set until = clock_timestamp() where id = $1`, id)
    await graph.admin(`set session_replication_role = origin`)
    expect((await graph.ask(ME, ASK, { id: child })).text).toBe(unknown.text)
  })

  test('MUST NOT be looked at by who broke it, nor by who works elsewhere', async () => {
    const insert = `insert into child_index.glass
      (child_id, user_id, organisation, role, municipalities, sealed_reason, until)
      select child_id, $2, organisation, role, $3, sealed_reason, until from child_index.glass where child_id = $1
      limit 1 returning id`
    const [mine] = await graph.admin(insert, child, 'persona-privacy-officer', ['9999'])
    const [elsewhere] = await graph.admin(insert, child, 'persona-midwife', ['9998'])

    for (const row of [mine, elsewhere]) {
      const answer = await graph.ask('privacy-officer', REVIEW, { id: row?.id, note: 'fine' })
      expect(answer.codes).toEqual(['GLASS_UNKNOWN'])
    }
    const ids = (await own()).map(({ id }) => id)
    expect(ids).toContain(mine?.id)
    expect(ids).not.toContain(elsewhere?.id)
  })

  test('MUST have a reason, a child that may be seen, and a role that may', async () => {
    const breaking = (persona: string, id: string, why = WHY) =>
      graph.ask(persona, BREAK, { id, why })

    for (const why of ['', '   ', 'x'.repeat(501), 'ask 999990019']) {
      expect((await breaking(ME, other, why)).codes).toEqual(['ARGUMENT_INVALID'])
    }
    const isa = await breaking(ME, await graph.issueIdFor('isa'))
    const nobody = await breaking(ME, '00000000-0000-4000-8000-000000000000')
    expect(isa.codes).toEqual(['CHILD_UNKNOWN'])
    expect(isa.text).toBe(nobody.text)
    for (const persona of ['midwife', 'childcare-mentor', 'privacy-officer']) {
      expect((await breaking(persona, other)).codes).toEqual(['FIELD_FORBIDDEN'])
    }
    expect((await graph.ask(ME, LIST)).codes).toEqual(['FIELD_FORBIDDEN'])
    expect((await graph.ask(ME, ASK, { id: other })).codes).toEqual(['CHILD_UNKNOWN'])
  })

  test('MUST NOT keep the reason where it can be read', async () => {
    const rows = await graph.admin('select * from child_index.glass')
    const events = await graph.admin(`select * from accounting.event where kind = 'break-glass'`)

    expect(JSON.stringify([rows, events])).not.toContain('convulsions')
  })
})
