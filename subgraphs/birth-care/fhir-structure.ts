/**
 * Holds a file against the structure of FHIR STU3, and makes the resource of it that a server would have sent.
 *
 * What STU3 does not know is kept and told; what it knows and is wrong is refused.
 *
 * @module
 */

import type { FhirResource } from '../../connectors/fhir.ts'
import { isFhirMoment } from './fhir-dates.ts'
import { type FhirNode, type FhirObject, nameIn, refuse } from './fhir-node.ts'
import { isKnownResource, isPrimitive, ruleOf } from './fhir-stu3-structure.ts'

/** `path` holds names only; `count`: so many values. */
export type OnUnknown = (path: string, count: number) => void

type Plain = { [name: string]: unknown }

/** Those without which a resource of this type can't be understood. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  BodySite: ['patient'],
  Condition: ['subject'],
  Encounter: ['status'],
  EpisodeOfCare: ['status', 'patient'],
  Observation: ['status', 'code'],
  Procedure: ['status', 'subject'],
  RelatedPerson: ['patient'],
}

export function toResource(node: FhirNode, onUnknown: OnUnknown): FhirResource {
  return checkResource(node, '', onUnknown) as Plain & FhirResource
}

function checkResource(node: FhirNode, path: string, onUnknown: OnUnknown): Plain {
  const told = node.kind === 'object' ? node.properties.get('resourceType') : undefined
  const type = told?.kind === 'value' ? told.value : undefined
  if (node.kind !== 'object' || typeof type !== 'string' || !/^[A-Z][A-Za-z]{1,63}$/.test(type)) {
    return refuse(node.line, path, 'resource')
  }
  const inner = path === '' ? type : `${path}.${type}`
  const { properties, line } = node
  const own = { ...node, properties: new Map(properties) }
  own.properties.delete('resourceType')
  // Of a resource that we do not know we know no element either: who asked tells that of the whole.
  if (!isKnownResource(type)) return { resourceType: type, ...(toPlain(own) as Plain) }
  const missing = REQUIRED[type]?.find((name) => !properties.has(name))
  if (missing !== undefined) refuse(line, `${inner}.${missing}`, 'missing')
  return { resourceType: type, ...checkObject(own, type, inner, onUnknown) }
}

function checkObject(node: FhirObject, type: string, path: string, onUnknown: OnUnknown): Plain {
  if (node.properties.size === 0) refuse(node.line, path, 'value')
  const plain: Plain = {}
  for (const [name, value] of node.properties) {
    const own = name.replace(/^_/, '')
    const rule = ruleOf(type, own)
    const inner = `${path}.${nameIn(name)}`
    if (rule === undefined || (own !== name && !isPrimitive(rule.type))) {
      onUnknown(inner, countValues(value))
      put(plain, name, toPlain(value))
      continue
    }
    const of = { type: own === name ? rule.type : 'Element', nullable: isPrimitive(rule.type) }
    if ((value.kind === 'list') !== rule.list) refuse(value.line, inner, 'repeats')
    if (value.kind !== 'list') {
      put(plain, name, checkOne(value, of.type, inner, onUnknown))
      continue
    }
    if (value.items.length === 0) refuse(value.line, inner, 'value')
    const toItem = (item: FhirNode, i: number) =>
      of.nullable && isNull(item) ? null : checkOne(item, of.type, `${inner}[${i}]`, onUnknown)
    put(plain, name, value.items.map(toItem))
  }
  return plain
}

function checkOne(node: FhirNode, type: string, path: string, onUnknown: OnUnknown): unknown {
  if (type === 'Resource') return checkResource(node, path, onUnknown)
  if (!isPrimitive(type)) {
    if (node.kind !== 'object') return refuse(node.line, path, 'type')
    return checkObject(node, type, path, onUnknown)
  }
  if (node.kind !== 'value') return refuse(node.line, path, 'type')
  const { value, line } = node
  if (type === 'b' ? typeof value !== 'boolean' : type === 'n' && typeof value !== 'number') {
    return refuse(line, path, 'type')
  }
  if (type === 'b' || type === 'n') return value
  if (typeof value !== 'string') return refuse(line, path, 'type')
  if (value === '') refuse(line, path, 'value')
  if (type === 'd' && !isFhirMoment(value)) refuse(line, path, 'date')
  return value
}

function toPlain(node: FhirNode): unknown {
  if (node.kind === 'value') return node.value
  if (node.kind === 'list') return node.items.map(toPlain)
  const plain: Plain = {}
  for (const [name, value] of node.properties) put(plain, name, toPlain(value))
  return plain
}

/** Also where the name is `__proto__`. */
function put(plain: Plain, name: string, value: unknown): void {
  Object.defineProperty(plain, name, {
    value,
    enumerable: true,
    writable: true,
    configurable: true,
  })
}

function countValues(node: FhirNode): number {
  if (node.kind === 'value') return node.value === null ? 0 : 1
  const inner = node.kind === 'list' ? node.items : [...node.properties.values()]
  return inner.reduce((sum, one) => sum + countValues(one), 0)
}

function isNull(node: FhirNode): boolean {
  return node.kind === 'value' && node.value === null
}
