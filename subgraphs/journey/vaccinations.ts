/**
 * How a child stands in the immunisation programme, disease by disease.
 *
 * Rule: the edition of the programme in force on the day, for the child's birth cohort and scheme
 * (`schedules/rvp-*.json`). The n-th dose against a disease is held against the n-th that is expected, whichever vaccine
 * it came in. A refusal holds until something is given after it.
 *
 * @module
 */

import { addDays, dayAtAge, daysBetween, latestOf } from './age.ts'
import {
  type ExpectedDose,
  inForce,
  SCHEMES,
  type Scheme,
  VACCINATION_SCHEDULES,
  type VaccinationSchedule,
} from './schedule.ts'
import { eventsUntil, type Known, type ToldEvent, voicesOf } from './told.ts'
import {
  Disease,
  type DiseaseStatus,
  type DoseStatus,
  type SchemeCause,
  type VaccinationState,
  type VaccinationStatus,
} from './vaccination-types.ts'

/**
 * Null where the birth date is not known to the day, youth health care may not be read of the child, or no schedule has it.
 * The scheme is the one that youth health care recorded, if it did.
 */
export function toVaccinations(
  { course, told, standings, viewer, knownOn }: Known,
  scheme: string | null,
  at: string,
): VaccinationStatus | null {
  const jgz = voicesOf(told, standings, viewer, at).find(({ domain }) => domain === 'JGZ')
  const birthDate = course?.birthDate ?? null
  if (!jgz || birthDate === null || latestOf(birthDate) !== birthDate) return null
  return vaccinationStatus(
    {
      birthDate,
      events: eventsUntil(told, at).filter(({ domain }) => domain === 'JGZ'),
      scheme: SCHEMES.find((one) => one === scheme) ?? null,
      isComplete: jgz.doubt === null,
      knownOn,
    },
    at,
  )
}

/** Days on which it may be otherwise though nothing more is told, beside those of {@link turnsOfTold}. */
export function turnsOfVaccinations({ diseases }: VaccinationStatus): readonly string[] {
  return diseases.flatMap(({ doses }) =>
    doses.flatMap(({ from, to, until }) => [
      from,
      addDays(to, 1),
      ...(until ? [addDays(until, 1)] : []),
    ]),
  )
}

interface Vaccinated {
  readonly birthDate: string
  /** Until the day, oldest first. */
  readonly events: readonly ToldEvent[]
  /** As youth health care recorded it; null where it did not. */
  readonly scheme: Scheme | null
  /** Youth health care told all that it has. */
  readonly isComplete: boolean
  /** The day by which the programme had to be known. */
  readonly knownOn?: string | undefined
}

/** Null where no schedule has the child: it was born before all of them. */
export function vaccinationStatus(
  { birthDate, events, scheme: recorded, isComplete, knownOn }: Vaccinated,
  at: string,
  editions: readonly VaccinationSchedule[] = VACCINATION_SCHEDULES,
): VaccinationStatus | null {
  const edition = inForce(editions, at, { knownOn })
  const cohort = edition?.cohorts.find(
    ({ bornFrom, bornUntil }) =>
      bornFrom <= birthDate && (bornUntil === null || birthDate < bornUntil),
  )
  if (!edition || !cohort) return null
  const [scheme, schemeBecause] = schemeOf(recorded, birthDate, events)
  const expected = cohort.schemes[scheme]
  const vaccinations = events.filter(({ kind }) => kind === 'VACCINATION')
  const diseases = Object.values(Disease).flatMap((disease) => {
    const isAgainst = (vaccine: string | null) =>
      edition.diseases[vaccine ?? '']?.includes(disease) === true
    const doses = expected.filter(({ vaccine }) => isAgainst(vaccine))
    if (doses.length === 0) return []
    const told = vaccinations.filter(({ code }) => isAgainst(code))
    return [statusOf(disease, toDoses({ birthDate, told, doses, at, isComplete }))]
  })
  return { at, scheme, schemeBecause, schedule: `${edition.name} ${edition.version}`, diseases }
}

/** DKTP-Hib-HepB (W0422), by whose first dose the schemes can be told apart. */
const FIRST_VACCINE = '11'
/** With protection by the mother the first dose is at three months, without it at two. */
const APART_AFTER_DAYS = 78

function schemeOf(
  recorded: Scheme | null,
  birthDate: string,
  events: readonly ToldEvent[],
): readonly [Scheme, SchemeCause] {
  if (recorded) return [recorded, 'RECORDED']
  const first = events.find(
    ({ kind, code, refused }) => kind === 'VACCINATION' && code === FIRST_VACCINE && !refused,
  )
  if (!first) return [SCHEMES[0], 'ASSUMED']
  return [daysBetween(birthDate, first.at) < APART_AFTER_DAYS ? '3+1' : '2+1', 'FIRST_DOSE']
}

interface Doses {
  readonly birthDate: string
  readonly told: readonly ToldEvent[]
  readonly doses: readonly ExpectedDose[]
  readonly at: string
  readonly isComplete: boolean
  /** The day by which the programme had to be known. */
  readonly knownOn?: string | undefined
}

function toDoses({ birthDate, told, doses, at, isComplete }: Doses): readonly DoseStatus[] {
  const given = [...new Set(told.filter(({ refused }) => !refused).map((event) => event.at))]
  const lastGiven = given.at(-1) ?? ''
  const isRefused = told.some((event) => event.refused && event.at >= lastGiven)
  return doses
    .map((dose) => ({
      from: dayAtAge(birthDate, dose.from),
      to: dayAtAge(birthDate, dose.to),
      until: dose.until ? dayAtAge(birthDate, dose.until) : null,
    }))
    .sort((a, b) => (a.from < b.from ? -1 : Number(a.from > b.from)))
    .map(({ from, to, until }, i) => {
      const givenOn = given[i] ?? null
      const one = { dose: i + 1, from, to, until, givenOn }
      if (givenOn !== null) return { ...one, state: givenOn <= to ? 'ON_TIME' : 'LATE' }
      if (at < from) return { ...one, state: 'NOT_YET' }
      if (isRefused) return { ...one, state: 'REFUSED' }
      if (!isComplete) return { ...one, state: 'CANNOT_TELL' }
      if (until !== null && at > until) return { ...one, state: 'MISSED' }
      return { ...one, state: at <= to ? 'DUE' : 'OVERDUE' }
    })
}

/** The first that one of the doses has. */
const MOST_FIRST: readonly VaccinationState[] = [
  'CANNOT_TELL',
  'OVERDUE',
  'REFUSED',
  'DUE',
  'MISSED',
  'LATE',
  'ON_TIME',
  'NOT_YET',
]

const BECAUSE: Readonly<Record<VaccinationState, string>> = {
  ON_TIME: 'Every dose that was expected so far was given in time.',
  LATE: 'Every dose that was expected so far was given, one of them after its time.',
  NOT_YET: 'No dose is expected at this age yet.',
  DUE: 'A dose is expected now.',
  OVERDUE: 'A dose was expected, its time is over, and none is recorded.',
  REFUSED: 'A dose was expected, it was refused, and none was given since.',
  MISSED: 'A dose was not given, and the child is too old for it now.',
  CANNOT_TELL: 'A dose was expected and none is told, but youth health care could not be asked.',
}

function statusOf(disease: Disease, doses: readonly DoseStatus[]): DiseaseStatus {
  const state = MOST_FIRST.find((one) => doses.some((dose) => dose.state === one)) ?? 'NOT_YET'
  return { disease, state, because: BECAUSE[state], doses }
}
