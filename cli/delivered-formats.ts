/**
 * The formats in which registries deliver files, with the domain whose store they go into. Loaded when one is asked for.
 *
 * @module
 */

import type { IntakeFormat } from '../connectors/delivery-intake.ts'
import type { SCHEMAS } from './database.ts'

export interface DeliveredFormat {
  readonly domain: Exclude<keyof typeof SCHEMAS, 'child'>
  readonly load: () => Promise<IntakeFormat>
}

/** By format, as in `registries/`. */
export const DELIVERED_FORMATS: Readonly<Record<string, DeliveredFormat>> = {
  'perined-kernset': {
    domain: 'birth-care',
    async load() {
      const { readPerinedKernset } = await import('../subgraphs/birth-care/perined-kernset.ts')
      return { open: readPerinedKernset }
    },
  },
  'fhir-birth-care-files': {
    domain: 'birth-care',
    async load() {
      const { readFhirDelivered } = await import('../subgraphs/birth-care/fhir-delivered.ts')
      return { open: readFhirDelivered }
    },
  },
  'jgz-dob': {
    domain: 'jgz',
    async load() {
      const { readJgzDob } = await import('../subgraphs/jgz/jgz-dob.ts')
      return { open: readJgzDob }
    },
  },
  'childcare-csv': {
    domain: 'childcare',
    async load() {
      const { readChildcareCsv } = await import('../subgraphs/childcare/childcare-csv.ts')
      return { open: readChildcareCsv }
    },
  },
  lrk: {
    domain: 'childcare',
    async load() {
      const { LRK } = await import('../subgraphs/childcare/lrk-intake.ts')
      return LRK
    },
  },
  'ijw-3.2': {
    domain: 'social-domain',
    async load() {
      const { readIjw } = await import('../subgraphs/social-domain/ijw.ts')
      return { open: readIjw }
    },
  },
  'wijkteam-csv': {
    domain: 'social-domain',
    async load() {
      const { readWijkteamCsv } = await import('../subgraphs/social-domain/wijkteam-csv.ts')
      return { open: readWijkteamCsv }
    },
  },
  'sociale-kaart-csv': {
    domain: 'social-domain',
    async load() {
      const { SOCIALE_KAART } = await import('../subgraphs/social-domain/sociale-kaart-csv.ts')
      return SOCIALE_KAART
    },
  },
}
