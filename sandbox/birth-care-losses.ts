/**
 * Who did not live: a death that is told of the fetus, without a record for a child, as the real
 * systems write it.
 *
 * @module
 */
import type { CodeableConcept, Condition, Observation, Procedure } from 'fhir/r3.js'
import { deliveryReference, toProcedure, toWeight } from './birth-care-birth.ts'
import {
  focus,
  localIdentifier,
  nictiz,
  recordId,
  reference,
  snomed,
  supportingInfo,
} from './birth-care-codes.ts'
import { fetusId } from './birth-care-people.ts'
import { type MaternalRecord, toDuration, toObservation } from './birth-care-record.ts'
import type { Birth, Child } from './population.ts'

type Outcome = Procedure | Observation | Condition

type Phase = NonNullable<Birth['perinatalDeath']>['phase']

const PHASES = {
  antepartum: snomed('237361005', 'antepartum foetale dood (gebeurtenis)'),
  'durante-partu': snomed('237362003', 'intrapartum foetale dood (gebeurtenis)'),
  neonatal: snomed('276506001', 'neonatale dood (gebeurtenis)'),
} satisfies Record<Phase, CodeableConcept>

/** A child that never lived outside the womb: no person, so everything is said about the fetus. */
export function* stillbirthResources(
  record: MaternalRecord,
  { rank }: Child,
  birth: Birth,
): Generator<Outcome> {
  yield toDuration(record, `duration/birth/${rank}`, birth.at, birth.gestationalAgeDays, [
    supportingInfo(deliveryReference(record)),
  ])
  yield toWeight(record, rank, birth, ['zib-BodyWeight', 'bc-FetusObservation'], {
    extension: [focus(reference('BodySite', fetusId(record.pregnancy.id, rank)))],
  })
}

export function toPerinatalDeath(
  record: MaternalRecord,
  rank: number,
  { phase, date }: NonNullable<Birth['perinatalDeath']>,
): Observation {
  const profiles = ['bc-PerinatalDeath', 'bc-FetusObservation']
  return toObservation(record, `death/${rank}`, profiles, {
    meta: { profile: profiles.map(nictiz) },
    extension: [focus(reference('BodySite', fetusId(record.pregnancy.id, rank)))],
    code: snomed('276507005', 'foetale sterfte (gebeurtenis)'),
    valueBoolean: true,
    component: [
      {
        code: snomed('399753006', 'datum van overlijden (waarneembare entiteit)'),
        valueDateTime: date,
      },
      {
        code: snomed('246454002', 'levensperiode (attribuut)'),
        valueCodeableConcept: PHASES[phase],
      },
    ],
  })
}

/** What tells a termination and an ectopic pregnancy from a miscarriage, which has neither. */
export function* lossResources(record: MaternalRecord): Generator<Outcome> {
  const { pregnancy, woman, episode } = record
  const date = pregnancy.endDate ?? record.start
  if (pregnancy.outcome === 'termination') {
    yield {
      ...toProcedure(record, 'termination', 'bc-ObstetricProcedure', 'zib-Procedure'),
      code: snomed('386639001', 'afbreking van zwangerschap (verrichting)'),
      performedPeriod: { start: date },
    }
  }
  if (pregnancy.outcome === 'ectopic') {
    const id = recordId('ectopic', pregnancy.id)
    yield {
      resourceType: 'Condition',
      id,
      meta: { profile: [nictiz('zib-Problem'), nictiz('bc-DisorderOfPregnancy')] },
      extension: [{ url: nictiz('condition-partOf'), valueReference: record.condition }],
      identifier: [localIdentifier(id)],
      clinicalStatus: 'inactive',
      category: [snomed('173300003', 'stoornis tijdens zwangerschap, partus of puerperium')],
      code: snomed('34801009', 'extra-uteriene graviditeit (aandoening)'),
      subject: woman,
      context: episode,
      onsetDateTime: date,
    }
  }
}
