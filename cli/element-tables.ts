/**
 * What becomes of each element of each format: the tables `ELEMENTS` that lie beside the readers, as they are found.
 *
 * @module
 */

import { readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'

const ELEMENTS = z
  .array(
    z.object({
      element: z.string(),
      name: z.string(),
      field: z.string().min(1),
      /** Why its value is not even kept. */
      withheld: z.string().optional(),
    }),
  )
  .min(1)

export interface ElementTable {
  readonly format: string
  readonly elements: readonly z.infer<typeof ELEMENTS>[number][]
  /** Those that have a field of their own. */
  readonly typed: number
  /** Those that are kept under their official name. */
  readonly kept: number
  /** Those of which nothing is kept. */
  readonly withheld: number
}

const SUFFIX = '-elements.ts'

/** By name of the format; only from the sources. */
export async function readElementTables(folder = 'subgraphs'): Promise<readonly ElementTable[]> {
  const names = await readdir(folder, { recursive: true, encoding: 'utf8' })
  const found = names.filter((name) => name.endsWith(SUFFIX)).map((name) => join(folder, name))
  const tables = await Promise.all(found.map(readTable))
  return tables
    .filter((table) => table !== undefined)
    .sort((a, b) => (a.format < b.format ? -1 : 1))
}

/** Undefined for a file that is named so, and has no such table. */
async function readTable(file: string): Promise<ElementTable | undefined> {
  const loaded: { readonly ELEMENTS?: unknown } = await import(pathToFileURL(resolve(file)).href)
  if (loaded.ELEMENTS === undefined) return undefined
  const elements = ELEMENTS.parse(loaded.ELEMENTS)
  const withheld = elements.filter((one) => one.withheld !== undefined).length
  const kept = elements.filter(({ field }) => field === 'kept').length - withheld
  const format = file.slice(file.lastIndexOf('/') + 1, -SUFFIX.length)
  return { format, elements, typed: elements.length - kept - withheld, kept, withheld }
}
