/**
 * `kindlijn token --persona NAME`: a token of the sandbox's identity provider, for one of its personas.
 *
 * @module
 */

import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Config, readConfig } from '../config.ts'
import { openIdentity } from '../sandbox/identity.ts'
import { PERSONAS } from '../sandbox/personas.ts'
import { openHome } from './home.ts'
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
  const home = await openHome(config)
  const identity = await openIdentity(join(home.folder, 'sandbox', 'identity.json'))
  return (await identity.tokenFor(persona)) ?? ''
}
