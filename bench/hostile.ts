/**
 * How long the gateway stands still for what is sent to keep it busy.
 *
 * @module
 */

import { Pool } from 'undici'
import { CORPUS } from '../test/hostile.ts'
import { type Figure, milliseconds } from './figure.ts'
import { open } from './gateway-process.ts'

const ROUNDS = 5
const SHOWN = 10

export async function hostileFigure(): Promise<Figure> {
  const gateway = await open('in process')
  const pool = new Pool(gateway.url, { connections: 1 })
  const took = new Map<string, number[]>()
  try {
    for (let round = 0; round <= ROUNDS; round++) {
      for (const { title, body } of CORPUS) {
        const before = await gateway.used()
        await send(pool, body)
        const { activeMs } = await gateway.used()
        if (round > 0) took.set(title, [...(took.get(title) ?? []), activeMs - before.activeMs])
      }
    }
  } finally {
    await pool.close()
    gateway.close()
  }
  const all = [...took].map(([title, times]) => ({
    title,
    least: Math.min(...times),
    most: Math.max(...times),
  }))
  const slowest = all.toSorted((a, b) => b.least - a.least).slice(0, SHOWN)
  return {
    title: 'What is sent to keep it busy',
    command: 'npm run bench -- hostile',
    about: `${CORPUS.length} documents of \`test/hostile.ts\`, one at a time, in ${ROUNDS} rounds after one to warm up. Told is how long the event loop of the gateway was at work for each, which is as long as others waited; the ${SHOWN} slowest. The most of the rounds has what else the machine did in it; the least has not.`,
    head: ['', 'least', 'most', 'at most'],
    rows: slowest.map(({ title, least, most }) => [
      title,
      milliseconds(least),
      milliseconds(most),
      '50 ms',
    ]),
  }
}

/** Of what is too long the gateway does not wait for the end, and a client that is still sending may not hear why. */
async function send(pool: Pool, body: object | string): Promise<void> {
  const answer = await pool
    .request({
      method: 'POST',
      path: '/graphql',
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
    .catch(() => undefined)
  await answer?.body.dump()
}
