import { describe, expect, test } from 'vitest'
import type { FhirResource } from '../../connectors/fhir.ts'
import { findDossiers } from './fhir-geboortezorg-dossier.ts'
import { toBirthCareRecord } from './fhir-geboortezorg-mapping.ts'
import { toPregnancy } from './fhir-geboortezorg-pregnancy.ts'
import { openRecords, Unreadable } from './fhir-geboortezorg-resources.ts'
import { readFixture } from './fixture-registry.ts'

const ANNA = { bsn: '999922014', mothers: ['999922002'], birthDate: '2024-03-14' }
const BRAM = { bsn: '999922117', mothers: ['999922026'], birthDate: '2023-07-04' }
const DIRK = { bsn: '999922166', mothers: ['999922038'], birthDate: '2022-05-30' }
const BOTH = new Set(['birth', 'pregnancy'] as const)

type Change = (resource: FhirResource) => FhirResource | readonly FhirResource[]

/** The record, after something in the resources was changed. */
function read(fixture: string, sought: typeof ANNA, change: Change = (resource) => resource) {
  const records = openRecords(readFixture(fixture).flatMap(change))
  return toBirthCareRecord(records, sought, BOTH)
}

/** With these elements of one resource in place of its own. */
function withElements(id: string, elements: object): Change {
  return (resource) => (resource.id === id ? { ...resource, ...elements } : resource)
}

describe('a code', () => {
  test('counts by its system: the same digits elsewhere mean something else', () => {
    const coding = [{ system: 'http://example.org', code: '364336006', display: 'soort partus' }]
    const record = read('anna.json', ANNA, withElements('mode-anna', { code: { coding } }))
    expect(record).toMatchObject({ birth: { mode: null } })
  })

  test('counts, and not the words that came along', () => {
    const coding = [{ system: 'http://snomed.info/sct', code: '48782003', display: 'vacuum' }]
    const elements = { valueCodeableConcept: { coding } }
    const record = read('anna.json', ANNA, withElements('mode-anna', elements))
    expect(record).toMatchObject({ birth: { mode: 'SPONTANEOUS' } })
  })

  test('that we do not know is OTHER, or keeps its code without a label', () => {
    const valueCodeableConcept = { coding: [{ system: 'http://snomed.info/sct', code: '12345' }] }
    const change: Change = (resource) =>
      ['place-anna', 'tobacco-anna-later'].includes(resource.id ?? '')
        ? { ...resource, valueCodeableConcept }
        : resource
    expect(read('anna.json', ANNA, change)).toMatchObject({
      birth: { place: 'OTHER' },
      pregnancy: { tobaccoUse: { code: '12345', label: null } },
    })
  })
})

describe('what cannot be read', () => {
  test.each([
    ['a score of eleven', 'apgar5-anna', { valueQuantity: { value: 11 } }],
    ['a number as text', 'apgar5-anna', { valueQuantity: { value: '9' } }],
    ['a weight in pounds', 'weight-anna', { valueQuantity: { value: 7, code: '[lb_av]' } }],
    ['a due date in February of 31 days', 'due-definitive-anna', { valueDateTime: '2024-02-31' }],
    ['a thirteenth month', 'anna', { birthDate: '2024-13-14' }],
  ])('%s MUST NOT become a value', (_, id, elements) => {
    expect(() => read('anna.json', ANNA, withElements(id, elements))).toThrow(Unreadable)
  })

  test('MUST NOT stand in the error', () => {
    const change = withElements('anna', { birthDate: '2024-13-14' })
    expect(() => read('anna.json', ANNA, change)).toThrow('cannot be read: Patient birthDate')
  })

  test('is no matter where we do not look', () => {
    const change = withElements('weight-anna-week', { issued: 7, interpretation: 'high' })
    expect(read('anna.json', ANNA, change)).toMatchObject({ birth: { weightGrams: 3410 } })
  })
})

describe('what was taken back', () => {
  test('does not count', () => {
    const change = withElements('weight-anna-corrected', { status: 'entered-in-error' })
    expect(read('anna.json', ANNA, change)).toMatchObject({ birth: { weightGrams: 3400 } })
  })
})

describe('who the child is', () => {
  test('MUST stay uncertain for a twin without a BSN whose sibling was never recorded', () => {
    const change: Change = (resource) =>
      resource.id?.includes('dirk-2') ? [] : (resource as FhirResource)
    expect(read('twins-without-bsn.json', DIRK, change)).toBe('uncertain')
  })

  test('is certain when two practices recorded the only child of that day', () => {
    const change: Change = (resource) =>
      resource.resourceType === 'Patient' && resource.id?.startsWith('dirk')
        ? { ...resource, multipleBirthBoolean: false }
        : resource
    expect(read('twins-without-bsn.json', DIRK, change)).toMatchObject({
      birth: { date: '2022-05-30' },
    })
  })

  test('MUST NOT be a stillborn child of that day', () => {
    const extension = [
      {
        url: 'http://nictiz.nl/fhir/StructureDefinition/bc-bodysite-child',
        valueReference: { reference: 'Patient/bram' },
      },
    ]
    const record = read('bram.json', BRAM, withElements('fetus-bram-2', { extension }))
    expect(record).toBeNull()
  })

  test('MUST NOT be a child of another day', () => {
    expect(read('bram.json', { ...BRAM, birthDate: '2023-07-05' })).toBeNull()
  })

  test('is found by RelatedPerson where no birth was recorded', () => {
    const change: Change = (resource) =>
      ['birth-bram', 'delivery-bram', 'fetus-bram-1', 'born-bram'].includes(resource.id ?? '')
        ? []
        : withElements('bram', { multipleBirthBoolean: false })(resource)
    expect(read('bram.json', BRAM, change)).toMatchObject({
      birth: { date: '2023-07-04', at: null, rank: null },
    })
  })
})

describe('the rank of a child', () => {
  const FELIX = { bsn: '999922075', mothers: ['999922051'], birthDate: '2022-05-30' }

  test.each([
    ['equal', '2022-05-30T10:20:00+02:00'],
    ['missing', '2022-05-30'],
  ])('is null where times are %s', (_, performedDateTime) => {
    const change = withElements('birth-fay-2', { performedDateTime })
    expect(read('twins-with-bsn.json', FELIX, change)).toMatchObject({ birth: { rank: null } })
  })

  test('is as told, where it is told', () => {
    const change = withElements('fay-2', { multipleBirthInteger: 3 })
    expect(read('twins-with-bsn.json', FELIX, change)).toMatchObject({ birth: { rank: 3 } })
  })
})

describe('a pregnancy', () => {
  const outcomeOf = (id: string, change: Change) => {
    const records = openRecords(readFixture('anna.json').flatMap(change))
    const dossiers = findDossiers(records, ['Patient/woman-anna', 'Patient/woman-anna-hospital'])
    const dossier = dossiers.find(({ pregnancies }) => pregnancies.has(`Condition/${id}`))
    return dossier && toPregnancy(records, dossier).outcome
  }
  const asItIs: Change = (resource) => resource
  const without =
    (...ids: string[]): Change =>
    (resource) =>
      ids.includes(resource.id ?? '') ? [] : resource

  test('that ended before 24 weeks is a miscarriage; later, a stillbirth', () => {
    expect(outcomeOf('pregnancy-anna-earlier', asItIs)).toBe('MISCARRIAGE')
    const later = withElements('end-anna-earlier', { valueDateTime: '2023-06-10' })
    expect(outcomeOf('pregnancy-anna-earlier', later)).toBe('STILLBIRTH')
  })

  test('goes on while it is active and nothing ended it', () => {
    const change: Change = (resource) =>
      [without('birth-anna', 'delivery-anna', 'end-anna')(resource)]
        .flat()
        .map((one) =>
          one.id === 'pregnancy-anna-midwife' ? { ...one, clinicalStatus: 'active' } : one,
        )
    expect(outcomeOf('pregnancy-anna-midwife', change)).toBe('ONGOING')
  })

  test('of which nobody tells the end is of unknown outcome', () => {
    const change = without('birth-anna', 'delivery-anna', 'end-anna')
    expect(outcomeOf('pregnancy-anna-midwife', change)).toBe('UNKNOWN')
  })

  test('of two practices is one; the earlier one is another', () => {
    const records = openRecords(readFixture('anna.json'))
    const women = ['Patient/woman-anna', 'Patient/woman-anna-hospital']
    expect(findDossiers(records, women).map(({ episodes }) => episodes.length)).toEqual([1, 2])
  })
})
