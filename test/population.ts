/**
 * The sandbox's population register for a test, behind a proxy that keeps what went over the wire.
 *
 * @module
 */
import { text } from 'node:stream/consumers'
import { loadBrp, serveBrp } from '../sandbox/brp-server.ts'
import type { Family } from '../sandbox/population.ts'
import { makeDatabase } from './database.ts'
import { serveLoopback } from './loopback.ts'

export interface Population {
  /** The server of the OpenAPI. */
  readonly url: string
  /** Of its history. */
  readonly historyUrl: string
  /** What was asked since it was last emptied. */
  readonly questions: Record<string, unknown>[]
  close(): Promise<void>
}

export async function servePopulation(families: readonly Family[]): Promise<Population> {
  const database = await makeDatabase()
  await loadBrp({ databaseUrl: database.url, families })
  const register = await serveBrp({ databaseUrl: database.url, port: 0, host: '127.0.0.1' })
  const questions: Record<string, unknown>[] = []
  const proxy = await serveLoopback(async (request, response) => {
    const body = await text(request)
    questions.push(JSON.parse(body))
    const answer = await fetch(new URL(request.url ?? '', register.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    const type = answer.headers.get('content-type') ?? ''
    response.writeHead(answer.status, { 'content-type': type }).end(await answer.text())
  })

  return {
    url: proxy.url + new URL(register.url).pathname,
    historyUrl: proxy.url + new URL(register.historyUrl).pathname,
    questions,
    async close() {
      await proxy.close()
      await register.close()
      await database.drop()
    },
  }
}
