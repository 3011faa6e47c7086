/**
 * Links to registries, for tests that only name them.
 *
 * @module
 */

import type { RegistryLink } from '../connectors/registry.ts'

export function linkOf(name: string, domain: RegistryLink['domain'], format = 'any'): RegistryLink {
  return {
    name,
    title: name,
    domain,
    kind: 'deliveries',
    format,
    address: { from: 'NOWHERE' },
    timeout: 5_000,
    network: 'this-machine',
    freshness: { promised: 24 },
    organisations: ['ura:00009999'],
    municipalities: ['9999'],
    ...(domain === 'jgz' && { region: 'GG9999' }),
    agreement: { party: name, purposes: [], fields: [], from: '2026-01-01' },
  }
}
