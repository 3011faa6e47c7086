/**
 * The database of an installation, for a command that runs beside it or without it.
 *
 * @module
 */

import { join } from 'node:path'
import type { Config } from '../config.ts'
import { startPostgres } from '../connectors/embedded-postgres.ts'
import { type Accountant, DATABASE, setUpDatabase, urlFor } from './database.ts'
import type { Home } from './home.ts'
import { takeLock } from './only-one.ts'
import { Mistake } from './say.ts'
import { secretsOf } from './secrets.ts'

export interface OwnDatabase {
  /** With the rights of a part. */
  readonly url: string
  close(): Promise<void>
}

/** The one that is configured; else the one of this home, which is started for as long as it takes. */
export async function openOwnDatabase(
  { KINDLIJN_POSTGRES_URL: address }: Config,
  home: Home,
  part: Accountant,
): Promise<OwnDatabase> {
  const { postgres, rolePassword } = secretsOf(home)
  if (address) {
    const url = urlFor(address, DATABASE, part, await rolePassword(part))
    return { url, close: async () => undefined }
  }
  const directory = join(home.folder, 'postgres')
  const server = await startPostgres({ directory, password: await postgres() }).catch(
    (error: Error) => {
      throw new Mistake(error.message)
    },
  )
  // Of one that runs here its PostgreSQL is not ours to stop.
  const lock = server.adopted ? undefined : await takeLock(home, server.url)
  await setUpDatabase(server.url, DATABASE, rolePassword)
  return {
    url: urlFor(server.url, DATABASE, part, await rolePassword(part)),
    async close() {
      if (!lock) return
      await lock.close()
      await server.stop()
    },
  }
}
