/**
 * `kindlijn up`: the whole graph in one process, with the sandbox municipality. This is what `npm start` does.
 *
 * What is wrong is said before anything is loaded, and the graph is loaded while its PostgreSQL starts.
 *
 * @module
 */

import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Config, readConfig } from '../config.ts'
import { startPostgres } from '../connectors/embedded-postgres.ts'
import { refuseTakenPort, refuseWrongRegistries } from './before-start.ts'
import { type Home, openHome } from './home.ts'
import { openLog } from './log.ts'
import { refuseSecond, takeLock } from './only-one.ts'
import { patiently } from './patience.ts'
import { Mistake, part } from './say.ts'
import { secretsOf } from './secrets.ts'
import { openStopping, type Stopping } from './stopping.ts'
import { TOWN_OPTIONS, toTown } from './town.ts'
import { startTracing } from './tracing-part.ts'

export async function up(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: TOWN_OPTIONS })
  toTown(values)
  const config = readConfig(process.env)
  const home = await openHome(config)
  await refuseSecond(home)
  await refuseWrongRegistries(config)
  await refuseTakenPort(config)

  openLog(config, 'up')
  const tracing = await startTracing(config, 'up')
  const stopping = openStopping({ withParent: process.env.npm_lifecycle_event !== undefined })
  try {
    const [adminUrl, { startGraph }] = await Promise.all([
      startDatabase(config, home, stopping),
      import('./whole-graph.ts'),
    ])
    await startGraph({ config, home, adminUrl, values, stopping })
    await stopping.whenAsked()
  } catch (error) {
    // What fails because we are stopping is no news.
    if (!stopping.asked.aborted) throw error
  } finally {
    await stopping.stopAll()
    await tracing.close()
  }
}

async function startDatabase(config: Config, home: Home, stopping: Stopping): Promise<string> {
  if (config.KINDLIJN_POSTGRES_URL) {
    const url = new URL(config.KINDLIJN_POSTGRES_URL)
    url.password ||= await secretsOf(home).postgres()
    await stopping.start('lock', () =>
      patiently('PostgreSQL', () => takeLock(home, url.href), { forMs: 10_000 }),
    )
    part('postgres', `${url.hostname}:${url.port || 5432}`)
    return url.href
  }
  const password = await secretsOf(home).postgres()
  const { url, port, adopted } = await stopping.start('postgres', async () => {
    const postgres = await startPostgres({
      directory: join(home.folder, 'postgres'),
      password,
    }).catch((error: Error) => {
      throw new Mistake(error.message)
    })
    // Of another one that runs here, its PostgreSQL is not ours to stop.
    const lock = await takeLock(home, postgres.url)
    const close = async () => {
      await lock.close()
      await postgres.stop()
    }
    return { ...postgres, close }
  })
  part('postgres', `127.0.0.1:${port}${adopted ? ' (was still running)' : ''}`)
  return url
}
