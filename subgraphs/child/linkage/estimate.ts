/**
 * The odds of a model, from the data at hand and without a truth.
 *
 * How often two strangers agree is counted in random pairs. How often a person's own records agree is estimated by
 * expectation–maximisation in the pairs of each blocking pass, over the fields that the pass does not fix. What is
 * too rare to be seen stays near what is assumed.
 *
 * @module
 */

import { DEFAULT_ODDS, DEFAULT_THRESHOLDS } from './default-model.ts'
import { FIELD_NAMES, FIELDS, type Field, levelAt } from './fields.ts'
import {
  type FieldOdds,
  type LinkModel,
  type Odds,
  openScorer,
  type Thresholds,
  toProbability,
} from './model.ts'
import type { Pairs } from './pairs.ts'
import type { Pass } from './passes.ts'
import { type Patterns, randomPatterns } from './random-pairs.ts'

export interface EstimateOptions {
  readonly version: string
  readonly thresholds?: Thresholds
  /** Of so many records the pairs are looked at. */
  readonly records?: number
}

const RECORDS = 20_000
/** As if so many pairs of one person had been seen that are as assumed. */
const ASSUMED = 20
const ROUNDS = 60
const STILL = 1e-5
/** A pass with fewer pairs teaches nothing. */
const FEWEST_PAIRS = 50

/** Per field, by the place of the level. */
type Counts = ReadonlyMap<Field, Float64Array>

export function estimateModel(pairs: Pairs, options: EstimateOptions): LinkModel {
  const { version, thresholds = DEFAULT_THRESHOLDS, records = RECORDS } = options
  const step = Math.max(1, Math.ceil(pairs.records.size / records))
  const u = sharesOf(countLevels(randomPatterns(pairs)), 0.5)
  // Who writes the one name in the place of the other by accident must have both.
  setSwapped(u)
  const matched = newCounts()
  for (const pass of pairs.blocks.passes) {
    if (!pass.ofSiblings) learn(pass, patternsOf(pairs, step, pass), u, matched)
  }
  const fields = toOdds(matched, u)
  const prior = priorOf(fields, patternsOf(pairs, step), step, pairs.all)
  return { version, fields, prior, thresholds }
}

function newCounts(): Counts {
  return new Map(FIELD_NAMES.map((field) => [field, new Float64Array(FIELDS[field].length)]))
}

function countLevels(patterns: Patterns): Counts {
  const counts = newCounts()
  for (const [pattern, count] of patterns) {
    for (const field of FIELD_NAMES) add(counts.get(field), levelAt(pattern, field), count)
  }
  return counts
}

/** Of those that both have; undefined for a field that nobody has. */
function sharesOf(counts: Counts, extra: number): Map<Field, Float64Array | undefined> {
  return new Map(
    FIELD_NAMES.map((field) => {
      const levels = counts.get(field)?.slice() ?? new Float64Array()
      levels[0] = 0
      if (levels.every((count) => count === 0)) return [field, undefined]
      const total = levels.reduce((sum, count) => sum + count + extra, -extra)
      return [field, levels.map((count, at) => (at === 0 ? 1 : (count + extra) / total))]
    }),
  )
}

function setSwapped(u: ReadonlyMap<Field, Float64Array | undefined>): void {
  const [family, given] = [u.get('familyName'), u.get('givenName')]
  if (!family || !given) return
  family[FIELDS.familyName.indexOf('swapped')] = (family[1] ?? 1) * (given[1] ?? 1)
}

function patternsOf(
  { blocks, records, compare, within }: Pairs,
  step: number,
  pass?: Pass,
): Patterns {
  const patterns = new Map<number, number>()
  for (let record = 0; record < records.size; record += step) {
    const found = pass
      ? blocks.candidatesOf(pass, records, record)
      : blocks.candidates(records, record)
    for (const person of found) {
      if (within && person >= record) continue
      const pattern = compare(person, record)
      patterns.set(pattern, (patterns.get(pattern) ?? 0) + 1)
    }
  }
  return patterns
}

/** Adds to `matched` how often each level is expected among the pairs of one person. */
function learn(
  { fixes }: Pass,
  patterns: Patterns,
  u: ReadonlyMap<Field, Float64Array | undefined>,
  matched: Counts,
): void {
  const total = [...patterns.values()].reduce((sum, count) => sum + count, 0)
  if (total < FEWEST_PAIRS) return
  const fields = FIELD_NAMES.filter((field) => u.get(field) && !fixes.includes(field))
  let m = new Map(fields.map((field) => [field, assumed(field)]))
  let lambda = 0.2
  let counts = newCounts()
  for (let round = 0; round < ROUNDS; round++) {
    counts = newCounts()
    let sum = 0
    for (const [pattern, count] of patterns) {
      let ratio = lambda / (1 - lambda)
      for (const field of fields) {
        const at = levelAt(pattern, field)
        if (at > 0) ratio *= (m.get(field)?.[at] ?? 1) / (u.get(field)?.[at] ?? 1)
      }
      const expected = count * (ratio / (1 + ratio))
      sum += expected
      for (const field of fields) add(counts.get(field), levelAt(pattern, field), expected)
    }
    const next = new Map(fields.map((field) => [field, smooth(field, counts.get(field))]))
    const moved = Math.max(...fields.map((field) => distance(m.get(field), next.get(field))))
    m = next
    lambda = Math.min(1 - 1e-6, Math.max(1e-6, sum / total))
    if (moved < STILL) break
  }
  for (const field of fields) {
    for (const [at, count] of counts.get(field)?.entries() ?? []) add(matched.get(field), at, count)
  }
}

function assumed(field: Field): Float64Array {
  const odds: Readonly<Record<string, Odds>> = DEFAULT_ODDS[field]
  return Float64Array.from(FIELDS[field], (level) => odds[level]?.m ?? 1)
}

/** Never ten times rarer than assumed: that nothing was seen is no proof that nothing is. */
function smooth(field: Field, counts: Float64Array | undefined): Float64Array {
  const prior = assumed(field)
  const total = counts?.subarray(1).reduce((sum, count) => sum + count, 0) ?? 0
  return prior.map((m, at) =>
    at === 0 ? 1 : Math.max(m / 10, ((counts?.[at] ?? 0) + ASSUMED * m) / (total + ASSUMED)),
  )
}

function distance(a: Float64Array | undefined, b: Float64Array | undefined): number {
  return Math.max(0, ...Array.from(a ?? [], (value, at) => Math.abs(value - (b?.[at] ?? value))))
}

function toOdds(matched: Counts, u: ReadonlyMap<Field, Float64Array | undefined>): FieldOdds {
  const odds = FIELD_NAMES.map((field) => {
    const m = smooth(field, matched.get(field))
    const known = u.get(field)
    if (!known) return [field, DEFAULT_ODDS[field]]
    const levels = FIELDS[field].map((level, at) => [level, { m: m[at] ?? 1, u: known[at] ?? 1 }])
    return [field, Object.fromEntries(levels.slice(1))]
  })
  return Object.fromEntries(odds) as FieldOdds
}

/** The part of all pairs that is of one person: what the pairs worth comparing are expected to hold. */
function priorOf(fields: FieldOdds, patterns: Patterns, step: number, all: number): number {
  let prior = 1e-4
  for (let round = 0; round < 20; round++) {
    const { score } = openScorer({ version: '', fields, prior, thresholds: DEFAULT_THRESHOLDS })
    let expected = 0
    for (const [pattern, count] of patterns) expected += count * toProbability(score(pattern))
    prior = Math.min(0.5, Math.max(1e-9, (expected * step) / Math.max(1, all)))
  }
  return prior
}

function add(counts: Float64Array | undefined, at: number, count: number): void {
  if (counts) counts[at] = (counts[at] ?? 0) + count
}
