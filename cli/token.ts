/**
 * `kindlijn token --persona NAME`: a token of the sandbox's identity provider, for one of its personas.
 *
 * @module
 */

import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Config, readConfig } from '../config.ts'
import { serveIdentity } from '../sandbox/identity.ts'
import { PERSONAS } from '../sandbox/personas.ts'
import { type Home, openHome } from './home.ts'
import { Mistake } from './say.ts'

export async function token(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { persona: { type: 'string' } } })
  console.log(await tokenFor(readConfig(process.env), values.persona))
}

export async function tokenFor(config: Config, persona: string | undefined): Promise<string> {
  const names = PERSONAS.map(({ name }) => name)
  if (persona === undefined || !names.includes(persona)) {
    throw new Mistake(`Name a persona: --persona ${names.join(' | ')}.`)
  }
  const identity = await serveIdentity(identityKey(await openHome(config)))
  try {
    return (await identity.tokenFor(persona)) ?? ''
  } finally {
    await identity.close()
  }
}

/** Where the sandbox's identity provider keeps its private key. */
export function identityKey(home: Home): string {
  return join(home.folder, 'sandbox', 'identity.json')
}
