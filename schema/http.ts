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
  /** From now on each answer is the last on its connection, so that nobody is cut off when it closes. */
  letGo(): void
  /** Takes no more requests, lets those under way finish for so long, and then ends. Default: 5 s. */
  close(withinMs?: number): Promise<void>
}

type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** Rejects with the system's own error when the port is taken. */
export async function listen(handle: Handle, port: number, host: string): Promise<Listening> {
  const answering = new Set<ServerResponse>()
  let isLettingGo = false
  const server = createServer((request, response) => {
    answering.add(response)
    response.on('close', () => answering.delete(response))
    if (isLettingGo) response.shouldKeepAlive = false
    handle(request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500)
      response.end()
    })
  })
  server.listen(port, host)
  await once(server, 'listening')
  const address = server.address() as AddressInfo
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address
  function letGo(): void {
    isLettingGo = true
    for (const response of answering) response.shouldKeepAlive = false
  }

  return {
    url: `http://${name}:${address.port}`,
    port: address.port,
    letGo,
    close(withinMs = GRACE_MS) {
      letGo()
      return close(server, withinMs)
    },
  }
}

const GRACE_MS = 5_000

async function close(server: Server, withinMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const late = setTimeout(() => server.closeAllConnections(), withinMs)
  await closed
  clearTimeout(late)
}

/**
 * The whole body as text, or undefined when it is larger than that or not UTF-8. Who sends too much is heard out for a
 * while: who is cut off in the middle of a sentence does not hear why.
 */
export async function readBody(
  request: IncomingMessage,
  mostBytes: number,
): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > HEARD_OUT * mostBytes) return undefined
    if (length > mostBytes) chunks.length = 0
    else chunks.push(chunk)
  }
  if (length > mostBytes) return undefined
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
  } catch {
    return undefined
  }
}

/** Times what is allowed. */
const HEARD_OUT = 32

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...SAFE })
  response.end(JSON.stringify(body))
}

/**
 * What is answered is about persons: no cache keeps it, no browser guesses what it is, runs anything in it, shows it in a
 * page of another, or tells another where it came from. Encryption, and that nobody goes without it
 * (Strict-Transport-Security), is for what stands in front.
 */
export const SAFE = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const
