/**
 * `kindlijn serve PART`: one part of the graph in a process of its own; its secrets are files that the environment names.
 *
 * @module
 */

import { type Config, readConfig } from '../config.ts'
import { openAccounting } from '../connectors/accounting-store.ts'
import { readRegistries } from '../connectors/registry.ts'
import type { Domain } from '../privacy/sealed-reference.ts'
import { openTokens } from '../privacy/token.ts'
import type { Listening } from '../schema/http.ts'
import { serveSubgraph } from '../subgraphs/serve.ts'
import { startGateway } from './gateway-part.ts'
import { Mistake, part } from './say.ts'
import { openSubgraph, SUBGRAPH_NAMES, type SubgraphName } from './subgraph-parts.ts'

const PARTS = ['gateway', ...SUBGRAPH_NAMES] as const

const REFERENCE_KEYS = {
  'birth-care': 'BIRTH_CARE_KEY_FILE',
  jgz: 'JGZ_KEY_FILE',
  childcare: 'CHILDCARE_KEY_FILE',
  'social-domain': 'SOCIAL_DOMAIN_KEY_FILE',
} as const satisfies Record<Domain, keyof Config>

export async function serve([name]: readonly string[]): Promise<void> {
  const known = PARTS.find((one) => one === name)
  if (!known) throw new Mistake(`Name a part: kindlijn serve ${PARTS.join(' | ')}.`)
  const config = readConfig(process.env)
  const running = known === 'gateway' ? await gateway(config) : await subgraph(known, config)
  part(known, running.url)
  console.log(`ready ${running.url}${known === 'gateway' ? '/graphql' : ''}`)

  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
  })
  await running.close()
}

function gateway(config: Config): Promise<Listening> {
  return startGateway({
    config,
    subgraphs: [],
    accounting: undefined,
    verifyToken: openTokens({
      issuer: need(config, 'TOKEN_ISSUER'),
      audience: config.TOKEN_AUDIENCE,
      keys: new URL(need(config, 'TOKEN_KEYS_URL')),
    }),
    callKey: need(config, 'CALL_KEY_FILE'),
    tokensUrl: config.SANDBOX_TOKENS_URL,
  })
}

async function subgraph(name: SubgraphName, config: Config): Promise<Listening> {
  const registries = name === 'journey' ? [] : await registriesOf(name, config)
  const opened = await openSubgraph(name, {
    registries,
    databaseUrl: async () => databaseUrl(config),
    referenceKey: async (domain) => need(config, REFERENCE_KEYS[domain]),
    childIndexKey: async () => need(config, 'CHILD_INDEX_KEY_FILE'),
  })
  // `journey` reads no registry, so it has nothing to account for.
  const accounting =
    name === 'journey'
      ? { record: async () => undefined, close: async () => undefined }
      : await openAccounting({
          databaseUrl: databaseUrl(config),
          key: need(config, 'ACCOUNTING_KEY_FILE'),
        })
  const listening = await serveSubgraph({
    subgraph: opened,
    accounting,
    callKey: need(config, 'CALL_KEY_FILE'),
    port: config.PORT,
    host: config.KINDLIJN_HOST,
  })
  return {
    ...listening,
    async close() {
      await listening.close()
      await opened.close()
      await accounting.close()
    },
  }
}

/** A part knows the addresses of its own registries only, so it reads no other's link. */
async function registriesOf(name: Exclude<SubgraphName, 'journey'>, config: Config) {
  const domain = name === 'child' ? 'population' : name
  return readRegistries(config.KINDLIJN_REGISTRIES, process.env, [domain])
}

function databaseUrl(config: Config): string {
  const url = new URL(need(config, 'KINDLIJN_POSTGRES_URL'))
  const password = config.KINDLIJN_POSTGRES_PASSWORD_FILE
  if (password) url.password = password
  return url.href
}

function need<V extends keyof Config>(config: Config, name: V): NonNullable<Config[V]> {
  const value = config[name]
  if (value === undefined || value === null) throw new Mistake(`Set ${name}: this part takes it.`)
  return value as NonNullable<Config[V]>
}
