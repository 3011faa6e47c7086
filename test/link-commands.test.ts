import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DATABASE, urlOf } from '../cli/database.ts'
import { startPostgres } from '../connectors/embedded-postgres.ts'
import { run, type Started, start } from './kindlijn.ts'

/** What may be nowhere on a screen: a number, a day of birth, a name of somebody in the town. */
const PERSONAL = /\b9999\d{5}\b|Vries|Koster|Rikkert|20(19|2\d)-\d\d-\d\d(?! \d\d:\d\d)/

let folder: string
let town: Started

const link = (...args: readonly string[]) =>
  run(['link', ...args], { env: { KINDLIJN_HOME: folder, KINDLIJN_LINK_EVERY: '0' } })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kindlijn-link-'))
  const env = { KINDLIJN_HOME: folder, PORT: '0', KINDLIJN_LINK_EVERY: '0' }
  town = start(['up', '--children', '60'], { env })
  await town.ready()
}, 240_000)

afterAll(async () => {
  await town.stop('SIGTERM')
  await rm(folder, { recursive: true, force: true })
}, 60_000)

describe('linking by command, beside a graph that runs', { timeout: 120_000 }, () => {
  test('a dry run shows what linking would change, and changes nothing', async () => {
    const first = await link('dry-run', 'jgz-waterdam')
    expect(first).toMatchObject({ code: 0 })
    expect(first.stdout).toMatch(/jgz-waterdam +\d+ records, by R1\/\d+ R2\/\d+ R3\/\d+ default-1/)
    expect(first.stdout).toMatch(/exact \d+ .*probable \d+.*possible \d+.*unlinked \d+/)
    expect(first.stdout).toMatch(/HAS_BSN +NO /)
    expect(first.stdout).toMatch(/links +made [1-9]\d* .*unchanged 0/)
    expect(first.stdout).not.toMatch(PERSONAL)
    const again = await link('dry-run', 'jgz-waterdam')
    expect(again.stdout).toBe(first.stdout)
    expect((await link('quality')).stdout).toMatch(/^Nothing was linked yet/)
  })

  test('applied, the next dry run has nothing to change', async () => {
    expect(await contactsOfRikkert()).toBeNull()
    const applied = await link('apply', 'birth-care-waterdam', 'jgz-waterdam')
    expect(applied).toMatchObject({ code: 0 })
    // Who has no BSN there, and a name that was misspelt, has his dossier in the next answer.
    expect((await contactsOfRikkert())?.length).toBeGreaterThan(5)
    expect(applied.stdout).toMatch(/birth-care-waterdam \d+ pregnancies, \d+ children expected/)
    expect(applied.stdout).not.toMatch(PERSONAL)
    const next = await link('dry-run', 'jgz-waterdam')
    expect(next.stdout).toMatch(/made 0 +broken 0 +rescored 0 +cases opened 0 +cases closed 0/)
    expect(next.stdout).toMatch(/last time +linked/)
    const { stdout } = await link('quality', '--by', 'has_bsn')
    expect(stdout).toMatch(/^registry +at +records +linked/)
    expect(stdout).toMatch(/jgz-waterdam +\d{4}-\d\d-\d\d \d\d:\d\d/)
    expect(stdout).toMatch(/HAS_BSN +YES/)
  })

  test('cases are keys, levels and weights', async () => {
    const { code, stdout } = await link('cases', '--first', '5')
    expect(code).toBe(0)
    expect(stdout).not.toMatch(PERSONAL)
  })

  test.each([
    [['dry-run', 'nowhere'], /There is no registry nowhere: .*jgz-waterdam/],
    [['break', '7', '--reason', 'x'], /There is no such case or link/],
    [['fly'], /^kindlijn link/],
  ])('%j says what to mend, and ends with 1', async (args, message) => {
    const { code, stderr, stdout } = await link(...args)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(message)
    expect(stderr).not.toMatch(/\n\s+at /)
  })

  test('MUST write down who breaks a link, and why, and never link it again by itself', async () => {
    await link('apply', 'jgz-waterdam')
    const [{ link_id } = { link_id: '' }] = await inIndex(
      `select link_id from child_index.link_event where kind = 'MADE' and registry = 'jgz-waterdam' limit 1`,
    )
    const id = String(link_id)
    const broken = await link('break', id, '--reason', 'two of one name', '--as', 'bram')
    expect(broken.stdout).toMatch(new RegExp(`^link ${id} +jgz-waterdam +not in force .*bram`))
    expect((await link('break', id, '--reason', 'again')).code).toBe(1)

    const applied = await link('apply', 'jgz-waterdam')
    expect(applied.stdout).toMatch(/made 0 +broken 0/)
    const back = await link('restore', id, '--reason', 'they are one after all')
    expect(back.stdout).toContain(`decided by ${userInfo().username}`)
    expect(
      await inIndex(
        `select kind, user_id, reason from child_index.link_event
         where link_id = $1 and decided_by = 'PERSON' order by seq`,
        id,
      ),
    ).toEqual([
      { kind: 'BROKEN', user_id: 'bram', reason: 'two of one name' },
      { kind: 'CONFIRMED', user_id: userInfo().username, reason: 'they are one after all' },
    ])
    const acts = await inIndex(
      `select user_id from accounting.event where kind = 'link-decision' order by at`,
    )
    expect(acts.map(({ user_id }) => user_id)).toEqual(['bram', userInfo().username])
  })
})

async function contactsOfRikkert(): Promise<readonly unknown[] | null> {
  const query =
    '{ findChildren(familyName: "Koster", birthDate: "2023-10-18") { jgz { contacts { date } } } }'
  const { stdout } = await run(['ask', '--persona', 'youth-nurse', '--query', '-'], {
    env: { KINDLIJN_HOME: folder },
    stdin: query,
  })
  const [child] = JSON.parse(stdout).data.findChildren
  return child.jgz?.contacts ?? null
}

/** As the owner of the database that runs there. */
async function inIndex(sql: string, ...values: unknown[]) {
  const password = (await readFile(join(folder, 'secrets', 'postgres'), 'utf8')).trim()
  const server = await startPostgres({ directory: join(folder, 'postgres'), password })
  const client = new pg.Client({ connectionString: urlOf(server.url, DATABASE) })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql, values)).rows
  } finally {
    await client.end()
  }
}
