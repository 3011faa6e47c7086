/**
 * What every adapter of a birth care registry promises, whatever the registry speaks.
 *
 * The adapter's own test fills its registry with the children below, in the registry's format, and calls
 * {@link describeBirthCareSource}.
 *
 * @module
 */

import { describe, expect, test } from 'vitest'
import { Bsn } from '../../privacy/bsn.ts'
import { GraphError } from '../../schema/errors.ts'
import type { Birth } from './birth.ts'
import type { PregnancyRecord } from './pregnancy-record.ts'
import type { BirthCareKey, BirthCareRecord, BirthCareSource } from './source.ts'

interface Person {
  readonly bsn: string
  readonly mother: string
  readonly birthDate: string
}

/** The children that are in the registry, or are not, as the population register knows them. */
export const TOWN = {
  /** Has {@link ANNA_PREGNANCY} and {@link ANNA_BIRTH}, told by two practices. Her mother had a miscarriage before. */
  anna: { bsn: '999922014', mother: '999922002', birthDate: '2024-03-14' },
  /** Is not there, but her mother is: she is Anna's. */
  annasSister: { bsn: '999922142', mother: '999922002', birthDate: '2021-06-01' },
  /** Would have been born of the pregnancy that ended in a miscarriage. */
  nobody: { bsn: '999922154', mother: '999922002', birthDate: '2023-09-20' },
  /** Has a record without a BSN. His twin sister was stillborn. */
  bram: { bsn: '999922117', mother: '999922026', birthDate: '2023-07-04' },
  /** Not there, nor is her mother. */
  cato: { bsn: '999922129', mother: '999922130', birthDate: '2022-02-02' },
  /** One of twins, of whom neither has a BSN in the registry. */
  dirk: { bsn: '999922166', mother: '999922038', birthDate: '2022-05-30' },
  /** Twins with a BSN; he was born 20 minutes before her. */
  fay: { bsn: '999922063', mother: '999922051', birthDate: '2022-05-30' },
  felix: { bsn: '999922075', mother: '999922051', birthDate: '2022-05-30' },
  /** A third one of that day, whom the registry does not have. */
  stranger: { bsn: '999922178', mother: '999922051', birthDate: '2022-05-30' },
  /** Was born on a day that does not exist. */
  gijs: { bsn: '999922099', mother: '999922087', birthDate: '2024-02-28' },
  /** Has no record; the pregnancy of her mother fits. */
  hana: { bsn: '999922191', mother: '999922105', birthDate: '2024-07-01' },
} as const satisfies Record<string, Person>

const GESTATIONAL_AGE = {
  number: '57036006',
  name: 'Fetal gestational age',
  unit: 'd',
  code: null,
}

export const ANNA_PREGNANCY: PregnancyRecord = {
  dueDate: '2024-03-20', // of the hospital, later than that of the midwife
  estimatedDueDate: { date: '2024-03-18', methodCode: null, methodLabel: null },
  definitiveDueDate: { date: '2024-03-20', methodCode: '278292003', methodLabel: 'Ultrasound' },
  lastMenstrualPeriod: '2023-06-12',
  gravidity: 2,
  parity: 0,
  livingOffspring: null,
  earlierLosses: 1, // the miscarriage
  firstVisit: '2023-08-09',
  firstVisitGestationalAgeDays: 56,
  visits: [
    {
      date: '2023-08-09',
      hour: null,
      form: 'FACE_TO_FACE',
      gestationalAgeDays: 56,
      status: 'REALISED',
    },
    {
      date: '2023-09-06',
      hour: null,
      form: 'FACE_TO_FACE',
      gestationalAgeDays: 84,
      status: 'REALISED',
    },
    {
      date: '2024-01-10',
      hour: 10,
      form: 'HOME_VISIT',
      gestationalAgeDays: 210,
      status: 'REALISED',
    },
    { date: '2024-02-01', hour: null, form: 'PHONE', gestationalAgeDays: 232, status: 'REALISED' },
    {
      date: '2024-02-20',
      hour: null,
      form: 'FACE_TO_FACE',
      gestationalAgeDays: 251,
      status: 'NOT_REALISED',
    },
  ],
  multiple: false,
  chorionicity: null,
  fetalMovements: null,
  tobaccoUse: { code: '8517006', label: 'Ex-smoker' },
  alcoholUse: { code: '105542008', label: 'Drinks no alcohol' },
  drugUse: null,
  folicAcid: null,
  outcome: 'LIVE_BIRTH',
  maternityCare: {
    hoursIndicated: 49,
    homeVisits: [{ date: '2024-03-16', status: 'REALISED', prenatal: false }],
    family: null,
    assessment: null,
    network: null,
  },
  observations: [
    { ...GESTATIONAL_AGE, date: '2023-08-09', value: '57' },
    { ...GESTATIONAL_AGE, date: '2024-03-14', value: '274' },
  ],
}

const WEIGHT = { number: '29463-7', name: 'Body weight', unit: 'g', code: null }
const HEAD = { number: '9843-4', name: 'Head circumference', unit: 'cm', code: null }

export const ANNA_BIRTH: Birth = {
  date: '2024-03-14',
  at: '2024-03-14T03:12:00.000Z',
  gestationalAgeDays: 274,
  preterm: false,
  weightGrams: 3410, // corrected a day later, in kilograms
  lengthMillimetres: 505,
  headCircumferenceMillimetres: 348,
  apgar1: 7,
  apgar5: 9,
  apgar10: 10,
  mode: 'ASSISTED_VAGINAL',
  place: 'HOSPITAL',
  rank: 1,
  multiple: false,
  outcome: 'LIVE_BIRTH',
  perinatalDeath: null,
  delivery: null, // nobody told when it was
  hearingTest: { done: true, date: '2024-03-20' },
  heelPrick: null,
  feeding: [
    {
      date: '2024-03-16',
      foods: ['BREAST_MILK'],
      methodCode: '169741004',
      methodLabel: 'Breast-fed',
      timesPerDay: 8,
      supplemented: false,
    },
  ],
  observations: [
    { ...WEIGHT, date: '2024-03-21', value: '3500' },
    { ...HEAD, date: '2024-03-21', value: '35.5' },
  ],
}

const BOTH = ['pregnancy', 'birth'] as const
const never = new AbortController().signal

export function describeBirthCareSource(name: string, source: () => BirthCareSource): void {
  const askKeys = (
    keys: readonly BirthCareKey[],
    parts: readonly (keyof BirthCareRecord)[] = BOTH,
  ) => source()({ keys, parts: new Set(parts), signal: never })
  const ask = (
    children: readonly (keyof typeof TOWN)[],
    parts: readonly (keyof BirthCareRecord)[] = BOTH,
  ) =>
    askKeys(
      children.map((child) => keyOf(TOWN[child])),
      parts,
    )

  describe(`${name}, as a BirthCareSource`, () => {
    test('tells the pregnancy and the birth, each fact once, the latest', async () => {
      expect(await ask(['anna'])).toEqual([{ pregnancy: ANNA_PREGNANCY, birth: ANNA_BIRTH }])
    })

    test('MUST tell nothing but the parts that are asked', async () => {
      expect(await ask(['anna'], ['birth'])).toEqual([{ birth: ANNA_BIRTH }])
      expect(await ask(['anna'], ['pregnancy'])).toEqual([{ pregnancy: ANNA_PREGNANCY }])
    })

    test('MUST answer in the order of the keys, also for who is asked twice', async () => {
      const answers = await ask(['fay', 'cato', 'anna', 'fay'], ['birth'])
      expect(answers.map((one) => weightOf(one))).toEqual([2100, undefined, 3410, 2100])
    })

    test('answers null for who is not there', async () => {
      expect(await ask(['cato'])).toEqual([null])
    })

    test('MUST NOT take another pregnancy of the mother for that of the child', async () => {
      expect(await ask(['annasSister', 'nobody'])).toEqual([null, null])
    })

    test('finds a child without a BSN by its mother and the day of its birth', async () => {
      const [bram] = await ask(['bram'])
      expect(bram).toMatchObject({
        pregnancy: { dueDate: '2023-08-01', outcome: 'LIVE_BIRTH', multiple: true },
        birth: {
          at: '2023-07-04T19:40:00.000Z',
          gestationalAgeDays: 252,
          preterm: true,
          place: 'HOME',
          multiple: true,
        },
      })
    })

    test('MUST NOT give a child the weight or the death of its stillborn sibling', async () => {
      const [bram] = await ask(['bram'], ['birth'])
      expect(bram).toMatchObject({
        birth: { weightGrams: null, outcome: 'LIVE_BIRTH', perinatalDeath: null, rank: null },
      })
    })

    test('MUST NOT guess which one of twins without a BSN the child is', async () => {
      const [dirk] = await ask(['dirk'])
      expect(codeOf(dirk)).toBe('RECORD_UNCERTAIN')
    })

    test('knows twins apart by their BSN, and their rank by the time of birth', async () => {
      expect(await ask(['fay', 'felix'], ['birth'])).toMatchObject([
        { birth: { weightGrams: 2100, rank: 2 } },
        { birth: { weightGrams: 2200, rank: 1 } },
      ])
    })

    test('MUST NOT take a child with another BSN for the child', async () => {
      const [stranger] = await ask(['stranger'], ['birth'])
      expect(weightOf(stranger)).toBeUndefined()
    })

    test('MUST fail for that child only, when something in its record is impossible', async () => {
      const [gijs, anna] = await ask(['gijs', 'anna'], ['birth'])
      expect(codeOf(gijs)).toBe('REGISTRY_MALFORMED')
      expect(anna).toEqual({ birth: ANNA_BIRTH })
    })

    test('finds a pregnancy by its due date, where no birth was recorded', async () => {
      expect(await ask(['hana'])).toMatchObject([
        { birth: null, pregnancy: { dueDate: '2024-07-10', firstVisit: '2023-12-01' } },
      ])
    })

    test('MUST NOT show a pregnancy by way of a woman who is not a mother by birth', async () => {
      const { bsn, birthDate } = keyOf(TOWN.anna)
      const other = keyOf(TOWN.cato).mothers
      const answers = await askKeys([
        { bsn, birthDate, records: [], mothers: [] },
        { bsn, birthDate, records: [], mothers: other },
      ])
      expect(answers).toMatchObject([
        { pregnancy: null, birth: { weightGrams: 3410 } },
        { pregnancy: null, birth: { weightGrams: 3410 } },
      ])
    })

    test('finds nobody without a BSN by a year of birth alone', async () => {
      const { bsn, mothers } = keyOf(TOWN.bram)
      expect(await askKeys([{ bsn, mothers, records: [], birthDate: '2023' }])).toEqual([null])
    })
  })
}

export function keyOf({ bsn, mother, birthDate }: Person): BirthCareKey & { readonly bsn: Bsn } {
  return { bsn: toBsn(bsn), mothers: [toBsn(mother)], birthDate }
}

function toBsn(digits: string): Bsn {
  const bsn = Bsn.parse(digits)
  if (bsn === undefined) throw new Error('not a BSN')
  return bsn
}

type Answer = Partial<BirthCareRecord> | null | Error | undefined

function weightOf(answer: Answer): number | null | undefined {
  return answer instanceof Error ? undefined : answer?.birth?.weightGrams
}

function codeOf(answer: Answer): string | undefined {
  return answer instanceof GraphError ? answer.code : undefined
}
