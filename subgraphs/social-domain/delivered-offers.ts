/**
 * The map of offers, as it was last delivered or had been by then: the port, over the delivery store.
 *
 * It is small and about nobody, so that all of it is read each time.
 *
 * @module
 */

import { deliveredPages, parseBody } from '../../connectors/delivered.ts'
import type { DeliveryStore, StoredRecord } from '../../connectors/delivery-store.ts'
import { isStale, type Watched } from '../../connectors/freshness.ts'
import type { ReadingContext } from '../../privacy/read.ts'
import { GraphError } from '../../schema/errors.ts'
import { type BodyKind, OfferBody } from './delivered-bodies.ts'
import type { SupportOffer } from './support-offer.ts'

export interface OfferMap {
  readonly offers: readonly SupportOffer[]
  /** It came no longer ago than its link promises. */
  readonly isFresh: boolean
}

export type OfferSource = (context: ReadingContext) => Promise<OfferMap>

interface Of {
  readonly registry: string
  readonly store: Pick<DeliveryStore, 'since'>
  readonly watched: Watched
}

const KIND: BodyKind = 'offer'

export function deliveredOffers({ registry, store, watched }: Of): OfferSource {
  return async ({ agreements, viewer, signal, asOf }) => {
    if (!agreements(registry, viewer.purpose, 'offers')) {
      throw new GraphError('AGREEMENT_MISSING', { registry })
    }
    const { knownAt } = asOf ?? {}
    const until = knownAt === undefined ? new Date() : new Date(knownAt)
    const latest = new Map<string, StoredRecord>()
    let first: Date | undefined
    for await (const page of deliveredPages(store, registry, signal)) {
      for (const record of page) {
        first ??= record.receivedAt
        // As the store has it: since a registry delivers, what came late was not known before.
        const { recordedAt, receivedAt } = record
        const told = first <= until ? receivedAt : recordedAt
        if (record.kind === KIND && told <= until) latest.set(record.logicalKey, record)
      }
    }
    const { upToDateTo } = await watched.health(signal, knownAt)
    return {
      offers: [...latest.values()].map((record) => toOffer(record, registry)),
      isFresh: !isStale(upToDateTo, watched.promisedHours, until),
    }
  }
}

function toOffer(record: StoredRecord, registry: string): SupportOffer {
  const body = parseBody(OfferBody, record, registry)
  return { ...body, id: record.logicalKey, recordedAt: record.recordedAt.toISOString() }
}
