/**
 * Where there is no help: a verdict for each area, need and age.
 *
 * A rule of this project (PRODUCT N13, O02; docs/decisions/0055). An offer that took nobody in for half a year is one on paper.
 * What there is speaks for itself; that there is nothing is said only of a map that is there and fresh.
 *
 * @module
 */

import type { OfferGap } from './offer-gap.ts'
import { type OfferVerdict, SupportNeed, VERDICTS } from './offer-words.ts'
import type { SupportOffer } from './support-offer.ts'

/** In months; the grid on which gaps are told. */
export const AGES = [
  { from: -9, to: 0 },
  { from: 0, to: 12 },
  { from: 12, to: 18 },
  { from: 18, to: 30 },
  { from: 30, to: 48 },
] as const
const ON_PAPER_MONTHS = 6
const LONG_WEEKS = 8

export interface Asked {
  readonly municipality: string
  /** Postcodes of which to tell, beside those that the map names. */
  readonly areas: readonly string[]
  /** A day. */
  readonly at: string
  /** Whether the map is as fresh as was promised. */
  readonly isFresh: boolean
}

/** Of all offers of the map; in the order of areas, needs and ages. */
export function toOfferGaps(map: readonly SupportOffer[], asked: Asked): readonly OfferGap[] {
  const { municipality, at, isFresh } = asked
  const offers = map.filter((offer) => offer.municipality === municipality && isOpen(offer, at))
  const areas = new Set([...asked.areas, ...offers.flatMap((offer) => offer.areas)])
  const canTell = isFresh && map.length > 0
  return [...areas].sort().flatMap((area) =>
    Object.values(SupportNeed).flatMap((need) =>
      AGES.map(({ from, to }) => {
        const fitting = offers.filter(
          (offer) => offer.need === need && isIn(offer, area) && isFor(offer, from, to),
        )
        const working = fitting.filter((offer) => isWorking(offer, at))
        const waits = working.flatMap(({ waitWeeks }) => waitWeeks ?? [])
        const said = verdictOn(fitting.length, working)
        const verdict = said === 'AVAILABLE' || canTell ? said : 'CANNOT_TELL'
        return {
          id: `${municipality}:${area}:${need}:${from}`,
          municipality,
          area,
          need,
          ageMonthsFrom: from,
          ageMonthsTo: to,
          verdict,
          because: VERDICTS[verdict],
          offers: fitting.length,
          capacity: sum(working.map(({ capacity }) => capacity)),
          medianWaitWeeks: median(waits),
        }
      }),
    ),
  )
}

export function isOpen({ availableFrom, availableTo }: SupportOffer, at: string): boolean {
  return (
    (availableFrom === null || availableFrom <= at) && (availableTo === null || at <= availableTo)
  )
}

export function isIn({ areas }: SupportOffer, area: string): boolean {
  return areas.length === 0 || areas.includes(area)
}

/** For some of that age: who is a month short of it is not without an offer. */
export function isFor(
  { ageMonthsFrom, ageMonthsTo }: SupportOffer,
  from: number,
  to: number,
): boolean {
  return ageMonthsFrom < to && (ageMonthsTo === null || from < ageMonthsTo)
}

function verdictOn(fitting: number, working: readonly SupportOffer[]): OfferVerdict {
  if (fitting === 0) return 'NONE'
  if (working.length === 0) return 'THIN'
  return working.every(({ waitWeeks }) => (waitWeeks ?? 0) > LONG_WEEKS) ? 'WAITING' : 'AVAILABLE'
}

/** It took somebody in lately, or did not exist long enough to say. */
function isWorking({ lastIntakeOn, availableFrom, capacity }: SupportOffer, at: string): boolean {
  const since = monthsBefore(at, ON_PAPER_MONTHS)
  return capacity !== 0 && ((lastIntakeOn ?? '') >= since || (availableFrom ?? '') >= since)
}

function monthsBefore(day: string, months: number): string {
  const [year = 0, month = 0, of = 0] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month - months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 - months, Math.min(of, last))).toISOString().slice(0, 10)
}

function sum(numbers: readonly (number | null)[]): number | null {
  let total = 0
  for (const one of numbers) {
    if (one === null) return null
    total += one
  }
  return total
}

function median(numbers: readonly number[]): number | null {
  const sorted = numbers.toSorted((a, b) => a - b)
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[sorted.length >> 1]]
  return low === undefined || high === undefined ? null : (low + high) / 2
}
