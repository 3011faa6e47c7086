/**
 * The LRK, written in ways that nobody thought of: what was written is read, and what was broken is refused.
 *
 * @module
 */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DeliveredRecord, DeliveryRefused } from '../../connectors/deliveries.ts'
import { encode } from '../../sandbox/csv.ts'
import { cases } from '../../test/scale.ts'
import type { LocationBody } from './delivered-bodies.ts'
import { readLrk } from './lrk.ts'
import { OPTIONAL, REQUIRED } from './lrk-columns.ts'
import { mutations } from './mutations.ts'

const COLUMNS = [...REQUIRED, ...OPTIONAL]
type Row = Readonly<Record<(typeof COLUMNS)[number], string>>

/** Of Windows-1252, without what ends a cell or a line; an apostrophe on both sides is the register's own. */
const word = fc
  .array(fc.constantFrom(...'abcXYZ 0189-.,"\'éëïöüÉ€&/()@'), { maxLength: 12 })
  .map((signs) => signs.join('').trim())
  .filter((text) => !/^'.*'$/.test(text) && !/^(?:s-|t )/.test(text))
const whole = (max: number) => fc.oneof(fc.constant(''), fc.nat(max).map(String))
const day = fc.oneof(
  fc.constant(''),
  fc
    .date({ min: new Date('1990-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10).split('-').reverse().join('-')),
)
const yesNo = fc.constantFrom('', 'Ja', 'Nee')

const row: fc.Arbitrary<Row> = fc.record({
  ...(Object.fromEntries(COLUMNS.map((column) => [column, word])) as Record<
    keyof Row,
    fc.Arbitrary<string>
  >),
  lrk_id: fc.nat(999_999_999).map(String),
  type_oko: fc.constantFrom('KDV', 'BSO', 'VGO', 'GOB', 'PSZ'),
  opc: yesNo,
  aantal_kindplaatsen: whole(999_999),
  ve: yesNo,
  status: fc.constantFrom('Ingeschreven', 'Uitgeschreven'),
  inschrijfdatum: day,
  start_geschillencommissie: day,
  einde_geschillencommissie: day,
  cbs_code: fc.constantFrom('', '0518', '9999'),
})

const file = fc.record({
  rows: fc.array(row, { maxLength: 4 }),
  columns: fc.shuffledSubarray(COLUMNS, { minLength: COLUMNS.length }),
  encoding: fc.constantFrom('utf-8', 'utf-8-bom', 'cp1252'),
  end: fc.constantFrom('\n', '\r\n'),
  formerly: fc.boolean(),
  pieces: fc.integer({ min: 1, max: 200 }),
})

type Written = typeof file extends fc.Arbitrary<infer T> ? Omit<T, 'encoding'> : never

function write({ rows, columns, end, formerly }: Written): string {
  const heading = columns.map((column) => (column === 've' && formerly ? 'vve' : column))
  const lines = rows.map((one) => columns.map((column) => one[column]))
  return [heading, ...lines].map((cells) => `${cells.join(';')}${end}`).join('')
}

async function* inPieces(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

function read(bytes: Buffer, size = bytes.length || 1): Promise<DeliveredRecord[]> {
  return Array.fromAsync(readLrk(inPieces(bytes, size)))
}

/** What a row says, without our reader. */
function expected(one: Row): Omit<LocationBody, 'others'> {
  const isPerson = one.type_oko === 'VGO'
  const own = (cell: string) => (isPerson ? null : cell || null)
  const iso = (cell: string) => cell.split('-').reverse().join('-') || null
  return {
    name: own(one.actuele_naam_oko),
    kind: one.type_oko as LocationBody['kind'],
    places: one.aantal_kindplaatsen === '' ? null : Number(one.aantal_kindplaatsen),
    vve: one.ve === 'Ja',
    parentRun: one.opc === '' ? null : one.opc === 'Ja',
    registered: one.status === 'Ingeschreven',
    registeredOn: iso(one.inschrijfdatum),
    municipality: one.cbs_code || null,
    municipalityName: one.verantwoordelijke_gemeente || null,
    street: own(one.opvanglocatie_adres),
    city: own(one.opvanglocatie_woonplaats),
    postcode: own(one.opvanglocatie_postcode),
    bagId: own(one.bag_id),
    holder: {
      name: own(one.naam_houder),
      kvkNumber: own(one.kvk_nummer_houder),
      branchNumber: own(one.vestigingsnummer_houder),
      legalForm: own(one.rechtsvorm_houder),
      street: own(one.houder_adres),
      postcode: own(one.houder_postcode),
      city: own(one.houder_woonplaats),
      abroad: own(one.houder_buitenland),
    },
    disputesFrom: iso(one.start_geschillencommissie),
    disputesUntil: iso(one.einde_geschillencommissie),
    correspondence: {
      street: own(one.correspondentie_adres),
      postcode: own(one.correspondentie_postcode),
      city: own(one.correspondentie_woonplaats),
      abroad: own(one.correspondentie_buitenland),
    },
    contact: {
      person: own(one.contact_persoon),
      phone: own(one.contact_telefoon),
      email: own(one.contact_emailadres),
      website: own(one.contact_website),
    },
    agencies: [one.gastouderbureau_1, one.gastouderbureau_2].filter((name) => name !== ''),
    registerUrl: own(one.lrk_url),
  }
}

describe('an export of the register of childcare', () => {
  test('MUST be read as it was written, in any order, encoding and pieces', async () => {
    await fc.assert(
      fc.asyncProperty(file, async (one) => {
        const encoding = one.encoding === 'utf-8' ? undefined : one.encoding
        const text = write(one)
        const bytes = encoding ? encode(text, encoding as 'cp1252') : Buffer.from(text)
        const records = await read(bytes, one.pieces)
        expect(records.map(({ logicalKey, body }) => ({ logicalKey, body }))).toEqual(
          one.rows.map((written) => ({
            logicalKey: written.lrk_id,
            body: { ...expected(written), others: [] },
          })),
        )
      }),
      { numRuns: cases(200, 5_000) },
    )
  })

  test('MUST be refused, and never crash, however it was broken', async () => {
    const [written] = fc.sample(file, { numRuns: 1, seed: 5 })
    const rows = fc.sample(row, { numRuns: 3, seed: 7 })
    if (!written) throw new Error('A sample has one.')
    const bytes = Buffer.from(write({ ...written, rows }))
    expect(await read(bytes)).toHaveLength(3)
    let refused = 0
    await fc.assert(
      fc.asyncProperty(mutations(bytes), async (broken) => {
        const error = await read(broken).then(
          () => undefined,
          (thrown: unknown) => thrown,
        )
        if (error !== undefined) {
          expect(error).toBeInstanceOf(DeliveryRefused)
          refused += 1
        }
      }),
      { numRuns: cases(300, 10_000) },
    )
    expect(refused).toBeGreaterThan(30)
  })

  test('MUST NOT fill the memory, however many rows there are', async () => {
    const one = fc.sample(row, { numRuns: 1, seed: 3 })[0]
    const line = Buffer.from(`${COLUMNS.map((column) => one?.[column] ?? '').join(';')}\n`)
    const block = Buffer.concat(Array.from({ length: 100 }, () => line))
    const rows = cases(50_000, 1_000_000)
    async function* long() {
      yield Buffer.from(`${COLUMNS.join(';')}\n`)
      for (let i = 0; i < rows; i += 100) yield Buffer.from(block)
    }
    let count = 0
    let begin = 0
    let most = 0
    for await (const _ of readLrk(long())) {
      count += 1
      if (count % 5_000 !== 0) continue
      const used = process.memoryUsage().rss
      // What it takes to run at all is there by then.
      if (count === 10_000) begin = used
      most = Math.max(most, used)
    }

    expect(count).toBe(rows)
    // Of 50,000 rows the records alone would be more than twice that, and of a million forty times.
    expect(most - begin).toBeLessThan(64 * 1024 * 1024)
  }, 300_000)
})
