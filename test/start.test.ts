import { execFileSync, spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { chmod, cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { processesOf, run, type Started, start } from './kindlijn.ts'
import { IS_LONG } from './scale.ts'

const UP = ['up', '--children', '40'] as const
const PARTS = ['child', 'birth-care', 'jgz', 'childcare', 'social-domain', 'journey', 'insight']
const FIND_ANNA = `{
  findChildren(familyName: "Vries", prefix: "de", birthDate: "2023-01-17") {
    id
    birthCare { birth { date } }
    jgz { contacts { date } }
    childcare { enrolments { from } }
    socialDomain { cases { openedOn } }
  }
}`

let folder: string
let main: string

/** What `npm start` runs is what was built. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kindlijn-start-'))
  await chmod(folder, 0o711)
  // In there, so that its processes are known by their command line.
  const built = dirname(dirname(dirname(inject('main'))))
  await cp(built, join(folder, 'built'), { recursive: true })
  main = join(folder, 'built', relative(built, inject('main')))
})
afterAll(async () => {
  for (const pid of processesOf(folder)) kill(pid, 'SIGKILL')
  await sleep(200)
  await rm(folder, { recursive: true, force: true })
})

function up(home: string, env: Readonly<Record<string, string>> = {}): Started {
  return start(UP, { main, env: { PORT: '0', KINDLIJN_HOME: home, ...env } })
}

function tell(args: readonly string[], home: string, env: Readonly<Record<string, string>> = {}) {
  return run(args, { main, env: { PORT: '0', KINDLIJN_HOME: home, ...env } })
}

/** Her id, when all five registries speak of her. */
async function idOfAnna(url: string): Promise<string> {
  const token = await fetch(new URL('/explorer/token/youth-nurse', url), {
    method: 'POST',
    headers: { 'x-kindlijn-explorer': '1' },
  })
  const { access_token } = (await token.json()) as { readonly access_token: string }
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${access_token}` },
    body: JSON.stringify({ query: FIND_ANNA }),
  })
  const { data, errors } = (await response.json()) as Answer
  expect(errors).toBeUndefined()
  const [anna] = data.findChildren
  expect(anna).toMatchObject({ birthCare: { birth: { date: '2023-01-17' } } })
  expect(anna?.jgz.contacts.length).toBeGreaterThan(5)
  expect(anna?.childcare.enrolments.length).toBeGreaterThan(0)
  expect(anna?.socialDomain.cases.length).toBeGreaterThan(0)
  return anna?.id ?? ''
}

interface Answer {
  readonly data: {
    readonly findChildren: readonly {
      readonly id: string
      readonly jgz: { readonly contacts: readonly unknown[] }
      readonly childcare: { readonly enrolments: readonly unknown[] }
      readonly socialDomain: { readonly cases: readonly unknown[] }
    }[]
  }
  readonly errors?: readonly unknown[]
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // it ended meanwhile
  }
}

/** Nothing runs any more, and nothing says that it does. */
function expectAllStopped(home: string): void {
  expect(processesOf(home)).toEqual([])
  expect(existsSync(join(home, 'running.json'))).toBe(false)
  expect(existsSync(join(home, 'postgres', 'postmaster.pid'))).toBe(false)
}

/** Of making the sandbox, by what is said last. */
const MOMENTS = ['making the', 'population', 'birth care', 'jgz']

/** One sentence, no stack, nothing on standard output. */
function expectSentence(
  ended: { code: number | null; stdout: string; stderr: string },
  sentence: RegExp,
): void {
  expect(ended.stderr).toMatch(sentence)
  expect(ended.stderr).not.toMatch(/^\s+at /m)
  expect(ended.stderr.trim().split('\n')).toHaveLength(1)
  expect(ended.stdout).toBe('')
  expect(ended.code).toBe(1)
}

describe('npm start, in one home', { timeout: 90_000 }, () => {
  let home: string
  let running: Started
  let anna: string
  const made = () => statSync(join(home, 'sandbox', 'made.json')).mtimeMs

  beforeAll(() => {
    home = join(folder, 'home')
  })

  test('tells each part in a line, and at last where it is ready', async () => {
    running = up(home)
    const url = await running.ready()
    const lines = running.stdout().trim().split('\n')
    anna = await idOfAnna(url)

    expect(lines[0]).toMatch(/^postgres +127\.0\.0\.1:\d+$/)
    for (const part of PARTS)
      expect(lines.filter((line) => line.startsWith(`${part} `))).toHaveLength(1)
    expect(lines.at(-1)).toMatch(/^ready http:\/\/127\.0\.0\.1:\d+\/graphql$/)
    expect(anna).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('`kindlijn ask` finds where it runs', async () => {
    const query = 'docs/questions/1-one-child.graphql'
    const { stdout, code } = await tell(['ask', '--persona', 'youth-nurse', '--query', query], home)

    expect(JSON.parse(stdout).data.findChildren[0].id).toBe(anna)
    expect(code).toBe(0)
  })

  test('`kindlijn drill` plays a fault on it, says what is seen, and ends it', async () => {
    const seenOfAnna = async () => {
      const query = `{ child(id: "${anna}") { jgz { contacts { date } } views { domain absence } } }`
      const { stdout } = await run(['ask', '--persona', 'youth-nurse', '--query', '-'], {
        ...{ main, stdin: query, env: { PORT: '0', KINDLIJN_HOME: home } },
      })
      const { data, errors } = JSON.parse(stdout)
      const [view] = data.child.views.filter((one: { domain: string }) => one.domain === 'JGZ')
      return [view.absence, data.child.jgz?.contacts === null, errors?.[0].extensions.code]
    }
    expect(await seenOfAnna()).toEqual(['NONE', false, undefined])

    const played = await tell(['drill', 'drifted', 'jgz-waterdam'], home)
    expect(played.stdout).toContain('jgz { … } is null, with REGISTRY_MALFORMED')
    expect(await seenOfAnna()).toEqual(['SOURCE_DOWN', true, 'REGISTRY_MALFORMED'])
    expect((await tell(['drill', 'list'], home)).stdout).toMatch(/^jgz-waterdam +drifted$/m)

    await tell(['drill', 'off'], home)
    expect(await seenOfAnna()).toEqual(['NONE', false, undefined])
    expectSentence(await tell(['drill', 'bomb', 'jgz-waterdam'], home), /can have: refused, reset/)
  })

  test('MUST reckon an answer again by its receipt (`kindlijn replay`), and say what is none', async () => {
    const asked = ['ask', '--persona', 'analyst', '--query', 'docs/questions/25-a-cohort.graphql']
    const cohort = await expect
      .poll(async () => JSON.parse((await tell(asked, home)).stdout || '{}').data?.cohort, {
        ...{ timeout: 60_000, interval: 1_000 },
      })
      .toMatchObject({ receipt: { id: expect.any(String) } })
      .then(async () => JSON.parse((await tell(asked, home)).stdout).data.cohort)
    for (const { id } of [cohort.receipt, cohort.table.receipt]) {
      const again = await tell(['replay', id], home)
      expect(again.stdout).toMatch(/^identical \(sha256 [0-9a-f]{64}\): children@1, window-18-48@/)
      expect([again.code, again.stderr]).toEqual([0, ''])
    }
    expectSentence(await tell(['replay', 'r-nothing'], home), /argument/i)
    expectSentence(await tell(['replay'], home), /^Name a receipt: kindlijn replay RECEIPT/)
  })

  test('a second one in the same home is refused, with the address of the first', async () => {
    const second = await tell(['up'], home)

    expectSentence(
      second,
      /^Kindlijn already runs in .+, at http:\S+\. Stop it, or set KINDLIJN_HOME/,
    )
  })

  test('MUST NOT stop the PostgreSQL of one that is still starting', async () => {
    await rm(join(home, 'running.json'))

    expectSentence(await tell(['up'], home), /^Kindlijn already runs in /)
    expect(await idOfAnna(await running.ready())).toBe(anna)
  })

  test('Ctrl-C stops all in the opposite order, and leaves nothing', async () => {
    const code = await running.stop('SIGINT')
    const stopped = running
      .stdout()
      .split('\n')
      .flatMap((line) => /^(\S+) +stopped$/.exec(line)?.[1] ?? [])

    expect(stopped).toEqual([
      'linking',
      'linker',
      'index',
      'home',
      'gateway',
      ...PARTS.toReversed(),
      'feeds',
      'accounting',
      'drills',
      'sandbox',
      'postgres',
    ])
    expect(running.stderr()).not.toMatch(/rror/)
    expect(code).toBe(0)
    expectAllStopped(home)
  })

  test('a second start does not make the sandbox again, and MUST keep the ids', async () => {
    const before = made()
    running = up(home)

    expect(await idOfAnna(await running.ready())).toBe(anna)
    expect(running.stdout()).not.toContain('making')
    expect(made()).toBe(before)
  })

  test('after a kill -9 of Node the next start adopts its PostgreSQL', async () => {
    await running.stop('SIGKILL')
    running = up(home)

    expect(await idOfAnna(await running.ready())).toBe(anna)
    expect(running.stdout()).toContain('(was still running)')
    expect(running.stdout()).not.toContain('making')
  })

  test('MUST keep everything through a kill -9 of Node and of PostgreSQL', async () => {
    const all = processesOf(home)
    const over = running.stop('SIGKILL')
    for (const pid of all) kill(pid, 'SIGKILL')
    await over
    running = up(home)

    expect(all.length).toBeGreaterThan(3)
    expect(await idOfAnna(await running.ready())).toBe(anna)
    expect(running.stdout()).not.toMatch(/making|was still running/)
  })

  test('SIGTERM is like Ctrl-C, also while a client keeps its connection', async () => {
    await fetch((await running.ready()).replace('/graphql', '/health'), { keepalive: true })

    expect(await running.stop('SIGTERM')).toBe(0)
    expectAllStopped(home)
  })

  test('goes on in silence when nobody reads what it tells (`| head -1`)', async () => {
    running = up(home)
    await running.saying(/^postgres/m)
    running.stopReading()
    while (!existsSync(join(home, 'running.json'))) await sleep(20)
    const { url } = JSON.parse(readFileSync(join(home, 'running.json'), 'utf8'))

    expect(await idOfAnna(url)).toBe(anna)
    expect(await running.stop('SIGHUP')).toBe(0)
    expect(running.stderr()).toBe('')
    expectAllStopped(home)
  })

  test('stops when the shell that npm put between us is gone', async () => {
    const shell = spawn('sh', ['-c', `"${process.execPath}" "${main}" up; true`], {
      env: {
        PATH: process.env.PATH,
        PORT: '0',
        KINDLIJN_HOME: home,
        npm_lifecycle_event: 'start',
      },
      stdio: 'ignore',
    })
    while (!existsSync(join(home, 'running.json'))) await sleep(20)
    shell.kill('SIGTERM')
    while (processesOf(home).length > 0) await sleep(50)

    expectAllStopped(home)
  })
})

describe('stopped in the middle', { timeout: 90_000 }, () => {
  test('MUST make the sandbox anew after a kill -9 at any moment of making it', async () => {
    const home = join(folder, 'killed')
    const isWhole = () => existsSync(join(home, 'sandbox', 'made.json'))
    for (const moment of IS_LONG ? MOMENTS : MOMENTS.slice(-2)) {
      const wasWhole = isWhole()
      const killed = up(home)
      await killed.saying(new RegExp(moment))
      await killed.stop('SIGKILL')
      // Now and then PostgreSQL goes along.
      if (moment === 'birth care') for (const pid of processesOf(home)) kill(pid, 'SIGKILL')
      expect(killed.stdout().includes('making')).toBe(!wasWhole)
    }
    const wasWhole = isWhole()
    const running = up(home)

    expect(await idOfAnna(await running.ready())).toMatch(/-/)
    expect(running.stdout().includes('making')).toBe(!wasWhole)
    await running.stop('SIGINT')
    expectAllStopped(home)
  })

  test('starts after a kill -9 while the database itself was made', async () => {
    const home = join(folder, 'early')
    const killed = up(home)
    const isMaking = () =>
      existsSync(home) && readdirSync(home).some((name) => name.startsWith('postgres.making-'))
    while (!isMaking()) await sleep(5)
    await killed.stop('SIGKILL')
    expect(existsSync(join(home, 'postgres'))).toBe(false)

    const running = up(home)
    await running.saying(/^postgres/m)
    await running.saying(/making/)
    expect(await running.stop('SIGINT')).toBe(0)
    expect(running.stderr()).not.toMatch(/rror/)
    expect(running.stdout()).not.toContain('ready')
    expectAllStopped(home)
  })
})

describe('what its user can mend is one sentence, at once', { timeout: 30_000 }, () => {
  let home: string

  beforeAll(() => {
    home = join(folder, 'never')
  })

  test('a taken port', async () => {
    const server = createServer()
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const { port } = server.address() as { port: number }

    const ended = await tell(['up'], home, { PORT: String(port) })
    expectSentence(ended, new RegExp(`^Port ${port} of 127.0.0.1 is taken. .+ set PORT to another`))
    expect(existsSync(join(home, 'postgres'))).toBe(false)
    await new Promise((closed) => server.close(closed))
  })

  test('an address that is not of this machine', async () => {
    const ended = await tell(['up'], home, { KINDLIJN_HOST: '203.0.113.9' })

    expectSentence(ended, /^KINDLIJN_HOST must be an address of this machine\.$/m)
  })

  test('a home that cannot be written', async () => {
    const file = join(folder, 'file')
    await writeFile(file, '')

    const ended = await tell(['up'], join(file, 'home'))
    expectSentence(
      ended,
      /^The folder .+ cannot be written\. Make it writable, or set KINDLIJN_HOME/,
    )
  })

  test('every mistake in the environment, and no value', async () => {
    const { code, stderr } = await tell(['up'], home, {
      PORT: 'geheim-1',
      KINDLIJN_DEADLINE_MS: 'geheim-2',
      TOKEN_KEYS_URL: 'geheim-3',
    })

    expect(stderr.trim().split('\n')).toEqual([
      'The environment is not right:',
      '  PORT must be a port: 0 to 65535.',
      '  KINDLIJN_DEADLINE_MS must be milliseconds: 100 to 60000.',
      '  TOKEN_KEYS_URL must be a URL.',
    ])
    expect(code).toBe(1)
  })

  test('every mistake in the registries, with file, line and what was expected', async () => {
    const registries = join(folder, 'registries')
    await cp('registries', registries, { recursive: true })
    const jgz = readFileSync('registries/jgz.yaml', 'utf8').split('\n')
    const kind = jgz.findIndex((line) => line.startsWith('kind:'))
    const text = jgz.with(kind, 'kind: telex').join('\n')
    await writeFile(join(registries, 'jgz.yaml'), `${text}colour: blue\n`)

    const ended = await tell(['up'], home, { KINDLIJN_REGISTRIES: registries })
    expect(ended.stderr.trim().split('\n')).toEqual([
      'The registries are not right:',
      `  jgz.yaml:${kind + 1}: kind: one of rest, fhir, postgres, deliveries`,
      `  jgz.yaml:${jgz.length}: no key colour: it is not one that we know`,
    ])
    expect(ended.code).toBe(1)
    expect(existsSync(join(home, 'postgres'))).toBe(false)
  })

  test('no registries at all', async () => {
    const ended = await tell(['up'], home, { KINDLIJN_REGISTRIES: join(folder, 'nowhere') })

    expectSentence(ended, /^The folder .+nowhere cannot be read: KINDLIJN_REGISTRIES/)
  })

  test.each([
    [['up', '--children', 'many'], /^--children takes a number from 40 to 1000000\.$/m],
    [['up', '--childern', '40'], /'--childern'/],
  ])('%j', async (args, sentence) => {
    expectSentence(await tell(args, home), sentence)
  })

  test('a command that is not there, beside those that are', async () => {
    const { code, stdout, stderr } = await tell(['start'], home)

    expect(stdout).toContain('  up ')
    expect(stderr.trim()).toBe('There is no command "start".')
    expect(code).toBe(1)
  })

  const old = ['/usr/bin/node', '/usr/bin/nodejs'].find(isOld)
  test.skipIf(!old)('an old Node of the system', async () => {
    const ended = await run(['up'], { main, node: old ?? '', env: { KINDLIJN_HOME: home } })

    expectSentence(ended, /^Node \S+ is too old: Kindlijn takes 22\.12 or newer\. Run it by npm/)
  })
})

function isOld(node: string): boolean {
  if (!existsSync(node)) return false
  const version = execFileSync(node, ['--version'], { encoding: 'utf8' })
  return Number(/^v(\d+)/.exec(version)?.[1]) < 22
}
