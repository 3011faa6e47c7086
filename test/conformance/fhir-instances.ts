/**
 * Real FHIR instances, one file each, as the resources in which a server sends them.
 *
 * Their dates are written as macros (`${DATE, T, D, -195}`: 195 days before today); here they become days.
 *
 * @module
 */

import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { FhirResource } from '../../connectors/fhir.ts'
import { readFhirFile } from '../../subgraphs/birth-care/fhir-file.ts'

/** Every instance in a folder. */
export async function readInstances(folder: string, today: string): Promise<FhirResource[]> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.xml'))
  const read = names
    .sort()
    .map((name) => readFhirFile(bytesOf(path.join(folder, name), today), () => undefined))
  return Promise.all(read)
}

/** A file whose macros are resolved. */
export async function* bytesOf(file: string, today: string): AsyncGenerator<Buffer> {
  const text = readFileSync(file, 'utf8')
  yield Buffer.from(
    text.replaceAll(/\$\{DATE, T, D, ([+-]?\d+)\}/g, (_, days) => dayFrom(today, +days)),
  )
}

/** The day that lies so many days from `today`. */
export function dayFrom(today: string, days: number): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
