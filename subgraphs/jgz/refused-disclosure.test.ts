import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { graphql } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Registry } from '../../connectors/registry.ts'
import type { Purpose, Role } from '../../privacy/policy.ts'
import { openKeyring, sealReference } from '../../privacy/sealed-reference.ts'
import type { FedEvents } from '../../schema/feed-parts.ts'
import { accountsInto } from '../../test/accounts.ts'
import { makeDatabase, type TestDatabase } from '../../test/database.ts'
import type { OpenSubgraph } from '../build.ts'
import type { JgzConsent } from './consent.ts'
import { coded, dossierMessage } from './fixtures/dossier-message.ts'
import { isDisclosureRefused } from './refused-disclosure.ts'
import { TOWN } from './source.contract.ts'
import { openJgz } from './subgraph.ts'

const KEY = new Uint8Array(64).fill(7)
const KEYRING = openKeyring(KEY)
const EXTRACT = 'jgz-waterdam'
const DOSSIERS = 'jgz-dossiers'
const ASK = 'jgz { vve { takesPart } } jgzEvents { id } jgzPresence { registry state }'

const asked = (refused: boolean, date: string) =>
  `<authorization><consentEvent negationInd="${refused}">${coded(1165)}<author><time value="${date}"/></author></consentEvent></authorization>`

describe('a dossier that holds a refusal to tell others', () => {
  let database: TestDatabase
  let folder: string
  let open: OpenSubgraph

  beforeAll(async () => {
    database = await makeDatabase()
    const sql = await readFile(new URL('./fixtures/jgz-extract.sql', import.meta.url), 'utf8')
    await database.ask(sql)
    folder = await mkdtemp(path.join(tmpdir(), 'kindlijn-refused-'))
    const before = asked(true, '20240321')
    const anna = dossierMessage({ bsn: TOWN.anna, dossier: 'A', before })
    await writeFile(path.join(folder, 'anna.xml'), anna)
    open = await openJgz({
      registries: [toRegistry(EXTRACT, database.url), toRegistry(DOSSIERS, folder)],
      keyring: KEYRING,
      storeKey: KEY,
      databaseUrl: database.url,
      settleMs: 20,
    })
    await open.ready
  })
  afterAll(async () => {
    await open?.close()
    await rm(folder, { recursive: true, force: true })
    await database?.drop()
  })

  async function ask(role: Role, purpose: Purpose, child: keyof typeof TOWN, more: object = {}) {
    const registries = { [EXTRACT]: { bsn: TOWN[child] }, [DOSSIERS]: { bsn: TOWN[child] } }
    const jgzRef = sealReference(
      KEYRING,
      { domain: 'jgz', purpose, organisation: 'kvk:1', child },
      { registries },
    )
    const { data, errors = [] } = await graphql({
      schema: open.schema,
      source: `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Child { ${ASK} } } }`,
      variableValues: { of: [{ __typename: 'Child', id: child, jgzRef }] },
      contextValue: open.contextOf({
        viewer: { id: 'p-1', organisation: 'kvk:1', role, purpose, municipalities: ['9999'] },
        agreements: () => true,
        accounting: accountsInto([]),
        traceId: 't-1',
        signal: AbortSignal.timeout(10_000),
        ...more,
      }),
    })
    const [entity] = JSON.parse(JSON.stringify(data?._entities ?? []))
    return { ...entity, codes: errors.map(({ extensions }) => extensions.code) }
  }

  test('MUST answer another organisation as if there were no dossier, the extract included', async () => {
    const { jgz, jgzPresence, codes } = await ask('childcare-mentor', 'childcare-placement', 'anna')

    expect([jgz, codes]).toEqual([{ vve: null }, []])
    expect(jgzPresence.map(({ state }: { state: string }) => state)).not.toContain('PRESENT')
  })

  test('is no refusal to JGZ itself', async () => {
    const { jgz, jgzEvents } = await ask('youth-nurse', 'youth-health-care', 'anna')

    expect(jgz.vve).not.toBeNull()
    expect(jgzEvents.length).toBeGreaterThan(0)
  })

  test('says nothing of another child', async () => {
    const nobody = await ask('childcare-mentor', 'childcare-placement', 'cato')
    const bram = await ask('childcare-mentor', 'childcare-placement', 'bram')

    expect(nobody.codes).toEqual([])
    expect(bram.jgzPresence).toContainEqual({ registry: EXTRACT, state: 'PRESENT' })
  })

  test('MUST be in no feed of who counts, as if there were no dossier', async () => {
    const [purpose, organisation] = ['monitor-0-4', 'gemeente:9999'] as const
    const subjects = (['anna', 'bram'] as const).map((child) => {
      const boundTo = { domain: 'jgz', purpose, organisation, child } as const
      const registries = { [EXTRACT]: { bsn: TOWN[child] }, [DOSSIERS]: { bsn: TOWN[child] } }
      return { id: child, reference: sealReference(KEYRING, boundTo, { registries }) }
    })
    const viewer = { role: 'dashboard', purpose, organisation, isFed: true } as const
    const { data } = await graphql({
      schema: open.schema,
      source: 'query ($subjects: Fed!) { jgzFeed(subjects: $subjects) }',
      variableValues: { subjects },
      contextValue: open.contextOf({
        viewer: { ...viewer, id: 'insight', municipalities: ['9999'] },
        agreements: () => true,
        accounting: accountsInto([]),
        traceId: 't-1',
        signal: AbortSignal.timeout(10_000),
      }),
    })
    const told = data?.jgzFeed as FedEvents | undefined
    const isPresent = told?.presences.map((some) => some.some(({ state }) => state === 'PRESENT'))

    expect(told?.counts[0]).toBeNull()
    expect(isPresent).toEqual([false, true])
  })

  test('MUST hold whatever moment is asked about', async () => {
    const asOf = { knownAt: '2020-01-01T00:00:00.000Z' }
    const { jgz } = await ask('childcare-mentor', 'childcare-placement', 'anna', { asOf })

    expect(jgz.vve).toBeNull()
  })

  test('MUST tell nothing where the dossiers may not be asked', async () => {
    const agreements = (registry: string) => registry === EXTRACT
    const { jgz, jgzPresence, codes } = await ask(
      'childcare-mentor',
      'childcare-placement',
      'bram',
      { agreements },
    )

    expect(jgz.vve).toBeNull()
    expect(codes).toContain('AGREEMENT_MISSING')
    expect(jgzPresence).not.toContainEqual({ registry: EXTRACT, state: 'PRESENT' })
  })
})

describe('a refusal', () => {
  const told = (allowed: boolean, date: string | null, until: string | null = null) =>
    ({ about: 'DISCLOSURE_TO_OTHERS', allowed, date, until }) as JgzConsent
  const day = '2026-06-01'

  test.each([
    ['stands', [told(false, '2024-01-01')], true],
    ['stands without a date', [told(false, null), told(true, '2025-01-01')], true],
    [
      'stands after an earlier consent',
      [told(true, '2023-01-01'), told(false, '2024-01-01')],
      true,
    ],
    [
      'stands beside a consent of its day',
      [told(false, '2024-01-01'), told(true, '2024-01-01')],
      true,
    ],
    ['ends by a later consent', [told(false, '2024-01-01'), told(true, '2025-01-01')], false],
    ['ends with its last day', [told(false, '2024-01-01', '2026-05-31')], false],
    ['begins on its day', [told(false, '2026-06-02')], false],
    ['is none where nobody refused', [told(true, '2024-01-01')], false],
    [
      'is about others, and not about research',
      [{ ...told(false, '2024-01-01'), about: 'RESEARCH' as const }],
      false,
    ],
  ])('%s', (_, consents, refused) => {
    expect(isDisclosureRefused(consents, day)).toBe(refused)
  })
})

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
    agreement: {
      party: 'JGZ',
      purposes: ['childcare-placement'],
      fields: ['vve', 'consents'],
      from: '2026-01-01',
    },
    url,
    password: undefined,
  }
}
