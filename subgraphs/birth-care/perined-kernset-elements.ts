/**
 * Which field of ours holds an element of the kernset; what has none is kept.
 *
 * @module
 */

import { CONCEPT_ROOT, leaves } from './perined-kernset-dataset.ts'

/** By the number of the concept: where it is in a `KernsetMessage`. */
export const FIELDS: Readonly<Record<string, string>> = {
  '20290': 'care.from',
  '20340': 'care.until',
  '20355': 'care.periods',
  '20305': 'care.statusAfterIntake',
  '82013': 'care.referrals.date',
  '82552': 'care.referrals.from.institutions',
  '82554': 'care.referrals.from.specialism',
  '82579': 'care.referrals.to.institutions',
  '82580': 'care.referrals.to.specialism',
  '82581': 'care.referrals.kind',
  '20367': 'care.referrals.period',
  '10022': 'institution.agb',
  '10023': 'institution.lvr',
  '10030': 'woman.bsn',
  '10031': 'woman.localId',
  '10040': 'woman.birthDate',
  '10304': 'woman.postcode',
  '10400': 'woman.ethnicity',
  '84211': 'pregnancy.dossier',
  '20010': 'pregnancy.gravidity',
  '20150': 'pregnancy.parity',
  '82160': 'pregnancy.dueDate',
  '20261': 'pregnancy.intendedPlace',
  '80737': 'pregnancy.visits.date',
  '80738': 'pregnancy.visits.gestationalAgeDays',
  '80746': 'pregnancy.visits.fetalMovements',
  '80810': 'pregnancy.visits.smoking',
  '80747': 'pregnancy.visits.alcohol',
  '82102': 'pregnancy.visits.drugs',
  '20211': 'pregnancy.visits.weightKilograms',
  '20670': 'pregnancy.maternalDeath',
  '80625': 'pregnancy.end',
  '20500': 'delivery.partus',
  '20505': 'delivery.childrenBorn',
  '20530': 'delivery.statusBefore',
  '20550': 'delivery.beganWith',
  '20590': 'delivery.startedAt',
  '20640': 'delivery.bloodLossMillilitres',
  '40003': 'children.place',
  '40005': 'children.hospital',
  '40010': 'children.bsn',
  '40041': 'children.sex',
  '40050': 'children.bornAt',
  '40025': 'children.rank',
  '40280': 'children.death.died',
  '40290': 'children.death.phase',
  '40300': 'children.death.at',
  '80626': 'children.mode',
  '40071': 'children.apgar5',
  '40060': 'children.weightGrams',
  '40080': 'children.congenitalAnomaly',
  '82119': 'children.paediatrician',
  '82334': 'children.hasProblems',
  '80789': 'children.problems',
  '83377': 'feeding.rank',
  '70011': 'feeding.date',
  '70030': 'feeding.substances',
}

/** The official name of each concept. */
export const NAMES: ReadonlyMap<string, string> = new Map(
  [...leaves()].map(({ concept: { number, name } }) => [number, name]),
)

export const ELEMENTS: readonly {
  readonly element: string
  readonly name: string
  readonly field: string | 'kept'
}[] = [...leaves()].map(({ concept, groups }) => ({
  element: `${CONCEPT_ROOT}${concept.number}`,
  name: [...groups, concept.name].join('/'),
  field: FIELDS[concept.number] ?? 'kept',
}))
