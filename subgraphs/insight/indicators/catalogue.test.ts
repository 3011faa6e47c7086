import { readdirSync, readFileSync } from 'node:fs'
import { DuckDBInstance } from '@duckdb/node-api'
import { beforeAll, describe, expect, test } from 'vitest'
import { hashOf } from '../../../privacy/receipt.ts'
import { nameOf } from '../count.ts'
import type { Indicator } from '../indicator.ts'
import { INDICATORS } from './catalogue.ts'
import { HORIZON_DAYS, LASTING_MONTHS } from './sql.ts'

const WINDOW = { from: '2026-01-01', until: '2027-01-01' }
const FED = INDICATORS.filter(({ units }) => units !== null)

/** As the doc comment of `indicator.ts` has them. */
const TABLES = `
  CREATE TABLE child (child INTEGER, born_on DATE, due_on DATE, ended_on DATE, ending VARCHAR, arrived_on DATE, phase VARCHAR,
    sex VARCHAR, municipality VARCHAR, postcode4 VARCHAR, birth_care_absence VARCHAR, jgz_absence VARCHAR,
    childcare_absence VARCHAR, social_domain_absence VARCHAR);
  CREATE TABLE event (child INTEGER, record INTEGER, domain VARCHAR, kind VARCHAR, phase VARCHAR, day DATE, recorded_at TIMESTAMP,
    label VARCHAR, code VARCHAR, form VARCHAR, status VARCHAR, initiative VARCHAR, refused BOOLEAN, reason VARCHAR,
    counterpart VARCHAR, step VARCHAR, situation VARCHAR, value FLOAT);
  CREATE TABLE record (record INTEGER, domain VARCHAR, child INTEGER);
  CREATE TABLE offer (offer VARCHAR, municipality VARCHAR, postcode4 VARCHAR, need VARCHAR, from_months INTEGER, until_months INTEGER,
    available_from DATE, available_to DATE, places INTEGER, wait_weeks FLOAT, last_intake_on DATE);
  CREATE TABLE period (starts DATE, ends DATE);
  CREATE TABLE child_period (child INTEGER, starts DATE, ends DATE, age_months INTEGER);
  CREATE TABLE moment (today DATE)`

let columnsOf: (sql: string) => Promise<readonly string[]>

beforeAll(async () => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  await connection.run(TABLES)
  columnsOf = async (sql) => (await connection.runAndReadAll(sql)).columnNames()
})

describe('the catalogue', () => {
  test('has all indicators of the design, each in a file of its own', () => {
    const files = readdirSync(import.meta.dirname).filter((file) => /^[a-z]\d\d\.ts$/.test(file))
    const ids = INDICATORS.map(({ id }) => id)
    expect(ids.map((id) => `${id.toLowerCase()}.ts`).sort()).toEqual(files.sort())
    expect(countOf(ids)).toEqual({
      R: 8,
      D: 3,
      O: 4,
      H: 10,
      S: 8,
      B: 7,
      C: 8,
      M: 3,
      G: 1,
      V: 2,
      Q: 4,
    })
  })

  test.each(FED)('$id runs, and gives the columns that it promises', async (indicator) => {
    const columns = ['child', 'day', 'numerator', 'denominator', ...dimensionsOf(indicator)]
    expect(await columnsOf(indicator.units?.(WINDOW) ?? '')).toEqual(
      expect.arrayContaining(columns),
    )
    const { unlinked } = indicator
    if (unlinked) {
      expect(await columnsOf(unlinked(WINDOW))).toEqual(expect.arrayContaining(columns.slice(0, 4)))
    }
  })

  test.each(INDICATORS)('$id says what it counts, of whom, and whose definition it is', (one) => {
    for (const text of [one.title, one.question, one.numerator, one.denominator, one.source])
      expect(text).not.toBe('')
    expect(one.question).toMatch(/\?$/)
    expect(one.problems.length).toBeGreaterThan(0)
    expect(one.notFedBecause === undefined).toBe(one.units !== null || one.spreadOf !== undefined)
    if (one.outOf === 'WHOLE') expect(dimensionsOf(one)).toHaveLength(1)
  })

  test('MUST have another version where what it counts is written otherwise, also in what several share', () => {
    const known: Readonly<Record<string, string>> = JSON.parse(
      readFileSync(new URL('./versions.json', import.meta.url), 'utf8'),
    )
    const now = Object.fromEntries(
      INDICATORS.filter((one) => one.units !== null || one.spreadOf !== undefined).map((one) => [
        nameOf(one),
        digestOf(one),
      ]),
    )
    // One that is not there yet is added, and those of before stay: who replays an answer wants to know what changed.
    expect(known).toMatchObject(now)
  })

  test('MUST go by the same limits of sight as Child.sight', () => {
    const { bands, lasting, attempts } = JSON.parse(
      readFileSync(new URL('../../journey/schedules/sight-2026.json', import.meta.url), 'utf8'),
    )
    expect(bands.at(-1)).toMatchObject({ until: { months: 48 }, horizon: { days: HORIZON_DAYS } })
    expect(lasting).toEqual({
      SUPPORT: { months: LASTING_MONTHS.SUPPORT },
      CASE: { months: LASTING_MONTHS.CASE },
    })
    expect(attempts).toEqual(['LETTER', 'TEXT'])
  })
})

function dimensionsOf({ dimensions = [] }: Indicator): readonly string[] {
  return dimensions.map((name) => name.toLowerCase())
}

function countOf(ids: readonly string[]): Record<string, number> {
  const groups = Map.groupBy(ids, (id) => id.slice(0, 1))
  return Object.fromEntries([...groups].map(([letter, own]) => [letter, own.length]))
}

/** Of what is counted, whatever the lines it is written in; of one that is reckoned from another, of that. */
function digestOf({ spreadOf, units, unlinked, measure, outOf, ...one }: Indicator): string {
  const from = INDICATORS.find(({ id }) => id === spreadOf)
  const sql = [units, unlinked].map((select) => select?.(WINDOW).replace(/\s+/g, ' '))
  const told = [measure, outOf, one.dimensions, one.domains, from && digestOf(from)]
  return hashOf([...sql, ...told]).slice(0, 16)
}
