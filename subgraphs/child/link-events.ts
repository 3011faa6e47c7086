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
  /** Null for what nobody had to decide. */
  readonly decidedAt: Date | null
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

/** Whether the record is among what the registry gives for the child's BSN: of a birth, by way of its mother too. */
export function isByBsn(pair: Pair, evidence: readonly Weight[]): boolean {
  return (
    pair.record === null ||
    evidence.some(({ of, level }) => of === 'pregnancy' || (of === 'bsn' && level === 'equal'))
  )
}

/** What persons said of what a registry has under a child's BSN. */
interface SaidOnBsn {
  /** None of it is the child's. */
  isBroken: boolean
  /** These records are not. */
  readonly refused: Set<string>
}

/** By place: a child in a registry. */
export function saidOnBsn(links: readonly LinkState[]): ReadonlyMap<string, SaidOnBsn> {
  const events = links
    .filter((link) => isByBsn(link, link.evidence))
    .flatMap(({ history }) => history.filter(({ decidedBy }) => decidedBy === 'PERSON'))
    .sort((a, b) => a.seq - b.seq)
  const said = new Map<string, SaidOnBsn>()
  for (const event of events) {
    const place = said.get(placeOf(event)) ?? { isBroken: false, refused: new Set() }
    said.set(placeOf(event), place)
    if (event.record === null) {
      place.isBroken = isSevering(event)
      // Who takes all of it back knows of what was refused before.
      if (!isSevering(event)) place.refused.clear()
    } else if (isSevering(event)) place.refused.add(event.record)
    else {
      place.isBroken = false
      place.refused.delete(event.record)
    }
  }
  return said
}

export function placeOf({ childId, registry }: Pick<Pair, 'childId' | 'registry'>): string {
  return `${childId} ${registry}`
}

export function isSevering({ kind }: Pick<LinkEvent, 'kind'>): boolean {
  return kind === 'BROKEN' || kind === 'REJECTED' || kind === 'SPLIT'
}

/** The registries in which this child is not read by its BSN: by that comes what a person said is not the child's. */
export function registriesCut(links: readonly LinkState[]): ReadonlySet<string> {
  const said = saidOnBsn(links)
  const cut = links.filter((link) => {
    const { isBroken = false, refused = NOTHING } = said.get(placeOf(link)) ?? {}
    return isBroken || refused.size > 0
  })
  return new Set(cut.map(({ registry }) => registry))
}

const NOTHING: ReadonlySet<string> = new Set()

/** Who breaks what a registry has under the child's BSN breaks each record that was linked by that BSN. */
export function withoutBrokenBsn(links: readonly LinkState[]): readonly LinkState[] {
  const said = saidOnBsn(links)
  return links.map((link) =>
    said.get(placeOf(link))?.isBroken && isByBsn(link, link.evidence)
      ? { ...link, isActive: false }
      : link,
  )
}
