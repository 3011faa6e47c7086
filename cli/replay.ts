/**
 * `kindlijn replay RECEIPT --persona NAME`: has the running graph reckon an answer again, as of then. Exit status 1 where it is
 * not the same.
 *
 * @module
 */

import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import { DIFFERENCES, type Difference, type Receipt } from '../privacy/receipt.ts'
import { addressOf } from './ask.ts'
import { Mistake } from './say.ts'
import { tokenFor } from './token.ts'

const QUERY = `query Replay($receipt: ID!) { replay(receipt: $receipt) {
  same because drifted
  now { answerHash definitions linkRules disclosure knownAt } } }`

interface Replayed {
  readonly same: boolean
  readonly because: readonly Difference[]
  readonly drifted: number
  readonly now: Pick<
    Receipt,
    'answerHash' | 'definitions' | 'linkRules' | 'disclosure' | 'knownAt'
  > | null
}

export async function replay(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { persona: { type: 'string', default: 'analyst' } },
  })
  const [receipt] = positionals
  if (!receipt) throw new Mistake('Name a receipt: kindlijn replay RECEIPT [--persona NAME].')
  const config = readConfig(process.env)
  const url = await addressOf(config)
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${await tokenFor(config, values.persona)}`,
    },
    body: JSON.stringify({ query: QUERY, variables: { receipt } }),
  }).catch(() => {
    throw new Mistake(`No gateway answers at ${url}. Start one with: npm start`)
  })
  const { data, errors = [] } = (await response.json()) as {
    data?: { replay: Replayed | null } | null
    errors?: readonly { readonly message: string }[]
  }
  if (!data?.replay) throw new Mistake(errors[0]?.message ?? 'The graph has no such receipt.')
  tell(data.replay)
}

function tell({ same, because, drifted, now }: Replayed): void {
  if (!now) console.log('not the same: it cannot be asked any more')
  else console.log(sentenceOf(same, now))
  for (const difference of because) console.log(`  ${difference}: ${DIFFERENCES[difference]}`)
  if (drifted > 0) {
    console.log(
      `  ${drifted} cells rest on many other records since; they are told as they were first.`,
    )
  }
  if (!same) process.exitCode = 1
}

function sentenceOf(same: boolean, now: NonNullable<Replayed['now']>): string {
  const by = [now.definitions.join(', '), now.linkRules, now.disclosure, `as of ${now.knownAt}`]
  return `${same ? 'identical' : 'not the same'} (sha256 ${now.answerHash}): ${by.join('; ')}`
}
