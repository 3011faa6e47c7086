import { readFile } from 'node:fs/promises'
import { graphql } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Registry } from '../../connectors/registry.ts'
import { openKeyring, sealReference } from '../../privacy/sealed-reference.ts'
import { accountsInto, type ProcessingRecord } from '../../test/accounts.ts'
import { makeDatabase, type TestDatabase } from '../../test/database.ts'
import { TOWN } from './source.contract.ts'
import { openJgz } from './subgraph.ts'

const KEY = new Uint8Array(64).fill(7)
const KEYRING = openKeyring(KEY)
const PURPOSE = 'youth-health-care'
const EVENTS = 'jgzEvents { id kind at recordedAt label code form status initiative refused phase }'
let database: TestDatabase

beforeAll(async () => {
  database = await makeDatabase()
  await database.ask(await readFile(new URL('./fixtures/jgz-extract.sql', import.meta.url), 'utf8'))
})
afterAll(() => database?.drop())

describe('JGZ, with a registry', () => {
  test('reads all children of a request at once, and says which parts of whom', async () => {
    const { entities, processings } = await ask(
      `jgz { growth { weightGrams } vve { takesPart } } ${EVENTS}`,
      ['anna', 'bram', 'cato', 'eva'],
    )
    const parts = ['care', 'contacts', 'growth', 'referrals', 'vaccinations', 'vve']
    expect(processings).toMatchObject([
      { subject: 'anna', registry: 'jgz-waterdam', purpose: PURPOSE, outcome: 'read', parts },
      { subject: 'bram', outcome: 'read', parts },
      { subject: 'cato', outcome: 'unlinked', parts },
      { subject: 'eva', outcome: 'failed', parts },
    ])
    expect(entities).toMatchObject([
      {
        jgz: { growth: [{ weightGrams: 3650 }, { weightGrams: 12400 }], vve: { takesPart: false } },
      },
      { jgz: { growth: [], vve: null }, jgzEvents: [] },
      { jgz: { growth: null, vve: null }, jgzEvents: null },
      { jgz: { growth: null, vve: null }, jgzEvents: null },
    ])
  })

  test('tells the timeline of contacts, vaccinations and referrals, by ids that stay', async () => {
    const [first, again] = [await ask(EVENTS, ['anna']), await ask(EVENTS, ['anna'])]
    expect(again.entities).toEqual(first.entities)
    const [{ jgzEvents = [] } = {}] = first.entities
    expect(jgzEvents?.map(({ id }) => id)).toEqual([
      'contact:A-1',
      'contact:A-2',
      'contact:A-3',
      'contact:A-4',
      'vaccination:V-1',
      'vaccination:V-2',
      'referral:R-1',
      'referral:R-2',
    ])
    expect(jgzEvents?.filter(({ id }) => /A-2|V-2|R-1/.test(id))).toEqual([
      {
        id: 'contact:A-2',
        kind: 'CONTACT',
        at: '2026-03-09',
        recordedAt: '2026-03-11T08:00:00.000Z',
        label: 'Contact from 1 to 4 years',
        code: '39',
        form: 'FACE_TO_FACE',
        status: 'NO_SHOW',
        initiative: 'SCHEDULE',
        refused: null,
        phase: null,
      },
      expect.objectContaining({
        kind: 'VACCINATION',
        at: '2025-05-06',
        label: 'Mumps, measles, rubella (BMR), dose 1',
        code: '04',
        refused: true,
      }),
      expect.objectContaining({
        kind: 'REFERRAL',
        label: 'Early childhood education (VVE)',
        code: '11',
        refused: null,
      }),
    ])
  })

  test('MUST say which registry failed, and nothing of the child', async () => {
    const { errors } = await ask('jgz { growth { weightGrams } }', ['dirk'])
    expect(errors).toEqual([{ code: 'REGISTRY_MALFORMED', registry: 'jgz-waterdam' }])
  })

  test('is one registry of a format, of formats that it reads', async () => {
    const link = toRegistry(database.url)
    const keys = { keyring: KEYRING, storeKey: KEY }
    await expect(openJgz({ registries: [link, link], ...keys })).rejects.toThrow(
      'More than one JGZ registry',
    )
    const unread = { ...link, format: 'constructor' }
    await expect(openJgz({ registries: [unread], ...keys })).rejects.toThrow('jgz-waterdam')
    const delivers = { ...link, format: 'jgz-dob' }
    await expect(openJgz({ registries: [delivers], ...keys })).rejects.toThrow('no database')
  })
})

describe('JGZ, with no registry', () => {
  test('answers null to everything, and nothing is written down', async () => {
    const answer = await ask(`jgz { contacts { id } vve { takesPart } } ${EVENTS}`, ['anna'], [])
    expect(answer).toEqual({
      entities: [{ jgz: { contacts: null, vve: null }, jgzEvents: null }],
      errors: [],
      processings: [],
    })
  })
})

interface Entity {
  readonly jgz?: object | null
  readonly jgzEvents?: readonly { readonly id: string }[] | null
}

async function ask(
  selection: string,
  children: readonly (keyof typeof TOWN)[],
  registries: readonly Registry[] = [toRegistry(database.url)],
) {
  const open = await openJgz({ registries, keyring: KEYRING, storeKey: KEY })
  const processings: ProcessingRecord[] = []
  try {
    const { data, errors = [] } = await graphql({
      schema: open.schema,
      source: `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Child { ${selection} } } }`,
      variableValues: {
        of: children.map((id) => ({
          __typename: 'Child',
          id,
          jgzRef: sealReference(
            KEYRING,
            { domain: 'jgz', purpose: PURPOSE, organisation: 'ura:00009999', child: id },
            { registries: { 'jgz-waterdam': { bsn: TOWN[id] } } },
          ),
        })),
      },
      contextValue: open.contextOf({
        viewer: {
          id: 'p-1',
          organisation: 'ura:00009999',
          role: 'youth-nurse',
          purpose: PURPOSE,
          municipalities: ['9999'],
        },
        agreements: () => true,
        accounting: accountsInto(processings),
        traceId: 't-1',
        signal: AbortSignal.timeout(10_000),
      }),
    })
    return {
      entities: (data?._entities ?? []) as readonly Entity[],
      errors: errors.map(({ extensions }) => extensions),
      processings,
    }
  } finally {
    await open.close()
  }
}

function toRegistry(url: string): Registry {
  return {
    name: 'jgz-waterdam',
    title: 'JGZ Waterdam',
    domain: 'jgz',
    kind: 'postgres',
    format: 'jgz-extract',
    address: { from: 'JGZ_URL' },
    timeout: 5000,
    network: 'this-machine',
    freshness: { promised: 24 },
    agreement: { party: 'JGZ Waterdam', purposes: [PURPOSE], fields: [], from: '2026-01-01' },
    url,
    password: undefined,
  }
}
