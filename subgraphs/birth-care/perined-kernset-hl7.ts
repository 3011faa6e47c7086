/**
 * Reads a kernset in the form of HL7v3 (`CareProvisionEvent`): acts in acts, each known by its template.
 *
 * What no rule speaks of is kept under the path of the group that it stands in, with its own code and name.
 *
 * @module
 */

import { find, LINKS, listen, templatesOf } from './perined-kernset-acts.ts'
import type { Concept } from './perined-kernset-concept.ts'
import { type Rule, refuse } from './perined-kernset-refusal.ts'
import type { Place, Sheet } from './perined-kernset-sheet.ts'
import { MESSAGE, TEMPLATES, type TemplateRule } from './perined-kernset-templates.ts'
import { type Said, say } from './perined-kernset-value.ts'
import { FORMAL, HL7_NAMESPACE, type XmlNode } from './perined-kernset-xml.ts'

interface Reading {
  readonly sheet: Sheet
  /** What a rule spoke of. */
  readonly heard: Set<XmlNode>
}

export function readHl7(node: XmlNode, sheet: Sheet): void {
  readAct(node, sheet.root, undefined, { sheet, heard: new Set() }, MESSAGE)
}

function readAct(
  act: XmlNode,
  around: Place,
  outer: XmlNode | undefined,
  reading: Reading,
  known?: TemplateRule,
): void {
  if (act.namespace !== HL7_NAMESPACE) refuse(act.line, around.path ?? '', 'namespace')
  const rule = known ?? ruleOf(act, around, reading.sheet.root)
  const place = rule?.at === undefined ? around : enter(rule.at, around, reading.sheet)
  for (const [concept, where] of Object.entries(rule?.tells ?? {})) {
    hear(act, outer, where, concept, place, reading)
  }
  for (const where of rule?.formal ?? []) {
    for (const node of find(act, where)) reading.heard.add(node)
  }
  if (!rule) keepAct(act, place, reading)
  for (const part of act.parts) {
    if (LINKS.has(part.name)) {
      for (const inner of part.parts) {
        if (!reading.heard.has(inner) && !isWithin(inner, reading.heard)) {
          readAct(inner, place, act, reading)
        }
      }
    } else if (rule && !isFormal(part)) keepRest(part, place, reading)
  }
}

/** An act that is denied is not what its rule speaks of, unless the rule asks whether it is. */
function ruleOf(act: XmlNode, around: Place, root: Place): TemplateRule | undefined {
  const isDenied = act.attributes.negationInd === 'true'
  return rulesOf(act).find(
    (rule) =>
      fits(rule, around, root) &&
      (!isDenied || Object.values(rule.tells ?? {}).some((where) => where.includes('@negation'))),
  )
}

function rulesOf(act: XmlNode): readonly TemplateRule[] {
  const templates = templatesOf(act)
  const code = find(act, 'code')[0]?.attributes.code ?? ''
  const names = templates.length > 0 ? templates : [`code ${code}`]
  return names.flatMap((name) => (Object.hasOwn(TEMPLATES, name) ? (TEMPLATES[name] ?? []) : []))
}

/** Whether all that the rule names is there in the group. */
function fits({ at, tells = {} }: TemplateRule, around: Place, root: Place): boolean {
  const place = at === undefined ? around.concept : descend(at, around, root)
  if (!place) return false
  return Object.keys(tells).every((path) => {
    if (path.startsWith('/')) return true
    const from = path.startsWith('../') ? at?.split('/').slice(0, -1).join('/') : undefined
    const group = from === undefined ? place : descend(from, around, root)
    return descendFrom(path.replace('../', ''), group) !== undefined
  })
}

function descend(path: string, around: Place, root: Place): Concept | undefined {
  return path.startsWith('/')
    ? descendFrom(path.slice(1), root.concept)
    : descendFrom(path, around.concept)
}

function descendFrom(path: string, from: Concept | undefined): Concept | undefined {
  if (path === '') return from
  return path
    .split('/')
    .reduce<Concept | undefined>(
      (group, name) => group?.parts.find((part) => part.name === name),
      from,
    )
}

function enter(path: string, around: Place, sheet: Sheet): Place {
  const [from, rest] = path.startsWith('/') ? [sheet.root, path.slice(1)] : [around, path]
  return rest.split('/').reduce((place, name) => {
    const concept = place.concept.parts.find((part) => part.name === name)
    return concept ? sheet.enter(place, concept) : place
  }, from)
}

/** `rest` of the path of a concept: the groups, entered as they are needed, and the concept itself. */
function locate(path: string, place: Place, sheet: Sheet): [Place, Concept] | undefined {
  const up = path.startsWith('../') ? place.parent : place
  const from = path.startsWith('/') ? sheet.root : up
  if (!from) return undefined
  const names = path.replace(/^(\.\.)?\//, '').split('/')
  const last = names.pop()
  const group = names.length > 0 ? enter(names.join('/'), from, sheet) : from
  const concept = group.concept.parts.find(({ name }) => name === last)
  return concept && [group, concept]
}

function hear(
  act: XmlNode,
  outer: XmlNode | undefined,
  where: string,
  path: string,
  place: Place,
  { sheet, heard }: Reading,
): void {
  const found = where
    .split('|')
    .map((one) => listen(act, outer, one))
    .find(({ length }) => length > 0)
  if (!found) return
  const located = locate(path, place, sheet)
  if (!located) return
  const [group, concept] = located
  if (concept.type === 'group') return
  for (const { node, raw } of found) {
    const wrong = (rule: Rule): never => refuse(node.line, path.replace(/^(\.\.)?\//, ''), rule)
    const said = say(concept.type, raw, wrong)
    if (said) sheet.put(group, concept, said)
    // What was not understood here is kept.
    const isHeard = said !== undefined || (toSaid(node) === undefined && node.parts.length === 0)
    if (isHeard && node !== act && !where.startsWith('^')) {
      heard.add(node)
    }
  }
}

function isWithin({ parts }: XmlNode, heard: ReadonlySet<XmlNode>): boolean {
  return parts.some((part) => heard.has(part) || isWithin(part, heard))
}

/** Of an act that is known. */
function isFormal({ name, attributes }: XmlNode): boolean {
  if (name === 'templateId' || name === 'code') return true
  return Object.keys(attributes).every((one) => one === 'nullFlavor') && name === 'id'
}

function keepAct(act: XmlNode, place: Place, reading: Reading): void {
  const { code = '', displayName } = find(act, 'code')[0]?.attributes ?? {}
  const { negationInd } = act.attributes
  if (negationInd !== undefined) {
    const said = { value: negationInd, unit: null, code: null, system: null }
    reading.sheet.putUnknown(place, `${displayName ?? act.name}/@negationInd`, code, said)
  }
  for (const part of act.parts) {
    if (LINKS.has(part.name) || part.name === 'templateId') continue
    if (part.name === 'code' && act.parts.length > 1) continue
    keep(part, place, code, displayName ?? part.name, reading)
  }
}

function keepRest(node: XmlNode, place: Place, reading: Reading): void {
  keep(node, place, '', node.name, reading)
}

function keep(node: XmlNode, place: Place, number: string, name: string, reading: Reading): void {
  if (reading.heard.has(node)) return
  const said = toSaid(node)
  if (said) reading.sheet.putUnknown(place, name, number, said)
  for (const part of node.parts) keep(part, place, number, `${name}/${part.name}`, reading)
}

function toSaid({ attributes, text }: XmlNode): Said | undefined {
  const told = Object.entries(attributes).filter(([name]) => !FORMAL.has(name))
  if (told.length === 0 && text.trim() === '') return undefined
  if (told.length === 1 && attributes.nullFlavor === 'NI') return undefined
  const { code, nullFlavor, codeSystem, root, extension, displayName, unit } = attributes
  return {
    value: (text.trim() || (displayName ?? attributes.value ?? extension)) ?? null,
    unit: unit ?? null,
    code: code ?? nullFlavor ?? null,
    system: codeSystem ?? root ?? null,
  }
}
