/**
 * A pregnancy, from the dossiers of the practices that saw it.
 *
 * @module
 */

import { CHORIONICITIES, type Fact, SNOMED_SYSTEM, TOBACCO_LABELS } from './codes.ts'
import { addDays, gestationalAgeOn, TERM_DAYS } from './days.ts'
import type { DueDate } from './due-date.ts'
import type { FetalMovements } from './fetal-movements.ts'
import { birthsIn, diedUnborn, isStillborn } from './fhir-geboortezorg-child.ts'
import type { Dossier } from './fhir-geboortezorg-dossier.ts'
import {
  rowsOfCondition,
  rowsOfObservation,
  rowsOfProcedure,
  sortRows,
} from './fhir-geboortezorg-kept.ts'
import { toMaternityCare } from './fhir-geboortezorg-maternity.ts'
import {
  codedOf,
  codeIn,
  countOf,
  dayOf,
  daysOf,
  latest,
  type Observation,
  observedOn,
  toCoded,
  toDay,
} from './fhir-geboortezorg-observations.ts'
import {
  extended,
  is,
  keyOf,
  type Records,
  type Resource,
  tokensOf,
} from './fhir-geboortezorg-resources.ts'
import { visitsOf } from './fhir-geboortezorg-visits.ts'
import type { BirthCareObservation } from './observation.ts'
import type { PregnancyRecord, PregnancyRecordOutcome, TobaccoUse } from './pregnancy-record.ts'

/** From here on a child that dies unborn is stillborn; before, it is a miscarriage. */
export const STILLBIRTH_DAYS = 168

export function toPregnancy(records: Records, dossier: Dossier): PregnancyRecord {
  const observations = dossier.observations()
  const dueDate = dueDateOf(records, observations)
  const end = endOf(records, dossier)
  const visits = visitsOf(records, dossier, dueDate, end)
  const first = visits.find(({ status }) => status === 'REALISED')
  const find = <T>(fact: Fact, read: (observation: Observation) => T | undefined) =>
    latest(records, observations, fact, read)
  return {
    dueDate,
    estimatedDueDate: find('dueDateEstimated', toDueDate),
    definitiveDueDate: find('dueDateDefinitive', toDueDate),
    lastMenstrualPeriod: latest(records, observations, 'lastMenstrualPeriod', dayOf),
    gravidity: latest(records, observations, 'gravidity', countOf),
    parity: latest(records, observations, 'parity', countOf),
    livingOffspring: find('livingOffspring', countOf),
    earlierLosses: find('earlierLosses', countOf),
    firstVisit: first?.date ?? null,
    firstVisitGestationalAgeDays: first?.gestationalAgeDays ?? null,
    visits,
    multiple: isMultiple(records, dossier, observations),
    chorionicity: find('twinPregnancy', codeIn(CHORIONICITIES, 'OTHER')),
    fetalMovements: find('fetalMovements', (one) => toFetalMovements(records, one)),
    tobaccoUse: latest(records, observations, 'tobaccoUse', toTobaccoUse),
    alcoholUse: find('alcoholUse', codedOf),
    drugUse: find('drugUse', codedOf),
    folicAcid: find('folicAcid', codedOf),
    outcome: outcomeOf(records, dossier),
    maternityCare: toMaternityCare(records, dossier, end),
    observations: observationsOf(records, dossier, dueDate),
  }
}

function toDueDate(observation: Observation): DueDate | undefined {
  const date = dayOf(observation)
  const { code = null, label = null } = toCoded(observation.method) ?? {}
  return date === undefined ? undefined : { date, methodCode: code, methodLabel: label }
}

function toFetalMovements(records: Records, one: Observation): FetalMovements | undefined {
  const coded = codedOf(one)
  return coded && { date: observedOn(records, one), ...coded }
}

/** What has no field, and is about the mother: never what is about one of her children. */
function observationsOf(
  records: Records,
  dossier: Dossier,
  dueDate: string | null,
): BirthCareObservation[] {
  const women = womenOf(records, dossier)
  const isHers = ({ subject }: { readonly subject?: Parameters<typeof keyOf>[0] }) =>
    women.has(keyOf(subject) ?? '')
  const observations = [
    ...dossier.observations(),
    ...recordedMeanwhile(records, dossier, women, dueDate),
  ]
  return sortRows([
    ...observations.filter(isHers).flatMap((one) => rowsOfObservation(records, one)),
    ...dossier.conditions().filter(isHers).flatMap(rowsOfCondition),
    ...dossier.procedures().filter(isHers).flatMap(rowsOfProcedure),
  ])
}

function womenOf(records: Records, { episodes, pregnancies }: Dossier): ReadonlySet<string> {
  const told = [
    ...episodes.map(({ patient }) => keyOf(patient)),
    ...[...pregnancies].map((key) => keyOf(records.find('Condition', key)?.subject)),
  ]
  return new Set(told.filter((key) => key !== undefined))
}

/**
 * A result of a laboratory names no episode, and often no day: it belongs to the pregnancy in which it was observed, or
 * to the only one that is known.
 */
function recordedMeanwhile(
  records: Records,
  dossier: Dossier,
  women: ReadonlySet<string>,
  dueDate: string | null,
): Observation[] {
  const start = dueDate === null ? null : addDays(dueDate, -TERM_DAYS)
  const end = endOf(records, dossier) ?? dueDate
  const isOnly = records
    .about('Condition', women)
    .every(({ key, code }) => !is('pregnancy', code) || dossier.pregnancies.has(key))
  return records.about('Observation', women).filter((one) => {
    const isFree = one.context === undefined && extended(one, 'observation-focusSTU3').length === 0
    if (!isFree) return false
    const on = observedOn(records, one)
    if (on === null) return isOnly
    return start !== null && end !== null && on >= start && on <= end
  })
}

export function dueDateOf(records: Records, observations: readonly Observation[]): string | null {
  return (
    latest(records, observations, 'dueDateDefinitive', dayOf) ??
    latest(records, observations, 'dueDateEstimated', dayOf)
  )
}

/** The day on which it ended; null where it did not, or where nobody says. */
export function endOf(records: Records, dossier: Dossier): string | null {
  const observations = dossier.observations()
  const told = latest(records, observations, 'endOfPregnancy', dayOf)
  const born = birthsInDossier(records, dossier).map(({ performedDateTime, performedPeriod }) =>
    toDay(performedDateTime ?? performedPeriod?.start),
  )
  return told ?? born.find((day) => day !== undefined) ?? null
}

export function outcomeOf(records: Records, dossier: Dossier): PregnancyRecordOutcome {
  const procedures = dossier.procedures()
  const births = birthsInDossier(records, dossier)
  if (births.some(({ subject }) => !isStillborn(records, [keyOf(subject) ?? '']))) {
    return 'LIVE_BIRTH'
  }
  const conditions = dossier.conditions()
  if (conditions.some(({ code }) => is('ectopicPregnancy', code))) return 'ECTOPIC'
  if (procedures.some(({ code }) => is('termination', code))) return 'TERMINATION'

  const observations = dossier.observations()
  const deaths = observations.filter(
    ({ code, valueBoolean }) => is('perinatalDeath', code) && valueBoolean === true,
  )
  if (deaths.some(diedUnborn)) {
    if (procedures.some(({ code }) => is('delivery', code))) return 'STILLBIRTH'
    const age = ageAtEnd(records, dossier, observations)
    if (age === null) return 'UNKNOWN'
    return age < STILLBIRTH_DAYS ? 'MISCARRIAGE' : 'STILLBIRTH'
  }
  if (endOf(records, dossier) !== null) return 'UNKNOWN'
  return isGoingOn(records, dossier) ? 'ONGOING' : 'UNKNOWN'
}

export function birthsInDossier(records: Records, dossier: Dossier): Resource<'Procedure'>[] {
  const procedures = dossier.procedures()
  const deliveries = procedures.filter(({ code }) => is('delivery', code)).map(({ key }) => key)
  const births = procedures.filter(({ code }) => is('birth', code))
  return [...new Set([...births, ...birthsIn(records, deliveries)])]
}

function ageAtEnd(
  records: Records,
  dossier: Dossier,
  observations: readonly Observation[],
): number | null {
  const end = endOf(records, dossier)
  const counted = end === null ? null : gestationalAgeOn(end, dueDateOf(records, observations))
  return counted ?? latest(records, observations, 'gestationalAge', daysOf)
}

function isGoingOn(records: Records, { episodes, pregnancies }: Dossier): boolean {
  const told = [...pregnancies].map((key) => records.find('Condition', key)?.clinicalStatus)
  return told.includes('active') || episodes.some(({ status }) => status === 'active')
}

export function isMultiple(
  records: Records,
  dossier: Dossier,
  observations: readonly Observation[],
): boolean | null {
  const born = latest(records, observations, 'childrenBorn', countOf)
  if (born !== null && born > 0) return born > 1
  const conditions = dossier.conditions()
  if (conditions.some(({ code }) => is('multipleDisorder', code))) return true
  const children = birthsInDossier(records, dossier).flatMap(({ subject }) => {
    return records.find('Patient', keyOf(subject))?.multipleBirthBoolean ?? []
  })
  if (children.length > 0) return children.includes(true)
  return latest(records, observations, 'twinPregnancy', isTwin)
}

/** A code says of which kind the twins are; a boolean, that there are any. */
function isTwin({ valueCodeableConcept, valueBoolean }: Observation): boolean | undefined {
  return valueBoolean ?? (tokensOf(valueCodeableConcept).length > 0 ? true : undefined)
}

function toTobaccoUse({ valueCodeableConcept }: Observation): TobaccoUse | undefined {
  const code = valueCodeableConcept?.coding?.find(({ system }) => system === SNOMED_SYSTEM)?.code
  return code === undefined ? undefined : { code, label: TOBACCO_LABELS[code] ?? null }
}
