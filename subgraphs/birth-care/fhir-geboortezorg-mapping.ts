/**
 * From the records of the Nictiz geboortezorg profiles (FHIR STU3) to what we know of one child.
 *
 * @module
 */

import { daysBetween, isDay } from './days.ts'
import { toBirth } from './fhir-geboortezorg-birth.ts'
import {
  birthDayOf,
  birthsOf,
  deliveriesOf,
  findChild,
  findWomen,
  type Sought,
} from './fhir-geboortezorg-child.ts'
import { type Dossier, findDossiers } from './fhir-geboortezorg-dossier.ts'
import {
  birthsInDossier,
  dueDateOf,
  endOf,
  outcomeOf,
  toPregnancy,
} from './fhir-geboortezorg-pregnancy.ts'
import { keyOf, keysOf, type Records } from './fhir-geboortezorg-resources.ts'
import { type Carried, carriedBy, type Woman } from './fhir-pregnancies.ts'
import type { BirthCareRecord } from './source.ts'

/** A child is born from 17 weeks before until 4 weeks after its due date. */
const EARLIEST_DAYS = -17 * 7
const LATEST_DAYS = 4 * 7

/** Null: not known. `uncertain`: more than one could be it. Throws `Unreadable`. */
export function toBirthCareRecord(
  records: Records,
  sought: Sought,
  parts: ReadonlySet<keyof BirthCareRecord>,
): Partial<BirthCareRecord> | null | 'uncertain' {
  const addressed = findAddressed(records, sought)
  const byAddress = addressed?.carried.patients ?? []
  const child = isOfAnother(records, sought, byAddress) ? [] : byAddress
  const found = child.length > 0 ? child : findChild(records, sought)
  if (found === 'uncertain') return 'uncertain'
  const dossier = mayShow(records, sought, addressed)
    ? addressed?.dossier
    : findDossier(records, sought, found, parts.has('pregnancy'))
  if (dossier === 'uncertain') return 'uncertain'
  if (found.length === 0 && dossier === undefined) return null
  return {
    ...(parts.has('birth')
      ? { birth: found.length === 0 ? null : toBirth(records, found, dossier) }
      : {}),
    ...(parts.has('pregnancy')
      ? { pregnancy: dossier === undefined ? null : toPregnancy(records, dossier) }
      : {}),
  }
}

interface Addressed {
  readonly dossier: Dossier
  readonly carried: Carried
  readonly women: readonly string[]
}

/** By the address that we gave out ourselves; the registry may have moved on since, and then it finds nothing. */
function findAddressed(records: Records, { addresses = [] }: Sought): Addressed | undefined {
  for (const { women, pregnancy, fetus } of addresses) {
    const all = sameWoman(records, women)
    const found = carriedBy(records, all).find(({ dossier }) => dossier.names.has(pregnancy))
    const carried = found?.carried.find(({ id }) => id === fetus)
    if (found && carried) return { dossier: found.dossier, carried, women: all }
  }
  return undefined
}

function sameWoman(records: Records, [first, ...others]: Woman): Woman {
  const more = [first, ...others].flatMap((key) => records.patientsWith(records.bsnOf(key) ?? ''))
  return [first, ...new Set([...others, ...more].filter((key) => key !== first))]
}

/** A number that the registry has by now, and that is not this child's. */
function isOfAnother(records: Records, { bsn }: Sought, patients: readonly string[]): boolean {
  const numbers = patients.flatMap((key) => records.bsnOf(key) ?? [])
  return bsn !== null && numbers.length > 0 && !numbers.includes(bsn)
}

/** Who is not born has no parents yet but her; afterwards she must be one of the mothers. */
function mayShow(records: Records, sought: Sought, addressed: Addressed | undefined): boolean {
  if (addressed === undefined) return false
  const women = findWomen(records, sought)
  const isHers = addressed.women.some((woman) => women.includes(woman))
  return (
    sought.bsn === null || (isHers && !isOfAnother(records, sought, addressed.carried.patients))
  )
}

/**
 * The pregnancy in which its birth was recorded. Where no birth was, the one whose due date fits the day of birth,
 * that did not end otherwise or on another day.
 */
function findDossier(
  records: Records,
  sought: Sought,
  child: readonly string[],
  byDueDate: boolean,
): Dossier | undefined | 'uncertain' {
  const { birthDate } = sought
  const dossiers = findDossiers(records, findWomen(records, sought))
  const births = birthsOf(records, child)
  const recorded = [
    ...births,
    ...deliveriesOf(births).flatMap((key) => records.find('Procedure', key) ?? []),
  ]
  const reasons = recorded.flatMap(({ reasonReference }) => keysOf(reasonReference))
  const contexts = recorded.flatMap(({ context }) => keyOf(context) ?? [])
  const byBirth =
    dossiers.find(({ pregnancies }) => reasons.some((key) => pregnancies.has(key))) ??
    dossiers.find((dossier) => contexts.some((key) => dossier.contexts.has(key)))
  if (byBirth !== undefined || !byDueDate || !isDay(birthDate)) return byBirth

  const fitting = dossiers.filter((dossier) => fits(records, dossier, birthDate))
  return fitting.length > 1 ? 'uncertain' : fitting[0]
}

function fits(records: Records, dossier: Dossier, birthDate: string): boolean {
  const dueDate = dueDateOf(records, dossier.observations())
  if (dueDate === null) return false
  const days = daysBetween(dueDate, birthDate)
  if (days < EARLIEST_DAYS || days > LATEST_DAYS) return false

  if (!['LIVE_BIRTH', 'ONGOING', 'UNKNOWN'].includes(outcomeOf(records, dossier))) return false
  const siblings = birthsInDossier(records, dossier).flatMap(({ subject }) => keyOf(subject) ?? [])
  if (siblings.some((key) => birthDayOf(records, key) !== birthDate)) return false
  const end = endOf(records, dossier)
  return end === null || end === birthDate
}
