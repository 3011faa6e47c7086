import { execFileSync } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { processesOf, run, type Started, start } from './kindlijn.ts'

const OTHERS = `{
  findChildren(familyName: "Vries", prefix: "de", birthDate: "2023-01-17") {
    birthCare { birth { date } }
  }
}`
const FIND = `{
  findChildren(familyName: "Vries", prefix: "de", birthDate: "2023-01-17") {
    id
    name { family }
    birthCare { birth { date } }
    jgz { contacts { date } }
    views { domain absence linkCertainty }
  }
}`

/** Those that this process started, by what they serve. */
function partsOf(pid: number): ReadonlyMap<string, number> {
  const rows = execFileSync('ps', ['-axo', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n')
  const parts = rows.flatMap((row) => {
    const [, own, parent, part] = /^\s*(\d+)\s+(\d+)\s.* serve (\S+)$/.exec(row) ?? []
    return Number(parent) === pid && part ? [[part, Number(own)] as const] : []
  })
  return new Map(parts)
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

describe('a subgraph that KINDLIJN_APART names', { timeout: 90_000 }, () => {
  let home: string
  let running: Started
  let url: string
  let token: string

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'kindlijn-apart-'))
    await chmod(home, 0o711)
    running = start(['up', '--children', '40'], {
      env: {
        ...{ PORT: '0', KINDLIJN_HOME: home, KINDLIJN_APART: 'jgz', KINDLIJN_LINK_EVERY: '0' },
        KINDLIJN_DEADLINE_MS: '6000',
      },
    })
    url = await running.ready()
    const told = await run(['token', '--persona', 'youth-nurse'], { env: { KINDLIJN_HOME: home } })
    token = told.stdout.trim()
  }, 120_000)
  afterAll(async () => {
    await running?.stop('SIGKILL')
    // Its PostgreSQL outlives it.
    for (const pid of processesOf(home)) if (isAlive(pid)) process.kill(pid, 'SIGKILL')
    await sleep(200)
    await rm(home, { recursive: true, force: true })
  }, 120_000)

  async function ask(query = FIND) {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query }),
    })
    const { data, errors = [] } = (await response.json()) as {
      data: { findChildren: readonly [Record<string, unknown>] }
      errors?: readonly { extensions: object }[]
    }
    return { child: data.findChildren[0], errors: errors.map(({ extensions }) => extensions) }
  }

  test('answers from a process of its own', async () => {
    expect([...partsOf(running.pid).keys()]).toEqual(['jgz'])
    const { child, errors } = await ask()
    expect(errors).toEqual([])
    expect(child.jgz).toMatchObject({
      contacts: expect.arrayContaining([{ date: expect.any(String) }]),
    })
  })

  test('holds nobody up who does not ask it, while it is busy without end', async () => {
    const before = await ask()
    const pid = partsOf(running.pid).get('jgz') ?? 0
    process.kill(pid, 'SIGSTOP')
    const hung = ask()
    for (let i = 0; i < 5; i++) expect((await ask(OTHERS)).errors).toEqual([])
    const { child, errors } = await hung
    expect(errors).toEqual([{ code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'jgz' }])
    expect({ ...child, views: null }).toEqual({ ...before.child, jgz: null, views: null })

    process.kill(pid, 'SIGCONT')
    await expect.poll(() => ask(), { timeout: 20_000 }).toEqual(before)
  })

  test('is missing alone while it is killed, and is started again', async () => {
    const before = await ask()
    process.kill(partsOf(running.pid).get('jgz') ?? 0, 'SIGKILL')
    const { child, errors } = await ask()
    expect(errors).toEqual([{ code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'jgz' }])
    const views = (before.child.views as readonly { domain: string }[]).map((view) =>
      view.domain === 'JGZ' ? { ...view, absence: 'SOURCE_DOWN', linkCertainty: null } : view,
    )
    expect(child).toEqual({ ...before.child, jgz: null, views })

    await expect.poll(() => ask(), { timeout: 60_000, interval: 300 }).toEqual(before)
    expect(running.stderr()).toMatch(/^jgz +ended, and is started again$/m)
  })

  test('MUST NOT outlive a Kindlijn that is killed', async () => {
    const pid = partsOf(running.pid).get('jgz') ?? 0
    expect(isAlive(pid)).toBe(true)
    await running.stop('SIGKILL')
    await expect.poll(() => isAlive(pid), { timeout: 20_000 }).toBe(false)
  })
})
