/**
 * A birth, from what was recorded about one child and about its mother during the delivery.
 *
 * @module
 */

import type { Birth, BirthMode, PerinatalDeath } from './birth.ts'
import { MODES, PLACES } from './codes.ts'
import { gestationalAgeOn } from './days.ts'
import type { Delivery } from './delivery.ts'
import {
  birthDayOf,
  birthsIn,
  birthsOf,
  deathsOf,
  deliveriesOf,
  isStillborn,
  multipleOf,
  phaseOf,
} from './fhir-geboortezorg-child.ts'
import type { Dossier } from './fhir-geboortezorg-dossier.ts'
import { rowsOfObservation, rowsOfProcedure, sortRows } from './fhir-geboortezorg-kept.ts'
import { toFeeding, toScreening } from './fhir-geboortezorg-maternity.ts'
import {
  codeIn,
  countOf,
  daysOf,
  gramsOf,
  latest,
  millimetresOf,
  type Observation,
  scoreOf,
  toDay,
} from './fhir-geboortezorg-observations.ts'
import { dueDateOf } from './fhir-geboortezorg-pregnancy.ts'
import {
  extended,
  is,
  keyOf,
  type Records,
  type Resource,
  tokensOf,
} from './fhir-geboortezorg-resources.ts'
import type { BirthCareObservation } from './observation.ts'

const TERM_FROM_DAYS = 259

/** `dossier`: its pregnancy, where that is known. */
export function toBirth(
  records: Records,
  child: readonly string[],
  dossier: Dossier | undefined,
): Birth {
  const births = birthsOf(records, child)
  const keys = births.map(({ key }) => key)
  const date = child.map((key) => birthDayOf(records, key)).find((day) => day !== undefined) ?? null
  const gestationalAgeDays = ageAtBirth(records, births, dossier, date)
  const measured = records
    .about('Observation', child)
    .filter(({ subject }) => child.includes(keyOf(subject) ?? ''))
  const onTheDay = measured.filter(
    ({ effectiveDateTime }) => effectiveDateTime === undefined || toDay(effectiveDateTime) === date,
  )
  const during = focusedOn(records, keys)
  const delivery = focusedOn(records, deliveriesOf(births))
  return {
    date,
    at: momentOf(records, child, births),
    gestationalAgeDays,
    preterm: gestationalAgeDays === null ? null : gestationalAgeDays < TERM_FROM_DAYS,
    weightGrams: latest(records, measured, 'weight', gramsOf),
    lengthMillimetres: latest(records, measured, 'length', millimetresOf),
    headCircumferenceMillimetres: latest(records, onTheDay, 'headCircumference', millimetresOf),
    apgar1: latest(records, measured, 'apgar1', scoreOf),
    apgar5: latest(records, measured, 'apgar5', scoreOf),
    apgar10: latest(records, measured, 'apgar10', scoreOf),
    mode: latest(records, during, 'mode', codeIn(MODES, 'OTHER')) ?? modeByProcedure(records, keys),
    place:
      latest(records, during, 'placeOfBirth', codeIn(PLACES, 'OTHER')) ??
      latest(records, delivery, 'placeOfDelivery', codeIn(PLACES, 'OTHER')),
    rank: rankOf(records, child, births),
    multiple: multipleOf(records, child),
    outcome: isStillborn(records, child) ? 'STILLBIRTH' : 'LIVE_BIRTH',
    perinatalDeath: toPerinatalDeath(deathsOf(records, child)),
    delivery: toDelivery(records, deliveriesOf(births)),
    hearingTest: toScreening(records, measured, 'hearingTest'),
    heelPrick: toScreening(records, measured, 'heelPrick'),
    feeding: toFeeding(records, measured),
    observations: observationsOf(records, child, measured, onTheDay),
  }
}

function toDelivery(records: Records, keys: readonly string[]): Delivery | null {
  const told = keys.flatMap((key) => records.find('Procedure', key) ?? [])
  const starts = told.flatMap((one) => startOf(one) ?? [])
  const ends = told.flatMap(({ performedPeriod }) => performedPeriod?.end ?? [])
  const delivery = {
    date: starts.flatMap((one) => toDay(one) ?? [])[0] ?? null,
    startedAt: instantIn(starts),
    endedAt: instantIn(ends),
    childrenBorn: latest(records, focusedOn(records, keys), 'childrenBorn', countOf),
  }
  return Object.values(delivery).every((fact) => fact === null) ? null : delivery
}

function instantIn(told: readonly string[]): string | null {
  const moment = told.find((one) => one.includes('T'))
  return moment === undefined ? null : new Date(moment).toISOString()
}

/** What has no field of its own, and is about this child only. */
function observationsOf(
  records: Records,
  child: readonly string[],
  measured: readonly Observation[],
  onTheDay: readonly Observation[],
): BirthCareObservation[] {
  const isOwn = ({ subject }: { readonly subject?: Parameters<typeof keyOf>[0] }) =>
    child.includes(keyOf(subject) ?? '')
  const isLater = (one: Observation) => is('headCircumference', one.code) && !onTheDay.includes(one)
  return sortRows([
    ...measured.flatMap((one) => rowsOfObservation(records, one, isLater(one) ? false : undefined)),
    ...records.about('Procedure', child).filter(isOwn).flatMap(rowsOfProcedure),
  ])
}

/** As measured at this birth or this delivery; else counted from the due date. */
function ageAtBirth(
  records: Records,
  births: readonly Resource<'Procedure'>[],
  dossier: Dossier | undefined,
  date: string | null,
): number | null {
  const measuredAt = (keys: readonly string[]) => {
    const observations = records
      .about('Observation', keys)
      .filter((one) => extended(one, 'workflow-supportingInfoSTU3').some((k) => keys.includes(k)))
    return latest(records, observations, 'gestationalAge', daysOf)
  }
  const measured = measuredAt(births.map(({ key }) => key)) ?? measuredAt(deliveriesOf(births))
  if (measured !== null || date === null || dossier === undefined) return measured
  return gestationalAgeOn(date, dueDateOf(records, dossier.observations()))
}

function focusedOn(records: Records, keys: readonly string[]): Observation[] {
  return records
    .about('Observation', keys)
    .filter((one) => extended(one, 'observation-focusSTU3').some((key) => keys.includes(key)))
}

function momentOf(
  records: Records,
  child: readonly string[],
  births: readonly Resource<'Procedure'>[],
): string | null {
  const told = [
    ...births.map(startOf),
    ...child
      .flatMap((key) => records.find('Patient', key)?._birthDate?.extension ?? [])
      .filter(({ url }) => url === 'http://hl7.org/fhir/StructureDefinition/patient-birthTime')
      .map(({ valueDateTime }) => valueDateTime),
  ]
  return instantIn(told.flatMap((one) => one ?? []))
}

function startOf({ performedDateTime, performedPeriod }: Resource<'Procedure'>) {
  return performedDateTime ?? performedPeriod?.start
}

/** A caesarean or a vacuum as a procedure of its own, where nobody filled in the mode. */
function modeByProcedure(records: Records, births: readonly string[]): BirthMode | null {
  const modes = records
    .about('Procedure', births)
    .flatMap(({ code }) => tokensOf(code).flatMap((token) => MODES[token] ?? []))
  return modes[0] ?? null
}

/**
 * A rank that is told, or else the place of this birth among those of its delivery. Only where all are there, and
 * each at its own time: a stillborn sibling has a rank too, and may have no birth of its own on record.
 */
function rankOf(
  records: Records,
  child: readonly string[],
  births: readonly Resource<'Procedure'>[],
): number | null {
  for (const key of child) {
    const told = records.find('Patient', key)?.multipleBirthInteger
    if (told !== undefined) return told
  }
  const [delivery] = deliveriesOf(births)
  const own = births.find(({ partOf }) => partOf !== undefined)
  if (own === undefined || delivery === undefined) return null

  const together = birthsIn(records, [delivery])
  const born =
    latest(records, focusedOn(records, [delivery]), 'childrenBorn', countOf) ??
    (multipleOf(records, child) === false ? 1 : null)
  if (together.length === 1) return born === 1 ? 1 : null
  if (born !== null && born !== together.length) return null

  const times = together.map(startOf).map((at) => (at?.includes('T') ? Date.parse(at) : Number.NaN))
  if (times.some(Number.isNaN) || new Set(times).size < times.length) return null
  const at = Date.parse(startOf(own) ?? '')
  return times.filter((other) => other < at).length + 1
}

function toPerinatalDeath([death]: readonly Observation[]): PerinatalDeath | null {
  if (death === undefined) return null
  const date = death.component?.find(({ code }) => is('dateOfDeath', code))?.valueDateTime
  return { date: toDay(date) ?? null, phase: phaseOf(death) }
}
