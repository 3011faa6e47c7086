/**
 * For tests: `insight` as it is, fed with pages that a test makes.
 *
 * @module
 */

import { graphql } from 'graphql'
import type { RegistryLink } from '../../connectors/registry.ts'
import { type DisclosureLedger, ledgerInMemory } from '../../privacy/disclosure-ledger.ts'
import type { ReadingContext } from '../../privacy/read.ts'
import { type Receipts, receiptsInMemory } from '../../privacy/receipt.ts'
import type { Viewer } from '../../privacy/viewer.ts'
import type { AsOf } from '../../schema/as-of.ts'
import type { FeedPage } from '../../schema/feed.ts'
import { openInsight } from './subgraph.ts'

export const ANALYST: Viewer = {
  id: 'somebody',
  organisation: 'ura:99990004',
  role: 'analyst',
  purpose: 'research',
  municipalities: ['9000', '9001'],
}

interface Fixture {
  /** What is told when it is asked, page by page; what is added later is told later. */
  readonly pages: FeedPage[]
  readonly now: string
  readonly k?: number
  readonly domains?: readonly RegistryLink['domain'][]
  readonly ledger?: DisclosureLedger
  readonly receipts?: Receipts
  readonly linkRules?: string
  /** Default: 0, so that no test waits. */
  readonly stepMs?: number
}

export function openFixture({ pages, now, k, domains = EVERY_DOMAIN, ...kept }: Fixture) {
  const told = { at: 0 }
  const insight = openInsight({
    feeds: {
      admitted: async () => [],
      open: () => ({
        async next() {
          const page = pages[told.at] ?? { ...NOTHING, done: true }
          told.at += 1
          return { ...page, done: told.at >= pages.length }
        },
        again: () => undefined,
      }),
    },
    links: domains.map((domain) => linkOf(domain, k)),
    ledger: kept.ledger ?? ledgerInMemory(),
    receipts: kept.receipts ?? receiptsInMemory(),
    linkRules: kept.linkRules ?? 'rules@1',
    key: new Uint8Array(64).fill(7),
    now: () => new Date(now),
    refreshMs: 3_600_000,
    stepMs: kept.stepMs ?? 0,
  })
  const { signal } = new AbortController()
  return {
    ...insight,
    /** As often as it hears that the numbers are still being gathered. */
    async ask(source: string, variableValues: object = {}, viewer = ANALYST, asOf?: AsOf) {
      const request = { viewer, agreements: () => true, signal, ...(asOf && { asOf }) }
      for (;;) {
        const answer = await graphql({
          schema: insight.schema,
          source,
          variableValues: { ...variableValues },
          contextValue: insight.contextOf(request as unknown as ReadingContext),
        })
        const codes = answer.errors?.map(({ extensions }) => extensions.code) ?? []
        if (!codes.includes('NUMBERS_GATHERING')) return answer
      }
    },
  }
}

const EVERY_DOMAIN = ['population', 'birth-care', 'jgz', 'childcare', 'social-domain'] as const

function linkOf(domain: RegistryLink['domain'], k: number | undefined): RegistryLink {
  return {
    name: domain,
    title: domain,
    domain,
    kind: 'rest',
    format: 'fixture',
    address: { from: 'NOWHERE' },
    network: 'private',
    timeout: 1_000,
    freshness: { promised: 24 },
    agreement: { party: 'somebody', purposes: ['research'], fields: [], from: '2020-01-01', k },
  }
}

const NO_EVENTS = {
  ...{ subjects: [], counts: [], kind: [], phase: [], at: [], recordedAt: [], label: [], code: [] },
  ...{ form: [], status: [], initiative: [], refused: [], reason: [], counterpart: [], step: [] },
  ...{ situation: [], value: [], upToDateTo: null, doubt: null },
  linking: { never: [], late: [] },
} as const

const NO_STANDING = { token: [], absence: [], freshAt: [], registries: [] } as const

export const NOTHING: FeedPage = {
  children: {
    ...{ ids: [], birthDate: [], dueDate: [], endedOn: [], ending: [], arrivedOn: [], phase: [] },
    ...{ sex: [], municipality: [], postcode4: [], vaccinationScheme: [], gone: [] },
    domains: {
      BIRTH_CARE: NO_STANDING,
      JGZ: NO_STANDING,
      CHILDCARE: NO_STANDING,
      SOCIAL_DOMAIN: NO_STANDING,
    },
  },
  events: { BIRTH_CARE: NO_EVENTS, JGZ: NO_EVENTS, CHILDCARE: NO_EVENTS, SOCIAL_DOMAIN: NO_EVENTS },
  done: true,
}
