/**
 * A timeline of four years, of one child and of five hundred: the graph, and a program written by hand that fetches the same
 * rows and writes down the same.
 *
 * @module
 */

import { join } from 'node:path'
import { buildInto } from '../test/built.ts'
import { openByHand, TIMELINE } from './by-hand.ts'
import { idsOf, measure, row, serveByHand, type Way } from './end-to-end.ts'
import type { Figure } from './figure.ts'
import { askerAt, startUp } from './running.ts'
import { renewedTokenOf } from './token.ts'
import { openWays } from './ways.ts'

const MANY = 500
const ROUNDS = 6

const QUERY = `query Timelines($ids: [ID!]!) {
  children(ids: $ids) {
    timeline { entries { at domain recordedAt item { __typename ... on ContactItem { label form status } } } }
  }
}`

export async function timelineFigure(folder: string): Promise<Figure> {
  const home = join(folder, 'home')
  const running = await startUp(await buildInto(join(folder, 'built')), home)
  const ways = await openWays(running, home, { deadlineMs: 60_000, timeoutMs: 30_000 })
  const byHand = await openByHand(ways.needs, TIMELINE)
  const program = await serveByHand(byHand, ways)
  try {
    const token = renewedTokenOf(home)
    const ids = await idsOf(ways, await token(), MANY)
    const rows: string[][] = []
    for (const [name, some, asked] of [
      ['one child', ids.slice(0, 1), 20],
      [`${ids.length} children`, ids, 2],
    ] as const) {
      const way = (url: string): Way => ({
        ask: async () => askerAt(url, await token())(QUERY, { ids: some }),
      })
      const [graph, own] = await measure([way(ways.inProcess), way(program.url)], asked, ROUNDS)
      rows.push(row(`${name}, the rows by hand`, own, own))
      rows.push(row(`${name}, the graph`, graph, own))
    }
    return {
      title: 'Timelines',
      command: 'npm run bench -- timeline',
      about: `All that four domains tell of a child in its life, for one child and for five hundred in one question. By hand is a server for this question only: it reads the same parts of the same registries with the same adapters, and writes the same accounting, but makes no timeline of it. The ways take turns, ${ROUNDS} rounds; the ratios are of the medians. How often each part is asked does not grow with the children: a test counts (\`test/calls.test.ts\`).`,
      head: ['', 'p50', 'p95', 'CPU', 'ratio', 'of CPU', ''],
      rows,
    }
  } finally {
    await program.close()
    await byHand.close()
    await ways.close()
    await running.stop()
  }
}
