/**
 * The sandbox municipality: made once, served as long as it is wanted.
 *
 * @module
 */

import { join } from 'node:path'
import { loadBrp, serveBrp } from '../sandbox/brp-server.ts'
import { writeDeliveries } from '../sandbox/deliveries.ts'
import { loadBirthCare } from '../sandbox/fhir-index.ts'
import { serveBirthCare } from '../sandbox/fhir-server.ts'
import { generate } from '../sandbox/generate.ts'
import { serveIdentity } from '../sandbox/identity.ts'
import { loadJgz, renewJgz } from '../sandbox/jgz-database.ts'
import { locations } from '../sandbox/locations.ts'
import { type Scenario, USUAL } from '../sandbox/scenario.ts'
import { makeDatabase, urlOf } from './database.ts'
import type { Home } from './home.ts'
import { progress } from './say.ts'
import { secretsOf } from './secrets.ts'
import { identityKey } from './token.ts'
import type { Town } from './town.ts'

export const SEED = 20_200_921
const MADE = 'sandbox/made.json'

/** Changes when the municipality would come out differently from the same seed. */
const EDITION = 8

const DATABASES = {
  brp: 'sandbox_population',
  birthCare: 'sandbox_birth_care',
  jgz: 'sandbox_jgz',
} as const

interface Made extends Town {
  readonly edition: number
  readonly seed: number
}

/** The municipality that is there, or undefined where there is none that is whole. */
export async function findSandbox(home: Home): Promise<Made | undefined> {
  const made = (await home.read(MADE)) as (Made & { readonly scenario?: Scenario }) | undefined
  return made?.edition === EDITION ? { ...made, scenario: made.scenario ?? USUAL } : undefined
}

/** Writes one population in five ways. Stopped or killed half-way, it is made anew the next time. */
export async function makeSandbox(
  home: Home,
  adminUrl: string,
  { children, scenario }: Town,
  asked = new AbortController().signal,
): Promise<void> {
  await home.remove(MADE)
  for (const database of Object.values(DATABASES)) await makeDatabase(adminUrl, database)
  const { event } = scenario
  const population = () => unlessAsked(generate({ seed: SEED, children, event }), asked)
  // What the bars run to: families have somewhat more than one child, and parents. It need not be exact.
  const families = children * 0.8
  const tellDeliveries = progress('deliveries', families)
  await loadBrp({
    databaseUrl: urlOf(adminUrl, DATABASES.brp),
    families: population(),
    onProgress: progress('population', children * 2.6),
  })
  await loadBirthCare({
    databaseUrl: urlOf(adminUrl, DATABASES.birthCare),
    families: population(),
    onProgress: progress('birth care', families),
  })
  await loadJgz({
    databaseUrl: urlOf(adminUrl, DATABASES.jgz),
    readerPassword: await secretsOf(home).jgzReader(),
    families: population(),
    scenario,
    onProgress: progress('jgz', children),
  })
  await writeDeliveries({
    folder: join(home.folder, 'deliveries'),
    families: population(),
    locations: locations(SEED),
    scenario,
    offersBy: SEED,
    onProgress: ({ families: done }) => tellDeliveries(done),
  })
  const made: Made = { edition: EDITION, seed: SEED, children, scenario }
  await home.write(MADE, made)
}

function* unlessAsked<T>(all: Iterable<T>, toStop: AbortSignal): Iterable<T> {
  for (const one of all) {
    toStop.throwIfAborted()
    yield one
  }
}

export interface RunningSandbox {
  /** The variables that `registries/*.yaml` name, with the sandbox's addresses. */
  readonly env: Readonly<Record<string, string>>
  readonly issuer: string
  readonly tokensUrl: string
  readonly parts: readonly { readonly name: string; readonly url: string }[]
  close(): Promise<void>
}

export async function serveSandbox(
  home: Home,
  adminUrl: string,
  { host = '127.0.0.1', ports = { brp: 0, birthCare: 0, identity: 0 } } = {},
): Promise<RunningSandbox> {
  const apiKey = await secretsOf(home).brpApiKey()
  const brp = await serveBrp({
    databaseUrl: urlOf(adminUrl, DATABASES.brp),
    port: ports.brp,
    host,
    apiKey,
  })
  const birthCare = await serveBirthCare({
    databaseUrl: urlOf(adminUrl, DATABASES.birthCare),
    port: ports.birthCare,
    host,
  })
  const identity = await serveIdentity(identityKey(home), { port: ports.identity, host })
  await renewJgz(urlOf(adminUrl, DATABASES.jgz))
  const jgz = new URL(urlOf(adminUrl, DATABASES.jgz))
  jgz.username = 'jgz_reader'
  jgz.password = ''
  const deliveries = join(home.folder, 'deliveries')

  return {
    env: {
      BRP_URL: brp.url,
      BRP_HISTORY_URL: brp.historyUrl,
      BRP_API_KEY: apiKey,
      BIRTH_CARE_FHIR_URL: birthCare.url,
      JGZ_EXTRACT_URL: jgz.href,
      JGZ_EXTRACT_PASSWORD: await secretsOf(home).jgzReader(),
      LRK_FOLDER: join(deliveries, 'lrk'),
      CHILDCARE_FOLDER: join(deliveries, 'childcare-provider'),
      YOUTH_HELP_FOLDER: join(deliveries, 'social-domain'),
      WIJKTEAM_FOLDER: join(deliveries, 'wijkteam'),
      SOCIAL_MAP_FOLDER: join(deliveries, 'social-map'),
    },
    issuer: identity.issuer,
    tokensUrl: identity.url,
    parts: [
      { name: 'population', url: `${brp.url}/personen` },
      { name: 'birth care', url: `${birthCare.url}/metadata` },
      { name: 'identity', url: `${identity.url}/jwks` },
    ],
    async close() {
      await Promise.all([brp.close(), birthCare.close(), identity.close()])
    },
  }
}
