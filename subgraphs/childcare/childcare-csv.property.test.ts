/**
 * The lists of a provider, written in ways that nobody thought of: what was written is read, and what was broken is
 * refused.
 *
 * @module
 */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DeliveredRecord, DeliveryRefused } from '../../connectors/deliveries.ts'
import type { Tally } from '../../connectors/format.ts'
import { Bsn } from '../../privacy/bsn.ts'
import { toCsvLine } from '../../sandbox/csv.ts'
import { cases } from '../../test/scale.ts'
import { PERSON_COLUMNS } from '../person-columns.ts'
import { openPerson } from '../told-person.ts'
import { readChildcareCsv } from './childcare-csv.ts'
import * as columns from './childcare-csv-columns.ts'
import { ELEMENTS } from './childcare-csv-elements.ts'
import { readChildcareCsvFile } from './childcare-csv-file.ts'
import { mutations } from './mutations.ts'
import { indexOfChild, indexOfChildBy } from './subject-index.ts'

const KEY = new Uint8Array(64).fill(7)
const TOWN = { registry: 'town', storeKey: KEY }
const BSNS = ['', '999990019', '999990020', '999990032']

async function* inPieces(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

function read(bytes: Buffer, size = bytes.length || 1): Promise<DeliveredRecord[]> {
  const never = () => expect.fail('It refuses by itself.')
  return Array.fromAsync(readChildcareCsv(TOWN)(inPieces(bytes, size), never))
}

const iso = fc
  .date({ min: new Date('2015-01-01'), max: new Date('2035-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const dutch = (day: string | null) => day?.split('-').reverse().join('-') ?? ''
const comma = (hours: number | null) => (hours === null ? '' : String(hours).replace('.', ','))
const perWeek = fc.integer({ min: 0, max: 1680 }).map((tenths) => tenths / 10)
const nullable = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null })
const number = fc
  .array(fc.constantFrom(...'aZ09";- é'), { minLength: 1, maxLength: 8 })
  .map((signs) => `n${signs.join('').trim()}`)
const row = { bsn: fc.constantFrom(...BSNS), lrkId: fc.nat(999_999).map(String), number }
const cell = fc.stringMatching(/^[a-z][a-z' .-]{0,20}[a-z]$/)
const person = fc.record({
  achternaam: fc.oneof(fc.constant(''), cell),
  voornamen: fc.oneof(fc.constant(''), cell),
  geboortedatum: nullable(iso).map(dutch),
  geslacht: fc.constantFrom('', 'm', 'v', 'V'),
  postcode: fc.constantFrom('', '9999XA'),
  huisnummer: fc.constantFrom('', '12', '12b'),
})
const yesNo = (is: boolean) => (is ? 'ja' : 'nee')

/** Cells by their columns, and what we are to make of them. */
interface Written {
  readonly cells: Readonly<Record<string, string>>
  readonly kind: string
  readonly body: object
}

const contract: fc.Arbitrary<Written> = fc
  .record({
    ...row,
    days: fc.tuple(iso, nullable(iso)),
    hours: perWeek,
    vve: fc.boolean(),
    vveHours: nullable(perWeek),
    indicated: nullable(iso),
    emergency: nullable(fc.boolean()),
    ended: fc.boolean(),
    person,
  })
  .map(({ days: [one, other], ...told }) => {
    const [from = one, to = null] = other === null ? [one] : [one, other].sort()
    const endReason = told.ended && to !== null
    return {
      kind: 'contract',
      cells: {
        bsn: told.bsn,
        lrk_id: told.lrkId,
        contract_nummer: told.number,
        contract_start: dutch(from),
        contract_eind: dutch(to),
        uren_per_week: comma(told.hours),
        ve_groep: yesNo(told.vve),
        ve_uren_per_week: comma(told.vveHours),
        financiering: 'SMI',
        doelgroepindicatie: yesNo(told.indicated !== null),
        indicatie_datum: dutch(told.indicated),
        indicatie_door: told.indicated === null ? '' : 'gemeente',
        reden_einde: endReason ? 'kosten' : '',
        noodopvang: told.emergency === null ? '' : yesNo(told.emergency),
        noodopvang_grond: told.emergency ? 'kwetsbaar' : '',
        ...told.person,
      },
      body: {
        lrkId: told.lrkId,
        from,
        to,
        endReason: endReason ? 'COST' : null,
        hoursPerWeek: told.hours,
        vveGroup: told.vve,
        vveHoursPerWeek: told.vveHours,
        financing: 'SMI',
        indication: told.indicated && { date: told.indicated, by: 'MUNICIPALITY' },
        emergency: told.emergency,
        emergencyGround: told.emergency ? 'VULNERABLE' : null,
      },
    }
  })

const hours: fc.Arbitrary<Written> = fc
  .record({
    ...row,
    day: iso,
    planned: perWeek,
    attended: nullable(perWeek),
    days: nullable(fc.integer({ min: 7, max: 28 })),
  })
  .map(({ bsn, lrkId, number: contract_nummer, day, planned, attended, days }) => ({
    kind: 'hours',
    cells: {
      bsn,
      lrk_id: lrkId,
      contract_nummer,
      maand: day.slice(0, 7),
      geplande_uren: comma(planned),
      aanwezige_uren: comma(attended),
      dagen: days === null ? '' : String(days),
    },
    body: {
      month: day.slice(0, 7),
      plannedHours: planned,
      attendedHours: attended,
      attendedDays: days,
    },
  }))

const waiting: fc.Arbitrary<Written> = fc
  .record({
    ...row,
    days: fc.tuple(iso, iso),
    wanted: nullable(iso),
    over: fc.boolean(),
    some: nullable(perWeek),
    person,
  })
  .map(({ bsn, lrkId, number: wachtlijst_nummer, days, wanted, over, some, person }) => {
    const [since = '', last = ''] = days.toSorted()
    const until = over ? last : null
    return {
      kind: 'waiting',
      cells: {
        bsn,
        lrk_id: lrkId,
        wachtlijst_nummer,
        aangemeld_op: dutch(since),
        gewenst_vanaf: dutch(wanted),
        uren_per_week: comma(some),
        wachten_eind: dutch(until),
        ...person,
      },
      body: { lrkId, since, wantedFrom: wanted, hoursPerWeek: some, until },
    }
  })

const meldcode: fc.Arbitrary<Written> = fc
  .record({
    ...row,
    days: fc.array(iso, { minLength: 5, maxLength: 5 }),
    taken: fc.subarray([0, 1, 2, 3, 4], { minLength: 1 }),
  })
  .map(({ bsn, lrkId, number: meldcode_nummer, days, taken }) => {
    const steps = days.toSorted().map((day, i) => (taken.includes(i) ? day : null))
    const cells = Object.fromEntries(
      columns.MELDCODE_STEPS.map((column, i) => [column, dutch(steps[i] ?? null)]),
    )
    return {
      kind: 'meldcode',
      cells: { bsn, lrk_id: lrkId, meldcode_nummer, ...cells },
      body: { lrkId, steps },
    }
  })

const LISTS = { contract, hours, waiting, meldcode } as const

function write(written: readonly Written[], order: (names: string[]) => string[] = (all) => all) {
  const names = order(Object.keys(written[0]?.cells ?? {}))
  const lines = written.map(({ cells }) => names.map((name) => cells[name] ?? ''))
  return Buffer.from([names, ...lines].map((cells) => toCsvLine(cells)).join('\r\n'))
}

function subjectOf({ kind, cells }: Written): string {
  const bsn = Bsn.parse(cells.bsn ?? '')
  if (bsn) return indexOfChild(KEY, bsn)
  if (kind === 'meldcode') return ''
  const of = `${cells.lrk_id} ${cells.contract_nummer ?? cells.wachtlijst_nummer}`
  return indexOfChildBy(TOWN, kind === 'waiting' ? 'waiting' : 'contract', of)
}

/** Of who has a BSN no address is kept; and of a line that says nothing of who it is about, nothing. */
function personIn(kind: string, cells: Written['cells']) {
  const orNull = (column: string) => cells[column] || null
  const [bsn, familyName] = [orNull('bsn'), orNull('achternaam')]
  if ((kind !== 'contract' && kind !== 'waiting') || !(bsn ?? familyName)) return null
  return {
    bsn,
    familyName,
    prefix: null,
    givenNames: orNull('voornamen'),
    birthDate: orNull('geboortedatum')?.split('-').reverse().join('-') ?? null,
    sex: { m: 'male', v: 'female' }[cells.geslacht?.toLowerCase() ?? ''] ?? null,
    postcode: bsn ? null : orNull('postcode'),
    houseNumber: bsn ? null : orNull('huisnummer'),
    mother: null,
    rank: null,
    bornTogether: null,
  }
}

describe.each(Object.entries(LISTS))('a list of %s', (_, list) => {
  test('MUST be read as it was written, and name nobody', async () => {
    const rows = fc.array(list, { minLength: 1, maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.boolean(),
        fc.integer({ min: 1, max: 99 }),
        async (told, turned, size) => {
          const bytes = write(told, (names) => (turned ? names.toReversed() : names))
          const records = await read(bytes, size)
          const subjects = told.map(subjectOf)
          const open = records.map(({ kind, subject, body }) => {
            const { person, ...rest } = body as { readonly person?: string }
            return { kind, subject, body: rest, person: person ? openPerson(KEY, person) : null }
          })
          expect(open).toEqual(
            told.map(({ kind, cells, body }, i) => ({
              kind,
              subject: subjects[i],
              body,
              person: personIn(kind, cells),
            })),
          )
          expect(JSON.stringify(records)).not.toMatch(/9999900[123]\d/)
        },
      ),
      { numRuns: cases(60, 2_000) },
    )
  })

  test('MUST be refused, and never crash, however it was broken', async () => {
    const bytes = write(fc.sample(list, { numRuns: 3, seed: 11 }))
    let refused = 0
    await fc.assert(
      fc.asyncProperty(mutations(bytes), async (broken) => {
        const error = await read(broken).catch((thrown: unknown) => thrown)
        if (Array.isArray(error)) return
        expect(error).toBeInstanceOf(DeliveryRefused)
        refused += 1
      }),
      { numRuns: cases(100, 2_500) },
    )
    expect(refused).toBeGreaterThan(10)
  })

  test('is shown and counted cell by cell, and joins with nothing', async () => {
    const told = fc.sample(list, { numRuns: 5, seed: 13 })
    let count = 0
    const tally: Tally = {
      read(by = 1) {
        count += by
      },
      kept: () => expect.fail('Nothing is kept.'),
      unknown: () => expect.fail('Nothing is unknown.'),
    }
    const bytes = write(told)
    const shown = await Array.fromAsync(readChildcareCsvFile(inPieces(bytes, 64), tally))
    const taken = await read(bytes)

    expect(shown).toHaveLength(5)
    expect(count).toBe(told.flatMap(({ cells }) => Object.values(cells)).filter(Boolean).length)
    for (const { subject } of taken.filter((one) => one.subject !== '')) {
      expect(JSON.stringify(shown)).not.toContain(subject)
    }
    expect(JSON.stringify(shown)).not.toMatch(/9999900[123]\d/)
  })
})

test('every column of the lists is in the table', () => {
  const lists = {
    contracts: [...columns.CONTRACT_COLUMNS, ...columns.OPTIONAL_CONTRACT_COLUMNS],
    hours: [...columns.HOURS_COLUMNS, ...columns.OPTIONAL_HOURS_COLUMNS],
    waiting: [...columns.WAITING_COLUMNS, ...PERSON_COLUMNS],
    meldcode: columns.MELDCODE_COLUMNS,
  }
  const names = Object.entries(lists).flatMap(([list, all]) => all.map((one) => `${list}.${one}`))

  expect(ELEMENTS.map(({ element }) => element).toSorted()).toEqual(names.toSorted())
})

describe('a list', () => {
  const lines = (...all: readonly string[]) => Buffer.from(all.join('\n'))

  test.each([
    [
      'dagen',
      'bsn;lrk_id;contract_nummer;maand;geplande_uren;aanwezige_uren;dagen',
      ';1;1;2025-02;9;9;29',
      'month-days',
    ],
    [
      'dagen',
      'bsn;lrk_id;contract_nummer;maand;geplande_uren;aanwezige_uren;dagen',
      ';1;1;2025-02;9;49;2',
      'days',
    ],
    [
      'dagen',
      'bsn;lrk_id;contract_nummer;maand;geplande_uren;aanwezige_uren;dagen',
      ';1;1;2025-02;9;9;1,5',
      'number',
    ],
    ['wachten_eind', columns.WAITING_COLUMNS.join(';'), ';1;1;02-01-2025;;;01-01-2025', 'period'],
    ['aangemeld_op', columns.WAITING_COLUMNS.join(';'), ';1;1;;;;', 'required'],
    ['', columns.MELDCODE_COLUMNS.join(';'), ';1;1;02-01-2025;;01-01-2025;;', 'steps'],
    ['', columns.MELDCODE_COLUMNS.join(';'), ';1;1;;;;;', 'no-step'],
    ['stap_5', columns.MELDCODE_COLUMNS.join(';'), ';1;1;;;;;31-02-2025', 'date'],
  ])('is refused for what is wrong in %s', async (path, heading, line, rule) => {
    await expect(read(lines(heading, line))).rejects.toMatchObject({
      problem: { line: 2, path, rule },
    })
  })
})
