/**
 * What birth care knows of a family, in the resources of the Nictiz geboortezorg profiles
 * (FHIR STU3): the woman, each pregnancy as a maternal record, and her children from their birth
 * until the confinement is over.
 *
 * @module
 */
import type {
  BodySite,
  Condition,
  Encounter,
  EpisodeOfCare,
  Observation,
  Organization,
  Patient,
  Procedure,
  RelatedPerson,
} from 'fhir/r3.js'
import { birthResources, deliveryResources } from './birth-care-birth.ts'
import { lossResources, stillbirthResources, toPerinatalDeath } from './birth-care-losses.ts'
import {
  type BornChild,
  childId,
  toChild,
  toFetus,
  toMotherOf,
  toOrganization,
  toWoman,
} from './birth-care-people.ts'
import { pregnancyObservations } from './birth-care-pregnancy.ts'
import { openRecord, toEpisode, toPregnancy } from './birth-care-record.ts'
import { visitResources } from './birth-care-visits.ts'
import { type Child, type Family, type Pregnancy, REFERENCE_DATE } from './population.ts'

export type FhirResource = (
  | BodySite
  | Condition
  | Encounter
  | EpisodeOfCare
  | Observation
  | Organization
  | Patient
  | Procedure
  | RelatedPerson
) & { readonly id?: string | undefined }

/** Nothing, where birth care never met the woman. An `Organization` comes once per pregnancy. */
export function toBirthCareResources(family: Family): FhirResource[] {
  const pregnancies = family.pregnancies.filter(isKnown).map(asItIsKnown)
  const born = pregnancies.flatMap(({ id, children }) =>
    children.flatMap((child) => findBornChild(id, child) ?? []),
  )
  const last = pregnancies.at(-1)
  if (last === undefined) return []

  return [
    toWoman(family, born, openRecord(family, last).end ?? REFERENCE_DATE),
    ...pregnancies.flatMap((pregnancy) => [...pregnancyResources(family, pregnancy)]),
  ]
}

function* pregnancyResources(family: Family, pregnancy: Pregnancy): Generator<FhirResource> {
  const record = openRecord(family, pregnancy)
  yield toOrganization(pregnancy.practice)
  yield toEpisode(record)
  yield toPregnancy(record)
  yield* pregnancyObservations(record)
  yield* visitResources(record)
  if (pregnancy.delivery !== null) yield* deliveryResources(record, pregnancy.delivery)

  const children = pregnancy.children.filter(isRecorded)
  for (const child of children) {
    const born = findBornChild(pregnancy.id, child)
    yield toFetus(family, pregnancy, child.rank, born)
    if (born !== undefined && pregnancy.delivery !== null) {
      yield toChild(born)
      yield toMotherOf(born)
      yield* birthResources(record, child, born, pregnancy.delivery)
    } else if (child.birth !== null) {
      yield* stillbirthResources(record, child, child.birth)
    }
    if (child.birth?.perinatalDeath) {
      yield toPerinatalDeath(record, child.rank, child.birth.perinatalDeath)
    }
  }

  if (pregnancy.endDate !== null && isLoss(pregnancy)) {
    yield* lossResources(record)
    const death = { phase: 'antepartum', date: pregnancy.endDate } as const
    if (children.length === 0) yield toFetus(family, pregnancy, 1, undefined)
    const lost = children.filter(({ birth }) => birth === null)
    for (const { rank } of children.length === 0 ? [{ rank: 1 }] : lost) {
      yield toPerinatalDeath(record, rank, death)
    }
  }
}

/** Before 24 weeks: a fetus and a death, no delivery and no child. */
function isLoss({ outcome }: Pregnancy): boolean {
  return outcome === 'miscarriage' || outcome === 'ectopic' || outcome === 'termination'
}

function isKnown({ children }: Pregnancy): boolean {
  return children.length === 0 || children.some(isRecorded)
}

/** Of a birth elsewhere nothing is heard: the pregnancy stays open. */
function asItIsKnown(pregnancy: Pregnancy): Pregnancy {
  const isUnheard = pregnancy.children.some(({ quirks }) => quirks.includes('born-elsewhere'))
  if (!isUnheard) return pregnancy
  const children = pregnancy.children.map((child) => ({ ...child, person: null, birth: null }))
  return { ...pregnancy, outcome: 'ongoing', endDate: null, delivery: null, children }
}

function isRecorded({ quirks }: Child): boolean {
  return !quirks.includes('unknown-to-birth-care')
}

function findBornChild(pregnancyId: string, child: Child): BornChild | undefined {
  const { person, birth, rank, quirks } = child
  if (person === null || birth?.outcome !== 'live-birth' || !isRecorded(child)) return undefined
  const isUnnumbered = quirks.includes('no-bsn-in-birth-care')
  const bsn = isUnnumbered ? null : person.bsn
  return { person, birth, bsn, patientId: childId(pregnancyId, rank) }
}
