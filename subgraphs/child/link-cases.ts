/**
 * Cases: pairs that a person decides. Opened once, closed once, and never changed.
 *
 * @module
 */

import type { IndexClient } from './index-database.ts'
import { isId } from './index-sealer.ts'
import type { KnownCase, KnownLinks, NewCase } from './link-difference.ts'
import type { CasePage, LinkCase } from './link-index.ts'
import type { Weight } from './linkage/model.ts'

interface CaseRow {
  readonly id: string
  readonly opened_at: Date
  readonly child_id: string
  readonly registry: string
  readonly sealed_record: string
  readonly kind: LinkCase['kind']
  readonly reason: string
  readonly version: string
  readonly score: number
  readonly evidence: readonly Weight[] | null
}

const IS_OPEN = `not exists (
  select from child_index.link_case_event closing where closing.case_id = link_case.id)`

/** Oldest first. */
export async function openCases(
  { rows, sealer }: IndexClient,
  { first, after, registry }: CasePage,
): Promise<readonly LinkCase[]> {
  const found = await rows<CaseRow>(
    'child-index-cases',
    `select * from child_index.link_case
     where seq > coalesce((select seq from child_index.link_case where id = $1), 0)
       and ($2::text is null or registry = $2) and ${IS_OPEN} order by seq limit $3`,
    [after !== undefined && isId(after) ? after : null, registry ?? null, first],
  )
  return found.map((row) => toCase(row, sealer))
}

export async function openCase(
  { rows, sealer }: IndexClient,
  id: string,
): Promise<LinkCase | undefined> {
  const found = await rows<CaseRow>(
    'child-index-case',
    `select * from child_index.link_case where id = $1 and ${IS_OPEN}`,
    [id],
  )
  return found.map((row) => toCase(row, sealer))[0]
}

/** The open cases of one registry, or of these records in it. */
export async function casesOf(
  { rows, sealer }: IndexClient,
  registry: string,
  records?: readonly string[],
): Promise<readonly LinkCase[]> {
  const found = await rows<CaseRow>(
    'child-index-cases-of',
    `select * from child_index.link_case
     where registry = $1 and ($2::text[] is null or sealed_record = any($2)) and ${IS_OPEN}
     order by seq`,
    [registry, records?.map((record) => sealer.sealRecord(registry, record)) ?? null],
  )
  return found.map((row) => toCase(row, sealer))
}

/** Of one record, closed ones too. */
export async function casesEverOf(
  { rows, sealer }: IndexClient,
  registry: string,
  record: string,
): Promise<readonly LinkCase[]> {
  const found = await rows<CaseRow>(
    'child-index-cases-ever',
    'select * from child_index.link_case where registry = $1 and sealed_record = $2 order by seq',
    [registry, sealer.sealRecord(registry, record)],
  )
  return found.map((row) => toCase(row, sealer))
}

/** What persons answered already, of the cases from which these links were decided. */
export async function decidedCases(
  { rows }: IndexClient,
  links: KnownLinks['links'],
): Promise<KnownLinks['decidedCases']> {
  const ids = links.flatMap(({ history }) => history.flatMap(({ caseId }) => caseId ?? []))
  if (ids.length === 0) return new Map()
  const found = await rows<Pick<KnownCase, 'id' | 'reason' | 'version'>>(
    'child-index-decided',
    'select id, reason, version from child_index.link_case where id = any($1::uuid[])',
    [ids],
  )
  return new Map(found.map(({ id, reason, version }) => [id, { reason, version }]))
}

export async function addCases(
  { rows, sealer }: IndexClient,
  cases: readonly NewCase[],
): Promise<void> {
  if (cases.length === 0) return
  const list = cases.map(({ childId, registry, record, waterfall, ...rest }) => ({
    ...rest,
    child_id: childId,
    registry,
    sealed_record: sealer.sealRecord(registry, record),
    evidence: waterfall,
  }))
  await rows('child-index-open', OPEN, [JSON.stringify(list)])
}

const OPEN = `
  insert into child_index.link_case
    (child_id, registry, sealed_record, kind, reason, version, score, evidence)
  select (told ->> 'child_id')::uuid, told ->> 'registry', told ->> 'sealed_record',
    told ->> 'kind', told ->> 'reason', told ->> 'version', (told ->> 'score')::float8,
    told -> 'evidence'
  from jsonb_array_elements($1::jsonb) with ordinality as list (told, place) order by place`

export interface CaseClosing {
  readonly caseId: string
  readonly kind: 'DECIDED' | 'WITHDRAWN'
  readonly certainty?: string | undefined
  readonly reason: string
  readonly userId?: string | undefined
}

export async function closeCases(
  { rows }: IndexClient,
  closings: readonly CaseClosing[],
): Promise<void> {
  if (closings.length === 0) return
  await rows('child-index-close', CLOSE, [JSON.stringify(closings)])
}

const CLOSE = `
  insert into child_index.link_case_event (case_id, kind, certainty, reason, user_id)
  select (told ->> 'caseId')::uuid, told ->> 'kind', told ->> 'certainty', told ->> 'reason',
    told ->> 'userId'
  from jsonb_array_elements($1::jsonb) as list (told)`

function toCase(row: CaseRow, sealer: IndexClient['sealer']): LinkCase {
  const { id, opened_at, child_id, registry, sealed_record, evidence, ...rest } = row
  return {
    id,
    childId: child_id,
    registry,
    record: sealer.openRecord(registry, sealed_record),
    openedAt: opened_at,
    kind: rest.kind,
    reason: rest.reason,
    version: rest.version,
    score: rest.score,
    evidence: evidence ?? [],
  }
}
