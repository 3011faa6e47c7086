import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DeliveryEvent } from '../../connectors/delivery-folder.ts'
import type { Registry } from '../../connectors/registry.ts'
import { openKeyring, sealReference } from '../../privacy/sealed-reference.ts'
import { writeDeliveries } from '../../sandbox/deliveries.ts'
import { childWith, ENROLMENT, familyOf, LOCATION } from '../../sandbox/fixture-family.ts'
import { compiled } from '../../schema/compiled.ts'
import { accountsInto, type ProcessingRecord } from '../../test/accounts.ts'
import { makeDatabase, type TestDatabase } from '../../test/database.ts'
import { type OpenChildcare, openChildcare } from './subgraph.ts'

const KEY = new Uint8Array(64).fill(7)
const KEYRING = openKeyring(KEY)
const ANNA = '999990019'
const BRAM = '999990020'
const CATO = '999990032'

let database: TestDatabase
let folder: string
let subgraph: OpenChildcare
const events: (DeliveryEvent & { readonly registry: string })[] = []

function registry(name: string, format: string, folderName: string): Registry {
  const url = path.join(folder, folderName)
  const agreement = {
    party: 'Waterdam',
    purposes: ['youth-health-care'],
    fields: [],
    from: '2026-01-01',
  }
  const rest = { title: name, domain: 'childcare', kind: 'deliveries', timeout: 5000 } as const
  const address = { from: 'FOLDER' }
  return {
    ...rest,
    name,
    format,
    url,
    address,
    agreement,
    network: 'this-machine',
    freshness: { promised: 96 },
    password: undefined,
  }
}

beforeAll(async () => {
  database = await makeDatabase()
  folder = await mkdtemp(path.join(tmpdir(), 'kindlijn-childcare-'))
  const months = [{ month: '2025-03', plannedHours: 71.5, attendedHours: 64.2 }]
  const indication = { date: '2025-06-02', by: 'JGZ' } as const
  const anna = childWith({
    person: { bsn: ANNA },
    enrolments: [
      { ...ENROLMENT, months, indication, to: '2026-01-31', endReason: 'job-loss' },
      { ...ENROLMENT, id: 'WD-0002', lrkId: '999000002', from: '2026-02-01', vveGroup: false },
    ],
  })
  const bram = childWith({ person: { bsn: BRAM }, enrolments: [{ ...ENROLMENT, id: 'WD-0003' }] })
  const childminder = { ...LOCATION, lrkId: '999000002', kind: 'VGO', name: 'J. de Wit' } as const
  await writeDeliveries({
    folder,
    families: [familyOf([anna, bram])],
    locations: [LOCATION, childminder],
  })
  subgraph = await openChildcare({
    registries: [
      registry('childcare-waterdam', 'childcare-csv', 'childcare-provider'),
      registry('lrk', 'lrk', 'lrk'),
    ],
    keyring: KEYRING,
    storeKey: KEY,
    databaseUrl: database.url,
    everyMs: 50,
    settleMs: 20,
    onDelivery: (event) => events.push(event),
    now: () => new Date('2025-12-31T23:30:00Z'),
  })
  await subgraph.ready
})
afterAll(async () => {
  await subgraph.close()
  await rm(folder, { recursive: true })
  await database.drop()
})

async function ask(fields: string, of: readonly string[], asked: OpenChildcare = subgraph) {
  const accounts: ProcessingRecord[] = []
  const viewer = {
    id: 'v',
    organisation: 'ura:00009999',
    role: 'youth-nurse',
    purpose: 'youth-health-care',
    municipalities: ['9999'],
  } as const
  const context = asked.contextOf({
    viewer,
    agreements: () => true,
    accounting: accountsInto(accounts),
    traceId: 'trace',
    signal: AbortSignal.timeout(10_000),
  })
  const representations = of.map((bsn) => ({
    __typename: 'Child',
    id: `child ${of.indexOf(bsn)}`,
    childcareRef: sealReference(
      KEYRING,
      {
        ...{ domain: 'childcare', purpose: viewer.purpose, child: `child ${of.indexOf(bsn)}` },
        organisation: viewer.organisation,
      },
      { registries: { 'childcare-waterdam': { bsn }, north: { bsn }, south: { bsn } } },
    ),
  }))
  const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Child { ${fields} } } }`
  const { data, errors } = await compiled(asked.schema)(
    { query, variables: { of: representations } },
    context,
  )
  return { children: data?._entities, errors, accounts }
}

describe('childcare, from the files of the sandbox', () => {
  test('has taken in all that lay in its folders before it says that it is ready', async () => {
    expect(events.map(({ status }) => status)).toEqual(events.map(() => 'accepted'))
    expect(await readdir(path.join(folder, 'lrk', 'accepted'))).toHaveLength(2)
    expect(await readdir(path.join(folder, 'childcare-provider'))).toEqual(['accepted'])
  })

  test('counts what an export of the register repeats, and keeps it once', async () => {
    const [counted] = await database.ask(`
      select sum(records)::int as records, sum(unchanged)::int as unchanged,
        (select count(*)::int from childcare_deliveries.record where registry = 'lrk') as kept
      from childcare_deliveries.delivery where registry = 'lrk'`)
    expect(counted).toEqual({ records: 4, unchanged: 2, kept: 2 })
  })

  test('tells contracts with their locations, hours and VVE', async () => {
    const { children, errors } = await ask(
      `childcare {
        enrolments {
          from to endReason hoursPerWeek vveGroup vveHoursPerWeek financing indication { date by }
          location { lrkId name kind places vve registered municipality city postcode }
        }
        attendance { month plannedHours attendedHours }
        vve { takesPart since indication { date by } }
      }`,
      [ANNA, CATO],
    )
    const indication = { date: '2025-06-02', by: 'JGZ' }

    expect(errors).toBeUndefined()
    expect(children).toEqual([
      {
        childcare: {
          enrolments: [
            {
              from: '2025-03-01',
              to: '2026-01-31',
              endReason: 'JOB_LOSS',
              hoursPerWeek: 16.5,
              vveGroup: true,
              vveHoursPerWeek: 16,
              financing: 'KINDEROPVANGTOESLAG',
              indication,
              location: {
                lrkId: '999000001',
                name: 'De Waterlelie',
                kind: 'KDV',
                places: 48,
                vve: true,
                registered: true,
                municipality: '9999',
                city: 'Waterdam',
                postcode: '9999XA',
              },
            },
            {
              from: '2026-02-01',
              to: null,
              endReason: null,
              hoursPerWeek: 16.5,
              vveGroup: false,
              vveHoursPerWeek: 16,
              financing: 'KINDEROPVANGTOESLAG',
              indication: null,
              location: {
                lrkId: '999000002',
                name: null,
                kind: 'VGO',
                places: 48,
                vve: true,
                registered: true,
                municipality: '9999',
                city: null,
                postcode: null,
              },
            },
          ],
          attendance: [{ month: '2025-03', plannedHours: 71.5, attendedHours: 64.2 }],
          vve: { takesPart: true, since: '2025-03-01', indication },
        },
      },
      { childcare: { enrolments: null, attendance: null, vve: null } },
    ])
  })

  test('tells the timeline when a contract begins and ends, and when the child came', async () => {
    const { children } = await ask('childcareEvents { kind phase at label recordedAt }', [ANNA])
    const recordedAt = expect.stringMatching(/Z$/)

    expect(children).toEqual([
      {
        childcareEvents: [
          ['BEGIN', '2025-03-01', 'Early childhood education (VVE)'],
          ['END', '2026-01-31', 'Early childhood education (VVE): job loss'],
          ['BEGIN', '2026-02-01', 'Childcare'],
        ]
          .map(([phase, at, label]) => ({ kind: 'ENROLMENT', phase, at, label, recordedAt }))
          .concat([
            {
              kind: 'INDICATION',
              phase: null,
              at: '2025-06-02',
              label: 'Indicated for early childhood education (VVE)',
              recordedAt,
            },
            {
              kind: 'ATTENDANCE',
              phase: null,
              at: '2025-03-31',
              label: 'Came to childcare in this month',
              recordedAt: null,
            },
          ] as never),
      },
    ])
  })

  test('writes down one reading of each child, and none of locations', async () => {
    const fields = 'childcare { enrolments { location { name } } attendance { month } }'
    const { accounts } = await ask(fields, [ANNA, BRAM, CATO])

    expect(accounts).toEqual(
      ['read', 'read', 'unlinked'].map((outcome, index) => ({
        traceId: 'trace',
        purpose: 'youth-health-care',
        registry: 'childcare-waterdam',
        subject: `child ${index}`,
        parts: ['attendance', 'enrolments'],
        outcome,
      })),
    )
  })

  test('takes in what appears later, and puts aside what is wrong without a value of it', async () => {
    const provider = path.join(folder, 'childcare-provider')
    const heading = 'bsn;lrk_id;contract_nummer;maand;geplande_uren;aanwezige_uren'
    await writeFile(
      path.join(provider, 'hours-2026-10.csv'),
      `${heading}\n${CATO};999000001;WD-0009;2026-10;20;18\n`,
    )
    await writeFile(
      path.join(provider, 'hours-2026-11.csv'),
      `${heading}\n999990018;1;2;2026-11;1;1\n`,
    )
    await expect
      .poll(() => events.at(-1), { timeout: 10_000 })
      .toEqual({
        registry: 'childcare-waterdam',
        fileName: 'hours-2026-11.csv',
        status: 'refused',
        problem: { line: 2, path: 'bsn', rule: 'elfproef', message: expect.any(String) },
      })
    const { children } = await ask('childcare { attendance { month } }', [CATO])

    expect(children).toEqual([{ childcare: { attendance: [{ month: '2026-10' }] } }])
    expect(JSON.stringify(events)).not.toMatch(/9999900\d\d/)
  })
})

describe('childcare that is linked otherwise', () => {
  const base = { keyring: KEYRING, storeKey: KEY, everyMs: 50, settleMs: 20 }

  test('answers null, and writes nothing down, when nothing is linked', async () => {
    const unlinked = await openChildcare({
      ...base,
      registries: [],
      databaseUrl: 'postgres://nowhere',
    })
    const fields =
      'childcare { enrolments { id } attendance { month } vve { since } } childcareEvents { id }'
    const { children, errors, accounts } = await ask(fields, [ANNA], unlinked)
    await unlinked.close()

    expect(errors).toBeUndefined()
    expect(accounts).toEqual([])
    expect(children).toEqual([
      { childcare: { enrolments: null, attendance: null, vve: null }, childcareEvents: null },
    ])
  })

  test('tells what all providers know, without locations when no register is linked', async () => {
    const lines = [
      'bsn;lrk_id;contract_nummer;maand;geplande_uren;aanwezige_uren',
      `${ANNA};999000001;1;2025-03;10,5;10`,
    ]
    const [north, south] = ['north', 'south'].map((name) => registry(name, 'childcare-csv', name))
    if (!north || !south) throw new Error('Two providers are linked.')
    const both = await openChildcare({
      ...base,
      registries: [north, south],
      databaseUrl: database.url,
    })
    await both.ready
    for (const { url } of [north, south])
      await writeFile(path.join(url, 'hours.csv'), lines.join('\n'))
    const hours = async () =>
      (await ask('childcare { attendance { plannedHours } }', [ANNA], both)).children

    await expect
      .poll(hours, { timeout: 10_000 })
      .toEqual([{ childcare: { attendance: [{ plannedHours: 21 }] } }])
    await both.close()
  })

  test('does not open with a format that it does not read', async () => {
    const registries = [registry('unknown', 'childcare-xml', 'unknown')]

    await expect(openChildcare({ ...base, registries, databaseUrl: database.url })).rejects.toThrow(
      'The format of registry unknown is not one that childcare reads.',
    )
  })
})
