/**
 * A FHIR file as it was written, with the line of everything in it: the same tree, whether it came as JSON or XML.
 *
 * @module
 */

import { DeliveryRefused } from '../../connectors/deliveries.ts'

export type FhirNode = FhirValue | FhirList | FhirObject

export interface FhirValue {
  readonly kind: 'value'
  readonly line: number
  readonly value: string | number | boolean | null
}

export interface FhirList {
  readonly kind: 'list'
  readonly line: number
  readonly items: readonly FhirNode[]
}

export interface FhirObject {
  readonly kind: 'object'
  readonly line: number
  readonly properties: ReadonlyMap<string, FhirNode>
}

/** Who sends the file reads these sentences. No value of the file ever stands in one. */
const RULES = {
  size: 'The file is larger than 32 MB. Divide it: one resource in each file is best.',
  encoding: 'This is not in UTF-8. Send it again in UTF-8.',
  format: 'This is no FHIR resource, in JSON or in XML. Send one, or a Bundle of them.',
  'well-formed': 'From here on it cannot be read. Send the file as it was made.',
  doctype: 'The file has a DOCTYPE, which FHIR does not allow. Leave it out.',
  instruction: 'The file has a processing instruction, which FHIR does not allow. Leave it out.',
  depth: 'Elements stand deeper in each other than in any FHIR resource. Send the file as made.',
  duplicate: 'The property is there twice. Leave one out.',
  namespace: 'The element belongs to another namespace than http://hl7.org/fhir.',
  order: 'The element stands before this one in FHIR STU3. Send the file as it was made.',
  repeats: 'The element may be there once, and is there more often, or the other way round.',
  text: 'There is text beside the elements in here. Leave it out.',
  type: 'FHIR STU3 asks for another kind of thing here: an object, a list, a text, a number or a boolean.',
  value: 'This is no value that the element can hold: no number, no boolean, or nothing at all.',
  date: 'This is no day of the calendar, or no moment with a time zone. Correct it.',
  missing: 'FHIR STU3 asks for this element, and it is not there.',
  elfproef: 'This is not a BSN: nine digits that pass the eleven-test. Correct it.',
  resource: 'This is no resource: it does not say of which type it is.',
} as const

export type FhirRule = keyof typeof RULES

/** The path names elements, and never holds a value. */
export function refuse(line: number, path: string, rule: FhirRule): never {
  throw new DeliveryRefused({ line, path, rule, message: RULES[rule] })
}

/** An element or a type as it may be told on; what is no name of FHIR could be anything. */
export function nameIn(name: string): string {
  return /^_?[a-zA-Z][A-Za-z]{1,63}(\d|64Binary)?$/.test(name) ? name : '?'
}

/** No resource of birth care is half as deep: a Bundle, a resource in a resource, and extensions of extensions. */
export const MOST_DEEP = 64
