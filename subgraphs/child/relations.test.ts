import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Registry, RegistryLink } from '../../connectors/registry.ts'
import { Bsn } from '../../privacy/bsn.ts'
import type { Purpose, Role } from '../../privacy/policy.ts'
import { DOMAINS, openKeyring } from '../../privacy/sealed-reference.ts'
import type { Viewer } from '../../privacy/viewer.ts'
import { childWith, familyOf, MOTHER, RESIDENCE } from '../../sandbox/fixture-family.ts'
import { compiled, type Run } from '../../schema/compiled.ts'
import { accountsInto } from '../../test/accounts.ts'
import { makeDatabase, type TestDatabase } from '../../test/database.ts'
import { linkOf } from '../../test/links.ts'
import { type Population, servePopulation } from '../../test/population.ts'
import type { OpenSubgraph } from '../build.ts'
import { type ChildIndex, openChildIndex } from './child-index.ts'
import { addLinkEvents, type NewLinkEvent } from './link-rows.ts'
import { openChild } from './subgraph.ts'

const OURS = 'ura:00009999'
const THEIRS = 'ura:00009998'
const NEVER_ISSUED = '00000000-0000-4000-8000-000000000000'
const BORN = '2023-03-14'
const BERG = { given: 'Zoë', initials: 'Z.', prefix: null, family: 'Berg' }

/** Each child, where it lives, and whose registries have a record of it. */
const CHILDREN = {
  ours: { bsn: '999990019', municipality: '9999', recordedBy: 'ours' },
  theirs: { bsn: '999990081', municipality: '9999', recordedBy: 'theirs' },
  nobodys: { bsn: '999990093', municipality: '9999', recordedBy: null },
  // The viewer works there too, and its region does not reach so far.
  nobodysAfar: { bsn: '999990111', municipality: '9992', recordedBy: null },
  oursAfar: { bsn: '999990123', municipality: '9992', recordedBy: 'ours' },
  // Where the viewer does not work.
  oursElsewhere: { bsn: '999990135', municipality: '9993', recordedBy: 'ours' },
} as const
type Name = keyof typeof CHILDREN
const NAMES = Object.keys(CHILDREN) as Name[]

/** By hand: who opens whom. */
const OPENS = {
  'youth-nurse/youth-health-care': ['ours', 'nobodys', 'oursAfar'],
  'midwife/birth-care': ['ours', 'oursAfar'],
  'childcare-mentor/childcare-placement': ['ours', 'oursAfar'],
  'neighbourhood-team-worker/youth-support': ['ours', 'oursAfar'],
  'privacy-officer/accountability': ['ours', 'theirs', 'nobodys', 'nobodysAfar', 'oursAfar'],
  'linker/linkage': ['ours', 'theirs', 'nobodys', 'nobodysAfar', 'oursAfar'],
  'youth-nurse/emergency': [],
  'midwife/emergency': [],
} as const satisfies Record<string, readonly Name[]>
const CELLS = Object.entries(OPENS).flatMap(([who, open]) =>
  NAMES.map((name) => ({ who, name, isOpen: (open as readonly Name[]).includes(name) })),
)

const LINKS: readonly RegistryLink[] = DOMAINS.flatMap((domain) => [
  { ...linkOf(`${domain}-ours`, domain), organisations: [OURS] },
  { ...linkOf(`${domain}-theirs`, domain), organisations: [THEIRS] },
])
const KEY = new Uint8Array(64).fill(7)
const RING = openKeyring(KEY)
const ASK = `query ($id: ID!) { child(id: $id) {
  id views { domain absence } birthCareRef jgzRef childcareRef socialDomainRef } }`

let database: TestDatabase
let register: Population
let open: OpenSubgraph
let index: ChildIndex
let run: Run
const ids = {} as Record<Name, string>

beforeAll(async () => {
  database = await makeDatabase()
  register = await servePopulation(
    NAMES.map((name, number) =>
      familyOf([childWith({ person: { bsn: CHILDREN[name].bsn, name: BERG } })], {
        number,
        mother: { ...MOTHER, bsn: null },
        residences: [
          { ...RESIDENCE, municipality: { code: CHILDREN[name].municipality, name: 'Town' } },
        ],
      }),
    ),
  )
  open = await openChild({
    registry: {
      name: 'brp',
      url: register.url,
      timeout: 5_000,
      network: 'this-machine',
      freshness: { promised: 24 },
    } as Registry,
    links: LINKS,
    databaseUrl: database.url,
    indexKey: KEY,
    keyrings: { 'birth-care': RING, jgz: RING, childcare: RING, 'social-domain': RING },
    birthCareStoreKey: KEY,
  })
  run = compiled(open.schema)
  index = await openChildIndex({ databaseUrl: database.url, key: KEY })
  const issued = await index.idsOf(NAMES.flatMap((name) => Bsn.parse(CHILDREN[name].bsn) ?? []))
  for (const [i, name] of NAMES.entries()) {
    ids[name] = issued[i] ?? ''
    const { recordedBy } = CHILDREN[name]
    const registries = recordedBy ? DOMAINS.map((domain) => `${domain}-${recordedBy}`) : []
    await link(name, 'MADE', registries)
  }
})
afterAll(async () => {
  await open?.close()
  await index?.close()
  await register?.close()
  await database?.drop()
})
beforeEach(() => {
  register.questions.splice(0)
})

async function link(name: Name, kind: 'MADE' | 'BROKEN', registries: readonly string[]) {
  const links = await index.look([ids[name]])
  const events = registries.map((registry): NewLinkEvent => {
    const linkId = links[0]?.links.find((one) => one.registry === registry)?.id
    const pair = { linkId, childId: ids[name], registry, record: `record of ${name}` }
    return { ...pair, kind, decidedBy: 'RULE', version: 'R2/1', certainty: 'EXACT' }
  })
  await addLinkEvents(index.database, events)
}

async function ask(who: string, query: string, variables: object = {}, more: object = {}) {
  const [role, purpose] = who.split('/') as [Role, Purpose]
  const viewer: Viewer = {
    ...{ id: 'u1', organisation: OURS, role, purpose, municipalities: ['9999', '9992'] },
    ...more,
  }
  const context = open.contextOf({
    viewer,
    traceId: 'a'.repeat(32),
    signal: new AbortController().signal,
    agreements: () => true,
    accounting: accountsInto([]),
    ...more,
  })
  const text = JSON.stringify(await run({ query, variables: { ...variables } }, context))
  return { text, data: JSON.parse(text).data }
}

async function isOpen(who: string, name: Name, more: object = {}): Promise<boolean> {
  return (await ask(who, ASK, { id: ids[name] }, more)).data.child !== null
}

describe('a child with whom the viewer has to do, or not', () => {
  test.each(CELLS)('MUST be open to $who: $name ($isOpen)', async ({ who, name, isOpen }) => {
    const { text, data } = await ask(who, ASK, { id: ids[name] })
    const asked = JSON.stringify(register.questions.splice(0))
    const unknown = await ask(who, ASK, { id: NEVER_ISSUED })

    if (isOpen) expect(data.child.id).toBe(ids[name])
    else expect(text).toBe(unknown.text)
    // Of whom the organisation has no record, nothing is asked: as of an id that is nobody's.
    if (who.startsWith('midwife') && name === 'theirs') {
      expect(asked).toBe(JSON.stringify(register.questions))
      expect(asked).not.toContain(CHILDREN.theirs.bsn)
    }
  })

  test.each(CELLS)('MUST be in lists for $who: $name ($isOpen)', async ({ who, name, isOpen }) => {
    const list = 'query ($ids: [ID!]!) { children(ids: $ids) { id } }'
    const { data } = await ask(who, list, { ids: [ids[name]] })
    expect(data.children).toEqual(isOpen ? [{ id: ids[name] }] : [null])
  })

  test.each(CELLS)(
    'MUST have a reference for $who: $name ($isOpen)',
    async ({ who, name, isOpen }) => {
      const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Child {
        birthCareRef jgzRef childcareRef socialDomainRef } } }`
      const { data } = await ask(who, query, { of: [{ __typename: 'Child', id: ids[name] }] })
      const references = Object.values(data._entities[0] ?? {}).filter((one) => one !== null)
      const entersAny = !/officer|linker/.test(who)
      // Birth care needs a mother, and here nobody has one.
      const some = isOpen && entersAny && !who.startsWith('midwife')
      expect(references.length > 0).toBe(some)
    },
  )

  test.each(Object.entries(OPENS))('MUST be found by %s, or not', async (who, opens) => {
    const query = `{ findChildren(familyName: "Berg", birthDate: "${BORN}") { id } }`
    const { data } = await ask(who, query)
    const mayFind = !/linker|emergency/.test(who)
    const found = data.findChildren?.map(({ id }: { id: string }) => id).sort() ?? []
    expect(found).toEqual(mayFind ? opens.map((name) => ids[name]).sort() : [])
  })
})

describe('the relation', () => {
  const MENTOR = 'childcare-mentor/childcare-placement'
  const NURSE = 'youth-nurse/youth-health-care'

  test('MUST be that of the organisation of the viewer, and of no other', async () => {
    const theirs = { organisation: THEIRS }
    expect(await isOpen(MENTOR, 'ours', theirs)).toBe(false)
    expect(await isOpen(MENTOR, 'theirs', theirs)).toBe(true)
    for (const organisation of ['ura:00001111', '', 'ours']) {
      for (const name of NAMES) expect(await isOpen(NURSE, name, { organisation })).toBe(false)
    }
  })

  test('MUST end with the link, and a nurse sees by the region who has no dossier any more', async () => {
    const all = DOMAINS.map((domain) => `${domain}-ours`)
    await link('ours', 'BROKEN', all)
    expect(await isOpen(MENTOR, 'ours')).toBe(false)
    expect(await isOpen(NURSE, 'ours')).toBe(true)
    await link('oursAfar', 'BROKEN', ['jgz-ours'])
    // Birth care of the same organisation has a record still.
    expect(await isOpen(NURSE, 'oursAfar')).toBe(true)
    await link('oursAfar', 'BROKEN', all)
    expect(await isOpen(NURSE, 'oursAfar')).toBe(false)
    await link('ours', 'MADE', all)
    await link('oursAfar', 'MADE', all)
    expect(await isOpen(MENTOR, 'ours')).toBe(true)
  })

  test('MUST be asked today, whatever moment the question is about', async () => {
    const asOf = { knownAt: '2020-01-01T00:00:00Z' }
    expect(await isOpen(MENTOR, 'ours', { asOf })).toBe(true)
    expect(await isOpen(MENTOR, 'theirs', { asOf })).toBe(false)
  })

  test('MUST NOT matter to who breaks the glass: of whom nobody here has a record too', async () => {
    const who = 'midwife/emergency'
    const glass = 'mutation ($id: ID!) { breakGlass(child: $id, reason: "Unconscious.") { until } }'
    for (const name of ['theirs', 'nobodys'] as const) {
      const { data } = await ask(who, glass, { id: ids[name] })
      expect(data.breakGlass).not.toBeNull()
      expect(await isOpen(who, name)).toBe(true)
      expect(await isOpen('midwife/birth-care', name)).toBe(false)
    }
    const elsewhere = await ask(who, glass, { id: ids.oursElsewhere })
    expect(elsewhere.data.breakGlass).toBeNull()
  })
})
