/**
 * The words of the Nictiz geboortezorg profiles (STU3): systems, codes, and the few shapes that every
 * resource is made of.
 *
 * @module
 */
import { hash } from 'node:crypto'
import type {
  CodeableConcept,
  Coding,
  Extension,
  Identifier,
  Quantity,
  Reference,
} from 'fhir/r3.js'

export const BSN = 'http://fhir.nl/fhir/NamingSystem/bsn'
export const AGB = 'http://fhir.nl/fhir/NamingSystem/agb-z'
/** The branch of Nictiz' test root in which its own example systems number their records. */
export const LOCAL = 'urn:oid:2.16.840.1.113883.2.4.3.11.999.7.6'
export const SNOMED = 'http://snomed.info/sct'
export const LOINC = 'http://loinc.org'
const UCUM = 'http://unitsofmeasure.org'
const HL7V3 = 'http://hl7.org/fhir/v3'

export const nictiz = (name: string) => `http://nictiz.nl/fhir/StructureDefinition/${name}`
export const nlCore = (name: string) => `http://fhir.nl/fhir/StructureDefinition/nl-core-${name}`
export const core = (name: string) => `http://hl7.org/fhir/StructureDefinition/${name}`

/** The same record has the same id in every run: a UUID made of what the record is about. */
export function recordId(...about: readonly (string | number)[]): string {
  const hex = hash('sha256', about.join('\n'))
  const variant = '89ab'[Number.parseInt(hex.charAt(16), 16) % 4]
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

export function localIdentifier(value: string): Identifier {
  return { system: LOCAL, value }
}

export function reference(type: string, id: string, display?: string): Reference {
  const target = `${type}/${id}`
  return display === undefined ? { reference: target } : { reference: target, display }
}

export function snomed(code: string, display: string): CodeableConcept {
  return { coding: [{ system: SNOMED, code, display }] }
}

export function hl7v3(system: string, code: string, display: string): Coding {
  return { system: `${HL7V3}/${system}`, code, display }
}

/** What no code exists for, in the way of the real systems: `OTH` and a text. */
export function otherwise(text: string): CodeableConcept {
  return { coding: [hl7v3('NullFlavor', 'OTH', 'Anders')], text }
}

export function quantity(value: number, unit: string): Quantity {
  return { value, unit, system: UCUM, code: unit }
}

export function count(value: number): Quantity {
  return { value, system: UCUM, code: '1' }
}

export function codeSpecification(coding: Coding): Extension {
  return {
    url: nictiz('code-specification'),
    valueCodeableConcept: { coding: [coding] },
  }
}

/** What an observation is about, where that is not the patient: a pregnancy, a birth, a fetus. */
export function focus(on: Reference): Extension {
  return { url: nictiz('observation-focusSTU3'), valueReference: on }
}

export function supportingInfo(on: Reference): Extension {
  return { url: nictiz('workflow-supportingInfoSTU3'), valueReference: on }
}

export const OBSTETRIC_PROCEDURE = snomed('386637004', 'obstetrische verrichting (verrichting)')
