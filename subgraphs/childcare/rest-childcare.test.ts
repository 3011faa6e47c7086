import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Registry } from '../../connectors/registry.ts'
import { Bsn } from '../../privacy/bsn.ts'
import { recordKeyOf } from '../../privacy/record-key.ts'
import { openProviders, type Providers } from './providers.ts'
import { describeChildcareSource, toKey } from './source.contract.ts'
import type { ChildcarePart } from './source.ts'

const KEY = new Uint8Array(64).fill(7)
const [ANNA, BRAM, CATO] = ['999990019', '999990020', '999990032'].map((digits) => {
  const parsed = Bsn.parse(digits)
  if (!parsed) throw new Error('The digits are those of a BSN.')
  return parsed
}) as [Bsn, Bsn, Bsn]

const CONTRACT = {
  bsn: '999990019',
  lrk_id: '999000001',
  contract_nummer: '2',
  contract_start: '2025-09-01',
  contract_eind: '2027-03-14',
  uren_per_week: 16.5,
  ve_groep: true,
  ve_uren_per_week: 16,
  financiering: 'KOT',
  doelgroepindicatie: true,
  indicatie_datum: '2025-06-02',
  indicatie_door: 'JGZ',
  reden_einde: 'vier-jaar',
  noodopvang: true,
  noodopvang_grond: 'kwetsbaar',
  vastgelegd: '2025-08-20T10:00:00+02:00',
}
const EARLIER = {
  bsn: '999990019',
  lrk_id: '999000001',
  contract_nummer: '1',
  contract_start: '2024-03-01',
  uren_per_week: 22,
  ve_groep: false,
  financiering: 'gemeente',
  doelgroepindicatie: false,
  vastgelegd: '2024-02-01T00:00:00Z',
}
const HOURS = [
  { contract_nummer: '2', maand: '2025-09', geplande_uren: 66, aanwezige_uren: 60.5, dagen: 12 },
  { contract_nummer: '1', maand: '2024-03', geplande_uren: 88 },
].map((hours) => ({ bsn: '999990019', lrk_id: '999000001', ...hours }))

/** What the server has, and what it was asked. */
let has: { contracts: unknown; hours: unknown }
let children: readonly object[] = []
const questions: { path: string | undefined; authorization: string | undefined; body: unknown }[] =
  []

interface Child {
  readonly kind_nummer: string
}

const server = createServer(async (request, response) => {
  const body = JSON.parse(await text(request)) as {
    readonly lists: readonly ('contracts' | 'hours')[]
  }
  questions.push({ path: request.url, authorization: request.headers.authorization, body })
  if (request.url === '/api/children') {
    const { after } = body as unknown as { readonly after: string | null }
    const from = children.findIndex((one) => (one as Child).kind_nummer === after) + 1
    const page = { children: children.slice(from, from + 2), more: from + 2 < children.length }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(page))
    return
  }
  const told = Object.fromEntries(body.lists.map((list) => [list, has[list]]))
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(told))
})
let opened: Providers

beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  opened = openProviders({ registries: [registry(port)], storeKey: KEY })
})
beforeEach(() => {
  has = {
    contracts: [CONTRACT, EARLIER, { ...EARLIER, bsn: '999990020', contract_nummer: '7' }],
    hours: HOURS,
  }
  questions.length = 0
})
afterAll(async () => {
  await opened.close()
  server.close()
})

function registry(port: number, format = 'childcare-rest'): Registry {
  return {
    name: 'town',
    title: 'Town',
    domain: 'childcare',
    kind: 'rest',
    format,
    address: { from: 'TOWN_URL' },
    timeout: 5000,
    network: 'this-machine',
    freshness: { promised: 24 },
    agreement: { party: 'Town', purposes: ['childcare-placement'], fields: [], from: '2026-01-01' },
    url: `http://127.0.0.1:${port}/api`,
    password: 'invented',
  }
}

function source() {
  const [only] = opened.providers
  if (!only) throw new Error('There is a provider.')
  return only.source
}

const ask = (keys: readonly Bsn[], ...parts: ChildcarePart[]) =>
  source()({ keys: keys.map(toKey), parts: new Set(parts), signal: new AbortController().signal })

describeChildcareSource('a provider that can be asked', () => {
  has = {
    contracts: [CONTRACT, EARLIER, { ...EARLIER, bsn: '999990020', contract_nummer: '7' }],
    hours: HOURS,
  }
  return { source: source(), anna: ANNA, bram: BRAM, cato: CATO }
})

describe('a provider that can be asked', () => {
  test('is asked once for all children, with its secret, and for no list that is not needed', async () => {
    await ask([ANNA, BRAM, ANNA], 'attendance')
    expect(questions).toEqual([
      {
        path: '/api/contracts',
        authorization: 'Bearer invented',
        body: { bsns: ['999990019', '999990020'], lists: ['hours'] },
      },
    ])

    await ask([ANNA], 'enrolments')
    expect(questions[1]?.body).toEqual({ bsns: ['999990019'], lists: ['contracts'] })
    await ask([ANNA], 'vveMonths', 'enrolments')
    expect(questions[2]?.body).toEqual({ bsns: ['999990019'], lists: ['contracts', 'hours'] })
  })

  test('MUST NOT be asked about what it tells nothing of', async () => {
    expect(await ask([ANNA], 'meldcode', 'waiting')).toEqual([null])
    expect(questions).toEqual([])
  })

  test('tells contracts, hours and months of VVE, in our words', async () => {
    const [record] = await ask([ANNA], 'enrolments', 'attendance', 'vveMonths')

    expect(record).toMatchObject({
      enrolments: [
        {
          from: '2024-03-01',
          to: null,
          financing: 'MUNICIPALITY',
          indication: null,
          emergency: null,
        },
        {
          lrkId: '999000001',
          from: '2025-09-01',
          to: '2027-03-14',
          endReason: 'AGE_FOUR',
          hoursPerWeek: 16.5,
          vveGroup: true,
          vveHoursPerWeek: 16,
          financing: 'KINDEROPVANGTOESLAG',
          indication: { date: '2025-06-02', by: 'JGZ' },
          emergency: true,
          emergencyGround: 'VULNERABLE',
          recordedAt: '2025-08-20T08:00:00.000Z',
        },
      ],
      attendance: [
        { month: '2024-03', plannedHours: 88, attendedHours: null },
        { month: '2025-09', plannedHours: 66, attendedHours: 60.5 },
      ],
      vveMonths: [{ month: '2025-09', attendedHours: 60.5, attendedDays: 12 }],
    })
  })

  test.each([
    ['contract_start', '2025-02-30'],
    ['contract_eind', '2025-08-31'],
    ['uren_per_week', '16,5'],
    ['uren_per_week', 169],
    ['ve_groep', 'ja'],
    ['financiering', 'constructor'],
    ['indicatie_datum', null],
    ['doelgroepindicatie', false],
    ['noodopvang', false],
    ['lrk_id', 'x'],
    ['vastgelegd', undefined],
  ])('fails for the child of whom %s is %j, and for no other', async (property, value) => {
    has.contracts = [
      { ...CONTRACT, [property]: value },
      { ...EARLIER, bsn: '999990020' },
    ]
    const [anna, bram] = await ask([ANNA, BRAM], 'enrolments')

    expect(anna).toMatchObject({ code: 'REGISTRY_MALFORMED', extensions: { registry: 'town' } })
    expect(bram).toMatchObject({ enrolments: [{}] })
  })

  test('drops what is about somebody who was not asked for, and refuses what is no list', async () => {
    expect(await ask([CATO], 'enrolments')).toEqual([null])
    for (const wrong of [undefined, null, {}, 'x']) {
      has.contracts = wrong
      await expect(ask([ANNA], 'enrolments')).rejects.toMatchObject({ code: 'REGISTRY_MALFORMED' })
    }
    has.contracts = [null, 7, 'x', []]
    expect(await ask([ANNA], 'enrolments')).toEqual([null])
  })

  test('has to speak our own format', () => {
    const options = { registries: [registry(1, 'other')], storeKey: KEY }
    expect(() => openProviders(options)).toThrow(/town is not one that childcare reads/)
  })
})

describe('a child at a provider that can be asked', () => {
  const unnamed = { ...CONTRACT, bsn: undefined, kind_nummer: 'K-9', contract_nummer: '9' }
  const linkables = () => {
    const [only] = opened.providers
    return Array.fromAsync(only?.linkables(new AbortController().signal) ?? [])
  }

  test('is read by BSN and by the number that the provider gave it, all in one question', async () => {
    has.contracts = [{ ...CONTRACT, kind_nummer: 'K-1' }, unnamed]
    const signal = new AbortController().signal
    const told = await source()({
      keys: [
        recordKeyOf({ bsn: ANNA }),
        recordKeyOf({ records: ['K-9'] }),
        recordKeyOf({ bsn: ANNA, records: ['K-1', 'K-9'] }),
        recordKeyOf({ records: ['K-0'] }),
      ],
      parts: new Set(['enrolments']),
      signal,
    })
    expect(questions.map(({ body }) => body)).toEqual([
      { bsns: ['999990019'], children: ['K-9', 'K-1', 'K-0'], lists: ['contracts'] },
    ])
    expect(told.map((one) => (one instanceof Error ? one : one?.enrolments?.length))).toEqual([
      1,
      1,
      2,
      undefined,
    ])
  })

  test('is offered for linking, page by page', async () => {
    children = [
      { kind_nummer: 'K-1', bsn: '999990019' },
      { kind_nummer: 'K-2', achternaam: 'Jansen', voornamen: 'Zoë', geslacht: 'v' },
      { kind_nummer: 'K-3', geboortedatum: '2023-03-14', postcode: '9999XA', huisnummer: '12' },
    ]
    expect(await linkables()).toMatchObject([
      { registry: 'town', key: 'K-1', bsn: '999990019', familyName: null, sex: null },
      { key: 'K-2', bsn: null, familyName: 'Jansen', givenNames: 'Zoë', sex: 'female' },
      { key: 'K-3', birthDate: '2023-03-14', postcode: '9999XA', houseNumber: '12' },
    ])
    expect(questions.map(({ body }) => body)).toEqual([
      { after: null, limit: 500 },
      { after: 'K-2', limit: 500 },
    ])
  })

  test.each([
    ['no number', [{ bsn: '999990019' }]],
    ['the same page again', Array(6).fill({ kind_nummer: 'K' })],
  ])('MUST NOT be offered when the provider answers %s', async (_what, told) => {
    children = told
    await expect(linkables()).rejects.toMatchObject({ code: 'REGISTRY_MALFORMED' })
  })
})
