/**
 * Weekly series of an invented country, with or without something that happened to it.
 *
 * @module
 */

import { type Random, randomOf } from '../sandbox/random.ts'
import type { SeriesPoint } from '../subgraphs/insight/expected.ts'

export interface World {
  readonly seed: number
  /** Out of how many in a week. */
  readonly denominator: number
  /** How many of them, in an ordinary week. */
  readonly share: number
  /** How high the yearly wave goes, as a part of it. */
  readonly wave: number
  /** By which everything is multiplied on a day. */
  readonly effect?: (day: string) => number
  readonly weeks?: { readonly from: string; readonly count: number }
}

const DAY = 86_400_000
/** Mondays; five years, of which lockdown-1 lies in the last. */
const WEEKS = { from: '2016-01-04', count: 255 }

export function worldOf(world: World): readonly SeriesPoint[] {
  const { seed, denominator, share, wave, effect = () => 1, weeks = WEEKS } = world
  const random = randomOf(seed, 'world')
  const start = Date.parse(weeks.from)
  return Array.from({ length: weeks.count }, (_, week) => {
    const from = new Date(start + week * 7 * DAY).toISOString().slice(0, 10)
    const turn = (2 * Math.PI * week * 7) / 365.25
    const mean = denominator * share * (1 + wave * Math.sin(turn)) * effect(from)
    return { from, count: draw(random, mean, denominator), denominator }
  })
}

/** Of a binomial, or of a Poisson where it is rare. */
function draw(random: Random, mean: number, denominator: number): number {
  const share = mean / denominator
  if (mean < 30) {
    let [count, left] = [0, Math.exp(-mean)]
    for (let product = random.next(); product > left; product *= random.next()) count++
    return count
  }
  const count = random.normal(mean, Math.sqrt(mean * (1 - share)))
  return Math.max(0, Math.min(denominator, Math.round(count)))
}
