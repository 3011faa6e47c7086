/**
 * One small family to write by hand: a test says only what it is about.
 *
 * @module
 */

import type {
  Adult,
  Allocation,
  Child,
  Enrolment,
  Family,
  Location,
  Person,
  Residence,
} from './population.ts'

export const RESIDENCE: Residence = {
  from: '2020-01-01',
  municipality: { code: '9999', name: 'Waterdam' },
  street: 'Dijkgraaf van der Veldestraat',
  houseNumber: 12,
  houseLetter: 'b',
  postcode: '9999XA',
  city: 'Waterdam',
  district: 'WK999901',
  bagId: '9999010000000012',
}

const PERSON: Person = {
  bsn: '999990019',
  name: { given: 'Zoë', initials: 'Z.M.', prefix: 'van der', family: 'Berg & Dal' },
  sex: 'female',
  birthDate: '2023-03-14',
  birthDateKnown: 'day',
  birthCountry: { code: '6030', name: 'Nederland' },
  deathDate: null,
}

export const MOTHER: Adult = {
  ...PERSON,
  bsn: '999990020',
  name: { given: 'Noor', initials: 'N.', prefix: null, family: 'Özdemir' },
  birthDate: '1992-05-06',
  education: 'middle',
  speaksDutch: true,
}

export const ALLOCATION: Allocation = {
  number: '300201',
  provider: '12345678',
  category: '45',
  product: '45A03',
  allocatedAt: '2025-02-03T10:15:00+01:00',
  from: '2025-02-10',
  to: '2025-12-31',
  volume: { amount: 2, unit: '04', frequency: '2' },
  referredBy: '03',
  start: { date: '2025-02-12', reportedOn: '2025-02-20' },
  stop: { date: '2025-11-30', reportedOn: '2025-12-05', reason: '31' },
}

export const ENROLMENT: Enrolment = {
  id: 'WD-0001',
  lrkId: '999000001',
  from: '2025-03-01',
  to: null,
  endReason: null,
  hoursPerWeek: 16.5,
  vveGroup: true,
  vveHoursPerWeek: 16,
  financing: 'KOT',
  indication: null,
  months: [],
}

export const LOCATION: Location = {
  lrkId: '999000001',
  kind: 'KDV',
  name: 'De Waterlelie',
  places: 48,
  vve: true,
  registered: '2015-06-01',
  deregistered: false,
  residence: RESIDENCE,
  holder: {
    name: 'Kinderopvang Waterdam',
    kvk: '99999999',
    branch: '000099999999',
    legalForm: 'BV',
  },
  agency: null,
}

/** `person: null` makes the child unborn. */
export function childWith({
  person = {},
  enrolments = [],
  allocations = [],
  cases = [],
  custody = null,
  quirks = [],
}: {
  person?: Partial<Person> | null
  enrolments?: Child['childcare']['enrolments']
  allocations?: Child['socialDomain']['allocations']
  cases?: Child['socialDomain']['cases']
  custody?: Child['custody']
  quirks?: Child['quirks']
}): Child {
  return {
    planted: null,
    rank: 1,
    person: person === null ? null : { ...PERSON, ...person },
    birth: null,
    jgz: null,
    childcare: { enrolments },
    socialDomain: { allocations, cases },
    custody,
    quirks,
  }
}

export function familyOf(children: readonly Child[], family: Partial<Family> = {}): Family {
  return {
    number: 0,
    mother: MOTHER,
    partner: null,
    residences: [RESIDENCE],
    circumstances: {
      lowIncome: false,
      singleParent: true,
      smokedInPregnancy: false,
      secretAddress: false,
      vveTarget: false,
    },
    pregnancies: [
      {
        id: '6f0c1d7e-3a52-4b9e-8f10-2d5b7c9e0a11',
        lastMenstrualPeriod: '2022-06-07',
        dueDate: '2023-03-14',
        gravidity: 1,
        parity: 0,
        practice: { agb: '08000001', name: 'Verloskundigen Waterdam' },
        visits: [],
        maternalPertussisVaccination: null,
        outcome: 'birth',
        endDate: '2023-03-14',
        delivery: null,
        children,
      },
    ],
    emigratedOn: null,
    ...family,
  }
}
