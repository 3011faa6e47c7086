/**
 * The subgraphs of the graph: what they are, and how each is opened with its registries.
 *
 * @module
 */

import type { DeliveryEvent } from '../connectors/delivery-folder.ts'
import { openDisclosureLedger } from '../connectors/disclosure-ledger.ts'
import { openReceipts } from '../connectors/receipt-store.ts'
import type { Registry, RegistryLink } from '../connectors/registry.ts'
import type { StoreKey } from '../connectors/subject-index.ts'
import type { FeedCaller } from '../privacy/feed.ts'
import { refusingFetches } from '../privacy/fetch-reasons.ts'
import { tellLog } from '../privacy/log.ts'
import type { Domain, Keyring } from '../privacy/sealed-reference.ts'
import { birthCare, isDelivered, openBirthCare } from '../subgraphs/birth-care/subgraph.ts'
import type { OpenSubgraph, Subgraph } from '../subgraphs/build.ts'
import { versionOf } from '../subgraphs/child/link-run.ts'
import { DEFAULT_MODEL } from '../subgraphs/child/linkage/default-model.ts'
import { child, openChild } from '../subgraphs/child/subgraph.ts'
import { childcare, openChildcare } from '../subgraphs/childcare/subgraph.ts'
import { insight, openInsight } from '../subgraphs/insight/subgraph.ts'
import { jgz, openJgz } from '../subgraphs/jgz/subgraph.ts'
import { journey, openJourney } from '../subgraphs/journey/subgraph.ts'
import { openSocialDomain, socialDomain } from '../subgraphs/social-domain/subgraph.ts'
import { Mistake, warn } from './say.ts'

export const SUBGRAPHS: readonly Subgraph[] = [
  child,
  birthCare,
  jgz,
  childcare,
  socialDomain,
  journey,
  insight,
]

export const SUBGRAPH_NAMES = [
  'child',
  'birth-care',
  'jgz',
  'childcare',
  'social-domain',
  'journey',
  'insight',
] as const
export type SubgraphName = (typeof SUBGRAPH_NAMES)[number]

/** What a subgraph may need; each takes only its own. */
export interface Needs {
  /** Those that this part reads; of others it has no address. */
  readonly registries: readonly Registry[]
  /** All that is linked. */
  readonly links: readonly RegistryLink[]
  /** Of the part's own role. */
  databaseUrl(
    part: 'child' | 'birth-care' | 'jgz' | 'childcare' | 'social-domain' | 'insight',
  ): Promise<string>
  keyring(domain: Domain): Promise<Keyring>
  storeKey(domain: Domain): Promise<StoreKey>
  childIndexKey(): Promise<Uint8Array>
  accountingKey(): Promise<Uint8Array>
  insightKey(): Promise<Uint8Array>
  /** Default: the clock of the machine. */
  readonly now?: () => Date
  /** Of the parts that keep lists and numbers; left out: they have none. */
  readonly feeds?: FeedCaller | undefined
  /** How old a work list may be; default: two seconds. */
  readonly listsFreshMs?: number | undefined
}

/** What is wrong with a link is told as a sentence: its owner can mend it. */
export async function openSubgraph(name: SubgraphName, needs: Needs): Promise<OpenSubgraph> {
  try {
    const opened = await open(name, needs)
    const own = needs.links.filter(({ domain }) => domain === name)
    const refuses = refusingFetches(own.map(({ agreement }) => agreement.unaskedFor))
    return refuses ? { ...opened, refuses } : opened
  } catch (error) {
    if (error instanceof Error && error.constructor === Error) throw new Mistake(error.message)
    throw error
  }
}

async function open(name: SubgraphName, needs: Needs): Promise<OpenSubgraph> {
  const registries = needs.registries.filter(({ domain }) => domain === name)
  switch (name) {
    case 'child':
      return openChild({
        ...populationRegister(needs.registries),
        links: needs.links,
        databaseUrl: await needs.databaseUrl('child'),
        indexKey: await needs.childIndexKey(),
        accountingKey: await needs.accountingKey(),
        keyrings: {
          'birth-care': await needs.keyring('birth-care'),
          jgz: await needs.keyring('jgz'),
          childcare: await needs.keyring('childcare'),
          'social-domain': await needs.keyring('social-domain'),
        },
        birthCareStoreKey: await needs.storeKey('birth-care'),
        ...(needs.now && { now: needs.now }),
      })
    case 'birth-care':
      return openBirthCare({
        registries,
        keyring: await needs.keyring(name),
        storeKey: await needs.storeKey(name),
        ...(registries.some(isDelivered) && { databaseUrl: await needs.databaseUrl(name) }),
        onDelivery: tellDelivery,
      })
    case 'jgz':
      return openJgz({
        registries,
        keyring: await needs.keyring(name),
        storeKey: await needs.storeKey(name),
        databaseUrl: await needs.databaseUrl(name),
        onDelivery: tellDelivery,
      })
    case 'childcare':
      return openChildcare({
        registries,
        keyring: await needs.keyring(name),
        storeKey: await needs.storeKey(name),
        databaseUrl: await needs.databaseUrl(name),
        onDelivery: tellDelivery,
      })
    case 'social-domain':
      return openSocialDomain({
        registries,
        keyring: await needs.keyring(name),
        storeKey: await needs.storeKey(name),
        databaseUrl: await needs.databaseUrl(name),
        onDelivery: tellDelivery,
      })
    case 'journey':
      return openJourney({
        ...(needs.now && { now: needs.now }),
        feeds: needs.feeds,
        listsFreshMs: needs.listsFreshMs,
      })
    case 'insight':
      return openInsight({
        ...(needs.now && { now: needs.now }),
        feeds: needs.feeds,
        links: needs.links,
        ledger: openDisclosureLedger(await needs.databaseUrl('insight')),
        receipts: openReceipts(await needs.databaseUrl('insight')),
        linkRules: versionOf(DEFAULT_MODEL),
        key: await needs.insightKey(),
      })
  }
}

/** What was taken in well needs no words. */
function tellDelivery(event: DeliveryEvent & { readonly registry: string }): void {
  const file = event.fileName ?? 'a file'
  if (event.status === 'refused') {
    const { line, rule, message } = event.problem
    const text = `${file} is in quarantine: line ${line}, ${rule}: ${message}`
    tellLog('quarantine', { registry: event.registry, line, rule, text })
  } else if (event.status === 'failed') {
    warn(event.registry, `${file} could not be taken in, and is tried again.`)
  }
}

const HISTORY = 'brp-historie-2'

/** The register as it is now, and its history, which is an API of its own, where that is linked. */
export function populationRegister(registries: readonly Registry[]) {
  const population = registries.filter(({ domain }) => domain === 'population')
  const [registry, ...others] = population.filter(({ format }) => format !== HISTORY)
  const [history, ...more] = population.filter(({ format }) => format === HISTORY)
  if (!registry || others.length > 0) {
    throw new Mistake(
      'The registries name one population register (domain: population), no more and no fewer.',
    )
  }
  if (more.length > 0) {
    throw new Mistake(`The registries name one history of the population register (${HISTORY}).`)
  }
  return { registry, history }
}
