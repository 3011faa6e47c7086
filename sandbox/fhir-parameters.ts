/**
 * The search parameters that this server knows, per type of resource, and where in a resource each
 * finds its values. The names and meanings are those of FHIR STU3 (3.0.2).
 *
 * @module
 */
import type { CodeableConcept, Coding, Identifier, Period, Reference } from 'fhir/r3.js'
import type { FhirResource } from './birth-care.ts'

export interface TokenValue {
  readonly system: string
  readonly code: string
}

/** From `start` up to `end`, as written in the resource; null where it is open. */
export interface DateValue {
  readonly start: string | null
  readonly end: string | null
}

export type Parameter<R extends FhirResource = FhirResource> =
  | { readonly kind: 'token'; readonly of: (resource: R) => readonly TokenValue[] }
  | { readonly kind: 'string'; readonly of: (resource: R) => readonly string[] }
  | { readonly kind: 'date'; readonly of: (resource: R) => readonly DateValue[] }
  | {
      readonly kind: 'reference'
      readonly of: (resource: R) => readonly Reference[]
      /** The types that it may point at; an id without a type means the first. */
      readonly targets: readonly ResourceType[]
    }
  /** Another name of a parameter. */
  | { readonly kind: 'alias'; readonly name: string }

export type ResourceType = FhirResource['resourceType']

type Resource<T extends ResourceType> = Extract<FhirResource, { resourceType: T }>
type Table = { readonly [T in ResourceType]: Readonly<Record<string, Parameter<Resource<T>>>> }

const CONTEXT = ['EpisodeOfCare', 'Encounter'] as const
const SUBJECT = { kind: 'alias', name: 'patient' } as const
const identifier = {
  kind: 'token',
  of: (resource: { identifier?: Identifier[] | undefined }) => identifiers(resource.identifier),
} as const

const TABLE: Table = {
  Patient: {
    identifier,
    family: {
      kind: 'string',
      // On what precedes the name as well as on the name: `de Boer` is found by `boer`.
      of: ({ name = [] }) =>
        name
          .flatMap(({ family, _family }) => [
            family,
            _family?.extension?.find(({ url }) => url.endsWith('/humanname-own-name'))?.valueString,
          ])
          .filter((value) => value !== undefined),
    },
    birthdate: { kind: 'date', of: ({ birthDate }) => at(birthDate) },
    gender: { kind: 'token', of: ({ gender }) => code(gender) },
    link: {
      kind: 'reference',
      of: ({ link = [] }) => link.map(({ other }) => other),
      targets: ['RelatedPerson', 'Patient'],
    },
  },
  EpisodeOfCare: {
    identifier,
    patient: { kind: 'reference', of: ({ patient }) => [patient], targets: ['Patient'] },
    type: { kind: 'token', of: ({ type }) => concepts(type) },
    condition: {
      kind: 'reference',
      of: ({ diagnosis = [] }) => diagnosis.map(({ condition }) => condition),
      targets: ['Condition'],
    },
    status: { kind: 'token', of: ({ status }) => code(status) },
    date: { kind: 'date', of: ({ period }) => during(period) },
    organization: {
      kind: 'reference',
      of: ({ managingOrganization }) => one(managingOrganization),
      targets: ['Organization'],
    },
  },
  Condition: {
    patient: { kind: 'reference', of: ({ subject }) => [subject], targets: ['Patient'] },
    subject: SUBJECT,
    code: { kind: 'token', of: ({ code }) => concepts(one(code)) },
    context: { kind: 'reference', of: ({ context }) => one(context), targets: CONTEXT },
  },
  Observation: {
    patient: { kind: 'reference', of: ({ subject }) => one(subject), targets: ['Patient'] },
    subject: SUBJECT,
    code: { kind: 'token', of: ({ code }) => concepts([code]) },
    context: { kind: 'reference', of: ({ context }) => one(context), targets: CONTEXT },
    date: { kind: 'date', of: ({ effectiveDateTime }) => at(effectiveDateTime) },
  },
  Encounter: {
    patient: { kind: 'reference', of: ({ subject }) => one(subject), targets: ['Patient'] },
    subject: SUBJECT,
    episodeofcare: {
      kind: 'reference',
      of: ({ episodeOfCare = [] }) => episodeOfCare,
      targets: ['EpisodeOfCare'],
    },
    date: { kind: 'date', of: ({ period }) => during(period) },
    class: { kind: 'token', of: (encounter) => codings(one(encounter.class)) },
  },
  Procedure: {
    patient: { kind: 'reference', of: ({ subject }) => [subject], targets: ['Patient'] },
    subject: SUBJECT,
    code: { kind: 'token', of: ({ code }) => concepts(one(code)) },
    context: { kind: 'reference', of: ({ context }) => one(context), targets: CONTEXT },
    'part-of': {
      kind: 'reference',
      of: ({ partOf = [] }) => [partOf].flat(),
      targets: ['Procedure'],
    },
    date: {
      kind: 'date',
      of: ({ performedDateTime, performedPeriod }) =>
        performedPeriod === undefined ? at(performedDateTime) : during(performedPeriod),
    },
  },
  RelatedPerson: {
    identifier,
    patient: { kind: 'reference', of: ({ patient }) => [patient], targets: ['Patient'] },
  },
  BodySite: {
    identifier,
    patient: { kind: 'reference', of: ({ patient }) => [patient], targets: ['Patient'] },
  },
  Organization: {
    identifier,
    name: { kind: 'string', of: ({ name }) => one(name) },
  },
}

/** The same table, for who has a resource of any type in hand. */
export const PARAMETERS: ReadonlyMap<string, ReadonlyMap<string, Parameter>> = new Map(
  Object.entries(TABLE).map(([type, parameters]) => [
    type,
    new Map(Object.entries(parameters as Record<string, Parameter>)),
  ]),
)

/** The parameter of that name and the name under which it is indexed. */
export function findParameter(
  type: string,
  name: string,
):
  | { readonly name: string; readonly parameter: Exclude<Parameter, { kind: 'alias' }> }
  | undefined {
  const parameter = PARAMETERS.get(type)?.get(name)
  if (parameter?.kind === 'alias') return findParameter(type, parameter.name)
  return parameter && { name, parameter }
}

function one<T>(value: T | undefined): T[] {
  return value === undefined ? [] : [value]
}

function code(value: string | undefined): TokenValue[] {
  return one(value).map((code) => ({ system: '', code }))
}

function identifiers(values: readonly Identifier[] = []): TokenValue[] {
  return values.flatMap(({ system = '', value }) => one(value).map((code) => ({ system, code })))
}

function codings(values: readonly Coding[] = []): TokenValue[] {
  return values.flatMap(({ system = '', code }) => one(code).map((code) => ({ system, code })))
}

function concepts(values: readonly CodeableConcept[] = []): TokenValue[] {
  return values.flatMap(({ coding }) => codings(coding))
}

function at(value: string | undefined): DateValue[] {
  return one(value).map((date) => ({ start: date, end: date }))
}

function during(value: Period | undefined): DateValue[] {
  return one(value).map(({ start, end }) => ({ start: start ?? null, end: end ?? null }))
}
