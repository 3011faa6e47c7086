/**
 * What the server says of itself at `/metadata`, made from the same table that it searches by.
 *
 * @module
 */
import type { CapabilityStatement, CapabilityStatementRestResource } from 'fhir/r3.js'
import { findParameter, PARAMETERS } from './fhir-parameters.ts'

export function toCapabilities(): CapabilityStatement {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: '2026-09-01',
    kind: 'instance',
    software: { name: 'Waterdam birth care' },
    implementation: { description: 'The birth care registry of an invented municipality.' },
    fhirVersion: '3.0.2',
    acceptUnknown: 'no',
    format: ['application/fhir+json'],
    rest: [{ mode: 'server', resource: [...PARAMETERS.keys()].map(toResource) }],
  }
}

function toResource(type: string): CapabilityStatementRestResource {
  const parameters = [...(PARAMETERS.get(type)?.keys() ?? [])].map((name) => ({
    name,
    type: findParameter(type, name)?.parameter.kind ?? 'token',
  }))
  const references = (of: string) =>
    [...(PARAMETERS.get(of)?.keys() ?? [])].filter(
      (name) => findParameter(of, name)?.parameter.kind === 'reference',
    )
  return {
    type,
    interaction: [{ code: 'read' }, { code: 'search-type' }],
    searchInclude: references(type).map((name) => `${type}:${name}`),
    searchRevInclude: [...PARAMETERS.keys()].flatMap((of) =>
      references(of)
        .filter((name) => pointsAt(of, name, type))
        .map((name) => `${of}:${name}`),
    ),
    searchParam: [{ name: '_id', type: 'token' }, ...parameters],
  }
}

function pointsAt(of: string, name: string, type: string): boolean {
  const parameter = findParameter(of, name)?.parameter
  const targets: readonly string[] = parameter?.kind === 'reference' ? parameter.targets : []
  return targets.includes(type)
}
