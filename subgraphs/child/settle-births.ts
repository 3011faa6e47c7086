/**
 * Writes down which newborn was found to be which child of a pregnancy, and what is left for a person to decide.
 *
 * Whoever was given an id keeps it. A child of a pregnancy that is found in the register keeps the id of before its
 * birth; where the register's person had got one too, because the pregnancy was told later, that one answers for both.
 *
 * @module
 */

import { Bsn } from '../../privacy/bsn.ts'
import { daysBetween, type Newborn } from './carried-child.ts'
import type { IndexClient } from './index-database.ts'
import { CARRIED_RULE } from './known-child.ts'
import { addCases, casesOf, closeCases } from './link-cases.ts'
import { isSevering, type LinkEvent } from './link-events.ts'
import { addLinkEvents, linksOf, type NewLinkEvent } from './link-rows.ts'
import {
  givePersons,
  type StoredOutcome,
  type StoredPregnancy,
  writeFetuses,
  writePregnancies,
} from './pregnancy-rows.ts'
import {
  type Doubt,
  PROMOTION_RULES,
  type Promotion,
  type PromotionDecision,
  promote,
} from './promotion.ts'
import { scoreOf } from './promotion-evidence.ts'
import type { MergedFetus, MergedPregnancy } from './told-pregnancies.ts'

export interface BirthsToSettle {
  readonly pregnancies: readonly MergedPregnancy[]
  readonly newborns: readonly Newborn[]
  /** Women whom the population register does not have (any more), by their digits. */
  readonly gone: ReadonlySet<string>
  readonly populationRegistry: string
  readonly today: string
}

export interface SettledBirths {
  readonly promotions: readonly Promotion[]
  readonly doubts: readonly Doubt[]
}

export async function settleBirths(
  client: IndexClient,
  births: BirthsToSettle,
): Promise<SettledBirths> {
  const { populationRegistry: population, newborns } = births
  const all = births.pregnancies.flatMap(({ children }) => children)
  const known = all.filter(({ isNew }) => !isNew).map(({ id }) => id)
  const decisions = await decisionsOf(client, population, known)
  const { promotions, doubts } = promote(births.pregnancies, newborns, decisions)

  const ids = await idsOfPersons(
    client,
    promotions.map(({ person }) => person),
  )
  const alreadyCarried = await carriedAmong(client, [...ids.values()])
  const found = new Map(promotions.map((promotion) => [promotion.child, promotion]))
  const fetuses = new Map<string, MergedFetus>()
  const given: { id: string; bsn: Bsn }[] = []
  const events: NewLinkEvent[] = []

  const pregnancies = births.pregnancies.map((pregnancy): MergedPregnancy => {
    const children = pregnancy.children.map((child) => {
      const promotion = found.get(child.id)
      const settled = promotion ? promoted(pregnancy, child, promotion) : child
      if (settled.isNew || settled.keyBefore !== null) events.push(...toRecord(pregnancy, settled))
      return { ...settled, outcome: outcomeOfChild(settled, pregnancy) }
    })
    for (const [i, child] of children.entries()) {
      fetuses.set(pregnancy.children[i]?.id ?? '', child)
    }
    return { ...pregnancy, children, outcome: outcomeOf({ ...pregnancy, children }, births) }
  })

  await writePregnancies(client, pregnancies)
  await writeFetuses(
    client,
    pregnancies.flatMap(({ id, children }) =>
      children.map((child) => ({ ...child, pregnancyId: id })),
    ),
  )
  await givePersons(client, given)
  await addLinkEvents(client, await withLinkIds(client, events))
  await openDoubts(client, births, { doubts, fetuses })
  return { promotions, doubts }

  function promoted(
    { registry }: StoredPregnancy,
    child: MergedFetus,
    promotion: Promotion,
  ): MergedFetus {
    const { person, rule, evidence } = promotion
    const bsn = Bsn.parse(person)
    if (!bsn) return child
    const issued = ids.get(person)
    const takesOver = issued !== undefined && child.isNew && !alreadyCarried.has(issued)
    const id = takesOver ? issued : child.id
    const answeredBy = issued === undefined || takesOver ? null : issued
    if (issued === undefined) given.push({ id, bsn })
    if (answeredBy !== null && !child.isNew && child.keyBefore === null) {
      events.push(toLink(answeredBy, registry, child.key))
    }
    const decided = decisions.find((made) => made.child === child.id && made.person === person)
    events.push({
      childId: id,
      registry: population,
      record: person,
      kind: 'PROMOTED_AT_BIRTH',
      certainty: 'EXACT',
      score: scoreOf(evidence),
      evidence,
      ...(rule === null
        ? { decidedBy: 'PERSON', reason: decided?.reason, userId: decided?.userId }
        : { decidedBy: 'RULE', version: `${rule}/${PROMOTION_RULES[rule].version}` }),
      ...(answeredBy !== null && { reason: decided?.reason ?? 'TWO_IDS' }),
    })
    return { ...child, id, answeredBy, person }
  }
}

/** What birth care has of it is read by its own key. */
function toRecord({ registry }: StoredPregnancy, child: MergedFetus): NewLinkEvent[] {
  if (child.isLost) return []
  const { keyBefore } = child
  const ids = [child.id, child.answeredBy].filter((id) => id !== null)
  return ids.flatMap((id) => {
    const made = toLink(id, registry, child.key)
    return keyBefore === null
      ? [made]
      : [{ ...made, record: keyBefore, kind: 'BROKEN', certainty: 'NONE', reason: 'MOVED' }, made]
  })
}

/** Not weighed: the id was issued for it. */
const OF_PREGNANCY = [{ of: 'pregnancy', level: 'same', weight: 0 }] as const

function toLink(childId: string, registry: string, record: string): NewLinkEvent {
  return {
    ...{ childId, registry, record, kind: 'MADE', certainty: 'EXACT' },
    ...{ decidedBy: 'RULE', version: CARRIED_RULE, evidence: OF_PREGNANCY },
  }
}

/** After the longest pregnancy, and some weeks in which a birth is told late. */
const LONG_PAST_DAYS = 8 * 7

function outcomeOf(
  { outcome, dueOn, motherBsn, children }: MergedPregnancy,
  { gone, today }: BirthsToSettle,
): StoredOutcome {
  const isOpen = outcome === 'ONGOING' || outcome === 'UNKNOWN'
  if (!isOpen) return outcome
  if (children.some(({ person }) => person !== null)) return 'LIVE_BIRTH'
  const isLongPast = dueOn !== null && daysBetween(dueOn, today) > LONG_PAST_DAYS
  if (motherBsn && gone.has(motherBsn.reveal())) return 'MOVED'
  return isLongPast ? 'UNKNOWN' : outcome
}

function outcomeOfChild(child: MergedFetus, { outcome }: StoredPregnancy): StoredOutcome {
  if (child.person !== null && !child.isLost) return 'LIVE_BIRTH'
  return child.outcome === 'ONGOING' && outcome !== 'ONGOING' ? 'UNKNOWN' : child.outcome
}

/** A pair keeps the id of its link, whatever is said of it. */
async function withLinkIds(
  client: IndexClient,
  events: readonly NewLinkEvent[],
): Promise<readonly NewLinkEvent[]> {
  const known = new Map<string, string>()
  for (const [registry, own] of Map.groupBy(events, (event) => event.registry)) {
    const children = own.map(({ childId }) => childId)
    for (const { id, childId, record } of await linksOf(client, registry, {
      records: [],
      children,
    })) {
      known.set(`${childId} ${registry} ${record}`, id)
    }
  }
  return events.map((event) => {
    const { childId, registry, record } = event
    const linkId = known.get(`${childId} ${registry} ${record}`)
    return linkId === undefined ? event : { ...event, linkId }
  })
}

interface Decided extends PromotionDecision {
  readonly reason: string
  readonly userId: string
}

/** What persons said last of each of these pairs. */
async function decisionsOf(
  client: IndexClient,
  registry: string,
  children: readonly string[],
): Promise<readonly Decided[]> {
  if (children.length === 0) return []
  const links = await linksOf(client, registry, { records: [], children })
  return links.flatMap(({ childId, record, history }) => {
    const last = history.findLast(isOfPerson)
    if (record === null || last === undefined) return []
    const verdict = isSevering(last) ? 'NOT_LINK' : 'LINK'
    const { reason, userId } = last
    return [{ child: childId, person: record, verdict, reason: reason ?? '', userId: userId ?? '' }]
  })
}

function isOfPerson({ decidedBy }: LinkEvent): boolean {
  return decidedBy === 'PERSON'
}

async function idsOfPersons(
  { rows, sealer }: IndexClient,
  persons: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const sealed = new Map(
    persons.flatMap((digits) => {
      const bsn = Bsn.parse(digits)
      return bsn ? [[sealer.sealBsn(bsn), digits] as const] : []
    }),
  )
  if (sealed.size === 0) return new Map()
  const found = await rows<{ id: string; sealed_bsn: string }>(
    'births-known',
    'select id, sealed_bsn from child_index.child where sealed_bsn = any($1)',
    [[...sealed.keys()]],
  )
  return new Map(found.map(({ id, sealed_bsn }) => [sealed.get(sealed_bsn) ?? '', id]))
}

async function carriedAmong(
  { rows }: IndexClient,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const found = await rows<{ child_id: string }>(
    'births-carried',
    'select child_id from child_index.fetus where child_id = any($1::uuid[])',
    [ids],
  )
  return new Set(found.map(({ child_id }) => child_id))
}

interface Doubtful {
  readonly doubts: readonly Doubt[]
  /** As they were written, by the ids of before. */
  readonly fetuses: ReadonlyMap<string, MergedFetus>
}

/** A doubt is a case until it is decided, or is none any more. */
async function openDoubts(
  client: IndexClient,
  { populationRegistry: registry, newborns }: BirthsToSettle,
  { doubts, fetuses }: Doubtful,
): Promise<void> {
  const ids = [...fetuses.values()].map(({ id }) => id)
  const open = await openCasesOf(client, registry, ids)
  const wanted = doubts.flatMap(({ child, person, reason, evidence }) => {
    const id = fetuses.get(child)?.id
    if (id === undefined) return []
    const isBySaid = reason === 'CONTRADICTION'
    return [
      {
        childId: id,
        registry,
        record: person,
        kind: isBySaid ? ('CONTRADICTION' as const) : ('POSSIBLE' as const),
        reason,
        version: `P2/${PROMOTION_RULES.P2.version}`,
        score: scoreOf(evidence),
        waterfall: evidence,
      },
    ]
  })
  const isSame = (a: { childId: string; record: string; reason: string }, b: typeof a) =>
    a.childId === b.childId && a.record === b.record && a.reason === b.reason
  // Of who was not asked about, nothing is known that was not known before.
  const asked = new Set(newborns.map(({ person }) => person))
  const over = new Set(
    [...fetuses.values()].filter((one) => one.person !== null || one.isLost).map(({ id }) => id),
  )
  await closeCases(
    client,
    open
      .filter(({ record, childId }) => asked.has(record) || over.has(childId))
      .filter((one) => !wanted.some((other) => isSame(one, other)))
      .map(({ id }) => ({ caseId: id, kind: 'WITHDRAWN', reason: 'RUN' })),
  )
  await addCases(
    client,
    wanted.filter((one) => !open.some((other) => isSame(one, other))),
  )
}

async function openCasesOf(client: IndexClient, registry: string, children: readonly string[]) {
  const own = new Set(children)
  const open = await casesOf(client, registry)
  return open.filter(({ childId }) => own.has(childId))
}
