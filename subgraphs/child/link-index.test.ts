import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Bsn, isElevenProof } from '../../privacy/bsn.ts'
import { makeDatabase, type TestDatabase } from '../../test/database.ts'
import { type ChildIndex, openChildIndex } from './child-index.ts'
import type { LinkRun } from './link-index.ts'
import { addLinkEvents } from './link-rows.ts'
import type { Contradiction, Link, Possible } from './linkage/decision.ts'
import type { Weight } from './linkage/model.ts'

const KEY = new Uint8Array(64).fill(7)
const BSNS = Array.from({ length: 20_000 }, (_, i) => `9999${String(i).padStart(5, '0')}`)
  .filter(isElevenProof)
  .map((digits) => Bsn.parse(digits))
  .filter((bsn) => bsn !== undefined)
const BY_HAND = { reason: 'Seen on paper.', userId: 'linker-1' }

const SAME_BSN: readonly Weight[] = [
  { of: 'prior', level: null, weight: -10 },
  { of: 'bsn', level: 'equal', weight: 20 },
]
const SAME_NAME: readonly Weight[] = [
  { of: 'prior', level: null, weight: -10 },
  { of: 'familyName', level: 'exact', weight: 12 },
]

let database: TestDatabase
let index: ChildIndex
let taken = 0
let registry = ''

beforeAll(async () => {
  database = await makeDatabase()
  index = await open()
})
afterAll(async () => {
  await index?.close()
  await database?.drop()
})
beforeEach(() => {
  taken += 10
  registry = `jgz-${taken}`
})

function open(): Promise<ChildIndex> {
  const byBsn = Array.from({ length: 1_000 }, (_, i) => `jgz-${i}`)
  return openChildIndex({ databaseUrl: database.url, key: KEY, byBsn })
}

async function children(count: number): Promise<readonly string[]> {
  return index.idsOf(BSNS.slice(taken, taken + count))
}

function linked(person: string, record: string, change: Partial<Link> = {}): Link {
  const by = { kind: 'RULE', rule: 'R1', version: 1 } as const
  return {
    registry,
    person,
    record,
    certainty: 'EXACT',
    by,
    score: 10,
    waterfall: SAME_BSN,
    ...change,
  }
}
const byModel = {
  by: { kind: 'MODEL', version: 'm1' },
  certainty: 'PROBABLE',
  score: 2,
  waterfall: SAME_NAME,
} as const

function possible(person: string, record: string): Possible {
  return { registry, person, record, reason: 'MIDDLE_BAND', score: 2, waterfall: SAME_NAME }
}

function contradiction(person: string, record: string, change: Partial<Contradiction> = {}) {
  const of = { registry, person, record, rule: 'R1', reason: 'BIRTH_YEAR' } as const
  return { ...of, score: 10, waterfall: SAME_BSN, ...change }
}

function run(found: {
  links?: readonly Link[]
  possible?: readonly Possible[]
  contradictions?: readonly Contradiction[]
}): LinkRun {
  const { links = [], possible = [], contradictions = [] } = found
  return {
    registry,
    version: 'm1',
    linked: { links, possible, contradictions, unlinked: [], leftOut: [], compared: 0 },
    summary: {
      records: links.length + possible.length,
      linked: links.length,
      possible: possible.length,
      unlinked: 0,
      estimatedFalse: 0.1,
      estimatedMissed: null,
      groups: [],
    },
  }
}

/** The records that are read for each of these children, and whether the registry is read by their BSN. */
async function seen(ids: readonly string[], knownAt?: Date) {
  const known = await index.look(ids, knownAt)
  return known.map((child) => ({
    records: (child?.links ?? [])
      .filter((link) => link.registry === registry && link.isActive && link.record !== null)
      .map(({ record }) => record),
    byBsn: child?.cut.has(registry) === false,
  }))
}

async function caseOf(person: string) {
  const open = await index.cases({ first: 100, registry })
  const found = open.find(({ childId }) => childId === person)
  if (!found) throw new Error('no case')
  return found
}

async function linkOf(person: string, record: string) {
  const [child] = await index.look([person])
  const link = child?.links.find((one) => one.registry === registry && one.record === record)
  if (!link) throw new Error('no link')
  return link
}

const everything = () =>
  database.ask(`select
    (select count(*) from child_index.link_event) as events,
    (select count(*) from child_index.link_case) as cases,
    (select count(*) from child_index.link_case_event) as closings`)

describe('a run', () => {
  test('links what it found, with its evidence, and says what it changed', async () => {
    const [anna = '', bram = '', finn = ''] = await children(3)
    const found = run({
      links: [linked(anna, 'a'), linked(bram, 'b', byModel)],
      possible: [possible(finn, 'f')],
    })
    const planned = await index.plan(found)

    expect(await index.apply(found)).toEqual(planned)
    expect(planned).toMatchObject({
      made: [{ record: 'a' }, { record: 'b' }],
      broken: [],
      unchanged: 0,
    })
    expect(planned.opened).toMatchObject([{ record: 'f', kind: 'POSSIBLE', reason: 'MIDDLE_BAND' }])
    expect(await seen([anna, bram, finn])).toEqual([
      { records: ['a'], byBsn: true },
      { records: ['b'], byBsn: true },
      { records: [], byBsn: true },
    ])
    expect(await linkOf(bram, 'b')).toMatchObject({
      certainty: 'PROBABLE',
      decidedBy: 'MODEL',
      version: 'm1',
      score: 2,
      evidence: SAME_NAME,
    })
    expect(await caseOf(finn)).toMatchObject({ record: 'f', score: 2, evidence: SAME_NAME })
  })

  test('MUST change nothing the second time', async () => {
    const [anna = '', bram = '', finn = ''] = await children(3)
    const found = run({
      links: [linked(anna, 'a'), linked(bram, 'b', byModel)],
      possible: [possible(finn, 'f')],
      contradictions: [contradiction(finn, 'g')],
    })
    await index.apply(found)
    const before = await everything()
    const again = await index.apply(found)

    expect(again).toEqual({
      made: [],
      broken: [],
      rescored: [],
      opened: [],
      withdrawn: [],
      unchanged: 2,
    })
    expect(await everything()).toEqual(before)
  })

  test('of another version breaks, weighs again and withdraws, and shows so before', async () => {
    const [anna = '', bram = '', finn = ''] = await children(3)
    await index.apply(
      run({
        links: [linked(anna, 'a'), linked(bram, 'b', byModel)],
        possible: [possible(finn, 'f')],
      }),
    )
    const { id } = await linkOf(bram, 'b')
    const next = run({ links: [linked(bram, 'b', { ...byModel, score: 3 })] })
    const planned = await index.plan(next)

    expect(await seen([anna])).toEqual([{ records: ['a'], byBsn: true }])
    expect(await index.apply(next)).toEqual(planned)
    expect(planned).toMatchObject({
      made: [],
      broken: [{ childId: anna, record: 'a' }],
      rescored: [{ childId: bram, record: 'b' }],
      withdrawn: [{ childId: finn, record: 'f' }],
    })
    expect(await linkOf(bram, 'b')).toMatchObject({ id, score: 3, isActive: true })
    expect(await seen([anna, bram])).toEqual([
      { records: [], byBsn: true },
      { records: ['b'], byBsn: true },
    ])
    await expect(caseOf(finn)).rejects.toThrow('no case')
  })

  test('MUST NOT be half in where two apply it at once', async () => {
    const ids = await children(10)
    const found = run({
      links: ids.map((id, i) => linked(id, `r${i}`)),
      possible: ids.map((id, i) => possible(id, `p${i}`)),
    })
    const others = await Promise.all([open(), open()])
    await Promise.all([index, ...others].map((one) => one.apply(found)))
    await Promise.all(others.map((other) => other.close()))
    const [count] = await database.ask(
      `select (select count(*)::int from child_index.link_event where registry = $1) as events,
        (select count(*)::int from child_index.link_case where registry = $1) as cases`,
      [registry],
    )

    expect(count).toEqual({ events: 10, cases: 10 })
  })

  test('is told of, per registry the last one, with when the first was that found anything', async () => {
    const [anna = ''] = await children(1)
    await index.apply(run({}))
    await index.apply(run({ links: [linked(anna, 'a')] }))
    const [first] = await database.ask(
      'select at from child_index.link_run where registry = $1 and records > 0',
      [registry],
    )
    await index.apply(run({ links: [linked(anna, 'a')] }))
    const runs = await index.runs()

    expect(runs.filter((one) => one.registry === registry)).toEqual([
      {
        registry,
        at: expect.any(Date),
        firstAt: first?.at,
        version: 'm1',
        records: 1,
        linked: 1,
        possible: 0,
        unlinked: 0,
        estimatedFalse: 0.1,
        estimatedMissed: null,
        groups: [],
      },
    ])
  })
})

describe('a decision', () => {
  test('links what was possible, and takes the record from every other child', async () => {
    const [anna = '', bram = ''] = await children(2)
    await index.apply(run({ possible: [possible(anna, 'x'), possible(bram, 'x')] }))
    const { id: caseId } = await caseOf(anna)
    const link = await index.decide({ caseId, certainty: 'EXACT', ...BY_HAND })

    expect(link).toMatchObject({
      childId: anna,
      isActive: true,
      decidedBy: 'PERSON',
      evidence: SAME_NAME,
    })
    expect(link.history).toMatchObject([
      { kind: 'CONFIRMED', reason: BY_HAND.reason, userId: 'linker-1' },
    ])
    expect(await seen([anna, bram])).toEqual([
      { records: ['x'], byBsn: true },
      { records: [], byBsn: true },
    ])
    expect(await index.cases({ first: 10, registry })).toEqual([])
    expect(await index.decisions(registry)).toEqual([
      { registry, record: 'x', person: bram, verdict: 'NOT_LINK' },
      { registry, record: 'x', person: anna, verdict: 'LINK' },
    ])
  })

  test.each(['EXACT', 'NONE'] as const)(
    'of %s MUST NOT be overruled by a rule: that is a case',
    async (certainty) => {
      const [anna = '', bram = ''] = await children(2)
      await index.apply(run({ possible: [possible(anna, 'x')] }))
      const { id: caseId } = await caseOf(anna)
      await index.decide({ caseId, certainty, ...BY_HAND })
      const before = await seen([anna, bram])
      const other = run({
        links: [linked(certainty === 'NONE' ? anna : bram, 'x', { waterfall: SAME_NAME })],
      })
      const changes = await index.apply(other)

      expect(changes).toMatchObject({ made: [], broken: [] })
      expect(changes.opened).toMatchObject([
        { record: 'x', kind: 'CONTRADICTION', reason: 'DECISION' },
      ])
      expect(await seen([anna, bram])).toEqual(before)

      const opened = await caseOf(certainty === 'NONE' ? anna : bram)
      await index.decide({ caseId: opened.id, certainty: 'NONE', ...BY_HAND })
      expect(await index.apply(other)).toMatchObject({ made: [], opened: [] })
      expect(await seen([anna, bram])).toEqual(before)
    },
  )

  test('against what has the child’s BSN MUST cut the registry out for that BSN', async () => {
    const [anna = ''] = await children(1)
    await index.apply(run({ contradictions: [contradiction(anna, 'x')] }))
    expect(await seen([anna])).toEqual([{ records: [], byBsn: false }])

    const { id: caseId } = await caseOf(anna)
    await index.decide({ caseId, certainty: 'NONE', ...BY_HAND })
    expect(await seen([anna])).toEqual([{ records: [], byBsn: false }])
  })

  test('for what has the child’s BSN lets it be read by that again', async () => {
    const [anna = ''] = await children(1)
    await index.apply(run({ contradictions: [contradiction(anna, 'x')] }))
    const { id: caseId } = await caseOf(anna)
    await index.decide({ caseId, certainty: 'EXACT', ...BY_HAND })

    expect(await seen([anna])).toEqual([{ records: ['x'], byBsn: true }])
  })

  test('is taken once, whoever else decides at the same moment', async () => {
    const [anna = '', bram = ''] = await children(2)
    await index.apply(run({ possible: [possible(anna, 'x'), possible(bram, 'x')] }))
    const cases = await Promise.all([caseOf(anna), caseOf(bram), caseOf(anna)])
    const answers = await Promise.allSettled(
      cases.map(({ id }) => index.decide({ caseId: id, certainty: 'EXACT', ...BY_HAND })),
    )

    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const answer of answers) {
      if (answer.status === 'rejected')
        expect(answer.reason).toMatchObject({ code: 'LINK_UNKNOWN' })
    }
    const records = (await seen([anna, bram])).flatMap((child) => child.records)
    expect(records).toEqual(['x'])
  })

  test('beside a run MUST stand, whichever of the two comes first', async () => {
    const ids = await children(10)
    await index.apply(run({ possible: ids.map((id, i) => possible(id, `r${i}`)) }))
    const cases = await index.cases({ first: 100, registry })
    const next = run({ links: ids.map((id, i) => linked(id, `r${i}`, byModel)) })
    const [, ...decided] = await Promise.allSettled([
      index.apply(next),
      ...cases.map(({ id }) => index.decide({ caseId: id, certainty: 'NONE', ...BY_HAND })),
    ])
    await index.apply(next)
    const records = await seen(ids)

    for (const [i, one] of decided.entries()) {
      const expected = one.status === 'fulfilled' ? [] : [`r${i}`]
      expect(records[i]?.records).toEqual(expected)
    }
  })

  test.each([
    { certainty: 'POSSIBLE' as const },
    { reason: '' },
    { reason: ' ' },
    { reason: 'x'.repeat(501) },
    { reason: 'It is 999990019.' },
    { reason: 'It is 9999 90 019.' },
  ])('of %j is refused', async (change) => {
    const [anna = ''] = await children(1)
    await index.apply(run({ possible: [possible(anna, 'x')] }))
    const { id: caseId } = await caseOf(anna)
    const decision = { caseId, certainty: 'EXACT' as const, ...BY_HAND, ...change }

    await expect(index.decide(decision)).rejects.toMatchObject({ code: 'ARGUMENT_INVALID' })
  })

  test.each(['00000000-0000-4000-8000-000000000000', 'nonsense', ''])(
    'of case %j is of none',
    async (caseId) => {
      await expect(index.decide({ caseId, certainty: 'EXACT', ...BY_HAND })).rejects.toMatchObject({
        code: 'LINK_UNKNOWN',
      })
    },
  )
})

describe('breaking', () => {
  test('what was made MUST leave no trace; asked as of before, the answer is the old one', async () => {
    const [anna = ''] = await children(1)
    const before = await seen([anna])
    await index.apply(run({ links: [linked(anna, 'x', byModel)] }))
    const made = await seen([anna])
    const knownAt = new Date()
    const link = await linkOf(anna, 'x')
    await new Promise((resolve) => setTimeout(resolve, 5))
    const broken = await index.breakLink({ linkId: link.id, ...BY_HAND })

    expect(broken).toMatchObject({ id: link.id, isActive: false, certainty: 'NONE' })
    expect(broken.history.map(({ kind }) => kind)).toEqual(['MADE', 'BROKEN'])
    expect(await seen([anna])).toEqual(before)
    expect(await seen([anna], knownAt)).toEqual(made)
    expect(made).toEqual([{ records: ['x'], byBsn: true }])
    expect(await index.link(link.id, knownAt)).toMatchObject({ isActive: true })
  })

  test('what a registry has under the BSN needs no row before; the whole registry is cut', async () => {
    const [anna = ''] = await children(1)
    const [child] = await index.look([anna])
    if (!child) throw new Error('no child')
    const [standing] = index.linksOf(child).filter((link) => link.registry === registry)
    expect(standing).toMatchObject({
      isActive: true,
      certainty: 'EXACT',
      version: 'R1/1',
      history: [],
    })

    const linkId = standing?.id ?? ''
    expect(await index.link(linkId)).toEqual(standing)
    await index.apply(run({ links: [linked(anna, 'x')] }))
    await index.breakLink({ linkId, ...BY_HAND })
    expect(await seen([anna])).toEqual([{ records: [], byBsn: false }])

    const changes = await index.apply(run({ links: [linked(anna, 'x')] }))
    expect(changes).toMatchObject({
      made: [],
      broken: [{ record: 'x' }],
      opened: [{ reason: 'DECISION' }],
    })
    expect(await seen([anna])).toEqual([{ records: [], byBsn: false }])

    await index.restoreLink({ linkId, ...BY_HAND })
    expect(await seen([anna])).toEqual([{ records: [], byBsn: true }])
    expect(await index.cases({ first: 10, registry })).toEqual([])
    await index.apply(run({ links: [linked(anna, 'x')] }))
    expect(await seen([anna])).toEqual([{ records: ['x'], byBsn: true }])
  })

  test('is taken back by restoring, and not otherwise', async () => {
    const [anna = ''] = await children(1)
    await index.apply(run({ links: [linked(anna, 'x')] }))
    const { id: linkId } = await linkOf(anna, 'x')
    const again = { linkId, reason: 'It was hers.', userId: 'linker-2' }
    await expect(index.restoreLink(again)).rejects.toMatchObject({ code: 'LINK_UNKNOWN' })

    await index.breakLink({ linkId, ...BY_HAND })
    expect(await seen([anna])).toEqual([{ records: [], byBsn: false }])
    await index.restoreLink(again)
    expect(await seen([anna])).toEqual([{ records: ['x'], byBsn: true }])
  })

  test.each(['00000000-0000-4000-8000-000000000000', 'nonsense', ''])(
    'of %j is of none',
    async (linkId) => {
      const breaking = index.breakLink({ linkId, ...BY_HAND })
      await expect(breaking).rejects.toMatchObject({ code: 'LINK_UNKNOWN' })
    },
  )

  test('twice is once', async () => {
    const [anna = ''] = await children(1)
    await index.apply(run({ links: [linked(anna, 'x', byModel)] }))
    const { id: linkId } = await linkOf(anna, 'x')
    const answers = await Promise.allSettled(
      [1, 2, 3].map(() => index.breakLink({ linkId, ...BY_HAND })),
    )

    expect(answers.map(({ status }) => status).sort()).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
    ])
  })
})

describe('a birth that was found wrongly', () => {
  async function promoted() {
    const [bsn] = BSNS.slice(taken, taken + 1)
    if (!bsn) throw new Error('nobody')
    const [id = ''] = await children(1)
    await database.ask(
      `with pregnancy as (insert into child_index.pregnancy (registry, sealed_record)
         values ('midwives', $1) returning id)
       insert into child_index.fetus (child_id, pregnancy_id, rank, outcome)
       select $2, id, 1, 'LIVE_BIRTH' from pregnancy`,
      [`pregnancy-${taken}`, id],
    )
    const pair = { childId: id, registry: 'brp', record: bsn.reveal() }
    const rule = { decidedBy: 'RULE', version: 'P1/1', certainty: 'EXACT' } as const
    await addLinkEvents(index.database, [{ ...pair, ...rule, kind: 'PROMOTED_AT_BIRTH' }])
    const [child] = await index.look([id])
    const link = child?.links.find((one) => one.registry === 'brp')
    return { id, bsn, linkId: link?.id ?? '', child }
  }

  test('is split: both are there, each under an id, and the history says so', async () => {
    const { id, bsn, linkId, child } = await promoted()
    expect(child?.bsn?.reveal()).toBe(bsn.reveal())
    await new Promise((resolve) => setTimeout(resolve, 5))
    const knownAt = new Date()
    await new Promise((resolve) => setTimeout(resolve, 5))
    const broken = await index.breakLink({ linkId, ...BY_HAND })

    expect(broken.history.map(({ kind }) => kind)).toEqual(['PROMOTED_AT_BIRTH', 'SPLIT'])
    const [after] = await index.look([id])
    expect(after).toMatchObject({ id, phase: 'BORN', fetus: { rank: 1 } })
    expect(after?.bsn).toBeUndefined()
    const [other = ''] = await index.idsOf([bsn])
    expect(other).not.toBe(id)
    expect((await index.look([other]))[0]?.bsn?.reveal()).toBe(bsn.reveal())
    expect((await index.look([id], knownAt))[0]?.bsn?.reveal()).toBe(bsn.reveal())
  })

  test('MUST NOT be broken by a run', async () => {
    const { linkId } = await promoted()
    registry = 'brp'
    const changes = await index.apply(run({}))

    expect(changes.broken).toEqual([])
    expect(await index.link(linkId)).toMatchObject({ isActive: true })
  })
})

describe('the tables', () => {
  test.each(['link_event', 'link_case', 'link_case_event', 'link_run', 'objection'])(
    'MUST NOT let %s be changed, by whoever owns it',
    async (table) => {
      for (const change of [
        `update child_index.${table} set seq = default`,
        `delete from child_index.${table}`,
        `truncate child_index.${table} cascade`,
      ]) {
        await expect(database.ask(change)).rejects.toThrow('What was decided is never changed')
      }
    },
  )

  test('MUST hold no key of a record that can be read', async () => {
    const [anna = ''] = await children(1)
    await index.apply(
      run({ links: [linked(anna, 'JGZ-PLANTED-1')], possible: [possible(anna, 'JGZ-PLANTED-2')] }),
    )
    const rows = await database.ask(
      'select to_jsonb(e) from child_index.link_event e union all select to_jsonb(c) from child_index.link_case c',
    )

    expect(JSON.stringify(rows)).not.toContain('PLANTED')
    expect(JSON.stringify(rows)).not.toContain(
      Buffer.from('JGZ-PLANTED').toString('base64url').slice(0, 12),
    )
  })

  test('are made on top of those of an installation from before links', async () => {
    const old = await makeDatabase()
    await old.ask(`create schema child_index;
      create table child_index.child (id uuid primary key default gen_random_uuid(),
        sealed_bsn text not null unique, issued_at timestamptz not null default now())`)
    const sealed = index.database.sealer.sealBsn(BSNS[0] as Bsn)
    const [{ id } = {}] = await old.ask(
      'insert into child_index.child (sealed_bsn) values ($1) returning id',
      [sealed],
    )
    const opened = await Promise.all(
      [1, 2, 3].map(() => openChildIndex({ databaseUrl: old.url, key: KEY })),
    )

    expect(await opened[0]?.idsOf([BSNS[0] as Bsn])).toEqual([id])
    expect((await opened[1]?.look([String(id)]))?.[0]?.bsn?.reveal()).toBe(BSNS[0]?.reveal())
    await Promise.all(opened.map((one) => one.close()))
    await old.drop()
  })
})
