/**
 * What was linked, by whom and why, and what a person still has to decide.
 *
 * @module
 */

import type { Certainty, LinkState, Pair } from './link-events.ts'
import type { Decision, Linked } from './linkage/decision.ts'
import type { Weight } from './linkage/model.ts'

export interface LinkIndex {
  /** What persons decided in this registry, in the order in which they did; for `linkAll`. */
  decisions(registry: string): Promise<readonly Decision[]>
  /** What applying a run would change. */
  plan(run: LinkRun): Promise<LinkChanges>
  /** Applies a run, and says what it changed. The same run again changes nothing. */
  apply(run: LinkRun): Promise<LinkChanges>
  /** The open cases, oldest first, after one of them. */
  cases(page: CasePage): Promise<readonly LinkCase[]>
  /** Undefined for one that is not open. */
  case(id: string): Promise<LinkCase | undefined>
  /** LINK_UNKNOWN for a case that is not open. */
  decide(decision: CaseDecision): Promise<LinkState>
  /** LINK_UNKNOWN for a link that is not in force. */
  breakLink(breaking: LinkBreaking): Promise<LinkState>
  /** Takes back what a person said against a link. LINK_UNKNOWN where nobody did. */
  restoreLink(restoring: LinkBreaking): Promise<LinkState>
  /** With its whole history, broken or not; undefined for one that never was. */
  link(id: string, knownAt?: Date): Promise<LinkState | undefined>
  /** The last of each registry, or the last by then. */
  runs(knownAt?: Date): Promise<readonly LinkRunSummary[]>
}

/** All records of one registry, linked. */
export interface LinkRun {
  readonly registry: string
  /** Of rules and model together: another version may decide otherwise. */
  readonly version: string
  readonly linked: Linked
  readonly summary: Omit<LinkRunSummary, 'registry' | 'version' | 'at'>
}

/** Counts, and no person. */
export interface LinkRunSummary extends LinkCounts {
  readonly registry: string
  readonly at: Date
  /** When any of its records were linked for the first time; null: none were. */
  readonly firstAt?: Date | null
  readonly version: string
  /** Links that are expected to be wrong, and that are expected to be missing; null where nothing says so. */
  readonly estimatedFalse: number | null
  readonly estimatedMissed: number | null
  readonly groups: readonly LinkGroup[]
}

export interface LinkCounts {
  readonly records: number
  readonly linked: number
  readonly possible: number
  readonly unlinked: number
}

export const LINK_DIMENSIONS = [
  'BIRTH_YEAR',
  'SEX',
  'HAS_BSN',
  'POSTCODE4',
  'MULTIPLE_BIRTH',
] as const
export type LinkDimension = (typeof LINK_DIMENSIONS)[number]

/** The records of one registry that have something in common. */
export interface LinkGroup extends LinkCounts {
  readonly by: LinkDimension
  readonly group: string
}

/** What a run changes, or would. */
export interface LinkChanges {
  readonly made: readonly PairOfRun[]
  readonly broken: readonly PairOfRun[]
  /** The same link, with another version, score or certainty. */
  readonly rescored: readonly PairOfRun[]
  readonly opened: readonly (PairOfRun & { readonly kind: CaseKind; readonly reason: string })[]
  readonly withdrawn: readonly PairOfRun[]
  readonly unchanged: number
}

export interface PairOfRun extends Pair {
  readonly record: string
}

export type CaseKind = 'POSSIBLE' | 'CONTRADICTION'

/** For a person to decide: levels and weights, and no value of anybody. */
export interface LinkCase extends PairOfRun {
  readonly id: string
  readonly openedAt: Date
  readonly kind: CaseKind
  readonly reason: string
  readonly version: string
  readonly score: number
  readonly evidence: readonly Weight[]
}

export interface CasePage {
  readonly first: number
  /** The id of a case. */
  readonly after?: string | undefined
  readonly registry?: string | undefined
}

export interface CaseDecision {
  readonly caseId: string
  /** NONE for two that are not the same; POSSIBLE decides nothing, and is refused. */
  readonly certainty: Certainty
  readonly reason: string
  readonly userId: string
}

export interface LinkBreaking {
  readonly linkId: string
  readonly reason: string
  readonly userId: string
}
