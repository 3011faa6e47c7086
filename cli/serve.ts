/**
 * `kindlijn serve PART`: one part of the graph in a process of its own; its secrets are files that the environment names.
 *
 * @module
 */

import { type Config, readConfig, SUBGRAPH_NAMES, type SubgraphName } from '../config.ts'
import { openAccounting } from '../connectors/accounting-store.ts'
import { agreementsOf, readLinks, readRegistries } from '../connectors/registry.ts'
import { openSeenCalls } from '../connectors/seen-calls.ts'
import { tellLog } from '../privacy/log.ts'
import { openTokens } from '../privacy/token.ts'
import type { Listening } from '../schema/http.ts'
import { serveSubgraph } from '../subgraphs/serve.ts'
import { type Accountant, DATABASE, urlFor } from './database.ts'
import { openFeedPart } from './feed-part.ts'
import { ADDRESSES, startGateway } from './gateway-part.ts'
import { openPartHome } from './home.ts'
import { openLog } from './log.ts'
import { serveMetrics } from './metrics-part.ts'
import { patiently, waitForDatabase } from './patience.ts'
import { Mistake, part } from './say.ts'
import { secretsOf } from './secrets.ts'
import { openSubgraph } from './subgraph-parts.ts'
import { startTracing } from './tracing-part.ts'

const PARTS = ['gateway', ...SUBGRAPH_NAMES] as const

export async function serve([name]: readonly string[]): Promise<void> {
  const known = PARTS.find((one) => one === name)
  if (!known) throw new Mistake(`Name a part: kindlijn serve ${PARTS.join(' | ')}.`)
  const config = readConfig(process.env)
  openLog(config, known)
  const tracing = await startTracing(config, known)
  const running = known === 'gateway' ? await gateway(config) : await subgraph(known, config)
  part(known, running.url)
  tellLog('ready', { url: `${running.url}${known === 'gateway' ? '/graphql' : ''}` })

  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
    process.once('disconnect', resolve) // of who started us, where that is a Kindlijn
  })
  tellLog('stopping')
  await running.close()
  await tracing.close()
}

async function gateway(config: Config): Promise<Listening> {
  const secrets = secretsOf(openPartHome(config))
  const accountingUrl = await databaseUrlOf(config, 'gateway')
  const accounting = await openAccounting({
    databaseUrl: accountingUrl,
    part: 'gateway',
    key: undefined, // it reads nobody
    signingKey: await secrets.chainKey(),
  })
  const running = await startGateway({
    config,
    subgraphs: [],
    accounting,
    accountingUrl,
    agreements: () => false, // no registry is read here
    verifyToken: openTokens({
      issuer: need(config, 'TOKEN_ISSUER'),
      audience: config.TOKEN_AUDIENCE,
      keys: new URL(need(config, 'TOKEN_KEYS_URL')),
    }),
    callKey: await secrets.callKey(),
    tokensUrl: config.SANDBOX_TOKENS_URL,
  })
  return {
    ...running,
    async close() {
      await running.close()
      await accounting.close()
    },
  }
}

async function databaseUrlOf(config: Config, part: Accountant): Promise<string> {
  const { rolePassword } = secretsOf(openPartHome(config))
  return urlFor(need(config, 'KINDLIJN_POSTGRES_URL'), DATABASE, part, await rolePassword(part))
}

async function subgraph(name: SubgraphName, config: Config): Promise<Listening> {
  const secrets = secretsOf(openPartHome(config))
  const databaseUrl = (part: Accountant) => databaseUrlOf(config, part)
  const registries = readsNothing(name) ? [] : await registriesOf(name, config)
  const links = await readLinks(config.KINDLIJN_REGISTRIES)
  const { keyring, storeKey, childIndexKey, accountingKey, insightKey } = secrets
  const keys = { keyring, storeKey, childIndexKey, accountingKey, insightKey }
  // What cannot be accounted for is not read: without its database a part is not ready.
  if (!readsNothing(name)) await waitForDatabase('PostgreSQL', await databaseUrl(name), MAY_ACCOUNT)
  if (name === 'insight') await waitForDatabase('PostgreSQL', await databaseUrl(name), MAY_DISCLOSE)
  const callKey = await secrets.callKey()
  const feeds = isFed(name, config) ? openFeedPart(() => overHttpOnly(config, callKey)) : undefined
  const opened = await patiently('PostgreSQL', () =>
    openSubgraph(name, { registries, links, databaseUrl, ...keys, feeds }),
  )
  await opened.ready
  const accounting = readsNothing(name)
    ? NOTHING_TO_ACCOUNT
    : await openAccounting({
        databaseUrl: await databaseUrl(name),
        part: name,
        key: await secrets.accountingKey(),
        signingKey: await secrets.chainKey(),
      })
  const seen = readsNothing(name) ? undefined : openSeenCalls(await databaseUrl(name), name)
  const listening = await serveSubgraph({
    subgraph: opened,
    accounting,
    seeCall: seen?.see,
    agreements: agreementsOf(name === 'insight' ? links : registries),
    callKey,
    port: config.PORT,
    host: config.KINDLIJN_HOST,
  })
  opened.begin?.()
  const metrics = await serveMetrics(config)
  return {
    ...listening,
    async close() {
      await metrics?.close()
      await listening.close()
      await opened.close()
      await feeds?.close()
      await seen?.close()
      await accounting.close()
    },
  }
}

/** It reads no registry, so it has nothing to account for: it is fed by those that do. */
function readsNothing(name: SubgraphName): name is 'journey' | 'insight' {
  return name === 'journey' || name === 'insight'
}

/** Where it knows the addresses of those that feed it. */
function isFed(name: SubgraphName, config: Config): boolean {
  return readsNothing(name) && FEEDING.every((part) => config[ADDRESSES[part]])
}

const FEEDING = ['child', 'birth-care', 'jgz', 'childcare', 'social-domain'] as const

/** Who reads writes down what was read: that is not this part. */
function overHttpOnly(config: Config, callKey: Uint8Array) {
  return { config, subgraphs: [], accounting: NOTHING_TO_ACCOUNT, agreements: () => false, callKey }
}

const MAY_DISCLOSE = `has_table_privilege('disclosure.decision', 'insert')`

const MAY_ACCOUNT = `has_table_privilege('accounting.block', 'insert')`

const NOTHING_TO_ACCOUNT = {
  begin: () => Promise.reject(new Error('This part has no accounting, so it reads nothing.')),
  note: async () => undefined,
  close: async () => undefined,
}

/** A part knows the addresses of its own registries only, so it reads no other's link. */
async function registriesOf(name: Exclude<SubgraphName, 'journey' | 'insight'>, config: Config) {
  const domain = name === 'child' ? 'population' : name
  return readRegistries(config.KINDLIJN_REGISTRIES, process.env, [domain])
}

function need<V extends keyof Config>(config: Config, name: V): NonNullable<Config[V]> {
  const value = config[name]
  if (value === undefined || value === null) throw new Mistake(`Set ${name}: this part takes it.`)
  return value as NonNullable<Config[V]>
}
