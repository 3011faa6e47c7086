/**
 * What was done for a request, in which order and for how long: from the client's call down to the name of a statement.
 *
 * A span says which part, which registry, how many, and how it ended; never about whom. Its attributes are those of a
 * table, and each goes through the scrubber. Spans are OpenTelemetry's; where no collector is named, none is made.
 *
 * @module
 */

import { randomBytes } from 'node:crypto'
import {
  type Attributes,
  type Context,
  context,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from '@opentelemetry/api'
import { GraphError } from '../schema/errors.ts'
import { scrub } from './scrub.ts'

/** Whatever else is told of a span is dropped. */
export const ATTRIBUTES = {
  'kindlijn.audience': 'Of the client.',
  'kindlijn.purpose': 'For which the client asks.',
  'kindlijn.operation': 'The name of a document that is known beforehand; else `other`.',
  'kindlijn.operation.hash': 'Of the document, without the values in it.',
  'kindlijn.cost': 'What the gateway estimated beforehand.',
  'kindlijn.entities': 'For how many entities a subgraph is asked in one call.',
  'kindlijn.registry': 'The slug of a registry.',
  'kindlijn.parts': 'Of a record: those that are asked of a registry.',
  'kindlijn.records': 'About how many children a registry is asked at once.',
  'kindlijn.outcome': '`answered`, `errors`, `failed`, or a code of `schema/errors.ts`.',
  'db.system.name': 'Always `postgresql`.',
  'db.query.summary': 'The name of a statement; never its text or its values.',
  'http.request.method': 'To a registry.',
  'http.response.status_code': 'Of the answer.',
} as const

export type Told = { readonly [A in keyof typeof ATTRIBUTES]?: string | number | undefined }
export type Tell = (told: Told) => void

/** What there are spans of. */
const KINDS = {
  graphql: SpanKind.SERVER,
  plan: SpanKind.INTERNAL,
  fetch: SpanKind.CLIENT,
  subgraph: SpanKind.SERVER,
  read: SpanKind.INTERNAL,
  search: SpanKind.INTERNAL,
  account: SpanKind.INTERNAL,
  http: SpanKind.CLIENT,
  sql: SpanKind.CLIENT,
} as const
export type Kind = keyof typeof KINDS

const TRACER = 'kindlijn'
const NOBODY: Tell = () => undefined

/** A span around some work, below that in which it is done. Outside of a request that is traced: the work alone. */
export function spanned<T>(
  kind: Kind,
  what: string,
  told: Told,
  work: (tell: Tell) => Promise<T>,
): Promise<T> {
  const above = context.active()
  if (!isTraced(above)) return work(NOBODY)
  const name = scrub(`${kind} ${what}`)
  const span = trace.getTracer(TRACER).startSpan(name, { kind: KINDS[kind] }, above)
  span.setAttributes(toAttributes(told))
  return context
    .with(trace.setSpan(above, span), () => work((more) => span.setAttributes(toAttributes(more))))
    .catch((error: unknown) => {
      // Not what it says: that may be another's words.
      fail(span, error instanceof GraphError ? error.code : 'failed')
      throw error
    })
    .finally(() => span.end())
}

/** Without a collector there is nothing above. */
function isTraced(above: Context): boolean {
  const flags = trace.getSpan(above)?.spanContext().traceFlags ?? TraceFlags.NONE
  return (flags & TraceFlags.SAMPLED) !== 0
}

/** The span of a client's request, which has the ids under which it is accounted for. */
export interface RequestSpan {
  /** 32 hex digits. */
  readonly traceId: string
  /** 16 hex digits. */
  readonly spanId: string
  within<T>(work: () => T): T
  end(told: Told): void
}

/** Of the client's own trace, where it names one. */
export function openRequestSpan(traceparent: string | undefined): RequestSpan {
  const theirs = readTraceparent(traceparent)
  const above = theirs ? trace.setSpanContext(ROOT_CONTEXT, theirs) : ROOT_CONTEXT
  const span = trace.getTracer(TRACER).startSpan('graphql', { kind: KINDS.graphql }, above)
  if (!span.isRecording()) return untraced(theirs?.traceId)
  return {
    ...span.spanContext(),
    within: (work) => context.with(trace.setSpan(above, span), work),
    end(told) {
      const { 'http.response.status_code': status = 500 } = told
      span.setAttributes(toAttributes(told))
      if (Number(status) >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
      span.end()
    },
  }
}

function untraced(theirs: string | undefined): RequestSpan {
  const ids = randomBytes(24).toString('hex')
  const spanId = ids.slice(0, 16)
  return {
    traceId: theirs ?? ids.slice(16),
    spanId,
    within: (work) => work(),
    end: () => undefined,
  }
}

/** Below a span of another process, where that is one of this trace. */
export function spannedBelow<T>(
  traceparent: string | undefined,
  traceId: string,
  kind: Kind,
  what: string,
  work: (tell: Tell) => Promise<T>,
): Promise<T> {
  const theirs = readTraceparent(traceparent)
  if (theirs?.traceId !== traceId) return work(NOBODY)
  const above = trace.setSpanContext(ROOT_CONTEXT, theirs)
  return context.with(above, () => spanned(kind, what, {}, work))
}

/** What another process is told, so that its spans are below ours. */
export function traceparentOf(traceId: string): string {
  const span = trace.getSpan(context.active())?.spanContext()
  return span
    ? `00-${span.traceId}-${span.spanId}-0${span.traceFlags & TraceFlags.SAMPLED}`
    : `00-${traceId}-${randomBytes(8).toString('hex')}-00`
}

/** W3C trace context. What is not valid is none. */
function readTraceparent(traceparent: string | undefined): SpanContext | undefined {
  const [, traceId = '', spanId = '', flags = ''] = TRACEPARENT.exec(traceparent ?? '') ?? []
  if (traceId === '' || /^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined
  return {
    traceId,
    spanId,
    traceFlags: Number.parseInt(flags, 16) & TraceFlags.SAMPLED,
    isRemote: true,
  }
}

const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/

/** What an answer with an error in it, and a call that failed, have in common. */
function fail(span: Span, outcome: string): void {
  span.setAttributes(toAttributes({ 'kindlijn.outcome': outcome }))
  span.setStatus({ code: SpanStatusCode.ERROR })
}

const LONGEST = 200

function toAttributes(told: Told): Attributes {
  const attributes: Attributes = {}
  for (const [name, value] of Object.entries(told)) {
    if (value === undefined || !Object.hasOwn(ATTRIBUTES, name)) continue
    attributes[name] = typeof value === 'number' ? value : scrub(value.slice(0, LONGEST))
  }
  return attributes
}
