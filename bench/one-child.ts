/**
 * One question about one child: in one process, with the subgraphs apart, and without a graph.
 *
 * @module
 */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildInto } from '../test/built.ts'
import { type ByHand, openByHand } from './by-hand.ts'
import { type Figure, milliseconds, quantile } from './figure.ts'
import { askerAt, QUESTIONS, startUp } from './running.ts'
import { tokenOf } from './token.ts'
import { openWays } from './ways.ts'

const ROUNDS = 8
const ASKED = 50
const SIDE_BY_SIDE = 8

interface Measured {
  readonly p50: number
  readonly p95: number
  readonly perSecond: number
}

export async function oneChildFigure(folder: string): Promise<Figure> {
  const home = join(folder, 'home')
  const running = await startUp(await buildInto(join(folder, 'built')), home)
  const ways = await openWays(running, home)
  const byHand = await openByHand(ways.needs)
  try {
    return await measureAll(ways.inProcess, ways.overHttp, byHand, await tokenOf(home))
  } finally {
    await byHand.close()
    await ways.close()
    await running.stop()
  }
}

async function measureAll(
  inProcess: string,
  overHttp: string,
  byHand: ByHand,
  token: string,
): Promise<Figure> {
  const rows: string[][] = []
  for (const file of QUESTIONS) {
    const query = await readFile(file, 'utf8')
    const [graph, apart, hand] = await measure([
      () => askerAt(inProcess, token)(query),
      () => askerAt(overHttp, token)(query),
      () => byHand.one(),
    ])
    rows.push(row(`\`${file}\`, in one process`, graph, graph))
    rows.push(row('the same, each subgraph behind HTTP', apart, graph))
    if (file === QUESTIONS[0]) rows.push(row('the same five registries by hand', hand, graph))
  }
  return {
    title: 'One child',
    command: 'npm run bench -- one-child',
    about: `A client asks over HTTP, with a token; the registries and PostgreSQL run in another process on the same machine. Each way takes its turn, ${ROUNDS} rounds of ${ASKED}: one at a time for the latency, then ${SIDE_BY_SIDE} side by side for the throughput. The ratio is of the medians, to one process. By hand is the adapters alone: no plan, no rights, no references, no accounting, no HTTP in front.`,
    head: ['', 'p50', 'p95', 'per second', 'ratio'],
    rows,
  }
}

function row(name: string, measured: Measured | undefined, to: Measured | undefined): string[] {
  if (!measured || !to) throw new Error('nothing was measured')
  const { p50, p95, perSecond } = measured
  const ratio = (p50 / to.p50).toFixed(2)
  return [name, milliseconds(p50), milliseconds(p95), perSecond.toFixed(0), ratio]
}

/** Turn by turn, so that what else the machine does meets all of them alike. The first round only warms up. */
async function measure(ways: readonly (() => Promise<unknown>)[]): Promise<readonly Measured[]> {
  const latencies = ways.map((): number[] => [])
  const rates = ways.map((): number[] => [])
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [i, ask] of ways.entries()) {
      const times = await oneByOne(ask)
      const rate = await sideBySide(ask)
      if (round === 0) continue
      latencies[i]?.push(...times)
      rates[i]?.push(rate)
    }
  }
  return ways.map((_, i) => ({
    p50: quantile(latencies[i] ?? [], 0.5),
    p95: quantile(latencies[i] ?? [], 0.95),
    perSecond: quantile(rates[i] ?? [], 0.5),
  }))
}

async function oneByOne(ask: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  for (let i = 0; i < ASKED; i++) {
    const start = performance.now()
    await ask()
    times.push(performance.now() - start)
  }
  return times
}

async function sideBySide(ask: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  let left = ASKED
  await Promise.all(
    Array.from({ length: SIDE_BY_SIDE }, async () => {
      while (left-- > 0) await ask()
    }),
  )
  return ASKED / ((performance.now() - start) / 1_000)
}
