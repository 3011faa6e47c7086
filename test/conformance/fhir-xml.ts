/**
 * Real FHIR instances, one XML file each, as the JSON in which a server sends them.
 *
 * Their dates are written as macros (`${DATE, T, D, -195}`: 195 days before today); here they become days.
 *
 * @module
 */

import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { SaxesParser } from 'saxes'
import type { FhirResource } from '../../connectors/fhir.ts'

/** Every instance in a folder. */
export function readInstances(folder: string, today: string): FhirResource[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.xml'))
    .sort()
    .map((name) => parseInstance(readFileSync(path.join(folder, name), 'utf8'), today))
}

/** The day that lies so many days from `today`. */
export function dayFrom(today: string, days: number): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: Element[]
}

/** The elements that we read, and that may be there more than once: arrays in JSON. */
const LISTS = new Set([
  'extension',
  'identifier',
  'coding',
  'link',
  'type',
  'diagnosis',
  'episodeOfCare',
  'partOf',
  'reasonReference',
  'component',
])
/** Those that may be without a value, and then have an extension that says why. */
const PRIMITIVES = new Set(['value', 'effectiveDateTime', 'birthDate'])
const NUMBERS = new Set(['valueQuantity'])
const LITERALS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
])

function parseInstance(xml: string, today: string): FhirResource {
  const root: Element = { name: '', attributes: {}, children: [] }
  const open = [root]
  const parser = new SaxesParser()
  parser.on('opentag', ({ name, attributes }) => {
    const element: Element = { name, attributes, children: [] }
    open.at(-1)?.children.push(element)
    open.push(element)
  })
  parser.on('closetag', () => void open.pop())
  parser.write(xml.replaceAll(/\$\{DATE, T, D, ([+-]?\d+)\}/g, (_, days) => dayFrom(today, +days)))
  parser.close()
  const [resource] = root.children
  if (resource === undefined) throw new Error('an empty file')
  return { resourceType: resource.name, ...toObject(resource) }
}

function toObject({ name: parent, attributes, children }: Element): Record<string, unknown> {
  const object: Record<string, unknown> = 'url' in attributes ? { url: attributes.url } : {}
  for (const child of children.filter(({ name }) => name !== 'text' && name !== 'meta')) {
    const { name, attributes, children: inner } = child
    const isPrimitive = 'value' in attributes || PRIMITIVES.has(name)
    if (isPrimitive && inner.length > 0) object[`_${name}`] = toObject(child)
    if (isPrimitive && !('value' in attributes)) continue
    const value = isPrimitive ? toPrimitive(parent, name, attributes.value ?? '') : toObject(child)
    const list = object[name]
    if (Array.isArray(list)) list.push(value)
    else object[name] = isList(parent, name) ? [value] : value
  }
  return object
}

/** A Patient's link has a type, and so has an identifier; there it is one. */
function isList(parent: string, name: string): boolean {
  if (name === 'type') return ['EpisodeOfCare', 'Encounter'].includes(parent)
  return LISTS.has(name)
}

function toPrimitive(parent: string, name: string, value: string): unknown {
  if (NUMBERS.has(parent) && name === 'value') return Number(value)
  return name.endsWith('Boolean') ? LITERALS.get(value) : value
}
