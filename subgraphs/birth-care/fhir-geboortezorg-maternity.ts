/**
 * Maternity care (kraamzorg): what of it is about the mother and the family, and what about the child.
 *
 * @module
 */

import { FOODS, STATUSES } from './codes.ts'
import type { Dossier } from './fhir-geboortezorg-dossier.ts'
import {
  codedOf,
  componentOf,
  countOf,
  hoursOf,
  latest,
  type Observation,
  observedOn,
  toCoded,
  toDay,
} from './fhir-geboortezorg-observations.ts'
import { type Concept, is, NICTIZ, type Records, tokensOf } from './fhir-geboortezorg-resources.ts'
import { formOf } from './fhir-geboortezorg-visits.ts'
import type {
  FamilyAssessment,
  FamilySituation,
  MaternityCare,
  MaternityCareVisit,
} from './maternity-care.ts'
import type { InfantFeeding, InfantFood, NewbornScreening } from './newborn.ts'

/** `end`: the day of the birth, where it is known. Null where nothing is recorded. */
export function toMaternityCare(
  records: Records,
  dossier: Dossier,
  end: string | null,
): MaternityCare | null {
  const own = dossier.observations()
  const care = {
    hoursIndicated: latest(records, own, 'hoursIndicated', hoursOf),
    homeVisits: homeVisitsIn(records, dossier, end),
    family: latest(records, own, 'familySituation', toFamily),
    assessment: latest(records, own, 'familyAssessment', (one) => toAssessment(records, one)),
    network: latest(records, own, 'network', ({ valueBoolean }) => valueBoolean),
  }
  const { homeVisits, ...told } = care
  const isEmpty = homeVisits.length === 0 && Object.values(told).every((value) => value === null)
  return isEmpty ? null : care
}

/** Before a birth, a visit at home may be the midwife's; only what says that it is of maternity care counts. */
function homeVisitsIn(
  records: Records,
  { contexts }: Dossier,
  end: string | null,
): MaternityCareVisit[] {
  const visits = new Map<string, MaternityCareVisit>()
  for (const key of contexts) {
    const encounter = records.find('Encounter', key)
    const date = toDay(encounter?.period?.start)
    if (encounter === undefined || date === undefined || formOf(encounter) !== 'HOME_VISIT')
      continue
    const told = encounter.type?.some((type) => is('prenatalHomeVisit', type)) === true
    const isAfter = end !== null && date > end
    if (!told && !isAfter) continue
    if (visits.get(date)?.status === 'REALISED') continue
    const status = STATUSES[encounter.status ?? ''] ?? null
    visits.set(date, { date, status, prenatal: !isAfter })
  }
  return [...visits.values()].sort((a, b) => (a.date < b.date ? -1 : Number(a.date > b.date)))
}

function toFamily(observation: Observation): FamilySituation {
  const composition = componentOf(observation, 'familyComposition') ?? observation
  const { code = null, label = null } = codedOf(composition) ?? {}
  const count = (fact: 'children' | 'childrenAtHome') => {
    const part = componentOf(observation, fact)
    return (part && countOf(part)) ?? null
  }
  return {
    compositionCode: code,
    compositionLabel: label,
    children: count('children'),
    childrenAtHome: count('childrenAtHome'),
  }
}

function toAssessment(records: Records, observation: Observation): FamilyAssessment {
  const words = (fact: 'instability' | 'concern' | 'substancesAtHome') =>
    componentOf(observation, fact)?.valueString ?? null
  return {
    date: observedOn(records, observation),
    instability: words('instability'),
    concern: words('concern'),
    substancesAtHome: words('substancesAtHome'),
    comment: observation.comment ?? null,
  }
}

export function toScreening(
  records: Records,
  observations: readonly Observation[],
  fact: 'hearingTest' | 'heelPrick',
): NewbornScreening | null {
  return latest(records, observations, fact, (one) => {
    const { valueBoolean } = one
    return valueBoolean === undefined
      ? undefined
      : { done: valueBoolean, date: observedOn(records, one) }
  })
}

/** Oldest first. */
export function toFeeding(records: Records, observations: readonly Observation[]): InfantFeeding[] {
  return observations
    .filter(({ code }) => is('feeding', code))
    .map((one): InfantFeeding => {
      const foods = (one.component ?? []).filter(({ code }) => is('infantFood', code))
      const method = foods.flatMap(({ extension = [] }) => methodIn(extension))[0]
      const { code = null, label = null } = toCoded(method) ?? {}
      const times = componentOf(one, 'feedingsPerDay')
      const supplement = componentOf(one, 'supplement')?.extension ?? []
      return {
        date: observedOn(records, one),
        foods: [
          ...new Set(foods.flatMap(({ valueCodeableConcept }) => foodIn(valueCodeableConcept))),
        ],
        methodCode: code,
        methodLabel: label,
        timesPerDay: (times && countOf(times)) ?? null,
        supplemented:
          supplement.find(({ url }) => url === `${NICTIZ}observation-component-valueBooleanSTU3`)
            ?.valueBoolean ?? null,
      }
    })
    .sort((a, b) => ((a.date ?? '') < (b.date ?? '') ? -1 : Number(a.date !== b.date)))
}

function foodIn(concept: Concept | undefined): InfantFood[] {
  const tokens = tokensOf(concept)
  if (tokens.length === 0) return []
  return [tokens.flatMap((token) => FOODS[token] ?? [])[0] ?? 'OTHER']
}

function methodIn(
  extension: NonNullable<NonNullable<Observation['component']>[number]['extension']>,
): Concept[] {
  return extension.flatMap(({ url, valueCodeableConcept }) =>
    url === `${NICTIZ}zib-FeedingPatternInfant-FeedingMethod` ? (valueCodeableConcept ?? []) : [],
  )
}
