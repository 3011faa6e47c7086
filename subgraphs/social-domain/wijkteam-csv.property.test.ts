/**
 * Lists of cases: whatever is written in one is read, and one that was spoilt is read or refused, and nothing else.
 *
 * @module
 */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DeliveryRefused } from '../../connectors/deliveries.ts'
import { cases } from '../../test/scale.ts'
import { toBytes } from './fixtures/messages.ts'
import { indexOfCase } from './subject-index.ts'
import { readWijkteamCsv } from './wijkteam-csv.ts'
import { readWijkteamCsvFile } from './wijkteam-csv-file.ts'

const indexed = { registry: 'r', storeKey: new Uint8Array(64).fill(7) }
const never = () => expect.fail('It refuses by itself.')

const REPORTERS = { ouder: 'PARENT', JGZ: 'JGZ', huisarts: 'GENERAL_PRACTITIONER' } as const
const LEADS = { wijkteam: 'NEIGHBOURHOOD_TEAM', JGZ: 'JGZ', gezin: 'FAMILY' } as const
type Reporter = keyof typeof REPORTERS
type Lead = keyof typeof LEADS

const day = fc
  .integer({ min: 0, max: 20_000 })
  .map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10))
/** A list is trimmed, and has no line breaks. */
const text = (max: number) =>
  fc
    .string({ unit: 'binary', minLength: 1, maxLength: max })
    .map((some) => some.replace(/[\p{C}\uFFFD]/gu, '.').trim())
    .filter((some) => some !== '' && some.length <= max && some.isWellFormed())
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null })

const one = fc.record({
  casus: text(64),
  bsn: orNull(fc.constantFrom('999911004', '999911016')),
  period: fc.tuple(day, day).map(([a, b]) => (b < a ? ([b, a] as const) : ([a, b] as const))),
  isClosed: fc.boolean(),
  aanmelder: orNull(fc.constantFrom<Reporter>('ouder', 'JGZ', 'huisarts')),
  regie: orNull(fc.constantFrom<Lead>('wijkteam', 'JGZ', 'gezin')),
  hulpvorm: orNull(fc.stringMatching(/^[0-9]{2}$/)),
  team: orNull(text(80)),
})

const dutch = (iso: string) => iso.split('-').reverse().join('-')
const cell = (some: string) => `"${some.replaceAll('"', '""')}"`

type Row = readonly (string | null)[]
const write = (rows: readonly Row[], end: string) =>
  [
    'casus;bsn;aanmelddatum;afsluitdatum;aanmelder;regie;hulpvorm;team',
    ...rows.map((row) => row.map((some) => (some === null ? '' : cell(some))).join(';')),
    '',
  ].join(end)

const lists = fc.array(one, { minLength: 1, maxLength: 20 }).map((told) => ({
  told,
  rows: told.map(
    ({ casus, bsn, period: [opened, closed], isClosed, aanmelder, regie, hulpvorm, team }) => {
      const days = [dutch(opened), isClosed ? dutch(closed) : null]
      return [casus, bsn, ...days, aanmelder, regie, hulpvorm, team]
    },
  ),
}))

test('a list MUST be read as it was written, each cell of it', async () => {
  await fc.assert(
    fc.asyncProperty(lists, fc.constantFrom('\n', '\r\n'), async ({ told, rows }, end) => {
      const list = write(rows, end)
      const records: unknown[] = []
      for await (const record of readWijkteamCsv(indexed)(toBytes(list, 999), never)) {
        records.push(record)
      }
      expect(records).toMatchObject(
        told.map(({ casus, period, isClosed, aanmelder, regie, hulpvorm, team }) => ({
          logicalKey: indexOfCase(indexed, casus),
          body: {
            openedOn: period[0],
            closedOn: isClosed ? period[1] : null,
            reportedBy: aanmelder && REPORTERS[aanmelder],
            lead: regie && LEADS[regie],
            team,
            kindOfHelp: hulpvorm,
          },
        })),
      )
      let counted = 0
      const tally = {
        read(count = 1) {
          counted += count
        },
        kept: () => expect.fail(),
        unknown: () => expect.fail(),
      }
      for await (const _ of readWijkteamCsvFile(toBytes(list), tally));
      expect(counted).toBe(rows.flat().filter((some) => some !== null).length)
    }),
    { numRuns: cases(150, 4000) },
  )
})

test('a list that was spoilt MUST be read or refused, and nothing else', async () => {
  const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
  const change = fc.tuple(place, fc.integer({ min: 0, max: 40 }), fc.uint8Array({ maxLength: 4 }))
  const changes = fc.array(change, { minLength: 1, maxLength: 4 })
  let refused = 0
  await fc.assert(
    fc.asyncProperty(lists, changes, async ({ rows }, all) => {
      const spoilt = all.reduce<Buffer>(
        (bytes, [part, removed, added]) => {
          const at = Math.floor(part * bytes.length)
          return Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at + removed)])
        },
        Buffer.from(write(rows, '\n')),
      )
      try {
        for await (const _ of readWijkteamCsv(indexed)(toBytes(spoilt, 999), never));
      } catch (error) {
        if (!(error instanceof DeliveryRefused)) throw error
        refused += 1
        expect(JSON.stringify(error.problem)).not.toMatch(/99991100|999911016/)
      }
    }),
    { numRuns: cases(300, 10_000) },
  )
  expect(refused).toBeGreaterThan(cases(100, 4000))
})
