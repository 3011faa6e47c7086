/**
 * The maternal record: the episode of care of one pregnancy, which everything else points at.
 *
 * @module
 */
import type {
  CodeableConcept,
  Condition,
  EpisodeOfCare,
  Extension,
  Observation,
  Reference,
} from 'fhir/r3.js'
import {
  focus,
  localIdentifier,
  nictiz,
  nlCore,
  quantity,
  recordId,
  reference,
  snomed,
} from './birth-care-codes.ts'
import { organizationId, toWomanReference } from './birth-care-people.ts'
import { type Family, type IsoDate, type Pregnancy, REFERENCE_DATE } from './population.ts'

/** What every resource of one pregnancy points at. */
export interface MaternalRecord {
  readonly family: Family
  readonly pregnancy: Pregnancy
  readonly woman: Reference
  readonly episode: Reference
  readonly condition: Reference
  readonly start: IsoDate
  readonly end: IsoDate | null
}

const CONFINEMENT_DAYS = 42
const AFTERCARE_DAYS = 14
const FIRST_CONTACT_DAYS = 56

export function openRecord(family: Family, pregnancy: Pregnancy): MaternalRecord {
  const display = `Zwangerschap ${pregnancy.gravidity}`
  const { endDate, outcome, lastMenstrualPeriod, visits } = pregnancy
  const care = outcome === 'birth' ? CONFINEMENT_DAYS : AFTERCARE_DAYS
  const end = endDate === null ? null : addDays(endDate, care)
  return {
    family,
    pregnancy,
    woman: toWomanReference(family),
    episode: reference('EpisodeOfCare', recordId('episode', pregnancy.id), display),
    condition: reference('Condition', recordId('pregnancy', pregnancy.id), display),
    start: visits[0]?.date ?? addDays(lastMenstrualPeriod, FIRST_CONTACT_DAYS),
    end: end === null || end > REFERENCE_DATE ? null : end,
  }
}

export function toEpisode(record: MaternalRecord): EpisodeOfCare {
  const { id, practice } = record.pregnancy
  return {
    resourceType: 'EpisodeOfCare',
    id: recordId('episode', id),
    meta: { profile: [nlCore('episodeofcare'), nictiz('bc-MaternalRecord')] },
    extension: [
      {
        // The canonical URL has this capital; the name of its file has not.
        url: nictiz('bc-episodeofcare-groupIdentifier'),
        valueIdentifier: localIdentifier(id),
      },
    ],
    identifier: [localIdentifier(id)],
    status: record.end === null ? 'active' : 'finished',
    type: [snomed('364320009', 'observatie betreffende zwangerschap (waarneembare entiteit)')],
    diagnosis: [{ condition: record.condition }],
    patient: record.woman,
    managingOrganization: reference('Organization', organizationId(practice.agb), practice.name),
    period: { start: record.start, ...(record.end === null ? {} : { end: record.end }) },
  }
}

export function toPregnancy({ pregnancy, woman, episode }: MaternalRecord): Condition {
  return {
    resourceType: 'Condition',
    id: recordId('pregnancy', pregnancy.id),
    meta: { profile: [nictiz('zib-Pregnancy')] },
    identifier: [localIdentifier(pregnancy.id)],
    clinicalStatus: pregnancy.outcome === 'ongoing' ? 'active' : 'inactive',
    code: snomed('118185001', 'bevinding betreffende zwangerschap (bevinding)'),
    subject: woman,
    context: episode,
  }
}

/** Zwangerschapsduur, in days. */
export function toDuration(
  record: MaternalRecord,
  name: string,
  on: string,
  days: number,
  supporting: readonly Extension[],
): Observation {
  return toObservation(record, name, ['zib-Pregnancy-PregnancyDuration'], {
    extension: [focus(record.condition), ...supporting],
    code: snomed('57036006', 'zwangerschapsduur'),
    effectiveDateTime: on,
    valueQuantity: quantity(days, 'd'),
  })
}

/** An observation in a maternal record; about the woman, unless `rest` says otherwise. */
export function toObservation(
  { pregnancy, woman, episode }: MaternalRecord,
  name: string,
  profiles: readonly string[],
  rest: Partial<Observation> & { readonly code: CodeableConcept },
): Observation {
  const id = recordId('observation', pregnancy.id, name)
  const bare = profiles.every((profile) => profile.startsWith('zib-'))
  return {
    resourceType: 'Observation',
    id,
    meta: { profile: [...profiles.map(nictiz), ...(bare ? [] : [nlCore('observation')])] },
    identifier: [localIdentifier(id)],
    status: 'final',
    subject: woman,
    context: episode,
    ...rest,
  }
}

export function addDays(date: IsoDate, days: number): IsoDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
