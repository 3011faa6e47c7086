/**
 * A pregnancy, from the dossiers of the practices that saw it.
 *
 * @module
 */

import { FORMS, SNOMED_SYSTEM, STATUSES, TOBACCO_LABELS } from './codes.ts'
import { gestationalAgeOn } from './days.ts'
import { birthsIn, diedUnborn, isStillborn } from './fhir-geboortezorg-child.ts'
import type { Dossier } from './fhir-geboortezorg-dossier.ts'
import {
  countOf,
  dayOf,
  daysOf,
  latest,
  type Observation,
  toDay,
} from './fhir-geboortezorg-observations.ts'
import {
  is,
  keyOf,
  NICTIZ,
  type Records,
  type Resource,
  tokensOf,
} from './fhir-geboortezorg-resources.ts'
import type { Pregnancy, PregnancyOutcome, TobaccoUse } from './pregnancy.ts'
import type { PrenatalVisit } from './prenatal-visit.ts'

/** From here on a child that dies unborn is stillborn; before, it is a miscarriage. */
const STILLBIRTH_DAYS = 168

export function toPregnancy(records: Records, dossier: Dossier): Pregnancy {
  const observations = dossier.observations()
  const dueDate = dueDateOf(records, observations)
  const visits = visitsOf(records, dossier, dueDate)
  const first = visits.find(({ status }) => status === 'REALISED')
  return {
    dueDate,
    lastMenstrualPeriod: latest(records, observations, 'lastMenstrualPeriod', dayOf),
    gravidity: latest(records, observations, 'gravidity', countOf),
    parity: latest(records, observations, 'parity', countOf),
    firstVisit: first?.date ?? null,
    firstVisitGestationalAgeDays: first?.gestationalAgeDays ?? null,
    visits,
    multiple: isMultiple(records, dossier, observations),
    tobaccoUse: latest(records, observations, 'tobaccoUse', toTobaccoUse),
    outcome: outcomeOf(records, dossier),
  }
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

export function outcomeOf(records: Records, dossier: Dossier): PregnancyOutcome {
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

function isMultiple(
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

function visitsOf(records: Records, dossier: Dossier, dueDate: string | null): PrenatalVisit[] {
  const end = endOf(records, dossier)
  const visits = new Map<string, PrenatalVisit>()
  for (const key of dossier.contexts) {
    const encounter = records.find('Encounter', key)
    const date = toDay(encounter?.period?.start)
    if (encounter === undefined || date === undefined || (end !== null && date > end)) continue
    if (encounter.type?.some((type) => is('postnatalVisit', type))) continue
    const form = formOf(encounter)
    const status = STATUSES[encounter.status ?? ''] ?? null
    const known = visits.get(`${date} ${form}`)
    if (known?.status === 'REALISED') continue
    visits.set(`${date} ${form}`, {
      date,
      form,
      gestationalAgeDays: gestationalAgeOn(date, dueDate),
      status,
    })
  }
  return [...visits.values()].sort((a, b) => (a.date < b.date ? -1 : Number(a.date > b.date)))
}

function formOf(encounter: Resource<'Encounter'>): PrenatalVisit['form'] {
  const { extension = [], ...coding } = encounter.class ?? {}
  const specified = extension.find(({ url }) => url === `${NICTIZ}code-specification`)
  const tokens = [...tokensOf({ coding: [coding] }), ...tokensOf(specified?.valueCodeableConcept)]
  if (tokens.length === 0) return null
  return tokens.flatMap((token) => FORMS[token] ?? [])[0] ?? 'OTHER'
}
