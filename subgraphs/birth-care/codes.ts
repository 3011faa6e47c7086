/**
 * What the codes of birth care mean to us. English, by code and system; never by the display that came along.
 *
 * @module
 */

import type { ContactForm, ContactStatus } from '../../schema/contact.ts'
import type { BirthMode, BirthPlace, PerinatalPhase } from './birth.ts'

/** A code with its system, as FHIR writes a token: `http://loinc.org|8339-4`. */
export type Token = `${string}|${string}`

type Table<T> = Readonly<Record<Token, T>>

const sct = (code: string): Token => `http://snomed.info/sct|${code}`
const loinc = (code: string): Token => `http://loinc.org|${code}`

export const BSN_SYSTEM = 'http://fhir.nl/fhir/NamingSystem/bsn'
export const SNOMED_SYSTEM = 'http://snomed.info/sct'

/** Which fact an Observation, a Condition or a Procedure is about. */
export const FACTS = {
  pregnancy: [sct('118185001')],
  ectopicPregnancy: [sct('34801009'), sct('79586000')],
  multipleDisorder: [sct('16356006')],
  termination: [sct('386639001'), sct('57797005')],
  delivery: [sct('236973005')],
  birth: [sct('3950001')],
  mother: ['http://hl7.org/fhir/v3/RoleCode|MTH', `${v3('RoleCode')}|MTH`],
  lastMenstrualPeriod: [loinc('8665-2'), sct('21840007')],
  gravidity: [loinc('11996-6'), sct('161732006')],
  parity: [loinc('11977-6'), sct('364325004')],
  dueDateDefinitive: [sct('147781000146105')],
  dueDateEstimated: [sct('161714006')],
  endOfPregnancy: [sct('118951000146109')],
  gestationalAge: [sct('57036006')],
  twinPregnancy: [sct('65147003')],
  childrenBorn: [sct('118861000146102')],
  tobaccoUse: [sct('365980008')],
  mode: [sct('364336006')],
  placeOfBirth: [sct('366344009')],
  placeOfDelivery: [sct('169812000')],
  weight: [loinc('8339-4')],
  length: [loinc('89269-5')],
  headCircumference: [loinc('9843-4')],
  apgar1: [loinc('9272-6')],
  apgar5: [loinc('9274-2')],
  apgar10: [loinc('9271-8')],
  perinatalDeath: [sct('276507005')],
  dateOfDeath: [sct('399753006')],
  phaseOfDeath: [sct('246454002')],
  postnatalVisit: [sct('384636006')],
} as const satisfies Record<string, readonly Token[]>

export type Fact = keyof typeof FACTS

export const MODES: Table<BirthMode> = {
  [sct('48782003')]: 'SPONTANEOUS',
  [sct('177184002')]: 'SPONTANEOUS',
  [sct('3311000146109')]: 'ASSISTED_VAGINAL',
  [sct('61586001')]: 'ASSISTED_VAGINAL',
  [sct('302383004')]: 'ASSISTED_VAGINAL',
  [sct('11466000')]: 'CAESAREAN',
  [sct('80771000146107')]: 'ELECTIVE_CAESAREAN',
  [sct('177141003')]: 'ELECTIVE_CAESAREAN',
  [sct('274130007')]: 'EMERGENCY_CAESAREAN',
}

export const PLACES: Table<BirthPlace> = {
  [sct('169813005')]: 'HOME',
  [sct('56311000146108')]: 'BIRTH_CENTRE',
  'urn:oid:2.16.840.1.113883.2.4.3.22.1.8.7|23': 'BIRTH_CENTRE',
  [sct('56321000146103')]: 'HOSPITAL',
  [sct('22232009')]: 'HOSPITAL',
}

export const PHASES: Table<PerinatalPhase> = {
  [sct('237361005')]: 'ANTEPARTUM',
  [sct('1156675004')]: 'ANTEPARTUM',
  [sct('237362003')]: 'INTRAPARTUM',
  [sct('276506001')]: 'NEONATAL',
}

/** By SNOMED CT code. */
export const TOBACCO_LABELS: Readonly<Record<string, string>> = {
  '449868002': 'Smokes daily',
  '230059006': 'Smokes occasionally',
  '77176002': 'Smoker',
  '43381005': 'Passive smoker',
  '8517006': 'Ex-smoker',
  '266919005': 'Never smoked',
  '405746006': 'Does not smoke; past use unknown',
  '266927001': 'Unknown',
}

const FORMS_BY_CLASS: Readonly<Record<string, ContactForm>> = {
  AMB: 'FACE_TO_FACE',
  IMP: 'FACE_TO_FACE',
  ACUTE: 'FACE_TO_FACE',
  NONAC: 'FACE_TO_FACE',
  SS: 'FACE_TO_FACE',
  EMER: 'FACE_TO_FACE',
  FLD: 'FACE_TO_FACE',
  HH: 'HOME_VISIT',
  VR: 'PHONE',
}

/** By the class of an encounter; STU3 and later versions name the system differently. */
export const FORMS: Table<ContactForm> = Object.fromEntries(
  ['http://hl7.org/fhir/v3/ActCode', v3('ActCode')].flatMap((system) =>
    Object.entries(FORMS_BY_CLASS).map(([code, form]) => [`${system}|${code}`, form]),
  ),
)

/** By `Encounter.status`. Who cancelled is not told. */
export const STATUSES: Readonly<Record<string, ContactStatus>> = {
  planned: 'PLANNED',
  arrived: 'REALISED',
  triaged: 'REALISED',
  'in-progress': 'REALISED',
  onleave: 'REALISED',
  finished: 'REALISED',
  cancelled: 'NOT_REALISED',
}

function v3(name: string): string {
  return `http://terminology.hl7.org/CodeSystem/v3-${name}`
}
