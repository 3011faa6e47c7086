/**
 * The subgraphs of our own graph with made-up children in memory, so that a figure of the gateway is one of the gateway.
 *
 * Run by itself, each answers over HTTP.
 *
 * @module
 */

import { readFileSync } from 'node:fs'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { buildASTSchema, type GraphQLSchema, parse } from 'graphql'
import { SUBGRAPH_NAMES } from '../config.ts'
import { compiled } from '../schema/compiled.ts'
import { answerEntities } from '../schema/entities.ts'
import { type Listening, listen, readBody, sendJson } from '../schema/http.ts'
import { makeChildren } from './gateway-questions.ts'

export function readGraph(name: string): string {
  return readFileSync(`schema/generated/${name}.graphql`, 'utf8')
}

export function openSchemas(): ReadonlyMap<string, GraphQLSchema> {
  const whole = buildASTSchema(parse(readGraph('supergraph')), {
    assumeValid: true,
    assumeValidSDL: true,
  })
  const children = makeChildren(whole)
  const byId = (_: unknown, { id }: { id: string }) => children.get(id)
  const Query = {
    child: byId,
    children: (_: unknown, { ids }: { ids: string[] }) => ids.map((id) => children.get(id)),
  }
  return new Map(
    SUBGRAPH_NAMES.map((name) => {
      const module = {
        typeDefs: parse(readGraph(name)),
        resolvers: name === 'child' ? { Query } : {},
      }
      const schema = buildSubgraphSchema([module])
      answerEntities(schema, ({ id }) => children.get(String(id)))
      return [name, schema]
    }),
  )
}

const MOST_BYTES = 16 * 1024 * 1024

/** One address; the path says which subgraph. */
export function serveSchemas(): Promise<Listening> {
  const runs = new Map([...openSchemas()].map(([name, schema]) => [name, compiled(schema)]))
  return listen(
    async (request, response) => {
      const run = runs.get((request.url ?? '').slice(1))
      const body = await readBody(request, MOST_BYTES)
      if (!run || body === undefined) return sendJson(response, 404, {})
      sendJson(response, 200, await run(JSON.parse(body), {}))
    },
    0,
    '127.0.0.1',
  )
}
