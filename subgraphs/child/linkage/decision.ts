/**
 * What comes out of linking.
 *
 * No name, number or date of anybody is in it: levels and weights only, and the keys of the two.
 *
 * @module
 */

import type { LeftOut } from './block.ts'
import type { Weight } from './model.ts'
import type { ContradictionReason, RuleName } from './rules.ts'

/** What a person decided about a pair, in force now. Nothing overrules it. */
export interface Decision {
  readonly registry: string
  readonly record: string
  readonly person: string
  readonly verdict: 'LINK' | 'NOT_LINK'
}

export interface PairOfKeys {
  readonly registry: string
  /** The key of the record in its registry. */
  readonly record: string
  /** The id of the person. */
  readonly person: string
}

export interface Evidence {
  /** In bits; the steps of the waterfall add up to it exactly. */
  readonly score: number
  readonly waterfall: readonly Weight[]
}

/** Who or what decided, and which version of it. */
export type DecidedBy =
  | { readonly kind: 'PERSON' }
  | { readonly kind: 'RULE'; readonly rule: RuleName; readonly version: number }
  | { readonly kind: 'MODEL'; readonly version: string }

export interface Link extends PairOfKeys, Evidence {
  /** A rule or a person decides exactly; a score never does. */
  readonly certainty: 'EXACT' | 'PROBABLE'
  readonly by: DecidedBy
}

export type PossibleReason =
  /** The score says neither yes nor no. */
  | 'MIDDLE_BAND'
  /** Only family and home agree: another child of them could be meant. */
  | 'NOT_TOLD_APART'
  /** Another person, or another record, fits about as well. */
  | 'TIE'
  /** The person has a better record in this registry already. */
  | 'TAKEN'
  /** The record has a contradiction, which comes first. */
  | 'CONTRADICTION'

/** For a person to decide. */
export interface Possible extends PairOfKeys, Evidence {
  readonly reason: PossibleReason
}

/** A case: what a rule says, and what speaks against it. */
export interface Contradiction extends PairOfKeys, Evidence {
  readonly rule: RuleName | null
  readonly reason: ContradictionReason | 'DECISION' | 'TWO_DECISIONS' | 'TWO_RULES'
}

export interface Unlinked {
  readonly registry: string
  readonly record: string
  /** Whether anybody at all was worth comparing. */
  readonly reason: 'NOBODY_ALIKE' | 'BELOW_THE_BAND'
}

export interface Linked {
  readonly links: readonly Link[]
  /** Best first, per record. */
  readonly possible: readonly Possible[]
  readonly contradictions: readonly Contradiction[]
  readonly unlinked: readonly Unlinked[]
  readonly leftOut: readonly LeftOut[]
  /** Pairs. */
  readonly compared: number
}
