/**
 * The accounting as text for another system: Logboek Dataverwerkingen as OTLP spans, or all of it as JSON lines.
 *
 * @module
 */

import type pg from 'pg'
import { ACTS, type ActKind } from '../privacy/accounting.ts'
import { CONSENT } from './accounting-records.ts'

export const EXPORTS = ['ndjson', 'otlp'] as const
export type ExportFormat = (typeof EXPORTS)[number]

interface ProcessingRow {
  readonly trace_id: string
  readonly span_id: string
  readonly parent_span_id: string
  readonly name: string
  readonly started: string
  readonly ended: string | null
  readonly processing_activity: string
  readonly data_subject: string
  readonly data_subject_type: string
  readonly registry: string
  readonly parts: readonly string[]
  readonly outcome: string | null
}

interface EventRow {
  readonly trace_id: string
  readonly span_id: string
  readonly parent_span_id: string | null
  readonly at: string
  readonly kind: string
  readonly registry: string
  readonly parts: readonly string[]
  readonly user_id: string | null
  readonly role: string | null
  readonly organisation: string | null
  readonly purpose: string | null
  readonly relation: string | null
  readonly authorisation: string
  readonly access_point: string
  readonly outcomes: readonly string[] | null
}

/** Lines, from a moment on. Inside a transaction of who calls. */
export async function* exportLines(
  client: pg.ClientBase,
  format: ExportFormat,
  since: Date,
): AsyncIterable<string> {
  for await (const rows of pagesOf<ProcessingRow>(client, PROCESSINGS, since)) {
    if (format === 'otlp') yield JSON.stringify(toOtlp(rows))
    else for (const row of rows) yield JSON.stringify(toLogboek(row))
  }
  if (format === 'otlp') return
  for await (const rows of pagesOf<EventRow>(client, EVENTS, since)) {
    for (const row of rows) yield JSON.stringify(toNen7513(row))
  }
}

const A_PAGE = 500

async function* pagesOf<R>(
  client: pg.ClientBase,
  text: string,
  since: Date,
): AsyncIterable<readonly R[]> {
  await client.query(`declare accounts no scroll cursor for ${text}`, [since])
  for (;;) {
    const { rows } = await client.query(`fetch ${A_PAGE} from accounts`)
    if (rows.length === 0) break
    yield rows as R[]
  }
  await client.query('close accounts')
}

const PROCESSINGS = `
  select trace_id, span_id, parent_span_id, name, processing_activity, data_subject, data_subject_type, registry,
    parts, outcome, ${nanos('started_at')} as started, ${nanos('ended_at')} as ended
  from accounting.logboek where started_at >= $1 order by started_at, chain, block, place`

const EVENTS = `
  select trace_id, span_id, parent_span_id, kind, registry, parts, user_id, role, organisation, purpose, relation,
    authorisation, access_point, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
    (select array_agg(distinct o.outcome) from accounting.outcome o
     where o.span_id = event.span_id
       or o.span_id in (select p.span_id from accounting.processing p
                        where p.chain = event.chain and p.block = event.block and p.parent_span_id = event.span_id)
    ) as outcomes
  from accounting.event where at >= $1 order by at, chain, block, place`

function nanos(column: string): string {
  return `(extract(epoch from ${column}) * 1000000)::bigint::text || '000'`
}

/** An OTLP request of one page: ExportTraceServiceRequest, as JSON. */
function toOtlp(rows: readonly ProcessingRow[]) {
  const spans = rows.map((row) => {
    const attributes = attributesOf(row)
    return {
      traceId: row.trace_id,
      spanId: row.span_id,
      parentSpanId: row.parent_span_id,
      name: row.name,
      kind: 1,
      startTimeUnixNano: row.started,
      endTimeUnixNano: row.ended ?? row.started,
      attributes: Object.entries(attributes).map(([key, value]) => ({
        key,
        value: Array.isArray(value)
          ? { arrayValue: { values: value.map((stringValue) => ({ stringValue })) } }
          : { stringValue: value },
      })),
      status: { code: statusOf(row) },
    }
  })
  return {
    resourceSpans: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'kindlijn' } }] },
        scopeSpans: [{ scope: { name: 'logboek-dataverwerkingen' }, spans }],
      },
    ],
  }
}

function toLogboek(row: ProcessingRow) {
  return {
    log: 'logboek-dataverwerkingen',
    trace_id: row.trace_id,
    span_id: row.span_id,
    parent_span_id: row.parent_span_id,
    name: row.name,
    start_time: row.started,
    end_time: row.ended,
    status: statusOf(row),
    attributes: attributesOf(row),
  }
}

function attributesOf(row: ProcessingRow): Record<string, string | readonly string[]> {
  return {
    'dpl.core.processing_activity_id': row.processing_activity,
    'dpl.core.data_subject_id': row.data_subject,
    'dpl.core.data_subject_id_type': row.data_subject_type,
    'kindlijn.registry': row.registry,
    'kindlijn.parts': row.parts,
    'kindlijn.outcome': row.outcome ?? 'unknown',
  }
}

/** As OpenTelemetry has it: 0 where nobody knows, 1 for what went well, 2 for what did not. */
function statusOf({ outcome }: ProcessingRow): 0 | 1 | 2 {
  if (outcome === null) return 0
  return outcome === 'failed' ? 2 : 1
}

/** Named as NEN 7513 (and DICOM's audit messages) name them. */
function toNen7513(row: EventRow) {
  const [relation = null, consent = null] = row.relation?.split(CONSENT) ?? []
  return {
    log: 'nen-7513',
    traceId: row.trace_id,
    spanId: row.span_id,
    parentSpanId: row.parent_span_id,
    EventID: row.kind,
    EventActionCode: Object.hasOwn(ACTS, row.kind) ? ACTS[row.kind as ActKind].action : 'E',
    EventOutcomeIndicator: indicatorOf(row),
    EventDateTime: row.at,
    UserID: row.user_id,
    RoleIDCode: row.role,
    organisation: row.organisation,
    purposeOfUse: row.purpose,
    NetworkAccessPointID: row.access_point,
    autorisatieProtocol: row.authorisation,
    behandelrelatieProtocol: relation,
    toestemmingsProfiel: consent,
    AuditSourceID: row.registry,
    ParticipantObjectQuery: row.parts,
  }
}

/** 0: went well. 4: was refused, or went wrong for some. 8: went wrong. 12: nobody knows how it ended. */
function indicatorOf({ kind, outcomes }: EventRow): 0 | 4 | 8 | 12 {
  if (kind.endsWith('refused')) return 4
  if (outcomes === null) return ['read', 'search', 'account'].includes(kind) ? 12 : 0
  if (!outcomes.includes('failed')) return 0
  return outcomes.length > 1 ? 4 : 8
}
