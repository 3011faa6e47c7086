import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { graphql } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Registry } from '../../connectors/registry.ts'
import { openKeyring, sealReference } from '../../privacy/sealed-reference.ts'
import { accountsInto, type ProcessingRecord } from '../../test/accounts.ts'
import { makeDatabase, type TestDatabase } from '../../test/database.ts'
import type { OpenSubgraph } from '../build.ts'
import { ANNAS_DOSSIER } from './fixtures/annas-dossier.ts'
import { dossierMessage, observation, pq } from './fixtures/dossier-message.ts'
import { TOWN } from './source.contract.ts'
import { openJgz } from './subgraph.ts'

const KEY = new Uint8Array(64).fill(7)
const KEYRING = openKeyring(KEY)
const PURPOSE = 'youth-health-care'
const EXTRACT = 'jgz-waterdam'
const DOSSIERS = 'jgz-dossiers'
let database: TestDatabase
let folder: string
let open: OpenSubgraph
const events: string[] = []

beforeAll(async () => {
  database = await makeDatabase()
  await database.ask(await readFile(new URL('./fixtures/jgz-extract.sql', import.meta.url), 'utf8'))
  folder = await mkdtemp(path.join(tmpdir(), 'kindlijn-jgz-'))
  const weighed = {
    id: 'C-1',
    activity: '38',
    date: '20250304',
    observations: [observation(245, pq(8800, 'g'))],
  }
  await writeFile(path.join(folder, 'anna.xml'), ANNAS_DOSSIER)
  await writeFile(
    path.join(folder, 'cato.xml'),
    dossierMessage({ bsn: TOWN.cato, dossier: 'C', contacts: [weighed] }),
  )
  await writeFile(path.join(folder, 'wrong.xml'), ANNAS_DOSSIER.replace(TOWN.anna, '123456789'))
  open = await openJgz({
    registries: [toRegistry(EXTRACT, database.url), toRegistry(DOSSIERS, folder)],
    keyring: KEYRING,
    storeKey: KEY,
    databaseUrl: database.url,
    settleMs: 20,
    onDelivery: ({ registry, fileName, status }) =>
      void events.push(`${registry} ${fileName} ${status}`),
  })
  await open.ready
})
afterAll(async () => {
  await open?.close()
  await rm(folder, { recursive: true, force: true })
  await database?.drop()
})

describe('an extract and dossiers that were transferred', () => {
  test('are taken in from their folder, and what is wrong is put aside', async () => {
    expect(events.sort()).toEqual([
      `${DOSSIERS} anna.xml accepted`,
      `${DOSSIERS} cato.xml accepted`,
      `${DOSSIERS} wrong.xml refused`,
    ])
    expect((await readdir(path.join(folder, 'quarantine'))).sort()).toEqual([
      'wrong.xml',
      'wrong.xml.problem.json',
    ])
  })

  test('the extract wins, and the dossiers are not read then', async () => {
    const { told: anna, read } = await ask('anna', 'growth { weightGrams }')
    expect(anna).toEqual({ growth: [{ weightGrams: 3650 }, { weightGrams: 12400 }] })
    expect(read).toEqual([`${EXTRACT} read growth`])
  })

  test('a dossier fills what the extract does not tell of, on an account of its own', async () => {
    const { told: anna, read } = await ask(
      'anna',
      'consents { about allowed } growth { weightGrams }',
    )
    expect(anna).toMatchObject({
      consents: [{ about: 'IMMUNISATION_PROGRAMME' }, { about: 'RESEARCH', allowed: false }],
      growth: [{}, {}],
    })
    expect(read).toEqual([`${EXTRACT} read consents,growth`, `${DOSSIERS} read consents`])
  })

  test('a child that is not in the extract is told of by its dossier', async () => {
    const { told: cato, read } = await ask('cato', 'growth { measuredOn weightGrams }')
    expect(cato).toEqual({ growth: [{ measuredOn: '2025-03-04', weightGrams: 8800 }] })
    expect(read).toEqual([`${EXTRACT} unlinked growth`, `${DOSSIERS} read growth`])
  })

  test('MUST NOT pass a dossier off for an extract that failed', async () => {
    const { told: eva, codes, read } = await ask('eva', 'growth { weightGrams }')
    expect(eva).toEqual({ growth: null })
    expect(codes).toEqual(['RECORD_UNCERTAIN'])
    expect(read).toEqual([`${EXTRACT} failed growth`])
  })

  test('one that may not be read leaves the answer to the other', async () => {
    const dossiers = await ask('anna', 'growth { weightGrams }', (name) => name === DOSSIERS)
    expect(dossiers.told).toMatchObject({ growth: [{ weightGrams: 3650 }, { weightGrams: 12400 }] })
    expect(dossiers.read).toEqual([`${DOSSIERS} read growth`])

    const extract = await ask('anna', 'consents { about }', (name) => name === EXTRACT)
    expect(extract).toMatchObject({ told: { consents: null }, codes: [] })

    const neither = await ask('anna', 'growth { weightGrams }', () => false)
    expect(neither).toMatchObject({ codes: ['AGREEMENT_MISSING'], read: [] })
  })
})

async function ask(
  child: keyof typeof TOWN,
  selection: string,
  agreements: (registry: string) => boolean = () => true,
) {
  const processings: ProcessingRecord[] = []
  const { data, errors = [] } = await graphql({
    schema: open.schema,
    source: `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Child { jgz { ${selection} } } } }`,
    variableValues: {
      of: [
        {
          __typename: 'Child',
          id: child,
          jgzRef: sealReference(
            KEYRING,
            { domain: 'jgz', purpose: PURPOSE, organisation: 'ura:00009999', child },
            { registries: { [EXTRACT]: { bsn: TOWN[child] }, [DOSSIERS]: { bsn: TOWN[child] } } },
          ),
        },
      ],
    },
    contextValue: open.contextOf({
      viewer: {
        id: 'p-1',
        organisation: 'ura:00009999',
        role: 'youth-nurse',
        purpose: PURPOSE,
        municipalities: ['9999'],
      },
      agreements,
      accounting: accountsInto(processings),
      traceId: 't-1',
      signal: AbortSignal.timeout(10_000),
    }),
  })
  const [entity] = (data?._entities ?? []) as readonly { jgz: unknown }[]
  return {
    told: entity?.jgz,
    codes: errors.map(({ extensions }) => extensions.code),
    read: processings.map(({ registry, outcome, parts }) => `${registry} ${outcome} ${parts}`),
  }
}

function toRegistry(name: string, url: string): Registry {
  const delivers = name === DOSSIERS
  return {
    name,
    title: name,
    domain: 'jgz',
    kind: delivers ? 'deliveries' : 'postgres',
    format: delivers ? 'jgz-dob' : 'jgz-extract',
    address: { from: 'JGZ_URL' },
    timeout: 5000,
    network: 'this-machine',
    freshness: { promised: 24 },
    agreement: { party: 'JGZ Waterdam', purposes: [PURPOSE], fields: [], from: '2026-01-01' },
    url,
    password: undefined,
  }
}
