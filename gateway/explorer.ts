/**
 * The explorer: GraphiQL, served whole from here, with the sandbox's personas and a shelf of saved questions.
 *
 * Without a sandbox there is no persona to pick: a token is then pasted into the bar. Nothing is loaded from
 * elsewhere, and neither a query nor a token ever gets into an address.
 *
 * @module
 */

import type { IncomingMessage, ServerResponse } from 'node:http'
import { SAFE, sendJson } from '../schema/http.ts'
import { findFile } from './explorer-files.ts'
import { EXPLORER_PAGE, EXPLORER_STYLE } from './explorer-page.ts'
import { EXPLORER_SCRIPT } from './explorer-script.ts'

export interface Explorer {
  /** The sandbox's identity provider; undefined where there is no sandbox. */
  readonly tokensUrl: string | undefined
  readonly questions: readonly SavedQuestion[]
}

export interface SavedQuestion {
  readonly name: string
  readonly title: string
  readonly query: string
}

export async function serveExplorer(
  pathname: string,
  request: IncomingMessage,
  response: ServerResponse,
  { tokensUrl, questions }: Explorer,
): Promise<void> {
  const persona = /^\/explorer\/token\/([a-z-]{1,40})$/.exec(pathname)?.[1]
  if (request.method === 'POST' && persona && tokensUrl) {
    // Another site's page cannot send this header without asking us first.
    if (request.headers['x-kindlijn-explorer'] !== '1') return sendJson(response, 403, {})
    return relay(response, await fetch(`${tokensUrl}/token/${persona}`, { method: 'POST' }))
  }
  if (request.method !== 'GET') return sendJson(response, 404, {})
  switch (pathname) {
    case '/':
      return sendText(response, 'html', EXPLORER_PAGE)
    case '/explorer/start.js':
      return sendText(response, 'js', EXPLORER_SCRIPT)
    case '/explorer/style.css':
      return sendText(response, 'css', EXPLORER_STYLE)
    case '/explorer/questions':
      return sendJson(response, 200, questions)
    case '/explorer/personas':
      if (!tokensUrl) return sendJson(response, 200, [])
      return relay(response, await fetch(`${tokensUrl}/personas`))
    default:
      return sendFile(pathname.replace(/^\/explorer\//, ''), request, response)
  }
}

async function relay(response: ServerResponse, answer: Response): Promise<void> {
  sendJson(response, answer.status, await answer.json())
}

function sendText(response: ServerResponse, kind: keyof typeof TYPES, text: string): void {
  response.writeHead(200, { ...OF_A_PAGE, 'content-type': TYPES[kind] })
  response.end(text)
}

/** Of GraphiQL: asked again on every visit, sent again when it is another. */
async function sendFile(
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const file = await findFile(name)
  if (!file) return sendJson(response, 404, {})
  const headers = {
    ...OF_A_PAGE,
    'cache-control': 'no-cache',
    'content-type': TYPES[name.endsWith('.css') ? 'css' : 'js'],
    'content-encoding': 'gzip',
    etag: file.etag,
  }
  if (request.headers['if-none-match'] === file.etag) response.writeHead(304, headers).end()
  else response.writeHead(200, headers).end(file.packed)
}

const TYPES = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
} as const

/** GraphiQL's editor writes styles of its own into the page; nothing else is let in. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  'img-src data:',
  'font-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** A worker obeys the policy of its own file, so every file has it. */
const OF_A_PAGE = {
  ...SAFE,
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'cross-origin-opener-policy': 'same-origin',
} as const
