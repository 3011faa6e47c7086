/**
 * The folder in which an installation keeps its state, and the one with its secrets.
 *
 * @module
 */

import { randomBytes, randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { access, link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Config } from '../config.ts'
import { Mistake } from './say.ts'

export interface Home {
  readonly folder: string
  /** A password, or what else is text. */
  password(name: string): Promise<string>
  /** So many bytes. */
  key(name: string, bytes: number): Promise<Uint8Array>
  /** Where a secret is, or would be. */
  secretFile(name: string): string
  /** As it is there; undefined where it is not. */
  findSecret(name: string): Promise<string | undefined>
  /** Takes the place of what is there. */
  replaceSecret(name: string, text: string): Promise<void>
  /** What was last written there; undefined where nothing was, or nothing that can be read. */
  read(name: string): Promise<unknown>
  write(name: string, value: unknown): Promise<void>
  remove(name: string): Promise<void>
}

type Where = Pick<Config, 'KINDLIJN_HOME' | 'KINDLIJN_SECRETS'>

/** Of an installation in one place: a secret that is not there yet is made, in a file that only its owner reads. */
export async function openHome({ KINDLIJN_HOME: folder, KINDLIJN_SECRETS }: Where): Promise<Home> {
  const secrets = KINDLIJN_SECRETS ?? join(folder, 'secrets')
  try {
    await mkdir(folder, { recursive: true })
    await mkdir(secrets, { recursive: true, mode: 0o700 })
    await access(folder, constants.W_OK)
    await access(secrets, constants.W_OK)
  } catch {
    throw new Mistake(
      `The folder ${folder} cannot be written. Make it writable, or set KINDLIJN_HOME to another.`,
    )
  }
  return homeIn(folder, secrets, async (file, bytes) => {
    await writeWhole(file, randomBytes(bytes).toString('base64url'), 0o600, putOnce)
    const made = (await readFile(file, 'utf8')).trim()
    if (made) return made
    throw new Mistake(`The secret ${file} is empty: put back what was in it.`)
  })
}

/** Of one part among others: its secrets are given to it, and a missing one is a mistake. */
export function openPartHome({ KINDLIJN_HOME: folder, KINDLIJN_SECRETS }: Where): Home {
  const secrets = KINDLIJN_SECRETS ?? join(folder, 'secrets')
  return homeIn(folder, secrets, (file) => {
    throw new Mistake(
      `The secret ${file} is missing: this part takes it. \`kindlijn secrets\` makes it.`,
    )
  })
}

type Make = (file: string, bytes: number) => Promise<string>

function homeIn(folder: string, secrets: string, make: Make): Home {
  async function secret(name: string, bytes: number): Promise<string> {
    const file = join(secrets, name)
    const known = await readFile(file, 'utf8').catch(() => '')
    return known.trim() || make(file, bytes)
  }

  return {
    folder,
    secretFile: (name) => join(secrets, name),
    async findSecret(name) {
      try {
        return await readFile(join(secrets, name), 'utf8')
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
        throw new Mistake(`The secret ${join(secrets, name)} cannot be read.`)
      }
    },
    replaceSecret: (name, text) => writeWhole(join(secrets, name), text, 0o600),
    password: (name) => secret(name, 24),
    async key(name, bytes) {
      const key = new Uint8Array(Buffer.from(await secret(name, bytes), 'base64url'))
      if (key.length === bytes) return key
      throw new Mistake(`The secret ${join(secrets, name)} must hold ${bytes} bytes as base64url.`)
    },
    async read(name) {
      try {
        return JSON.parse(await readFile(join(folder, name), 'utf8'))
      } catch {
        return undefined
      }
    },
    async write(name, value) {
      await mkdir(dirname(join(folder, name)), { recursive: true })
      await writeWhole(join(folder, name), JSON.stringify(value), 0o644)
    },
    remove: (name) => rm(join(folder, name), { force: true }),
  }
}

type Put = (draft: string, file: string) => Promise<void>

/** Killed half-way, the file is as it was. */
async function writeWhole(
  file: string,
  text: string,
  mode: number,
  put: Put = rename,
): Promise<void> {
  const draft = `${file}.${randomUUID()}.tmp`
  try {
    await writeFile(draft, `${text}\n`, { mode, flush: true })
    await put(draft, file)
  } finally {
    await rm(draft, { force: true })
  }
}

/** Of two that make the same secret at the same moment, the first has made it. */
async function putOnce(draft: string, file: string): Promise<void> {
  await link(draft, file).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') return
    if (!NO_LINKS.includes(error.code ?? '')) throw error
    await rename(draft, file)
  })
}

/** Of a file system on which a file has one name only. */
const NO_LINKS = ['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP']
