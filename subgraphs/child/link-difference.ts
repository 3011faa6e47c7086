/**
 * What a run changes about what was linked before: pure.
 *
 * A run never changes what a person decided. Where a rule says otherwise, that becomes a case.
 *
 * @module
 */

import { isByBsn, type LinkEvent, type LinkState, placeOf, saidOnBsn } from './link-events.ts'
import type { CaseKind, LinkChanges, PairOfRun } from './link-index.ts'
import type { DecidedBy, Evidence, Linked } from './linkage/decision.ts'
import { RULES } from './linkage/rules.ts'

/** What was decided of these records, and of the children to whom a run would link them. */
export interface KnownLinks {
  readonly links: readonly LinkState[]
  readonly openCases: readonly KnownCase[]
  /** Cases that a person decided, by id. */
  readonly decidedCases: ReadonlyMap<string, Pick<KnownCase, 'reason' | 'version'>>
}

export interface KnownCase extends PairOfRun {
  readonly id: string
  readonly kind: CaseKind
  readonly reason: string
  readonly version: string
}

export interface LinkChange extends PairOfRun, Evidence {
  readonly kind: 'MADE' | 'BROKEN' | 'RESCORED'
  /** Of the link that is broken or weighed again. */
  readonly linkId: string | undefined
  readonly decidedBy: 'RULE' | 'MODEL'
  readonly version: string
  readonly certainty: LinkState['certainty']
}

export interface NewCase extends PairOfRun, Evidence {
  readonly kind: CaseKind
  readonly reason: string
  readonly version: string
}

export interface Difference {
  readonly links: readonly LinkChange[]
  readonly opened: readonly NewCase[]
  readonly withdrawn: readonly KnownCase[]
  readonly unchanged: number
}

/** The known links are those of the registry, of these records only where some are named. */
export function differenceOf(
  registry: string,
  run: { readonly linked: Linked; readonly version: string },
  known: KnownLinks,
  records?: ReadonlySet<string>,
): Difference {
  const { linked, version } = run
  const isMeant = (record: string | null) =>
    record !== null && (records === undefined || records.has(record))
  const before = new Map(known.links.map((link) => [nameOf(link), link]))
  const decided = openDecided(known.links)
  const wanted = new Set<string>()
  const links: LinkChange[] = []
  const cases = new Map<string, NewCase>()
  let unchanged = 0

  for (const { person, record, by, certainty, score, waterfall } of linked.links) {
    if (!isMeant(record) || by.kind === 'PERSON') continue
    const pair = { childId: person, registry, record }
    const one = { ...pair, score, waterfall }
    const link = before.get(nameOf(pair))
    if (decided.speaksAgainst(pair, waterfall)) {
      const said = { ...one, kind: 'CONTRADICTION', reason: 'DECISION' } as const
      if (by.kind === 'RULE') propose({ ...said, version: versionOf(by) })
      continue
    }
    wanted.add(nameOf(pair))
    const change = {
      ...one,
      linkId: link?.id,
      decidedBy: by.kind,
      version: versionOf(by),
      certainty,
    }
    if (!link?.isActive) links.push({ ...change, kind: 'MADE' })
    else if (isOther(link, change)) links.push({ ...change, kind: 'RESCORED' })
    else unchanged += 1
  }
  for (const { person, record, reason, rule, score, waterfall } of linked.contradictions) {
    if (!isMeant(record)) continue
    const said = rule ? versionOf({ kind: 'RULE', rule, version: RULES[rule].version }) : version
    const pair = { childId: person, registry, record }
    propose({ ...pair, kind: 'CONTRADICTION', reason, version: said, score, waterfall })
  }
  for (const { person, record, reason, score, waterfall } of linked.possible) {
    const pair = { childId: person, registry, record }
    if (!isMeant(record) || before.get(nameOf(pair))?.decidedBy === 'PERSON') continue
    propose({ ...pair, kind: 'POSSIBLE', reason, version, score, waterfall })
  }

  for (const link of known.links) {
    const { record } = link
    const stands = link.decidedBy === 'PERSON' || !isOfRuns(link)
    if (record === null || !isMeant(record) || !link.isActive || stands) continue
    if (wanted.has(nameOf(link))) continue
    const by = link.decidedBy === 'MODEL' ? 'MODEL' : 'RULE'
    links.push({
      childId: link.childId,
      registry,
      record,
      kind: 'BROKEN',
      linkId: link.id,
      decidedBy: by,
      version,
      certainty: 'NONE',
      score: link.score ?? 0,
      waterfall: [],
    })
  }

  const withdrawn: KnownCase[] = []
  for (const open of known.openCases) {
    if (!isMeant(open.record)) continue
    const same = cases.get(nameOf(open))
    if (same?.kind === open.kind && same.reason === open.reason) cases.delete(nameOf(open))
    else withdrawn.push(open)
  }
  return { links, opened: [...cases.values()], withdrawn, unchanged }

  /** Once for a pair, and not again what a person was asked before. */
  function propose(one: NewCase): void {
    const name = nameOf(one)
    const last = before.get(name)?.history.findLast(isOfPerson)
    const answered = last?.caseId ? known.decidedCases.get(last.caseId) : undefined
    const isAnswered = answered?.reason === one.reason && answered.version === one.version
    if (!cases.has(name) && !isAnswered) cases.set(name, one)
  }
}

/** What follows from a pregnancy or a birth is not a run's to break. */
function isOfRuns({ decidedBy, version }: LinkState): boolean {
  const [rule = ''] = (version ?? '').split('/')
  return decidedBy === 'MODEL' || Object.hasOwn(RULES, rule)
}

/** For who is shown what a run would do. */
export function toLinkChanges({ links, opened, withdrawn, unchanged }: Difference): LinkChanges {
  const of = (kind: LinkChange['kind']) => links.filter((link) => link.kind === kind).map(toPair)
  return {
    made: of('MADE'),
    broken: of('BROKEN'),
    rescored: of('RESCORED'),
    opened: opened.map((one) => ({ ...toPair(one), kind: one.kind, reason: one.reason })),
    withdrawn: withdrawn.map(toPair),
    unchanged,
  }
}

function toPair({ childId, registry, record }: PairOfRun): PairOfRun {
  return { childId, registry, record }
}

/** Whether a person's decision, about this pair or about one of the two, leaves no place for a link. */
function openDecided(links: readonly LinkState[]) {
  const byPerson = links.filter(({ decidedBy }) => decidedBy === 'PERSON')
  const refused = new Set(byPerson.filter(({ isActive }) => !isActive).map(nameOf))
  const inForce = byPerson.filter(({ isActive }) => isActive)
  const ownerOf = new Map(inForce.map(({ record, childId }) => [record, childId]))
  const recordsOf = Map.groupBy(inForce, ({ childId }) => childId)
  const onBsn = saidOnBsn(links)

  return {
    speaksAgainst(pair: PairOfRun, waterfall: Evidence['waterfall']): boolean {
      const { childId, record } = pair
      const owner = ownerOf.get(record)
      const own = recordsOf.get(childId) ?? []
      if (own.some((link) => link.record === record)) return false
      if (refused.has(nameOf(pair)) || (owner !== undefined && owner !== childId)) return true
      if (own.some((link) => link.record !== null)) return true
      const isBroken = onBsn.get(placeOf(pair))?.isBroken === true
      return isBroken && isByBsn(pair, waterfall)
    },
  }
}

function isOfPerson({ decidedBy }: LinkEvent): boolean {
  return decidedBy === 'PERSON'
}

/** A rule decides the same, whatever the weights are; a model does not. */
function isOther(
  link: LinkState,
  now: Pick<LinkChange, 'decidedBy' | 'version' | 'certainty' | 'score'>,
): boolean {
  if (link.decidedBy === 'PERSON') return false
  if (link.decidedBy !== now.decidedBy || link.version !== now.version) return true
  if (link.certainty !== now.certainty) return true
  return now.decidedBy === 'MODEL' && link.score !== now.score
}

function versionOf(by: DecidedBy): string {
  if (by.kind === 'RULE') return `${by.rule}/${by.version}`
  return by.kind === 'MODEL' ? by.version : ''
}

function nameOf({ childId, record }: { childId: string; record: string | null }): string {
  return `${childId}\n${record ?? ''}`
}
