/**
 * From the records of the Nictiz geboortezorg profiles (FHIR STU3) to the pregnancies that are offered for linking.
 *
 * A fetus is a BodySite, and keeps its id when it is born; a practice that writes none is heard of children when they
 * are born, or of how many there are.
 *
 * @module
 */

import {
  type BirthFacts,
  NOT_BORN,
  type Numbered,
  type RegisteredFetus,
  type RegisteredOutcome,
  type RegisteredPregnancy,
} from '../pregnancies.ts'
import { gestationalAgeOn } from './days.ts'
import { toFetusKey } from './fhir-address.ts'
import { toBirth } from './fhir-geboortezorg-birth.ts'
import { diedUnborn } from './fhir-geboortezorg-child.ts'
import { type Dossier, findDossiers } from './fhir-geboortezorg-dossier.ts'
import { countOf, latest, type Observation, toDay } from './fhir-geboortezorg-observations.ts'
import {
  birthsInDossier,
  dueDateOf,
  endOf,
  isMultiple,
  outcomeOf,
  STILLBIRTH_DAYS,
} from './fhir-geboortezorg-pregnancy.ts'
import { extended, is, keyOf, type Records, type Resource } from './fhir-geboortezorg-resources.ts'
import type { PregnancyRecordOutcome } from './pregnancy-record.ts'

/** A woman, by her records: more than one where practices keep a record of their own. */
export type Woman = readonly [string, ...string[]]

/** A child in the womb or out of it. `bodySite` and `patients`: what a registry has of it, one of them or both. */
export interface Carried {
  /** Stays what it is, whatever else is told. */
  readonly id: string
  readonly bodySites: readonly string[]
  readonly patients: readonly string[]
}

export interface CarriedIn {
  readonly dossier: Dossier
  /** Of the dossier, and what no other pregnancy of the woman has. */
  readonly name: string
  readonly carried: readonly Carried[]
}

/** The pregnancies of one woman, oldest name first, with the children of each. */
export function carriedBy(records: Records, woman: Woman): readonly CarriedIn[] {
  const dossiers = findDossiers(records, woman)
  const fetuses = records
    .about('BodySite', woman)
    .filter(({ patient }) => woman.includes(keyOf(patient) ?? ''))
  const known = dossiers.map((dossier) => {
    const born = bornIn(records, dossier)
    const focused = new Set(
      dossier.observations().flatMap((one) => extended(one, 'observation-focusSTU3')),
    )
    const own = fetuses.filter(
      (fetus) => focused.has(fetus.key) || childrenOf(fetus).some((key) => born.includes(key)),
    )
    return { dossier, born, own }
  })
  // Of who is not born yet nothing may be told but that it is there: then it is of the pregnancy that goes on.
  const goingOn = known.filter(({ dossier }) => outcomeOf(records, dossier) === 'ONGOING')
  const told = new Set(known.flatMap(({ own }) => own))
  const free = goingOn.length === 1 ? fetuses.filter((fetus) => !told.has(fetus)) : []

  return known.map(({ dossier, born, own }) => ({
    dossier,
    name: nameOf(dossier),
    carried: toCarried(records, dossier, {
      born,
      fetuses: goingOn[0]?.dossier === dossier ? [...own, ...free] : own,
    }),
  }))
}

export type NumberOf = (patient: string) => Numbered

export function toRegistered(
  records: Records,
  registry: string,
  woman: Woman,
  { dossier, name, carried }: CarriedIn,
  numberOf: NumberOf,
): RegisteredPregnancy {
  const outcome = OUTCOMES[outcomeOf(records, dossier)]
  return {
    registry,
    key: name,
    mother: numberOfOne(woman, numberOf),
    dueDate: dueDateOf(records, dossier.observations()),
    endedOn: endOf(records, dossier),
    outcome,
    fetuses: carried.map(
      (one): RegisteredFetus => ({
        key: toFetusKey({ women: woman, pregnancy: name, fetus: one.id }),
        id: one.id,
        outcome: outcomeOfOne(records, dossier, one, outcome),
        child: numberOfOne(one.patients, numberOf),
        ...toBorn(records, dossier, one),
      }),
    ),
  }
}

const OUTCOMES: Readonly<Record<PregnancyRecordOutcome, RegisteredOutcome>> = {
  ONGOING: 'ONGOING',
  LIVE_BIRTH: 'LIVE_BIRTH',
  STILLBIRTH: 'STILLBIRTH',
  MISCARRIAGE: 'MISCARRIAGE',
  ECTOPIC: 'MISCARRIAGE',
  TERMINATION: 'TERMINATION',
  UNKNOWN: 'UNKNOWN',
}

/** What practices agreed on, else a name of our own finding that does not go away. */
function nameOf({ groups, names }: Dossier): string {
  return groups[0] ?? [...names].sort()[0] ?? ''
}

function bornIn(records: Records, dossier: Dossier): string[] {
  const patients = birthsInDossier(records, dossier).flatMap(({ subject }) => keyOf(subject) ?? [])
  return [...new Set(patients)].filter((key) => records.find('Patient', key) !== undefined)
}

function childrenOf(fetus: Resource<'BodySite'>): string[] {
  return extended(fetus, 'bc-bodysite-child')
}

interface Told {
  readonly born: readonly string[]
  readonly fetuses: readonly Resource<'BodySite'>[]
}

function toCarried(
  records: Records,
  dossier: Dossier,
  { born, fetuses }: Told,
): readonly Carried[] {
  const isOne = isMultiple(records, dossier, dossier.observations()) === false
  const groups: { bodySites: string[]; patients: string[] }[] = []
  const add = (bodySites: readonly string[], patients: readonly string[]) => {
    const same = groups.find((group) => isOne || isSameChild(records, group.patients, patients))
    if (same === undefined) groups.push({ bodySites: [...bodySites], patients: [...patients] })
    else {
      same.bodySites.push(...bodySites)
      same.patients.push(...patients.filter((key) => !same.patients.includes(key)))
    }
  }
  for (const fetus of byRecord(fetuses)) add([fetus.key], childrenOf(fetus))
  for (const patient of born) add([], [patient])

  const carried = groups.map(
    ({ bodySites, patients }): Carried => ({
      id: bodySites[0] ?? patients[0] ?? '',
      bodySites,
      patients,
    }),
  )
  const missing = expected(records, dossier) - carried.length
  const nameless = Array.from(
    { length: Math.max(0, missing) },
    (_, i): Carried => ({
      id: `#${carried.length + i + 1}`,
      bodySites: [],
      patients: [],
    }),
  )
  return [...carried, ...nameless]
}

/** Two practices, each with a fetus on record, do not make twins: the one that has most counts. */
function byRecord(fetuses: readonly Resource<'BodySite'>[]): readonly Resource<'BodySite'>[] {
  const linked = fetuses.filter((fetus) => childrenOf(fetus).length > 0)
  const groups = Map.groupBy(fetuses, ({ patient }) => keyOf(patient))
  const most = [...groups.values()].sort((a, b) => b.length - a.length)[0] ?? []
  const all = new Set([...most, ...linked])
  return fetuses.filter((fetus) => all.has(fetus)).sort((a, b) => (a.key < b.key ? -1 : 1))
}

function isSameChild(records: Records, some: readonly string[], others: readonly string[]) {
  if (some.some((key) => others.includes(key))) return true
  const numbers = some.flatMap((key) => records.bsnOf(key) ?? [])
  return others.some((key) => numbers.includes(records.bsnOf(key) ?? ''))
}

function expected(records: Records, dossier: Dossier): number {
  const observations = dossier.observations()
  const born = latest(records, observations, 'childrenBorn', countOf) ?? 0
  return Math.max(born, isMultiple(records, dossier, observations) === true ? 2 : 1)
}

function outcomeOfOne(
  records: Records,
  dossier: Dossier,
  { bodySites, patients }: Carried,
  ofAll: RegisteredOutcome,
): RegisteredOutcome {
  const deaths = dossier.observations().filter((one) => isDeathOf(one, [...bodySites, ...patients]))
  const death = deaths.find(diedUnborn)
  if (death !== undefined) {
    if (ofAll === 'MISCARRIAGE' || ofAll === 'TERMINATION') return ofAll
    const on = death.component?.find(({ code }) => is('dateOfDeath', code))?.valueDateTime
    const day = toDay(on) ?? endOf(records, dossier)
    const dueDate = dueDateOf(records, dossier.observations())
    const age = day === null || day === undefined ? null : gestationalAgeOn(day, dueDate)
    return age !== null && age < STILLBIRTH_DAYS ? 'MISCARRIAGE' : 'STILLBIRTH'
  }
  if (patients.length > 0) return 'LIVE_BIRTH'
  return ofAll === 'LIVE_BIRTH' ? 'UNKNOWN' : ofAll
}

function isDeathOf(observation: Observation, keys: readonly string[]): boolean {
  const { code, subject, valueBoolean } = observation
  const about = [keyOf(subject) ?? '', ...extended(observation, 'observation-focusSTU3')]
  return (
    is('perinatalDeath', code) && valueBoolean === true && about.some((key) => keys.includes(key))
  )
}

function toBorn(records: Records, dossier: Dossier, { patients }: Carried): BirthFacts {
  if (patients.length === 0) return NOT_BORN
  const { date, at, rank, weightGrams } = toBirth(records, patients, dossier)
  const told = patients.flatMap((key) => records.find('Patient', key) ?? [])
  const gender = told.map(({ gender }) => gender).find((one) => one === 'male' || one === 'female')
  return {
    bornOn: date,
    bornAt: at,
    rank,
    sex: gender === 'male' || gender === 'female' ? gender : null,
    weightGrams,
    givenNames: told.map(({ name }) => givenNamesIn(name)).find((one) => one !== null) ?? null,
  }
}

/** The first in full: initials come behind. */
function givenNamesIn(name: unknown): string | null {
  const [first]: readonly unknown[] = Array.isArray(name) ? name : []
  const given = (first as { readonly given?: unknown } | undefined)?.given
  const [told]: readonly unknown[] = Array.isArray(given) ? given : []
  return typeof told === 'string' && told.trim() !== '' ? told : null
}

const NOBODY = { bsn: null, index: null }

function numberOfOne(patients: readonly string[], numberOf: NumberOf): Numbered {
  const told = patients.map(numberOf)
  return told.find(({ bsn, index }) => bsn !== null || index !== null) ?? NOBODY
}
