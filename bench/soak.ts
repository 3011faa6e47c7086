/**
 * For a long time as much as it can take: whether memory stays, and how long the slowest wait when there is some air.
 *
 * @module
 */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { buildInto } from '../test/built.ts'
import { type Figure, milliseconds, quantile } from './figure.ts'
import { openManyUsers } from './many-users.ts'
import { askerAt, QUESTIONS, type Running, startUp } from './running.ts'

const MINUTES = Number(process.env.KINDLIJN_SOAK_MINUTES ?? 10)
const SIDE_BY_SIDE = 16
const LOAD = 0.7
/** Of all the time: before that memory finds its place. */
const WARM = 0.25
const MOST_GROWTH = 1.1
const MOST_SPREAD = 5
/** A user asks so often, and is then another one. */
const ASKED_BY_ONE = 50

export async function soakFigure(folder: string): Promise<Figure> {
  const home = join(folder, 'home')
  const users = await openManyUsers('youth-nurse')
  const running = await startUp(await buildInto(join(folder, 'built')), home, users.env)
  const queries = await Promise.all(QUESTIONS.map((file) => readFile(file, 'utf8')))
  const asking = openAsking(running.url, queries, users.token)
  try {
    const soaked = await soak(running, asking, MINUTES * 60_000)
    const aired = await air(asking, soaked.perSecond * LOAD, MINUTES * 6_000)
    return {
      title: 'Soak',
      command: 'npm run bench -- soak',
      about: `\`kindlijn up\` with all registries in its process, asked the two questions above without a pause: ${SIDE_BY_SIDE} askers for ${MINUTES} minutes, then as many questions in a second as are ${LOAD * 100} % of that, come what may. Memory is what is resident of the process: the middle of the last quarter to that of the second.`,
      head: ['', 'Measured', 'At most'],
      rows: [
        ['answers', String(soaked.answers), ''],
        ['answers in a second, at saturation', soaked.perSecond.toFixed(0), ''],
        ['answers with an error, or none', String(soaked.failed + aired.failed), '0'],
        ['memory in the second quarter', `${soaked.before.toFixed(0)} MB`, ''],
        ['memory in the last quarter', `${soaked.after.toFixed(0)} MB`, ''],
        ['growth', (soaked.after / soaked.before).toFixed(2), MOST_GROWTH.toFixed(2)],
        [`p50 at ${LOAD * 100} % load`, milliseconds(aired.p50), ''],
        [`p99 at ${LOAD * 100} % load`, milliseconds(aired.p99), ''],
        ['p99 to p50', (aired.p99 / aired.p50).toFixed(1), MOST_SPREAD.toFixed(1)],
      ],
    }
  } finally {
    await running.stop()
    await users.close()
  }
}

interface Asking {
  /** Asks the next question. Whether it was answered well. */
  next(): Promise<boolean>
}

function openAsking(url: string, queries: readonly string[], token: () => Promise<string>): Asking {
  let asked = 0
  let ask = token().then((one) => askerAt(url, one))
  return {
    async next() {
      asked += 1
      if (asked % ASKED_BY_ONE === 0) ask = token().then((one) => askerAt(url, one))
      const query = queries[asked % queries.length] ?? ''
      return (await ask)(query).then(
        () => true,
        () => false,
      )
    },
  }
}

async function soak(running: Running, { next }: Asking, ms: number) {
  const end = performance.now() + ms
  const memory: number[] = []
  let answers = 0
  let failed = 0
  const askers = Array.from({ length: SIDE_BY_SIDE }, async () => {
    while (performance.now() < end) {
      if (await next()) answers += 1
      else failed += 1
    }
  })
  while (performance.now() < end) {
    memory.push(running.megabytes())
    await sleep(1_000)
  }
  await Promise.all(askers)
  const at = (from: number, to: number) =>
    quantile(memory.slice(from * memory.length, to * memory.length), 0.5)
  const perSecond = answers / (ms / 1_000)
  return { answers, failed, perSecond, before: at(WARM, 2 * WARM), after: at(1 - WARM, 1) }
}

/** Each question goes when its time has come, whether or not those before it are answered. */
async function air({ next }: Asking, perSecond: number, ms: number) {
  const times: number[] = []
  let failed = 0
  const start = performance.now()
  const under: Promise<void>[] = []
  for (let n = 0; n * (1_000 / perSecond) < ms; n++) {
    const due = start + n * (1_000 / perSecond)
    if (due > performance.now()) await sleep(due - performance.now())
    under.push(
      next().then((isWell) => {
        times.push(performance.now() - due)
        if (!isWell) failed += 1
      }),
    )
  }
  await Promise.all(under)
  return { failed, p50: quantile(times, 0.5), p99: quantile(times, 0.99) }
}
