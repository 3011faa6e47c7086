/**
 * The formats that `kindlijn read` knows, each with the reader that also takes files in. Loaded when it is asked for.
 *
 * @module
 */

import type { FormatReader } from '../connectors/format.ts'

export const FORMATS = {
  'fhir-birth-care': async () =>
    (await import('../subgraphs/birth-care/fhir-file.ts')).readFhirBirthCareFile,
  'perined-kernset': async () =>
    (await import('../subgraphs/birth-care/perined-kernset.ts')).readPerinedKernsetFile,
  'jgz-dob': async () => (await import('../subgraphs/jgz/jgz-dob.ts')).readJgzDobFile,
  ijw: async () => (await import('../subgraphs/social-domain/ijw.ts')).readIjwFile,
  lrk: async () => (await import('../subgraphs/childcare/lrk-file.ts')).readLrkFile,
  'childcare-csv': async () =>
    (await import('../subgraphs/childcare/childcare-csv-file.ts')).readChildcareCsvFile,
  'wijkteam-csv': async () =>
    (await import('../subgraphs/social-domain/wijkteam-csv-file.ts')).readWijkteamCsvFile,
  'sociale-kaart-csv': async () =>
    (await import('../subgraphs/social-domain/sociale-kaart-csv.ts')).readSocialeKaartCsvFile,
  brp: async () => (await import('../subgraphs/child/brp-file.ts')).readBrpFile,
} as const satisfies Record<string, () => Promise<FormatReader>>

export type Format = keyof typeof FORMATS

export function isFormat(name: string): name is Format {
  return Object.hasOwn(FORMATS, name)
}
