import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import type { DeliveredRecord } from '../../connectors/deliveries.ts'
import { Bsn } from '../../privacy/bsn.ts'
import { CONTRACT_COLUMNS, HOUR_COLUMNS, providerLines } from '../../sandbox/childcare.ts'
import { toCsvLine } from '../../sandbox/csv.ts'
import { childWith, ENROLMENT, familyOf } from '../../sandbox/fixture-family.ts'
import { readChildcareCsv } from './childcare-csv.ts'
import { indexOfChild, indexOfChildBy } from './subject-index.ts'

const KEY = new Uint8Array(64).fill(7)
const reader = readChildcareCsv({ registry: 'town', storeKey: KEY })
const CONTRACTS = await readFile(new URL('fixtures/contracts.csv', import.meta.url), 'utf8')
const HOURS = await readFile(new URL('fixtures/hours.csv', import.meta.url), 'utf8')

async function* whole(text: string) {
  yield Buffer.from(text)
}

function never(): never {
  throw new Error('unused')
}

async function read(text: string): Promise<readonly DeliveredRecord[]> {
  const records: DeliveredRecord[] = []
  for await (const record of reader(whole(text), never)) records.push(record)
  return records
}

function subject(digits: string): string {
  const bsn = Bsn.parse(digits)
  return bsn ? indexOfChild(KEY, bsn) : never()
}

/** The first line of a list, with one cell changed. */
function withCell(list: string, column: string, value: string): string {
  const [heading = '', line = ''] = list.split('\n')
  const place = heading.split(';').indexOf(column)
  expect(place).toBeGreaterThanOrEqual(0)
  return `${heading}\r\n${line.split(';').with(place, value).join(';')}\r\n`
}

describe('a list of contracts', () => {
  test('becomes contracts, in our words', async () => {
    expect(await read(CONTRACTS)).toMatchObject([
      {
        line: 2,
        kind: 'contract',
        subject: subject('999990019'),
        logicalKey: '999000001 WD-0001',
        validAt: new Date('2025-03-01T00:00:00Z'),
        body: {
          lrkId: '999000001',
          from: '2025-03-01',
          to: '2027-03-14',
          endReason: 'AGE_FOUR',
          hoursPerWeek: 16.5,
          vveGroup: true,
          vveHoursPerWeek: 16,
          financing: 'KINDEROPVANGTOESLAG',
          indication: { date: '2025-06-02', by: 'JGZ' },
        },
      },
      {
        line: 3,
        kind: 'contract',
        subject: subject('999990020'),
        logicalKey: '999000002 "WD";0002',
        validAt: new Date('2026-01-15T00:00:00Z'),
        body: {
          lrkId: '999000002',
          from: '2026-01-15',
          to: null,
          endReason: null,
          hoursPerWeek: 11,
          vveGroup: false,
          vveHoursPerWeek: 0,
          financing: 'MUNICIPALITY',
          indication: null,
        },
      },
      {
        line: 4,
        kind: 'contract',
        subject: indexOfChildBy(
          { registry: 'town', storeKey: KEY },
          'contract',
          '999000001 WD-0003',
        ),
        logicalKey: '999000001 WD-0003',
        validAt: new Date('2024-02-29T00:00:00Z'),
        body: expect.objectContaining({
          vveGroup: false,
          vveHoursPerWeek: null,
          financing: 'SMI',
          endReason: 'MOVED',
        }),
      },
    ])
  })

  test('MUST NOT leave a BSN, but a blind index that differs with the key', async () => {
    const other: DeliveredRecord[] = []
    const withOtherKey = readChildcareCsv({
      registry: 'town',
      storeKey: new Uint8Array(64).fill(8),
    })
    for await (const record of withOtherKey(whole(CONTRACTS), never)) other.push(record)
    const kept = await read(CONTRACTS)

    expect(JSON.stringify(kept)).not.toMatch(/99999\d{4}/)
    expect(kept[0]?.subject).toMatch(/^[\w-]{43}$/)
    expect(other[0]?.subject).not.toBe(kept[0]?.subject)
  })

  test.each([
    ['bsn', '999990018', 'elfproef'],
    ['bsn', '99999001', 'elfproef'],
    ['lrk_id', '', 'required'],
    ['lrk_id', '99900000A', 'lrk-id'],
    ['contract_nummer', '', 'required'],
    ['contract_start', '', 'required'],
    ['contract_start', '2025-03-01', 'date'],
    ['contract_start', '30-02-2025', 'date'],
    ['contract_eind', '31-11-2027', 'date'],
    ['contract_eind', '28-02-2025', 'period'],
    ['uren_per_week', '16.5', 'number'],
    ['uren_per_week', '-1', 'number'],
    ['uren_per_week', '169', 'number'],
    ['ve_groep', 'true', 'ja-nee'],
    ['ve_uren_per_week', 'veel', 'number'],
    ['financiering', 'toeslag', 'code'],
    ['financiering', 'constructor', 'code'],
    ['indicatie_datum', '32-01-2025', 'date'],
    ['indicatie_door', 'huisarts', 'code'],
    ['reden_einde', 'onbekend', 'code'],
  ])('is refused for %s %j, with line, column and rule', async (column, value, rule) => {
    const refusal = await read(withCell(CONTRACTS, column, value)).catch((error: unknown) => error)

    expect(refusal).toMatchObject({
      name: 'DeliveryRefused',
      problem: { line: 2, path: column, rule },
    })
    // What to do about it, and never the value.
    expect(refusal).toHaveProperty('problem.message', expect.stringMatching(/\. \w.*\.$/))
    if (value !== '') expect(JSON.stringify(refusal)).not.toContain(value)
  })

  test('is refused for cells that contradict each other', async () => {
    await expect(read(withCell(CONTRACTS, 'contract_eind', ''))).rejects.toMatchObject({
      problem: { line: 2, path: 'reden_einde', rule: 'end-reason' },
    })
    for (const [column, value] of [
      ['doelgroepindicatie', 'nee'],
      ['indicatie_datum', ''],
      ['indicatie_door', ''],
    ] as const) {
      await expect(read(withCell(CONTRACTS, column, value))).rejects.toMatchObject({
        problem: { line: 2, path: 'doelgroepindicatie', rule: 'indication' },
      })
    }
  })

  test('is refused for its heading, a cell too many, and a quotation mark that is not closed', async () => {
    await expect(read(CONTRACTS.replace('lrk_id', 'lrk'))).rejects.toMatchObject({
      problem: { line: 1, path: 'lrk_id', rule: 'heading' },
    })
    await expect(read(CONTRACTS.replace(/$/gm, ';naam'))).rejects.toMatchObject({
      problem: { line: 1, path: 'column 14', rule: 'unknown-column' },
    })
    await expect(read('')).rejects.toMatchObject({ problem: { line: 1, rule: 'heading' } })
    await expect(read(CONTRACTS.replace('16,5', '16;5'))).rejects.toMatchObject({
      problem: { line: 2, rule: 'cell-count' },
    })
    await expect(read(CONTRACTS.replace('0002"', '0002'))).rejects.toMatchObject({
      problem: { line: 3, rule: 'quoting' },
    })
    await expect(read(CONTRACTS.replace('WD-0003', 'W"D'))).rejects.toMatchObject({
      problem: { line: 4, rule: 'quoting' },
    })
  })

  test('counts empty lines, so that a refusal names the line that one sees', async () => {
    const [heading = '', first = '', second = ''] = CONTRACTS.split('\n')
    const text = [heading, '', first, '', second.replace('11', 'elf')].join('\r\n')

    await expect(read(text)).rejects.toMatchObject({ problem: { line: 5, path: 'uren_per_week' } })
  })
})

describe('a list of hours', () => {
  test('becomes months of hours', async () => {
    expect(await read(HOURS)).toMatchObject([
      {
        line: 2,
        kind: 'hours',
        subject: subject('999990019'),
        logicalKey: '999000001 WD-0001 2025-03',
        validAt: new Date('2025-03-01T00:00:00Z'),
        body: { month: '2025-03', plannedHours: 71.5, attendedHours: 64.25 },
      },
      {
        line: 3,
        kind: 'hours',
        subject: subject('999990020'),
        logicalKey: '999000002 "WD";0002 2026-01',
        validAt: new Date('2026-01-01T00:00:00Z'),
        body: { month: '2026-01', plannedHours: 24, attendedHours: null },
      },
    ])
  })

  test.each([
    ['maand', '2025-13', 'month'],
    ['maand', '', 'required'],
    ['geplande_uren', '', 'required'],
    ['aanwezige_uren', '745', 'number'],
  ])('is refused for %s %j', async (column, value, rule) => {
    await expect(read(withCell(HOURS, column, value))).rejects.toMatchObject({
      problem: { line: 2, path: column, rule },
    })
  })
})

test('lists are read as the sandbox writes them', async () => {
  const months = [{ month: '2025-03', plannedHours: 71.5, attendedHours: 64.2 }]
  const indication = { date: '2025-06-02', by: 'gemeente' } as const
  const child = childWith({ enrolments: [{ ...ENROLMENT, indication, months }] })
  const lines = [...providerLines(child, familyOf([child]))]
  const listOf = (list: string, columns: readonly string[]) =>
    [
      toCsvLine(columns),
      ...lines.filter((each) => each.list === list).map(({ line }) => line),
    ].join('\r\n')

  expect(await read(listOf('contracts', CONTRACT_COLUMNS))).toMatchObject([
    { logicalKey: '999000001 WD-0001', body: { hoursPerWeek: 16.5, indication: null } },
    { logicalKey: '999000001 WD-0001', body: { indication: { by: 'MUNICIPALITY' } } },
  ])
  expect(await read(listOf('hours', HOUR_COLUMNS))).toMatchObject([
    { body: { month: '2025-03', plannedHours: 71.5, attendedHours: 64.2 } },
  ])
})

test('MUST NOT read further ahead of who takes the records than a few pieces', async () => {
  const [heading = '', , line = ''] = CONTRACTS.split('\n')
  let pieces = 0
  async function* long() {
    yield Buffer.from(`${heading}\n`)
    for (; pieces < 100_000; pieces++) yield Buffer.from(`${line}\n`.repeat(100))
  }
  const records = reader(long(), never)[Symbol.asyncIterator]()
  for (let taken = 0; taken < 1_000; taken++) await records.next()
  await records.return?.()

  expect(pieces).toBeLessThan(100)
})
