/**
 * Which pairs become links, where each record has one person and each person one record in a registry.
 *
 * First what a person decided, then rules, then scores; and what does not follow without doubt goes to a person.
 *
 * @module
 */

import type { Contradiction, PossibleReason } from './decision.ts'
import type { Edge } from './edges.ts'
import type { Thresholds } from './model.ts'
import type { RuleName } from './rules.ts'

export interface Settled {
  readonly links: { readonly edge: Edge; readonly by: 'PERSON' | 'MODEL' | RuleName }[]
  readonly possible: { readonly edge: Edge; readonly reason: PossibleReason }[]
  readonly contradictions: { readonly edge: Edge; readonly reason: Contradiction['reason'] }[]
}

interface SettleOptions {
  readonly registryOf: (record: number) => string
  readonly thresholds: Thresholds
}

/** No more of them are shown to who decides. */
const SHOWN = 5

export function settle(edges: readonly Edge[], { registryOf, thresholds }: SettleOptions): Settled {
  const settled: Settled = { links: [], possible: [], contradictions: [] }
  const { links, possible, contradictions } = settled
  const placeOf = ({ record, person }: Edge) => `${person} ${registryOf(record)}`
  const isOpen = ({ decided }: Edge) => decided?.verdict !== 'NOT_LINK'
  const byRecord = Map.groupBy(edges, ({ record }) => record)
  const byPlace = Map.groupBy(edges.filter(isOpen), placeOf)
  /** Of each record that is settled: its person, or null when it has none. */
  const personOf = new Map<number, number | null>()
  const taken = new Set<string>()

  for (const own of byRecord.values()) decide(own)
  const claims: Edge[] = []
  for (const [record, own] of byRecord) if (!personOf.has(record)) claim(own.filter(isOpen))
  for (const [place, claimants] of Map.groupBy(claims, placeOf)) award(place, claimants)
  // All at once: what one score links takes nothing from another, for each must be the best by a margin.
  const rest = [...byRecord].filter(([record]) => !personOf.has(record))
  for (const [, own] of rest) weigh(own.filter(isOpen))
  return settled

  function link(edge: Edge, by: Settled['links'][number]['by']): void {
    links.push({ edge, by })
    personOf.set(edge.record, edge.person)
    taken.add(placeOf(edge))
  }

  /** What a person decided stands; what a rule says against it is a case. */
  function decide(own: readonly Edge[]): void {
    const wanted = own
      .filter(({ decided }) => decided?.verdict === 'LINK')
      .sort((a, b) => (b.decided?.at ?? 0) - (a.decided?.at ?? 0))
    const [latest, ...earlier] = wanted
    if (latest) link(latest, 'PERSON')
    for (const edge of earlier) contradictions.push({ edge, reason: 'TWO_DECISIONS' })
    for (const edge of own) {
      const ruled = edge.verdict && !edge.verdict.contradiction && !wanted.includes(edge)
      if (ruled && (latest || !isOpen(edge))) contradictions.push({ edge, reason: 'DECISION' })
    }
  }

  /** What rules say of one record: one person, or a doubt. */
  function claim(own: readonly Edge[]): void {
    const doubts = own.flatMap((edge) => {
      const reason = edge.verdict?.contradiction
      return reason ? [{ edge, reason }] : []
    })
    const ruled = own.filter(({ verdict }) => verdict && !verdict.contradiction)
    const [one, ...others] = ruled
    if (doubts.length > 0) {
      contradictions.push(...doubts)
      ask(
        own.filter(({ verdict }) => !verdict?.contradiction),
        () => 'CONTRADICTION',
      )
    } else if (one && others.length === 0) {
      claims.push(one)
    } else if (one && others.every(({ verdict }) => verdict?.rule === one.verdict?.rule)) {
      ask(ruled, () => 'TIE')
    } else if (one) {
      for (const edge of ruled) contradictions.push({ edge, reason: 'TWO_RULES' })
      personOf.set(one.record, null)
    }
    const record = own[0]?.record
    if (doubts.length > 0 && record !== undefined) personOf.set(record, null)
  }

  /** One place in a registry, and the records that rules give it to. */
  function award(place: string, claimants: readonly Edge[]): void {
    if (taken.has(place)) {
      for (const edge of claimants) {
        contradictions.push({ edge, reason: 'DECISION' })
        personOf.set(edge.record, null)
      }
      return
    }
    const [best, ...others] = claimants.toSorted(
      (a, b) => ruleOf(a).localeCompare(ruleOf(b)) || b.score - a.score,
    )
    if (!best) return
    const [next] = others
    const isTie =
      next && ruleOf(next) === ruleOf(best) && (ruleOf(best) !== 'R1' || next.score === best.score)
    if (!isTie) link(best, ruleOf(best))
    for (const edge of isTie ? claimants : others) ask([edge], () => (isTie ? 'TIE' : 'TAKEN'))
  }

  function weigh(own: readonly Edge[]): void {
    const [best, next] = own.toSorted((a, b) => b.score - a.score)
    if (!best) return
    const isBest =
      best.score >= thresholds.link &&
      best.toldApart &&
      !taken.has(placeOf(best)) &&
      best.score - (next?.score ?? Number.NEGATIVE_INFINITY) >= thresholds.margin &&
      best.score - rivalOf(best) >= thresholds.margin
    if (isBest) {
      links.push({ edge: best, by: 'MODEL' })
      return
    }
    ask(own, (edge) => {
      if (edge.score < thresholds.link) return 'MIDDLE_BAND'
      if (!edge.toldApart) return 'NOT_TOLD_APART'
      return taken.has(placeOf(edge)) ? 'TAKEN' : 'TIE'
    })
  }

  /** The best score of another record for this person; not of one that is known to be somebody else's. */
  function rivalOf(edge: Edge): number {
    let best = Number.NEGATIVE_INFINITY
    for (const other of byPlace.get(placeOf(edge)) ?? []) {
      const owner = personOf.get(other.record)
      const isElsewhere = owner !== undefined && owner !== null && owner !== edge.person
      if (other.record !== edge.record && !isElsewhere) best = Math.max(best, other.score)
    }
    return best
  }

  function ask(some: readonly Edge[], reason: (edge: Edge) => PossibleReason): void {
    const best = some.toSorted((a, b) => b.score - a.score).slice(0, SHOWN)
    for (const edge of best) {
      possible.push({ edge, reason: reason(edge) })
      if (!personOf.has(edge.record)) personOf.set(edge.record, null)
    }
  }
}

function ruleOf({ verdict }: Edge): RuleName {
  return verdict?.rule ?? 'R3'
}
