/**
 * What every adapter of a youth health care registry promises, whatever the registry speaks.
 *
 * The adapter's own test fills its registry with the children below, in the registry's format, and calls
 * {@link describeJgzSource}.
 *
 * @module
 */

import { describe, expect, test } from 'vitest'
import { Bsn } from '../../privacy/bsn.ts'
import { type RecordKey, recordKeyOf } from '../../privacy/record-key.ts'
import { GraphError } from '../../schema/errors.ts'
import type { JgzPart, JgzRecord, JgzSource } from './source.ts'

export const PARTS = [
  'contacts',
  'growth',
  'vaccinations',
  'development',
  'referrals',
  'vve',
  'newborn',
  'heelPricks',
  'care',
  'consents',
  'observations',
] as const satisfies readonly JgzPart[]

/** The BSNs of the children that the registry must have, or must not. */
export const TOWN = {
  /** Has {@link ANNA} in the dossier, and besides: a consultation on the reporting code and three referrals about safety. */
  anna: '999911004',
  /** Has a dossier with nothing in it. */
  bram: '999911016',
  /** Has no dossier. */
  cato: '999911028',
  /** Has a dossier in which something impossible was measured, on no other part. */
  dirk: '999911041',
  /** Has two dossiers. */
  eva: '999911053',
} as const

const UNMEASURED = {
  waistMillimetres: null,
  bmi: null,
  bmiClassCode: null,
  bmiClassLabel: null,
  impressionCode: null,
  impressionLabel: null,
  lengthGrowthCode: null,
  chartCode: null,
} as const

export const ANNA: JgzRecord = {
  contacts: [
    {
      id: 'A-1',
      date: '2024-03-18',
      activityCode: '02', // no longer given out
      activityLabel: 'Home visit at 2 weeks',
      form: 'HOME_VISIT',
      status: 'REALISED',
      initiative: 'SCHEDULE',
      disciplineCode: '02',
      disciplineLabel: 'Youth nurse',
      recordedAt: '2024-03-18T10:30:00.000Z',
    },
    {
      id: 'A-2',
      date: '2026-03-09',
      activityCode: '39',
      activityLabel: 'Contact from 1 to 4 years',
      form: 'FACE_TO_FACE',
      status: 'NO_SHOW',
      initiative: 'SCHEDULE',
      disciplineCode: '01',
      disciplineLabel: 'Youth physician',
      recordedAt: '2026-03-11T08:00:00.000Z',
    },
    {
      id: 'A-3',
      date: '2026-04-02',
      activityCode: '22',
      activityLabel: 'Contact on indication',
      form: 'VIDEO',
      status: 'REALISED',
      initiative: 'FAMILY',
      disciplineCode: '77', // of a later edition of the list
      disciplineLabel: null,
      recordedAt: '2026-04-02T13:15:00.000Z',
    },
    {
      id: 'A-4',
      date: '2027-03-08',
      activityCode: '39',
      activityLabel: 'Contact from 1 to 4 years',
      form: 'FACE_TO_FACE',
      status: 'PLANNED',
      initiative: 'SCHEDULE',
      disciplineCode: '02',
      disciplineLabel: 'Youth nurse',
      recordedAt: '2026-04-02T13:15:00.000Z',
    },
  ],
  growth: [
    {
      measuredOn: '2024-03-18',
      lengthMillimetres: null,
      weightGrams: 3650,
      headCircumferenceMillimetres: 358,
      ...UNMEASURED,
    },
    {
      measuredOn: '2026-04-02',
      lengthMillimetres: 884, // 848 at first, corrected a day later
      weightGrams: 12400,
      headCircumferenceMillimetres: null,
      ...UNMEASURED,
      bmi: 15.9,
      impressionCode: '2', // 1 at first
      impressionLabel: 'Normal weight',
    },
  ],
  vaccinations: [
    {
      id: 'V-1',
      date: '2024-06-04',
      vaccineCode: '11',
      vaccineLabel: 'Diphtheria, pertussis, tetanus, polio, Hib, hepatitis B (DKTP-Hib-HepB)',
      dose: 1,
      given: true,
      refusalCode: null,
      refusalLabel: null,
      reasonCode: '01',
      reasonLabel: 'National immunisation programme (RVP)',
      lotNumber: 'WD1',
      rejected: null,
      recordedAt: '2024-06-04T09:00:00.000Z',
    },
    {
      id: 'V-2',
      date: '2025-05-06',
      vaccineCode: '04',
      vaccineLabel: 'Mumps, measles, rubella (BMR)',
      dose: 1,
      given: false,
      refusalCode: '2',
      refusalLabel: 'Declined',
      reasonCode: '01',
      reasonLabel: 'National immunisation programme (RVP)',
      lotNumber: null,
      rejected: null,
      recordedAt: '2025-05-06T09:00:00.000Z',
    },
  ],
  development: [
    {
      id: 'A-1:439',
      date: '2024-03-18',
      element: 439,
      name: 'Neonatal hearing screening, first test, right ear',
      area: 'HEARING',
      result: 'PASSED',
      value: '1',
      valueLabel: 'Sufficient',
    },
    {
      id: 'A-1:441',
      date: '2024-03-18',
      element: 441,
      name: 'Neonatal hearing screening, first test, left ear',
      area: 'HEARING',
      result: 'NOT_PASSED',
      value: '2',
      valueLabel: 'Insufficient',
    },
    {
      id: 'A-3:940',
      date: '2026-04-02',
      element: 940,
      name: 'Van Wiechen 41: says sentences of 2 words',
      area: 'COMMUNICATION',
      result: 'REPORTED_BY_PARENT',
      value: '3',
      valueLabel: 'M: reported by the parent',
    },
    {
      id: 'A-3:1495',
      date: '2026-04-02',
      element: 1495,
      name: 'SPARK, overall estimate',
      area: 'PSYCHOSOCIAL',
      result: null,
      value: '2',
      valueLabel: 'Raised',
    },
  ],
  referrals: [
    {
      id: 'R-1',
      date: '2026-04-02',
      indicationCode: '12',
      indicationLabel: 'Speech and language development',
      toCode: '11',
      toLabel: 'Early childhood education (VVE)',
      vve: true,
      recordedAt: '2026-04-02T13:15:00.000Z',
    },
    {
      id: 'R-2',
      date: '2026-04-03',
      indicationCode: null,
      indicationLabel: null,
      toCode: '30',
      toLabel: 'Youth help, freely accessible',
      vve: false,
      recordedAt: '2026-04-03T07:45:00.000Z',
    },
  ],
  vve: {
    recordedOn: '2026-04-02',
    takesPart: false,
    reasonNotCode: '05',
    reasonNotLabel: 'Waiting list',
  },
  newborn: {
    weightGrams: 3420,
    lowestWeightGrams: null,
    lengthMillimetres: 505,
    headCircumferenceMillimetres: 345,
    gestationalAgeDays: 277,
    dueDate: null,
    apgar1: 9,
    apgar5: 10,
    multiple: null,
    rank: null,
    smallForGestationalAge: null,
    congenitalAnomalies: null,
    feedingAtBirthCode: null,
    feedingOnDay8Code: null,
    recordedAt: '2024-03-10T09:00:00.000Z',
  },
  heelPricks: [
    {
      id: 'A-1',
      date: '2024-03-09',
      taken: true,
      typeCode: '01',
      typeLabel: 'First heel prick',
      reasonNotCode: null,
      reasonNotLabel: null,
      resultCode: '1',
      resultLabel: 'Negative',
      reasonRepeatedCode: null,
      previousSetNumber: null,
      remarks: null,
      recordedAt: '2024-03-18T10:30:00.000Z',
    },
  ],
  care: {
    statusCode: '03',
    statusLabel: 'Vaccinations only',
    since: '2026-04-02',
    endCode: null,
    endLabel: null,
    endedOn: null,
    recordedAt: '2026-04-02T13:15:00.000Z',
  },
  // An extract does not tell of them.
  consents: null,
  observations: [
    {
      id: 'A-3:149',
      number: 149,
      name: 'Duur opname ziekenhuis',
      value: '4',
      unit: 'd',
      code: null,
      negated: false,
      date: '2026-04-02',
    },
    {
      id: 'A-3:514',
      number: 514,
      name: 'Ervaren gezondheid',
      value: null,
      unit: null,
      code: '02',
      negated: false,
      date: '2026-04-02',
    },
  ],
}

const never = new AbortController().signal

/** `anna` is what this registry tells of her: one may number otherwise, or tell of more. */
export function describeJgzSource(
  name: string,
  source: () => JgzSource,
  anna: () => JgzRecord = () => ANNA,
): void {
  const ask = (children: readonly (keyof typeof TOWN)[], parts: readonly JgzPart[] = PARTS) =>
    source()({ keys: children.map(keyOf), parts: new Set(parts), signal: never })

  describe(`${name}, as a JgzSource`, () => {
    test('tells the whole dossier, oldest first', async () => {
      expect(await ask(['anna'])).toEqual([anna()])
    })

    test('answers in the order of the keys, and null where there is no dossier', async () => {
      const answers = await ask(['cato', 'bram', 'anna', 'cato', 'anna'], ['growth'])
      const growth = { growth: anna().growth }
      expect(answers).toEqual([null, { growth: [] }, growth, null, growth])
    })

    test('tells an empty dossier from none', async () => {
      const lists = ['contacts', 'growth', 'vaccinations', 'development', 'referrals'] as const
      const [bram] = await ask(['bram'], [...lists, 'vve', 'newborn', 'care', 'observations'])
      const empty = Object.fromEntries([...lists, 'observations'].map((part) => [part, []]))
      expect(bram).toEqual({ ...empty, vve: null, newborn: null, care: null })
    })

    test.each(PARTS)('MUST NOT tell more than was asked, when it is %s', async (part) => {
      expect(await ask(['anna'], [part])).toEqual([{ [part]: anna()[part] }])
    })

    test('MUST NOT tell what is about the safety of a child', async () => {
      const told = JSON.stringify(await ask(['anna']))
      expect(told).not.toMatch(/Veilig|abuse|unsafe|meldcode/i)
      expect(told).not.toContain('X-') // how such rows are numbered
    })

    test('MUST NOT let a record that cannot be read spoil those of others', async () => {
      const [first, dirk, bram] = await ask(['anna', 'dirk', 'bram'], ['growth'])
      expect(first).toEqual({ growth: anna().growth })
      expect(dirk).toBeInstanceOf(GraphError)
      expect(dirk).toMatchObject({ code: 'REGISTRY_MALFORMED' })
      expect(bram).toEqual({ growth: [] })
    })

    test('MUST NOT choose between two dossiers of one child', async () => {
      const [eva] = await ask(['eva'], ['contacts'])
      expect(eva).toMatchObject({ code: 'RECORD_UNCERTAIN' })
    })

    test('MUST NOT put a BSN into an error', async () => {
      const errors = (await ask(['dirk', 'eva'])) as GraphError[]
      const text = errors.map(
        (e) => `${e} ${JSON.stringify(e)} ${e.stack} ${JSON.stringify(e.cause)}`,
      )
      expect(text).toHaveLength(2)
      for (const bsn of Object.values(TOWN)) expect(text.join()).not.toContain(bsn)
    })

    test('MUST stop when it is told to', async () => {
      const gone = AbortSignal.abort()
      const asked = source()({ keys: [keyOf('anna')], parts: new Set(PARTS), signal: gone })
      await expect(asked).rejects.toMatchObject({ code: 'REGISTRY_TIMEOUT' })
    })
  })
}

export function keyOf(child: keyof typeof TOWN): RecordKey {
  const bsn = Bsn.parse(TOWN[child])
  if (!bsn) throw new Error('A BSN in the contract is not one.')
  return recordKeyOf({ bsn })
}
