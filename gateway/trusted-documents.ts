/**
 * The documents that are known beforehand: a folder with a folder for each audience, and in it a query in each file.
 *
 * A client sends such a query whole, or only its name (`documentId: "sha256:…"`, the hash of the file). An audience
 * whose own queries are not taken gets answers to these and to nothing else.
 *
 * @module
 */

import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AUDIENCES, type Audience } from '../privacy/audiences.ts'

export interface TrustedDocument {
  /** Of its file. */
  readonly name: string
  readonly text: string
}

export interface TrustedDocuments {
  /** Undefined where this audience has no such document. */
  find(audience: Audience, documentId: string): TrustedDocument | undefined
}

export const NO_DOCUMENTS: TrustedDocuments = { find: () => undefined }

/** `<folder>/<audience>/*.graphql`, and `<folder>/*.graphql` for every audience. */
export async function readTrustedDocuments(folder: string): Promise<TrustedDocuments> {
  const everybody = await readQueries(folder)
  const byAudience = new Map<Audience, ReadonlyMap<string, TrustedDocument>>()
  for (const audience of Object.keys(AUDIENCES) as Audience[]) {
    const own = await readQueries(join(folder, audience)).catch(
      () => new Map<string, TrustedDocument>(),
    )
    byAudience.set(audience, new Map([...everybody, ...own]))
  }
  return { find: (audience, documentId) => byAudience.get(audience)?.get(documentId) }
}

async function readQueries(folder: string): Promise<ReadonlyMap<string, TrustedDocument>> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.graphql'))
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))
  return new Map(
    texts.map((text, i) => [
      documentIdOf(text),
      { name: (files[i] ?? '').replace(/\.graphql$/, ''), text },
    ]),
  )
}

/** As in the GraphQL over HTTP specification. */
export function documentIdOf(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`
}
