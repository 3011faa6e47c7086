import { randomBytes } from 'node:crypto'
import { graphql } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Registry } from '../../connectors/registry.ts'
import type { ProcessingRecord } from '../../privacy/accounting.ts'
import type { ReadingContext } from '../../privacy/read.ts'
import { type RecordKeys, sealReference } from '../../privacy/sealed-reference.ts'
import type { OpenSubgraph } from '../build.ts'
import { type FixtureRegistry, serveFixtures } from './fixture-registry.ts'
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
  subgraph = openBirthCare({ registries: [registryAt(server.url)], referenceKey: KEY })
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
    accounting: {
      async record(_, processings) {
        written.push(...processings)
      },
    },
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
    const unlinked = openBirthCare({ registries: [], referenceKey: KEY })
    expect(await ask([referenceTo('anna')], unlinked)).toEqual({ views: [NOTHING], codes: [] })
    expect(written).toEqual([])
    await unlinked.close()
  })

  test('MUST NOT open with two registries, or one of another format', () => {
    const registry = registryAt(server.url)
    const open = (registries: readonly Registry[]) => () =>
      openBirthCare({ registries, referenceKey: KEY })
    expect(open([registry, registry])).toThrow('More than one birth care registry is linked.')
    expect(open([{ ...registry, format: 'fhir-r4' }])).toThrow('is not one that birth care reads')
  })
})
