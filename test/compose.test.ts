/**
 * docker-compose.yml, as its containers have it: each part a process with its own address, its own folders, the secrets that
 * are named for it and no other.
 *
 * @module
 */

import { readFileSync } from 'node:fs'
import { chmod, copyFile, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { parse } from 'yaml'
import { type RunningPostgres, startPostgres } from '../connectors/embedded-postgres.ts'
import { type Ended, run, type Started, start } from './kindlijn.ts'

interface Service {
  readonly entrypoint?: readonly string[]
  readonly command?: readonly string[]
  /** Null: set, and empty. */
  readonly environment: Readonly<Record<string, string | null>>
  readonly secrets?: readonly string[]
  readonly volumes?: readonly string[]
}

/** With nothing in the environment, so that all defaults hold. */
const text = readFileSync('docker-compose.yml', 'utf8').replace(/\$\{\w+:?-?([^}]*)\}/g, '$1')
const { services } = parse(text, { merge: true }) as {
  services: Readonly<Record<string, Service>>
}
const dockerfile = readFileSync('Dockerfile', 'utf8')

test('the image MUST have every folder that is a volume, or only root could write there', () => {
  const folders = Object.values(services).flatMap(({ volumes = [] }) =>
    volumes.flatMap((volume) => volume.match(/:(\/state\/.+)/)?.[1] ?? []),
  )

  expect(folders.length).toBeGreaterThan(5)
  for (const folder of folders) expect(dockerfile).toContain(` ${folder} `)
})

test('the image runs with the flags of npm start', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'))
  const flags: string[] = scripts.start.replace(/.* node /, '').match(/--\S+/g)
  const entrypoint = ['node', ...flags, 'dist/cli/main.js'].map((word) => `"${word}"`).join(', ')

  expect(dockerfile).toContain(`ENTRYPOINT [${entrypoint}]`)
})

// Each has a loopback address of its own, of which only Linux has more than one.
describe.runIf(process.platform === 'linux')('its parts', { timeout: 120_000 }, () => {
  const net = `127.${random()}.${random()}`
  const addresses = new Map(Object.keys(services).map((name, i) => [name, `${net}.${i + 1}`]))
  const running: Started[] = []
  let folder: string
  let postgres: RunningPostgres

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kindlijn-compose-'))
    await chmod(folder, 0o711)
    await run(['secrets'], { env: { KINDLIJN_HOME: join(folder, '.kindlijn') } })
    postgres = await startPostgres({
      directory: join(folder, 'postgres'),
      password: readFileSync(join(folder, '.kindlijn', 'secrets', 'postgres'), 'utf8').trim(),
      durable: false,
    })
    const ended = await once('database')
    expect(ended).toMatchObject({ code: 0 })
    await up('sandbox', /^ready$/m, ['--children', '40'])
    const served = Object.entries(services).filter(([, { command }]) => command?.[0] === 'serve')
    await Promise.all(served.map(([name]) => up(name, new RegExp(`^${name} +http`, 'm'))))
  }, 120_000)
  afterAll(async () => {
    await Promise.all(running.map((part) => part.stop('SIGTERM')))
    await postgres?.stop()
    await rm(folder, { recursive: true, force: true })
  }, 60_000)

  async function up(name: string, words: RegExp, more: readonly string[] = []): Promise<void> {
    const { args, env } = await inContainer(name)
    const part = start([...args, ...more], { env })
    running.push(part)
    await part.saying(words)
  }

  async function once(name: string, command?: readonly string[]): Promise<Ended> {
    const { args, env } = await inContainer(name, command)
    return run(args, { env })
  }

  async function inContainer(name: string, command = services[name]?.command) {
    const { entrypoint = [], environment, secrets = [], volumes = [] } = services[name] as Service
    const own = join(folder, name)
    await mkdir(join(own, 'secrets'), { recursive: true })
    for (const secret of secrets)
      await copyFile(join(folder, '.kindlijn', 'secrets', secret), join(own, 'secrets', secret))
    for (const volume of volumes) await mount(volume, own)
    const env = Object.entries(environment).map(([variable, value]) => [
      variable,
      here(value ?? '', own),
    ])
    const host = addresses.get(name) ?? ''
    return {
      args: [...entrypoint.slice(2), ...(command ?? [])],
      env: { ...Object.fromEntries(env), KINDLIJN_HOST: host },
    }
  }

  /** A volume is one folder, whichever parts have it. */
  async function mount(volume: string, own: string): Promise<void> {
    const [name = '', at = ''] = volume.split(':')
    await mkdir(join(folder, 'volumes', name), { recursive: true })
    await mkdir(dirname(here(at, own)), { recursive: true })
    await symlink(join(folder, 'volumes', name), here(at, own)).catch(() => undefined)
  }

  /** Names of parts and paths of a container, as they are on this machine. */
  function here(value: string, own: string): string {
    const here = value
      .replace('postgres:5432', `127.0.0.1:${postgres.port}`)
      .replace(/^\/run\/secrets/, join(own, 'secrets'))
      .replace(/^\/state/, own)
    return here.replace(/^http:\/\/([a-z-]+):/, (_, name) => `http://${addresses.get(name)}:`)
  }

  async function ask(persona: string, query: string) {
    const given = await fetch(`http://${addresses.get('sandbox')}:8083/token/${persona}`, {
      method: 'POST',
    })
    const { access_token: token } = (await given.json()) as { access_token: string }
    const response = await fetch(`http://${addresses.get('gateway')}:4000/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query }),
    })
    return response.json()
  }

  test('answer about a child, from every registry', async () => {
    const answer = await ask(
      'youth-nurse',
      `{ findChildren(familyName: "Vries", prefix: "de", birthDate: "2023-01-17") {
        name { family } birthCare { birth { date } } jgz { contacts { date } }
        childcare { enrolments { from } } timeline { speaksFor }
      } }`,
    )

    expect(answer).toMatchObject({
      data: {
        findChildren: [
          {
            ...{ name: { family: 'Vries' }, birthCare: {}, jgz: {}, childcare: {} },
            timeline: { speaksFor: ['BIRTH_CARE', 'JGZ', 'CHILDCARE', 'SOCIAL_DOMAIN'] },
          },
        ],
      },
    })
    expect(answer).not.toHaveProperty('errors')
  })

  test('answer about many children', async () => {
    const question = readFileSync('docs/questions/25-a-cohort.graphql', 'utf8')
    const gathered = async () => {
      const answer = await ask('analyst', question)
      expect(answer).not.toHaveProperty('errors')
      expect(answer).toHaveProperty('data.cohort.receipt')
    }

    await vi.waitFor(gathered, { timeout: 60_000, interval: 500 })
  })

  test('link a registry when they are asked to', async () => {
    expect(await once('link', ['apply', 'jgz-waterdam'])).toMatchObject({ code: 0 })
  })
})

function random(): number {
  return 1 + Math.floor(Math.random() * 250)
}
