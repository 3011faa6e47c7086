/**
 * An OpenTelemetry collector for tests: takes spans by OTLP over HTTP, and keeps them.
 *
 * @module
 */

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { keep } from './sinks.ts'

export interface CollectedSpan {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly name: string
  readonly kind: number
  readonly attributes: Readonly<Record<string, unknown>>
  readonly startTimeUnixNano: string
  readonly endTimeUnixNano: string
}

export interface Collector {
  readonly url: string
  /** Everything that came, as it came. */
  readonly texts: readonly string[]
  spansOf(traceId: string): readonly CollectedSpan[]
  close(): Promise<void>
}

interface Value {
  readonly key: string
  readonly value: Readonly<Record<string, unknown>>
}
type Sent = Omit<CollectedSpan, 'attributes'> & { readonly attributes?: readonly Value[] }
interface Request {
  readonly resourceSpans: readonly {
    readonly scopeSpans: readonly { readonly spans: readonly Sent[] }[]
  }[]
}

export async function openCollector(): Promise<Collector> {
  const texts: string[] = []
  const server = createServer(async (request, response) => {
    texts.push(await text(request))
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    texts,
    spansOf: (traceId) => texts.flatMap(spansIn).filter((span) => span.traceId === traceId),
    close() {
      keep('trace', ...texts)
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

function spansIn(sent: string): readonly CollectedSpan[] {
  const { resourceSpans } = JSON.parse(sent) as Request
  const spans = resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((one) => one.spans))
  return spans.map(({ attributes = [], ...span }) => ({
    ...span,
    attributes: Object.fromEntries(
      attributes.map(({ key, value }) => [key, Object.values(value)[0]]),
    ),
  }))
}
