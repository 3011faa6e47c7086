import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DeliveryEvent } from '../../connectors/delivery-folder.ts'
import type { Registry } from '../../connectors/registry.ts'
import type { Role } from '../../privacy/policy.ts'
import { openKeyring, sealReference } from '../../privacy/sealed-reference.ts'
import { writeDeliveries } from '../../sandbox/deliveries.ts'
import { ALLOCATION, childWith, familyOf } from '../../sandbox/fixture-family.ts'
import { compiled } from '../../schema/compiled.ts'
import { accountsInto, type ProcessingRecord } from '../../test/accounts.ts'
import { makeDatabase, type TestDatabase } from '../../test/database.ts'
import { message, set } from './fixtures/messages.ts'
import { type OpenSocialDomain, openSocialDomain } from './subgraph.ts'

const KEY = new Uint8Array(64).fill(7)
const KEYRING = openKeyring(KEY)
const ANNA = '999990019'
const BRAM = '999990020'
const CATO = '999990032'
const CASE = {
  id: 'WT-1',
  openedOn: '2025-01-15',
  closedOn: '2025-06-30',
  reportedBy: 'JGZ',
  lead: 'gezin',
  team: 'Team Haven',
} as const

let database: TestDatabase
let databaseUrl: string
let role: string
let folder: string
let subgraph: OpenSocialDomain
const events: (DeliveryEvent & { readonly registry: string })[] = []

function registry(name: string, format: string, folderName: string): Registry {
  return {
    name,
    title: name,
    domain: 'social-domain',
    kind: 'deliveries',
    format,
    address: { from: 'FOLDER' },
    timeout: 5000,
    network: 'this-machine',
    freshness: { promised: 168 },
    agreement: { party: 'Waterdam', purposes: ['youth-support'], fields: [], from: '2026-01-01' },
    url: path.join(folder, folderName),
    password: undefined,
  }
}

const youthHelp = () => registry('youth-help-waterdam', 'ijw-3.2', 'social-domain')
const teams = () => registry('wijkteam-waterdam', 'wijkteam-csv', 'wijkteam')
const base = { keyring: KEYRING, storeKey: KEY, everyMs: 50, settleMs: 20 }

beforeAll(async () => {
  database = await makeDatabase()
  // It owns its schema, and may make no other.
  role = `social_domain_${randomBytes(4).toString('hex')}`
  await database.ask(`create role ${role} login password 'secret'`)
  await database.ask(`create schema social_domain_deliveries authorization ${role}`)
  databaseUrl = Object.assign(new URL(database.url), { username: role, password: 'secret' }).href

  folder = await mkdtemp(path.join(tmpdir(), 'kindlijn-social-domain-'))
  const going = { ...ALLOCATION, number: '300202', category: '54', to: null, stop: null }
  const anna = childWith({ person: { bsn: ANNA }, allocations: [ALLOCATION, going], cases: [CASE] })
  const bram = childWith({
    person: { bsn: BRAM },
    cases: [{ ...CASE, id: 'WT-2', closedOn: null }],
  })
  await writeDeliveries({ folder, families: [familyOf([anna, bram])], locations: [] })
  subgraph = await openSocialDomain({
    ...base,
    registries: [youthHelp(), teams()],
    databaseUrl,
    onDelivery: (event) => events.push(event),
    now: () => new Date('2025-12-31T22:30:00Z'),
  })
  await subgraph.ready
})
afterAll(async () => {
  await subgraph?.close()
  await rm(folder, { recursive: true })
  await database.drop()
  const server = await makeDatabase()
  await server.ask(`drop role ${role}`)
  await server.drop()
})

interface Asked {
  readonly of?: readonly string[]
  readonly by?: Role
  readonly from?: OpenSocialDomain
}

async function ask(
  fields: string,
  { of = [ANNA], by = 'youth-nurse', from = subgraph }: Asked = {},
) {
  const accounts: ProcessingRecord[] = []
  const purpose = by === 'youth-nurse' ? 'youth-health-care' : 'youth-support'
  const viewer = {
    id: 'v',
    organisation: 'ura:00009999',
    role: by,
    purpose,
    municipalities: [],
  } as const
  const context = from.contextOf({
    viewer,
    agreements: () => true,
    accounting: accountsInto(accounts),
    traceId: 'trace',
    signal: AbortSignal.timeout(10_000),
  })
  const representations = of.map((bsn) => ({
    __typename: 'Child',
    id: `child ${of.indexOf(bsn)}`,
    socialDomainRef: sealReference(
      KEYRING,
      {
        ...{ domain: 'social-domain', purpose, child: `child ${of.indexOf(bsn)}` },
        organisation: viewer.organisation,
      },
      { registries: { [youthHelp().name]: { bsn }, [teams().name]: { bsn } } },
    ),
  }))
  const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Child { ${fields} } } }`
  const variables = { of: representations }
  const { data, errors } = await compiled(from.schema)({ query, variables }, context)
  return { children: data?._entities, errors, accounts }
}

describe('the social domain, from the files of the sandbox', () => {
  test('has taken in all that lay in its folders before it says that it is ready', async () => {
    expect(events.map(({ status }) => status)).toEqual(events.map(() => 'accepted'))
    expect(events.length).toBeGreaterThanOrEqual(4)
    expect(await readdir(path.join(folder, 'social-domain'))).toEqual(['accepted'])
    expect(await readdir(path.join(folder, 'wijkteam'))).toEqual(['accepted'])
  })

  test('tells allocations with their states, and cases', async () => {
    const { children, errors } = await ask(
      `socialDomain {
        allocations {
          id productCategoryCode productCategoryLabel productCode provider allocatedAt from to
          volume { amount unitCode unitLabel frequencyCode frequencyLabel }
          start stop stopReasonCode stopReasonLabel state recordedAt
        }
        cases { id openedOn closedOn reportedBy lead team kindOfHelpCode kindOfHelpLabel recordedAt }
      }`,
      { of: [ANNA, CATO] },
    )
    const first = {
      id: expect.stringMatching(/^[\w-]{22}$/),
      productCategoryCode: '45',
      productCategoryLabel: 'Outpatient youth help',
      productCode: '45A03',
      provider: '12345678',
      allocatedAt: new Date('2025-02-03T09:15:00Z'),
      from: '2025-02-10',
      to: '2025-12-31',
      volume: {
        amount: 2,
        unitCode: '04',
        unitLabel: 'Hour',
        frequencyCode: '2',
        frequencyLabel: 'Per week',
      },
      start: '2025-02-12',
      stop: '2025-11-30',
      stopReasonCode: '31',
      stopReasonLabel: 'Completed as planned',
      state: 'STOPPED',
      recordedAt: new Date('2025-12-05T00:00:00Z'),
    }
    const second = {
      ...first,
      productCategoryCode: '54',
      productCategoryLabel: 'Youth mental health care',
      to: null,
      stop: null,
      stopReasonCode: null,
      stopReasonLabel: null,
      state: 'STARTED',
      recordedAt: new Date('2025-02-20T00:00:00Z'),
    }
    const one = {
      id: expect.stringMatching(/^[\w-]{22}$/),
      openedOn: '2025-01-15',
      closedOn: '2025-06-30',
      reportedBy: 'JGZ',
      lead: 'FAMILY',
      team: 'Team Haven',
      kindOfHelpCode: '01',
      kindOfHelpLabel: 'Youth help by a neighbourhood team',
      recordedAt: expect.anything(),
    }

    expect(errors).toBeUndefined()
    const [anna, cato] = JSON.parse(JSON.stringify(children))
    expect(anna.socialDomain.cases).toEqual([one])
    expect(anna.socialDomain.allocations).toHaveLength(2)
    for (const allocation of JSON.parse(JSON.stringify([first, second]))) {
      expect(anna.socialDomain.allocations).toContainEqual({
        ...allocation,
        id: expect.any(String),
      })
    }
    expect(cato).toEqual({ socialDomain: { allocations: null, cases: null } })
  })

  test('tells the timeline when help starts and stops, and when a case opens and closes', async () => {
    const { children } = await ask('socialDomainEvents { id kind phase at label code }', {
      of: [ANNA, BRAM, CATO],
    })
    const [anna, bram, cato] = children as [
      {
        socialDomainEvents: { id: string; kind: string; phase: string; at: string; label: string }[]
      },
      object,
      object,
    ]
    const told = anna.socialDomainEvents.map(({ id: _, ...event }) => event)
    expect(told).toHaveLength(5)
    expect(told).toEqual(
      expect.arrayContaining([
        {
          kind: 'SUPPORT',
          phase: 'BEGIN',
          at: '2025-02-12',
          label: 'Outpatient youth help',
          code: '45',
        },
        {
          kind: 'SUPPORT',
          phase: 'END',
          at: '2025-11-30',
          label: 'Outpatient youth help: completed as planned',
          code: '45',
        },
        {
          kind: 'SUPPORT',
          phase: 'BEGIN',
          at: '2025-02-12',
          label: 'Youth mental health care',
          code: '54',
        },
        {
          kind: 'CASE',
          phase: 'BEGIN',
          at: '2025-01-15',
          label: 'Case of the neighbourhood team',
          code: null,
        },
        {
          kind: 'CASE',
          phase: 'END',
          at: '2025-06-30',
          label: 'Case of the neighbourhood team',
          code: null,
        },
      ]),
    )
    expect(new Set(anna.socialDomainEvents.map(({ id }) => id)).size).toBe(5)
    expect(bram).toMatchObject({ socialDomainEvents: [{ kind: 'CASE', phase: 'BEGIN' }] })
    expect(cato).toEqual({ socialDomainEvents: null })
    const again = await ask('socialDomainEvents { id kind phase at label code }')
    expect(again.children).toEqual([anna])
  })

  test('MUST write down each registry under its own name, and none that was not asked', async () => {
    const both = 'socialDomain { allocations { id } cases { id } } socialDomainEvents { id }'
    const { accounts } = await ask(both, { of: [ANNA, BRAM], by: 'neighbourhood-team-worker' })
    const lines = accounts.map(({ registry, subject, parts, outcome, purpose }) =>
      [registry, subject, parts.join(), outcome, purpose].join(' '),
    )
    expect(lines.sort()).toEqual([
      'wijkteam-waterdam child 0 cases read youth-support',
      'wijkteam-waterdam child 1 cases read youth-support',
      'youth-help-waterdam child 0 allocations read youth-support',
      'youth-help-waterdam child 1 allocations unlinked youth-support',
    ])
    const one = await ask('socialDomain { cases { id } }')
    expect(one.accounts.map(({ registry }) => registry)).toEqual(['wijkteam-waterdam'])
  })

  test('takes in what appears later, and puts aside what is wrong without a value of it', async () => {
    const name = (bsn: string) => path.join(youthHelp().url, `JW301_${bsn}.xml`)
    await writeFile(name(CATO), message('JW301', set('Bsn', CATO)))
    await writeFile(name('999990099'), message('JW301', set('Bsn', '999990018')))
    const expected = { line: 19, path: 'Bericht/Client/Bsn', rule: 'elfproef' }
    await expect
      .poll(() => events.find(({ status }) => status === 'refused'), { timeout: 10_000 })
      .toMatchObject({ registry: 'youth-help-waterdam', problem: expected })
    const { children } = await ask('socialDomain { allocations { from state } }', { of: [CATO] })

    const allocations = [
      { from: '2026-03-09', state: 'ALLOCATED' },
      { from: '2026-03-16', state: 'ALLOCATED' },
    ]
    expect(children).toEqual([{ socialDomain: { allocations } }])
    expect(JSON.stringify(events)).not.toMatch(/9999900\d\d/)
  })
})

describe('the social domain that is linked otherwise', () => {
  const fields = 'socialDomain { allocations { id } cases { id } } socialDomainEvents { id }'

  test('answers null, and writes nothing down, when nothing is linked', async () => {
    const from = await openSocialDomain({
      ...base,
      registries: [],
      databaseUrl: 'postgres://nowhere',
    })
    const { children, errors, accounts } = await ask(fields, { from })
    await from.close()

    expect(errors).toBeUndefined()
    expect(accounts).toEqual([])
    expect(children).toEqual([
      { socialDomain: { allocations: null, cases: null }, socialDomainEvents: null },
    ])
  })

  test('tells what the one registry knows when the other is not linked', async () => {
    const from = await openSocialDomain({ ...base, registries: [teams()], databaseUrl })
    await from.ready
    const { children, accounts } = await ask(fields, { from })
    await from.close()

    expect(children).toMatchObject([{ socialDomain: { allocations: null, cases: [{}] } }])
    expect(accounts.map(({ registry }) => registry)).toEqual(['wijkteam-waterdam'])
  })

  test('does not open with a format that it does not read, or with two of one', async () => {
    const unread = [registry('unknown', 'ijw-3.3', 'unknown')]
    await expect(openSocialDomain({ ...base, registries: unread, databaseUrl })).rejects.toThrow(
      'The format of registry unknown is not one that the social domain reads.',
    )
    const two = [teams(), { ...teams(), name: 'another' }]
    await expect(openSocialDomain({ ...base, registries: two, databaseUrl })).rejects.toThrow(
      'More than one registry of one format is linked.',
    )
  })
})
