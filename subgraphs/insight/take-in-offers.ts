/**
 * The map of offers of a page of the feed, as rows: one for each version of an offer and each area for which it is.
 *
 * @module
 */

import type { FedOffer } from '../../schema/feed.ts'
import type { Filling } from './chunk.ts'
import { OFFER_COLUMNS } from './columns.ts'

export type OfferRow = Omit<FedOffer, 'areas'> & {
  /** Null: the whole municipality. */
  readonly area: string | null
  /** Of one offer the highest is what was said last. */
  readonly version: number
}

export function fillingsOf(offers: readonly FedOffer[]): readonly Filling[] {
  const rows = offers.flatMap(({ areas, ...offer }, version) =>
    (areas.length > 0 ? areas : [null]).map((area): OfferRow => ({ ...offer, area, version })),
  )
  return OFFER_COLUMNS.map(({ from, read }) => ({
    values: rows.map((row) => row[from]),
    ...(read && { read }),
  }))
}
