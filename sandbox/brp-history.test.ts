import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeDatabase, type TestDatabase } from '../test/database.ts'
import { toHistories, toPersonen } from './brp.ts'
import { loadBrp, serveBrp } from './brp-server.ts'
import { generate } from './generate.ts'

const FAMILIES = [...generate({ seed: 4, children: 200 })]
const PATH = '/haalcentraal/api/brphistorie/verblijfplaatshistorie'

function bsnOf(planted: string): string {
  const children = FAMILIES.flatMap(({ pregnancies }) => pregnancies).flatMap(
    ({ children }) => children,
  )
  return children.find((child) => child.planted === planted)?.person?.bsn ?? expect.fail(planted)
}

describe('where people lived', () => {
  test('ends where the register says that they live now', () => {
    let compared = 0
    for (const family of FAMILIES) {
      const histories = toHistories(family)
      for (const { burgerservicenummer, verblijfplaats } of toPersonen(family)) {
        const [newest] = histories.get(burgerservicenummer) ?? []
        expect(newest?.datumTot).toBeUndefined()
        expect(newest).toMatchObject(withoutDay(verblijfplaats))
        compared += 1
      }
      expect(histories.size).toBe(toPersonen(family).length)
    }
    expect(compared).toBeGreaterThan(400)
  })

  test('has no gap, and nothing before the birth', () => {
    for (const family of FAMILIES) {
      for (const stays of toHistories(family).values()) {
        for (const [index, { datumVan }] of stays.entries())
          expect(stays[index + 1]?.datumTot ?? datumVan).toEqual(datumVan)
      }
    }
  })
})

describe('the history of the population register', () => {
  let database: TestDatabase
  let register: Awaited<ReturnType<typeof serveBrp>>

  beforeAll(async () => {
    database = await makeDatabase()
    await loadBrp({ databaseUrl: database.url, families: FAMILIES })
    register = await serveBrp({ databaseUrl: database.url, port: 0, host: '127.0.0.1' })
  })
  afterAll(async () => {
    await register?.close()
    await database?.drop()
  })

  async function ask(question: object, init: RequestInit = {}) {
    const response = await fetch(`${register.historyUrl}/verblijfplaatshistorie`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(question),
      ...init,
    })
    // biome-ignore lint/suspicious/noExplicitAny: a test knows what it asked for
    return { status: response.status, body: (await response.json()) as any }
  }

  const period = (planted: string, datumVan: string, datumTot: string) =>
    ask({ type: 'RaadpleegMetPeriode', burgerservicenummer: bsnOf(planted), datumVan, datumTot })

  test('tells who moved in, newest first, each until the next', async () => {
    const { status, body } = await period('jip', '2023-01-01', '2026-09-02')

    expect(status).toBe(200)
    const [here, before] = body.verblijfplaatsen
    expect(body.verblijfplaatsen).toHaveLength(2)
    expect(here).toMatchObject({
      type: 'Adres',
      gemeenteVanInschrijving: { code: '9999' },
      datumVan: { type: 'Datum', datum: '2025-05-15', langFormaat: '15 mei 2025' },
    })
    expect(here.datumTot).toBeUndefined()
    expect(before.gemeenteVanInschrijving.code).not.toBe('9999')
    expect(before).toMatchObject({ datumVan: { datum: '2023-12-08' }, datumTot: here.datumVan })
  })

  test('tells what lies in the period, and the day on which it ends no more', async () => {
    const count = async (from: string, to: string) =>
      (await period('jip', from, to)).body.verblijfplaatsen.length

    expect(await count('2023-01-01', '2023-12-08')).toBe(0)
    expect(await count('2025-05-14', '2025-05-15')).toBe(1)
    expect(await count('2025-05-14', '2025-05-16')).toBe(2)
    expect(await count('2025-05-15', '2025-05-16')).toBe(1)
  })

  test('tells of one day', async () => {
    const { body } = await ask({
      type: 'RaadpleegMetPeildatum',
      burgerservicenummer: bsnOf('guus'),
      peildatum: '2024-10-06',
    })
    expect(body.verblijfplaatsen).toMatchObject([
      { datumVan: { datum: '2023-04-28' }, datumTot: { datum: '2024-10-07' } },
    ])
  })

  test('tells of who emigrated that nobody knows where, and leaves that out when asked to', async () => {
    const asked = {
      type: 'RaadpleegMetPeriode',
      burgerservicenummer: bsnOf('pien'),
      datumVan: '2024-01-01',
      datumTot: '2026-09-01',
    }
    const { body } = await ask(asked)
    expect(body).toMatchObject({
      verblijfplaatsen: [
        { type: 'VerblijfplaatsOnbekend', gemeenteVanInschrijving: { code: '1999' } },
        { type: 'Adres', datumTot: { datum: '2026-01-20' } },
      ],
      opschortingBijhouding: { reden: { code: 'E' } },
    })
    const without = await ask({ ...asked, exclusiefVerblijfplaatsBuitenland: true })
    expect(without.body.verblijfplaatsen).toHaveLength(1)
  })

  test('knows a birth date in part where the register does, and says unasked that an address is secret', async () => {
    const lot = await period('lot', '2022-01-01', '2022-02-01')
    expect(lot.body.verblijfplaatsen).toMatchObject([
      { datumVan: { type: 'JaarDatum', jaar: 2022 } },
    ])
    const hanna = await period('hanna', '2024-01-01', '2026-01-01')
    expect(hanna.body.geheimhoudingPersoonsgegevens).toBe(true)
  })

  const BSN = '999990019'
  const DAYS = { datumVan: '2020-01-01', datumTot: '2021-01-01' }
  test.each([
    [{}, 'type', 'required'],
    [{ type: 'RaadpleegMetBurgerservicenummer' }, 'type', 'value'],
    [{ type: 'RaadpleegMetPeriode', ...DAYS }, 'burgerservicenummer', 'required'],
    [
      { type: 'RaadpleegMetPeriode', burgerservicenummer: '1', ...DAYS },
      'burgerservicenummer',
      'pattern',
    ],
    [
      { type: 'RaadpleegMetPeriode', burgerservicenummer: BSN, datumVan: '2020-01-01' },
      'datumTot',
      'required',
    ],
    [
      { type: 'RaadpleegMetPeriode', burgerservicenummer: BSN, ...DAYS, datumVan: '2019-02-29' },
      'datumVan',
      'date',
    ],
    [
      { type: 'RaadpleegMetPeriode', burgerservicenummer: BSN, ...DAYS, datumTot: '2020-01-01' },
      'datumTot',
      'invalidParam',
    ],
    [
      { type: 'RaadpleegMetPeildatum', burgerservicenummer: BSN, peildatum: '1-1-2020' },
      'peildatum',
      'date',
    ],
    [
      {
        type: 'RaadpleegMetPeildatum',
        burgerservicenummer: BSN,
        peildatum: '2020-01-01',
        fields: [],
      },
      'onbekend',
      'unknownParam',
    ],
  ])('refuses %j', async (question, name, code) => {
    const { status, body } = await ask(question)
    expect(status).toBe(400)
    expect(body).toMatchObject({ code: 'paramsValidation', instance: PATH })
    expect(body.invalidParams).toMatchObject([{ name, code }])
  })

  test('MUST NOT repeat a number that it does not know', async () => {
    const asked = { type: 'RaadpleegMetPeriode', burgerservicenummer: '999999999', ...DAYS }
    const { status, body } = await ask(asked)
    expect(status).toBe(404)
    expect(body).toMatchObject({ code: 'notFound', instance: PATH })
    expect(JSON.stringify(body)).not.toContain('999999999')
  })

  test('takes no other method', async () => {
    const { status } = await ask({}, { method: 'PUT' })
    expect(status).toBe(405)
  })
})

function withoutDay({
  datumVan,
  ...place
}: ReturnType<typeof toPersonen>[number]['verblijfplaats']) {
  expect(datumVan).toBeDefined()
  return place
}
