/**
 * Where the spans of a process go: to an OpenTelemetry collector, when one is named.
 *
 * They are sent beside the work, in batches. A collector that is slow or gone costs spans, and no request waits for it.
 *
 * @module
 */

import { context, trace } from '@opentelemetry/api'
import type { Config } from '../config.ts'

export interface Tracing {
  /** Sends what it has now. */
  flush(): Promise<void>
  /** Sends what is left. */
  close(): Promise<void>
}

const OFF: Tracing = { flush: async () => undefined, close: async () => undefined }
/** Of one sending, also of the last. */
const PATIENCE_MS = 2_000

export async function startTracing(
  { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }: Pick<Config, 'OTEL_EXPORTER_OTLP_ENDPOINT'>,
  part: string,
): Promise<Tracing> {
  if (endpoint === undefined) return OFF
  // Not loaded where nobody asked for it.
  const [{ AsyncLocalStorageContextManager }, { OTLPTraceExporter }, resources, sdk] =
    await Promise.all([
      import('@opentelemetry/context-async-hooks'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
      import('@opentelemetry/sdk-trace'),
    ])
  const url = `${endpoint.replace(/\/$/, '')}/v1/traces`
  const exporter = new OTLPTraceExporter({ url, timeoutMillis: PATIENCE_MS })
  const provider = new sdk.TracerProvider({
    resource: resources.resourceFromAttributes({ 'service.name': `kindlijn-${part}` }),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter, exportTimeoutMillis: PATIENCE_MS })],
  })
  trace.setGlobalTracerProvider(provider)
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  return {
    flush: () => provider.forceFlush().catch(() => undefined),
    async close() {
      await provider.shutdown().catch(() => undefined)
      trace.disable()
      context.disable()
    },
  }
}
