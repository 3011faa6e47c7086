import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Registry } from '../../connectors/registry.ts'
import { Bsn } from '../../privacy/bsn.ts'
import { openKeyring } from '../../privacy/sealed-reference.ts'
import type { Viewer } from '../../privacy/viewer.ts'
import { childWith, familyOf, MOTHER } from '../../sandbox/fixture-family.ts'
import { compiled, type Run } from '../../schema/compiled.ts'
import { accountsInto, type ProcessingRecord } from '../../test/accounts.ts'
import { makeDatabase, type TestDatabase } from '../../test/database.ts'
import { linkOf } from '../../test/links.ts'
import { type Population, servePopulation } from '../../test/population.ts'
import type { OpenSubgraph } from '../build.ts'
import { type ChildIndex, openChildIndex } from './child-index.ts'
import type { LinkRunSummary } from './link-index.ts'
import type { Possible } from './linkage/decision.ts'
import { openChild } from './subgraph.ts'

const KEY = new Uint8Array(64).fill(7)
const BSNS = ['999990019', '999990081', '999990093'] as const
const KEYRING = openKeyring(new Uint8Array(64).fill(1))
const LINKER: Viewer = {
  id: 'linker-1',
  organisation: 'gemeente:9999',
  role: 'linker',
  purpose: 'linkage',
  municipalities: ['9999'],
}
const ELSEWHERE = { ...LINKER, municipalities: ['0001'] }
const NOBODY = '00000000-0000-4000-8000-000000000000'
const CASES = `query ($first: Int, $after: ID) { linkCases(first: $first, after: $after) {
  cases { id openedAt domain registry record child { id } kind reason score ruleVersion evidence { field agreement weight } }
  hasNext endCursor } }`
const DECIDE = `mutation ($id: ID!, $certainty: LinkCertainty!, $reason: String!) {
  decideLink(case: $id, certainty: $certainty, reason: $reason) {
    id certainty score ruleVersion decidedBy evidence { field } history { what decidedBy reason } } }`
const IDENTITIES = `query ($ids: [ID!]!) { children(ids: $ids) {
  id identities { domain registry pseudonym kind validFrom validTo link { id certainty } } } }`
const REASON = 'Seen on paper.'

let database: TestDatabase
let register: Population
let open: OpenSubgraph
let index: ChildIndex
let run: Run
let ids: readonly string[]
const told: ProcessingRecord[] = []

beforeAll(async () => {
  database = await makeDatabase()
  const children = BSNS.map((bsn) => childWith({ person: { bsn } }))
  register = await servePopulation([familyOf(children, { mother: { ...MOTHER, bsn: null } })])
  open = await openChild({
    registry: {
      name: 'brp',
      url: register.url,
      timeout: 5_000,
      network: 'this-machine',
      freshness: { promised: 24 },
    } as Registry,
    links: [
      linkOf('jgz', 'jgz'),
      linkOf('midwives', 'birth-care'),
      linkOf('nursery', 'childcare'),
      linkOf('lrk', 'childcare', 'lrk'),
    ],
    databaseUrl: database.url,
    indexKey: KEY,
    birthCareStoreKey: new Uint8Array(64).fill(1),
    keyrings: { 'birth-care': KEYRING, jgz: KEYRING, childcare: KEYRING, 'social-domain': KEYRING },
  })
  run = compiled(open.schema)
  index = await openChildIndex({ databaseUrl: database.url, key: KEY })
  ids = await index.idsOf(BSNS.flatMap((digits) => Bsn.parse(digits) ?? []))
})
afterAll(async () => {
  await open?.close()
  await index?.close()
  await register?.close()
  await database?.drop()
})
beforeEach(() => {
  told.splice(0)
})

async function ask(query: string, variables: Record<string, unknown> = {}, viewer = LINKER) {
  const context = open.contextOf({
    viewer,
    traceId: 'a'.repeat(32),
    signal: new AbortController().signal,
    agreements: () => true,
    accounting: accountsInto(told),
  })
  const answer = await run({ query, variables }, context)
  const text = JSON.stringify(answer)
  const codes = (answer.errors ?? []).map(({ extensions }) => extensions.code)
  return { data: JSON.parse(text).data, codes, text }
}

async function doubt(registry: string, ...pairs: readonly (readonly [number, string])[]) {
  const waterfall = [
    { of: 'prior', level: null, weight: -10 },
    { of: 'birthDate', level: 'exact', weight: 11.5 },
  ] as const
  const possible = pairs.map(
    ([child, record]): Possible => ({
      registry,
      record,
      person: ids[child] ?? '',
      reason: 'MIDDLE_BAND',
      score: 1.5,
      waterfall,
    }),
  )
  await apply(registry, possible, [])
}

async function apply(
  registry: string,
  possible: readonly Possible[],
  groups: LinkRunSummary['groups'],
) {
  const counts = { records: 20, linked: 15, possible: 3, unlinked: 2 }
  await index.apply({
    registry,
    version: 'm1',
    linked: { links: [], possible, contradictions: [], unlinked: [], leftOut: [], compared: 0 },
    summary: { ...counts, estimatedFalse: 0.5, estimatedMissed: 1.5, groups },
  })
}

describe('a case', () => {
  test('tells levels and weights and pseudonyms, and nothing of who it is', async () => {
    await doubt('jgz', [0, 'DOSSIER-PLANTED'])
    const { data, codes, text } = await ask(CASES)

    expect(codes).toEqual([])
    expect(data.linkCases).toMatchObject({ hasNext: false, endCursor: data.linkCases.cases[0].id })
    expect(data.linkCases.cases).toEqual([
      {
        id: expect.any(String),
        openedAt: expect.any(String),
        domain: 'JGZ',
        registry: 'jgz',
        record: expect.stringMatching(/^[\w-]{22}$/),
        child: { id: ids[0] },
        kind: 'POSSIBLE',
        reason: 'MIDDLE_BAND',
        score: 1.5,
        ruleVersion: 'm1',
        evidence: [
          { field: 'prior', agreement: null, weight: -10 },
          { field: 'birthDate', agreement: 'exact', weight: 11.5 },
        ],
      },
    ])
    expect(text).not.toMatch(/PLANTED|99999|Zo|Berg|2023/)
  })

  test('is decided once, with a reason, by the viewer, and that is written down', async () => {
    await doubt('jgz', [0, 'a'])
    const { data } = await ask(CASES)
    const [{ id }] = data.linkCases.cases
    told.splice(0)
    const decided = await ask(DECIDE, { id, certainty: 'EXACT', reason: REASON })

    expect(decided.codes).toEqual([])
    expect(decided.data.decideLink).toEqual({
      id: expect.any(String),
      certainty: 'EXACT',
      score: 1.5,
      ruleVersion: null,
      decidedBy: 'PERSON',
      evidence: [{ field: 'prior' }, { field: 'birthDate' }],
      history: [{ what: 'CONFIRMED', decidedBy: 'PERSON', reason: REASON }],
    })
    expect(told).toMatchObject([
      { registry: 'brp', parts: ['presence'], subject: ids[0] },
      { registry: 'child', parts: ['decideLink'], subject: ids[0], outcome: 'read' },
    ])
    const [event] = await database.ask(
      'select user_id, reason from child_index.link_event order by seq desc limit 1',
    )
    expect(event).toEqual({ user_id: 'linker-1', reason: REASON })

    const again = await ask(DECIDE, { id, certainty: 'NONE', reason: REASON })
    expect([again.data, again.codes]).toEqual([{ decideLink: null }, ['LINK_UNKNOWN']])
  })

  test('MUST NOT be decided where that cannot be written down', async () => {
    await doubt('jgz', [1, 'b'])
    const { data } = await ask(CASES)
    const { id } = data.linkCases.cases.at(-1)
    const failing = {
      begin: () => Promise.reject(new Error('disk full')),
      note: async () => undefined,
    }
    const context = open.contextOf({
      viewer: LINKER,
      traceId: 'a'.repeat(32),
      signal: new AbortController().signal,
      agreements: () => true,
      accounting: failing,
    })
    const answer = await run(
      { query: DECIDE, variables: { id, certainty: 'EXACT', reason: REASON } },
      context,
    )

    expect(answer.errors?.map(({ extensions }) => extensions.code)).toEqual([
      'ACCOUNTING_UNAVAILABLE',
    ])
    expect(await index.case(id)).toBeDefined()
  })

  test('of a child of another municipality MUST be as one that is not there', async () => {
    await doubt('jgz', [1, 'c'])
    const { data } = await ask(CASES)
    const { id } = data.linkCases.cases.at(-1)
    const decision = { certainty: 'NONE', reason: REASON }
    const unknown = await ask(DECIDE, { id: NOBODY, ...decision }, ELSEWHERE)

    expect(unknown.codes).toEqual(['LINK_UNKNOWN'])
    expect((await ask(DECIDE, { id, ...decision }, ELSEWHERE)).text).toBe(unknown.text)
    expect((await ask(CASES, {}, ELSEWHERE)).data.linkCases.cases).toEqual([])
    expect((await ask(CASES)).data.linkCases.cases.at(-1).id).toBe(id)
  })

  test('is found page by page', async () => {
    await doubt('jgz', [0, 'p'], [1, 'q'], [2, 'r'])
    const all = (await ask(CASES)).data.linkCases.cases
    const seen: unknown[] = []
    for (let after: string | null = null, more = true; more; ) {
      const { data } = await ask(CASES, { first: 1, after })
      seen.push(...data.linkCases.cases)
      after = data.linkCases.endCursor
      more = data.linkCases.hasNext
    }

    expect(all.length).toBeGreaterThanOrEqual(3)
    expect(seen).toEqual(all)
    for (const first of [0, 101, -1])
      expect((await ask(CASES, { first })).codes).toEqual(['ARGUMENT_INVALID'])
  })
})

describe('a link', () => {
  async function identitiesOf(child: number, viewer = LINKER) {
    const { data } = await ask(IDENTITIES, { ids: [ids[child]] }, viewer)
    return data.children[0]?.identities
  }

  test('is told with a pseudonym of its own for each purpose, child and registry', async () => {
    const all = [...(await identitiesOf(0)), ...(await identitiesOf(1)), ...(await identitiesOf(2))]
    const pseudonyms = all.map(({ pseudonym }: { pseudonym: string }) => pseudonym)
    const { sealer } = index.database

    expect(new Set(pseudonyms).size).toBe(pseudonyms.length)
    expect(sealer.pseudonym('linkage', 'jgz', 'a')).not.toBe(
      sealer.pseudonym('research', 'jgz', 'a'),
    )
  })

  test('of a child of another municipality MUST be as one that is not there', async () => {
    const [, { link }] = await identitiesOf(2)
    const one = 'query ($id: ID!) { link(id: $id) { id certainty } }'
    const breaking = `mutation ($id: ID!) { breakLink(link: $id, reason: "${REASON}") { id } }`
    for (const query of [one, breaking, breaking.replaceAll('breakLink', 'restoreLink')]) {
      const unknown = await ask(query, { id: NOBODY }, ELSEWHERE)
      expect(unknown.codes).toEqual(['LINK_UNKNOWN'])
      expect((await ask(query, { id: link.id }, ELSEWHERE)).text).toBe(unknown.text)
    }
    expect(await identitiesOf(2, ELSEWHERE)).toBeUndefined()
    expect((await ask(one, { id: link.id })).data.link).toEqual({ id: link.id, certainty: 'EXACT' })
  })

  test('that is broken is nowhere but under its own id', async () => {
    const [{ link, pseudonym }] = await identitiesOf(2)
    const broken = await ask(
      'mutation ($id: ID!, $reason: String!) { breakLink(link: $id, reason: $reason) { certainty } }',
      { id: link.id, reason: REASON },
    )
    expect(broken.data.breakLink).toEqual({ certainty: 'NONE' })
    expect(JSON.stringify(await identitiesOf(2))).not.toContain(pseudonym)

    const { data } = await ask(
      'query ($id: ID!) { link(id: $id) { certainty history { what reason } } }',
      {
        id: link.id,
      },
    )
    expect(data.link).toEqual({ certainty: 'NONE', history: [{ what: 'BROKEN', reason: REASON }] })
  })
})

describe('the quality of linkage', () => {
  const QUALITY = `query ($by: [LinkageDimension!]!) { linkageQuality(by: $by) {
    registry by group records linked possible unlinked estimatedFalse estimatedMissed ruleVersion } }`
  const group = (name: string, records: number) => ({
    by: 'POSTCODE4' as const,
    group: name,
    records,
    linked: records - 1,
    possible: 1,
    unlinked: 0,
  })

  async function groupsOf(...groups: LinkRunSummary['groups']) {
    await apply('nursery', [], groups)
    const { data } = await ask(QUALITY, { by: ['POSTCODE4'] })
    const own = data.linkageQuality.filter(
      ({ registry }: { registry: string }) => registry === 'nursery',
    )
    return own.map(({ group, records }: { group: string; records: number }) => [group, records])
  }

  test('MUST count nobody of a municipality for which the viewer does not work', async () => {
    await apply('nursery', [], [group('9991', 12)])
    for (const municipalities of [[], ['0001'], ['0001', '9998']]) {
      const { data, codes } = await ask(QUALITY, { by: [] }, { ...LINKER, municipalities })
      expect(codes).toEqual([])
      expect(data.linkageQuality).toEqual([])
    }
  })

  test('is told for all records, and by group', async () => {
    await apply('nursery', [], [group('9991', 12)])
    const { data, codes } = await ask(QUALITY, { by: ['POSTCODE4', 'SEX'] })
    const own = data.linkageQuality.filter(
      ({ registry }: { registry: string }) => registry === 'nursery',
    )

    expect(codes).toEqual([])
    expect(own).toEqual([
      {
        registry: 'nursery',
        by: null,
        group: null,
        records: 20,
        linked: 15,
        possible: 3,
        unlinked: 2,
        estimatedFalse: 0.5,
        estimatedMissed: 1.5,
        ruleVersion: 'm1',
      },
      {
        registry: 'nursery',
        by: 'POSTCODE4',
        group: '9991',
        records: 12,
        linked: 11,
        possible: 1,
        unlinked: 0,
        estimatedFalse: null,
        estimatedMissed: null,
        ruleVersion: 'm1',
      },
    ])
  })

  test('MUST tell who counts of no few records: all is in tens', async () => {
    await apply('nursery', [], [group('9991', 17)])
    const viewer = { ...LINKER, role: 'analyst', purpose: 'research' } as const
    const { data } = await ask(QUALITY, { by: ['POSTCODE4'] }, viewer)
    const own = data.linkageQuality.filter(
      ({ registry }: { registry: string }) => registry === 'nursery',
    )
    expect(own).toMatchObject([
      {
        ...{ group: null, records: 20, linked: 20, possible: 0, unlinked: 0 },
        ...{ estimatedFalse: 1, estimatedMissed: 2 },
      },
      { group: '9991', records: 20, linked: 20, possible: 0, unlinked: 0 },
    ])
  })

  test('MUST tell no group of fewer than ten alone, nor let one be found by what is left', async () => {
    expect(await groupsOf(group('9991', 30), group('9992', 4), group('9993', 7))).toEqual([
      [null, 20],
      ['9991', 30],
      [null, 11],
    ])
    expect(await groupsOf(group('9991', 30), group('9992', 4), group('9993', 12))).toEqual([
      [null, 20],
      ['9991', 30],
      [null, 16],
    ])
    expect(await groupsOf(group('9991', 4), group('9992', 5))).toEqual([[null, 20]])
  })
})
