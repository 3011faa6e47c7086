/**
 * From the same fact, recorded more than once, to one value.
 *
 * Every practice that sees a pregnancy keeps its own record, so that one fact comes in two or three times. The
 * latest counts: by the visit at which it was recorded, else by its own date, else by when the server got it.
 *
 * @module
 */

import { type Fact, LABELS, SNOMED_SYSTEM, type Token } from './codes.ts'
import { isDay } from './days.ts'
import {
  type Concept,
  is,
  keyOf,
  type Records,
  type Resource,
  tokensOf,
  Unreadable,
} from './fhir-geboortezorg-resources.ts'

export type Observation = Resource<'Observation'>

/** The latest value of a fact; null where there is none. */
export function latest<T>(
  records: Records,
  observations: readonly Observation[],
  fact: Fact,
  read: (observation: Observation) => T | undefined,
): T | null {
  const found = observations
    .filter(({ code }) => is(fact, code))
    .flatMap((observation) => {
      const value = read(observation)
      return value === undefined ? [] : [{ value, ...timesOf(records, observation) }]
    })
    .sort((a, b) => a.recorded - b.recorded || a.received - b.received)
  return found.at(-1)?.value ?? null
}

function timesOf(records: Records, { context, effectiveDateTime, meta }: Observation) {
  const visit = records.find('Encounter', keyOf(context))?.period?.start
  return {
    recorded: toMillis(visit ?? effectiveDateTime),
    received: toMillis(meta?.lastUpdated),
  }
}

function toMillis(text: string | undefined): number {
  const at = Date.parse(text ?? '')
  return Number.isNaN(at) ? Number.NEGATIVE_INFINITY : at
}

/** Undefined where only the month or the year is known. */
export function dayOf({ valueDateTime }: Observation): string | undefined {
  return toDay(valueDateTime)
}

export function toDay(moment: string | undefined): string | undefined {
  const day = moment?.slice(0, 10) ?? ''
  return isDay(day) ? day : undefined
}

export function countOf(observation: Pick<Observation, 'valueQuantity'>): number | undefined {
  const { value } = observation.valueQuantity ?? {}
  if (value === undefined) return undefined
  if (!Number.isInteger(value) || value < 0) throw new Unreadable('Observation.valueQuantity')
  return value
}

export function scoreOf(observation: Observation): number | undefined {
  const score = countOf(observation)
  if (score !== undefined && score > 10) throw new Unreadable('Observation.valueQuantity')
  return score
}

/** On which it was observed: told by itself, or by the visit at which it was. */
export function observedOn(records: Records, observation: Observation): string | null {
  const { context, effectiveDateTime, effectivePeriod } = observation
  const visit = records.find('Encounter', keyOf(context))?.period?.start
  return toDay(effectiveDateTime ?? effectivePeriod?.start ?? visit) ?? null
}

/** A coded value, with what it is in English; undefined where there is no code. */
export function codedOf({ valueCodeableConcept }: Pick<Observation, 'valueCodeableConcept'>) {
  return toCoded(valueCodeableConcept)
}

export function toCoded(concept: Concept | undefined) {
  const codes = (concept?.coding ?? []).filter(({ code }) => code !== undefined)
  const { system, code } = codes.find(({ system }) => system === SNOMED_SYSTEM) ?? codes[0] ?? {}
  if (code === undefined) return undefined
  return { code, label: system === SNOMED_SYSTEM ? (LABELS[code] ?? null) : null }
}

/** The part of an observation that is about this. */
export function componentOf({ component = [] }: Observation, fact: Fact) {
  return component.find(({ code }) => is(fact, code))
}

const DAYS = { d: 1, wk: 7 }
const GRAMS = { g: 1, kg: 1000 }
const MILLIMETRES = { mm: 1, cm: 10, m: 1000 }

export const daysOf = inUnits(DAYS)
export const gramsOf = inUnits(GRAMS)
export const millimetresOf = inUnits(MILLIMETRES)

/** Not rounded: an indication may be of half an hour. */
export function hoursOf({ valueQuantity: { value, code } = {} }: Observation) {
  if (value === undefined) return undefined
  if (code !== 'h' || value < 0) throw new Unreadable('Observation.valueQuantity')
  return value
}

/** By the code of the unit (UCUM); its name is for people. */
function inUnits(units: Readonly<Record<string, number>>) {
  return ({ valueQuantity: { value, code } = {} }: Observation): number | undefined => {
    if (value === undefined) return undefined
    const factor = Object.hasOwn(units, code ?? '') ? units[code ?? ''] : undefined
    if (factor === undefined || value < 0) throw new Unreadable('Observation.valueQuantity')
    return Math.round(value * factor)
  }
}

/** What a coded value means to us; `otherwise` for a code that we do not know. */
export function codeIn<T>(table: Readonly<Record<Token, T>>, otherwise: T) {
  return ({ valueCodeableConcept }: Observation): T | undefined => {
    if (valueCodeableConcept === undefined) return undefined
    const known = tokensOf(valueCodeableConcept).find((token) => Object.hasOwn(table, token))
    return known === undefined ? otherwise : table[known]
  }
}
