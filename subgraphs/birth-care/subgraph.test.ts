import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { graphql } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Registry } from '../../connectors/registry.ts'
import type { ReadingContext } from '../../privacy/read.ts'
import { type RecordKeys, sealReference } from '../../privacy/sealed-reference.ts'
import { accountsInto, type ProcessingRecord } from '../../test/accounts.ts'
import { makeDatabase } from '../../test/database.ts'
import type { OpenSubgraph } from '../build.ts'
import { type FixtureRegistry, readFixture, serveFixtures } from './fixture-registry.ts'
import { hl7 } from './fixtures/kernsets.ts'
import { TOWN } from './source.contract.ts'
import { openBirthCare } from './subgraph.ts'

const KEY = new Uint8Array(randomBytes(64))
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
  subgraph = await openBirthCare({ registries: [registryAt(server.url)], referenceKey: KEY })
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
    freshness: { promised: 24 },
    agreement: { party: 'A practice', purposes: ['birth-care'], from: '2024-01-01' },
    url,
    password: undefined,
  }
}

async function ask(references: readonly string[], from: OpenSubgraph = subgraph) {
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
  const of = references.map((birthCareRef, i) => ({
    __typename: 'Child',
    id: `c${i}`,
    birthCareRef,
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

function seal(keys: RecordKeys): string {
  return sealReference(KEY, 'birth-care', 'birth-care', keys)
}

function referenceTo(child: keyof typeof TOWN): string {
  const { bsn, mother, birthDate } = TOWN[child]
  return seal({ bsn, mothers: [mother], birthDate })
}

const NOTHING = { birth: null, pregnancy: null }

describe('the subgraph', () => {
  test('answers for many children with one question, and writes down each reading', async () => {
    const before = server.asked.length
    const { views, codes } = await ask([referenceTo('anna'), referenceTo('cato')])
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
    const { bsn, mother, birthDate } = TOWN.anna
    const keys = { bsn, mothers: [mother], birthDate }
    const before = server.asked.length
    const { views, codes } = await ask([
      'invented',
      sealReference(KEY, 'jgz', 'birth-care', keys),
      sealReference(KEY, 'birth-care', 'youth-health-care', keys),
      sealReference(new Uint8Array(randomBytes(64)), 'birth-care', 'birth-care', keys),
      seal({ bsn: '123456789', mothers: [], birthDate }),
      seal({ bsn }),
    ])
    expect(codes).toEqual(['REFERENCE_REFUSED'])
    expect(views).toEqual(Array(6).fill(NOTHING))
    expect(server.asked.length).toBe(before)
  })

  test('says of one child that it is uncertain, and shows the other', async () => {
    const { views, codes } = await ask([referenceTo('dirk'), referenceTo('fay')])
    expect(codes).toEqual(['RECORD_UNCERTAIN'])
    expect(views).toMatchObject([NOTHING, { birth: { weightGrams: 2100 } }])
  })

  test('answers null, and reads nothing, where no registry is linked', async () => {
    const unlinked = await openBirthCare({ registries: [], referenceKey: KEY })
    expect(await ask([referenceTo('anna')], unlinked)).toEqual({ views: [NOTHING], codes: [] })
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
      referenceKey: KEY,
      databaseUrl: database.url,
    })
    try {
      await both.ready
      const { views, codes } = await ask([referenceTo('hana'), referenceTo('anna')], both)
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
    const options = { registries: [files], referenceKey: KEY, databaseUrl: database.url }
    const delivered = await openBirthCare(options)
    try {
      await delivered.ready
      const { views, codes } = await ask([referenceTo('anna'), referenceTo('cato')], delivered)
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
      openBirthCare({ registries, referenceKey: KEY })
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
    const opening = openBirthCare({ registries: [registry], referenceKey: KEY })
    await expect(opening).rejects.toThrow('no database')
  })
})
