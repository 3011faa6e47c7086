/**
 * Pregnancies to write by hand, for the tests of birth care: a test says only what it is about.
 *
 * @module
 */
import type { Birth, Child, Family, Person, Pregnancy } from './population.ts'

const MOTHER: Family['mother'] = {
  bsn: '999990020',
  name: { given: 'Noor', initials: 'N.', prefix: 'de', family: 'Özdemir' },
  sex: 'female',
  birthDate: '1992-05-06',
  birthDateKnown: 'day',
  birthCountry: { code: '6030', name: 'Nederland' },
  deathDate: null,
  education: 'middle',
  speaksDutch: true,
}

const BIRTH: Birth = {
  at: '2023-03-14T00:20:00+01:00',
  outcome: 'live-birth',
  sex: 'female',
  gestationalAgeDays: 279,
  weightGrams: 3400,
  lengthMillimetres: 505,
  headCircumferenceMillimetres: 348,
  apgar: [8, 9, 10],
  mode: 'spontaneous',
  multiple: false,
  perinatalDeath: null,
}

const VISITS: Pregnancy['visits'] = [
  { date: '2022-08-02', kind: 'intake', gestationalAgeDays: 56 },
  { date: '2022-08-30', kind: 'ultrasound', gestationalAgeDays: 84 },
  { date: '2022-12-01', kind: 'home-visit', gestationalAgeDays: 177 },
  { date: '2023-02-01', kind: 'phone', gestationalAgeDays: 239 },
]

export function bornChild(person: Partial<Person>, birth: Partial<Birth> = {}): Child {
  const { birthDate = '2023-03-14' } = person
  const born = { ...BIRTH, at: `${birthDate}T00:20:00+01:00`, ...birth }
  return {
    ...unbornChild(),
    person: {
      ...MOTHER,
      bsn: '999990019',
      name: { given: 'Anna', initials: 'A.', prefix: 'de', family: 'Özdemir' },
      sex: born.sex,
      birthDate,
      ...person,
    },
    birth: born,
  }
}

export function stillbornChild(birth: Partial<Birth> = {}): Child {
  const perinatalDeath = { phase: 'antepartum', date: '2023-03-12' } as const
  return {
    ...unbornChild(),
    birth: { ...BIRTH, outcome: 'stillbirth', apgar: [0, 0, 0], perinatalDeath, ...birth },
  }
}

export function unbornChild(rank = 1): Child {
  return {
    planted: null,
    rank,
    person: null,
    birth: null,
    jgz: null,
    childcare: { enrolments: [] },
    socialDomain: { allocations: [], cases: [] },
    custody: null,
    quirks: [],
  }
}

/** Ended with the birth of these children, unless `pregnancy` says otherwise. */
export function pregnancyOf(
  children: readonly Child[],
  pregnancy: Partial<Pregnancy> = {},
): Pregnancy {
  return {
    id: '6f0c1d7e-3a52-4b9e-8f10-2d5b7c9e0a11',
    lastMenstrualPeriod: '2022-06-07',
    dueDate: '2023-03-16',
    gravidity: 2,
    parity: 1,
    practice: { agb: '08990001', name: 'Verloskundigen Waterdam' },
    visits: VISITS,
    maternalPertussisVaccination: null,
    outcome: 'birth',
    endDate: '2023-03-14',
    delivery: { at: '2023-03-14T00:10:00+01:00', place: 'home' },
    children,
    ...pregnancy,
  }
}

export function ongoingPregnancy(pregnancy: Partial<Pregnancy> = {}): Pregnancy {
  return pregnancyOf([unbornChild()], {
    id: '0b1de2a4-0c8e-4f5b-9d52-9f1f3bb0a601',
    lastMenstrualPeriod: '2026-05-01',
    dueDate: '2027-02-05',
    visits: [
      { date: '2026-06-26', kind: 'intake', gestationalAgeDays: 56 },
      { date: '2026-09-10', kind: 'check', gestationalAgeDays: 132 },
    ],
    outcome: 'ongoing',
    endDate: null,
    delivery: null,
    ...pregnancy,
  })
}

export function familyWith(
  pregnancies: readonly Pregnancy[],
  family: Partial<Family> = {},
): Family {
  return {
    number: 0,
    mother: MOTHER,
    partner: null,
    residences: [
      residence('2020-01-01', 'Havenstraat'),
      // Birth care did not hear of it any more.
      residence('2025-01-01', 'Nieuwe Kade'),
    ],
    circumstances: {
      lowIncome: false,
      singleParent: true,
      smokedInPregnancy: false,
      secretAddress: false,
      vveTarget: false,
    },
    pregnancies,
    emigratedOn: null,
    ...family,
  }
}

/** The family of `number`, with one child, an eleven-proof BSN apart from all others. */
export function numberedFamily(number: number): Family {
  const { mother, ...rest } = familyWith([])
  const child = bornChild({ bsn: testBsn(2 * number + 1) })
  const id = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
  return {
    ...rest,
    number,
    mother: { ...mother, bsn: testBsn(2 * number) },
    pregnancies: [pregnancyOf([child], { id })],
  }
}

/** For volume only: not eleven-proof beyond the range that is set apart for tests. */
function testBsn(index: number): string {
  return `9999${String(index).padStart(5, '0')}`
}

function residence(from: string, street: string): Family['residences'][number] {
  return {
    from,
    municipality: { code: '9999', name: 'Waterdam' },
    street,
    houseNumber: 12,
    houseLetter: 'b',
    postcode: '9999XA',
    city: 'Waterdam',
    district: 'WK999901',
    bagId: '9999010000000012',
  }
}
