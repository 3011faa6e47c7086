/**
 * FHIR's XML as the tree that its JSON would be.
 *
 * A primitive has its value in an attribute and its extensions inside; the narrative is XHTML, and stays the text that
 * it is. What is a list and what a number is told by the structure of STU3; of a type that we do not know, by what is
 * there.
 *
 * @module
 */

import { SaxesParser, type SaxesTagNS } from 'saxes'
import { type FhirNode, type FhirObject, MOST_DEEP, nameIn, refuse } from './fhir-node.ts'
import { isPrimitive, ruleOf } from './fhir-stu3-structure.ts'

const FHIR = 'http://hl7.org/fhir'
const XHTML = 'http://www.w3.org/1999/xhtml'

interface XmlElement {
  readonly name: string
  readonly line: number
  readonly attributes: ReadonlyMap<string, string>
  readonly children: XmlElement[]
  /** Of the narrative: what it holds, as text. */
  html: string
}

export function parseXml(text: string): FhirNode {
  const root: XmlElement = { name: '', line: 1, attributes: new Map(), children: [], html: '' }
  const open = [root]
  /** How deep in the narrative. */
  let narrative = 0
  const parser = new SaxesParser({ xmlns: true })
  const last = () => open.at(-1) ?? root
  const path = () =>
    open
      .slice(1, 12)
      .map(({ name }) => nameIn(name))
      .join('.')

  // What a parser says of an error quotes the file.
  parser.on('error', () => refuse(parser.line, path(), 'well-formed'))
  parser.on('doctype', () => refuse(parser.line, '', 'doctype'))
  parser.on('processinginstruction', () => refuse(parser.line, path(), 'instruction'))
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && !/^utf-?8$/i.test(encoding)) refuse(parser.line, '', 'encoding')
  })
  parser.on('opentag', (tag) => {
    if (open.length + narrative > MOST_DEEP) refuse(parser.line, path(), 'depth')
    if (narrative > 0 || (tag.uri === XHTML && tag.local === 'div')) {
      if (narrative === 0) {
        open.push(elementOf(tag, parser.line))
        open.at(-2)?.children.push(last())
      }
      narrative += 1
      last().html += openingOf(tag)
      return
    }
    if (tag.uri !== FHIR) refuse(parser.line, path(), 'namespace')
    const element = elementOf(tag, parser.line)
    last().children.push(element)
    open.push(element)
  })
  parser.on('closetag', ({ name }) => {
    if (narrative > 0) {
      last().html += `</${name}>`
      narrative -= 1
    }
    if (narrative === 0) open.pop()
  })
  const onText = (some: string) => {
    if (narrative > 0) last().html += escaped(some)
    else if (some.trim() !== '') refuse(parser.line, path(), 'text')
  }
  parser.on('text', onText)
  parser.on('cdata', onText)
  parser.write(text).close()

  const [resource] = root.children
  if (resource === undefined) return refuse(parser.line, '', 'well-formed')
  return toResource(resource, nameIn(resource.name))
}

function elementOf({ local, attributes }: SaxesTagNS, line: number): XmlElement {
  const own = Object.values(attributes).filter(({ uri, prefix }) => uri === '' && prefix === '')
  const named = own.filter(({ local }) => local !== 'xmlns')
  return {
    name: local,
    line,
    attributes: new Map(named.map(({ local, value }) => [local, value])),
    children: [],
    html: '',
  }
}

function toResource(element: XmlElement, path: string): FhirObject {
  const { name, line } = element
  const type: FhirNode = { kind: 'value', line, value: name }
  const { properties } = toObject(element, name, path)
  return { kind: 'object', line, properties: new Map([['resourceType', type], ...properties]) }
}

function toObject(element: XmlElement, type: string, path: string): FhirObject {
  const { attributes, children, line } = element
  const properties = new Map<string, FhirNode>()
  for (const [name, value] of attributes) {
    if (name !== 'id' && !(name === 'url' && type === 'Extension')) refuse(line, path, 'type')
    properties.set(name, { kind: 'value', line, value })
  }
  let order = -1
  for (const [name, own] of Map.groupBy(children, (child) => child.name)) {
    const rule = ruleOf(type, name)
    const [first] = own
    if (first === undefined) continue
    const inner = `${path}.${nameIn(name)}`
    if (rule !== undefined) {
      if (rule.order < order || !areTogether(children, own)) refuse(first.line, inner, 'order')
      order = rule.order
      if (own.length > 1 && !rule.list) refuse(first.line, inner, 'repeats')
    }
    const isList = rule?.list ?? own.length > 1
    put(properties, name, own, { type: rule?.type, isList, path: inner })
  }
  return { kind: 'object', line, properties }
}

interface Place {
  readonly type: string | undefined
  readonly isList: boolean
  readonly path: string
}

function put(
  properties: Map<string, FhirNode>,
  name: string,
  own: readonly XmlElement[],
  { type, isList, path }: Place,
): void {
  const line = own[0]?.line ?? 0
  const wrap = (items: readonly FhirNode[]): FhirNode =>
    isList ? { kind: 'list', line, items } : (items[0] ?? { kind: 'value', line, value: null })
  const primitive = own.every((one) => (type === undefined ? isValue(one) : isPrimitive(type)))
  if (!primitive) {
    const toNode = (one: XmlElement, i: number) =>
      toComplex(one, type ?? '', isList ? `${path}[${i}]` : path)
    properties.set(name, wrap(own.map(toNode)))
    return
  }
  const values = own.map((one) => toValue(one, type ?? 's', path))
  const more = own.map((one) => toExtensions(one, path))
  if (values.some(({ value }) => value !== null)) properties.set(name, wrap(values))
  if (more.some((one) => one !== undefined)) {
    const nothing = (at: number): FhirNode => ({ kind: 'value', line: at, value: null })
    properties.set(`_${name}`, wrap(more.map((one, i) => one ?? nothing(own[i]?.line ?? line))))
  }
}

function toComplex(element: XmlElement, type: string, path: string): FhirNode {
  if (type !== 'Resource') return toObject(element, type, path)
  const [resource, another] = element.children
  if (resource === undefined || another !== undefined || element.attributes.size > 0) {
    return refuse(element.line, path, 'resource')
  }
  return toResource(resource, path)
}

function toValue(element: XmlElement, type: string, path: string) {
  const { line, html, attributes } = element
  const text = html === '' ? attributes.get('value') : html
  const value = text === undefined ? null : toPrimitive(text, type)
  if (value === undefined) return refuse(line, path, 'value')
  if (value === null && toExtensions(element, path) === undefined) refuse(line, path, 'value')
  return { kind: 'value', line, value } as const
}

const LITERAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/

function toPrimitive(text: string, type: string): string | number | boolean | undefined {
  if (type === 'b') return text === 'true' ? true : text === 'false' ? false : undefined
  if (type !== 'n') return text
  const number = text.trim()
  return LITERAL.test(number) && Number.isFinite(Number(number)) ? Number(number) : undefined
}

/** The id and the extensions of a primitive. */
function toExtensions(element: XmlElement, path: string): FhirObject | undefined {
  if (element.html !== '') return undefined
  const attributes = new Map([...element.attributes].filter(([name]) => name !== 'value'))
  if (attributes.size === 0 && element.children.length === 0) return undefined
  return toObject({ ...element, attributes }, 'Element', path)
}

function isValue({ attributes, html, children }: XmlElement): boolean {
  return html !== '' || attributes.has('value') || children.length === 0
}

function areTogether(children: readonly XmlElement[], own: readonly XmlElement[]): boolean {
  const [first] = own
  const from = first === undefined ? 0 : children.indexOf(first)
  return own.every((one, i) => children[from + i] === one)
}

function openingOf({ name, attributes }: SaxesTagNS): string {
  const own = Object.values(attributes).map(
    ({ name, value }) => ` ${name}="${escaped(value).replaceAll('"', '&quot;')}"`,
  )
  return `<${name}${own.join('')}>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
