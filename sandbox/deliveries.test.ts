import { readdirSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Counts, writeDeliveries } from './deliveries.ts'
import { ALLOCATION, childWith, ENROLMENT, familyOf, LOCATION } from './fixture-family.ts'
import type { Family } from './population.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kindlijn-deliveries-'))
})

afterEach(async () => {
  await rm(folder, { recursive: true })
})

/** As many families as are asked for, each with a child in childcare, with help, and with a case. */
function* families(count: number): Generator<Family> {
  for (let number = 0; number < count; number += 1) {
    const child = childWith({
      enrolments: [
        {
          ...ENROLMENT,
          id: `WD-${number}`,
          months: [{ month: '2025-03', plannedHours: 70, attendedHours: 60.5 }],
        },
      ],
      allocations: [{ ...ALLOCATION, number: String(300_000 + number) }],
      cases: [
        {
          id: `WT-${number}`,
          openedOn: '2024-05-06',
          closedOn: null,
          reportedBy: 'ouder',
          lead: 'gezin',
          team: 'Noord',
        },
      ],
    })
    yield familyOf([child], { number })
  }
}

/** Enough of them to be told of, without a message each. */
function* withoutHelp(count: number): Generator<Family> {
  for (let number = 0; number < count; number += 1) yield familyOf([childWith({})], { number })
}

async function lines(path: string): Promise<string[]> {
  return (await readFile(join(folder, path), 'utf8')).split('\r\n')
}

async function everyFile(): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name)
}

describe('the deliveries of Waterdam', () => {
  test('are one folder per registry, and are counted', async () => {
    const counts = await writeDeliveries({ folder, families: families(3), locations: [LOCATION] })

    expect((await everyFile()).sort()).toEqual([
      'JW301_9999_301000300000.xml',
      'JW301_9999_301000300001.xml',
      'JW301_9999_301000300002.xml',
      'JW305_12345678_305000300000.xml',
      'JW305_12345678_305000300001.xml',
      'JW305_12345678_305000300002.xml',
      'JW307_12345678_307000300000.xml',
      'JW307_12345678_307000300001.xml',
      'JW307_12345678_307000300002.xml',
      'contracts-2025-03.csv',
      'export_opendata_lrk_2026-08-28.csv',
      'export_opendata_lrk_2026-08-31.csv',
      'hours-2025-03.csv',
      'wijkteam-2026-09-01.csv',
    ])
    expect(counts).toEqual({ files: 14, records: 2 + 3 + 3 + 3 + 9 })
    expect(await readdir(folder)).toEqual(
      expect.arrayContaining(['childcare-provider', 'lrk', 'social-domain', 'wijkteam']),
    )
  })

  test('hold every line once, under one heading, however many there are', async () => {
    await writeDeliveries({ folder, families: families(700), locations: [] })

    const [heading, ...rest] = await lines('childcare-provider/contracts-2025-03.csv')
    expect(heading).toMatch(/^bsn;lrk_id;contract_nummer;.*;huisnummer$/)
    expect(rest.pop()).toBe('')
    expect(rest.map((line) => line.split(';')[2])).toEqual(
      Array.from({ length: 700 }, (_, number) => `WD-${number}`),
    )
    expect(await lines('childcare-provider/hours-2025-03.csv')).toHaveLength(702)
    expect(await lines('wijkteam/wijkteam-2026-09-01.csv')).toHaveLength(702)
    expect(await readdir(join(folder, 'social-domain'))).toHaveLength(2_100)
  })

  test('have the LRK in both its encodings', async () => {
    const location = { ...LOCATION, name: 'Crèche Zoë' }
    await writeDeliveries({ folder, families: [], locations: [location] })

    const friday = await readFile(join(folder, 'lrk/export_opendata_lrk_2026-08-28.csv'))
    const monday = await readFile(join(folder, 'lrk/export_opendata_lrk_2026-08-31.csv'))
    const text = new TextDecoder('windows-1252').decode(friday)
    expect(text).toContain('Crèche Zoë')
    expect(monday.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
    expect(monday.subarray(3).toString('utf8')).toBe(text)
  })

  test('tell how far they are, now and then and at the end', async () => {
    const told: (Counts & { families: number })[] = []
    const counts = await writeDeliveries({
      folder,
      families: withoutHelp(1_001),
      locations: [],
      onProgress: (progress) => told.push(progress),
    })

    expect(told.map((progress) => progress.families)).toEqual([1_000, 1_001])
    expect(told.at(-1)).toEqual({ families: 1_001, ...counts })
  })

  test('MUST NOT show a list that is not whole', async () => {
    const meanwhile: string[] = []
    function* stopping(): Generator<Family> {
      yield* families(1)
      meanwhile.push(...readdirSync(join(folder, 'childcare-provider')))
      throw new Error('no more families')
    }
    const writing = writeDeliveries({ folder, families: stopping(), locations: [] })

    await expect(writing).rejects.toThrow('no more families')
    expect(meanwhile.sort()).toEqual(['contracts-2025-03.csv.part', 'hours-2025-03.csv.part'])
    expect(await readdir(join(folder, 'childcare-provider'))).toEqual([])
    expect(await readdir(join(folder, 'wijkteam'))).toEqual([])
  })
})
