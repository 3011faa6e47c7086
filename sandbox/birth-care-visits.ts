/**
 * The visits that a woman pays, or is paid, while she is pregnant.
 *
 * @module
 */
import type { Coding, Encounter, Observation, Procedure, Reference } from 'fhir/r3.js'
import {
  codeSpecification,
  hl7v3,
  localIdentifier,
  nictiz,
  OBSTETRIC_PROCEDURE,
  recordId,
  reference,
  snomed,
  supportingInfo,
} from './birth-care-codes.ts'
import { organizationId } from './birth-care-people.ts'
import { type MaternalRecord, toDuration } from './birth-care-record.ts'
import { dayOf, isoAt } from './days.ts'
import { type Pregnancy, type PrenatalVisit, REFERENCE_DATE } from './population.ts'
import { randomOf } from './random.ts'

/** The visits, with how far she was at the intake and at each ultrasound, when it is measured. */
export function* visitResources(
  record: MaternalRecord,
): Generator<Encounter | Observation | Procedure> {
  for (const visit of record.pregnancy.visits) {
    yield toEncounter(record, visit)
    if (visit.date > REFERENCE_DATE) continue
    if (visit.kind === 'ultrasound') yield toUltrasound(record, visit)
    if (visit.kind === 'intake' || visit.kind === 'ultrasound') {
      const encounter = toEncounterReference(record.pregnancy, visit)
      yield toDuration(record, `duration/${visit.date}`, visit.date, visit.gestationalAgeDays, [
        supportingInfo(encounter),
      ])
    }
  }
}

const CLASSES = {
  intake: hl7v3('ActCode', 'AMB', 'Poliklinisch'),
  check: hl7v3('ActCode', 'AMB', 'Poliklinisch'),
  ultrasound: hl7v3('ActCode', 'AMB', 'Poliklinisch'),
  'home-visit': hl7v3('ActCode', 'HH', 'Thuis'),
  phone: hl7v3('ActCode', 'VR', 'Virtueel'),
} satisfies Record<PrenatalVisit['kind'], Coding>

function toEncounter(record: MaternalRecord, visit: PrenatalVisit): Encounter {
  const { pregnancy, woman, episode, condition } = record
  const id = encounterId(pregnancy, visit)
  const { agb, name } = pregnancy.practice
  return {
    resourceType: 'Encounter',
    id,
    meta: { profile: [nictiz('zib-Encounter'), nictiz('bc-Encounter')] },
    identifier: [localIdentifier(id)],
    status: visit.date > REFERENCE_DATE ? 'planned' : 'finished',
    class: { ...CLASSES[visit.kind], extension: [codeSpecification(CLASSES[visit.kind])] },
    type: [
      visit.kind === 'phone'
        ? snomed('11429006', 'consult (verrichting)')
        : snomed('18114009', 'prenataal onderzoek (verrichting)'),
    ],
    subject: woman,
    episodeOfCare: [episode],
    period: periodOf(pregnancy, visit),
    diagnosis: [{ condition }],
    serviceProvider: reference('Organization', organizationId(agb), name),
  }
}

/**
 * A visit that took place began at some time; of those at home and by telephone one in five in the evening. Of one that is
 * planned the day is known.
 */
function periodOf(pregnancy: Pregnancy, visit: PrenatalVisit): Encounter['period'] {
  const { date } = visit
  if (date > REFERENCE_DATE) return { start: date, end: date }
  const minute = minuteOf(pregnancy, visit)
  return { start: isoAt(dayOf(date), minute), end: isoAt(dayOf(date), minute + 20) }
}

/** Of the day; by the name of the visit alone, so that nothing else is drawn otherwise. */
export function minuteOf(pregnancy: Pregnancy, visit: PrenatalVisit): number {
  const random = randomOf(0, 'time of a visit', encounterId(pregnancy, visit))
  const isEvening = ['home-visit', 'phone'].includes(visit.kind) && random.chance(0.2)
  return isEvening ? random.integer(18 * 60, 21 * 60) : random.integer(8 * 60, 16 * 60)
}

function toUltrasound(record: MaternalRecord, { date }: PrenatalVisit): Procedure {
  const { pregnancy, woman, episode, condition } = record
  const id = recordId('ultrasound', pregnancy.id, date)
  return {
    resourceType: 'Procedure',
    id,
    meta: { profile: [nictiz('bc-ObstetricProcedure'), nictiz('zib-Procedure')] },
    identifier: [localIdentifier(id)],
    status: 'completed',
    category: OBSTETRIC_PROCEDURE,
    code: snomed('241491007', 'echografie van foetus (verrichting)'),
    subject: woman,
    context: episode,
    performedPeriod: { start: date },
    reasonReference: [condition],
  }
}

function encounterId(pregnancy: Pregnancy, visit: PrenatalVisit): string {
  return recordId('encounter', pregnancy.id, visit.date, visit.kind)
}

export function toEncounterReference(pregnancy: Pregnancy, visit: PrenatalVisit): Reference {
  return reference('Encounter', encounterId(pregnancy, visit), 'prenatale controle')
}
