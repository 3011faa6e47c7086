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
import type { FedOffer } from '../../schema/feed.ts'
import { type BodyKind, OfferBody } from './delivered-bodies.ts'
import type { SupportOffer } from './support-offer.ts'

export interface OfferMap {
  readonly offers: readonly SupportOffer[]
  /** It came no longer ago than its link promises. */
  readonly isFresh: boolean
}

export interface OfferSource {
  map(context: ReadingContext): Promise<OfferMap>
  /** For who counts: whatever it said of each offer until now, in that order. */
  versions(context: ReadingContext): Promise<readonly FedOffer[]>
}

interface Of {
  readonly registry: string
  readonly store: Pick<DeliveryStore, 'since'>
  readonly watched: Watched
}

const KIND: BodyKind = 'offer'

export function deliveredOffers({ registry, store, watched }: Of): OfferSource {
  async function* told(context: ReadingContext): AsyncGenerator<Told> {
    const { agreements, viewer, signal } = context
    if (!agreements(registry, viewer.purpose, 'offers')) {
      throw new GraphError('AGREEMENT_MISSING', { registry })
    }
    let first: Date | undefined
    for await (const page of deliveredPages(store, registry, signal)) {
      for (const record of page) {
        first ??= record.receivedAt
        if (record.kind === KIND) yield { record, first }
      }
    }
  }

  return {
    async map(context) {
      const { signal, asOf } = context
      const { knownAt } = asOf ?? {}
      const until = knownAt === undefined ? new Date() : new Date(knownAt)
      const latest = new Map<string, StoredRecord>()
      for await (const { record, first } of told(context)) {
        // As the store has it: since a registry delivers, what came late was not known before.
        const { recordedAt, receivedAt } = record
        const toldAt = first <= until ? receivedAt : recordedAt
        if (toldAt <= until) latest.set(record.logicalKey, record)
      }
      const { upToDateTo } = await watched.health(signal, knownAt)
      return {
        offers: [...latest.values()].map((record) => toOffer(record, registry)),
        isFresh: !isStale(upToDateTo, watched.promisedHours, until),
      }
    },

    async versions(context) {
      const versions: FedOffer[] = []
      for await (const { record, first } of told(context)) {
        const isFirst = record.receivedAt.getTime() === first.getTime()
        const toldAt = isFirst ? null : record.receivedAt.toISOString()
        versions.push(toFedOffer(toOffer(record, registry), toldAt))
      }
      return versions
    },
  }
}

interface Told {
  readonly record: StoredRecord
  /** When the registry delivered first. */
  readonly first: Date
}

function toOffer(record: StoredRecord, registry: string): SupportOffer {
  const body = parseBody(OfferBody, record, registry)
  return { ...body, id: record.logicalKey, recordedAt: record.recordedAt.toISOString() }
}

function toFedOffer(offer: SupportOffer, toldAt: string | null): FedOffer {
  const { id, municipality, areas, need, ageMonthsFrom, ageMonthsTo } = offer
  const { availableFrom, availableTo, capacity, waitWeeks, lastIntakeOn } = offer
  return {
    ...{ id, toldAt, municipality, areas, need, ageMonthsFrom, ageMonthsTo },
    ...{ availableFrom, availableTo, capacity, waitWeeks, lastIntakeOn },
  }
}
