/**
 * What was decided about a link, one event after the other, and what follows from them: pure.
 *
 * What a person decided about a pair stands, whatever a rule or a model says afterwards.
 *
 * @module
 */

import type { Weight } from './linkage/model.ts'

export type LinkKind =
  | 'MADE'
  | 'BROKEN'
  | 'CONFIRMED'
  | 'REJECTED'
  | 'SPLIT'
  | 'PROMOTED_AT_BIRTH'
  | 'RESCORED'
export type Certainty = 'EXACT' | 'PROBABLE' | 'POSSIBLE' | 'NONE'
export type Decider = 'RULE' | 'MODEL' | 'PERSON'

/** A child, and a record in a registry. */
export interface Pair {
  readonly childId: string
  readonly registry: string
  /** The registry's own key; null for whatever it keys on the child's BSN. */
  readonly record: string | null
}

export interface LinkEvent extends Pair {
  readonly seq: number
  readonly at: Date
  readonly linkId: string
  readonly kind: LinkKind
  readonly decidedBy: Decider
  /** Of the rule (`R1/1`) or the model; null where a person decided. */
  readonly version: string | null
  readonly certainty: Certainty
  readonly score: number | null
  /** Levels and weights, never a value. */
  readonly evidence: readonly Weight[]
  readonly reason: string | null
  readonly userId: string | null
  readonly caseId: string | null
}

/** A link as it is after its events. */
export interface LinkState extends Pair {
  readonly id: string
  /** Whether the record is read for this child. */
  readonly isActive: boolean
  /** Of the last event that counts. */
  readonly decidedBy: Decider
  readonly decidedAt: Date
  readonly version: string | null
  readonly certainty: Certainty
  readonly score: number | null
  readonly evidence: readonly Weight[]
  /** Oldest first. */
  readonly history: readonly LinkEvent[]
}

/** The links of one child, or of one record, broken ones too, from their events in order. */
export function foldLinks(events: readonly LinkEvent[]): readonly LinkState[] {
  const links = new Map<string, LinkState>()
  for (const event of events) links.set(event.linkId, next(links.get(event.linkId), event))
  return [...links.values()]
}

function next(before: LinkState | undefined, event: LinkEvent): LinkState {
  const history = [...(before?.history ?? []), event]
  if (before?.decidedBy === 'PERSON' && event.decidedBy !== 'PERSON') return { ...before, history }
  const { linkId: id, childId, registry, record, decidedBy, version, certainty, score } = event
  return {
    id,
    childId,
    registry,
    record,
    isActive: isActiveAfter(event, before),
    decidedBy,
    decidedAt: event.at,
    version,
    certainty,
    score: score ?? before?.score ?? null,
    // Who breaks or confirms a link does not weigh it again.
    evidence: event.evidence.length > 0 ? event.evidence : (before?.evidence ?? []),
    history,
  }
}

function isActiveAfter({ kind }: LinkEvent, before: LinkState | undefined): boolean {
  if (kind === 'RESCORED') return before?.isActive ?? false
  return kind === 'MADE' || kind === 'CONFIRMED' || kind === 'PROMOTED_AT_BIRTH'
}

/** Whether the record is among what the registry gives for the child's BSN. */
export function isByBsn(pair: Pair, evidence: readonly Weight[]): boolean {
  return pair.record === null || evidence.some(({ of, level }) => of === 'bsn' && level === 'equal')
}

/**
 * The registries in which this child is not read by its BSN: a person said last that what is found there by it is
 * not the child's.
 */
export function registriesCut(links: readonly LinkState[]): ReadonlySet<string> {
  const last = new Map<string, LinkEvent>()
  for (const link of links) {
    if (!isByBsn(link, link.evidence)) continue
    for (const event of link.history) {
      const known = last.get(link.registry)
      if (event.decidedBy === 'PERSON' && event.seq > (known?.seq ?? -1)) {
        last.set(link.registry, event)
      }
    }
  }
  return new Set([...last].flatMap(([registry, { kind }]) => (isCut(kind) ? [registry] : [])))
}

function isCut(kind: LinkKind): boolean {
  return kind === 'BROKEN' || kind === 'REJECTED' || kind === 'SPLIT'
}
