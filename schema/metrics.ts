/**
 * What is measured while the graph runs, for Prometheus.
 *
 * A label is the name of a part, a registry, an audience or a code, out of lists of ours: never a word of a client, of a
 * registry's answer, or of a person. An operation has a label only where it is a document that was known beforehand.
 *
 * @module
 */

import { Counter, collectDefaultMetrics, Gauge, Histogram, register } from 'prom-client'

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const CHILDREN = [1, 2, 5, 10, 20, 50, 100, 200, 500]

/** What stands in a label, and so how many different ones there can be. */
export const LABELS = {
  audience: 'One of the audiences; `nobody` where no token was accepted.',
  operation:
    'The name of a document that is known beforehand (`KINDLIJN_DOCUMENTS`); `other` for all that clients write themselves.',
  status: 'The status of HTTP; 499 where the client was gone before the answer.',
  code: 'One of the [errors](errors.md), or one that GraphQL has itself.',
  subgraph: 'The name of a subgraph.',
  registry:
    'The name of a link in `registries/`; of a store of deliveries: the name of its schema.',
  outcome: '`answered`, `errors`, `aborted`, `failed`, or one of the [errors](errors.md).',
  kind: 'What a subgraph did wrong.',
} as const

export const METRICS = {
  requests: new Histogram({
    name: 'kindlijn_request_seconds',
    help: 'How long a request to the gateway took.',
    labelNames: ['audience', 'operation', 'status'],
    buckets: SECONDS,
  }),
  errors: new Counter({
    name: 'kindlijn_errors_total',
    help: 'Errors told to clients, by their code.',
    labelNames: ['code'],
  }),
  calls: new Histogram({
    name: 'kindlijn_subgraph_call_seconds',
    help: 'How long a call of the gateway to a subgraph took.',
    labelNames: ['subgraph', 'outcome'],
    buckets: SECONDS,
  }),
  entities: new Histogram({
    name: 'kindlijn_subgraph_entities',
    help: 'For how many entities a subgraph was asked in one call.',
    labelNames: ['subgraph'],
    buckets: CHILDREN,
  }),
  sources: new Histogram({
    name: 'kindlijn_source_seconds',
    help: 'How long a question to a registry, or to the store of what it delivered, took.',
    labelNames: ['registry', 'outcome'],
    buckets: SECONDS,
  }),
  refused: new Counter({
    name: 'kindlijn_source_refused_total',
    help: 'Questions to a registry that were not asked: too many waited before them.',
    labelNames: ['registry'],
  }),
  plans: new Histogram({
    name: 'kindlijn_plan_seconds',
    help: 'How long it took to plan an operation that was not known: a request less than this came out of the cache.',
    buckets: SECONDS,
  }),
  children: new Histogram({
    name: 'kindlijn_source_children',
    help: 'About how many children a registry was asked at once.',
    labelNames: ['registry'],
    buckets: CHILDREN,
  }),
  accounting: new Histogram({
    name: 'kindlijn_accounting_seconds',
    help: 'How long a reading waited until it was written down that it is about to be done.',
    buckets: SECONDS,
  }),
  circuit: new Gauge({
    name: 'kindlijn_source_circuit_open',
    help: 'Whether a registry is left alone for a while: 1 while it is.',
    labelNames: ['registry'],
  }),
  upToDateTo: new Gauge({
    name: 'kindlijn_source_up_to_date_seconds',
    help: 'Until when what a registry says is complete, in seconds since 1970.',
    labelNames: ['registry'],
  }),
  shed: new Counter({
    name: 'kindlijn_requests_shed_total',
    help: 'Requests that were refused unread, since the gateway was behind with its work.',
  }),
  securityEvents: new Counter({
    name: 'kindlijn_security_events_total',
    help: 'What operators must look at: a subgraph that mixed up its answers.',
    labelNames: ['kind', 'subgraph'],
  }),
  droppedLines: new Counter({
    name: 'kindlijn_log_lines_dropped_total',
    help: 'Lines of the log that nobody read in time.',
  }),
  supergraph: new Gauge({
    name: 'kindlijn_supergraph_refused',
    help: 'Whether the newest supergraph cannot be served, so that an older one is: 1 while it is.',
  }),
} as const

/** The event loop, memory and garbage collection of this process; once. */
export function measureProcess(): void {
  if (!register.getSingleMetric('nodejs_eventloop_lag_seconds')) collectDefaultMetrics()
}

/** As Prometheus reads them. */
export async function metricsPage(): Promise<{ readonly type: string; readonly text: string }> {
  return { type: register.contentType, text: await register.metrics() }
}
