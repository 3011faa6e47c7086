/**
 * The folder in which an installation keeps its state and its secrets.
 *
 * @module
 */

import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { access, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Mistake } from './say.ts'

export interface Home {
  readonly folder: string
  /** So many random bytes in base64url; made at the first asking, in a file that only its owner reads. */
  secret(name: string, bytes: number): Promise<string>
  /** What was last written there; undefined where nothing was, or nothing that can be read. */
  read(name: string): Promise<unknown>
  write(name: string, value: unknown): Promise<void>
  remove(name: string): Promise<void>
}

export async function openHome(folder: string): Promise<Home> {
  try {
    await mkdir(join(folder, 'secrets'), { recursive: true, mode: 0o700 })
    await access(folder, constants.W_OK)
    await access(join(folder, 'secrets'), constants.W_OK)
  } catch {
    throw new Mistake(
      `The folder ${folder} cannot be written. Make it writable, or set KINDLIJN_HOME to another.`,
    )
  }

  return {
    folder,
    async secret(name, bytes) {
      const file = join(folder, 'secrets', name)
      const known = await readFile(file, 'utf8').catch(() => undefined)
      if (known?.trim()) return known.trim()
      const made = randomBytes(bytes).toString('base64url')
      await writeWhole(file, made, 0o600)
      return made
    },
    async read(name) {
      try {
        return JSON.parse(await readFile(join(folder, name), 'utf8'))
      } catch {
        return undefined
      }
    },
    write: (name, value) => writeWhole(join(folder, name), JSON.stringify(value), 0o644),
    remove: (name) => rm(join(folder, name), { force: true }),
  }
}

/** Killed half-way, the file is as it was. */
async function writeWhole(file: string, text: string, mode: number): Promise<void> {
  const draft = `${file}.${process.pid}.tmp`
  await writeFile(draft, `${text}\n`, { mode })
  await rename(draft, file)
}
