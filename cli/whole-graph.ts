/**
 * The parts of `kindlijn up`, one after another: the sandbox, the subgraphs, the gateway, and what links by itself.
 *
 * @module
 */

import { type Config, SUBGRAPH_NAMES, type SubgraphName } from '../config.ts'
import { openAccounting } from '../connectors/accounting-store.ts'
import { agreementsOf, readLinks, readRegistries } from '../connectors/registry.ts'
import { tellLog } from '../privacy/log.ts'
import { openTokens } from '../privacy/token.ts'
import type { OpenSubgraph } from '../subgraphs/build.ts'
import { openChildIndex } from '../subgraphs/child/child-index.ts'
import { openLinker } from '../subgraphs/child/linker.ts'
import { isOfPersons } from '../subgraphs/child/references.ts'
import { startApart } from './apart.ts'
import { sayOfPort } from './before-start.ts'
import { type Accountant, DATABASE, setUpDatabase, urlFor } from './database.ts'
import { openDrills } from './drills.ts'
import { openFeedPart } from './feed-part.ts'
import { ADDRESSES, startGateway } from './gateway-part.ts'
import type { Home } from './home.ts'
import { linkNowAndThen } from './link-now-and-then.ts'
import { linkerNamed, readingOf } from './linking.ts'
import { RUNNING } from './only-one.ts'
import { populationRegister } from './population-register.ts'
import { findSandbox, makeSandbox, serveSandbox } from './sandbox-parts.ts'
import { part } from './say.ts'
import { makeSecrets, secretsOf } from './secrets.ts'
import type { Stopping } from './stopping.ts'
import { type Needs, openSubgraph } from './subgraph-parts.ts'
import { isSameTown, nameOf, type TownValues, toTown } from './town.ts'

export async function startGraph(options: {
  readonly config: Config
  readonly home: Home
  /** Of the owner of its PostgreSQL. */
  readonly adminUrl: string
  /** The town that is asked for. */
  readonly values: TownValues
  readonly stopping: Stopping
}): Promise<void> {
  const { config, home, adminUrl, values, stopping } = options
  const secrets = secretsOf(home)
  await setUpDatabase(adminUrl, DATABASE, secrets.rolePassword)
  const databaseUrl = async (name: Accountant) =>
    urlFor(adminUrl, DATABASE, name, await secrets.rolePassword(name))

  const made = await findSandbox(home)
  const wanted = toTown(values, made)
  if (!isSameTown(wanted, made)) {
    part('sandbox', `making the municipality: ${nameOf(wanted)}`)
    await makeSandbox(home, adminUrl, wanted, stopping.asked)
  }
  const sandbox = await stopping.start('sandbox', () => serveSandbox(home, adminUrl))
  part('sandbox', nameOf(wanted))
  for (const { name, url } of sandbox.parts) part(`  ${name}`, url)

  const links = await readLinks(config.KINDLIJN_REGISTRIES)
  const drills = await stopping.start('drills', () => openDrills(links, sandbox.env))
  const registries = await readRegistries(config.KINDLIJN_REGISTRIES, {
    ...drills.env,
    ...process.env,
  })
  const accountingOptions = {
    databaseUrl: await databaseUrl('child'),
    part: 'up',
    key: await secrets.accountingKey(),
    signingKey: await secrets.chainKey(),
  }
  const accounting = await stopping.start('accounting', () => openAccounting(accountingOptions))

  const { keyring, storeKey, childIndexKey, accountingKey, insightKey } = secrets
  const callKey = await secrets.callKey()
  const subgraphs: OpenSubgraph[] = []
  const addresses: Partial<Record<(typeof ADDRESSES)[SubgraphName], string>> = {}
  const agreements = agreementsOf(registries)
  const feeds = await stopping.start('feeds', async () =>
    openFeedPart(() => ({
      config: { ...config, ...addresses },
      ...{ subgraphs, accounting, agreements, callKey },
    })),
  )
  const needs: Needs = {
    registries,
    links: registries,
    databaseUrl,
    keyring,
    storeKey,
    childIndexKey,
    accountingKey,
    insightKey,
    feeds,
  }
  if (config.KINDLIJN_APART.length > 0) await makeSecrets(home)
  for (const name of SUBGRAPH_NAMES) {
    if (config.KINDLIJN_APART.includes(name)) {
      const env = { ...drills.env, ...envOfApart(config, home, adminUrl) }
      const apart = () => startApart(name, { env, asked: stopping.asked })
      addresses[ADDRESSES[name]] = (await stopping.start(name, apart)).url
    } else {
      subgraphs.push(await stopping.start(name, () => openSubgraph(name, needs)))
    }
    const read = registries.filter(
      ({ domain }) => domain === (name === 'child' ? 'population' : name),
    )
    part(name, read.map((registry) => `${registry.name} (${registry.format})`).join(', ') || '—')
  }

  await Promise.all(subgraphs.map(({ ready }) => ready))
  const accountingUrl = await databaseUrl('child')
  const gateway = await stopping.start('gateway', () =>
    startGateway({
      config: { ...config, ...addresses },
      subgraphs,
      accounting,
      accountingUrl,
      agreements,
      verifyToken: openTokens({
        issuer: config.TOKEN_ISSUER ?? sandbox.issuer,
        audience: config.TOKEN_AUDIENCE,
        keys: new URL(config.TOKEN_KEYS_URL ?? `${sandbox.tokensUrl}/jwks`),
      }),
      callKey,
      tokensUrl: config.SANDBOX_TOKENS_URL ?? sandbox.tokensUrl,
    }).catch((error: unknown) => {
      throw sayOfPort(error, config)
    }),
  )
  const url = `${gateway.url}/graphql`
  await stopping.start('home', async () => {
    await home.write(RUNNING, { pid: process.pid, url, drills: drills.url })
    return { close: () => home.remove(RUNNING) }
  })
  part('explorer', `${gateway.url}/`)
  tellLog('ready', { url })
  for (const { begin } of subgraphs) begin?.()
  if (config.KINDLIJN_LINK_EVERY === 0) return
  const indexOptions = {
    databaseUrl: await databaseUrl('child'),
    key: await secrets.childIndexKey(),
    byBsn: registries.filter(isOfPersons).map(({ name }) => name),
  }
  const index = await stopping.start('index', () => openChildIndex(indexOptions))
  const linker = await stopping.start('linker', async () =>
    openLinker({ population: populationRegister(registries).registry, index }),
  )
  await stopping.start('linking', async () =>
    linkNowAndThen({
      linker,
      subgraphs: [...subgraphs, ...(await openToLink(config, needs, stopping))],
      registries,
      storeKey: () => secrets.storeKey('birth-care'),
      openReading: (signal) =>
        readingOf({ viewer: linkerNamed('kindlijn'), accounting, links: registries, signal }),
      everyMs: config.KINDLIJN_LINK_EVERY * 60_000,
    }),
  )
}

/** A process of its own has the same folders, and finds its database by its own role. */
function envOfApart({ KINDLIJN_LOG = 'text' }: Config, home: Home, adminUrl: string) {
  const database = Object.assign(new URL(adminUrl), { username: '', password: '' })
  return {
    KINDLIJN_HOME: home.folder,
    KINDLIJN_LOG,
    KINDLIJN_POSTGRES_URL: database.href,
    KINDLIJN_METRICS_PORT: '', // it is ours
  }
}

/** Those that run apart, once more for linking; but not where deliveries would be taken in twice. */
async function openToLink(
  { KINDLIJN_APART }: Config,
  needs: Needs,
  stopping: Stopping,
): Promise<readonly OpenSubgraph[]> {
  const live = KINDLIJN_APART.filter((name) =>
    needs.registries.every(({ domain, kind }) => domain !== name || kind !== 'deliveries'),
  )
  return Promise.all(
    live.map((name) => stopping.start(`${name} to link`, () => openSubgraph(name, needs))),
  )
}
