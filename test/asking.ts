/**
 * A process that asks a registry through the only door to it, for a test that kills it:
 * `node test/asking.ts DATABASE-URL REGISTRY-URL`. It tells of each question which children were answered.
 *
 * @module
 */

import { randomBytes } from 'node:crypto'
import { writeSync } from 'node:fs'
import { openAccounting } from '../connectors/accounting-store.ts'
import { openReader } from '../privacy/read.ts'

export const KEY = new Uint8Array(64).fill(5)
export const SIGNING_KEY = new Uint8Array(32).fill(6)

export interface Told {
  readonly trace: string
  readonly answered: readonly string[]
}

const ASKERS = 6

const [databaseUrl, registryUrl] = process.argv.slice(2)
if (import.meta.main && databaseUrl && registryUrl) {
  const accounting = await openAccounting({
    databaseUrl,
    part: 'asking',
    key: KEY,
    signingKey: SIGNING_KEY,
  })
  writeSync(1, 'ready\n')
  await Promise.all(
    Array.from({ length: ASKERS }, async () => {
      for (;;) {
        const trace = randomBytes(16).toString('hex')
        const read = openReader<string, { readonly size: number }>({
          registry: 'town',
          open: ({ id }) => id,
          source: async ({ keys }) => {
            const body = JSON.stringify({ trace, keys })
            const answer = await fetch(registryUrl, { method: 'POST', body })
            return (await answer.json()) as { size: number }[]
          },
          context: {
            viewer: {
              id: 'u-1',
              organisation: 'ura:00009999',
              role: 'youth-nurse',
              purpose: 'youth-health-care',
              municipalities: ['9999'],
            },
            accounting,
            agreements: () => true,
            traceId: trace,
            signal: AbortSignal.timeout(10_000),
          },
        })
        const first = Math.floor(Math.random() * 100)
        const ids = Array.from({ length: 1 + (first % 3) }, (_, i) => `child-${first + i}`)
        const answers = await Promise.allSettled(
          ids.map((id) => read({ id, reference: id }, 'size')),
        )
        const answered = ids.filter((_, i) => answers[i]?.status === 'fulfilled')
        writeSync(1, `${JSON.stringify({ trace, answered } satisfies Told)}\n`)
      }
    }),
  )
}
