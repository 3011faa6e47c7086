/**
 * Finds what was changed in the accounting, taken out of it, put into it, or put elsewhere, by whoever could.
 *
 * Everything is hashed anew from what is stored, each block is followed from the one before it, the last of a chain is
 * signed, and the chains have seen each other. What is cut off at the very end of all chains is found with heads that
 * were kept elsewhere.
 *
 * @module
 */

import type { KeyObject } from 'node:crypto'
import type pg from 'pg'
import {
  COLUMNS,
  canonical,
  hashBlock,
  linkOf,
  NO_LINK,
  TABLES,
  type Table,
} from './accounting-records.ts'
import { type Head, isSignedBy } from './chain-signature.ts'

export interface SignedHead extends Head {
  readonly signature: Buffer
}

/** What is wrong, and where. Says nothing of what is written there. */
export interface Finding {
  readonly chain: string
  /** Undefined: the chain as a whole. */
  readonly block: number | undefined
  readonly about: string
}

export interface Verified {
  readonly chains: number
  readonly blocks: number
  readonly records: number
  /** Chains that no process said to have ended: it runs, was killed, or its end was cut off. */
  readonly open: readonly string[]
  /** Processings of which no end is known: their process was killed, or could not write any more. */
  readonly unended: number
  readonly findings: readonly Finding[]
}

interface VerifyOptions {
  /** In a transaction of its own, if it is to be of one moment. */
  readonly client: pg.ClientBase
  readonly publicKey: KeyObject
  /** Kept elsewhere. */
  readonly heads?: readonly SignedHead[]
}

interface BlockRow {
  readonly chain: string
  readonly number: number
  readonly at: string
  readonly previous: Buffer
  readonly witnessed: string
  readonly hash: Buffer
  readonly signature: Buffer
}

interface RecordRow extends Readonly<Record<string, unknown>> {
  readonly chain: string
  readonly block: number
  readonly place: number
}

const A_PAGE = 500

export async function verifyAccounting(options: VerifyOptions): Promise<Verified> {
  const { client, publicKey, heads = [] } = options
  const findings: Finding[] = []
  const counts = { chains: 0, blocks: 0, records: 0 }
  const open: string[] = []
  const find = ({ chain, number }: BlockRow, about: string) =>
    findings.push({ chain, block: number, about })
  let last: BlockRow | undefined
  let hasEnded = false

  function endChain(): void {
    if (!last) return
    if (!isSignedBy(publicKey, last, last.signature)) find(last, 'The signature is not ours.')
    if (!hasEnded) open.push(last.chain)
  }

  for await (const page of pagesOf(client)) {
    const records = await recordsOf(client, page)
    for (const block of page) {
      const isNext = last?.chain === block.chain
      if (!isNext) {
        endChain()
        counts.chains += 1
      }
      const number = isNext && last ? last.number + 1 : 0
      if (block.number !== number) find(block, 'The blocks before it are not there.')
      const link = isNext && last ? linkOf(last.hash, last.signature) : NO_LINK
      if (!block.previous.equals(link)) find(block, 'It does not follow from the block before it.')
      const own = records.get(nameOf(block)) ?? []
      if (own.some(({ place }, i) => place !== i)) find(block, 'A record is not in its place.')
      const texts = own.map(({ text }) => text)
      if (!hashBlock(block, texts).equals(block.hash)) {
        find(block, 'What stands in it is not what was written.')
      }
      counts.blocks += 1
      counts.records += own.length
      last = block
      hasEnded = own.some(({ isEnd }) => isEnd)
    }
    findings.push(...(await unseenHeads(client, page.flatMap(witnessedBy))))
  }
  endChain()

  findings.push(...(await strayRows(client)), ...(await wrongChains(client)))
  const genuine = heads.filter((head) => isSignedBy(publicKey, head, head.signature))
  for (const { chain, number } of heads.filter((head) => !genuine.includes(head))) {
    findings.push({ chain, block: number, about: 'A head that was kept is not signed by us.' })
  }
  findings.push(
    ...(await unseenHeads(
      client,
      genuine.map(({ chain, number, hash }) => [chain, number, hash.toString('hex')] as const),
    )),
  )
  const [unended] = await rowsOf<{ count: number }>(client, UNENDED)
  return { ...counts, open, unended: unended?.count ?? 0, findings }
}

const BLOCKS = `
  select chain, number::float8 as number, ${asText('at')} as at, previous, witnessed, hash, signature
  from accounting.block where (chain, number) > ($1, $2) order by chain, number limit ${A_PAGE}`

async function* pagesOf(client: pg.ClientBase): AsyncIterable<readonly BlockRow[]> {
  let after: readonly [string, number] = ['', -1]
  for (;;) {
    const page = await rowsOf<BlockRow>(client, BLOCKS, after)
    const last = page.at(-1)
    if (!last) return
    yield page
    after = [last.chain, last.number]
  }
}

interface Placed {
  readonly place: number
  readonly text: string
  /** That the chain ended. */
  readonly isEnd: boolean
}

async function recordsOf(
  client: pg.ClientBase,
  page: readonly BlockRow[],
): Promise<ReadonlyMap<string, readonly Placed[]>> {
  const [first, last] = [page[0], page.at(-1)]
  if (!first || !last) return new Map()
  const range = [first.chain, first.number, last.chain, last.number]
  const records = new Map<string, Placed[]>()
  for (const table of TABLES) {
    for (const row of await rowsOf<RecordRow>(client, RECORDS[table], range)) {
      const name = nameOf({ chain: row.chain, number: row.block })
      const placed = {
        place: row.place,
        text: canonical(table, row),
        isEnd: table === 'event' && row.kind === 'logging' && String(row.parts) === 'ended',
      }
      const known = records.get(name)
      if (known) known.push(placed)
      else records.set(name, [placed])
    }
  }
  for (const placed of records.values()) placed.sort((a, b) => a.place - b.place)
  return records
}

const RECORDS = Object.fromEntries(
  TABLES.map((table) => [
    table,
    `select chain, block::float8 as block, ${COLUMNS[table].map(selected).join(', ')}
     from accounting.${table} where (chain, block) >= ($1, $2) and (chain, block) <= ($3, $4)`,
  ]),
) as Readonly<Record<Table, string>>

function selected(column: string): string {
  return column === 'at' || column === 'started_at' ? `${asText(column)} as ${column}` : column
}

function asText(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
}

function nameOf({ chain, number }: { readonly chain: string; readonly number: number }): string {
  return `${chain} ${number}`
}

/** What no block says that it holds. */
async function strayRows(client: pg.ClientBase): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  for (const table of TABLES) {
    const rows = await rowsOf<{ chain: string; block: number }>(
      client,
      `select distinct chain, block::float8 as block from accounting.${table} record
       where not exists (
         select from accounting.block where block.chain = record.chain and block.number = record.block)`,
    )
    for (const row of rows) findings.push({ ...row, about: `A record (${table}) is in no block.` })
  }
  return findings
}

/** The list of chains is not in any chain. */
async function wrongChains(client: pg.ClientBase): Promise<readonly Finding[]> {
  const rows = await rowsOf<{ chain: string }>(
    client,
    `select coalesce(name, chain) as chain
     from accounting.chain full join (select chain, at from accounting.block where number = 0) first on chain = name
     where name is null or chain is null or at <> opened_at`,
  )
  return rows.map(({ chain }) => ({
    chain,
    block: undefined,
    about: 'The list of chains does not say what its first block says.',
  }))
}

type Witnessed = readonly [chain: string, number: number, hash: string]

function witnessedBy({ witnessed }: BlockRow): readonly Witnessed[] {
  if (!witnessed) return []
  try {
    return JSON.parse(witnessed) as readonly Witnessed[]
  } catch {
    return [] // then its hash is not right either
  }
}

/** Heads that were seen, and are not there any more. */
async function unseenHeads(
  client: pg.ClientBase,
  heads: readonly Witnessed[],
): Promise<readonly Finding[]> {
  if (heads.length === 0) return []
  const rows = await rowsOf<{ chain: string; block: number }>(
    client,
    `select seen.chain, seen.number::float8 as block
     from unnest($1::text[], $2::bigint[], $3::text[]) as seen (chain, number, hash)
       left join accounting.block on block.chain = seen.chain and block.number = seen.number
     where block.hash is distinct from decode(seen.hash, 'hex')`,
    [
      heads.map(([chain]) => chain),
      heads.map(([, number]) => number),
      heads.map(([, , hash]) => hash),
    ],
  )
  return rows.map((row) => ({ ...row, about: 'It was seen, and is not there as it was.' }))
}

const UNENDED = `
  select count(*)::int as count from accounting.processing
  where not exists (select from accounting.outcome where outcome.span_id = processing.span_id)`

async function rowsOf<R>(
  client: pg.ClientBase,
  text: string,
  values: readonly unknown[] = [],
): Promise<readonly R[]> {
  return (await client.query(text, [...values])).rows as R[]
}
