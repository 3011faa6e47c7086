/**
 * The same graph twice over the same registries: in one process, and with each subgraph behind HTTP.
 *
 * @module
 */

import { join } from 'node:path'
import { type Accountant, DATABASE, urlFor, urlOf } from '../cli/database.ts'
import { openFeedPart } from '../cli/feed-part.ts'
import { startGateway } from '../cli/gateway-part.ts'
import { openHome } from '../cli/home.ts'
import { secretsOf } from '../cli/secrets.ts'
import { type Needs, openSubgraph } from '../cli/subgraph-parts.ts'
import { readConfig, SUBGRAPH_NAMES } from '../config.ts'
import { openAccounting } from '../connectors/accounting-store.ts'
import { agreementsOf, readRegistries } from '../connectors/registry.ts'
import type { Accounting } from '../privacy/accounting.ts'
import type { FeedCaller } from '../privacy/feed.ts'
import { openTokens, type VerifyToken } from '../privacy/token.ts'
import { ISSUER } from '../sandbox/identity.ts'
import type { OpenSubgraph } from '../subgraphs/build.ts'
import { serveSubgraph } from '../subgraphs/serve.ts'
import type { Running } from './running.ts'

export interface Ways {
  /** Of the owner of the databases. */
  readonly adminUrl: string
  readonly needs: Needs
  readonly subgraphs: readonly OpenSubgraph[]
  readonly accounting: Accounting
  /** As a part in the same process is fed, and one in a process of its own. */
  readonly feeds: Readonly<Record<'inProcess' | 'overHttp', FeedCaller>>
  readonly verifyToken: VerifyToken
  /** Addresses of graphs. */
  readonly inProcess: string
  readonly overHttp: string
  /** In one process, with nothing written down: to measure by, and not a way to work. */
  readonly unwritten: string
  close(): Promise<void>
}

const USERS = 1_000

/** On the registries of one that runs already; with another time, where the question is a large one and the machine busy. */
export async function openWays(
  { told }: Running,
  folder: string,
  patience?: { readonly deadlineMs: number; readonly timeoutMs: number },
): Promise<Ways> {
  const deadline = patience && { KINDLIJN_DEADLINE_MS: String(patience.deadlineMs) }
  const home = await openHome(readConfig({ KINDLIJN_HOME: folder }))
  const secrets = secretsOf(home)
  const adminUrl = `postgres://postgres:${await secrets.postgres()}@${told.get('postgres')}/postgres`
  const extract = Object.assign(new URL(urlOf(adminUrl, 'sandbox_jgz')), {
    username: 'jgz_reader',
    password: '',
  })
  const linked = await readRegistries('registries', {
    BRP_URL: told.get('population')?.replace(/\/personen$/, ''),
    BRP_HISTORY_URL: new URL('/haalcentraal/api/brphistorie', told.get('population')).href,
    BRP_API_KEY: await secrets.brpApiKey(),
    BIRTH_CARE_FHIR_URL: told.get('birth care')?.replace(/\/metadata$/, ''),
    JGZ_EXTRACT_URL: extract.href,
    JGZ_EXTRACT_PASSWORD: await secrets.jgzReader(),
    LRK_FOLDER: join(folder, 'deliveries', 'lrk'),
    CHILDCARE_FOLDER: join(folder, 'deliveries', 'childcare-provider'),
    YOUTH_HELP_FOLDER: join(folder, 'deliveries', 'social-domain'),
    WIJKTEAM_FOLDER: join(folder, 'deliveries', 'wijkteam'),
    SOCIAL_MAP_FOLDER: join(folder, 'deliveries', 'social-map'),
  })
  const registries = linked.map((link) => ({
    ...link,
    timeout: patience?.timeoutMs ?? link.timeout,
  }))
  const needs: Needs = {
    registries,
    links: registries,
    databaseUrl: async (name: Accountant) =>
      urlFor(adminUrl, DATABASE, name, await secrets.rolePassword(name)),
    keyring: secrets.keyring,
    storeKey: secrets.storeKey,
    childIndexKey: secrets.childIndexKey,
    insightKey: secrets.insightKey,
    accountingKey: secrets.accountingKey,
  }
  const agreements = agreementsOf(registries)
  const accounting = await openAccounting({
    databaseUrl: await needs.databaseUrl('child'),
    part: 'bench',
    key: await secrets.accountingKey(),
    signingKey: await secrets.chainKey(),
  })
  const subgraphs = await Promise.all(SUBGRAPH_NAMES.map((name) => openSubgraph(name, needs)))
  await Promise.all(subgraphs.map(({ ready }) => ready))
  const callKey = await secrets.callKey()
  const served = await Promise.all(
    subgraphs.map((subgraph) =>
      serveSubgraph({ subgraph, accounting, agreements, callKey, port: 0, host: '127.0.0.1' }),
    ),
  )
  const addresses = Object.fromEntries(
    SUBGRAPH_NAMES.map((name, i) => [
      `${name.toUpperCase().replaceAll('-', '_')}_URL`,
      `${served[i]?.url}/`,
    ]),
  )
  const verify = openTokens({
    issuer: ISSUER,
    audience: 'kindlijn',
    keys: new URL(told.get('identity') ?? ''),
  })
  let asked = 0
  // Many users, so that none asks more than one may in a minute.
  const verifyToken: VerifyToken = async (authorization, purpose) => {
    asked += 1
    return { ...(await verify(authorization, purpose)), id: `user-${asked % USERS}` }
  }
  const rest = {
    agreements,
    verifyToken,
    callKey,
    tokensUrl: undefined,
  }
  const inProcess = await startGateway({
    ...rest,
    config: readConfig({ PORT: '0', ...deadline }),
    subgraphs,
    accounting,
  })
  const unwritten = await startGateway({
    ...rest,
    config: readConfig({ PORT: '0', ...deadline }),
    subgraphs,
    accounting: { begin: async () => async () => undefined, note: async () => undefined },
  })
  const overHttp = await startGateway({
    ...rest,
    config: readConfig({ PORT: '0', ...deadline, ...addresses }),
    subgraphs: [],
    accounting,
  })

  const feedFrom = (local: readonly OpenSubgraph[], env = {}) => {
    const part = { config: readConfig(env), subgraphs: local, accounting, agreements, callKey }
    return openFeedPart(() => part)
  }
  const feeds = { inProcess: feedFrom(subgraphs), overHttp: feedFrom([], addresses) }

  return {
    adminUrl,
    needs,
    subgraphs,
    accounting,
    feeds,
    verifyToken,
    inProcess: `${inProcess.url}/graphql`,
    overHttp: `${overHttp.url}/graphql`,
    unwritten: `${unwritten.url}/graphql`,
    async close() {
      await feeds.overHttp.close()
      await inProcess.close()
      await overHttp.close()
      await unwritten.close()
      for (const { close } of [...served, ...subgraphs, accounting]) await close()
    },
  }
}
