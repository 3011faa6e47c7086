/**
 * How each subgraph of the graph is opened with its registries.
 *
 * @module
 */

import type { SubgraphName } from '../config.ts'
import type { DeliveryEvent } from '../connectors/delivery-folder.ts'
import type { Registry, RegistryLink } from '../connectors/registry.ts'
import type { StoreKey } from '../connectors/subject-index.ts'
import type { FeedCaller } from '../privacy/feed.ts'
import { refusingFetches } from '../privacy/fetch-reasons.ts'
import { tellLog } from '../privacy/log.ts'
import type { Domain, Keyring } from '../privacy/sealed-reference.ts'
import type { OpenSubgraph } from '../subgraphs/build.ts'
import { populationRegister } from './population-register.ts'
import { Mistake, warn } from './say.ts'

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
  /** In what steps of time numbers are told; default: 100 ms. */
  readonly numbersStepMs?: number | undefined
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

/** Each is loaded when it is opened: a part that runs apart has nothing of the others. */
async function open(name: SubgraphName, needs: Needs): Promise<OpenSubgraph> {
  const registries = needs.registries.filter(({ domain }) => domain === name)
  const clock = needs.now && { now: needs.now }
  const storing = async (domain: Domain) => ({
    registries,
    keyring: await needs.keyring(domain),
    storeKey: await needs.storeKey(domain),
    onDelivery: tellDelivery,
  })
  const inDatabase = async (domain: Domain) => ({
    ...(await storing(domain)),
    databaseUrl: await needs.databaseUrl(domain),
  })
  switch (name) {
    case 'child': {
      const { openChild } = await import('../subgraphs/child/subgraph.ts')
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
        ...clock,
      })
    }
    case 'birth-care': {
      const { isDelivered, openBirthCare } = await import('../subgraphs/birth-care/subgraph.ts')
      return openBirthCare(
        registries.some(isDelivered) ? await inDatabase(name) : await storing(name),
      )
    }
    case 'jgz':
      return (await import('../subgraphs/jgz/subgraph.ts')).openJgz(await inDatabase(name))
    case 'childcare': {
      const { openChildcare } = await import('../subgraphs/childcare/subgraph.ts')
      return openChildcare(await inDatabase(name))
    }
    case 'social-domain': {
      const { openSocialDomain } = await import('../subgraphs/social-domain/subgraph.ts')
      return openSocialDomain(await inDatabase(name))
    }
    case 'journey': {
      const { openJourney } = await import('../subgraphs/journey/subgraph.ts')
      return openJourney({ feeds: needs.feeds, listsFreshMs: needs.listsFreshMs, ...clock })
    }
    case 'insight':
      return openNumbers(needs)
  }
}

async function openNumbers(needs: Needs): Promise<OpenSubgraph> {
  const [{ openInsight }, { openDisclosureLedger }, { openReceipts }, { versionOf }, model] =
    await Promise.all([
      import('../subgraphs/insight/subgraph.ts'),
      import('../connectors/disclosure-ledger.ts'),
      import('../connectors/receipt-store.ts'),
      import('../subgraphs/child/link-run.ts'),
      import('../subgraphs/child/linkage/default-model.ts'),
    ])
  const databaseUrl = await needs.databaseUrl('insight')
  return openInsight({
    ...(needs.now && { now: needs.now }),
    feeds: needs.feeds,
    links: needs.links,
    stepMs: needs.numbersStepMs,
    ledger: openDisclosureLedger(databaseUrl),
    receipts: openReceipts(databaseUrl),
    linkRules: versionOf(model.DEFAULT_MODEL),
    key: await needs.insightKey(),
  })
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
