import { describe, expect, test } from 'vitest'
import type { FhirResource } from '../../connectors/fhir.ts'
import { toBirthCareRecord } from './fhir-geboortezorg-mapping.ts'
import { openRecords } from './fhir-geboortezorg-resources.ts'
import { readFixture } from './fixture-registry.ts'

const FELIX = { bsn: '999922075', mothers: ['999922051'], birthDate: '2022-05-30' }
const FAY = { ...FELIX, bsn: '999922063' }
const SNOMED = 'http://snomed.info/sct'
const FOCUS = 'http://nictiz.nl/fhir/StructureDefinition/observation-focusSTU3'

const concept = (code: string, display?: string) => ({
  coding: [{ system: SNOMED, code, ...(display && { display }) }],
})

function observe(code: string, elements: object): FhirResource {
  return {
    resourceType: 'Observation',
    status: 'final',
    code: concept(code),
    subject: { reference: 'Patient/woman-fay' },
    context: { reference: 'EpisodeOfCare/ep-fay' },
    ...elements,
  }
}

const about = (child: string) => ({ subject: { reference: `Patient/${child}` } })

function read(sought: typeof FELIX, more: readonly object[]) {
  const resources = [...readFixture('twins-with-bsn.json'), ...(more as FhirResource[])]
  const record = toBirthCareRecord(
    openRecords(resources),
    sought,
    new Set(['birth', 'pregnancy'] as const),
  )
  if (record === null || record === 'uncertain') throw new Error('not found')
  const { birth, pregnancy } = record
  if (!birth || !pregnancy) throw new Error('not all is found')
  return { birth, pregnancy }
}

describe('what has no field of its own', () => {
  test('is kept, with its number, its name and what was said', () => {
    const { pregnancy } = read(FELIX, [
      observe('364332008', { valueQuantity: { value: 400, code: 'ml' } }),
      observe('12345', { code: concept('12345', 'iets nieuws'), valueString: 'a word' }),
      observe('28263002', { valueCodeableConcept: concept('67890', 'zacht') }),
      {
        ...observe('46973005', {}),
        component: [{ code: concept('271649006'), valueQuantity: { value: 120 } }],
      },
    ])
    const none = { date: null, unit: null, code: null }
    expect(pregnancy.observations).toEqual([
      { ...none, number: '12345', name: 'iets nieuws', value: 'a word' },
      { ...none, number: '271649006', name: null, value: '120' },
      { ...none, number: '28263002', name: 'Crying', value: 'zacht', code: '67890' },
      { ...none, number: '364332008', name: 'Blood loss in labor', value: '400', unit: 'ml' },
    ])
  })

  test('MUST NOT be told of a twin in the record of the other, nor in that of the mother', () => {
    const said = { valueString: 'of Felix only' }
    const more = [observe('28263002', { ...about('fay-2'), ...said })]
    const felix = read(FELIX, more)
    const fay = read(FAY, more)
    expect(felix.birth.observations).toMatchObject([{ value: 'of Felix only' }])
    expect(JSON.stringify(fay)).not.toContain('of Felix only')
    expect(JSON.stringify(felix.pregnancy)).not.toContain('of Felix only')
  })

  test('MUST NOT be of another pregnancy', () => {
    const other = { resourceType: 'Condition', id: 'other', code: concept('118185001') }
    const earlier = [
      { ...other, subject: { reference: 'Patient/woman-fay' } },
      observe('28263002', {
        context: undefined,
        effectiveDateTime: '2019-01-01',
        valueString: 'too long ago',
      }),
      observe('28263002', { context: undefined, valueString: 'of no day' }),
      observe('28263002', {
        extension: [{ url: FOCUS, valueReference: { reference: 'Condition/other' } }],
        valueString: 'of the other',
      }),
    ]
    expect(read(FELIX, earlier).pregnancy.observations).toEqual([])
  })

  test('of a laboratory names no pregnancy, and is of the one in which it was found', () => {
    const free = { context: undefined, valueString: 'A' }
    const found = [observe('28263002', { ...free, effectiveDateTime: '2022-01-10' })]
    expect(read(FELIX, found).pregnancy.observations).toMatchObject([{ date: '2022-01-10' }])
  })
})

describe('what has a field', () => {
  test('of the mother, is under the pregnancy', () => {
    const { pregnancy } = read(FELIX, [
      observe('65147003', { valueCodeableConcept: concept('459168005') }),
      observe('228366006', { valueCodeableConcept: concept('417284009') }),
      observe('792807003', { valueCodeableConcept: concept('1') }),
      observe('143881000146107', { valueQuantity: { value: 1 } }),
      observe('365469004', { valueBoolean: false }),
      observe('365470003', {
        component: [
          { code: concept('224130005'), valueCodeableConcept: concept('160756002') },
          { code: concept('224118004'), valueQuantity: { value: 1 } },
          { code: concept('406192005'), valueString: 'kept' },
        ],
      }),
      observe('423340009', {
        effectiveDateTime: '2022-06-01',
        component: [{ code: concept('160241000146103'), valueString: 'they quarrel' }],
      }),
      {
        resourceType: 'Procedure',
        status: 'completed',
        code: concept('18114009'),
        subject: { reference: 'Patient/woman-fay' },
        context: { reference: 'EpisodeOfCare/ep-fay' },
        performedPeriod: { start: '2022-02-01', end: '2022-02-02' },
      },
    ])
    expect(pregnancy).toMatchObject({
      chorionicity: 'MONOCHORIONIC_DIAMNIOTIC',
      drugUse: { code: '417284009', label: 'Uses drugs' },
      folicAcid: { code: '1', label: null },
      livingOffspring: 1,
      visits: [{ date: '2022-02-01', form: null, status: 'REALISED' }],
      maternityCare: {
        hoursIndicated: null,
        homeVisits: [],
        family: { compositionLabel: 'Lives with family', children: 1, childrenAtHome: null },
        assessment: { date: '2022-06-01', instability: null, concern: 'they quarrel' },
        network: false,
      },
      observations: [{ number: '406192005', value: 'kept' }],
    })
  })

  test('of the child, is under its birth', () => {
    const birth = (id: string) => ({
      ...readFixture('twins-with-bsn.json').find((one) => one.id === id),
    })
    const delivery = {
      ...birth('delivery-fay'),
      performedPeriod: { start: '2022-05-30T02:00:00+02:00', end: '2022-05-30T10:40:00+02:00' },
    }
    const { birth: felix } = read(FELIX, [
      delivery,
      observe('118861000146102', {
        extension: [{ url: FOCUS, valueReference: { reference: 'Procedure/delivery-fay' } }],
        valueQuantity: { value: 2 },
      }),
      observe('77262006', {
        ...about('fay-2'),
        effectiveDateTime: '2022-06-03',
        valueBoolean: true,
      }),
      observe('252957005', {
        ...about('fay-1'),
        effectiveDateTime: '2022-06-03',
        valueBoolean: true,
      }),
    ])
    expect(felix).toMatchObject({
      delivery: {
        date: '2022-05-30',
        startedAt: '2022-05-30T00:00:00.000Z',
        endedAt: '2022-05-30T08:40:00.000Z',
        childrenBorn: 2,
      },
      heelPrick: { done: true, date: '2022-06-03' },
      hearingTest: null,
      rank: 1,
    })
  })
})
