import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Bsn, isElevenProof } from '../../privacy/bsn.ts'
import { makeDatabase, type TestDatabase } from '../../test/database.ts'
import { cases } from '../../test/scale.ts'
import { type ChildIndex, openChildIndex } from './child-index.ts'
import type { LinkRun } from './link-index.ts'
import type { Contradiction, Link, Possible } from './linkage/decision.ts'
import type { Weight } from './linkage/model.ts'

const BSNS = Array.from({ length: 100_000 }, (_, i) => `9999${String(i).padStart(5, '0')}`)
  .filter(isElevenProof)
  .map((digits) => Bsn.parse(digits))
  .filter((bsn) => bsn !== undefined)
const CHILDREN = 3
const RECORDS = 4
const BY_HAND = { reason: 'Seen on paper.', userId: 'linker-1' }

/** What may happen in a registry; numbers choose among what there is. */
const step = fc.oneof(
  fc.record({
    what: fc.constant('link' as const),
    record: fc.nat(),
    child: fc.nat(),
    rule: fc.boolean(),
  }),
  fc.record({
    what: fc.constant('doubt' as const),
    record: fc.nat(),
    child: fc.nat(),
    rule: fc.boolean(),
  }),
  fc.record({ what: fc.constant('forget' as const), record: fc.nat() }),
  fc.record({ what: fc.constant('decide' as const), one: fc.nat(), same: fc.boolean() }),
  fc.record({ what: fc.constant('break' as const), one: fc.nat() }),
  fc.record({ what: fc.constant('restore' as const), one: fc.nat() }),
  fc.record({ what: fc.constant('make and break' as const), child: fc.nat(), rule: fc.boolean() }),
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

const GROUPS = Math.floor(BSNS.length / CHILDREN)
/** In which registries a child is found by its BSN: the one of this sequence. */
const byBsn: string[] = []

let database: TestDatabase
let index: ChildIndex
let everybody: readonly string[]
let sequences = 0

beforeAll(async () => {
  database = await makeDatabase()
  index = await openChildIndex({
    databaseUrl: database.url,
    key: new Uint8Array(64).fill(7),
    byBsn,
  })
  everybody = await index.idsOf(BSNS)
})
afterAll(async () => {
  await index?.close()
  await database?.drop()
})

/** The first records have each the BSN of one child; the last one has none. */
function ownerOf(record: number): number | undefined {
  return record < CHILDREN ? record : undefined
}

interface Wanted {
  readonly child: number
  readonly kind: 'link' | 'doubt'
  readonly rule: boolean
}

/** One registry of three children and four records, from its first run on, with what persons said kept by hand. */
function openTown() {
  const registry = `registry-${sequences}`
  const ids = everybody.slice(
    (sequences % GROUPS) * CHILDREN,
    ((sequences % GROUPS) + 1) * CHILDREN,
  )
  sequences += 1
  byBsn.splice(0, 1, registry)
  const wanted = new Map<string, Wanted>()
  const said = new Map<string, boolean>()
  const refused = ids.map(() => new Set<string>())
  const isBroken = ids.map(() => false)

  const hasBsn = (child: number, record: string) => ownerOf(Number(record)) === child
  const nameOf = (child: number, record: string) => `${child} ${record}`

  let isDecided = false
  /** Pairs with one BSN that a run has met. */
  const met = new Set<string>()

  function say(child: number, record: string | null, same: boolean): void {
    isDecided = true
    if (record === null) {
      isBroken[child] = !same
      if (same) refused[child]?.clear()
      return
    }
    said.set(nameOf(child, record), same)
    if (!hasBsn(child, record)) return
    if (same) {
      refused[child]?.delete(record)
      isBroken[child] = false
    } else refused[child]?.add(record)
  }

  function toRun(): LinkRun {
    const links: Link[] = []
    const possible: Possible[] = []
    const contradictions: Contradiction[] = []
    for (const [record, { child, kind, rule }] of wanted) {
      met.add(nameOf(ownerOf(Number(record)) ?? child, record))
      const waterfall = hasBsn(child, record) ? SAME_BSN : SAME_NAME
      const pair = { registry, record, person: ids[child] ?? '', score: 3, waterfall }
      const by = hasBsn(child, record) ? R1 : rule ? R3 : MODEL
      if (kind === 'link') links.push({ ...pair, by, certainty: rule ? 'EXACT' : 'PROBABLE' })
      else if (rule) contradictions.push({ ...pair, rule: 'R1', reason: 'BIRTH_YEAR' })
      else possible.push({ ...pair, reason: 'MIDDLE_BAND' })
      // Who has the BSN is always among those to choose from.
      const owner = ownerOf(Number(record))
      if (owner !== undefined && owner !== child) {
        const of = { ...pair, person: ids[owner] ?? '', waterfall: SAME_BSN }
        contradictions.push({ ...of, rule: 'R1', reason: 'OTHER_BSN' })
      }
    }
    const linked = { links, possible, contradictions, unlinked: [], leftOut: [], compared: 0 }
    const counts = { records: 0, linked: 0, possible: 0, unlinked: 0 }
    const summary = { ...counts, estimatedFalse: null, estimatedMissed: null, groups: [] }
    return { registry, version: 'm1', linked, summary }
  }

  /** All that any answer follows from. */
  async function answer(knownAt?: Date) {
    const known = await index.look(ids, knownAt)
    return known.map((child) => {
      if (!child) throw new Error('no child')
      const active = index
        .linksOf(child)
        .filter((link) => link.isActive && link.registry === registry)
      return {
        byBsn: !child.cut.has(registry),
        links: active.map(({ id, record }) => `${id} ${record}`).sort(),
        records: active.flatMap(({ record }) => record ?? []).sort(),
        cases: child.openCases
          .filter((one) => one.registry === registry)
          .map(({ record, kind, reason }) => `${record} ${kind} ${reason}`)
          .sort(),
      }
    })
  }
  type Answer = Awaited<ReturnType<typeof answer>>

  async function linksNow() {
    const known = await index.look(ids)
    return known
      .flatMap((child) => (child ? index.linksOf(child) : []))
      .filter((link) => link.registry === registry)
  }

  async function take(step: Step): Promise<void> {
    switch (step.what) {
      case 'link':
      case 'doubt': {
        const record = String(step.record % RECORDS)
        const child = step.child % CHILDREN
        const owner = ownerOf(Number(record))
        // No rule and no score links who has another BSN.
        const kind = owner === undefined || owner === child ? step.what : 'doubt'
        const rule = step.rule || (kind === 'link' && owner === child)
        wanted.set(record, { child, kind, rule })
        await index.apply(toRun())
        return
      }
      case 'forget':
        wanted.delete(String(step.record % RECORDS))
        await index.apply(toRun())
        return
      case 'decide': {
        const open = await index.cases({ first: 100, registry })
        const one = open[step.one % open.length]
        if (!one) return
        const others = new Set([
          ...open.filter(({ record }) => record === one.record).map(({ childId }) => childId),
          ...(await linksNow())
            .filter(({ record, isActive }) => record === one.record && isActive)
            .map(({ childId }) => childId),
        ])
        await index.decide({ caseId: one.id, certainty: step.same ? 'EXACT' : 'NONE', ...BY_HAND })
        if (step.same) give(one.record, ids.indexOf(one.childId), others)
        else say(ids.indexOf(one.childId), one.record, false)
        return
      }
      case 'break': {
        const active = (await linksNow()).filter(({ isActive }) => isActive)
        const one = active[step.one % active.length]
        if (!one) return
        await index.breakLink({ linkId: one.id, ...BY_HAND })
        say(ids.indexOf(one.childId), one.record, false)
        return
      }
      case 'restore': {
        const links = await linksNow()
        const one = links[step.one % links.length]
        if (!one) return
        const others = new Set(
          links.filter(({ record }) => record === one.record).map(({ childId }) => childId),
        )
        const restored = await index
          .restoreLink({ linkId: one.id, ...BY_HAND })
          .catch((error: { code: string }) => error.code)
        if (restored === 'LINK_UNKNOWN') return
        expect(typeof restored).toBe('object')
        if (one.record === null) say(ids.indexOf(one.childId), null, true)
        else give(one.record, ids.indexOf(one.childId), others)
        return
      }
      case 'make and break':
        return makeAndBreak(step.child % CHILDREN, step.rule)
    }
  }

  /** To one child, and so to none of the others that had to do with the record. */
  function give(record: string, child: number, others: ReadonlySet<string>): void {
    for (const [other, id] of ids.entries()) {
      const isOwner = hasBsn(other, record) && met.has(nameOf(other, record))
      if (other !== child && (others.has(id) || isOwner)) say(other, record, false)
    }
    say(child, record, true)
  }

  /** A record that was never seen, linked and broken again: as if it had never been. */
  async function makeAndBreak(child: number, rule: boolean): Promise<void> {
    // What was decided since the last run becomes a case in this one; then nothing more does.
    await index.apply(toRun())
    const before = await answer()
    const record = `x${said.size}-${wanted.size}`
    wanted.set(record, { child, kind: 'link', rule })
    const { made } = await index.apply(toRun())
    wanted.delete(record)
    const link = (await linksNow()).find((one) => one.record === record)
    if (made.some((one) => one.record === record)) {
      expect(link?.isActive).toBe(true)
      await index.breakLink({ linkId: link?.id ?? '', ...BY_HAND })
      say(child, record, false)
      expect(await answer()).toEqual(before)
    }
    await index.apply(toRun())
    expect(await answer()).toEqual(before)
  }

  function check(told: Answer): void {
    const read = told.flatMap(({ records }) => records)
    // A record is of one child.
    expect(new Set(read).size).toBe(read.length)
    for (const [child, { byBsn, records, cases }] of told.entries()) {
      // What a person said stands.
      for (const record of records) expect(said.get(nameOf(child, record))).not.toBe(false)
      for (const [name, same] of said) {
        const [who, record = ''] = name.split(' ')
        if (!same || Number(who) !== child) continue
        if (!(isBroken[child] && hasBsn(child, record))) expect(records).toContain(record)
      }
      const doubted = cases.some(
        (text) => text.includes('CONTRADICTION') && hasBsn(child, text.split(' ')[0] ?? ''),
      )
      const isCut = isBroken[child] || (refused[child]?.size ?? 0) > 0 || doubted
      expect(byBsn).toBe(!isCut)
      // What is another's is not found by the BSN either.
      const others = told.flatMap((other, i) => (i === child ? [] : other.records))
      if (byBsn) expect(others.filter((record) => hasBsn(child, record))).toEqual([])
    }
    if (!isDecided) {
      const links = [...wanted].filter(([, { kind }]) => kind === 'link')
      expect(read.sort()).toEqual(links.map(([record]) => record).sort())
    }
  }

  return { take, answer, check }
}

const R1 = { kind: 'RULE', rule: 'R1', version: 1 } as const
const R3 = { kind: 'RULE', rule: 'R3', version: 1 } as const
const MODEL = { kind: 'MODEL', version: 'm1' } as const
const SAME_BSN: readonly Weight[] = [{ of: 'bsn', level: 'equal', weight: 3 }]
const SAME_NAME: readonly Weight[] = [{ of: 'familyName', level: 'exact', weight: 3 }]

/** The two clocks are of one machine, but ours is coarser. */
const pause = () => new Promise((resolve) => setTimeout(resolve, 2))

test('MUST answer as if what was broken had never been, and as of then as it did then, whatever is made, decided and broken', {
  timeout: 7_200_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 10 }), async (steps) => {
      const { take, answer, check } = openTown()
      const told: { at: Date; answer: Awaited<ReturnType<typeof answer>> }[] = []
      for (const step of steps) {
        await take(step)
        const now = await answer()
        check(now)
        await pause()
        told.push({ at: new Date(), answer: now })
        await pause()
      }
      for (const { at, answer: then } of told) expect(await answer(at)).toEqual(then)
    }),
    { numRuns: cases(80, 10_000) },
  )
})
