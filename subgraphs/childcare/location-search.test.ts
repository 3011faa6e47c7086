import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { takeIn } from '../../connectors/delivery-file.ts'
import { openDeliveryStore } from '../../connectors/delivery-store.ts'
import type { Registry } from '../../connectors/registry.ts'
import { openKeyring } from '../../privacy/sealed-reference.ts'
import { compiled } from '../../schema/compiled.ts'
import { makeDatabase, type TestDatabase } from '../../test/database.ts'
import { readLrk } from './lrk.ts'
import { type OpenChildcare, openChildcare } from './subgraph.ts'

const HEADING =
  'lrk_id;type_oko;actuele_naam_oko;aantal_kindplaatsen;ve;status;opvanglocatie_postcode;opvanglocatie_woonplaats;cbs_code'
const FIRST = [
  '3;KDV;De Otter;48;Ja;Ingeschreven;2517KK;Waterdam;0518',
  '2;KDV;De Bever;16;;Ingeschreven;2518 AA;Waterdam;0518',
  '10;BSO;De Ekster;20;;Ingeschreven;2517AA;Waterdam;0518',
  '4;VGO;J. de Wit;5;;Ingeschreven;2517ZZ;Waterdam;0518',
  '5;KDV;Gesloten;30;Ja;Uitgeschreven;2517AA;Waterdam;0518',
  '6;KDV;Elders;30;Ja;Ingeschreven;1000AA;Elders;0363',
  '7;KDV;Verhuisd;30;Ja;Ingeschreven;2517AA;Waterdam;0518',
]
const SECOND = [...FIRST.slice(0, -1), '7;KDV;Verhuisd;30;Ja;Ingeschreven;1000AA;Elders;0363']

let database: TestDatabase
let folder: string
let subgraph: OpenChildcare

beforeAll(async () => {
  database = await makeDatabase()
  folder = await mkdtemp(path.join(tmpdir(), 'kindlijn-lrk-'))
  const store = await openDeliveryStore({ url: database.url, schema: 'childcare_deliveries' })
  for (const [i, lines] of [FIRST, SECOND].entries()) {
    const file = path.join(folder, `${i}.csv`)
    await writeFile(file, [HEADING, ...lines].join('\n'))
    const format = { registry: 'lrk', format: 'lrk', read: readLrk, restates: true }
    await takeIn({ file, store, ...format }, new AbortController().signal)
  }
  await store.close()
  subgraph = await openChildcare({
    registries: [LRK()],
    keyring: openKeyring(new Uint8Array(64).fill(7)),
    storeKey: new Uint8Array(64).fill(7),
    databaseUrl: database.url,
  })
})
afterAll(async () => {
  await subgraph.close()
  await rm(folder, { recursive: true })
  await database.drop()
})

function LRK(): Registry {
  return {
    name: 'lrk',
    title: 'LRK',
    domain: 'childcare',
    kind: 'deliveries',
    format: 'lrk',
    url: folder,
    address: { from: 'LRK_FOLDER' },
    timeout: 5000,
    network: 'this-machine',
    freshness: { promised: 96 },
    agreement: { party: 'DUO', purposes: ['monitor-0-4'], fields: [], from: '2026-01-01' },
    password: undefined,
  }
}

async function search(args: string, asked: OpenChildcare = subgraph) {
  const context = asked.contextOf({
    viewer: {
      id: 'v',
      organisation: 'ura:00009999',
      role: 'dashboard',
      purpose: 'monitor-0-4',
      municipalities: ['0518'],
    },
    agreements: () => true,
    accounting: { begin: () => expect.fail('No person is read.'), note: async () => undefined },
    traceId: 'trace',
    signal: AbortSignal.timeout(10_000),
  })
  const query = `{ childcareLocations(${args}) {
    total hasNext endCursor locations { lrkId name postcode street holder { name } }
  } }`
  const { data, errors } = await compiled(asked.schema)({ query }, context)
  const page = data?.childcareLocations as Page | null
  return { page, ids: page?.locations.map(({ lrkId }) => lrkId), codes: errors?.map(codeOf) }
}

interface Page {
  readonly total: number
  readonly hasNext: boolean
  readonly endCursor: string | null
  readonly locations: readonly { readonly lrkId: string }[]
}

function codeOf({ extensions }: { readonly extensions?: object }): unknown {
  return (extensions as { readonly code?: unknown } | undefined)?.code
}

describe('a search of locations', () => {
  test('finds what stands in the register now, in the municipality that supervises it now', async () => {
    expect((await search('municipality: "0518"')).ids).toEqual(['10', '2', '3', '4'])
    expect((await search('municipality: "0363"')).ids).toEqual(['6', '7'])
    expect(await search('municipality: "9999"')).toMatchObject({
      ids: [],
      page: { total: 0, hasNext: false, endCursor: null },
    })
  })

  test.each([
    ['kind: KDV', ['2', '3']],
    ['vve: true', ['3']],
    ['vve: false', ['10', '2', '4']],
    ['minPlaces: 20', ['10', '3']],
    ['postcode4: "2517"', ['10', '3']],
    ['postcode4: "2518"', ['2']],
    ['kind: KDV, vve: true, minPlaces: 48, postcode4: "2517"', ['3']],
    ['kind: null, vve: null, minPlaces: null, postcode4: null, after: null', ['10', '2', '3', '4']],
  ])('is narrowed by %s', async (args, ids) => {
    expect((await search(`municipality: "0518", ${args}`)).ids).toEqual(ids)
  })

  test('goes on where a page ended, and says how many there are on all', async () => {
    const first = await search('municipality: "0518", first: 3')
    expect(first.ids).toEqual(['10', '2', '3'])
    expect(first.page).toMatchObject({ total: 4, hasNext: true })

    const next = await search(
      `municipality: "0518", first: 3, after: ${JSON.stringify(first.page?.endCursor)}`,
    )
    expect(next.ids).toEqual(['4'])
    expect(next.page).toMatchObject({ total: 4, hasNext: false })

    const beyond = await search(
      `municipality: "0518", after: ${JSON.stringify(next.page?.endCursor)}`,
    )
    expect(beyond.page).toMatchObject({ total: 4, hasNext: false, locations: [] })
  })

  test('MUST NOT tell who or where a childminder is, nor find one by an area', async () => {
    const { page } = await search('municipality: "0518", kind: VGO')
    expect(page?.locations).toEqual([
      { lrkId: '4', name: null, postcode: null, street: null, holder: null },
    ])
    const inArea = await search('municipality: "0518", kind: VGO, postcode4: "2517"')
    expect(inArea.ids).toEqual([])
  })

  test.each([
    'municipality: "518"',
    'municipality: "0518", first: 0',
    'municipality: "0518", first: 201',
    'municipality: "0518", postcode4: "25%"',
    'municipality: "0518", after: "x"',
  ])('MUST refuse %s', async (args) => {
    expect(await search(args)).toMatchObject({ page: null, codes: ['ARGUMENT_INVALID'] })
  })

  test('is null where no register is linked', async () => {
    const bare = await openChildcare({
      registries: [],
      keyring: openKeyring(new Uint8Array(64).fill(7)),
      storeKey: new Uint8Array(64).fill(7),
      databaseUrl: database.url,
    })
    expect(await search('municipality: "0518"', bare)).toMatchObject({ page: null })
    await bare.close()
  })
})
