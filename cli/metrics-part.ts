/**
 * `/metrics` of a process, on a port of its own that no client of the graph reaches.
 *
 * @module
 */

import type { Config } from '../config.ts'
import { type Listening, listen } from '../schema/http.ts'
import { measureProcess, metricsPage } from '../schema/metrics.ts'

/** Undefined where nobody asked for it. */
export async function serveMetrics(config: Config): Promise<Listening | undefined> {
  const { KINDLIJN_METRICS_PORT: port, KINDLIJN_HOST: host } = config
  if (port === undefined) return undefined
  measureProcess()
  return listen(
    async ({ method, url }, response) => {
      if (method !== 'GET' || url !== '/metrics') return void response.writeHead(404).end()
      const { type, text } = await metricsPage()
      response.writeHead(200, { 'content-type': type }).end(text)
    },
    port,
    host,
  )
}
