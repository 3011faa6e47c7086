/**
 * What linking takes of an installation: its database, its registries and its secrets; in one place, as
 * `npm start` has it, or of parts apart.
 *
 * @module
 */

import { randomBytes } from 'node:crypto'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { type Config, readConfig } from '../config.ts'
import { type AccountingStore, openAccounting } from '../connectors/accounting-store.ts'
import { startPostgres } from '../connectors/embedded-postgres.ts'
import { agreementsOf, type Registry, readRegistries } from '../connectors/registry.ts'
import type { StoreKey } from '../connectors/subject-index.ts'
import type { Viewer } from '../privacy/viewer.ts'
import { GraphError } from '../schema/errors.ts'
import type { OpenSubgraph } from '../subgraphs/build.ts'
import type { Reading } from '../subgraphs/child/link-run.ts'
import { type Linker, openLinker } from '../subgraphs/child/linker.ts'
import { type Accountant, DATABASE, setUpDatabase, urlFor } from './database.ts'
import { openHome, openPartHome } from './home.ts'
import { takeLock } from './only-one.ts'
import { findSandbox, serveSandbox } from './sandbox-parts.ts'
import { Mistake } from './say.ts'
import { type Secrets, secretsOf } from './secrets.ts'
import { type Needs, openSubgraph } from './subgraph-parts.ts'

export interface Linking {
  readonly linker: Linker
  readonly accounting: AccountingStore
  readonly registries: readonly Registry[]
  /** Of this command: who does it, and under which trace. */
  readonly reading: Reading
  /** Of the delivery stores of birth care. */
  storeKey(): Promise<StoreKey>
  /** The subgraph that reads a registry; opened when it is first asked for. */
  subgraphOf(registry: Registry): Promise<OpenSubgraph>
}

export interface LinkingOptions {
  /** Who does it; left out: who is logged in here. */
  readonly as?: string | undefined
}

/** Opens, works and closes; a signal ends the work. */
export async function withLinking<T>(
  { as }: LinkingOptions,
  work: (linking: Linking) => Promise<T>,
): Promise<T> {
  const asking = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(name, () => asking.abort())
  }
  const closers: (() => Promise<unknown>)[] = []
  try {
    return await work(await openLinking(readConfig(process.env), as, asking.signal, closers))
  } catch (error) {
    throw asking.signal.aborted ? new Mistake('Stopped. Nothing was changed.') : explain(error)
  } finally {
    for (const close of closers.reverse()) await close()
  }
}

async function openLinking(
  config: Config,
  as: string | undefined,
  signal: AbortSignal,
  closers: (() => Promise<unknown>)[],
): Promise<Linking> {
  const home = config.KINDLIJN_POSTGRES_URL ? openPartHome(config) : await openHome(config)
  const secrets = secretsOf(home)
  const database = await openDatabase(config, home.folder, secrets)
  closers.push(database.close)
  const { databaseUrl } = database
  const sandbox =
    database.adminUrl !== undefined && (await findSandbox(home))
      ? await serveSandbox(home, database.adminUrl)
      : undefined
  if (sandbox) closers.push(sandbox.close)
  const registries = await readRegistries(config.KINDLIJN_REGISTRIES, {
    ...sandbox?.env,
    ...process.env,
  })
  const accounting = await openAccounting({
    databaseUrl: await databaseUrl('child'),
    part: 'link',
    key: await secrets.accountingKey(),
    signingKey: await secrets.chainKey(),
  })
  closers.push(accounting.close)
  const linker = await openLinker({
    population: populationOf(registries),
    links: registries,
    databaseUrl: await databaseUrl('child'),
    indexKey: await secrets.childIndexKey(),
  })
  closers.push(linker.close)
  const needs: Needs = { ...secrets, registries, links: registries, databaseUrl }
  const opened = new Map<string, Promise<OpenSubgraph>>()

  async function open(domain: DomainToLink): Promise<OpenSubgraph> {
    const subgraph = await openSubgraph(domain, needs)
    closers.push(subgraph.close)
    await subgraph.ready
    return subgraph
  }

  return {
    linker,
    accounting,
    registries,
    reading: readingOf({ viewer: linkerNamed(as), accounting, registries, signal }),
    storeKey: () => secrets.storeKey('birth-care'),
    subgraphOf({ domain }) {
      if (domain === 'population') throw new Mistake('The population register is linked to.')
      const known = opened.get(domain) ?? open(domain)
      opened.set(domain, known)
      return known
    },
  }
}

type DomainToLink = Exclude<Registry['domain'], 'population'>

export function readingOf(options: {
  readonly viewer: Viewer
  readonly accounting: Reading['accounting']
  readonly registries: readonly Registry[]
  readonly signal: AbortSignal
}): Reading {
  const { viewer, accounting, registries, signal } = options
  const traceId = randomBytes(16).toString('hex')
  return { viewer, accounting, agreements: agreementsOf(registries), traceId, signal }
}

/** Who links works for the installation, and sees no child. */
export function linkerNamed(name: string = userInfo().username): Viewer {
  return {
    id: name,
    organisation: 'installation',
    role: 'linker',
    purpose: 'linkage',
    municipalities: [],
  }
}

export function populationOf(registries: readonly Registry[]): Registry {
  const found = registries.find(({ domain }) => domain === 'population')
  if (found) return found
  throw new Mistake('The registries name no population register (domain: population).')
}

interface OpenedDatabase {
  /** Of its owner; where it is in one place with us. */
  readonly adminUrl: string | undefined
  readonly databaseUrl: (name: Accountant) => Promise<string>
  readonly close: () => Promise<void>
}

/** The one that is configured; else the one of this home, which is started for as long as it takes. */
async function openDatabase(
  config: Config,
  folder: string,
  { postgres, rolePassword }: Secrets,
): Promise<OpenedDatabase> {
  const at = (url: string) => async (name: Accountant) =>
    urlFor(url, DATABASE, name, await rolePassword(name))
  if (config.KINDLIJN_POSTGRES_URL) {
    const databaseUrl = at(config.KINDLIJN_POSTGRES_URL)
    return { adminUrl: undefined, databaseUrl, close: async () => undefined }
  }
  const directory = join(folder, 'postgres')
  const server = await startPostgres({ directory, password: await postgres() }).catch(
    (error: Error) => {
      throw new Mistake(error.message)
    },
  )
  // Of one that runs here its PostgreSQL is not ours to stop.
  const home = await openHome(config)
  const lock = server.adopted ? undefined : await takeLock(home, server.url)
  await setUpDatabase(server.url, DATABASE, rolePassword)
  return {
    adminUrl: server.url,
    databaseUrl: at(server.url),
    async close() {
      if (!lock) return
      await lock.close()
      await server.stop()
    },
  }
}

/** What its user can mend, as a sentence. */
function explain(error: unknown): unknown {
  if (!(error instanceof GraphError)) return error
  const registry = error.extensions.registry
  return new Mistake(typeof registry === 'string' ? `${registry}: ${error.message}` : error.message)
}
