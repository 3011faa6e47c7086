import { describe, expect, test } from 'vitest'
import { type FhirResource, toBirthCareResources } from './birth-care.ts'
import { BSN, nictiz } from './birth-care-codes.ts'
import {
  bornChild,
  familyWith,
  ongoingPregnancy,
  pregnancyOf,
  stillbornChild,
  unbornChild,
} from './fixture-births.ts'
import type { Family } from './population.ts'

describe('a child born at home', () => {
  const resources = toBirthCareResources(familyWith([pregnancyOf([bornChild({})])]))

  test('has a record of its own, with its BSN', () => {
    const [child] = profiled(resources, 'bc-Child')

    expect(child).toMatchObject({
      resourceType: 'Patient',
      gender: 'female',
      birthDate: '2023-03-14',
      multipleBirthBoolean: false,
      name: [{ text: 'Anna de Özdemir', family: 'de Özdemir', given: ['Anna', 'A.'] }],
    })
    expect(bsnOf(child)).toBe('999990019')
  })

  test('is tied to its mother by birth, by fetus and as her child', () => {
    const [woman] = profiled(resources, 'bc-Woman')
    const [child] = profiled(resources, 'bc-Child')
    const [delivery] = profiled(resources, 'bc-DeliveryProcedure')
    const [birth] = profiled(resources, 'bc-Birth')
    const [fetus] = profiled(resources, 'bc-Fetus')
    const [motherOf] = profiled(resources, 'bc-MotherOf')

    expect(delivery).toMatchObject({ subject: to(woman) })
    expect(birth).toMatchObject({
      partOf: [to(delivery)],
      subject: to(child),
      performedDateTime: '2023-03-14T00:20:00+01:00',
    })
    expect(fetus).toMatchObject({
      patient: to(woman),
      extension: [{ url: nictiz('bc-bodysite-child'), valueReference: to(child) }],
    })
    expect(motherOf).toMatchObject({
      patient: to(child),
      relationship: { coding: [{ system: 'http://hl7.org/fhir/v3/RoleCode', code: 'MTH' }] },
    })
    expect(woman).toMatchObject({ link: [{ type: 'seealso', other: to(motherOf) }] })
  })

  test('was measured, in grams and centimetres', () => {
    const [child] = profiled(resources, 'bc-Child')
    const measured = observations(resources).filter(({ subject }) => refersTo(subject, child))

    expect(measured.map((found) => [codeOf(found), found.valueQuantity])).toEqual([
      ['8339-4', ucum(3400, 'g')],
      ['89269-5', ucum(50.5, 'cm')],
      ['9843-4', ucum(34.8, 'cm')],
      ['9272-6', { value: 8 }],
      ['9274-2', { value: 9 }],
      ['9271-8', { value: 10 }],
    ])
  })

  test('was born after 279 days, spontaneously, at home, alone', () => {
    const [birth] = profiled(resources, 'bc-Birth')
    const about = observations(resources).filter(({ extension = [] }) =>
      extension.some(({ valueReference }) => refersTo(valueReference, birth)),
    )

    expect(about.map((found) => [codeOf(found), saidBy(found)])).toEqual([
      ['364336006', '48782003'],
      ['366344009', '169813005'],
      ['57036006', 279],
    ])
    expect(saidBy(coded(resources, '118861000146102')[0])).toBe(1)
  })
})

describe('a maternal record', () => {
  const resources = toBirthCareResources(familyWith([pregnancyOf([bornChild({})])]))

  test('is grouped by the pregnancy and ends six weeks after the birth', () => {
    expect(profiled(resources, 'bc-MaternalRecord')).toMatchObject([
      {
        status: 'finished',
        type: [{ coding: [{ code: '364320009' }] }],
        period: { start: '2022-08-02', end: '2023-04-25' },
        extension: [
          {
            url: nictiz('bc-episodeofcare-groupIdentifier'),
            valueIdentifier: { value: '6f0c1d7e-3a52-4b9e-8f10-2d5b7c9e0a11' },
          },
        ],
      },
    ])
    expect(profiled(resources, 'zib-Pregnancy')).toMatchObject([{ clinicalStatus: 'inactive' }])
  })

  test('tells of the pregnancy', () => {
    const told = (code: string) => coded(resources, code).map(saidBy)

    expect(told('11996-6')).toEqual([2])
    expect(told('11977-6')).toEqual([1])
    expect(told('8665-2')).toEqual(['2022-06-07'])
    expect(told('161714006')).toEqual(['2023-03-14'])
    expect(told('147781000146105')).toEqual(['2023-03-16'])
    expect(told('365980008')).toEqual(['405746006'])
    expect(told('57036006')).toEqual([56, 84, 279])
    expect(told('118951000146109')).toEqual(['2023-03-14'])
  })

  test('tells of a woman who smokes', () => {
    const { circumstances, ...family } = familyWith([pregnancyOf([bornChild({})])])
    const smoker = { ...family, circumstances: { ...circumstances, smokedInPregnancy: true } }

    expect(coded(toBirthCareResources(smoker), '365980008').map(saidBy)).toEqual(['449868002'])
  })

  test('has a visit per encounter: at the practice, at home, by phone', () => {
    const visits = resources.filter((found) => found.resourceType === 'Encounter')

    expect(
      visits.map(({ class: { code } = {}, type, period }) => [
        period?.start?.slice(0, 10),
        code,
        type?.[0]?.coding?.[0]?.code,
      ]),
    ).toEqual([
      ['2022-08-02', 'AMB', '18114009'],
      ['2022-08-30', 'AMB', '18114009'],
      ['2022-12-01', 'HH', '18114009'],
      ['2023-02-01', 'VR', '11429006'],
    ])
    for (const { period } of visits)
      expect(period?.start).toMatch(/T(08|09|1\d|2[01]):\d\d:00\+0[12]:00$/)
  })

  test('knows the woman with her BSN, at the address of that time', () => {
    const [woman] = profiled(resources, 'bc-Woman')

    expect(bsnOf(woman)).toBe('999990020')
    expect(woman).toMatchObject({
      birthDate: '1992-05-06',
      address: [{ line: ['Havenstraat 12b'], district: 'Waterdam' }],
    })
  })

  test('MUST NOT hold a secret address', () => {
    const { circumstances, ...family } = familyWith([pregnancyOf([bornChild({})])])
    const secret = { ...family, circumstances: { ...circumstances, secretAddress: true } }

    expect(JSON.stringify(toBirthCareResources(secret))).not.toContain('Havenstraat')
  })

  test('says no more of a birth date than is known', () => {
    const { mother, ...family } = familyWith([pregnancyOf([bornChild({})])])
    const known = (birthDateKnown: Family['mother']['birthDateKnown']) =>
      profiled(
        toBirthCareResources({ ...family, mother: { ...mother, birthDateKnown } }),
        'bc-Woman',
      ).map((woman) => 'birthDate' in woman && woman.birthDate)

    expect([known('month'), known('year'), known('none')]).toEqual([['1992-05'], ['1992'], [false]])
  })
})

describe('twins', () => {
  const twins = [
    bornChild({ bsn: '999990019' }, { multiple: true }),
    {
      ...bornChild({ bsn: '999990032' }, { multiple: true, at: '2023-03-14T00:41:00+01:00' }),
      rank: 2,
    },
  ]
  const resources = toBirthCareResources(familyWith([pregnancyOf(twins)]))

  test('have one delivery, and each a birth of its own', () => {
    const deliveries = profiled(resources, 'bc-DeliveryProcedure')
    const births = profiled(resources, 'bc-Birth')
    const children = profiled(resources, 'bc-Child')

    expect(deliveries).toHaveLength(1)
    expect(births).toMatchObject([
      { partOf: [to(deliveries[0])], subject: to(children[0]) },
      { partOf: [to(deliveries[0])], subject: to(children[1]) },
    ])
    expect(children.map(bsnOf)).toEqual(['999990019', '999990032'])
    expect(saidBy(coded(resources, '118861000146102')[0])).toBe(2)
  })

  test('are told apart by nothing but their births: no rank is given', () => {
    for (const child of profiled(resources, 'bc-Child')) {
      expect(child).toMatchObject({ multipleBirthBoolean: true })
      expect(child).not.toHaveProperty('multipleBirthInteger')
    }
  })

  test('of whom one was stillborn leave one child', () => {
    const one = toBirthCareResources(
      familyWith([pregnancyOf([bornChild({}), { ...stillbornChild(), rank: 2 }])]),
    )

    expect(profiled(one, 'bc-Child')).toHaveLength(1)
    expect(profiled(one, 'bc-Birth')).toHaveLength(1)
    expect(profiled(one, 'bc-Fetus')).toHaveLength(2)
    expect(profiled(one, 'bc-PerinatalDeath')).toHaveLength(1)
    expect(saidBy(coded(one, '118861000146102')[0])).toBe(2)
  })
})

describe('who did not live', () => {
  test('MUST NOT become a patient when it was stillborn', () => {
    const resources = toBirthCareResources(familyWith([pregnancyOf([stillbornChild()])]))
    const [woman] = profiled(resources, 'bc-Woman')
    const [fetus] = profiled(resources, 'bc-Fetus')

    expect(resources.filter(({ resourceType }) => resourceType === 'Patient')).toEqual([woman])
    expect(profiled(resources, 'bc-Birth')).toEqual([])
    expect(profiled(resources, 'bc-MotherOf')).toEqual([])
    expect(profiled(resources, 'bc-PerinatalDeath')).toMatchObject([
      {
        subject: to(woman),
        extension: [{ url: nictiz('observation-focusSTU3'), valueReference: to(fetus) }],
        valueBoolean: true,
        component: [
          { valueDateTime: '2023-03-12' },
          { valueCodeableConcept: { coding: [{ code: '237361005' }] } },
        ],
      },
    ])
    expect(coded(resources, '8339-4')).toMatchObject([
      { subject: to(woman), extension: [{ valueReference: to(fetus) }] },
    ])
  })

  test('is a patient that died, when it lived for a week', () => {
    const perinatalDeath = { phase: 'neonatal', date: '2023-03-21' } as const
    const child = bornChild({ deathDate: '2023-03-21' }, { perinatalDeath })
    const resources = toBirthCareResources(familyWith([pregnancyOf([child])]))

    expect(profiled(resources, 'bc-Child')).toMatchObject([{ deceasedDateTime: '2023-03-21' }])
    expect(profiled(resources, 'bc-PerinatalDeath')).toMatchObject([
      { component: [{}, { valueCodeableConcept: { coding: [{ code: '276506001' }] } }] },
    ])
  })

  test.each([
    ['miscarriage', 0, 0],
    ['ectopic', 0, 1],
    ['termination', 1, 0],
  ] as const)('leaves a fetus and a death after a %s', (outcome, terminations, ectopics) => {
    for (const children of [[], [unbornChild()]]) {
      const lost = pregnancyOf(children, { outcome, endDate: '2022-09-01', delivery: null })
      const resources = toBirthCareResources(familyWith([lost]))

      expect(profiled(resources, 'bc-Fetus')).toHaveLength(1)
      expect(profiled(resources, 'bc-PerinatalDeath')).toHaveLength(1)
      expect(profiled(resources, 'bc-DeliveryProcedure')).toEqual([])
      expect(profiled(resources, 'bc-Child')).toEqual([])
      expect(coded(resources, '386639001')).toHaveLength(terminations)
      expect(coded(resources, '34801009')).toHaveLength(ectopics)
    }
  })
})

describe('an unborn child', () => {
  test('is a fetus, and no patient', () => {
    const twins = ongoingPregnancy({ children: [unbornChild(1), unbornChild(2)] })
    const resources = toBirthCareResources(familyWith([twins]))
    const fetuses = profiled(resources, 'bc-Fetus')

    expect(fetuses).toHaveLength(2)
    expect(new Set(fetuses.map(({ id }) => id)).size).toBe(2)
    expect(resources.filter(({ resourceType }) => resourceType === 'Patient')).toHaveLength(1)
    expect(profiled(resources, 'bc-MaternalRecord')).toMatchObject([{ status: 'active' }])
    expect(profiled(resources, 'zib-Pregnancy')).toMatchObject([{ clinicalStatus: 'active' }])
    expect(profiled(resources, 'bc-Encounter')).toMatchObject([
      { status: 'finished' },
      { status: 'planned' },
    ])
    expect(coded(resources, '147781000146105')).toEqual([])
  })

  test('keeps its fetus when it is born', () => {
    const before = toBirthCareResources(familyWith([ongoingPregnancy({ id: 'one' })]))
    const after = toBirthCareResources(familyWith([pregnancyOf([bornChild({})], { id: 'one' })]))

    expect(profiled(before, 'bc-Fetus')[0]?.id).toBe(profiled(after, 'bc-Fetus')[0]?.id)
  })
})

describe('what birth care does not know', () => {
  test('MUST NOT include the BSN of a child for whom it recorded none', () => {
    const child = { ...bornChild({}), quirks: ['no-bsn-in-birth-care'] as const }
    const resources = toBirthCareResources(familyWith([pregnancyOf([child])]))

    expect(JSON.stringify(resources)).not.toContain('999990019')
    expect(profiled(resources, 'bc-Child')).toMatchObject([{ identifier: [{}] }])
  })

  test('is everything, of a child that was born elsewhere', () => {
    const child = { ...bornChild({}), quirks: ['unknown-to-birth-care'] as const }

    expect(toBirthCareResources(familyWith([pregnancyOf([child])]))).toEqual([])
    expect(
      profiled(
        toBirthCareResources(familyWith([pregnancyOf([child]), ongoingPregnancy()])),
        'bc-MaternalRecord',
      ),
    ).toHaveLength(1)
  })

  test('is not asked for: a woman without BSN has a local number', () => {
    const { mother, ...family } = familyWith([ongoingPregnancy()])
    const resources = toBirthCareResources({ ...family, mother: { ...mother, bsn: null } })

    expect(profiled(resources, 'bc-Woman').map(bsnOf)).toEqual([undefined])
  })
})

test('ids are the same in every run and differ within a family', () => {
  const family = familyWith([
    pregnancyOf([bornChild({}), { ...bornChild({ bsn: null }), rank: 2 }]),
    ongoingPregnancy(),
  ])
  const ids = toBirthCareResources(family)
    .filter(({ resourceType }) => resourceType !== 'Organization')
    .map(({ resourceType, id }) => `${resourceType}/${id}`)

  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).toEqual(
    toBirthCareResources(family)
      .filter(({ resourceType }) => resourceType !== 'Organization')
      .map(({ resourceType, id }) => `${resourceType}/${id}`),
  )
})

test('MUST NOT point at what is not there', () => {
  const family = familyWith([
    pregnancyOf([bornChild({}), { ...stillbornChild(), rank: 2 }]),
    pregnancyOf([], { id: 'two', outcome: 'ectopic', endDate: '2024-02-01', delivery: null }),
    ongoingPregnancy(),
  ])
  const resources = toBirthCareResources(family)
  const known = new Set(resources.map(({ resourceType, id }) => `${resourceType}/${id}`))
  const references = [...JSON.stringify(resources).matchAll(/"reference":"([^"]+)"/g)]

  expect(references.length).toBeGreaterThan(50)
  expect(
    references.map(([, target]) => target).filter((target) => !known.has(target ?? '')),
  ).toEqual([])
})

type Observed = Extract<FhirResource, { resourceType: 'Observation' }>

function profiled(resources: readonly FhirResource[], profile: string): FhirResource[] {
  return resources.filter(({ meta }) => meta?.profile?.includes(nictiz(profile)))
}

function observations(resources: readonly FhirResource[]): Observed[] {
  return resources.filter((found) => found.resourceType === 'Observation')
}

function coded(resources: readonly FhirResource[], code: string): Observed[] {
  return resources.filter((found) => codeOf(found) === code) as Observed[]
}

function codeOf(resource: FhirResource): string | undefined {
  return 'code' in resource ? resource.code?.coding?.[0]?.code : undefined
}

function saidBy(found: Observed | undefined) {
  return (
    found?.valueQuantity?.value ??
    found?.valueDateTime ??
    found?.valueCodeableConcept?.coding?.[0]?.code
  )
}

function bsnOf(resource: FhirResource | undefined): string | undefined {
  if (resource?.resourceType !== 'Patient') return undefined
  return resource.identifier?.find(({ system }) => system === BSN)?.value
}

function to(resource: FhirResource | undefined) {
  return { reference: `${resource?.resourceType}/${resource?.id}` }
}

function refersTo(
  reference: { reference?: string | undefined } | undefined,
  resource: FhirResource | undefined,
): boolean {
  return reference?.reference === to(resource).reference
}

function ucum(value: number, code: string) {
  return { value, unit: code, system: 'http://unitsofmeasure.org', code }
}
