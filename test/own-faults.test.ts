import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startPostgres } from '../connectors/embedded-postgres.ts'
import { type Detour, openDetour } from './detour.ts'
import { type Graph, openGraph } from './graph.ts'
import { openOwnTown } from './own-town.ts'

const CONTACTS = `query ($id: ID!) {
  child(id: $id) { name { family } jgz { contacts { date } } childcare { enrolments { from } } }
}`
const LOCKED = 'jgz_extract.contactmoment'

let town: Awaited<ReturnType<typeof openOwnTown>>
/** To its PostgreSQL, wherever that is. */
let detour: Detour
let through: string

beforeAll(async () => {
  town = await openOwnTown(40)
  const url = new URL(town.adminUrl)
  detour = await openDetour(Number(url.port))
  through = Object.assign(url, { port: String(detour.port) }).href
}, 120_000)
afterAll(async () => {
  await detour?.close()
  await town?.close()
})

function open(apart: boolean): Promise<Graph> {
  return openGraph({
    town: { ...town, adminUrl: through },
    linked: (registry) => ({ ...registry, timeout: 30_000 }),
    deadlineMs: 60_000,
    apart,
  })
}

/** Without looking at what was written down of it. */
async function post(graph: Graph, id: string, signal?: AbortSignal): Promise<string> {
  const response = await fetch(`${graph.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${await graph.tokenFor('youth-nurse')}`,
    },
    body: JSON.stringify({ query: CONTACTS, variables: { id } }),
    ...(signal && { signal }),
  })
  return response.text()
}

describe.each([
  { name: 'in one process', apart: false },
  { name: 'with each subgraph behind its own socket', apart: true },
])('faults of our own, $name', ({ apart }) => {
  let graph: Graph
  let anna: string

  beforeAll(async () => {
    graph = await open(apart)
    anna = await graph.idOf('anna')
  }, 120_000)
  afterAll(() => graph?.close())

  const ask = () => graph.ask('youth-nurse', CONTACTS, { id: anna })

  /** Statements of the reader of the extract that the server works on now. */
  async function going(): Promise<number> {
    const rows = await graph.admin(
      `select from pg_stat_activity where usename = 'jgz_reader' and state = 'active'`,
    )
    return rows.length
  }

  test('who hangs up has the statement that runs for them cancelled in PostgreSQL', async () => {
    const url = Object.assign(new URL(through), { pathname: '/sandbox_jgz' })
    const extract = new pg.Client({ connectionString: url.href })
    await extract.connect()
    await extract.query(`begin; lock table ${LOCKED} in access exclusive mode`)
    const client = new AbortController()
    const asking = post(graph, anna, client.signal).catch(() => 'hung up')
    await expect.poll(going, { timeout: 20_000 }).toBe(1)

    client.abort()
    expect(await asking).toBe('hung up')
    // Long before its own time is over, and with the table still locked.
    await expect.poll(going, { timeout: 15_000 }).toBe(0)
    await extract.end() // and with it the lock
    expect((await ask()).errors).toEqual([])
  }, 60_000)

  test.runIf(apart)(
    'a PostgreSQL with a full disk writes nothing down: nobody is asked, nothing is shown, until there is room',
    async () => {
      const before = await ask()
      expect(before.errors).toEqual([])
      await graph.admin(`create function accounting.full() returns trigger language plpgsql as
      $$ begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$`)
      await graph.admin(
        'create trigger disk before insert on accounting.block for each row execute function accounting.full()',
      )
      graph.requests('brp')
      const { data, codes } = await ask()
      expect([data, codes]).toEqual([{ child: null }, ['ACCOUNTING_UNAVAILABLE']])
      expect(graph.requests('brp')).toBe(0)

      await graph.admin('drop trigger disk on accounting.block')
      await expect.poll(async () => (await ask()).text, { timeout: 20_000 }).toBe(before.text)
    },
    60_000,
  )

  test.runIf(apart)(
    'a PostgreSQL that is killed comes back at another address: nothing is shown meanwhile, and then all is as it was',
    async () => {
      const before = await ask()
      const directory = join(dirname(town.folder), 'postgres')
      const [pid] = (await readFile(join(directory, 'postmaster.pid'), 'utf8')).split('\n')
      process.kill(Number(pid), 'SIGKILL')
      const { data, errors } = JSON.parse(await post(graph, anna))
      expect(data?.child ?? null).toBeNull()
      expect(errors.length).toBeGreaterThan(0)

      const password = decodeURIComponent(new URL(town.adminUrl).password)
      const again = await startPostgres({ directory, password, durable: false })
      detour.leadTo(again.port)
      await expect
        .poll(() => post(graph, anna), { timeout: 40_000, interval: 250 })
        .toBe(before.text)
    },
    90_000,
  )
})
