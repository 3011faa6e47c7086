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
import {
  agreementsOf,
  type Registry,
  type RegistryLink,
  readLinks,
  readRegistries,
} from '../connectors/registry.ts'
import type { StoreKey } from '../connectors/subject-index.ts'
import type { Viewer } from '../privacy/viewer.ts'
import { GraphError } from '../schema/errors.ts'
import type { OpenSubgraph } from '../subgraphs/build.ts'
import { type ChildIndex, openChildIndex } from '../subgraphs/child/child-index.ts'
import type { Reading } from '../subgraphs/child/link-run.ts'
import type { Linker } from '../subgraphs/child/linker.ts'
import { isOfPersons } from '../subgraphs/child/references.ts'
import { type Accountant, DATABASE, setUpDatabase, urlFor } from './database.ts'
import { openHome, openPartHome } from './home.ts'
import { takeLock } from './only-one.ts'
import { populationRegister } from './population-register.ts'
import { Mistake } from './say.ts'
import { type Secrets, secretsOf } from './secrets.ts'

export interface Linking {
  readonly index: ChildIndex
  readonly accounting: AccountingStore
  /** All that are linked, without their addresses. */
  readonly links: readonly RegistryLink[]
  /** Of this command: who does it, and under which trace. */
  readonly reading: Reading
  /** Of the delivery stores of birth care. */
  storeKey(): Promise<StoreKey>
  /** What it takes to link one of them. Of the other domains nothing needs to be there. */
  open(link: RegistryLink): Promise<OpenedToLink>
}

export interface OpenedToLink {
  readonly linker: Linker
  readonly registry: Registry
  readonly subgraph: OpenSubgraph
}

export interface LinkingOptions {
  /** Who does it; left out: who is logged in here. */
  readonly as?: string | undefined
  /** Questions to the population register. */
  readonly perSecond?: number | undefined
}

/** Opens, works and closes; a signal ends the work. What only linking itself takes is loaded when it is. */
export async function withLinking<T>(
  options: LinkingOptions,
  work: (linking: Linking) => Promise<T>,
): Promise<T> {
  const asking = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(name, () => asking.abort())
  }
  const closers: (() => Promise<unknown>)[] = []
  try {
    return await work(await openLinking(readConfig(process.env), options, asking.signal, closers))
  } catch (error) {
    throw asking.signal.aborted
      ? new Mistake('Stopped. Only what is told as applied was changed.')
      : explain(error)
  } finally {
    for (const close of closers.reverse()) await close()
  }
}

async function openLinking(
  config: Config,
  { as, perSecond }: LinkingOptions,
  signal: AbortSignal,
  closers: (() => Promise<unknown>)[],
): Promise<Linking> {
  const home = config.KINDLIJN_POSTGRES_URL ? openPartHome(config) : await openHome(config)
  const secrets = secretsOf(home)
  const database = await openDatabase(config, home.folder, secrets)
  closers.push(database.close)
  const { databaseUrl } = database
  const links = await readLinks(config.KINDLIJN_REGISTRIES)
  const accounting = await openAccounting({
    databaseUrl: await databaseUrl('child'),
    part: 'link',
    key: await secrets.accountingKey(),
    signingKey: await secrets.chainKey(),
  })
  closers.push(accounting.close)
  const index = await openChildIndex({
    databaseUrl: await databaseUrl('child'),
    key: await secrets.childIndexKey(),
    byBsn: links.filter(isOfPersons).map(({ name }) => name),
  })
  closers.push(index.close)

  const openSandbox = once(async () => {
    const { adminUrl } = database
    const { findSandbox, serveSandbox } = await import('./sandbox-parts.ts')
    if (adminUrl === undefined || !(await findSandbox(home))) return {}
    const sandbox = await serveSandbox(home, adminUrl)
    closers.push(sandbox.close)
    return sandbox.env
  })
  const registriesOf = async (domain: Registry['domain']) => {
    const env = { ...(await openSandbox()), ...process.env }
    return readRegistries(config.KINDLIJN_REGISTRIES, env, [domain])
  }
  const openOne = once(async () => {
    const { openLinker } = await import('../subgraphs/child/linker.ts')
    const { registry: population } = populationRegister(await registriesOf('population'))
    const linker = openLinker({ population, index, perSecond })
    closers.push(linker.close)
    return linker
  })
  const opened = new Map<string, () => Promise<Pick<OpenedToLink, 'subgraph'> & OpenedDomain>>()

  async function openDomain(domain: DomainToLink) {
    const registries = await registriesOf(domain)
    const { openSubgraph } = await import('./subgraph-parts.ts')
    const subgraph = await openSubgraph(domain, { ...secrets, registries, links, databaseUrl })
    closers.push(subgraph.close)
    await subgraph.ready
    return { subgraph, registries }
  }

  return {
    index,
    accounting,
    links,
    reading: readingOf({ viewer: linkerNamed(as), accounting, links, signal }),
    storeKey: () => secrets.storeKey('birth-care'),
    async open({ domain, name }) {
      if (domain === 'population') throw new Mistake('The population register is linked to.')
      const open = opened.get(domain) ?? once(() => openDomain(domain))
      opened.set(domain, open)
      const { subgraph, registries } = await open()
      const registry = registries.find((one) => one.name === name)
      if (!registry) throw new Mistake(`There is no registry ${name}.`)
      return { linker: await openOne(), registry, subgraph }
    },
  }
}

type DomainToLink = Exclude<Registry['domain'], 'population'>

interface OpenedDomain {
  readonly registries: readonly Registry[]
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let begun: Promise<T> | undefined
  return () => {
    begun ??= work()
    return begun
  }
}

export function readingOf(options: {
  readonly viewer: Viewer
  readonly accounting: Reading['accounting']
  readonly links: readonly RegistryLink[]
  readonly signal: AbortSignal
}): Reading {
  const { viewer, accounting, links, signal } = options
  const traceId = randomBytes(16).toString('hex')
  return { viewer, accounting, agreements: agreementsOf(links), traceId, signal }
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
