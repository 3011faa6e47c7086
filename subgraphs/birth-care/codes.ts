/**
 * What the codes of birth care mean to us. English, by code and system; never by the display that came along.
 *
 * @module
 */

import type { ContactForm, ContactStatus } from '../../schema/contact.ts'
import type { BirthMode, BirthPlace, PerinatalPhase } from './birth.ts'
import type { InfantFood } from './newborn.ts'
import type { Chorionicity } from './pregnancy-record.ts'

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
  livingOffspring: [sct('143881000146107')],
  earlierLosses: [sct('713651007')],
  fetalMovements: [sct('364618000')],
  tobaccoUse: [sct('365980008')],
  alcoholUse: [sct('228273003')],
  drugUse: [sct('228366006')],
  folicAcid: [sct('792807003')],
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
  prenatalExamination: [sct('18114009')],
  prenatalHomeVisit: [sct('158111000146102')],
  postnatalVisit: [sct('384636006')],
  hoursIndicated: [sct('160631000146109')],
  familySituation: [sct('365470003')],
  familyComposition: [sct('224130005'), sct('365481000')],
  children: [sct('224118004')],
  childrenAtHome: [sct('55811000146107')],
  familyAssessment: [sct('423340009')],
  instability: [sct('160231000146106')],
  concern: [sct('160241000146103')],
  substancesAtHome: [sct('160251000146100')],
  network: [sct('365469004')],
  hearingTest: [sct('252957005')],
  heelPrick: [sct('77262006')],
  feeding: [sct('289145007')],
  infantFood: [sct('109021000146107')],
  feedingsPerDay: [sct('364653007')],
  supplement: [sct('158451000146107')],
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

export const CHORIONICITIES: Table<Chorionicity> = {
  [sct('459166009')]: 'DICHORIONIC_DIAMNIOTIC',
  [sct('459168005')]: 'MONOCHORIONIC_DIAMNIOTIC',
  [sct('459171002')]: 'MONOCHORIONIC_MONOAMNIOTIC',
}

export const FOODS: Table<InfantFood> = {
  [sct('226789007')]: 'BREAST_MILK',
  [sct('386127005')]: 'FORMULA',
}

/** Of what was recorded with a code of its own; by SNOMED CT code. */
export const LABELS: Readonly<Record<string, string>> = {
  '31541000146106': 'Counted by ultrasound',
  '278292003': 'Ultrasound',
  '241491007': 'Ultrasound of the fetus',
  '133601000146101': 'Ultrasound to tell the due date',
  '289431008': 'Felt well',
  '276372004': 'Felt weakly',
  '276369006': 'Felt less than before',
  '219006': 'Drinks alcohol',
  '82581004': 'Stopped drinking alcohol',
  '105542008': 'Drinks no alcohol',
  '417284009': 'Uses drugs',
  '44870007': 'Stopped using drugs',
  '228367002': 'Uses no drugs',
  '228368007': 'Never used drugs',
  '29761000146100': 'Took folic acid before the conception',
  '30391000146101': 'Took no folic acid before the conception',
  '408821002': 'Lives with a partner',
  '160756002': 'Lives with family',
  '169741004': 'Breast-fed',
  '268472006': 'Bottle-fed',
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
