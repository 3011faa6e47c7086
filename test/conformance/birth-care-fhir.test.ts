/**
 * The birth care adapter on real instances of the Nictiz profiles, which are not in this repository.
 *
 * They come one resource to a file and without a server, so the mapping is fed with the resources of one case. The
 * women's BSNs are masked; here they get one, since a pregnancy is found by way of it.
 *
 * @module
 */

import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { FhirResource } from '../../connectors/fhir.ts'
import { findDossiers } from '../../subgraphs/birth-care/fhir-geboortezorg-dossier.ts'
import { toBirthCareRecord } from '../../subgraphs/birth-care/fhir-geboortezorg-mapping.ts'
import { toPregnancy } from '../../subgraphs/birth-care/fhir-geboortezorg-pregnancy.ts'
import { openRecords } from '../../subgraphs/birth-care/fhir-geboortezorg-resources.ts'
import { dayFrom, readInstances } from './fhir-xml.ts'

const REAL = fileURLToPath(new URL('../../../shared/real/', import.meta.url))
const isHere = ['birth-care-medmij', 'birth-care-fhir-stu3'].every((name) =>
  existsSync(REAL + name),
)
if (!isHere) process.stderr.write('Skipped: real birth care is not beside this repository.\n')

const TODAY = '2026-03-01'
const WOMAN = '999922245'
const CHILD = '999922257'
const BOTH = new Set(['birth', 'pregnancy'] as const)
const BSN = 'http://fhir.nl/fhir/NamingSystem/bsn'

const day = (days: number) => dayFrom(TODAY, days)

/** All resources of a case. */
function readCase(folder: string) {
  const resources = readInstances(REAL + folder, TODAY)
  expect(resources.length).toBeGreaterThan(10)
  return { masked: openRecords(resources), records: openRecords(resources.map(unmask)) }
}

function unmask(resource: FhirResource): FhirResource {
  const { identifier, ...rest } = resource
  const numbers = (identifier ?? []) as readonly { system?: string; value?: string }[]
  const isMasked = numbers.some(({ system, value }) => system === BSN && value === undefined)
  return isMasked ? { ...rest, identifier: [{ system: BSN, value: WOMAN }] } : resource
}

/** The one pregnancy of a case. */
function pregnancyOf(folder: string) {
  const { records } = readCase(folder)
  const dossiers = findDossiers(records, records.patientsWith(WOMAN))
  expect(dossiers).toHaveLength(1)
  return dossiers.map((dossier) => toPregnancy(records, dossier))[0]
}

function childBornOn(birthDate: string) {
  return { bsn: CHILD, mothers: [WOMAN], birthDate }
}

describe.skipIf(!isHere)('real birth care', () => {
  test('a pregnancy that goes on', () => {
    expect(pregnancyOf('birth-care-medmij/gz-izb-kwa-1-V1_actieve_zwschap')).toEqual({
      dueDate: day(94), // definitive; the estimate was 99
      lastMenstrualPeriod: day(-195),
      gravidity: 3,
      parity: 1,
      firstVisit: day(-139),
      firstVisitGestationalAgeDays: 47, // as was measured there
      visits: [
        { date: day(-139), form: 'FACE_TO_FACE', gestationalAgeDays: 47, status: 'REALISED' },
        { date: day(-6), form: 'FACE_TO_FACE', gestationalAgeDays: 180, status: 'REALISED' },
      ],
      multiple: null,
      tobaccoUse: { code: '266919005', label: 'Never smoked' },
      outcome: 'ONGOING',
    })
  })

  test('twins, handed over to another practice', () => {
    expect(pregnancyOf('birth-care-medmij/gz-izb-kwa-3A-V2_meerling_1elijn')).toMatchObject({
      dueDate: day(10),
      gravidity: 1,
      parity: 0,
      firstVisit: day(-205),
      multiple: true,
      tobaccoUse: { code: '230059006', label: 'Smokes occasionally' },
      outcome: 'UNKNOWN',
    })
  })

  test('a birth as the midwife recorded it, of a child without a BSN', () => {
    const { records } = readCase('birth-care-medmij/gz-izv-kwa-casus1')
    expect(toBirthCareRecord(records, childBornOn(day(-225)), BOTH)).toEqual({
      birth: {
        date: day(-225),
        at: null,
        gestationalAgeDays: 279,
        preterm: false,
        weightGrams: null,
        lengthMillimetres: null,
        headCircumferenceMillimetres: null,
        apgar1: null,
        apgar5: null,
        apgar10: null,
        mode: 'SPONTANEOUS',
        place: 'BIRTH_CENTRE',
        rank: 1,
        multiple: false,
        outcome: 'LIVE_BIRTH',
        perinatalDeath: null,
      },
      pregnancy: {
        dueDate: day(-224),
        lastMenstrualPeriod: day(-493),
        gravidity: 2,
        parity: expect.any(Number),
        firstVisit: day(-445),
        firstVisitGestationalAgeDays: 59, // as was measured there
        visits: [
          { date: day(-445), form: 'FACE_TO_FACE', gestationalAgeDays: 59, status: 'REALISED' },
        ],
        multiple: false,
        tobaccoUse: { code: '266919005', label: 'Never smoked' },
        outcome: 'LIVE_BIRTH',
      },
    })
  })

  test('a birth as maternity care recorded it', () => {
    const { records } = readCase('birth-care-medmij/gz-izk-kwa-casus1')
    expect(toBirthCareRecord(records, childBornOn(day(-111)), BOTH)).toMatchObject({
      birth: {
        date: day(-111),
        gestationalAgeDays: null,
        weightGrams: 3600, // at birth; 3400 and 3630 later
        apgar1: 7,
        apgar5: 10,
        apgar10: 10,
        mode: 'ASSISTED_VAGINAL',
        place: 'HOSPITAL',
        rank: null,
        multiple: null,
      },
      pregnancy: {
        // The visits of maternity care after the birth are not in it.
        visits: [{ date: day(-167), form: 'HOME_VISIT' }],
        tobaccoUse: { code: '405746006' },
        outcome: 'LIVE_BIRTH',
      },
    })
  })

  test('MUST NOT find a child of another day, or by way of a masked mother', () => {
    const { records, masked } = readCase('birth-care-medmij/gz-izk-kwa-casus1')
    expect(toBirthCareRecord(records, childBornOn(day(-110)), BOTH)).toBeNull()
    expect(toBirthCareRecord(masked, childBornOn(day(-111)), BOTH)).toBeNull()
  })

  test('a miscarriage, which MUST NOT become the pregnancy of a child', () => {
    const folder = 'birth-care-fhir-stu3/examples/verloskunde-miskraam'
    expect(pregnancyOf(folder)).toMatchObject({
      dueDate: day(-224),
      gravidity: 1,
      parity: 0,
      firstVisit: day(-454),
      visits: [{ date: day(-454) }],
      outcome: 'MISCARRIAGE',
    })
    const { records } = readCase(folder)
    expect(toBirthCareRecord(records, childBornOn(day(-224)), BOTH)).toBeNull()
  })

  test('an ectopic pregnancy', () => {
    expect(pregnancyOf('birth-care-fhir-stu3/examples/verloskunde-ectopisch')).toMatchObject({
      gravidity: 1,
      outcome: 'ECTOPIC',
    })
  })
})
