/**
 * The whole graph over a small Waterdam, for tests: the real registries on real sockets and a real PostgreSQL.
 *
 * @module
 */

import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { register } from 'prom-client'
import { Pool } from 'undici'
import { inject } from 'vitest'
import { type Accountant, DATABASE, setUpDatabase, urlFor, urlOf } from '../cli/database.ts'
import { openFeedPart } from '../cli/feed-part.ts'
import { startGateway } from '../cli/gateway-part.ts'
import { openHome } from '../cli/home.ts'
import { applyOnce, type LinkingOnce, takeInOnce } from '../cli/link-once.ts'
import { linkerNamed, readingOf } from '../cli/linking.ts'
import { findSandbox, makeSandbox, SEED, serveSandbox } from '../cli/sandbox-parts.ts'
import { secretsOf } from '../cli/secrets.ts'
import { type Needs, openSubgraph } from '../cli/subgraph-parts.ts'
import { readConfig, SUBGRAPH_NAMES } from '../config.ts'
import { openAccounting } from '../connectors/accounting-store.ts'
import { agreementsOf, type Registry, readRegistries } from '../connectors/registry.ts'
import { openSeenCalls } from '../connectors/seen-calls.ts'
import type { Accounting } from '../privacy/accounting.ts'
import { Bsn } from '../privacy/bsn.ts'
import type { FeedCaller } from '../privacy/feed.ts'
import type { Agreements } from '../privacy/read.ts'
import { openTokens } from '../privacy/token.ts'
import { generate } from '../sandbox/generate.ts'
import { type Scenario, USUAL } from '../sandbox/scenario.ts'
import { listen } from '../schema/http.ts'
import type { OpenSubgraph } from '../subgraphs/build.ts'
import { type ChildIndex, openChildIndex } from '../subgraphs/child/child-index.ts'
import { addLinkEvents } from '../subgraphs/child/link-rows.ts'
import { openLinker } from '../subgraphs/child/linker.ts'
import { isOfPersons } from '../subgraphs/child/references.ts'
import { serveSubgraph } from '../subgraphs/serve.ts'
import { CHILDREN } from './planted.ts'
import { keep, keepAnswer } from './sinks.ts'

export interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: a test knows what it asked for
  readonly data: any
  /** The codes of the errors, each once. */
  readonly codes: readonly string[]
  readonly errors: readonly { message: string; path?: (string | number)[]; extensions: object }[]
  /** The answer as it came. */
  readonly text: string
  readonly status: number
  /** What was written down about this request. */
  readonly processings: readonly Processing[]
}

export interface Processing {
  readonly trace_id: string
  readonly span_id: string
  readonly registry: string
  readonly processing_activity: string
  readonly data_subject: string
  readonly parts: readonly string[]
  readonly outcome: string
}

export interface Graph {
  /** The gateway's address. */
  readonly url: string
  readonly folder: string
  ask(persona: string, query: string, variables?: object): Promise<Answer>
  /** The id under which this persona finds a planted child. */
  idOf(name: PlantedName): Promise<string>
  /** An id for a planted child whether or not anybody may see it. */
  issueIdFor(name: string): Promise<string>
  /** Ids of children of whom no story tells, so that a test may change what is known of them. */
  strangers(): Promise<readonly string[]>
  /** The index of the children, as `child` has it. */
  withIndex<T>(work: (index: ChildIndex) => Promise<T>): Promise<T>
  tokenFor(persona: string): Promise<string>
  /** As the parts have it that keep lists and numbers. */
  readonly feeds: FeedCaller
  /** Of the sandbox's identity provider. */
  readonly tokensUrl: string
  /** Where the registries are. */
  readonly env: Readonly<Record<string, string>>
  /** Takes in what birth care tells of pregnancies now, as it was taken in when the graph was opened. */
  takeIn(): Promise<void>
  /** So that who works there has to do with the child, whatever these registries have of it. */
  relate(childId: string, ...registries: readonly string[]): Promise<void>
  /** Links childcare and the social domain, as was done when the town that all tests share was made. */
  link(domains?: readonly string[]): Promise<void>
  /** Requests that a registry with HTTP got since the last asking. */
  requests(registry: 'brp' | 'birth-care'): number
  /** What stood in the URLs and the headers that the registries with HTTP got. */
  addressed(): string
  /** Where a subgraph answers, when it runs apart. */
  readonly subgraphUrls: Readonly<Record<string, string>>
  admin(sql: string, ...values: unknown[]): Promise<readonly Record<string, unknown>[]>
  close(): Promise<void>
}

interface GraphOptions {
  /** Each subgraph behind a socket of its own, instead of in the gateway's process. */
  readonly apart?: boolean
  /** Instead of the sandbox's address. */
  readonly env?: Readonly<Record<string, string>>
  readonly deadlineMs?: number
  /** Instead of those in `registries/`. */
  readonly agreements?: Agreements
  /** Of the PostgreSQL in which the accounting is written: instead of its own. */
  readonly accountingPort?: number
  /** Where subgraphs answer that run elsewhere, when all run apart. */
  readonly elsewhere?: Readonly<Record<string, string>>
  /** Instead of what the links say. */
  readonly linked?: (registry: Registry) => Registry
  /** By way of what an address is reached: of a variable, of `database:<part>`, of `subgraph:<part>`. */
  readonly through?: (name: string, url: string) => string | Promise<string>
  /** Instead of the town that all tests share. */
  readonly town?: OwnTown
  readonly now?: () => Date
  /** How old a work list may be. */
  readonly listsFreshMs?: number
}

/** A PostgreSQL and a folder of its own. */
export interface OwnTown {
  readonly adminUrl: string
  readonly folder: string
  readonly children: number
  /** Left out: as usual. */
  readonly scenario?: Scenario
}

const BORN = {
  anna: ['Vries', '2023-01-17'],
  bram: ['Jansen', '2024-03-05'],
  cato: ['Berg', '2024-06-11', 'Cato'],
  eva: ['Berg', '2024-06-11', 'Eva'],
  finn: ['Visser', '2022-11-02'],
  guus: ['Smit', '2023-04-28'],
  hanna: ['Meijer', '2024-01-30'],
  jip: ['Mulder', '2023-12-08'],
  kees: ['Groot', '2025-02-19'],
  noor: ['Peters', '2025-08-21'],
} as const satisfies Record<string, readonly [family: string, born: string, given?: string]>
export type PlantedName = keyof typeof BORN

/** Well below what a token is good for. */
const TOKEN_MS = 60_000

/** A list, or numbers, of which nobody asked before. */
export const NOT_YET = ['LIST_NOT_READY', 'NUMBERS_GATHERING']

export async function openGraph(options: GraphOptions = {}): Promise<Graph> {
  const { apart = false, env = {}, deadlineMs = 10_000 } = options
  const { through = (_, url) => url, linked = (registry) => registry, now } = options
  const shared = { adminUrl: inject('postgresUrl'), folder: inject('home'), children: CHILDREN }
  const { adminUrl, folder, children, scenario = USUAL }: OwnTown = options.town ?? shared
  const home = await openHome({ KINDLIJN_HOME: folder, KINDLIJN_SECRETS: undefined })
  const secrets = secretsOf(home)
  const closers: (() => Promise<unknown>)[] = []

  const admin = new pg.Client({ connectionString: urlOf(adminUrl, 'postgres') })
  admin.on('error', () => undefined) // a test may kill the server
  await admin.connect()
  // Test files run side by side; the first makes what the others use.
  await admin.query('select pg_advisory_lock(1)')
  await setUpDatabase(adminUrl, DATABASE, secrets.rolePassword)
  const isNew = !(await findSandbox(home))
  if (isNew) await makeSandbox(home, adminUrl, { children, scenario })
  const sandbox = await serveSandbox(home, adminUrl)
  closers.push(sandbox.close)
  const brp = await countRequests(sandbox.env.BRP_URL ?? '')
  const birthCare = await countRequests(sandbox.env.BIRTH_CARE_FHIR_URL ?? '')
  closers.push(brp.close, birthCare.close)

  const known = { ...sandbox.env, BRP_URL: brp.url, BIRTH_CARE_FHIR_URL: birthCare.url, ...env }
  const reached = Object.entries(known).map(
    async ([name, value]) =>
      [name, name.endsWith('_URL') ? await through(name, value) : value] as const,
  )
  const registries = (
    await readRegistries('registries', Object.fromEntries(await Promise.all(reached)))
  ).map(linked)
  const agreements = options.agreements ?? agreementsOf(registries)
  const databaseUrl = async (name: Accountant) =>
    urlFor(adminUrl, DATABASE, name, await secrets.rolePassword(name))
  const { keyring, storeKey, childIndexKey, accountingKey, insightKey } = secrets
  const keys = { keyring, storeKey, childIndexKey, accountingKey, insightKey }
  const needs = {
    ...{ registries, links: registries, ...keys },
    ...(now && { now }),
    listsFreshMs: options.listsFreshMs,
    numbersStepMs: 0, // nobody measures how long it takes
    databaseUrl: async (name: Accountant) => through(`database:${name}`, await databaseUrl(name)),
  }
  const accountingUrl = new URL(await databaseUrl('child'))
  if (options.accountingPort) accountingUrl.port = String(options.accountingPort)
  const accounting = await openAccounting({
    databaseUrl: accountingUrl.href,
    part: 'test',
    key: await secrets.accountingKey(),
    signingKey: await secrets.chainKey(),
  })
  const callKey = await secrets.callKey()
  const feeding = { subgraphs: [] as readonly OpenSubgraph[], addresses: {} }
  const feeds = openFeedPart(() => ({
    config: readConfig(feeding.addresses),
    ...{ subgraphs: feeding.subgraphs, accounting, agreements, callKey },
  }))
  const subgraphs = await Promise.all(
    SUBGRAPH_NAMES.map((name) => openSubgraph(name, { ...needs, feeds })),
  )
  feeding.subgraphs = subgraphs
  await Promise.all(subgraphs.map(({ ready }) => ready))
  const toLink = { registries, accounting, needs }
  const takeIn = () => withLinker(toLink, takeInBirths(subgraphs))
  const link = (domains = LINKED) => withLinker(toLink, linkOwnRegistries(subgraphs, domains))
  await takeIn()
  if (isNew && !options.town) await link()
  await admin.query('select pg_advisory_unlock(1)')

  const childUrl = await databaseUrl('child')
  const seen = apart ? subgraphs.map(({ name }) => openSeenCalls(childUrl, name)) : []
  const common = { accounting, agreements, callKey, port: 0, host: '127.0.0.1' }
  const served = await Promise.all(
    seen.map(({ see }, i) => {
      const subgraph = subgraphs[i]
      if (!subgraph) throw new Error('each subgraph remembers its calls')
      return serveSubgraph({ ...common, subgraph, seeCall: see })
    }),
  )
  const subgraphUrls = Object.fromEntries(
    await Promise.all(
      served.map(async ({ url }, i) => {
        const name = subgraphs[i]?.name ?? ''
        return [name, await through(`subgraph:${name}`, `${url}/`)] as const
      }),
    ),
  )
  const addresses = Object.fromEntries(
    Object.entries({ ...subgraphUrls, ...options.elsewhere }).map(([name, url]) => [
      `${name.toUpperCase().replaceAll('-', '_')}_URL`,
      url,
    ]),
  )
  feeding.addresses = addresses
  const gateway = await startGateway({
    config: readConfig({
      PORT: '0',
      KINDLIJN_DEADLINE_MS: String(deadlineMs),
      // Tests share a machine, on which nobody is told to go elsewhere.
      KINDLIJN_MOST_LAG_MS: '60000',
      ...addresses,
    }),
    subgraphs: apart ? [] : subgraphs,
    accounting,
    agreements,
    verifyToken: openTokens({
      issuer: sandbox.issuer,
      audience: 'kindlijn',
      keys: new URL(`${sandbox.tokensUrl}/jwks`),
    }),
    callKey,
    tokensUrl: sandbox.tokensUrl,
  })
  const records = new pg.Pool({ connectionString: urlOf(adminUrl, DATABASE), max: 4 })
  records.on('error', () => undefined)
  closers.push(
    gateway.close,
    feeds.close,
    ...served.map(({ close }) => close),
    ...subgraphs.map(({ close }) => close),
    ...seen.map(({ close }) => close),
    accounting.close,
    () => records.end(),
    () => admin.end(),
  )

  const tokens = new Map<string, { readonly until: number; readonly token: Promise<string> }>()

  /** One for many questions, as a client has it. */
  function tokenFor(persona: string): Promise<string> {
    const known = tokens.get(persona)
    if (known && known.until > performance.now()) return known.token
    const token = newToken(persona)
    tokens.set(persona, { until: performance.now() + TOKEN_MS, token })
    return token
  }

  async function newToken(persona: string): Promise<string> {
    const answer = await fetch(`${sandbox.tokensUrl}/token/${persona}`, { method: 'POST' })
    return ((await answer.json()) as { access_token: string }).access_token
  }

  /** As long as it is told to ask again, because what it asks for is still put together, it does. */
  async function ask(persona: string, query: string, variables?: object): Promise<Answer> {
    for (;;) {
      const answer = await askOnce(persona, query, variables)
      if (!NOT_YET.some((code) => answer.codes.includes(code))) return answer
      await sleep(200)
    }
  }

  async function askOnce(persona: string, query: string, variables?: object): Promise<Answer> {
    const traceId = randomBytes(16).toString('hex')
    const send = async () =>
      fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${await tokenFor(persona)}`,
          traceparent: `00-${traceId}-00000000000000ff-01`,
        },
        body: JSON.stringify({ query, variables }),
      })
    const response = await withPatience(send)
    const text = await response.text()
    keepAnswer(text)
    keep('header', JSON.stringify([...response.headers]))
    const { data = null, errors = [] } = JSON.parse(text)
    const { rows } = await records.query<Processing>(
      'select * from accounting.logboek where trace_id = $1 order by chain, block, place',
      [traceId],
    )
    const codes = [...new Set<string>(errors.map((error: Coded) => error.extensions.code))]
    return { data, errors, codes, text, status: response.status, processings: rows }
  }

  async function withIndex<T>(work: (index: ChildIndex) => Promise<T>): Promise<T> {
    const index = await openChildIndex({
      databaseUrl: await databaseUrl('child'),
      key: await childIndexKey(),
    })
    return work(index).finally(() => index.close())
  }
  const issueIds = (bsns: readonly Bsn[]) => withIndex((index) => index.idsOf(bsns))

  return {
    url: gateway.url,
    folder: join(folder, 'deliveries'),
    ask,
    feeds,
    tokenFor,
    tokensUrl: sandbox.tokensUrl,
    subgraphUrls,
    env: { ...sandbox.env, BRP_URL: brp.url, BIRTH_CARE_FHIR_URL: birthCare.url, ...env },
    async idOf(name) {
      const [familyName, birthDate, givenName] = BORN[name]
      const sought = { familyName, birthDate, givenName }
      const { data, errors } = await ask('youth-nurse', FIND, sought)
      const id = data?.findChildren?.[0]?.id
      if (typeof id !== 'string')
        throw new Error(`${name} was not found: ${JSON.stringify(errors)}`)
      return id
    },
    issueIdFor: async (name) => (await issueIds([bsnOf(name)]))[0] ?? '',
    strangers: () => issueIds(bsnsOfStrangers(children)),
    withIndex,
    takeIn,
    link,
    relate: (childId, ...registries) =>
      withIndex(({ database }) =>
        addLinkEvents(
          database,
          registries.map((registry) => ({ childId, registry, record: 'R-1', ...MADE_BY_BSN })),
        ),
      ),
    requests: (registry) => (registry === 'brp' ? brp : birthCare).take(),
    addressed: () => [...brp.addressed, ...birthCare.addressed].join('\n'),
    admin: async (sql, ...values) => (await records.query(sql, values)).rows,
    async close() {
      keep('header', ...brp.addressed, ...birthCare.addressed)
      keep('metrics', await register.metrics())
      for (const close of closers) await close()
    },
  }
}

/** Who asked more than it may in a minute waits as long as it is told to. */
async function withPatience(send: () => Promise<Response>): Promise<Response> {
  for (;;) {
    const response = await send()
    if (response.status !== 429) return response
    await response.body?.cancel()
    await sleep(Number(response.headers.get('retry-after')) * 1_000)
  }
}

interface ToLink {
  readonly registries: readonly Registry[]
  readonly accounting: Accounting
  readonly needs: Needs
}

interface WithLinker extends ToLink, Pick<LinkingOnce, 'linker' | 'reading'> {}

/** As a running installation does now and then. */
async function withLinker(
  { registries, accounting, needs }: ToLink,
  work: (linking: WithLinker) => Promise<void>,
): Promise<void> {
  const population = registries.find(({ format }) => format === 'brp-personen-2')
  if (!population) throw new Error('no population register is linked')
  const index = await openChildIndex({
    databaseUrl: await needs.databaseUrl('child'),
    key: await needs.childIndexKey(),
  })
  const linker = openLinker({ population, index, perSecond: 10_000 })
  const { signal } = new AbortController()
  const reading = readingOf({ viewer: linkerNamed('test'), accounting, links: registries, signal })
  await work({ registries, accounting, needs, linker, reading })
  await linker.close()
  await index.close()
}

function takeInBirths(subgraphs: readonly OpenSubgraph[]) {
  return async ({ registries, needs, linker, reading }: WithLinker) => {
    const subgraph = subgraphs.find(({ name }) => name === 'birth-care')
    const registry = registries.find(({ domain }) => domain === 'birth-care')
    if (!registry || !subgraph) throw new Error('no births are linked')
    await takeInOnce({ linker, registry, subgraph, reading }, () => needs.storeKey('birth-care'))
  }
}

/** So that who works in childcare or in a neighbourhood team has to do with somebody. */
function linkOwnRegistries(subgraphs: readonly OpenSubgraph[], domains: readonly string[]) {
  return async ({ registries, linker, reading }: WithLinker) => {
    for (const subgraph of subgraphs) {
      const own = registries.filter(
        (registry) => registry.domain === subgraph.name && isOfPersons(registry),
      )
      for (const registry of domains.includes(subgraph.name) ? own : []) {
        await applyOnce({ linker, registry, subgraph, reading })
      }
    }
  }
}

const MADE_BY_BSN = {
  kind: 'MADE',
  decidedBy: 'RULE',
  version: 'R1/1',
  certainty: 'EXACT',
  evidence: [{ of: 'bsn', level: 'equal', weight: 1 }],
} as const

const LINKED: readonly string[] = ['childcare', 'social-domain']

function bsnOf(planted: string): Bsn {
  const [bsn] = bsnsWhere((name) => name === planted)
  if (!bsn) throw new Error(`nobody is called ${planted}`)
  return bsn
}

function bsnsOfStrangers(children: number): readonly Bsn[] {
  return bsnsWhere((name) => name === null, children)
}

function bsnsWhere(
  isMeant: (planted: string | null) => boolean,
  children = CHILDREN,
): readonly Bsn[] {
  const families = [...generate({ seed: SEED, children })]
  return families
    .flatMap(({ pregnancies }) => pregnancies.flatMap(({ children }) => children))
    .filter(({ planted }) => isMeant(planted))
    .flatMap(({ person }) => Bsn.parse(person?.bsn ?? '') ?? [])
}

interface Coded {
  readonly extensions: { readonly code: string }
}

const FIND = `query Find($familyName: String!, $birthDate: LocalDate!, $givenName: String) {
  findChildren(familyName: $familyName, birthDate: $birthDate, givenName: $givenName) { id }
}`

/** Passes everything on, and counts. */
async function countRequests(target: string) {
  const { origin, pathname } = new URL(target)
  const pool = new Pool(origin)
  let count = 0
  const addressed: string[] = []
  const proxy = await listen(
    async (request, response) => {
      count += 1
      addressed.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)}`)
      const answer = await pool.request({
        method: request.method as 'GET' | 'POST',
        path: request.url ?? '/',
        headers: Object.entries(request.headers).flatMap(([name, value]) =>
          // The host stays: a registry writes it in the addresses of its pages.
          name === 'connection' || value === undefined ? [] : [name, String(value)],
        ),
        body: request.method === 'POST' ? request : null,
      })
      response.writeHead(answer.statusCode, {
        'content-type': String(answer.headers['content-type']),
      })
      for await (const chunk of answer.body) response.write(chunk)
      response.end()
    },
    0,
    '127.0.0.1',
  )
  return {
    url: `${proxy.url}${pathname === '/' ? '' : pathname}`,
    addressed,
    take() {
      const taken = count
      count = 0
      return taken
    },
    async close() {
      await proxy.close()
      await pool.close()
    },
  }
}
