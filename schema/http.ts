/**
 * The little of HTTP that the gateway and the subgraph servers share.
 *
 * @module
 */

import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Listening {
  readonly url: string
  readonly port: number
  /** Takes no more requests, lets those under way finish for a while, and then ends. */
  close(): Promise<void>
}

type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** Rejects with the system's own error when the port is taken. */
export async function listen(handle: Handle, port: number, host: string): Promise<Listening> {
  const server = createServer((request, response) => {
    handle(request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500)
      response.end()
    })
  })
  server.listen(port, host)
  await once(server, 'listening')
  const address = server.address() as AddressInfo
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address
  return {
    url: `http://${name}:${address.port}`,
    port: address.port,
    close: () => close(server),
  }
}

const GRACE_MS = 5_000

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const late = setTimeout(() => server.closeAllConnections(), GRACE_MS)
  await closed
  clearTimeout(late)
}

/** The whole body as text, or undefined when it is larger than that or not UTF-8. */
export async function readBody(
  request: IncomingMessage,
  mostBytes: number,
): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > mostBytes) return undefined
    chunks.push(chunk)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
  } catch {
    return undefined
  }
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...NO_STORE })
  response.end(JSON.stringify(body))
}

/** What is answered is about persons: no cache keeps it, and no browser guesses what it is. */
export const NO_STORE = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
} as const
