/**
 * The explorer: GraphiQL, served whole from here, with the sandbox's personas and a shelf of saved questions.
 *
 * Without a sandbox there is no persona to pick: a token is then pasted into the headers. Nothing is loaded from
 * elsewhere, and a query never gets into an address.
 *
 * @module
 */

import type { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { renderGraphiQL } from '@graphql-yoga/render-graphiql'
import { NO_STORE, sendJson } from '../schema/http.ts'
import { EXPLORER_BAR, EXPLORER_SCRIPT, EXPLORER_STYLE } from './explorer-page.ts'

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
      return sendPage(response)
    case '/explorer/questions':
      return sendJson(response, 200, questions)
    case '/explorer/personas':
      if (!tokensUrl) return sendJson(response, 200, [])
      return relay(response, await fetch(`${tokensUrl}/personas`))
    default:
      return sendJson(response, 404, {})
  }
}

async function relay(response: ServerResponse, answer: Response): Promise<void> {
  sendJson(response, answer.status, await answer.json())
}

let page: Promise<Buffer> | undefined

async function sendPage(response: ServerResponse): Promise<void> {
  page ??= makePage()
  response.writeHead(200, {
    ...NO_STORE,
    'cache-control': 'no-cache',
    'content-type': 'text/html; charset=utf-8',
    'content-encoding': 'gzip',
    'referrer-policy': 'no-referrer',
    'x-frame-options': 'DENY',
  })
  response.end(await page)
}

/** Nine megabytes of text, packed once; only the packed page is kept. */
function makePage(): Promise<Buffer> {
  const html = renderGraphiQL({ title: 'Kindlijn' })
  const start = html.lastIndexOf('YogaGraphiQL.renderYogaGraphiQL(')
  const end = html.indexOf('</script>', start)
  const body = html.lastIndexOf('<div id="root"')
  if (start < 0 || end < 0 || body < 0 || body > start) {
    throw new Error('the page of GraphiQL has another shape than this version of it had')
  }
  const whole = [
    html.slice(0, body).replace('</head>', `${EXPLORER_STYLE}</head>`),
    EXPLORER_BAR,
    html.slice(body, start),
    EXPLORER_SCRIPT,
    html.slice(end),
  ].join('')
  return promisify(gzip)(whole)
}
