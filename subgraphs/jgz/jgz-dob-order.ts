/**
 * What the standard asks of the place of elements in a dossier transfer message: what comes first, and what is there.
 *
 * Only what we read, and what the standard has in every edition, is held against it.
 *
 * @module
 */

import { refuse } from './jgz-dob-refusal.ts'
import type { Node } from './jgz-dob-tree.ts'

/** In this order, among whatever else is there. */
const ORDER: Readonly<Record<string, readonly string[]>> = {
  careProvisionEvent: ['id', 'code', 'statusCode', 'effectiveTime', 'subject', 'component7'],
  careStatus: ['code', 'effectiveTime', 'reasonCode'],
  encounter: ['id', 'code', 'statusCode', 'effectiveTime', 'reasonCode', 'pertinentInformation'],
  groupCluster: ['templateId', 'code', 'component'],
  heelPrick: ['templateId', 'code', 'reasonCode', 'performer', 'outcome'],
  neonateObservations: ['code', 'value'],
  observation: ['templateId', 'code', 'value', 'methodCode'],
  patient: ['templateId', 'id', 'addr', 'statusCode', 'patientPerson'],
  patientPerson: ['name', 'administrativeGenderCode', 'birthTime'],
  pregnancyObservations: ['code', 'value'],
  rubricCluster: ['templateId', 'code', 'component'],
  substanceAdministration: ['templateId', 'code', 'effectiveTime', 'consumable', 'performer'],
}

const ASKED: Readonly<Record<string, readonly string[]>> = {
  careStatus: ['code'],
  component7: ['encounter'],
  groupCluster: ['code'],
  indication: ['code'],
  neonateObservations: ['code'],
  observation: ['code'],
  patient: ['id', 'patientPerson'],
  patientPerson: ['birthTime'],
  pregnancyObservations: ['code'],
  rubricCluster: ['code'],
  substanceAdministration: ['consumable'],
}

/** Holds the elements of one parent against the order, as they come. */
export function openOrder(parent: string, path: string) {
  const order = ORDER[parent]
  let last = 0
  return ({ name, line }: Node) => {
    const at = order?.indexOf(name) ?? -1
    if (at < 0) return
    if (at < last) refuse(line, `${path}/${name}`, 'order')
    last = at
  }
}

/** Of all that is in here. */
export function checkOrder(node: Node, outer: string): void {
  const path = `${outer}/${node.name}`
  const asked = ASKED[node.name] ?? []
  const missing = asked.find((name) => node.children.every((child) => child.name !== name))
  if (missing !== undefined) refuse(node.line, `${path}/${missing}`, 'missing')
  const check = openOrder(node.name, path)
  for (const child of node.children) {
    check(child)
    checkOrder(child, path)
  }
}
