import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import type { DeliveredRecord } from '../../connectors/deliveries.ts'
import type { Tally } from '../../connectors/format.ts'
import { lrkLines } from '../../sandbox/childcare.ts'
import { encode } from '../../sandbox/csv.ts'
import { LOCATION } from '../../sandbox/fixture-family.ts'
import { LocationBody } from './delivered-bodies.ts'
import { toLocation } from './location-mapping.ts'
import { readLrk } from './lrk.ts'
import { REQUIRED } from './lrk-columns.ts'
import { ELEMENTS } from './lrk-elements.ts'
import { readLrkFile } from './lrk-file.ts'

const FIXTURE = await readFile(new URL('fixtures/lrk.csv', import.meta.url), 'utf8')
const [HEADING = '', NURSERY = ''] = FIXTURE.split('\r\n')
const COLUMNS = HEADING.split(';')

/** What may stand in columns that take no text. */
const FILLING: Readonly<Record<string, string>> = {
  lrk_id: '7',
  type_oko: 'KDV',
  opc: 'Ja',
  aantal_kindplaatsen: '9',
  ve: 'Ja',
  status: 'Ingeschreven',
  inschrijfdatum: '01-06-2015',
  start_geschillencommissie: '01-01-2016',
  einde_geschillencommissie: '01-01-2017',
  cbs_code: '9999',
}

async function* whole(bytes: Buffer) {
  yield bytes
}

async function read(text: string | Buffer): Promise<readonly DeliveredRecord[]> {
  const records: DeliveredRecord[] = []
  const bytes = typeof text === 'string' ? Buffer.from(text) : text
  for await (const record of readLrk(whole(bytes))) records.push(record)
  return records
}

/** The heading, and the nursery with one cell changed. */
function withCell(column: string, value: string): string {
  const place = COLUMNS.indexOf(column)
  expect(place).toBeGreaterThanOrEqual(0)
  return `${HEADING}\n${NURSERY.split(';').with(place, value).join(';')}\n`
}

describe('an export of the register of childcare', () => {
  test('becomes locations, in our words', async () => {
    expect(await read(FIXTURE)).toMatchObject([
      {
        line: 2,
        kind: 'location',
        subject: '',
        logicalKey: '999000001',
        body: {
          name: `'t "Nijntje"`,
          kind: 'KDV',
          places: 48,
          vve: true,
          registered: true,
          municipality: '9999',
          city: "'s-Waterdam",
          postcode: '9999XA',
        },
      },
      {
        line: 3,
        kind: 'location',
        subject: '',
        logicalKey: '999000002',
        body: {
          name: null,
          kind: 'VGO',
          places: 5,
          vve: false,
          registered: true,
          municipality: '9999',
          city: null,
          postcode: null,
        },
      },
      {
        line: 4,
        kind: 'location',
        subject: '',
        logicalKey: '999000003',
        body: {
          name: 'Gastouderbureau Élan',
          kind: 'GOB',
          places: null,
          vve: false,
          registered: false,
          municipality: null,
          city: 'Waterdam',
          postcode: null,
        },
      },
    ])
  })

  test('MUST NOT leave a name or an address of a childminder, in whatever column it stands', async () => {
    const [, , childminder] = FIXTURE.split('\r\n')
    const filled = COLUMNS.map((column, i) => childminder?.split(';')[i] || FILLING[column] || 'Zq')
    const kept = JSON.stringify(await read(`new;${HEADING}\nZq;${filled.join(';')}\n`))

    for (const person of ['Hoëcker', 'Sluis', '9999XB']) expect(FIXTURE).toContain(person)
    expect(kept).not.toMatch(/Hoëcker|Sluis|9999XB/)
    // Who her agencies are, and who supervises her, says nothing of her.
    expect(kept.match(/Zq/g)).toHaveLength(2)
    expect(kept).toContain('"agencies":["Gastouderbureau Élan","Zq"]')
    expect(kept).toContain('"municipalityName":"Zq"')
  })

  test('MUST NOT serve a contact who is a person, nor a holder who may be one', async () => {
    const served = async (form: string) => {
      const text = withCell('rechtsvorm_houder', form)
      const [record] = await read(text)
      return toLocation('1', LocationBody.parse(record?.body))
    }

    for (const form of ['', 'Eenmanszaak', 'Vennootschap onder firma', 'Natuurlijk persoon']) {
      const { holder, contact } = await served(form)
      expect(holder).toMatchObject({ legalForm: form || null, name: null, street: null })
      expect(JSON.stringify(contact)).not.toContain('Özdemir')
    }
    for (const form of ['Stichting', 'Besloten Vennootschap', 'B.V.', 'Coöperatie U.A.']) {
      expect((await served(form)).holder).toMatchObject({ name: 'Stichting Kleintjes' })
    }
  })

  test('loses none of its columns, nor one that it did not have', async () => {
    const cells = COLUMNS.map((column) => FILLING[column] ?? `Zq ${column}`)
    const [record] = await read(`${HEADING};new\n${cells.join(';')};Zq new\n`)
    const text = JSON.stringify(record)

    for (const cell of [...cells.filter((cell) => cell.startsWith('Zq')), 'Zq new']) {
      expect(text).toContain(`"${cell}"`)
    }
    expect(record?.body).toMatchObject({
      parentRun: true,
      registeredOn: '2015-06-01',
      disputesFrom: '2016-01-01',
      disputesUntil: '2017-01-01',
      others: [{ name: 'new', value: 'Zq new' }],
    })
  })

  test('may lack columns that are not needed, and not one that is', async () => {
    const names = COLUMNS.filter((column) => (REQUIRED as readonly string[]).includes(column))
    const cells = names.map((column) => FILLING[column] ?? 'Zq')
    const [record] = await read(`${names.join(';')}\n${cells.join(';')}\n`)

    expect(record?.body).toMatchObject({ name: 'Zq', registeredOn: null, bagId: null })
  })

  test('is counted cell by cell', async () => {
    const count = { read: 0, kept: 0, unknown: 0 }
    const tally: Tally = {
      read(by = 1) {
        count.read += by
      },
      kept(by = 1) {
        count.kept += by
      },
      unknown(_, by = 1) {
        count.unknown += by
      },
    }
    const text = FIXTURE.replace(';lrk_url', ';lrk_url;new').replace(/;\r\n/g, ';;x\r\n')
    const records = await Array.fromAsync(readLrkFile(whole(Buffer.from(text)), tally))
    const filled = FIXTURE.split('\r\n').slice(1)
    const cells = filled.flatMap((line) => line.split(';')).filter((cell) => cell && cell !== "''")

    expect(records).toHaveLength(3)
    expect(count).toEqual({ read: cells.length, kept: 0, unknown: 3 })
  })

  test('has a table of all its columns', () => {
    expect(ELEMENTS.map(({ element }) => element).toSorted()).toEqual(COLUMNS.toSorted())
  })

  test('is the same in each of its encodings, and under the old name of a column', async () => {
    const expected = await read(FIXTURE)

    expect(await read(encode(FIXTURE, 'cp1252'))).toEqual(expected)
    expect(await read(encode(FIXTURE, 'utf-8-bom'))).toEqual(expected)
    expect(await read(FIXTURE.replace(';ve;', ';vve;'))).toEqual(expected)
  })

  test('may have columns that we do not know, in another order', async () => {
    const turned = (line: string) => `new;${line.split(';').reverse().join(';')}`
    const [row] = await read(`${turned(HEADING)}\n${turned(NURSERY)}\n`)

    const [first] = await read(FIXTURE)
    const others = [{ name: 'new', value: 'new' }]
    expect(row).toEqual({ ...first, body: { ...(first?.body as object), others } })
  })

  test.each([
    ['lrk_id', '', 'required'],
    ['lrk_id', 'x1', 'lrk-id'],
    ['type_oko', 'XYZ', 'code'],
    ['aantal_kindplaatsen', 'veel', 'number'],
    ['ve', 'misschien', 'ja-nee'],
    ['status', 'Onbekend', 'code'],
    ['cbs_code', '518', 'municipality-code'],
    ['opc', 'x', 'ja-nee'],
    ['inschrijfdatum', '31-06-2015', 'date'],
    ['start_geschillencommissie', '2016', 'date'],
    ['einde_geschillencommissie', '00-00-0000', 'date'],
  ])('is refused for %s %j, with line, column and rule', async (column, value, rule) => {
    const refusal = await read(withCell(column, value)).catch((error: unknown) => error)

    expect(refusal).toMatchObject({
      name: 'DeliveryRefused',
      problem: { line: 2, path: column, rule },
    })
  })

  test('is refused without one of its columns, with it twice, empty, and with a cell too many', async () => {
    const problem = (text: string) => expect(read(text)).rejects

    await problem(FIXTURE.replace(';cbs_code;', ';code;')).toMatchObject({
      problem: { line: 1, path: 'cbs_code', rule: 'heading' },
    })
    await problem(FIXTURE.replace(';opc;', ';vve;')).toMatchObject({
      problem: { line: 1, path: 've', rule: 'heading' },
    })
    await problem('').toMatchObject({ problem: { line: 1, rule: 'heading' } })
    await problem(withCell('actuele_naam_oko', 'De Otter; Noord')).toMatchObject({
      problem: { line: 2, path: '', rule: 'cell-count' },
    })
  })

  test('is read as the sandbox writes it', async () => {
    const childminder = { ...LOCATION, lrkId: '999000002', kind: 'VGO', vve: false } as const
    const text = [...lrkLines([LOCATION, childminder]), ''].join('\r\n')

    expect(await read(encode(text, 'cp1252'))).toMatchObject([
      { logicalKey: '999000001', body: { name: 'De Waterlelie', kind: 'KDV', city: 'Waterdam' } },
      { logicalKey: '999000002', body: { name: null, kind: 'VGO', city: null, places: 48 } },
    ])
  })
})

const REAL = new URL(
  '../../../shared/real/lrk/export_opendata_lrk_header_and_fixture.csv',
  import.meta.url,
)

test.skipIf(!existsSync(REAL))('a row of the real export is read', async () => {
  expect(await read(await readFile(REAL))).toMatchObject([
    { line: 2, body: { kind: 'BSO', vve: false, city: "'s-Gravenhage", municipality: '0518' } },
  ])
})
