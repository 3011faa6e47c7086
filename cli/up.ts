/**
 * `kindlijn up`: the whole graph in one process, with the sandbox municipality. This is what `npm start` does.
 *
 * @module
 */

import { createServer } from 'node:net'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Config, readConfig } from '../config.ts'
import { openAccounting } from '../connectors/accounting-store.ts'
import { startPostgres } from '../connectors/embedded-postgres.ts'
import { readRegistries } from '../connectors/registry.ts'
import { openTokens } from '../privacy/token.ts'
import { type Accountant, DATABASE, setUpDatabase, urlFor } from './database.ts'
import { startGateway } from './gateway-part.ts'
import { type Home, openHome } from './home.ts'
import { DEFAULT_CHILDREN, findSandbox, makeSandbox, serveSandbox } from './sandbox-parts.ts'
import { Mistake, part } from './say.ts'
import { secretsOf } from './secrets.ts'
import { type Needs, openSubgraph, SUBGRAPH_NAMES } from './subgraph-parts.ts'

/** What was started, to be stopped in the opposite order. */
type Stop = { readonly name: string; readonly stop: () => Promise<unknown> }

export async function up(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { children: { type: 'string' } } })
  const children = toCount(values.children)
  const config = readConfig(process.env)
  const home = await openHome(config)
  await refuseSecond(home)
  await refuseTakenPort(config.PORT, config.KINDLIJN_HOST)

  const started: Stop[] = []
  const stopped = stopOnSignal(started)
  try {
    await startAll(config, home, children, started)
  } catch (error) {
    await stopAll(started)
    throw error
  }
  await stopped
}

async function startAll(
  config: Config,
  home: Home,
  children: number | undefined,
  started: Stop[],
): Promise<void> {
  const adminUrl = await startDatabase(config, home, started)
  const secrets = secretsOf(home)
  await setUpDatabase(adminUrl, DATABASE, secrets.rolePassword)
  const databaseUrl = async (name: Accountant) =>
    urlFor(adminUrl, DATABASE, name, await secrets.rolePassword(name))

  const made = await findSandbox(home)
  const wanted = children ?? made?.children ?? DEFAULT_CHILDREN
  if (made?.children !== wanted) {
    part('sandbox', `making the municipality Waterdam with ${wanted} children`)
    await makeSandbox(home, adminUrl, wanted)
  }
  const sandbox = await serveSandbox(home, adminUrl)
  started.push({ name: 'sandbox', stop: sandbox.close })
  part('sandbox', `Waterdam, ${wanted} children`)
  for (const { name, url } of sandbox.parts) part(`  ${name}`, url)

  const registries = await readRegistries(config.KINDLIJN_REGISTRIES, {
    ...sandbox.env,
    ...process.env,
  })
  const accounting = await openAccounting({
    databaseUrl: await databaseUrl('child'),
    key: await secrets.accountingKey(),
  })
  started.push({ name: 'accounting', stop: accounting.close })

  const { referenceKey, childIndexKey } = secrets
  const needs: Needs = { registries, links: registries, databaseUrl, referenceKey, childIndexKey }
  const subgraphs = []
  for (const name of SUBGRAPH_NAMES) {
    const subgraph = await openSubgraph(name, needs)
    started.push({ name, stop: subgraph.close })
    subgraphs.push(subgraph)
    const read = registries.filter(
      ({ domain }) => domain === (name === 'child' ? 'population' : name),
    )
    part(name, read.map((registry) => `${registry.name} (${registry.format})`).join(', ') || '—')
  }

  await Promise.all(subgraphs.map(({ ready }) => ready))
  const gateway = await startGateway({
    config,
    subgraphs,
    accounting,
    verifyToken: openTokens({
      issuer: config.TOKEN_ISSUER ?? sandbox.issuer,
      audience: config.TOKEN_AUDIENCE,
      keys: new URL(config.TOKEN_KEYS_URL ?? `${sandbox.tokensUrl}/jwks`),
    }),
    callKey: await secrets.callKey(),
    tokensUrl: config.SANDBOX_TOKENS_URL ?? sandbox.tokensUrl,
  })
  started.push({ name: 'gateway', stop: gateway.close })
  const url = `${gateway.url}/graphql`
  await home.write('running.json', { pid: process.pid, url })
  started.push({ name: 'home', stop: () => home.remove('running.json') })
  part('explorer', `${gateway.url}/`)
  console.log(`ready ${url}`)
}

async function startDatabase(config: Config, home: Home, started: Stop[]): Promise<string> {
  if (config.KINDLIJN_POSTGRES_URL) {
    const url = new URL(config.KINDLIJN_POSTGRES_URL)
    url.password ||= await secretsOf(home).postgres()
    part('postgres', `${url.hostname}:${url.port || 5432}`)
    return url.href
  }
  const postgres = await startPostgres({
    directory: join(home.folder, 'postgres'),
    password: await secretsOf(home).postgres(),
  }).catch((error: Error) => {
    throw new Mistake(error.message)
  })
  started.push({ name: 'postgres', stop: postgres.stop })
  part('postgres', `127.0.0.1:${postgres.port}${postgres.adopted ? ' (was still running)' : ''}`)
  return postgres.url
}

/** Resolves when all is stopped. A second signal does not wait. */
function stopOnSignal(started: Stop[]): Promise<void> {
  return new Promise((resolve) => {
    let stopping = false
    const stop = () => {
      if (stopping) process.exit(130)
      stopping = true
      console.log('stopping')
      stopAll(started).then(resolve, resolve)
    }
    process.on('SIGINT', stop)
    process.on('SIGTERM', stop)
  })
}

async function stopAll(started: Stop[]): Promise<void> {
  for (let last = started.pop(); last; last = started.pop()) {
    await last.stop().catch(() => undefined)
    part(last.name, 'stopped')
  }
}

async function refuseSecond(home: Home): Promise<void> {
  const running = (await home.read('running.json')) as { url?: unknown } | undefined
  if (typeof running?.url !== 'string') return
  const health = new URL('/health', running.url)
  const answer = await fetch(health, { signal: AbortSignal.timeout(1_000) }).catch(() => undefined)
  if (!answer?.ok) return
  throw new Mistake(
    `Kindlijn already runs in ${home.folder}, at ${running.url}. Stop it, or set KINDLIJN_HOME to another folder.`,
  )
}

/** Known before anything is made, and not after half a minute. */
async function refuseTakenPort(port: number, host: string): Promise<void> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'is taken' : 'cannot be listened on'
      reject(
        new Mistake(
          `Port ${port} of ${host} ${why}. Stop what listens there, or set PORT to another.`,
        ),
      )
    })
    server.listen(port, host, () => server.close(() => resolve()))
  })
}

export function toCount(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const count = /^\d{1,7}$/.test(text) ? Number(text) : Number.NaN
  if (count >= 40 && count <= 1_000_000) return count
  throw new Mistake('--children takes a number from 40 to 1000000.')
}
