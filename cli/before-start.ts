/**
 * What is wrong from the beginning is said at the beginning, and not after half a minute of work.
 *
 * @module
 */

import { readdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { parseRegistry, RegistriesWrong } from '../connectors/registry.ts'
import { Mistake } from './say.ts'

/** Mistakes in the files themselves; the addresses that they name may not be known yet. */
export async function refuseWrongRegistries({
  KINDLIJN_REGISTRIES: folder,
}: Config): Promise<void> {
  const names = await readdir(folder).catch(() => {
    throw new Mistake(
      `The folder ${folder} cannot be read: KINDLIJN_REGISTRIES names one that can.`,
    )
  })
  const files = names.filter((name) => /\.ya?ml$/.test(name)).sort()
  const parsed = await Promise.all(
    files.map(async (file) => parseRegistry(await readFile(join(folder, file), 'utf8'), file)),
  )
  const problems = parsed.flatMap(({ problems }) => problems)
  if (problems.length > 0) throw new RegistriesWrong(problems)
}

export async function refuseTakenPort(config: Config): Promise<void> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(sayOfPort(error, config)))
    server.listen(config.PORT, config.KINDLIJN_HOST, () => server.close(() => resolve()))
  })
}

/** Why the gateway cannot listen, or the error itself where that is not what it is about. */
export function sayOfPort(error: unknown, { PORT: port, KINDLIJN_HOST: host }: Config): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new Mistake(
        `Port ${port} of ${host} is taken. Stop what listens there, or set PORT to another.`,
      )
    case 'EACCES':
      return new Mistake(`Port ${port} is not for everybody. Set PORT to one above 1023.`)
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new Mistake('KINDLIJN_HOST must be an address of this machine.')
    default:
      return error
  }
}
