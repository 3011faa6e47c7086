/**
 * How well the model tells apart in a list whose truth is known: every row says of whom it is.
 *
 * Only the model is measured: rules need fields that such lists do not have.
 *
 * @module
 */

import { estimateModel } from './estimate.ts'
import { type LinkModel, openScorer } from './model.ts'
import { familyNameShares, openPairsWithin, type Pairs } from './pairs.ts'
import type { Linkable } from './person.ts'

export interface TrueRow {
  readonly person: Linkable
  /** Rows with the same entity are of the same person. */
  readonly entity: string
}

export interface AtThreshold {
  /** In bits. */
  readonly threshold: number
  readonly pairs: number
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

export interface Evaluation {
  readonly rows: number
  readonly entities: number
  /** Pairs of rows of one entity. */
  readonly truePairs: number
  readonly comparedPairs: number
  /** The part of the true pairs that blocking leaves: recall cannot be higher. */
  readonly reachable: number
  readonly at: readonly AtThreshold[]
  readonly model: LinkModel
}

const LADDER = [-5, -2, 0, 2, 5, 10, 15, 20]

export function evaluate(rows: readonly TrueRow[], version: string): Evaluation {
  const pairs = openPairsWithin(rows.map(({ person }) => person))
  const model = estimateModel(pairs, { version })
  const sizes = Map.groupBy(rows, ({ entity }) => entity)
  const truePairs = sum([...sizes.values()].map(({ length }) => (length * (length - 1)) / 2))
  const scored = scoreAll(pairs, model, rows)
  return {
    rows: rows.length,
    entities: sizes.size,
    truePairs,
    comparedPairs: scored.length,
    reachable: part(scored.filter(({ isTrue }) => isTrue).length, truePairs),
    at: LADDER.map((threshold) => measure(scored, threshold, truePairs)),
    model,
  }
}

interface Scored {
  readonly score: number
  readonly isTrue: boolean
}

function scoreAll(pairs: Pairs, model: LinkModel, rows: readonly TrueRow[]): readonly Scored[] {
  const scorer = openScorer(model)
  const shares = familyNameShares(pairs)
  const scored: Scored[] = []
  for (const [record, { entity }] of rows.entries()) {
    for (const person of pairs.blocks.candidates(pairs.records, record)) {
      if (person >= record) continue
      const pattern = pairs.compare(person, record)
      const score = scorer.score(pattern) + scorer.frequencyWeight(pattern, shares[person] ?? 0)
      scored.push({ score, isTrue: rows[person]?.entity === entity })
    }
  }
  return scored
}

function measure(scored: readonly Scored[], threshold: number, truePairs: number): AtThreshold {
  const linked = scored.filter(({ score }) => score >= threshold)
  const right = linked.filter(({ isTrue }) => isTrue).length
  const precision = part(right, linked.length)
  const recall = part(right, truePairs)
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall)
  return { threshold, pairs: linked.length, precision, recall, f1 }
}

/** Of nothing, all is right. */
function part(some: number, all: number): number {
  return all === 0 ? 1 : some / all
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
