import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openRest, type Rest } from '../../connectors/rest.ts'
import { Bsn } from '../../privacy/bsn.ts'
import { type Loopback, serveLoopback } from '../../test/loopback.ts'
import { brpHistorie, type StaysSource } from './brp-historie.ts'
import { toStaysRecord, Verblijfplaatshistorie } from './brp-historie-mapping.ts'

const day = (datum: string) => ({ type: 'Datum', datum })
const at = (code: string, van: string, tot?: string) => ({
  type: 'Adres',
  gemeenteVanInschrijving: { code, omschrijving: `Gemeente ${code}` },
  verblijfadres: { officieleStraatnaam: 'Dijk', huisnummer: 3, postcode: '1234AB' },
  datumVan: day(van),
  ...(tot !== undefined && { datumTot: day(tot) }),
})

function staysOf(...verblijfplaatsen: readonly object[]) {
  return toStaysRecord(Verblijfplaatshistorie.parse({ verblijfplaatsen })).stays
}

describe('a history', () => {
  test('is told oldest first, with how each stay follows from the one before', () => {
    const abroad = {
      type: 'VerblijfplaatsBuitenland',
      gemeenteVanInschrijving: { code: '1999', omschrijving: 'RNI' },
      verblijfadres: { land: { code: '5010', omschrijving: 'België' }, regel1: 'Rue Longue 1' },
      datumVan: { type: 'JaarMaandDatum', jaar: 2024, maand: 3 },
      datumTot: day('2025-01-01'),
    }
    const boat = { ...at('9999', '2025-06-01'), type: 'Locatie' }
    const stays = staysOf(
      boat,
      at('9999', '2025-01-01', '2025-06-01'),
      abroad,
      at('9998', '2023-05-01', '2024-03-09'),
      at('9999', '2022-01-01', '2023-05-01'),
    )

    const told = stays?.map(({ kind, municipality, from, until, change }) =>
      [kind, municipality?.code, from, until, change].map((part) => part ?? '-').join(' '),
    )
    expect(told).toEqual([
      'ADDRESS 9999 2022-01-01 2023-05-01 -',
      'ADDRESS 9998 2023-05-01 2024-03-09 MOVED_BETWEEN',
      'ABROAD - 2024-03 2025-01-01 LEFT',
      'ADDRESS 9999 2025-01-01 2025-06-01 CAME',
      'LOCATION 9999 2025-06-01 - MOVED_WITHIN',
    ])
  })

  test('MUST NOT have an address, a postcode or a country', () => {
    const text = JSON.stringify(staysOf(at('9999', '2022-01-01')))
    expect(text).toContain('Gemeente 9999')
    expect(text).not.toMatch(/Dijk|1234AB|huisnummer|land/i)
  })

  test('of a place that nobody knows, or of a new sort, has no municipality', () => {
    for (const type of ['VerblijfplaatsOnbekend', 'Ruimtestation'])
      expect(staysOf({ ...at('1999', '2022-01-01'), type })).toMatchObject([
        { kind: 'UNKNOWN', municipality: null },
      ])
    expect(staysOf({ ...at('9999', '2022-01-01'), datumVan: { type: 'DatumOnbekend' } })).toEqual([
      expect.objectContaining({ from: null, until: null, change: null }),
    ])
  })

  test('MUST be null, and not empty, for an address that is secret', () => {
    const secret = {
      verblijfplaatsen: [at('9999', '2022-01-01')],
      geheimhoudingPersoonsgegevens: true,
    }
    expect(toStaysRecord(Verblijfplaatshistorie.parse(secret))).toEqual({ stays: null })
    expect(toStaysRecord(Verblijfplaatshistorie.parse({}))).toEqual({ stays: [] })
  })
})

describe('the API of history', () => {
  let server: Loopback
  let rest: Rest
  let source: StaysSource
  let answer: { status: number; body: object }
  const asked: { path: string; body: object }[] = []

  beforeAll(async () => {
    server = await serveLoopback(async (request, response) => {
      asked.push({ path: request.url ?? '', body: JSON.parse(await text(request)) })
      response
        .writeHead(answer.status, { 'content-type': 'application/json' })
        .end(JSON.stringify(answer.body))
    })
    rest = openRest({ registry: 'past', url: `${server.url}/brphistorie`, timeoutMs: 5_000 })
    source = brpHistorie({ registry: 'past', rest })
  })
  beforeEach(() => void asked.splice(0))
  afterAll(async () => {
    await rest?.close()
    await server?.close()
  })

  function ask(...numbers: readonly string[]) {
    const keys = numbers.flatMap((digits) => {
      const bsn = Bsn.parse(digits)
      return bsn ? [{ bsn, from: '2024-01-01', until: '2025-01-01' }] : []
    })
    return source({ keys, parts: new Set(['stays']), signal: new AbortController().signal })
  }

  test('is asked about one person at a time, in these days', async () => {
    answer = { status: 200, body: { verblijfplaatsen: [at('9999', '2024-02-02')] } }
    const records = await ask('999990019', '999990020')

    expect(records).toMatchObject([{ stays: [{ kind: 'ADDRESS' }] }, { stays: [{}] }])
    expect(asked.map(({ path }) => path)).toEqual(
      Array(2).fill('/brphistorie/verblijfplaatshistorie'),
    )
    expect(asked.map(({ body }) => body)).toContainEqual({
      type: 'RaadpleegMetPeriode',
      burgerservicenummer: '999990019',
      datumVan: '2024-01-01',
      datumTot: '2025-01-01',
    })
  })

  test('that does not know a person is no mistake', async () => {
    answer = { status: 404, body: { code: 'notFound', detail: 'De persoon is niet gevonden.' } }
    expect(await ask('999990019')).toEqual([null])
  })

  test.each([
    [{ status: 403, body: { code: 'autorisation' } }, 'REGISTRY_REFUSED'],
    [{ status: 200, body: { verblijfplaatsen: 'none' } }, 'REGISTRY_MALFORMED'],
    [
      { status: 200, body: { verblijfplaatsen: [{ ...at('9999', '2024-02-30') }] } },
      'REGISTRY_MALFORMED',
    ],
  ])('that answers %j is told as %s, of that person only', async (given, code) => {
    answer = given
    expect(await ask('999990019')).toMatchObject([{ code }])
  })
})
