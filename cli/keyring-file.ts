/**
 * The file with the keys of a domain's references: a line for each, `current`, `next` or `former`, and the key.
 *
 * `child` and the domain read the same file, and read it again when it changes: so keys are replaced while both run.
 * Where there is no such file, the one key is that of the domain's store, as it was before keys could be replaced.
 *
 * @module
 */

import { randomBytes } from 'node:crypto'
import { watchFile } from 'node:fs'
import {
  type Domain,
  type Keyring,
  openKeyring,
  type ReferenceKey,
} from '../privacy/sealed-reference.ts'
import type { Home } from './home.ts'
import { Mistake, warn } from './say.ts'

const STATES = ['current', 'next', 'former'] as const

export interface KeyLine {
  /** The current one is sealed with; all of them open. */
  readonly state: (typeof STATES)[number]
  readonly key: ReferenceKey
}

const BYTES = 64
const EVERY_MS = 2_000

/** As the file is, also when it changes later. */
export async function readKeyring(home: Home, domain: Domain): Promise<Keyring> {
  let ring = await load()
  // Does not keep the process. A file that is gone, or not right, changes nothing.
  const watching = { persistent: false, interval: EVERY_MS }
  watchFile(home.secretFile(nameFor(domain)), watching, ({ mtimeMs }) => {
    if (mtimeMs === 0) return
    load().then(
      (changed) => {
        ring = changed
      },
      (mistake: Error) => warn(domain, mistake.message),
    )
  })
  return {
    get current() {
      return ring.current
    },
    get accepted() {
      return ring.accepted
    },
  }

  async function load(): Promise<Keyring> {
    const lines = await readKeyLines(home, domain)
    const keys = STATES.flatMap((state) => lines.filter((line) => line.state === state))
    const [current, ...others] = keys.map(({ key }) => key)
    if (!current) throw wrong(home, domain)
    return openKeyring(current, ...others)
  }
}

/** For an installation that has none yet. It goes on with the key that it has. */
export async function makeKeyring(home: Home, domain: Domain): Promise<void> {
  if ((await home.findSecret(nameFor(domain))) !== undefined) return
  const before = await home.findSecret(`${domain}.key`)
  const lines = before === undefined ? [makeKey('current')] : await readKeyLines(home, domain)
  await writeKeyLines(home, domain, lines)
}

export function makeKey(state: KeyLine['state']): KeyLine {
  return { state, key: new Uint8Array(randomBytes(BYTES)) }
}

/** One of them is current. */
export async function readKeyLines(home: Home, domain: Domain): Promise<readonly KeyLine[]> {
  const text = await home.findSecret(nameFor(domain))
  if (text === undefined) {
    return [{ state: 'current', key: await home.key(`${domain}.key`, BYTES) }]
  }
  const written = text.split('\n').filter((line) => line.trim() !== '')
  const lines = written.flatMap((line) => toKeyLine(line) ?? [])
  const current = lines.filter(({ state }) => state === 'current')
  if (lines.length !== written.length || current.length !== 1) throw wrong(home, domain)
  return lines
}

export async function writeKeyLines(
  home: Home,
  domain: Domain,
  lines: readonly KeyLine[],
): Promise<void> {
  const text = lines.map(({ state, key }) => `${state} ${Buffer.from(key).toString('base64url')}`)
  await home.replaceSecret(nameFor(domain), text.join('\n'))
}

function nameFor(domain: Domain): string {
  return `${domain}.references`
}

function toKeyLine(line: string): KeyLine | undefined {
  const [first, letters = '', ...more] = line.trim().split(/\s+/)
  const state = STATES.find((one) => one === first)
  const key = new Uint8Array(Buffer.from(letters, 'base64url'))
  return state && key.length === BYTES && more.length === 0 ? { state, key } : undefined
}

function wrong(home: Home, domain: Domain): Mistake {
  return new Mistake(
    `The secret ${home.secretFile(nameFor(domain))} must hold a line for each key: \`current\`, \`next\` or \`former\`, and ${BYTES} bytes as base64url; one is current.`,
  )
}
