/**
 * `kindlijn audit verify | subject | export | heads`: reads the accounting, for an auditor and for a person who asks.
 *
 * @module
 */

import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { readConfig } from '../config.ts'
import { EXPORTS, exportLines } from '../connectors/accounting-export.ts'
import { headsOf, type Look, openAccounts } from '../connectors/accounting-read.ts'
import { openAccounting } from '../connectors/accounting-store.ts'
import { type SignedHead, verifyAccounting } from '../connectors/accounting-verify.ts'
import { chainSigner } from '../connectors/chain-signature.ts'
import type { Act, Outcome } from '../privacy/accounting.ts'
import { openHome, openPartHome } from './home.ts'
import { openOwnDatabase } from './own-database.ts'
import { Mistake } from './say.ts'
import { type Secrets, secretsOf } from './secrets.ts'

const USAGE = [
  'kindlijn audit verify [--heads FILE]',
  'subject CHILD-ID [--from DAY] [--json]',
  `export [--format ${EXPORTS.join('|')}] [--from DAY]`,
  'heads',
].join(' | ')

const OPTIONS = {
  heads: { type: 'string' },
  from: { type: 'string' },
  format: { type: 'string', default: 'ndjson' },
  json: { type: 'boolean', default: false },
} as const

interface Auditing {
  readonly secrets: Secrets
  readonly url: string
  readonly since: Date
  readonly values: { readonly heads?: string; readonly format: string; readonly json: boolean }
  readonly operand: string | undefined
}

const COMMANDS: Readonly<Record<string, (auditing: Auditing) => Promise<void>>> = {
  verify,
  subject,
  export: exportAll,
  heads,
}

export async function audit(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: OPTIONS,
  })
  const [name = '', operand] = positionals
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!command) throw new Mistake(USAGE)
  const since = new Date(values.from ?? 0)
  if (Number.isNaN(since.getTime())) throw new Mistake('--from takes a day: 2026-11-22.')

  const config = readConfig(process.env)
  const home = config.KINDLIJN_POSTGRES_URL ? openPartHome(config) : await openHome(config)
  const database = await openOwnDatabase(config, home, 'audit')
  try {
    await command({ secrets: secretsOf(home), url: database.url, since, values, operand })
  } finally {
    await database.close()
  }
}

/** Exit status 1 when something is not as it was written. */
async function verify({ secrets, url, values }: Auditing): Promise<void> {
  const kept = values.heads === undefined ? [] : await readHeads(values.heads)
  const { publicKey } = chainSigner(await secrets.chainKey())
  const { findings, ...counted } = await atOneMoment(url, (client) =>
    verifyAccounting({ client, publicKey, heads: kept }),
  )
  const { chains, blocks, records, open, unended } = counted
  for (const { chain, block, about } of findings) {
    console.log(`${chain}${block === undefined ? '' : ` block ${block}`}: ${about}`)
  }
  for (const chain of open) {
    console.log(`${chain}: nobody said that it ended; it runs, or its process was killed.`)
  }
  console.log(
    `${records} records in ${blocks} blocks of ${chains} chains; ${kept.length} heads kept elsewhere; ${unended} readings of which no end is known.`,
  )
  console.log(findings.length === 0 ? 'whole' : `not whole: ${findings.length} findings`)
  if (findings.length > 0) process.exitCode = 1
}

/** What was done with the data of one child; no user is named. */
async function subject({ secrets, url, since, values, operand }: Auditing): Promise<void> {
  if (!operand) throw new Mistake('Name a child by its id: kindlijn audit subject CHILD-ID.')
  const key = await secrets.accountingKey()
  const looks = await accounted(
    { secrets, url },
    { kind: 'account', parts: [], subjects: [operand] },
    async () => {
      const accounts = openAccounts({ databaseUrl: url, key })
      return accounts.of(operand, since, 1_000_000).finally(accounts.close)
    },
  )
  for (const look of looks) console.log(values.json ? JSON.stringify(look) : lineOf(look))
  if (looks.length === 0 && !values.json) console.error('Nobody looked.')
}

function lineOf({ at, act, organisation, purpose, registry, parts, outcome, traceId }: Look) {
  const who = `${organisation ?? 'nobody known'} for ${purpose ?? 'no purpose'}`
  const what = `${act} ${registry}: ${parts.join(', ')} (${outcome ?? 'no end is known'})`
  return `${at.toISOString()}  ${who}  ${what}  ${traceId}`
}

async function exportAll({ secrets, url, since, values }: Auditing): Promise<void> {
  const format = EXPORTS.find((one) => one === values.format)
  if (!format) throw new Mistake(`--format is ${EXPORTS.join(' or ')}.`)
  await accounted({ secrets, url }, { kind: 'export', parts: [format], subjects: [] }, () =>
    atOneMoment(url, async (client) => {
      for await (const line of exportLines(client, format, since)) {
        if (!process.stdout.write(`${line}\n`)) {
          await new Promise((resolve) => process.stdout.once('drain', resolve))
        }
      }
      return [true]
    }),
  )
}

/** One JSON line for each chain: what a second system keeps, so that no end can be cut off unseen. */
async function heads({ url }: Auditing): Promise<void> {
  for (const { hash, signature, ...head } of await atOneMoment(url, headsOf)) {
    const texts = { hash: hash.toString('hex'), signature: signature.toString('hex') }
    console.log(JSON.stringify({ ...head, ...texts }))
  }
}

async function readHeads(file: string): Promise<readonly SignedHead[]> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Mistake(`${file} cannot be read.`)
  })
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return lines.map((line, i) => {
    try {
      const { chain, number, at, hash, signature } = JSON.parse(line)
      const bytes = { hash: Buffer.from(hash, 'hex'), signature: Buffer.from(signature, 'hex') }
      return { chain: String(chain), number: Number(number), at: String(at), ...bytes }
    } catch {
      throw new Mistake(`${file}: line ${i + 1} is not a head of \`kindlijn audit heads\`.`)
    }
  })
}

/** Who looks into the accounting is written down in it, first. */
async function accounted<T>(
  { secrets, url }: Pick<Auditing, 'secrets' | 'url'>,
  what: Pick<Act, 'kind' | 'parts' | 'subjects'>,
  read: () => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const accounting = await openAccounting({
    databaseUrl: url,
    part: 'audit',
    key: await secrets.accountingKey(),
    signingKey: await secrets.chainKey(),
  })
  try {
    const end = await accounting.begin({
      ...what,
      traceId: randomBytes(16).toString('hex'),
      viewer: undefined,
      registry: 'accounting',
      accessPoint: `command of ${userInfo().username}`,
    })
    const found = await read()
    const outcome: Outcome = found.length > 0 ? 'read' : 'unlinked'
    await end([outcome])
    return found
  } finally {
    await accounting.close()
  }
}

async function atOneMoment<T>(url: string, read: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'kindlijn audit' })
  await client.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    return await read(client)
  } finally {
    await client.end()
  }
}
