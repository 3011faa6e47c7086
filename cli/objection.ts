/**
 * `kindlijn objection record | list`: what a family said at a desk or in a letter. The next question goes by it.
 *
 * @module
 */

import { randomBytes } from 'node:crypto'
import { userInfo } from 'node:os'
import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import { type AccountingStore, openAccounting } from '../connectors/accounting-store.ts'
import { toDay } from '../connectors/wall-clock.ts'
import type { Purpose } from '../privacy/policy.ts'
import { DOMAINS } from '../privacy/sealed-reference.ts'
import { GraphError } from '../schema/errors.ts'
import { type ChildIndex, openChildIndex } from '../subgraphs/child/child-index.ts'
import type { Objection } from '../subgraphs/child/objections.ts'
import { openHome, openPartHome } from './home.ts'
import { openOwnDatabase } from './own-database.ts'
import { Mistake } from './say.ts'
import { secretsOf } from './secrets.ts'

const USAGE = `kindlijn objection
  record CHILD-ID --domain DOMAIN --kind objection|consent|withdrawn --source TEXT
         [--purpose NAME] [--from DAY] [--until DAY] [--as NAME]
  list   CHILD-ID [--as NAME]`

const KINDS = ['OBJECTION', 'CONSENT', 'WITHDRAWN'] as const

const OPTIONS = {
  domain: { type: 'string' },
  kind: { type: 'string' },
  source: { type: 'string', default: '' },
  purpose: { type: 'string' },
  from: { type: 'string' },
  until: { type: 'string' },
  as: { type: 'string' },
} as const

interface Desk {
  readonly index: ChildIndex
  readonly accounting: AccountingStore
  /** Who does it. */
  readonly userId: string
}

export async function objection(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: OPTIONS,
  })
  const [command, childId, ...others] = positionals
  if (!childId || others.length > 0) throw new Mistake(USAGE)
  const userId = values.as ?? userInfo().username
  if (command === 'list') return withDesk(userId, (desk) => list(desk, childId))
  if (command !== 'record') throw new Mistake(USAGE)

  const domain = DOMAINS.find((one) => one === values.domain)
  if (!domain) throw new Mistake(`--domain takes ${DOMAINS.join(', ')}.`)
  const kind = KINDS.find((one) => one === values.kind?.toUpperCase())
  if (!kind) throw new Mistake('--kind takes objection, consent, withdrawn.')
  if (values.source.trim() === '') throw new Mistake('Say who wrote it down: --source TEXT.')
  const told: Omit<Objection, 'recordedAt'> = {
    domain,
    kind,
    purpose: (values.purpose ?? null) as Purpose | null,
    source: values.source,
    from: values.from ?? toDay(new Date()),
    until: values.until ?? null,
  }
  await withDesk(userId, (desk) => record(desk, childId, told))
}

async function record(
  desk: Desk,
  childId: string,
  told: Omit<Objection, 'recordedAt'>,
): Promise<void> {
  const parts = [told.kind.toLowerCase(), told.domain]
  await accounted(desk, childId, parts, async (known) => {
    await desk.index.object([{ ...told, childId: known.id }]).catch(explain)
    console.log('recorded')
  })
}

async function list(desk: Desk, childId: string): Promise<void> {
  await accounted(desk, childId, ['list'], async ({ objections }) => {
    for (const one of objections) console.log(lineOf(one))
    if (objections.length === 0) console.error('Nothing was recorded.')
  })
}

function lineOf({ domain, purpose, kind, from, until, source }: Objection): string {
  const days = until === null ? `from ${from}` : `from ${from} until ${until}`
  return `${domain.padEnd(13)}  ${(purpose ?? 'every purpose').padEnd(20)}  ${kind.padEnd(9)}  ${days}  ${source}`
}

type Known = Pick<NonNullable<Awaited<ReturnType<ChildIndex['look']>>[number]>, 'id' | 'objections'>

/** Written down before it is done, with how it ended after. */
async function accounted(
  { index, accounting, userId }: Desk,
  childId: string,
  parts: readonly string[],
  work: (known: Known) => Promise<void>,
): Promise<void> {
  const [known] = await index.look([childId])
  if (!known) throw new Mistake('There is no child with this id.')
  const end = await accounting.begin({
    kind: 'objection',
    traceId: randomBytes(16).toString('hex'),
    accessPoint: `command of ${userInfo().username}`,
    viewer: {
      id: userId,
      organisation: 'installation',
      role: 'privacy-officer',
      purpose: 'accountability',
      municipalities: [],
    },
    registry: 'child',
    parts,
    subjects: [known.id],
  })
  try {
    await work(known)
  } catch (error) {
    await end(['failed'])
    throw error
  }
  await end(['read'])
}

async function withDesk(userId: string, work: (desk: Desk) => Promise<void>): Promise<void> {
  const config = readConfig(process.env)
  const home = config.KINDLIJN_POSTGRES_URL ? openPartHome(config) : await openHome(config)
  const secrets = secretsOf(home)
  const database = await openOwnDatabase(config, home, 'child')
  const closers: (() => Promise<unknown>)[] = [database.close]
  try {
    const accounting = await openAccounting({
      databaseUrl: database.url,
      part: 'objection',
      key: await secrets.accountingKey(),
      signingKey: await secrets.chainKey(),
    })
    closers.push(accounting.close)
    const key = await secrets.childIndexKey()
    const index = await openChildIndex({ databaseUrl: database.url, key })
    closers.push(index.close)
    await work({ index, accounting, userId })
  } finally {
    for (const close of closers.reverse()) await close()
  }
}

function explain(error: unknown): never {
  if (error instanceof GraphError && error.code === 'ARGUMENT_INVALID') {
    throw new Mistake(
      'A day is 2026-11-22, a purpose is one of docs/access.md, and a source has at most 100 characters and no number of anybody.',
    )
  }
  throw error
}
