/**
 * What was recorded and has no field of its own: kept, with its number and its official name.
 *
 * @module
 */

import { FACTS, type Fact, type Token } from './codes.ts'
import { nameOf } from './fhir-birth-care-elements.ts'
import { type Observation, observedOn, toDay } from './fhir-geboortezorg-observations.ts'
import {
  type Concept,
  is,
  type Records,
  type Resource,
  tokensOf,
} from './fhir-geboortezorg-resources.ts'
import type { BirthCareObservation } from './observation.ts'

type Row = BirthCareObservation

/** Those that have a field, wherever they stand. The age of a pregnancy is measured again and again. */
const TYPED: readonly Token[] = (Object.keys(FACTS) as Fact[])
  .filter((fact) => fact !== 'gestationalAge')
  .flatMap((fact): readonly Token[] => FACTS[fact])

const TYPED_CONDITIONS: readonly Fact[] = ['pregnancy', 'ectopicPregnancy', 'multipleDisorder']
const TYPED_PROCEDURES: readonly Fact[] = ['delivery', 'birth', 'prenatalExamination']

/** `isTyped`: beyond what is typed by its code. */
export function rowsOfObservation(
  records: Records,
  observation: Observation,
  isTyped = hasField(observation.code),
): Row[] {
  const { code, component = [], comment, valueBoolean } = observation
  const date = observedOn(records, observation)
  const main = { ...nameIn(code), date }
  const own = saidIn(observation) ?? toValue(valueBoolean?.toString())
  const parts = component
    .filter((part) => !hasField(part.code))
    .map((part) => ({ ...nameIn(part.code), ...(saidIn(part) ?? NO_VALUE), date }))
  const isPanel = own === undefined && parts.length > 0
  const hasComment = comment !== undefined && !is('familyAssessment', code)
  return [
    ...(isTyped || isPanel ? [] : [{ ...main, ...(own ?? NO_VALUE) }]),
    ...parts,
    ...(hasComment ? [{ ...main, ...NO_VALUE, value: comment }] : []),
  ]
}

export function rowsOfCondition(condition: Resource<'Condition'>): Row[] {
  const { code, onsetDateTime, assertedDate } = condition
  if (code === undefined || TYPED_CONDITIONS.some((fact) => is(fact, code))) return []
  return [{ ...nameIn(code), ...NO_VALUE, date: toDay(onsetDateTime ?? assertedDate) ?? null }]
}

export function rowsOfProcedure(procedure: Resource<'Procedure'>): Row[] {
  const { code, performedDateTime, performedPeriod } = procedure
  if (code === undefined || TYPED_PROCEDURES.some((fact) => is(fact, code))) return []
  const date = toDay(performedDateTime ?? performedPeriod?.start) ?? null
  return [{ ...nameIn(code), ...NO_VALUE, date }]
}

/** Oldest first; what has no day comes last. What two practices recorded alike counts once. */
export function sortRows(rows: readonly Row[]): Row[] {
  const each = new Map(rows.map((row) => [JSON.stringify(row), row]))
  const key = ({ date, number }: Row) => `${date ?? '9999'} ${number}`
  return [...each.values()].sort((a, b) => (key(a) < key(b) ? -1 : Number(key(a) > key(b))))
}

function hasField(code: Concept): boolean {
  return tokensOf(code).some((token) => TYPED.includes(token))
}

const NO_VALUE = { value: null, unit: null, code: null } as const

function nameIn(concept: Concept): Pick<Row, 'number' | 'name'> {
  const [first] = (concept.coding ?? []).filter(({ code }) => code !== undefined)
  const name = tokensOf(concept).flatMap((token) => nameOf(token) ?? [])[0]
  return {
    number: first?.code ?? '',
    name: name ?? first?.display ?? concept.text ?? null,
  }
}

type Valued = Pick<
  NonNullable<Observation['component']>[number],
  | 'extension'
  | 'valueQuantity'
  | 'valueCodeableConcept'
  | 'valueString'
  | 'valueDateTime'
  | 'valuePeriod'
  | 'valueTime'
>

function saidIn(valued: Valued): Pick<Row, 'value' | 'unit' | 'code'> | undefined {
  const { valueQuantity, valueCodeableConcept, valuePeriod, extension = [] } = valued
  if (valueQuantity?.value !== undefined) {
    const { value, code, unit } = valueQuantity
    return { value: String(value), unit: code ?? unit ?? null, code: null }
  }
  if (valueCodeableConcept !== undefined) {
    const { coding: [first] = [], text } = valueCodeableConcept
    return { value: text ?? first?.display ?? null, unit: null, code: first?.code ?? null }
  }
  const told = extension.find(({ url }) => url.endsWith('/observation-component-valueBooleanSTU3'))
  return toValue(
    valued.valueString ??
      valued.valueDateTime ??
      valued.valueTime ??
      (valuePeriod && [valuePeriod.start, valuePeriod.end].filter(Boolean).join('/')) ??
      told?.valueBoolean?.toString(),
  )
}

function toValue(value: string | undefined) {
  return value === undefined ? undefined : { ...NO_VALUE, value }
}
