/**
 * The part of each STU3 resource that we read, and what refers to what.
 *
 * A resource is checked when it is used, and not before: what is wrong in the record of one child must not be in
 * the way of another.
 *
 * @module
 */

import { z } from 'zod'
import type { FhirResource } from '../../connectors/fhir.ts'
import { BSN_SYSTEM, FACTS, type Fact, type Token } from './codes.ts'
import { isFhirDate, isFhirMoment } from './fhir-dates.ts'

const PartialDay = z.string().refine((text) => isFhirDate(text))
const Moment = z.string().refine((text) => isFhirMoment(text))

const Reference = z.object({ reference: z.string().optional() })
const Coding = z.object({
  system: z.string().optional(),
  code: z.string().optional(),
  display: z.string().optional(),
})
const CodeableConcept = z.object({
  coding: z.array(Coding).optional(),
  text: z.string().optional(),
})
const Identifier = z.object({ system: z.string().optional(), value: z.string().optional() })
const Period = z.object({ start: Moment.optional(), end: Moment.optional() })
const Quantity = z.object({
  value: z.number().optional(),
  unit: z.string().optional(),
  system: z.string().optional(),
  code: z.string().optional(),
})
const Extension = z.object({
  url: z.string(),
  valueReference: Reference.optional(),
  valueIdentifier: Identifier.optional(),
  valueCodeableConcept: CodeableConcept.optional(),
  valueDateTime: Moment.optional(),
  valueBoolean: z.boolean().optional(),
})
const extension = z.array(Extension).optional()
const meta = z.object({ lastUpdated: z.string().optional() }).optional()

const value = {
  valueQuantity: Quantity.optional(),
  valueCodeableConcept: CodeableConcept.optional(),
  valueString: z.string().optional(),
  valueDateTime: Moment.optional(),
  valuePeriod: Period.optional(),
  valueTime: z.string().optional(),
}

const SCHEMAS = {
  Patient: z.object({
    gender: z.string().optional(),
    /** For linking only, and read with care: nothing that is shown depends on it. */
    name: z.unknown().optional(),
    birthDate: PartialDay.optional(),
    _birthDate: z.object({ extension }).optional(),
    multipleBirthBoolean: z.boolean().optional(),
    multipleBirthInteger: z.int().positive().optional(),
    link: z.array(z.object({ other: Reference })).optional(),
  }),
  RelatedPerson: z.object({ patient: Reference, relationship: CodeableConcept.optional() }),
  BodySite: z.object({ extension, patient: Reference }),
  EpisodeOfCare: z.object({
    extension,
    status: z.string().optional(),
    diagnosis: z.array(z.object({ condition: Reference.optional() })).optional(),
    patient: Reference,
  }),
  Condition: z.object({
    extension,
    identifier: z.array(Identifier).optional(),
    clinicalStatus: z.string().optional(),
    code: CodeableConcept.optional(),
    subject: Reference,
    context: Reference.optional(),
    onsetDateTime: Moment.optional(),
    assertedDate: Moment.optional(),
  }),
  Encounter: z.object({
    status: z.string().optional(),
    class: Coding.extend({ extension }).optional(),
    type: z.array(CodeableConcept).optional(),
    subject: Reference.optional(),
    episodeOfCare: z.array(Reference).optional(),
    period: Period.optional(),
    diagnosis: z.array(z.object({ condition: Reference.optional() })).optional(),
  }),
  Observation: z.object({
    meta,
    extension,
    code: CodeableConcept,
    subject: Reference.optional(),
    context: Reference.optional(),
    effectiveDateTime: Moment.optional(),
    effectivePeriod: Period.optional(),
    ...value,
    valueBoolean: z.boolean().optional(),
    method: CodeableConcept.optional(),
    comment: z.string().optional(),
    component: z.array(z.object({ extension, code: CodeableConcept, ...value })).optional(),
  }),
  Procedure: z.object({
    meta,
    extension,
    status: z.string().optional(),
    code: CodeableConcept.optional(),
    subject: Reference.optional(),
    context: Reference.optional(),
    performedDateTime: Moment.optional(),
    performedPeriod: Period.optional(),
    partOf: z.array(Reference).optional(),
    reasonReference: z.array(Reference).optional(),
  }),
}

export type ResourceType = keyof typeof SCHEMAS
/** `key`: `Type/id`. */
export type Resource<T extends ResourceType> = z.infer<(typeof SCHEMAS)[T]> & {
  readonly key: string
}
export type Concept = z.infer<typeof CodeableConcept>

/** What a registry sent, and we can't read: a wrong type, an impossible date, an unknown unit. */
export class Unreadable extends Error {
  constructor(where: string) {
    super(`cannot be read: ${where}`)
  }
}

export interface Records {
  find<T extends ResourceType>(type: T, key: string | undefined): Resource<T> | undefined
  /** Those of this type that refer to any of these, wherever in the resource. */
  about<T extends ResourceType>(type: T, keys: Iterable<string>): Resource<T>[]
  /** The keys of the patients with this number. One person can have a record at more than one practice. */
  patientsWith(bsn: string): readonly string[]
  /** Undefined where the number is absent or masked. */
  bsnOf(patient: string): string | undefined
  /** All of a type. */
  all<T extends ResourceType>(type: T): Resource<T>[]
}

export function openRecords(resources: readonly FhirResource[]): Records {
  const byKey = new Map<string, FhirResource>()
  const referrers = new Map<string, string[]>()
  const patients = new Map<string, string[]>()
  const numbers = new Map<string, string>()
  const read = new Map<string, unknown>()

  for (const [index, resource] of resources.entries()) {
    if (!Object.hasOwn(SCHEMAS, resource.resourceType) || isVoid(resource)) continue
    const key = `${resource.resourceType}/${resource.id ?? `#${index}`}`
    byKey.set(key, resource)
    for (const target of new Set(referencesIn(resource))) add(referrers, target, key)
    const bsn = resource.resourceType === 'Patient' ? findBsn(resource) : undefined
    if (bsn === undefined) continue
    add(patients, bsn, key)
    numbers.set(key, bsn)
  }

  function find<T extends ResourceType>(type: T, key = ''): Resource<T> | undefined {
    const resource = byKey.get(key)
    if (resource?.resourceType !== type) return undefined
    const known = read.get(key) ?? { ...parse(type, resource), key }
    read.set(key, known)
    return known as Resource<T>
  }

  return {
    find,
    about(type, keys) {
      const found = new Set([...keys].flatMap((key) => referrers.get(key) ?? []))
      return [...found].flatMap((key) => find(type, key) ?? [])
    },
    patientsWith: (bsn) => patients.get(bsn) ?? [],
    bsnOf: (patient) => numbers.get(patient),
    all: (type) => [...byKey.keys()].flatMap((key) => find(type, key) ?? []),
  }
}

/** The `Type/id` of a reference, whether it is relative, absolute or to a version. */
export function keyOf(reference: z.infer<typeof Reference> | undefined): string | undefined {
  return toKey(reference?.reference ?? '')
}

export function keysOf(references: readonly z.infer<typeof Reference>[] = []): string[] {
  return references.flatMap((reference) => keyOf(reference) ?? [])
}

/** The targets of our own extensions, by the last word of their URL. */
export function extended(
  { extension = [] }: { readonly extension?: z.infer<typeof Extension>[] | undefined },
  name: string,
): string[] {
  return extension.flatMap(({ url, valueReference }) =>
    url === NICTIZ + name ? (keyOf(valueReference) ?? []) : [],
  )
}

export const NICTIZ = 'http://nictiz.nl/fhir/StructureDefinition/'

export function tokensOf(concept: Concept | undefined): Token[] {
  return (concept?.coding ?? []).flatMap(({ system, code }): Token[] =>
    system !== undefined && code !== undefined ? [`${system}|${code}`] : [],
  )
}

export function is(fact: Fact, concept: Concept | undefined): boolean {
  const codes: readonly Token[] = FACTS[fact]
  return tokensOf(concept).some((token) => codes.includes(token))
}

function parse<T extends ResourceType>(type: T, resource: FhirResource): object {
  const result = SCHEMAS[type].safeParse(resource)
  if (result.success) return result.data
  const places = result.error.issues.map(({ path }) => path.join('.'))
  throw new Unreadable(`${type} ${places.join(', ')}`)
}

/** Taken back, refused, or never done. */
function isVoid({ status, verificationStatus, notDone, resourceType }: FhirResource): boolean {
  if (status === 'entered-in-error' || verificationStatus === 'entered-in-error') return true
  if (resourceType === 'Condition') return verificationStatus === 'refuted'
  if (resourceType === 'Observation') return status === 'cancelled'
  if (resourceType === 'Procedure') return status === 'aborted' || notDone === true
  return false
}

function* referencesIn(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return
  for (const [name, inner] of Object.entries(value)) {
    const key = name === 'reference' && typeof inner === 'string' ? toKey(inner) : undefined
    if (key === undefined) yield* referencesIn(inner)
    else yield key
  }
}

export function toKey(reference: string): string | undefined {
  return /(?:^|\/)([A-Z][A-Za-z]+\/[^/#?]+)(?:\/_history\/[^/]+)?$/.exec(reference)?.[1]
}

function findBsn({ identifier }: FhirResource): string | undefined {
  if (!Array.isArray(identifier)) return undefined
  const found: unknown = identifier.find((one) => one?.system === BSN_SYSTEM)?.value
  return typeof found === 'string' && /^\d{9}$/.test(found) ? found : undefined
}

function add(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}
