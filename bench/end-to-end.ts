/**
 * From the client to the registries and back, for one child and for fifty: the graph, and a program written by hand that
 * makes the fewest calls and writes down the same.
 *
 * @module
 */

import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SEED } from '../cli/sandbox-parts.ts'
import { startTracing } from '../cli/tracing-part.ts'
import { Bsn } from '../privacy/bsn.ts'
import { openLedger } from '../privacy/ledger.ts'
import { generate } from '../sandbox/generate.ts'
import { type Listening, listen, readBody, sendJson } from '../schema/http.ts'
import { openChildIndex } from '../subgraphs/child/child-index.ts'
import { buildInto } from '../test/built.ts'
import { type Accounted, type ByHand, openByHand } from './by-hand.ts'
import { type Figure, milliseconds, quantile } from './figure.ts'
import { type Ask, askerAt, CHILDREN, QUESTIONS, startUp } from './running.ts'
import { renewedTokenOf } from './token.ts'
import { openWays, type Ways } from './ways.ts'

const ROUNDS = 12
const WARM_UP = 2
const FIFTY = 50
/** In a round, of a question about so many. */
const ASKED = { one: 30, fifty: 8 } as const
const GOAL = '1.30'

export async function endToEndFigure(folder: string): Promise<Figure> {
  const home = join(folder, 'home')
  const running = await startUp(await buildInto(join(folder, 'built')), home)
  const ways = await openWays(running, home)
  const byHand = await openByHand(ways.needs)
  const program = await serveByHand(byHand, ways)
  const collector = await listen(async (_, response) => sendJson(response, 200, {}), 0, '127.0.0.1')
  try {
    const token = renewedTokenOf(home)
    const ids = await idsOf(ways, await token())
    const one = await readFile(QUESTIONS[0], 'utf8')
    const asker = (url: string): Ask => {
      return async (query, variables) => askerAt(url, await token())(query, variables)
    }
    const graph = asker(ways.inProcess)
    const apart = asker(ways.overHttp)
    const hand = asker(program.url)
    const rows: string[][] = []
    for (const [name, query, variables, asked] of [
      ['one child', one, {}, ASKED.one],
      ['50 children', aboutMany(one), { ids }, ASKED.fifty],
    ] as const) {
      const way = (ask: Ask): Way => ({ ask: () => ask(query, variables) })
      const traced: Way = {
        ...way(graph),
        begin: () => startTracing({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url }, 'bench'),
      }
      const ways = [way(graph), way(apart), way(hand), traced]
      const [inOne, inParts, own, withTraces] = await measure(ways, asked)
      rows.push(row(`${name}, by hand`, own, own))
      rows.push(row(`${name}, the graph in one process`, inOne, own))
      rows.push(row(`${name}, the same with traces`, withTraces, own))
      rows.push(row(`${name}, each subgraph behind HTTP`, inParts, own))
    }
    return {
      title: 'End to end',
      command: 'npm run bench -- end-to-end',
      about: `A client asks over HTTP, with a token. The registries (BRP and FHIR over HTTP, SQL, delivery stores) and PostgreSQL run in another process on the same machine; everything is written down before it is read. By hand is a server for this one question: it checks the token, makes the fewest calls with the same adapters (undici, pg), writes the same accounting, and answers with JSON. Both are built, as a start has it. The ways take turns, ${ROUNDS} rounds of ${ASKED.one} (${ASKED.fifty} of fifty children), one at a time; the ratios are of the medians, to by hand. With traces, every request is sent to a collector. CPU is of the process in which client and ways are, and not of the registries and PostgreSQL.`,
      head: ['', 'p50', 'p95', 'CPU', 'ratio', 'of CPU', 'at most'],
      rows,
    }
  } finally {
    await program.close()
    await collector.close()
    await byHand.close()
    await ways.close()
    await running.stop()
  }
}

/** The same of each of them. */
function aboutMany(query: string): string {
  return query
    .replace(/^query \w+/m, 'query Fifty($ids: [ID!]!)')
    .replace(/findChildren\([^)]*\)/, 'children(ids: $ids)')
}

/** Of children who live there still. */
export async function idsOf(
  { needs, inProcess }: Ways,
  token: string,
  count = FIFTY,
): Promise<readonly string[]> {
  const families = [...generate({ seed: SEED, children: CHILDREN })]
  const bsns = families
    .flatMap(({ pregnancies }) => pregnancies.flatMap(({ children }) => children))
    .filter(({ planted }) => planted === null)
    .flatMap(({ person }) => Bsn.parse(person?.bsn ?? '') ?? [])
  const index = await openChildIndex({
    databaseUrl: await needs.databaseUrl('child'),
    key: await needs.childIndexKey(),
  })
  const ids = await index.idsOf(bsns.slice(0, 2 * count)).finally(() => index.close())
  const ask = askerAt(inProcess, token)
  const found = await Promise.all(
    ids.map((id) =>
      ask('query ($id: ID!) { child(id: $id) { id } }', { id }).catch(() => undefined),
    ),
  )
  return ids.filter((_, i) => found[i] !== undefined).slice(0, count)
}

/** What somebody would write who needs an answer to these questions only. */
export async function serveByHand(
  byHand: ByHand,
  { accounting, verifyToken }: Ways,
): Promise<Listening> {
  return listen(
    async (request, response) => {
      const body = (await readBody(request, 1_000_000)) ?? ''
      const viewer = await verifyToken(request.headers.authorization)
      const { ids } = (JSON.parse(body) as { variables: { ids?: readonly string[] } }).variables
      const ledger = openLedger(accounting)
      const traceId = randomBytes(16).toString('hex')
      const by: Accounted = async (registry, subjects, read) => {
        const end = await ledger.accounting.begin({
          ...{ kind: subjects.length > 0 ? 'read' : 'search', traceId, viewer },
          ...{ registry, parts: ['some'], subjects },
        })
        const told = await read()
        await end(subjects.length > 0 ? subjects.map(() => 'read') : ['read'])
        return told
      }
      const data = ids ? await byHand.many(ids, by) : await byHand.one(by)
      await ledger.settled()
      sendJson(response, 200, { data })
    },
    0,
    '127.0.0.1',
  )
}

export interface Way {
  readonly ask: () => Promise<unknown>
  /** Before its turn, and until that is over. */
  readonly begin?: () => Promise<{ close(): Promise<void> }>
}

interface Measured {
  readonly p50: number
  readonly p95: number
  /** Of this process, for one question: client, server, and what they share. */
  readonly cpu: number
}

export function row(
  name: string,
  measured: Measured | undefined,
  to: Measured | undefined,
): string[] {
  if (!measured || !to) throw new Error('nothing was measured')
  const { p50, p95, cpu } = measured
  const told = [name, milliseconds(p50), milliseconds(p95), milliseconds(cpu)]
  if (measured === to) return [...told, '', '', '']
  const ratios = [p50 / to.p50, cpu / to.cpu].map((ratio) => ratio.toFixed(2))
  return [...told, ...ratios, name.endsWith('process') ? GOAL : '']
}

/** Turn by turn, so that what else the machine does meets all of them alike. The first rounds only warm up. */
export async function measure(
  ways: readonly Way[],
  asked: number,
  rounds = ROUNDS,
): Promise<readonly Measured[]> {
  const times = ways.map((): number[] => [])
  const cpus = ways.map((): number[] => [])
  for (let round = -WARM_UP; round < rounds; round++) {
    for (const [i, { ask, begin }] of ways.entries()) {
      const begun = await begin?.()
      const before = process.cpuUsage()
      for (let n = 0; n < asked; n++) {
        const start = performance.now()
        await ask()
        if (round >= 0) times[i]?.push(performance.now() - start)
      }
      const { user, system } = process.cpuUsage(before)
      if (round >= 0) cpus[i]?.push((user + system) / 1_000 / asked)
      await begun?.close()
    }
  }
  return times.map((ofOne, i) => ({
    p50: quantile(ofOne, 0.5),
    p95: quantile(ofOne, 0.95),
    cpu: quantile(cpus[i] ?? [], 0.5),
  }))
}
