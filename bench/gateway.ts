/**
 * What the gateway itself takes: beside a client that asks the subgraphs by hand, the least that its calls can take, and
 * `@apollo/gateway` where that is installed.
 *
 * @module
 */

import { isDeepStrictEqual } from 'node:util'
import { Pool } from 'undici'
import { type Figure, milliseconds, quantile } from './figure.ts'
import { type Opened, open } from './gateway-process.ts'
import { QUESTIONS, type Question, queryOf } from './gateway-questions.ts'

const ROUNDS = 6
const SIDE_BY_SIDE = 8
/** Of a question in one round: so long, and at least so many; and so many before the first, to warm up. */
const ROUND_MS = 700
const LEAST = 20
const WARM = 200

const APOLLO = process.env.KINDLIJN_APOLLO_GATEWAY

const TITLES = {
  apollo: '`@apollo/gateway` in Apollo Server',
  'http, Apollo Server': 'ours, all by Apollo Server',
  http: 'ours',
  hand: 'by hand',
  floor: 'the calls alone',
  'in process, Apollo Server': 'ours, subgraphs within, all by Apollo Server',
  'in process': 'ours, subgraphs within',
  'floor in process': 'the calls alone, subgraphs within',
} as const
type Way = keyof typeof TITLES

export async function gatewayFigure(): Promise<Figure> {
  const subgraphs = await open('subgraphs')
  const ways = new Map<Way, Opened>()
  try {
    for (const way of Object.keys(TITLES) as Way[]) {
      if (way !== 'apollo' || APOLLO) ways.set(way, await open(way, subgraphs.url))
    }
    const rows: string[][] = []
    for (const question of QUESTIONS) rows.push(...(await measure(question, ways, subgraphs)))
    return {
      title: 'The gateway alone',
      command: 'npm run bench -- gateway',
      about:
        `Our own graph, its subgraphs in a process of their own with made-up children in memory, compiled; each way in another, asked over HTTP by a third: ${SIDE_BY_SIDE} side by side, in turns, ${ROUNDS} rounds. Time on the processor is of the way, and with what the subgraphs took for it. The calls alone are those of our plan: each answer is read from JSON, and an answer that is known is written; with the subgraphs within, each is executed, and that answer is written. By hand is a program for these questions and no others: no plan, no rights, no cost, no check that a subgraph answers about whom it was asked. Goals at 50 children: 4 × Apollo alone, and 10 × with the subgraphs within, of which the last row tells what is left to win. Ours signs each call, takes the time of everything and has no token to check. ${APOLLO ? '' : '`@apollo/gateway` was not there: install it with `@apollo/server` and `graphql` in a folder elsewhere, and name that in `KINDLIJN_APOLLO_GATEWAY`.'}`.trim(),
      head: [
        '',
        'processor',
        'to the calls',
        'with subgraphs',
        'to Apollo',
        'p50',
        'p99',
        'per second',
      ],
      rows,
    }
  } finally {
    for (const { close } of [...ways.values(), subgraphs]) close()
  }
}

interface Measured {
  readonly times: number[]
  readonly perSecond: number[]
  asked: number
  own: number
  below: number
}

async function measure(
  question: Question,
  ways: ReadonlyMap<Way, Opened>,
  subgraphs: Opened,
): Promise<string[][]> {
  const pools = new Map(
    [...ways].map(([way, { url }]) => [way, new Pool(url, { connections: SIDE_BY_SIDE })]),
  )
  const measured = new Map<Way, Measured>()
  let expected: unknown
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [way, opened] of ways) {
      const pool = pools.get(way)
      if (!pool) continue
      const answer = await ask(pool, way, question)
      expected ??= answer
      if (!isDeepStrictEqual(answer, expected)) throw new Error(`${way} answers otherwise`)
      const result = measured.get(way) ?? { times: [], perSecond: [], asked: 0, own: 0, below: 0 }
      const before = [await opened.used(), await subgraphs.used()] as const
      const { times, perSecond } = await askSideBySide(
        pool,
        way,
        question,
        round === 0 ? WARM : LEAST,
      )
      if (round === 0) continue
      measured.set(way, result)
      result.times.push(...times)
      result.perSecond.push(perSecond)
      result.asked += times.length
      result.own += (await opened.used()).cpuMs - before[0].cpuMs
      result.below += (await subgraphs.used()).cpuMs - before[1].cpuMs
    }
  }
  await Promise.all([...pools.values()].map((pool) => pool.close()))
  const own = ({ own, asked }: Measured) => own / asked
  const whole = ({ own, below, asked }: Measured) => (own + below) / asked
  const apollo = measured.get('apollo')
  return [...measured].map(([way, one]) => {
    const isWithin = way.includes('in process')
    const least = measured.get(isWithin ? 'floor in process' : 'floor')
    return [
      `${question.title}: ${TITLES[way]}`,
      isWithin ? '' : milliseconds(own(one)),
      least ? (own(one) / own(least)).toFixed(2) : '',
      milliseconds(whole(one)),
      apollo
        ? `${(whole(apollo) / whole(one)).toFixed(1)} ×${isWithin ? '' : `, ${(own(apollo) / own(one)).toFixed(1)} × alone`}`
        : '',
      milliseconds(quantile(one.times, 0.5)),
      milliseconds(quantile(one.times, 0.99)),
      quantile(one.perSecond, 0.5).toFixed(0),
    ]
  })
}

async function ask(pool: Pool, way: Way, question: Question): Promise<unknown> {
  const answer = await pool.request({
    method: 'POST',
    path: way === 'apollo' ? '/' : '/graphql',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ query: queryOf(question), variables: question.variables }),
  })
  const { data, errors } = (await answer.body.json()) as { data?: unknown; errors?: unknown }
  if (errors)
    throw new Error(`${way} answered with errors: ${JSON.stringify(errors).slice(0, 300)}`)
  return data
}

async function askSideBySide(pool: Pool, way: Way, question: Question, least: number) {
  const times: number[] = []
  const start = performance.now()
  await Promise.all(
    Array.from({ length: SIDE_BY_SIDE }, async () => {
      while (times.length < least || performance.now() - start < ROUND_MS) {
        const began = performance.now()
        await ask(pool, way, question)
        times.push(performance.now() - began)
      }
    }),
  )
  return { times, perSecond: times.length / ((performance.now() - start) / 1_000) }
}
