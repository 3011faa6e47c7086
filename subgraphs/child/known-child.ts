/**
 * All that the index knows of children at one moment, in one statement for any number of them.
 *
 * @module
 */

import { Bsn } from '../../privacy/bsn.ts'
import { GraphError } from '../../schema/errors.ts'
import type { IndexClient } from './index-database.ts'
import { type IndexSealer, isId } from './index-sealer.ts'
import {
  foldLinks,
  isByBsn,
  type LinkEvent,
  type LinkState,
  registriesCut,
  withoutBrokenBsn,
} from './link-events.ts'
import type { Weight } from './linkage/model.ts'
import { RULES } from './linkage/rules.ts'
import type { Objection } from './objections.ts'

export interface KnownChild {
  readonly id: string
  /** UNBORN; BORN; ENDED for a pregnancy that ended without a living child: then nobody finds it. */
  readonly phase: 'UNBORN' | 'BORN' | 'ENDED'
  /** Undefined for who has none (yet). */
  readonly bsn: Bsn | undefined
  /** Of whom a pregnancy is known. */
  readonly fetus: Fetus | undefined
  /** Every link that was ever made, broken ones too. */
  readonly links: readonly LinkState[]
  /** The registries that may not be read by the child's BSN. */
  readonly cut: ReadonlySet<string>
  readonly openCases: readonly OpenCase[]
  /** All that were told until now, oldest first, also where the rest is of another moment. */
  readonly objections: readonly Objection[]
}

/** What a registry has under the child's BSN: linked, without anything written down, until a person breaks it. */
export function standingLink(
  { id, bsn, links, cut }: KnownChild,
  registry: string,
  sealer: IndexSealer,
): LinkState | undefined {
  const linkId = sealer.standingId(registry, id)
  const own = links.find((link) => link.id === linkId)
  if (!bsn) return own
  const isActive = !cut.has(registry)
  const last = own?.history.at(-1)
  return {
    id: linkId,
    childId: id,
    registry,
    record: null,
    isActive,
    decidedBy: last ? 'PERSON' : 'RULE',
    decidedAt: last?.at ?? null,
    version: last ? null : STANDING_RULE,
    certainty: isActive ? 'EXACT' : 'NONE',
    score: null,
    evidence: [],
    history: own?.history ?? [],
  }
}

const STANDING_RULE = `R1/${RULES.R1.version}`

export interface Fetus {
  readonly pregnancyId: string
  readonly rank: number
  /** Null while it is expected. */
  readonly outcome: string | null
}

/** For a person to decide. */
export interface OpenCase {
  readonly id: string
  readonly registry: string
  readonly record: string
  readonly kind: 'POSSIBLE' | 'CONTRADICTION'
  readonly reason: string
  readonly evidence: readonly Weight[]
}

/**
 * In the order of the ids; undefined for an id that was never issued, and for a child of whom none of these registries ever
 * had a record: both are one and the same to whoever asks.
 */
export async function lookAtChildren(
  { rows, sealer }: IndexClient,
  ids: readonly string[],
  knownAt?: Date,
  recordedIn?: readonly string[],
): Promise<readonly (KnownChild | undefined)[]> {
  const asked = [...new Set(ids)].filter(isId)
  if (asked.length === 0) return ids.map(() => undefined)
  const found = await rows<Row>('child-index-look', LOOK, [
    asked,
    knownAt ?? null,
    recordedIn ?? null,
  ])
  try {
    const known = new Map(
      found.map((row) => {
        const child = toKnownChild(row, sealer, knownAt)
        return [row.asked, row.is_known ? child : undefined]
      }),
    )
    return ids.map((id) => known.get(id))
  } catch (cause) {
    throw new GraphError('REGISTRY_UNAVAILABLE', { registry: 'child-index', cause })
  }
}

/** A person whom the register named, and who has an id. */
export interface FoundChild {
  readonly id: string
  /** As {@link lookAtChildren} tells it. */
  readonly known: KnownChild | undefined
}

/** The same of persons, in their order; undefined for who has no id yet. It takes one statement as well. */
export async function lookAtPersons(
  { rows, sealer }: IndexClient,
  bsns: readonly Bsn[],
  recordedIn?: readonly string[],
): Promise<readonly (FoundChild | undefined)[]> {
  const sealed = bsns.map(sealer.sealBsn)
  const found = await rows<FoundRow>('child-index-look-by-bsn', LOOK_BY_BSN, [
    [...new Set(sealed)],
    null,
    recordedIn ?? null,
  ])
  try {
    const children = new Map(
      found.map(({ found_bsn, found_id: id, ...row }) => {
        const known = isSeen(row) ? toKnownChild(row, sealer, undefined) : undefined
        return [found_bsn, { id, known }]
      }),
    )
    return sealed.map((text) => children.get(text))
  } catch (cause) {
    throw new GraphError('REGISTRY_UNAVAILABLE', { registry: 'child-index', cause })
  }
}

type FoundRow = (Row | { readonly asked: null }) & {
  readonly found_bsn: string
  readonly found_id: string
}

function isSeen(row: Row | { readonly asked: null }): row is Row {
  return row.asked !== null
}

interface Row {
  readonly asked: string
  readonly id: string
  /** False for an id that is nobody's: then this is the child that comes after it. */
  readonly is_known: boolean
  readonly sealed_bsn: string | null
  readonly fetus: {
    pregnancy_id: string
    rank: number
    outcome: string | null
    answered_by: string | null
  } | null
  readonly events: readonly EventRow[] | null
  readonly cases: readonly CaseRow[] | null
  readonly objections: readonly ObjectionRow[] | null
}

export interface EventRow {
  readonly seq: number
  readonly at: string
  readonly link_id: string
  readonly child_id: string
  readonly registry: string
  readonly sealed_record: string | null
  readonly kind: LinkEvent['kind']
  readonly decided_by: LinkEvent['decidedBy']
  readonly version: string | null
  readonly certainty: LinkEvent['certainty']
  readonly score: number | null
  readonly evidence: readonly Weight[] | null
  readonly reason: string | null
  readonly user_id: string | null
  readonly case_id: string | null
}

interface CaseRow {
  readonly id: string
  readonly registry: string
  readonly sealed_record: string
  readonly kind: OpenCase['kind']
  readonly reason: string
  readonly evidence: readonly Weight[]
}

interface ObjectionRow {
  readonly domain: Objection['domain']
  readonly purpose: Objection['purpose']
  readonly kind: Objection['kind']
  readonly source: string
  readonly valid_from: string
  readonly valid_until: string | null
  readonly recorded_at: string
}

// An id that is nobody's is looked for as long as that of a child with whom the viewer has nothing to do. Where an id is
// enough, the child that comes after it is read in its place, and dropped; where it takes a record, a condition that
// PostgreSQL sees through would let it stop before.
const looking = (asked: string) => `
  select asked.id as asked, child.id, child.id = coalesce(other.answered_by, asked.id) as is_known,
    child.sealed_bsn, to_jsonb(fetus) as fetus, told.*
  from ${asked} as asked (id)
  -- Of two ids that were issued for one child, one answers for both: since that was known.
  left join child_index.fetus other on other.child_id = asked.id
    and other.answered_by is not null
    and ($2::timestamptz is null or exists (select from child_index.link_event event
      where event.child_id = asked.id and event.kind = 'PROMOTED_AT_BIRTH' and event.at <= $2))
  left join lateral (select * from child_index.child next
    where next.id >= coalesce(other.answered_by, asked.id) order by next.id limit 1) child on true
  left join child_index.fetus on fetus.child_id = child.id
  cross join lateral (select
    (select jsonb_agg(event order by event.seq) from child_index.link_event event
      where event.child_id = child.id and ($2::timestamptz is null or event.at <= $2)) as events,
    (select jsonb_agg(open order by open.seq) from child_index.link_case open
      where open.child_id = child.id and ($2::timestamptz is null or open.opened_at <= $2)
        and not exists (select from child_index.link_case_event closing
          where closing.case_id = open.id
            and ($2::timestamptz is null or closing.at <= $2))) as cases,
    -- Whatever moment is asked about, and under whichever id it was told: the question is asked now.
    (select jsonb_agg(told order by told.seq) from child_index.objection told
      where told.child_id = child.id or told.child_id in
        (select same.child_id from child_index.fetus same where same.answered_by = child.id)
    ) as objections
  ) told
  where case when $3::text[] is null or exists (select from child_index.link_event event
      where event.child_id = coalesce(other.answered_by, asked.id) and event.registry = any($3))
    then child.id is not null else false end`

const LOOK = looking('unnest($1::uuid[])')

const LOOK_BY_BSN = `
  select found.sealed_bsn as found_bsn, found.id as found_id, seen.*
  from child_index.child found
  left join lateral (${looking('(select found.id)')}) seen on true
  where found.sealed_bsn = any($1::text[])`

function toKnownChild(row: Row, sealer: IndexSealer, knownAt: Date | undefined): KnownChild {
  const { id, sealed_bsn, events, cases, objections } = row
  const told = (events ?? []).map((event) => toLinkEvent(event, sealer))
  const links = withoutBrokenBsn(foldLinks(told))
  // A person may have had an id before his pregnancy was told.
  const fetus = knownAt === undefined || links.some(isOfBirth) ? row.fetus : null
  const openCases = (cases ?? []).map(
    ({ id, registry, sealed_record, kind, reason, evidence }): OpenCase => ({
      id,
      registry,
      record: sealer.openRecord(registry, sealed_record),
      kind,
      reason,
      evidence,
    }),
  )
  const own = sealed_bsn === null ? undefined : sealer.openBsn(sealed_bsn)
  const bsn = fetus ? bsnOfPromoted(links, own) : own
  return {
    id,
    phase: phaseOf(fetus?.outcome, fetus !== null && !bsn),
    bsn,
    fetus: fetus
      ? { pregnancyId: fetus.pregnancy_id, rank: fetus.rank, outcome: fetus.outcome }
      : undefined,
    links,
    cut: new Set([...registriesCut(links), ...doubted(openCases)]),
    openCases,
    objections: (objections ?? []).map(
      ({ domain, purpose, kind, source, valid_from, valid_until, recorded_at }) => ({
        domain,
        purpose,
        kind,
        source,
        from: valid_from,
        until: valid_until,
        recordedAt: new Date(recorded_at),
      }),
    ),
  }
}

/** While it is not decided whether what has the child's BSN is the child's, it is not read by it. */
function doubted(cases: readonly OpenCase[]): readonly string[] {
  return cases.flatMap(({ kind, registry, record, evidence }) =>
    kind === 'CONTRADICTION' && isByBsn({ childId: '', registry, record }, evidence)
      ? [registry]
      : [],
  )
}

/** As birth care told of it, or found in the register. */
function isOfBirth({ history }: LinkState): boolean {
  return history.some((event) => isPromotion(event) || event.version === CARRIED_RULE)
}

/** The link of a child to what birth care has of it, from the day on which that was told. */
export const CARRIED_RULE = 'U1/1'

/** Before its birth was found, who has a BSN now had none; and whose promotion was broken has none any more. */
function bsnOfPromoted(links: readonly LinkState[], own: Bsn | undefined): Bsn | undefined {
  const promotion = links.findLast(({ history }) => history.some(isPromotion))
  if (!promotion?.isActive) return undefined
  return Bsn.parse(promotion.record ?? '') ?? own
}

function isPromotion({ kind }: LinkEvent): boolean {
  return kind === 'PROMOTED_AT_BIRTH'
}

const ENDED: readonly unknown[] = ['STILLBIRTH', 'MISCARRIAGE', 'TERMINATION', 'RETRACTED']

function phaseOf(outcome: string | null | undefined, isExpected: boolean): KnownChild['phase'] {
  if (ENDED.includes(outcome)) return 'ENDED'
  return isExpected && outcome !== 'LIVE_BIRTH' ? 'UNBORN' : 'BORN'
}

export function toLinkEvent(row: EventRow, sealer: IndexSealer): LinkEvent {
  const { seq, at, kind, version, certainty, score, evidence, reason, registry } = row
  return {
    seq: Number(seq),
    at: new Date(at),
    linkId: row.link_id,
    childId: row.child_id,
    registry,
    record: row.sealed_record === null ? null : sealer.openRecord(registry, row.sealed_record),
    kind,
    decidedBy: row.decided_by,
    version,
    certainty,
    score,
    evidence: evidence ?? [],
    reason,
    userId: row.user_id,
    caseId: row.case_id,
  }
}
