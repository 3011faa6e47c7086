/**
 * A resource of birth care as the facts in it, and everything else that it says beside them: nothing is lost.
 *
 * @module
 */

import type { FhirResource } from '../../connectors/fhir.ts'
import { FIELDS, factOf } from './fhir-birth-care-elements.ts'
import { isKnownResource } from './fhir-stu3-structure.ts'

export interface FhirFacts {
  readonly resourceType: string
  readonly id?: unknown
  readonly profiles?: readonly unknown[]
  /** Which field of the graph tells it; null where none does. */
  readonly field: string | null
  /** Why all of it is kept only. */
  readonly keptBecause?: 'UNKNOWN_TYPE' | 'NO_FIELD_FOR_TYPE' | 'NO_FIELD_FOR_CODE'
  readonly remainder: readonly Leaf[]
  /** What is typed of it, by type of resource. */
  readonly [fact: string]: unknown
}

/** `path`: `name[0].family`. */
interface Leaf {
  readonly path: string
  readonly value: unknown
}

type Json = Readonly<Record<string, unknown>>

/** `read`: so many values have a field of their own. */
export function toFacts(resource: FhirResource): { facts: FhirFacts; read: number; kept: number } {
  const { resourceType } = resource
  const leaves = openLeaves()
  const { take, takeAll } = leaves
  const read = READERS[resourceType]
  const common = {
    resourceType,
    ...defined({ id: take(resource, 'id'), profiles: takeAll(resource.meta, 'profile') }),
  }
  const facts = read === undefined ? {} : defined(read(resource, leaves))
  const field = read === undefined ? null : fieldOf(resource)
  const remainder = leaves.rest(resource)
  const taken = leaves.count()
  // Of a contained resource: the name of an element in XML, and no value.
  const left = remainder.filter(({ path }) => !path.endsWith('.resourceType')).length
  const record = { ...common, field, ...reasonOf(resource, field), ...facts, remainder }
  return field === null
    ? { facts: record, read: 0, kept: taken + left }
    : { facts: record, read: taken, kept: left }
}

function reasonOf({ resourceType }: FhirResource, field: string | null) {
  if (field !== null) return {}
  if (!isKnownResource(resourceType)) return { keptBecause: 'UNKNOWN_TYPE' } as const
  if (!CODED.has(resourceType)) return { keptBecause: 'NO_FIELD_FOR_TYPE' } as const
  return { keptBecause: 'NO_FIELD_FOR_CODE' } as const
}

/** Those of which the code says what they are about. */
const CODED: ReadonlySet<string> = new Set(['Observation', 'Condition', 'Procedure'])

const BY_TYPE: Readonly<Record<string, string>> = {
  Patient: 'Birth',
  BodySite: 'Birth.perinatalDeath',
  RelatedPerson: 'Birth',
  Encounter: 'PregnancyRecord.visits',
  EpisodeOfCare: 'PregnancyRecord',
}

function fieldOf({ resourceType, code, relationship }: FhirResource): string | null {
  if (resourceType === 'RelatedPerson' && fieldIn(relationship) === undefined) return null
  if (!CODED.has(resourceType)) return BY_TYPE[resourceType] ?? null
  return fieldIn(code) ?? null
}

function fieldIn(concept: unknown): string | undefined {
  const found = list(get(concept, 'coding'))
    .map((coding) => factOf(`${get(coding, 'system')}|${get(coding, 'code')}`))
    .find((fact) => fact !== undefined)
  const field = found && FIELDS[found].field
  return field === 'kept' ? undefined : field
}

type Leaves = ReturnType<typeof openLeaves>
type Read = (resource: FhirResource, leaves: Leaves) => Record<string, unknown>

const READERS: Readonly<Record<string, Read>> = {
  Patient: (patient, leaves) => ({
    identifiers: identifiersIn(patient, leaves),
    birthDate: leaves.take(patient, 'birthDate'),
    birthTime: extensionsIn(get(patient, '_birthDate'), leaves),
    multipleBirth:
      leaves.take(patient, 'multipleBirthInteger') ?? leaves.take(patient, 'multipleBirthBoolean'),
    links: list(patient.link).map((link) => leaves.take(get(link, 'other'), 'reference')),
  }),
  RelatedPerson: (person, leaves) => ({
    patient: leaves.take(person.patient, 'reference'),
    relationship: conceptIn(person.relationship, leaves),
  }),
  BodySite: (site, leaves) => ({
    code: conceptIn(site.code, leaves),
    patient: leaves.take(site.patient, 'reference'),
    extensions: extensionsIn(site, leaves),
  }),
  EpisodeOfCare: (episode, leaves) => ({
    identifiers: identifiersIn(episode, leaves),
    status: leaves.take(episode, 'status'),
    types: list(episode.type).map((type) => conceptIn(type, leaves)),
    patient: leaves.take(episode.patient, 'reference'),
    diagnoses: list(episode.diagnosis).map((one) =>
      leaves.take(get(one, 'condition'), 'reference'),
    ),
    period: periodIn(episode.period, leaves),
    extensions: extensionsIn(episode, leaves),
  }),
  Encounter: (encounter, leaves) => ({
    status: leaves.take(encounter, 'status'),
    class: codingIn(encounter.class, leaves),
    classSpecification: extensionsIn(encounter.class, leaves),
    types: list(encounter.type).map((type) => conceptIn(type, leaves)),
    subject: leaves.take(encounter.subject, 'reference'),
    episodes: list(encounter.episodeOfCare).map((one) => leaves.take(one, 'reference')),
    diagnoses: list(encounter.diagnosis).map((one) =>
      leaves.take(get(one, 'condition'), 'reference'),
    ),
    period: periodIn(encounter.period, leaves),
  }),
  Condition: (condition, leaves) => ({
    identifiers: identifiersIn(condition, leaves),
    status: leaves.take(condition, 'clinicalStatus'),
    verification: leaves.take(condition, 'verificationStatus'),
    code: conceptIn(condition.code, leaves),
    subject: leaves.take(condition.subject, 'reference'),
    context: leaves.take(condition.context, 'reference'),
    onset: leaves.take(condition, 'onsetDateTime'),
    asserted: leaves.take(condition, 'assertedDate'),
    extensions: extensionsIn(condition, leaves),
  }),
  Procedure: (procedure, leaves) => ({
    status: leaves.take(procedure, 'status'),
    notDone: leaves.take(procedure, 'notDone'),
    code: conceptIn(procedure.code, leaves),
    subject: leaves.take(procedure.subject, 'reference'),
    context: leaves.take(procedure.context, 'reference'),
    at: leaves.take(procedure, 'performedDateTime'),
    period: periodIn(procedure.performedPeriod, leaves),
    partOf: list(procedure.partOf).map((one) => leaves.take(one, 'reference')),
    reasons: list(procedure.reasonReference).map((one) => leaves.take(one, 'reference')),
    extensions: extensionsIn(procedure, leaves),
  }),
  Observation: (observation, leaves) => ({
    status: leaves.take(observation, 'status'),
    code: conceptIn(observation.code, leaves),
    subject: leaves.take(observation.subject, 'reference'),
    context: leaves.take(observation.context, 'reference'),
    at: leaves.take(observation, 'effectiveDateTime'),
    period: periodIn(observation.effectivePeriod, leaves),
    value: valueIn(observation, leaves),
    method: conceptIn(observation.method, leaves),
    comment: leaves.take(observation, 'comment'),
    components: list(observation.component).map((part) => ({
      code: conceptIn(get(part, 'code'), leaves),
      value: valueIn(part, leaves),
      extensions: extensionsIn(part, leaves),
    })),
    extensions: extensionsIn(observation, leaves),
    received: leaves.take(observation.meta, 'lastUpdated'),
  }),
}

function identifiersIn(holder: Json, { take }: Leaves) {
  return list(holder.identifier).map((one) =>
    defined({ system: take(one, 'system'), value: take(one, 'value') }),
  )
}

function conceptIn(concept: unknown, leaves: Leaves) {
  if (concept === undefined) return undefined
  const coding = list(get(concept, 'coding')).map((one) => codingIn(one, leaves))
  return defined({ coding, text: leaves.take(concept, 'text') })
}

function codingIn(coding: unknown, { take }: Leaves) {
  if (coding === undefined) return undefined
  return defined({
    system: take(coding, 'system'),
    code: take(coding, 'code'),
    display: take(coding, 'display'),
  })
}

function periodIn(period: unknown, { take }: Leaves) {
  if (period === undefined) return undefined
  return defined({ start: take(period, 'start'), end: take(period, 'end') })
}

const QUANTITY = ['value', 'comparator', 'unit', 'system', 'code'] as const

function valueIn(holder: unknown, leaves: Leaves): unknown {
  const quantity = get(holder, 'valueQuantity')
  if (quantity !== undefined) {
    return defined(Object.fromEntries(QUANTITY.map((name) => [name, leaves.take(quantity, name)])))
  }
  const plain = ['String', 'Boolean', 'DateTime', 'Time', 'Integer']
    .map((type) => leaves.take(holder, `value${type}`))
    .find((value) => value !== undefined)
  return (
    plain ??
    conceptIn(get(holder, 'valueCodeableConcept'), leaves) ??
    periodIn(get(holder, 'valuePeriod'), leaves)
  )
}

/** Those that tell what belongs together, and what a component could not say otherwise. */
const EXTENSIONS: ReadonlySet<string> = new Set([
  'bc-bodysite-child',
  'bc-episodeofcare-groupIdentifier',
  'code-specification',
  'condition-partOf',
  'observation-component-valueBooleanSTU3',
  'observation-focusSTU3',
  'patient-birthTime',
  'workflow-supportingInfoSTU3',
  'zib-FeedingPatternInfant-FeedingMethod',
])

function extensionsIn(holder: unknown, leaves: Leaves) {
  const known = list(get(holder, 'extension')).filter((one) =>
    EXTENSIONS.has(String(get(one, 'url')).split('/').at(-1) ?? ''),
  )
  return known.map((one) => {
    const identifier = get(one, 'valueIdentifier')
    return defined({
      name: String(leaves.take(one, 'url')).split('/').at(-1),
      reference: leaves.take(get(one, 'valueReference'), 'reference'),
      identifier: identifier && identifiersIn({ identifier: [identifier] }, leaves)[0],
      value: valueIn(one, leaves),
    })
  })
}

/** Each value is taken once; what nobody took is the rest. */
function openLeaves() {
  const taken = new Map<object, Set<string>>()

  function take(holder: unknown, name: string): unknown {
    const value = get(holder, name)
    if (typeof holder !== 'object' || holder === null) return undefined
    if (value === undefined || value === null || typeof value === 'object') return undefined
    const names = taken.get(holder) ?? new Set<string>()
    taken.set(holder, names.add(name))
    return value
  }

  function* walk(node: unknown, path: string): Generator<Leaf> {
    if (typeof node !== 'object' || node === null) return
    for (const [name, value] of Object.entries(node)) {
      if (path === '' && name === 'resourceType') continue
      const inner = Array.isArray(node)
        ? `${path}[${name}]`
        : path === ''
          ? name
          : `${path}.${name}`
      if (typeof value === 'object') yield* walk(value, inner)
      else if (!taken.get(node)?.has(name)) yield { path: inner, value }
    }
  }

  return {
    take,
    /** Undefined where there is no list. */
    takeAll(holder: unknown, name: string): unknown[] | undefined {
      const found = get(holder, name)
      return Array.isArray(found) ? found.map((_, i) => take(found, String(i))) : undefined
    },
    rest: (resource: object): Leaf[] => [...walk(resource, '')],
    count: () => [...taken.values()].reduce((sum, names) => sum + names.size, 0),
  }
}

function get(holder: unknown, name: string): unknown {
  return typeof holder === 'object' && holder !== null && Object.hasOwn(holder, name)
    ? (holder as Json)[name]
    : undefined
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** Without what is not told. */
function defined(facts: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(facts).filter(
      ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
    ),
  )
}
