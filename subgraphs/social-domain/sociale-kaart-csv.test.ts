import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type DeliveredRecord, DeliveryRefused } from '../../connectors/deliveries.ts'
import { OFFER_COLUMNS, offerLines } from '../../sandbox/offers.ts'
import { toBytes } from './fixtures/messages.ts'
import { readSocialeKaartCsv } from './sociale-kaart-csv.ts'
import { ELEMENTS } from './sociale-kaart-csv-elements.ts'

const MAP = readFileSync(new URL('./fixtures/sociale-kaart.csv', import.meta.url), 'utf8')

async function read(text: string): Promise<DeliveredRecord[]> {
  const never = () => expect.fail('It refuses by itself.')
  const records: DeliveredRecord[] = []
  for await (const record of readSocialeKaartCsv(toBytes(text), never)) records.push(record)
  return records
}

describe('a map of offers', () => {
  test('tells of each: for what, where, at which age, and since when nobody was taken in', async () => {
    expect(await read(MAP)).toMatchObject([
      {
        line: 2,
        kind: 'offer',
        subject: '',
        logicalKey: 'SK-1',
        body: {
          ...{ need: 'PREGNANCY', municipality: '9999', areas: [], provider: 'JGZ Waterdam' },
          ...{ ageMonthsFrom: -9, ageMonthsTo: 18, forms: ['HOME_VISIT', 'PHONE'] },
          ...{ languages: ['nl', 'ar'], capacity: 40, waitWeeks: 2.5, cost: false },
          ...{ sevenByTwentyFour: false, availableTo: null, lastIntakeOn: '2026-08-20' },
        },
      },
      { body: { name: 'Spreekuur; opvoeden', areas: ['1001', '1002'], availableFrom: null } },
      { body: { lastIntakeOn: null, capacity: null, sevenByTwentyFour: null, ageMonthsTo: null } },
    ])
  })

  test('of the sandbox has the columns that were agreed, and every line of it is read', async () => {
    const lines = [...offerLines(1)]

    expect(OFFER_COLUMNS).toEqual(ELEMENTS.map(({ element }) => element))
    expect(await read(lines.join('\r\n'))).toHaveLength(lines.length - 1)
  })

  test.each([
    ['a need that was not agreed', /zwangerschap/, 'anders', 'hulpvraag', 'code'],
    ['no postcode', /1001 1002/, '1001,1002', 'werkgebied', 'postcode'],
    ['a form that was not agreed', /huisbezoek/, 'yoga', 'vormen', 'code'],
    ['no language', /nl ar/, 'Nederlands', 'talen', 'language'],
    ['no number', /;40;/, ';veel;', 'plekken', 'number'],
    ['an age that ends before it begins', /-9;18/, '18;12', 'leeftijd_tot', 'age'],
    ['a last day before the first', /01-01-2020;/, '01-01-2020;01-01-2019', 'tot', 'period'],
    ['no code of a municipality', /9999/, 'Waterdam', 'gemeente', 'municipality-code'],
  ])('with %s is refused, with its line and column', async (_, from, to, path, rule) => {
    const wrong = await read(MAP.replace(from, to)).catch((error: unknown) => error)

    expect(wrong).toBeInstanceOf(DeliveryRefused)
    expect((wrong as DeliveryRefused).problem).toMatchObject({
      line: 2 + Number(path === 'werkgebied'),
      path,
      rule,
    })
  })

  test('MUST NOT have a column for a person to speak to', async () => {
    const named = MAP.replace('7x24', '7x24;contactpersoon')

    await expect(read(named)).rejects.toMatchObject({ problem: { rule: 'unknown-column' } })
  })
})
