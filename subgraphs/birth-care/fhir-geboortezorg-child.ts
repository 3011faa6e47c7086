/**
 * Which record is of the child that is asked for.
 *
 * By its own BSN, or else by its mother and the exact day of its birth. A record with another BSN is of another
 * child; a stillborn child is nobody in the population register. What remains must be one: of twins without a BSN
 * we cannot tell who is who, and do not guess.
 *
 * @module
 */

import { PHASES } from './codes.ts'
import { isDay } from './days.ts'
import type { FetusAddress } from './fhir-address.ts'
import { countOf, latest, toDay } from './fhir-geboortezorg-observations.ts'
import {
  extended,
  is,
  keyOf,
  keysOf,
  type Records,
  type Resource,
  tokensOf,
} from './fhir-geboortezorg-resources.ts'

/** {@link BirthCareKey}, in the digits that stand in the records. */
export interface Sought {
  readonly bsn: string | null
  readonly mothers: readonly string[]
  readonly birthDate: string | null
  readonly addresses?: readonly FetusAddress[]
}

/** Keys of Patient: more than one where practices keep a record of their own. Empty: not known. */
export type FoundChild = readonly string[] | 'uncertain'

export function findChild(records: Records, { bsn, ...sought }: Sought): FoundChild {
  const own = bsn === null ? [] : records.patientsWith(bsn)
  // Who has no number is found by its address only: its mother may expect another.
  if (own.length > 0 || bsn === null || !isDay(sought.birthDate)) return own

  const sameDay = childrenOf(records, findWomen(records, sought)).filter(
    (patient) => birthDayOf(records, patient) === sought.birthDate,
  )
  const candidates = sameDay
    .filter((patient) => records.bsnOf(patient) === undefined)
    .filter((patient) => !isStillborn(records, [patient]))
  if (candidates.length === 0) return []
  // Two practices, each with a record of the only child of that day.
  if (candidates.every((patient) => multipleOf(records, [patient]) === false)) return candidates
  if (candidates.length > 1) return 'uncertain'

  const others = sameDay.length - candidates.length
  const expected = expectedChildren(records, candidates)
  return expected - others - lostSiblings(records, candidates) > 1 ? 'uncertain' : candidates
}

export function findWomen(
  records: Records,
  { mothers }: Pick<Sought, 'mothers'>,
): readonly string[] {
  return mothers.flatMap((bsn) => records.patientsWith(bsn))
}

export function birthsOf(records: Records, child: readonly string[]): Resource<'Procedure'>[] {
  return records
    .about('Procedure', child)
    .filter(({ code, subject }) => is('birth', code) && child.includes(keyOf(subject) ?? ''))
}

/** The births of one delivery, or of more where more than one practice recorded it. */
export function birthsIn(records: Records, deliveries: readonly string[]): Resource<'Procedure'>[] {
  return records.about('Procedure', deliveries).filter(({ code, partOf }) => {
    return is('birth', code) && keysOf(partOf).some((key) => deliveries.includes(key))
  })
}

export function deliveriesOf(births: readonly Resource<'Procedure'>[]): string[] {
  return [...new Set(births.flatMap(({ partOf }) => keysOf(partOf)))]
}

export function birthDayOf(records: Records, patient: string): string | undefined {
  return (
    toDay(records.find('Patient', patient)?.birthDate) ??
    birthsOf(records, [patient])
      .map(({ performedDateTime, performedPeriod }) =>
        toDay(performedDateTime ?? performedPeriod?.start),
      )
      .find((day) => day !== undefined)
  )
}

export function multipleOf(records: Records, child: readonly string[]): boolean | null {
  const told = child.flatMap((key) => {
    const patient = records.find('Patient', key)
    if (patient?.multipleBirthInteger !== undefined) return true
    return patient?.multipleBirthBoolean ?? []
  })
  if (told.length > 0) return told.includes(true)
  const born = numberBorn(records, child)
  return born === null ? null : born > 1
}

/** What was recorded about the death of this child around its birth, and of no other. */
export function deathsOf(records: Records, child: readonly string[]): Resource<'Observation'>[] {
  const fetuses = records
    .about('BodySite', child)
    .filter((fetus) => extended(fetus, 'bc-bodysite-child').some((key) => child.includes(key)))
    .map(({ key }) => key)
  const subjects = [...child, ...fetuses]
  return records.about('Observation', subjects).filter((observation) => {
    const { code, subject, valueBoolean } = observation
    const about = [keyOf(subject) ?? '', ...extended(observation, 'observation-focusSTU3')]
    return (
      is('perinatalDeath', code) &&
      valueBoolean === true &&
      about.some((key) => subjects.includes(key))
    )
  })
}

export function phaseOf({ component = [] }: Resource<'Observation'>) {
  const told = component.find(({ code }) => is('phaseOfDeath', code))?.valueCodeableConcept
  return tokensOf(told).flatMap((token) => PHASES[token] ?? [])[0] ?? 'UNKNOWN'
}

export function isStillborn(records: Records, child: readonly string[]): boolean {
  return deathsOf(records, child).some(diedUnborn)
}

export function diedUnborn(death: Resource<'Observation'>): boolean {
  return ['ANTEPARTUM', 'INTRAPARTUM'].includes(phaseOf(death))
}

function childrenOf(records: Records, women: readonly string[]): string[] {
  const ofWomen = (key: string | undefined) => key !== undefined && women.includes(key)
  const deliveries = records
    .about('Procedure', women)
    .filter(({ code, subject }) => is('delivery', code) && ofWomen(keyOf(subject)))
  const born = birthsIn(
    records,
    deliveries.map(({ key }) => key),
  ).map(({ subject }) => keyOf(subject))
  const related = women
    .flatMap((woman) => records.find('Patient', woman)?.link ?? [])
    .map(({ other }) => records.find('RelatedPerson', keyOf(other)))
    .filter((person) => is('mother', person?.relationship))
    .map((person) => keyOf(person?.patient))
  const carried = records
    .about('BodySite', women)
    .filter(({ patient }) => ofWomen(keyOf(patient)))
    .flatMap((fetus) => extended(fetus, 'bc-bodysite-child'))
  const patients = [...born, ...related, ...carried].flatMap(
    (key) => records.find('Patient', key)?.key ?? [],
  )
  return [...new Set(patients)].filter((key) => !women.includes(key))
}

function expectedChildren(records: Records, child: readonly string[]): number {
  return numberBorn(records, child) ?? (multipleOf(records, child) === true ? 2 : 1)
}

/** Aantal geboren kinderen; dead or alive. */
function numberBorn(records: Records, child: readonly string[]): number | null {
  const deliveries = deliveriesOf(birthsOf(records, child))
  return latest(records, records.about('Observation', deliveries), 'childrenBorn', countOf)
}

/** Children of the same pregnancy that were stillborn, and so have no record as a person. */
function lostSiblings(records: Records, child: readonly string[]): number {
  const contexts = birthsOf(records, child).flatMap(({ context }) => keyOf(context) ?? [])
  const lost = records
    .about('Observation', contexts)
    .filter((death) => is('perinatalDeath', death.code) && death.valueBoolean === true)
    .filter(diedUnborn)
    .flatMap((death) => extended(death, 'observation-focusSTU3'))
    .flatMap((key) => records.find('BodySite', key) ?? [])
    .filter((fetus) => extended(fetus, 'bc-bodysite-child').length === 0)
  return new Set(lost.map(({ key }) => key)).size
}
