import { serverAudits } from 'graphql-http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Graph, openGraph } from './graph.ts'

/**
 * What GraphQL over HTTP says a server should or may do, and we do otherwise: nothing is asked by GET, where a query
 * would be in an address; and a document that is wrong is a bad request.
 */
const OTHERWISE = ['5A70', 'D6D5', '6A70', '572B', 'FDE2', '7B9B']

let graph: Graph
let token: string
beforeAll(async () => {
  graph = await openGraph()
  token = await graph.tokenFor('youth-nurse')
})
afterAll(() => graph.close())

const audits = serverAudits({
  url: () => `${graph.url}/graphql`,
  fetchFn: (url: string, init: RequestInit = {}) => {
    const headers = { ...Object(init.headers), authorization: `Bearer ${token}` }
    return fetch(url, { ...init, headers })
  },
})

describe('GraphQL over HTTP', () => {
  test.each(audits)('$id $name', async ({ id, fn }) => {
    const { status } = await fn()
    expect(OTHERWISE.includes(id) ? ['notice', 'warn'] : ['ok']).toContain(status)
  })
})
