/**
 * Fellegi and Sunter's model: what each agreement and disagreement is worth, in bits, and so how likely it is
 * that a record is a person's.
 *
 * A model is plain JSON with a version. It holds no name: how frequent a family name is, is counted in the
 * persons at hand.
 *
 * @module
 */

import { FIELD_NAMES, FIELDS, type Field, type Level, levelAt, levelOf } from './fields.ts'

/** How often a level is seen when both have the field: among pairs of one person, and of two. */
export interface Odds {
  readonly m: number
  readonly u: number
}

export type FieldOdds = {
  readonly [F in Field]: { readonly [L in Exclude<Level<F>, 'missing'>]: Odds }
}

export interface Thresholds {
  /** From this score on a pair is linked by the model. */
  readonly link: number
  /** From this score on a person looks at it. */
  readonly possible: number
  /** By so much the best must be better than the next. */
  readonly margin: number
}

export interface LinkModel {
  readonly version: string
  readonly fields: FieldOdds
  /** The part of all pairs of a person and a record that are of one person. */
  readonly prior: number
  /** In bits: a score of 10 is odds of a thousand to one. */
  readonly thresholds: Thresholds
}

/** What is compared of a birth, and of no later record. */
export type BirthFact = 'pregnancy' | 'dueDate' | 'birthTime' | 'birthWeight'

/** One step of the waterfall. */
export interface Weight {
  readonly of: Field | 'prior' | 'familyNameFrequency' | BirthFact
  /** On which level the field agrees; nothing for what is no field. */
  readonly level: Level | 'fits' | null
  /** In bits, and a whole number of 1024ths: so the steps add up to the score exactly, in any order. */
  readonly weight: number
}

export interface Scorer {
  /** Without what the frequency of the family name is worth. */
  score(pattern: number): number
  /** What a family name that this part of the persons has is worth more, or less, than one like any other. */
  frequencyWeight(pattern: number, share: number): number
  /** The steps from nothing to the score, in the order of the fields. Zero steps are left out. */
  waterfall(pattern: number, share: number): readonly Weight[]
}

const GRAIN = 1_024
/** Nobody's name is taken to be rarer: a name that is there once may be a slip of the pen. */
const RAREST_SHARE = 1 / 20_000

export function openScorer({ fields, prior }: LinkModel): Scorer {
  const start: Weight = { of: 'prior', level: null, weight: toBits(prior / (1 - prior)) }
  const steps = FIELD_NAMES.map((field) => weightsOf(field, fields))
  const { u: usual } = fields.familyName.exact

  function frequencyWeight(pattern: number, share: number): number {
    const level = levelOf(pattern, 'familyName')
    if (level !== 'exact' && level !== 'normalised') return 0
    return toBits(usual / Math.max(share, RAREST_SHARE))
  }

  return {
    frequencyWeight,

    score(pattern) {
      let score = start.weight
      for (const [place, field] of FIELD_NAMES.entries()) {
        score += steps[place]?.[levelAt(pattern, field)]?.weight ?? 0
      }
      return score
    },

    waterfall(pattern, share) {
      const frequency = frequencyWeight(pattern, share)
      const weights = FIELD_NAMES.flatMap((field, place) => {
        const own = steps[place]?.[levelAt(pattern, field)]
        if (!own) return []
        if (field !== 'familyName') return [own]
        return [own, { of: 'familyNameFrequency', level: null, weight: frequency } as const]
      })
      return [start, ...weights].filter(({ weight }) => weight !== 0)
    },
  }
}

/** By the place of the level in the list of its field. */
function weightsOf(field: Field, fields: FieldOdds): readonly Weight[] {
  const odds: Readonly<Record<string, Odds>> = fields[field]
  return FIELDS[field].map((level) => {
    const { m = 1, u = 1 } = odds[level] ?? {}
    return { of: field, level, weight: toBits(m / u) }
  })
}

function toBits(ratio: number): number {
  return Math.round(Math.log2(ratio) * GRAIN) / GRAIN
}

/** How likely it is that a pair with this score is of one person. */
export function toProbability(score: number): number {
  return 1 / (1 + 2 ** -score)
}

/** Levels by their names, for who looks at the evidence; never a value of a person. */
export function describePattern(pattern: number): { readonly [F in Field]: Level<F> } {
  const levels = FIELD_NAMES.map((field) => [field, levelOf(pattern, field)])
  return Object.fromEntries(levels) as { readonly [F in Field]: Level<F> }
}
