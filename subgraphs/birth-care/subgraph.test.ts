import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { graphql } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Registry } from '../../connectors/registry.ts'
import type { ReadingContext } from '../../privacy/read.ts'
import {
  type BoundTo,
  openKeyring,
  type RecordKeys,
  sealReference,
} from '../../privacy/sealed-reference.ts'
import { accountsInto, type ProcessingRecord } from '../../test/accounts.ts'
import { makeDatabase } from '../../test/database.ts'
import type { OpenSubgraph } from '../build.ts'
import { type FixtureRegistry, readFixture, serveFixtures } from './fixture-registry.ts'
import { hl7 } from './fixtures/kernsets.ts'
import { TOWN } from './source.contract.ts'
import { openBirthCare } from './subgraph.ts'

const KEY = new Uint8Array(randomBytes(64))
const KEYRING = openKeyring(KEY)
const QUERY = `query ($of: [_Any!]!) {
  _entities(representations: $of) {
    ... on Child { birthCare { birth { weightGrams } pregnancy { dueDate } } }
  }
}`

let server: FixtureRegistry
let subgraph: OpenSubgraph
let written: ProcessingRecord[]

beforeAll(async () => {
  server = await serveFixtures()
  subgraph = await openBirthCare({
    registries: [registryAt(server.url)],
    keyring: KEYRING,
    storeKey: KEY,
  })
})

afterAll(async () => {
  await subgraph.close()
  await server.close()
})

function registryAt(url: string): Registry {
  return {
    name: 'birth-care-test',
    title: 'Birth care',
    domain: 'birth-care',
    kind: 'fhir',
    format: 'fhir-stu3-geboortezorg',
    address: { from: 'BIRTH_CARE_FHIR_URL' },
    timeout: 5000,
    network: 'this-machine',
    freshness: { promised: 24 },
    agreement: { party: 'A practice', purposes: ['birth-care'], fields: [], from: '2024-01-01' },
    url,
    password: undefined,
  }
}

async function ask(asked: readonly (RecordKeys | string)[], from: OpenSubgraph = subgraph) {
  written = []
  const request: ReadingContext = {
    viewer: {
      id: 'v',
      organisation: 'agb:08009999',
      role: 'midwife',
      purpose: 'birth-care',
      municipalities: ['9999'],
    },
    agreements: () => true,
    accounting: accountsInto(written),
    traceId: '0af7651916cd43dd8448eb211c80319c',
    signal: new AbortController().signal,
  }
  const of = asked.map((keys, i) => ({
    __typename: 'Child',
    id: `c${i}`,
    birthCareRef: typeof keys === 'string' ? keys : seal(keys, { child: `c${i}` }),
  }))
  const { data, errors = [] } = await graphql({
    schema: from.schema,
    source: QUERY,
    variableValues: { of },
    contextValue: from.contextOf(request),
  })
  const children = (data?._entities ?? []) as { birthCare: unknown }[]
  return {
    views: children.map(({ birthCare }) => birthCare),
    codes: [...new Set(errors.map(({ extensions }) => extensions.code))],
  }
}

function seal(keys: RecordKeys, boundTo: Partial<BoundTo> = {}, keyring = KEYRING): string {
  const own = {
    domain: 'birth-care',
    purpose: 'birth-care',
    organisation: 'agb:08009999',
    child: 'c0',
    ...boundTo,
  } as const
  return sealReference(keyring, own, keys)
}

function keysOf(child: keyof typeof TOWN, registries = ['birth-care-test']): RecordKeys {
  const { bsn, mother, birthDate } = TOWN[child]
  const named = Object.fromEntries(registries.map((registry) => [registry, { bsn }]))
  return { registries: named, mothers: [mother], birthDate }
}

const BOTH = ['birth-care-test', 'perined-test']
const NOTHING = { birth: null, pregnancy: null }

describe('the subgraph', () => {
  test('answers for many children with one question, and writes down each reading', async () => {
    const before = server.asked.length
    const { views, codes } = await ask([keysOf('anna'), keysOf('cato')])
    expect(codes).toEqual([])
    expect(views).toEqual([
      { birth: { weightGrams: 3410 }, pregnancy: { dueDate: '2024-03-20' } },
      NOTHING,
    ])
    expect(server.asked.length - before).toBe(1)
    expect(written.map(({ subject, parts, outcome }) => [subject, parts, outcome])).toEqual([
      ['c0', ['birth', 'pregnancy'], 'read'],
      ['c1', ['birth', 'pregnancy'], 'unlinked'],
    ])
  })

  test('MUST refuse a reference that is foreign, forged or holds no keys of ours', async () => {
    const keys = keysOf('anna')
    const other = openKeyring(new Uint8Array(randomBytes(64)))
    const before = server.asked.length
    const { views, codes } = await ask([
      'invented',
      seal(keys, { domain: 'jgz', child: 'c1' }),
      seal(keys, { purpose: 'youth-health-care', child: 'c2' }),
      seal(keys, { child: 'c3' }, other),
      seal(keys, { child: 'another' }),
      { ...keys, registries: { 'birth-care-test': { bsn: '123456789' } } },
      seal(keys, { organisation: 'agb:08009998', child: 'c6' }),
    ])
    expect(codes).toEqual(['REFERENCE_REFUSED'])
    expect(views).toEqual(Array(7).fill(NOTHING))
    expect(server.asked.length).toBe(before)
  })

  test('says of one child that it is uncertain, and shows the other', async () => {
    const { views, codes } = await ask([keysOf('dirk'), keysOf('fay')])
    expect(codes).toEqual(['RECORD_UNCERTAIN'])
    expect(views).toMatchObject([NOTHING, { birth: { weightGrams: 2100 } }])
  })

  test('asks nothing of a registry that has nothing of the child', async () => {
    const before = server.asked.length
    const { views, codes } = await ask([keysOf('anna', ['perined-test'])])
    expect([views, codes]).toEqual([[NOTHING], []])
    expect(server.asked.length).toBe(before)
    expect(written).toEqual([])
  })

  test('answers null, and reads nothing, where no registry is linked', async () => {
    const unlinked = await openBirthCare({ registries: [], keyring: KEYRING, storeKey: KEY })
    expect(await ask([keysOf('anna')], unlinked)).toEqual({ views: [NOTHING], codes: [] })
    expect(written).toEqual([])
    await unlinked.close()
  })

  test('reads a live registry and one that delivers, each under its own name', async () => {
    const database = await makeDatabase()
    const folder = await mkdtemp(path.join(tmpdir(), 'kindlijn-birth-care-'))
    const { bsn, mother } = TOWN.hana
    const told = hl7({
      ...{ dossier: 'd1', mother, lvr: '1504', made: '2024-08-01T10:00:00', from: '2023-12-01' },
      ...{ dueDate: '2024-07-12', end: '1', childrenBorn: 1 },
      children: [{ bsn, rank: 1, bornAt: '2024-07-01T10:00:00', grams: 3550 }],
    })
    await writeFile(path.join(folder, 'kernset.xml'), told)
    const live = registryAt(server.url)
    const perined: Registry = {
      ...live,
      ...{ name: 'perined-test', kind: 'deliveries', format: 'perined-kernset', url: folder },
    }
    const both = await openBirthCare({
      registries: [perined, live],
      keyring: KEYRING,
      storeKey: KEY,
      databaseUrl: database.url,
    })
    try {
      await both.ready
      const { views, codes } = await ask([keysOf('hana', BOTH), keysOf('anna', BOTH)], both)
      expect(codes).toEqual([])
      // The due date of the live registry counts; of the birth only the other one knows.
      expect(views).toEqual([
        { birth: { weightGrams: 3550 }, pregnancy: { dueDate: '2024-07-10' } },
        { birth: { weightGrams: 3410 }, pregnancy: { dueDate: '2024-03-20' } },
      ])
      expect(
        written.map(({ registry, subject, outcome }) => `${registry} ${subject} ${outcome}`).sort(),
      ).toEqual([
        'birth-care-test c0 read',
        'birth-care-test c1 read',
        'perined-test c0 read',
        'perined-test c1 unlinked',
      ])
    } finally {
      await both.close()
      await database.drop()
      await rm(folder, { recursive: true, force: true })
    }
  })

  test('reads a folder of FHIR resources, one to a file', async () => {
    const database = await makeDatabase()
    const folder = await mkdtemp(path.join(tmpdir(), 'kindlijn-birth-care-'))
    for (const [i, resource] of readFixture('anna.json').entries()) {
      await writeFile(path.join(folder, `${i}.json`), JSON.stringify(resource))
    }
    const files: Registry = {
      ...registryAt(folder),
      ...{ name: 'files-test', kind: 'deliveries', format: 'fhir-birth-care-files' },
    }
    const options = {
      registries: [files],
      keyring: KEYRING,
      storeKey: KEY,
      databaseUrl: database.url,
    }
    const delivered = await openBirthCare(options)
    try {
      await delivered.ready
      const { views, codes } = await ask(
        [keysOf('anna', ['files-test']), keysOf('cato', ['files-test'])],
        delivered,
      )
      expect(codes).toEqual([])
      expect(views).toEqual([
        { birth: { weightGrams: 3410 }, pregnancy: { dueDate: '2024-03-20' } },
        NOTHING,
      ])
    } finally {
      await delivered.close()
      await database.drop()
      await rm(folder, { recursive: true, force: true })
    }
  })

  test('MUST NOT open with two registries of one format, or one of another format', async () => {
    const registry = registryAt(server.url)
    const open = (registries: readonly Registry[]) =>
      openBirthCare({ registries, keyring: KEYRING, storeKey: KEY })
    await expect(open([registry, registry])).rejects.toThrow('More than one birth care registry')
    await expect(open([{ ...registry, format: 'fhir-r4' }])).rejects.toThrow(
      'is not one that birth care reads',
    )
  })

  test('MUST NOT open a registry that delivers without a database for it', async () => {
    const registry: Registry = {
      ...registryAt('/tmp'),
      kind: 'deliveries',
      format: 'perined-kernset',
    }
    const opening = openBirthCare({ registries: [registry], keyring: KEYRING, storeKey: KEY })
    await expect(opening).rejects.toThrow('no database')
  })
})
