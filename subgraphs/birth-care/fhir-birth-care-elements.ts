/**
 * Which element of the Nictiz geboortezorg profiles (FHIR STU3) is which field of the graph, and the official names of
 * what is kept without one.
 *
 * @module
 */

import { FACTS, type Fact, type Token } from './codes.ts'

interface FactField {
  readonly resource: string
  /** Its official name, in English. */
  readonly name: string
  /** `kept`: served among the observations. */
  readonly field: string
}

const observed = (name: string, field: string): FactField => ({
  resource: 'Observation',
  name,
  field,
})

export const FIELDS = {
  pregnancy: { resource: 'Condition', name: 'Pregnancy', field: 'PregnancyRecord' },
  ectopicPregnancy: {
    resource: 'Condition',
    name: 'Ectopic pregnancy',
    field: 'PregnancyRecord.outcome',
  },
  multipleDisorder: {
    resource: 'Condition',
    name: 'Multiple pregnancy',
    field: 'PregnancyRecord.multiple',
  },
  termination: {
    resource: 'Procedure',
    name: 'Termination of pregnancy',
    field: 'PregnancyRecord.outcome',
  },
  delivery: { resource: 'Procedure', name: 'Delivery', field: 'Birth.delivery' },
  birth: { resource: 'Procedure', name: 'Birth', field: 'Birth' },
  mother: { resource: 'RelatedPerson', name: 'Mother of the child', field: 'Birth' },
  lastMenstrualPeriod: observed(
    'Date of last menstrual period',
    'PregnancyRecord.lastMenstrualPeriod',
  ),
  gravidity: observed('Number of pregnancies', 'PregnancyRecord.gravidity'),
  parity: observed('Parity', 'PregnancyRecord.parity'),
  dueDateDefinitive: observed('Definitive date of delivery', 'PregnancyRecord.definitiveDueDate'),
  dueDateEstimated: observed('Estimated date of delivery', 'PregnancyRecord.estimatedDueDate'),
  endOfPregnancy: observed('Date of end of pregnancy', 'PregnancyRecord.outcome'),
  gestationalAge: observed('Fetal gestational age', 'Birth.gestationalAgeDays'),
  twinPregnancy: observed('Twin pregnancy', 'PregnancyRecord.chorionicity'),
  childrenBorn: observed('Number of children born', 'Birth.delivery.childrenBorn'),
  livingOffspring: observed('Number of living offspring', 'PregnancyRecord.livingOffspring'),
  earlierLosses: observed(
    'History of pregnancy with abortive outcome',
    'PregnancyRecord.earlierLosses',
  ),
  fetalMovements: observed('Pattern of fetal movement', 'PregnancyRecord.fetalMovements'),
  tobaccoUse: observed('Tobacco use and exposure', 'PregnancyRecord.tobaccoUse'),
  alcoholUse: observed('Alcohol intake', 'PregnancyRecord.alcoholUse'),
  drugUse: observed('Drug use', 'PregnancyRecord.drugUse'),
  folicAcid: observed('Folic acid intake', 'PregnancyRecord.folicAcid'),
  mode: observed('Type of delivery', 'Birth.mode'),
  placeOfBirth: observed('Place of birth of the child', 'Birth.place'),
  placeOfDelivery: observed('Place of delivery', 'Birth.place'),
  weight: observed('Birth weight', 'Birth.weightGrams'),
  length: observed('Body height at birth', 'Birth.lengthMillimetres'),
  headCircumference: observed('Head circumference', 'Birth.headCircumferenceMillimetres'),
  apgar1: observed('Apgar score after 1 minute', 'Birth.apgar1'),
  apgar5: observed('Apgar score after 5 minutes', 'Birth.apgar5'),
  apgar10: observed('Apgar score after 10 minutes', 'Birth.apgar10'),
  perinatalDeath: observed('Fetal death', 'Birth.perinatalDeath'),
  dateOfDeath: observed('Date of death', 'Birth.perinatalDeath.date'),
  phaseOfDeath: observed('Life period', 'Birth.perinatalDeath.phase'),
  prenatalExamination: {
    resource: 'Encounter, Procedure',
    name: 'Prenatal examination and care of mother',
    field: 'PregnancyRecord.visits',
  },
  prenatalHomeVisit: {
    resource: 'Encounter',
    name: 'Prenatal home visit by maternity care',
    field: 'PregnancyRecord.maternityCare.homeVisits',
  },
  postnatalVisit: {
    resource: 'Encounter',
    name: 'Postnatal maternal examination',
    field: 'kept',
  },
  hoursIndicated: observed(
    'Indicated number of hours of maternity care',
    'PregnancyRecord.maternityCare.hoursIndicated',
  ),
  familySituation: observed('Family and household', 'PregnancyRecord.maternityCare.family'),
  familyComposition: observed(
    'Family composition',
    'PregnancyRecord.maternityCare.family.compositionCode',
  ),
  children: observed('Number of offspring', 'PregnancyRecord.maternityCare.family.children'),
  childrenAtHome: observed(
    'Number of children living at home',
    'PregnancyRecord.maternityCare.family.childrenAtHome',
  ),
  familyAssessment: observed(
    'Disturbance of family lifestyle',
    'PregnancyRecord.maternityCare.assessment',
  ),
  instability: observed(
    'Explanation of unstable family situation',
    'PregnancyRecord.maternityCare.assessment.instability',
  ),
  concern: observed(
    'Explanation of worrying family situation',
    'PregnancyRecord.maternityCare.assessment.concern',
  ),
  substancesAtHome: observed(
    'Explanation of use of intoxicants by housemates',
    'PregnancyRecord.maternityCare.assessment.substancesAtHome',
  ),
  network: observed('Network of family and supporters', 'PregnancyRecord.maternityCare.network'),
  hearingTest: observed('Hearing test for child', 'Birth.hearingTest'),
  heelPrick: observed('Heel prick', 'Birth.heelPrick'),
  feeding: observed('Infant feeding pattern', 'Birth.feeding'),
  infantFood: observed('Type of infant food', 'Birth.feeding.foods'),
  feedingsPerDay: observed('Frequency of infant feeding', 'Birth.feeding.timesPerDay'),
  supplement: observed('Type of supplementary feeding', 'Birth.feeding.supplemented'),
} as const satisfies Record<Fact, FactField>

/** What the profiles know, and has no field of its own. */
const KEPT: Readonly<Record<Token, string>> = {
  'http://loinc.org|29463-7': 'Body weight',
  'http://loinc.org|8302-2': 'Body height',
  'http://loinc.org|39156-5': 'Body mass index',
  'http://loinc.org|8310-5': 'Body temperature',
  'http://loinc.org|85354-9': 'Blood pressure',
  'http://loinc.org|8480-6': 'Systolic blood pressure',
  'http://loinc.org|8462-4': 'Diastolic blood pressure',
  'http://loinc.org|8352-7': 'Clothing worn during measure',
  'http://loinc.org|883-9': 'ABO group in blood',
  'http://loinc.org|1305-2': 'D antigen in blood',
  'http://loinc.org|1159-3': 'Little c antigen on red blood cells',
  'http://loinc.org|29893-5': 'HIV 1 antibody in serum or plasma',
  'http://loinc.org|58452-4': 'Hepatitis B virus surface antigen in serum',
  'http://loinc.org|11597-2': 'Treponema pallidum antibody in serum',
  'http://loinc.org|93846-4': 'Hemoglobin in venous blood',
  'http://snomed.info/sct|11429006': 'Consultation',
  'http://snomed.info/sct|118791000146100': 'Education about vitamin D',
  'http://snomed.info/sct|129879003': 'Parenting',
  'http://snomed.info/sct|136311000146100': 'Moment of birth of placenta',
  'http://snomed.info/sct|142961000146102': 'Preferred place of delivery',
  'http://snomed.info/sct|150811000119101': 'Contraceptive care education',
  'http://snomed.info/sct|160261000146102': 'Education level of father',
  'http://snomed.info/sct|160321000146103': 'Measurement of amniotic fluid',
  'http://snomed.info/sct|160341000146109': 'Ability to care for child',
  'http://snomed.info/sct|160351000146107': 'Uncertainty about care for child',
  'http://snomed.info/sct|160611000146102': 'Onset of first stage of labor',
  'http://snomed.info/sct|160621000146107': 'Date of onset of first stage of labor',
  'http://snomed.info/sct|16216731000119106': 'History of intrauterine fetal death',
  'http://snomed.info/sct|168089007': 'Appearance of amniotic fluid',
  'http://snomed.info/sct|169822006': 'Duration of second stage of labor',
  'http://snomed.info/sct|236994008': 'Delivery of placenta',
  'http://snomed.info/sct|249043002': 'Fetal heart rate',
  'http://snomed.info/sct|249120008': 'Onset of labor',
  'http://snomed.info/sct|249163006': 'Onset of pushing',
  'http://snomed.info/sct|249191003': 'Number of vessels in umbilical cord',
  'http://snomed.info/sct|249612005': 'Evaluation of feces',
  'http://snomed.info/sct|266918002': 'Tobacco amount',
  'http://snomed.info/sct|268467002': 'Intended infant feeding',
  'http://snomed.info/sct|271692001': 'Presenting part of fetus',
  'http://snomed.info/sct|273302005': 'Barthel index',
  'http://snomed.info/sct|281568006': 'Monitoring of fetal heart',
  'http://snomed.info/sct|28263002': 'Crying',
  'http://snomed.info/sct|289251005': 'Time of rupture of membranes',
  'http://snomed.info/sct|289299005': 'Umbilical cord',
  'http://snomed.info/sct|290201000146101': 'Interpretation of ultrasound',
  'http://snomed.info/sct|301830001': 'Urine',
  'http://snomed.info/sct|312457003': 'Irregular antibodies present',
  'http://snomed.info/sct|314845004': 'Participation of patient',
  'http://snomed.info/sct|364062005': 'Respiration',
  'http://snomed.info/sct|364204002': 'Genital organ',
  'http://snomed.info/sct|364277008': 'Contraction of uterus',
  'http://snomed.info/sct|364297003': 'Perineum of mother',
  'http://snomed.info/sct|364332008': 'Blood loss in labor',
  'http://snomed.info/sct|364343000': 'Completeness of placenta',
  'http://snomed.info/sct|364351002': 'Completeness of membranes',
  'http://snomed.info/sct|364528001': 'Skin',
  'http://snomed.info/sct|364595007': 'Umbilical stump',
  'http://snomed.info/sct|364703007': 'Employment',
  'http://snomed.info/sct|365508006': 'Housing',
  'http://snomed.info/sct|404950004': 'Sleep behaviour',
  'http://snomed.info/sct|439771001': 'Date of event',
  'http://snomed.info/sct|46973005': 'Blood pressure',
  'http://snomed.info/sct|53661000146106': 'Type of tobacco used',
  'http://snomed.info/sct|609625009': 'Pelvic region',
  'http://snomed.info/sct|698350008': 'Oral administration of phytomenadione',
  'http://snomed.info/sct|7381000146107': 'Position of placenta',
}

const SYSTEMS: Readonly<Record<string, string>> = {
  'http://snomed.info/sct': 'SNOMED CT',
  'http://loinc.org': 'LOINC',
}

const FACT_BY_TOKEN: ReadonlyMap<string, Fact> = new Map(
  (Object.keys(FACTS) as Fact[]).flatMap((fact) =>
    FACTS[fact].map((token): [string, Fact] => [token, fact]),
  ),
)

export function factOf(token: string): Fact | undefined {
  return FACT_BY_TOKEN.get(token)
}

/** In English; undefined for a code that we do not know. */
export function nameOf(token: Token): string | undefined {
  const fact = factOf(token)
  return fact === undefined ? KEPT[token] : FIELDS[fact].name
}

interface ElementField {
  readonly element: string
  readonly name: string
  readonly field: string | 'kept'
}

const RESOURCES: readonly ElementField[] = [
  { element: 'EpisodeOfCare bc-MaternalRecord', name: 'Maternal record', field: 'PregnancyRecord' },
  { element: 'EpisodeOfCare bc-ChildRecord', name: 'Child record', field: 'Birth' },
  { element: 'Encounter.class AMB', name: 'Visit', field: 'PregnancyRecord.visits' },
  {
    element: 'Encounter.class HH',
    name: 'Visit at home',
    field: 'PregnancyRecord.visits, PregnancyRecord.maternityCare.homeVisits',
  },
  { element: 'BodySite bc-Fetus', name: 'Unborn child', field: 'Birth.perinatalDeath' },
  { element: 'Patient.birthDate', name: 'Date of birth', field: 'Birth.date' },
  { element: 'Patient.birthDate patient-birthTime', name: 'Time of birth', field: 'Birth.at' },
  { element: 'Patient.multipleBirthInteger', name: 'Rank', field: 'Birth.rank' },
  { element: 'Patient.multipleBirthBoolean', name: 'Multiple birth', field: 'Birth.multiple' },
  {
    element: 'Observation.method',
    name: 'Method of the due date',
    field:
      'PregnancyRecord.estimatedDueDate.methodCode, PregnancyRecord.definitiveDueDate.methodCode',
  },
]

export const ELEMENTS: readonly ElementField[] = [
  ...RESOURCES,
  ...(Object.keys(FACTS) as Fact[]).flatMap((fact) => {
    const { resource, name, field } = FIELDS[fact]
    return FACTS[fact].map((token) => ({ element: `${resource} ${toText(token)}`, name, field }))
  }),
  ...Object.entries(KEPT).map(([token, name]) => ({
    element: `Observation ${toText(token)}`,
    name,
    field: 'kept',
  })),
]

/** `http://loinc.org|8339-4`: LOINC 8339-4. */
function toText(token: string): string {
  const [system = '', code = ''] = token.split('|')
  return `${SYSTEMS[system] ?? system} ${code}`
}
