import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Registry } from '../../connectors/registry.ts'
import { Bsn, isElevenProof } from '../../privacy/bsn.ts'
import { openKeyring, openReference } from '../../privacy/sealed-reference.ts'
import type { Viewer } from '../../privacy/viewer.ts'
import { childWith, familyOf, MOTHER } from '../../sandbox/fixture-family.ts'
import { compiled, type Run } from '../../schema/compiled.ts'
import { accountsInto } from '../../test/accounts.ts'
import { makeDatabase, type TestDatabase } from '../../test/database.ts'
import { linkOf } from '../../test/links.ts'
import { type Population, servePopulation } from '../../test/population.ts'
import { type WatchedPostgres, watchPostgres } from '../../test/watched-postgres.ts'
import type { OpenSubgraph } from '../build.ts'
import { type ChildIndex, openChildIndex } from './child-index.ts'
import type { Linked } from './linkage/decision.ts'
import { openChild } from './subgraph.ts'

const KEY = new Uint8Array(64).fill(7)
const KEYRINGS = {
  'birth-care': openKeyring(new Uint8Array(64).fill(1)),
  jgz: openKeyring(new Uint8Array(64).fill(2)),
  childcare: openKeyring(new Uint8Array(64).fill(3)),
  'social-domain': openKeyring(new Uint8Array(64).fill(4)),
}
const LINKS = [
  linkOf('midwives', 'birth-care'),
  linkOf('jgz', 'jgz'),
  linkOf('jgz-old', 'jgz'),
  linkOf('nursery', 'childcare'),
  linkOf('lrk', 'childcare', 'lrk'),
]
const BSNS = Array.from({ length: 6_000 }, (_, i) => `9999${String(i).padStart(5, '0')}`)
  .filter(isElevenProof)
  .slice(0, 500)
const FAMILIES = Array.from({ length: 50 }, (_, number) =>
  familyOf(
    BSNS.slice(number * 10, number * 10 + 10).map((bsn) => childWith({ person: { bsn } })),
    { number, mother: { ...MOTHER, bsn: null } },
  ),
)
const NURSE: Viewer = {
  id: 'u1',
  organisation: 'ura:00009999',
  role: 'youth-nurse',
  purpose: 'youth-health-care',
  municipalities: ['9999'],
}
const CHILDREN = `query ($ids: [ID!]!) { children(ids: $ids) {
  id name { given } birthDate residence { postcode } birthCareRef jgzRef childcareRef socialDomainRef } }`
const BY_HAND = { reason: 'Not theirs.', userId: 'u2' }

let database: TestDatabase
let postgres: WatchedPostgres
let register: Population
let open: OpenSubgraph
let index: ChildIndex
let run: Run
let ids: readonly string[]

beforeAll(async () => {
  database = await makeDatabase()
  postgres = await watchPostgres(database.url)
  register = await servePopulation(FAMILIES)
  open = await openChild({
    registry: {
      name: 'brp',
      url: register.url,
      timeout: 20_000,
      network: 'this-machine',
      freshness: { promised: 24 },
    } as Registry,
    links: LINKS,
    databaseUrl: postgres.url,
    indexKey: KEY,
    birthCareStoreKey: new Uint8Array(64).fill(1),
    keyrings: KEYRINGS,
  })
  run = compiled(open.schema)
  const byBsn = ['midwives', 'jgz', 'jgz-old', 'nursery']
  index = await openChildIndex({ databaseUrl: database.url, key: KEY, byBsn })
  ids = await index.idsOf(BSNS.flatMap((digits) => Bsn.parse(digits) ?? []))
})
afterAll(async () => {
  await open?.close()
  await index?.close()
  await register?.close()
  await postgres?.close()
  await database?.drop()
})
beforeEach(() => {
  postgres.statements.splice(0)
})

async function ask(query: string, variables: Record<string, unknown>, asOf?: { knownAt: string }) {
  const context = open.contextOf({
    viewer: NURSE,
    traceId: 'a'.repeat(32),
    signal: new AbortController().signal,
    agreements: () => true,
    accounting: accountsInto([]),
    ...(asOf && { asOf }),
  })
  const answer = await run({ query, variables }, context)
  const text = JSON.stringify(answer)
  return {
    data: JSON.parse(text).data,
    errors: (answer.errors ?? []).map(({ path, extensions }) => [path?.join('.'), extensions.code]),
    text,
  }
}

/** What a domain gets to find a child by. */
async function keysOf(id: string, domain: 'jgz' | 'childcare', asOf?: { knownAt: string }) {
  const { data } = await ask(
    `query ($ids: [ID!]!) { children(ids: $ids) { ${domain}Ref } }`,
    { ids: [id] },
    asOf,
  )
  const reference = data.children[0][`${domain}Ref`]
  if (reference === null) return null
  const { purpose, organisation } = NURSE
  const boundTo = { domain, purpose, organisation, child: id }
  return openReference(KEYRINGS[domain], boundTo, reference).registries
}

function linked(found: Partial<Linked>): Linked {
  return {
    links: [],
    possible: [],
    contradictions: [],
    unlinked: [],
    leftOut: [],
    compared: 0,
    ...found,
  }
}

function apply(registry: string, found: Partial<Linked>) {
  const counts = { records: 0, linked: 0, possible: 0, unlinked: 0 }
  const summary = { ...counts, estimatedFalse: null, estimatedMissed: null, groups: [] }
  return index.apply({ registry, version: 'm1', linked: linked(found), summary })
}

describe('many children', () => {
  test('MUST take one question to the link index for five hundred, with all their references', async () => {
    const { data, errors } = await ask(CHILDREN, { ids })

    expect(errors).toEqual([])
    expect(data.children.map(({ id }: { id: string }) => id)).toEqual(ids)
    for (const child of data.children) {
      expect(child).toMatchObject({ name: { given: 'Zoë' }, jgzRef: expect.any(String) })
    }
    expect(postgres.statements).toEqual(['child-index-look'])
  })

  test('MUST take one for five hundred where the gateway asks for entities', async () => {
    const { data, errors } = await ask(
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Child { birthDate jgzRef childcareRef } } }',
      { r: ids.map((id) => ({ __typename: 'Child', id })) },
    )

    expect(errors).toEqual([])
    expect(data._entities).toHaveLength(500)
    expect(postgres.statements).toEqual(['child-index-look'])
  })

  test('MUST be known in one statement where the register named them, as by their ids', async () => {
    const stranger = Bsn.parse('999999990')
    const bsns = BSNS.slice(0, 20).flatMap((digits) => Bsn.parse(digits) ?? [])
    const known = await index.look(ids.slice(0, 20))

    const found = await index.lookByBsn([...bsns, ...(stranger ? [stranger] : [])])
    expect(found.slice(0, 20)).toEqual(known.map((one) => ({ id: one?.id, known: one })))
    expect(found.slice(20)).toEqual([undefined])
    expect(await index.lookByBsn(bsns.slice(0, 1), ['nobody'])).toEqual([
      { id: ids[0], known: undefined },
    ])
  })

  test('are null at their place where one is not known, and say so', async () => {
    const asked = [ids[0], 'nonsense', ids[1], '00000000-0000-4000-8000-000000000000']
    const { data, errors } = await ask('query ($ids: [ID!]!) { children(ids: $ids) { id } }', {
      ids: asked,
    })

    expect(data.children).toEqual([{ id: ids[0] }, null, { id: ids[1] }, null])
    expect(errors).toEqual([
      ['children.1', 'CHILD_UNKNOWN'],
      ['children.3', 'CHILD_UNKNOWN'],
    ])
  })

  test('are five hundred at most', async () => {
    const { data, errors } = await ask(CHILDREN, { ids: [...ids, ids[0]] })

    expect([data, errors]).toEqual([{ children: null }, [['children', 'ARGUMENT_INVALID']]])
    expect(postgres.statements).toEqual([])
  })
})

describe('a reference', () => {
  const R3 = { kind: 'RULE', rule: 'R3', version: 1 } as const
  const evidence = {
    score: 12,
    waterfall: [{ of: 'familyName', level: 'exact', weight: 12 }],
  } as const

  test('names each registry by the BSN, and beside it the record that is linked', async () => {
    const [, , id = ''] = ids
    await apply('jgz-old', {
      links: [
        {
          registry: 'jgz-old',
          record: 'D-77',
          person: id,
          certainty: 'EXACT',
          by: R3,
          ...evidence,
        },
      ],
    })

    expect(await keysOf(id, 'jgz')).toEqual({
      jgz: { bsn: BSNS[2] },
      'jgz-old': { bsn: BSNS[2], records: ['D-77'] },
    })
  })

  test('MUST leave out what was broken, and hold it still where it is asked as of before', async () => {
    const [, , , id = ''] = ids
    await apply('nursery', {
      links: [
        { registry: 'nursery', record: 'C-1', person: id, certainty: 'EXACT', by: R3, ...evidence },
      ],
    })
    await new Promise((resolve) => setTimeout(resolve, 3))
    const knownAt = new Date().toISOString()
    await new Promise((resolve) => setTimeout(resolve, 3))
    const before = await keysOf(id, 'childcare')
    const [child] = await index.look([id])
    const links = child ? index.linksOf(child).filter(({ registry }) => registry === 'nursery') : []
    expect(links).toHaveLength(2)
    for (const link of links) await index.breakLink({ linkId: link.id, ...BY_HAND })

    expect(before).toEqual({ nursery: { bsn: BSNS[3], records: ['C-1'] } })
    expect(await keysOf(id, 'childcare')).toBeNull()
    expect(await keysOf(id, 'childcare', { knownAt })).toEqual(before)
    expect(await keysOf(id, 'jgz')).toEqual({ jgz: { bsn: BSNS[3] }, 'jgz-old': { bsn: BSNS[3] } })
  })

  test('MUST NOT lead to what has the BSN while it is not decided whose that is', async () => {
    const [, , , , id = ''] = ids
    const waterfall = [{ of: 'bsn', level: 'equal', weight: 12 }] as const
    const pair = {
      registry: 'jgz',
      record: 'D-1',
      person: id,
      rule: 'R1',
      score: 12,
      waterfall,
    } as const
    await apply('jgz', { contradictions: [{ ...pair, reason: 'BIRTH_YEAR' }] })
    expect(await keysOf(id, 'jgz')).toEqual({ 'jgz-old': { bsn: BSNS[4] } })

    const [{ id: caseId } = { id: '' }] = await index.cases({ first: 1, registry: 'jgz' })
    await index.decide({ caseId, certainty: 'EXACT', ...BY_HAND })
    expect(await keysOf(id, 'jgz')).toEqual({
      jgz: { bsn: BSNS[4], records: ['D-1'] },
      'jgz-old': { bsn: BSNS[4] },
    })
  })

  test.each([
    ['for every purpose', null, true],
    ['for this purpose', 'youth-health-care', true],
    ['for another purpose', 'youth-support', false],
  ] as const)('is not made where a family objected %s', async (_what, purpose, isCut) => {
    const id = ids[5 + [null, 'youth-health-care', 'youth-support'].indexOf(purpose)] ?? ''
    const told = {
      childId: id,
      domain: 'jgz',
      purpose,
      source: 'desk',
      from: '2020-01-01',
      until: null,
    } as const
    await index.object([{ ...told, kind: 'OBJECTION' }])
    expect((await keysOf(id, 'jgz')) === null).toBe(isCut)
    expect(await keysOf(id, 'childcare')).not.toBeNull()

    await index.object([{ ...told, kind: 'WITHDRAWN' }])
    expect(await keysOf(id, 'jgz')).not.toBeNull()
  })
})
