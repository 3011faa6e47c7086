import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import type { DeliveredRecord } from '../../connectors/deliveries.ts'
import { lrkLines } from '../../sandbox/childcare.ts'
import { encode } from '../../sandbox/csv.ts'
import { LOCATION } from '../../sandbox/fixture-family.ts'
import { readLrk } from './lrk.ts'

const FIXTURE = await readFile(new URL('fixtures/lrk.csv', import.meta.url), 'utf8')
const [HEADING = '', NURSERY = ''] = FIXTURE.split('\r\n')
const COLUMNS = HEADING.split(';')

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
    expect(await read(FIXTURE)).toEqual([
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

  test('MUST NOT leave a name or an address of a childminder, of a holder or of a contact', async () => {
    const kept = JSON.stringify(await read(FIXTURE))

    for (const person of ['Hoëcker', 'Sluis', '9999XB', 'Stichting', 'Özdemir', 'Dijk']) {
      expect(FIXTURE).toContain(person)
      expect(kept).not.toContain(person)
    }
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

    expect(row).toEqual((await read(FIXTURE))[0])
  })

  test.each([
    ['lrk_id', '', 'required'],
    ['lrk_id', 'x1', 'lrk-id'],
    ['type_oko', 'XYZ', 'code'],
    ['aantal_kindplaatsen', 'veel', 'number'],
    ['ve', 'misschien', 'ja-nee'],
    ['status', 'Onbekend', 'code'],
    ['cbs_code', '518', 'municipality-code'],
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
