/**
 * `insight`: questions about many children. It has no registry of its own, and is fed by those that have.
 *
 * @module
 */

import type { RegistryLink } from '../../connectors/registry.ts'
import { strictest } from '../../privacy/disclosure.ts'
import type { DisclosureLedger } from '../../privacy/disclosure-ledger.ts'
import type { FeedCaller } from '../../privacy/feed.ts'
import type { ReadingContext } from '../../privacy/read.ts'
import type { Receipts } from '../../privacy/receipt.ts'
import { GraphError } from '../../schema/errors.ts'
import { buildSubgraph, type OpenSubgraph } from '../build.ts'
import { SeriesAsCsv, TableAsCsv } from './as-csv.ts'
import { whoAskedBefore } from './asked-before.ts'
import { CohortFields, type InsightContext } from './cohort.ts'
import { openDesk } from './desk.ts'
import type { EditionAsked } from './edition.ts'
import { openFilledStores } from './filled-store.ts'
import { INDICATORS } from './indicators/catalogue.ts'
import { InsightQueries } from './insight-fields.ts'
import { OfferGap, OfferGapsNeeded, openNeeds } from './offer-gap.ts'

export const insight = buildSubgraph({
  name: 'insight',
  resolvers: [InsightQueries, CohortFields, OfferGapsNeeded, SeriesAsCsv, TableAsCsv],
  entities: [OfferGap],
})

export interface InsightOptions {
  /** Left out: it is fed by nobody, and has no numbers. */
  readonly feeds?: FeedCaller | undefined
  readonly links: readonly RegistryLink[]
  /** It is closed with it. */
  readonly ledger: DisclosureLedger & { close?(): Promise<void> }
  /** They are closed with it, too. */
  readonly receipts: Receipts & { close?(): Promise<void> }
  /** By which records are linked, with versions. */
  readonly linkRules: string
  /** 64 bytes: of the numbers that stand for children, and of how numbers deviate. */
  readonly key: Uint8Array
  /** Default: the clock of the machine. */
  readonly now?: () => Date
  readonly refreshMs?: number
  /** Default: 100 ms; for tests: 0. */
  readonly stepMs?: number | undefined
}

export interface OpenInsight extends OpenSubgraph {
  /** Looks for what is new at once. */
  refresh(): Promise<void>
}

const REFRESH_MS = 60_000
const STEP_MS = 100

export function openInsight({
  feeds,
  links,
  ledger,
  receipts,
  linkRules,
  key,
  now = () => new Date(),
  refreshMs = REFRESH_MS,
  stepMs = STEP_MS,
}: InsightOptions): OpenInsight {
  const secret = key.subarray(32)
  const options = { catalogue: INDICATORS, links, ledger, receipts, linkRules, now, secret, stepMs }
  const k = strictest(links.map(({ agreement }) => agreement.k))
  const stores =
    feeds && openFilledStores({ feeds, ledger, key: key.subarray(0, 32), now, k, refreshMs })

  let isClosed = false
  let beginning: Promise<void> = Promise.resolve()

  async function beginAll(): Promise<void> {
    const askers = await whoAskedBefore(receipts, now())
    if (!isClosed) for (const asker of askers) stores?.begin(asker)
  }

  return {
    ...insight,
    contextOf(request: ReadingContext): InsightContext {
      const { viewer, signal } = request
      const deskOf = async (asked?: EditionAsked) => {
        if (!stores) throw new GraphError('NUMBERS_GATHERING')
        return openDesk(options, request, await stores.of(viewer, signal), asked)
      }
      return {
        viewer,
        catalogue: INDICATORS,
        receipts,
        openDesk: deskOf,
        needs: openNeeds(deskOf),
      }
    },
    refresh: async () => stores?.refresh(),
    begin() {
      beginning = beginAll().catch(() => undefined) // then it is begun when it is asked for
    },
    doing: () =>
      stores?.isGathering() ? 'is gathering numbers; who asks may have to wait' : undefined,
    async close() {
      isClosed = true
      await beginning
      await stores?.close()
      await ledger.close?.()
      await receipts.close?.()
    },
  }
}
