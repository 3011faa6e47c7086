/**
 * GraphiQL's own files, packed once and kept packed.
 *
 * @module
 */

import { createHash } from 'node:crypto'
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'

export interface PackedFile {
  /** With gzip. */
  readonly packed: Uint8Array
  /** Quoted, as a header has it. */
  readonly etag: string
}

type Files = ReadonlyMap<string, PackedFile>

let files: Promise<Files> | undefined

/** By the name in the address: `graphiql.js`, `graphiql.css`, `worker/….js`. */
export async function findFile(name: string): Promise<PackedFile | undefined> {
  files ??= pack()
  return (await files).get(name)
}

function pack(): Promise<Files> {
  const packer = new URL(`./explorer-pack${extname(import.meta.url)}`, import.meta.url)
  return new Promise((resolve, reject) => {
    const made = new Map<string, PackedFile>()
    new Worker(packer)
      .on('message', ({ name, packed }: { name: string; packed: Uint8Array }) => {
        made.set(name, { packed, etag: etagOf(packed) })
      })
      .on('error', reject)
      .on('exit', () => resolve(made))
  })
}

function etagOf(content: Uint8Array): string {
  return `"${createHash('sha256').update(content).digest('base64url')}"`
}
