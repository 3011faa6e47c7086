/**
 * One way to answer a question over all subgraphs, in a process of its own, so that its time on the processor can be
 * told: the name of the way, and the address of the subgraphs.
 *
 * @module
 */

import { randomUUID } from 'node:crypto'
import { Pool } from 'undici'
import { SUBGRAPH_NAMES } from '../config.ts'
import type { CallSubgraph } from '../gateway/engine/call.ts'
import { createEngine } from '../gateway/engine/engine.ts'
import { inProcess } from '../gateway/in-process.ts'
import { overHttp } from '../gateway/over-http.ts'
import { ALWAYS_READY } from '../gateway/readiness.ts'
import { serveGateway } from '../gateway/server.ts'
import type { ClientRequest } from '../gateway/subgraph-call.ts'
import { NO_DOCUMENTS } from '../gateway/trusted-documents.ts'
import { compiled, type Operation } from '../schema/compiled.ts'
import { type Listening, listen, readBody } from '../schema/http.ts'
import { serveApollo } from './apollo-gateway.ts'
import { headOf, QUESTIONS, type Question, queryOf } from './gateway-questions.ts'
import { openSchemas, readGraph, serveSchemas } from './gateway-subgraphs.ts'

const [way = '', subgraphsUrl = ''] = process.argv.slice(2)

const WAYS: Readonly<Record<string, () => Promise<{ readonly url: string }>>> = {
  subgraphs: serveSchemas,
  'in process': () => ours(true, (name) => inProcess(local(name))),
  'in process, Apollo Server': () => ours(false, (name) => inProcess(local(name))),
  http: () => ours(true, remote),
  'http, Apollo Server': () => ours(false, remote),
  floor: () => serveFloor(posting(poster())),
  'floor in process': () => serveFloor(executing),
  hand: serveHand,
  apollo: () => serveApollo(process.env.KINDLIJN_APOLLO_GATEWAY ?? '', subgraphsUrl),
}

const KEY = new Uint8Array(32).fill(7)

async function ours(
  shortcut: boolean,
  callOf: (name: string) => CallSubgraph<ClientRequest>,
): Promise<Listening> {
  return serveGateway({
    supergraph: readGraph('supergraph'),
    subgraphs: Object.fromEntries(SUBGRAPH_NAMES.map((name) => [name, callOf(name)])),
    // Each asks as somebody else: how much one may ask in a minute is not what is measured.
    verifyToken: async () => ({
      id: randomUUID(),
      organisation: 'ura:1',
      role: 'youth-nurse',
      purpose: 'youth-health-care',
      municipalities: ['9999'],
    }),
    accounting: { begin: async () => async () => undefined, note: async () => undefined },
    deadlineMs: 60_000,
    port: 0,
    host: '127.0.0.1',
    explorer: { tokensUrl: undefined, questions: [] },
    readiness: ALWAYS_READY,
    documents: NO_DOCUMENTS,
    adHoc: ['professional'],
    introspection: [],
    shortcut,
  })
}

const remote = (name: string) =>
  overHttp({ name, url: `${subgraphsUrl}/${name}`, callKey: KEY }).call

let schemas: ReturnType<typeof openSchemas> | undefined

function local(name: string) {
  schemas ??= openSchemas()
  const schema = schemas.get(name)
  if (!schema) throw new Error('there is no such subgraph')
  return { name, schema, contextOf: () => ({}) }
}

type AnswerOne = (question: Question) => Promise<unknown>

/** A server that knows the questions, and how each is answered. */
async function serveAnswers(answer: AnswerOne): Promise<Listening> {
  const byQuery = new Map(QUESTIONS.map((question) => [queryOf(question), question]))
  return listen(
    async (request, response) => {
      const { query } = JSON.parse((await readBody(request, 1_000_000)) ?? '{}')
      const question = byQuery.get(query)
      if (!question) throw new Error('nobody knows that question')
      const data = await answer(question)
      response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' })
      response.end(JSON.stringify({ data }))
    },
    0,
    '127.0.0.1',
  )
}

function poster(): (subgraph: string, body: string) => Promise<Answered> {
  const pool = new Pool(subgraphsUrl, { connections: 32 })
  const headers = { 'content-type': 'application/json' }
  return async (subgraph, body) => {
    const answer = await pool.request({ method: 'POST', path: `/${subgraph}`, headers, body })
    return (await answer.body.json()) as Answered
  }
}

interface Answered {
  readonly data: Readonly<Record<string, unknown>>
}

type Ask = () => Promise<Answered>
type Prepare = (subgraph: string, operation: Operation) => Ask

const posting =
  (post: ReturnType<typeof poster>): Prepare =>
  (subgraph, operation) => {
    const body = JSON.stringify(operation)
    return () => post(subgraph, body)
  }

const executing: Prepare = (subgraph, operation) => {
  const run = compiled(local(subgraph).schema)
  return () => run(operation, {}) as Promise<Answered>
}

/** The exact calls of our plans, one wave after the other; and an answer that is known is written. */
async function serveFloor(prepare: Prepare): Promise<Listening> {
  const known = new Map<Question, { readonly data: unknown; readonly waves: Ask[][] }>()
  for (const question of QUESTIONS) known.set(question, await plannedCalls(question, prepare))
  return serveAnswers(async (question) => {
    const { data, waves = [] } = known.get(question) ?? {}
    for (const wave of waves) await Promise.all(wave.map((ask) => ask()))
    return data
  })
}

async function plannedCalls(question: Question, prepare: Prepare) {
  const { parse } = await import('graphql')
  const waves: Ask[][] = []
  let wave: Ask[] = []
  const engine = createEngine<undefined>({
    supergraph: readGraph('supergraph'),
    call: async ({ subgraph, query, variables }) => {
      const ask = prepare(subgraph, { query, variables })
      if (wave.length === 0) waves.push(wave)
      wave.push(ask)
      const answer = await ask()
      wave = [] // what is asked after an answer is another wave
      return answer
    },
  })
  const { variables } = question
  const { signal } = new AbortController()
  const { data } = await engine.execute(
    { document: parse(queryOf(question)), variables },
    undefined,
    signal,
  )
  return { data, waves }
}

/** A program that somebody wrote for these questions, and for nothing else. */
async function serveHand(): Promise<Listening> {
  const post = poster()
  return serveAnswers(async (question) => {
    const { root, variables, own, parts } = question
    const refs = Object.values(parts).map(({ ref }) => ref)
    const query = `${headOf(question)} { ${root} { ${own} ${refs.join(' ')} } }`
    const { data } = await post('child', JSON.stringify({ query, variables }))
    const [name = ''] = Object.keys(data)
    const found = [data[name]].flat() as Record<string, unknown>[]
    await Promise.all(
      Object.entries(parts).map(async ([subgraph, { ref, selection }]) => {
        const representations = found.map((child) => ({
          __typename: 'Child',
          id: child.id,
          [ref]: child[ref],
        }))
        const asked = `query($representations: [_Any!]!) { _entities(representations: $representations) { ... on Child { ${selection} } } }`
        const answer = await post(
          subgraph,
          JSON.stringify({ query: asked, variables: { representations } }),
        )
        const entities = answer.data._entities as object[]
        for (const [i, entity] of entities.entries()) Object.assign(found[i] ?? {}, entity)
      }),
    )
    for (const child of found) for (const ref of refs) delete child[ref]
    return data
  })
}

const { url } = (await WAYS[way]?.()) ?? {}
process.send?.({ url })
process.on('message', () => {
  const { user, system } = process.cpuUsage()
  const { active } = performance.eventLoopUtilization()
  process.send?.({ cpuMs: (user + system) / 1_000, activeMs: active })
})
process.on('disconnect', () => process.exit())
