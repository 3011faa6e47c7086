/**
 * How children are born: one delivery of the mother, one birth per child that lived, and what was
 * measured on it.
 *
 * @module
 */
import type { CodeableConcept, Observation, Procedure, Reference } from 'fhir/r3.js'
import {
  count,
  focus,
  LOINC,
  localIdentifier,
  nictiz,
  OBSTETRIC_PROCEDURE,
  otherwise,
  quantity,
  recordId,
  reference,
  snomed,
  supportingInfo,
} from './birth-care-codes.ts'
import type { BornChild } from './birth-care-people.ts'
import { type MaternalRecord, toDuration, toObservation } from './birth-care-record.ts'
import type { Birth, Child, Delivery, ModeOfBirth, PlaceOfBirth } from './population.ts'

type Outcome = Procedure | Observation

const PLACES = {
  home: snomed('169813005', 'thuisbevalling (bevinding)'),
  'birth-centre': snomed('56311000146108', 'geboorte in geboortecentrum (bevinding)'),
  'hospital-outpatient': snomed('56321000146103', 'geboorte in ziekenhuis (bevinding)'),
  hospital: snomed('56321000146103', 'geboorte in ziekenhuis (bevinding)'),
  'on-the-way': otherwise('onderweg'),
} satisfies Record<PlaceOfBirth, CodeableConcept>

const MODES = {
  spontaneous: snomed('48782003', 'spontane vaginale partus'),
  'assisted-vaginal': snomed('3311000146109', 'vaginale kunstverlossing (verrichting)'),
  'elective-caesarean': snomed('80771000146107', 'primaire sectio caesarea (verrichting)'),
  'emergency-caesarean': snomed('274130007', 'spoed sectio caesarea (verrichting)'),
} satisfies Record<ModeOfBirth, CodeableConcept>

/** The delivery, and what is known of it as a whole. */
export function* deliveryResources(record: MaternalRecord, delivery: Delivery): Generator<Outcome> {
  const { children } = record.pregnancy
  const procedure = deliveryReference(record)
  yield {
    ...toProcedure(record, 'delivery', 'bc-DeliveryProcedure'),
    code: snomed('236973005', 'verlossing (verrichting)'),
    performedPeriod: { start: delivery.at },
  }
  yield toObservation(record, 'children-born', ['bc-DeliveryObservation'], {
    extension: [focus(procedure)],
    code: snomed(
      '118861000146102',
      'aantal geboren kinderen uit zwangerschap (waarneembare entiteit)',
    ),
    effectiveDateTime: delivery.at,
    valueQuantity: count(children.filter(({ birth }) => birth !== null).length),
  })
  yield toObservation(record, 'place-of-delivery', ['bc-DeliveryObservation'], {
    extension: [focus(procedure)],
    code: snomed('169812000', 'geboorteplaats (waarneembare entiteit)'),
    effectiveDateTime: delivery.at,
    valueCodeableConcept: PLACES[delivery.place],
  })
}

/** The birth of a child that has a record of its own, and what was measured on it. */
export function* birthResources(
  record: MaternalRecord,
  { rank }: Child,
  { birth, patientId }: BornChild,
  delivery: Delivery,
): Generator<Outcome> {
  const patient = reference('Patient', patientId)
  const procedure = reference(
    'Procedure',
    recordId('procedure', record.pregnancy.id, `birth/${rank}`),
  )
  const about = { extension: [focus(procedure)] }

  yield {
    ...toProcedure(record, `birth/${rank}`, 'bc-Birth'),
    partOf: [deliveryReference(record)],
    code: snomed('3950001', 'geboorte (bevinding)'),
    subject: patient,
    performedDateTime: birth.at,
  }
  yield toObservation(record, `mode/${rank}`, ['bc-BirthObservation'], {
    ...about,
    code: snomed('364336006', 'soort partus (waarneembare entiteit)'),
    valueCodeableConcept: MODES[birth.mode],
  })
  yield toObservation(record, `place/${rank}`, ['bc-BirthObservation'], {
    ...about,
    code: snomed('366344009', 'bevinding betreffende locatie van partus'),
    valueCodeableConcept: PLACES[delivery.place],
  })
  yield toDuration(record, `duration/birth/${rank}`, birth.at, birth.gestationalAgeDays, [
    supportingInfo(deliveryReference(record)),
    supportingInfo(procedure),
  ])
  yield toWeight(record, rank, birth, ['zib-BodyWeight', 'bc-ChildObservation'], {
    subject: patient,
  })
  yield toMeasure(record, `length/${rank}`, 'zib-BodyHeight', patient, birth, {
    code: toLoinc('89269-5', 'Body height Measured --at birth'),
    millimetres: birth.lengthMillimetres,
  })
  yield toMeasure(record, `head/${rank}`, null, patient, birth, {
    code: toLoinc('9843-4', 'Head Occipital-frontal circumference'),
    millimetres: birth.headCircumferenceMillimetres,
  })
  const minutes = ['9272-6', '9274-2', '9271-8']
  for (const [index, score] of birth.apgar.entries()) {
    yield toObservation(record, `apgar/${rank}/${index}`, ['zib-ApgarScore'], {
      code: toLoinc(minutes[index] ?? '', `Apgar score ${[1, 5, 10][index]} min`),
      subject: patient,
      effectiveDateTime: birth.at,
      valueQuantity: { value: score },
    })
  }
}

export function toProcedure(
  { pregnancy, woman, episode, condition }: MaternalRecord,
  name: string,
  ...profiles: readonly string[]
): Procedure {
  const id = recordId('procedure', pregnancy.id, name)
  return {
    resourceType: 'Procedure',
    id,
    meta: { profile: profiles.map(nictiz) },
    identifier: [localIdentifier(id)],
    status: 'completed',
    category: OBSTETRIC_PROCEDURE,
    subject: woman,
    context: episode,
    reasonReference: [condition],
  }
}

export function toWeight(
  record: MaternalRecord,
  rank: number,
  birth: Birth,
  profiles: readonly string[],
  about: Partial<Observation>,
): Observation {
  return toObservation(record, `weight/${rank}`, profiles, {
    ...about,
    category: VITAL_SIGNS,
    code: {
      coding: [
        { system: LOINC, code: '8339-4', display: 'Birth weight Measured' },
        { system: LOINC, code: '29463-7', display: 'Body weight' },
      ],
    },
    effectiveDateTime: birth.at,
    valueQuantity: quantity(birth.weightGrams, 'g'),
  })
}

function toMeasure(
  record: MaternalRecord,
  name: string,
  zib: string | null,
  subject: Reference,
  birth: Birth,
  { code, millimetres }: { readonly code: CodeableConcept; readonly millimetres: number },
): Observation {
  return toObservation(record, name, [...(zib === null ? [] : [zib]), 'bc-ChildObservation'], {
    category: VITAL_SIGNS,
    code,
    subject,
    effectiveDateTime: birth.at,
    valueQuantity: quantity(millimetres / 10, 'cm'),
  })
}

const VITAL_SIGNS: CodeableConcept[] = [
  {
    coding: [
      {
        system: 'http://hl7.org/fhir/observation-category',
        code: 'vital-signs',
        display: 'Vital Signs',
      },
    ],
  },
]

export function deliveryReference({ pregnancy }: MaternalRecord): Reference {
  return reference('Procedure', recordId('procedure', pregnancy.id, 'delivery'), 'bevalling')
}

function toLoinc(code: string, display: string): CodeableConcept {
  return { coding: [{ system: LOINC, code, display }] }
}
