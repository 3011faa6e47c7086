/**
 * One source that does not answer: what that takes from questions that do not touch it.
 *
 * @module
 */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { buildInto } from '../test/built.ts'
import { type Figure, milliseconds, quantile } from './figure.ts'
import { type Ask, askerAt, startUp } from './running.ts'
import { tokenOf } from './token.ts'

const ROUNDS = 4
const SECONDS = 3
const SIDE_BY_SIDE = 6
/** Of the source that is well or not, whoever waits for an answer or not. */
const ITS_QUESTIONS_PER_SECOND = 20
const REGISTRY = 'jgz-waterdam'

const FIND = '{ findChildren(familyName: "Vries", prefix: "de", birthDate: "2023-01-17") { id } }'
const BYSTANDER =
  '{ name { family } birthCare { birth { date } } childcare { enrolments { from } } }'
const ITS = '{ jgz { contacts { date } } }'

/** How the source is, and what is told at its door to make it so. */
const STATES = [
  { name: 'it is well', fault: null },
  { name: 'it is silent', fault: 'silent' },
  { name: 'it is refused', fault: 'refused' },
] as const

interface Measured {
  readonly perSecond: number[]
  readonly times: number[]
  failed: number
}

export async function faultsFigure(folder: string): Promise<Figure> {
  const home = join(folder, 'home')
  const running = await startUp(await buildInto(join(folder, 'built')), home)
  try {
    const { drills } = JSON.parse(await readFile(join(home, 'running.json'), 'utf8'))
    const ask = askerAt(running.url, await tokenOf(home))
    const { findChildren } = (await ask(FIND)) as { findChildren: readonly { id: string }[] }
    const askOf = (selected: string) => ask(`{ child(id: "${findChildren[0]?.id}") ${selected} }`)
    return toFigure(await measure(askOf, (fault) => play(String(drills), fault)))
  } finally {
    await running.stop()
  }
}

async function play(desk: string, fault: string | null): Promise<void> {
  const body = JSON.stringify({ registry: REGISTRY, fault })
  await (await fetch(desk, { method: 'POST', body })).arrayBuffer()
}

/** Turn by turn; the first round only warms up. */
async function measure(ask: Ask, play: (fault: string | null) => Promise<void>) {
  const measured = STATES.map((): Measured => ({ perSecond: [], times: [], failed: 0 }))
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [i, { fault }] of STATES.entries()) {
      await play(fault)
      if (fault === null) await untilWell(ask)
      const { perSecond, times, failed } = await beside(ask)
      const one = measured[i]
      if (round === 0 || !one) continue
      one.perSecond.push(perSecond)
      one.times.push(...times)
      one.failed += failed
    }
  }
  await play(null)
  return measured
}

/** It is left alone for a while after it was ill. */
async function untilWell(ask: Ask): Promise<void> {
  const isWell = () =>
    ask(ITS).then(
      () => true,
      () => false,
    )
  while (!(await isWell())) await sleep(250)
}

async function beside(ask: Ask) {
  const end = performance.now() + SECONDS * 1_000
  const waiting = new Set<Promise<unknown>>()
  const its = setInterval(() => {
    const one: Promise<unknown> = ask(ITS)
      .catch(() => undefined) // it is ill
      .finally(() => waiting.delete(one))
    waiting.add(one)
  }, 1_000 / ITS_QUESTIONS_PER_SECOND)
  const times: number[] = []
  let failed = 0
  await Promise.all(
    Array.from({ length: SIDE_BY_SIDE }, async () => {
      while (performance.now() < end) {
        const start = performance.now()
        const isWhole = await ask(BYSTANDER).then(
          () => true,
          () => false,
        )
        if (isWhole) times.push(performance.now() - start)
        else failed += 1
      }
    }),
  )
  clearInterval(its)
  await Promise.all(waiting)
  return { perSecond: times.length / SECONDS, times, failed }
}

function toFigure(measured: readonly Measured[]): Figure {
  const well = quantile(measured[0]?.perSecond ?? [], 0.5)
  return {
    title: 'One source that does not answer',
    command: 'npm run bench -- faults',
    about: `${SIDE_BY_SIDE} clients ask without a pause for what does not touch youth health care, while ${ITS_QUESTIONS_PER_SECOND} questions a second come for what does; ${ROUNDS} rounds of ${SECONDS} s in each state, in turn. The ratio is of the medians of the throughput, to when it is well.`,
    head: ['Youth health care', 'Per second', 'p50', 'p99', 'Failed', 'Ratio', 'At least'],
    rows: measured.map(({ perSecond, times, failed }, i) => {
      const middle = quantile(perSecond, 0.5)
      return [
        STATES[i]?.name ?? '',
        middle.toFixed(0),
        milliseconds(quantile(times, 0.5)),
        milliseconds(quantile(times, 0.99)),
        String(failed),
        (middle / well).toFixed(2),
        i === 0 ? '' : '0.95',
      ]
    }),
  }
}
