import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { run, start } from '../test/kindlijn.ts'
import { openHome, openPartHome } from './home.ts'

let folder: string
const where = () => ({ KINDLIJN_HOME: join(folder, 'home'), KINDLIJN_SECRETS: undefined })
const secret = (name: string) => join(folder, 'home', 'secrets', name)

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kindlijn-home-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('a secret', () => {
  test('MUST be for its owner only, in a folder for its owner only', async () => {
    const home = await openHome(where())
    await home.password('postgres')
    await home.key('call.key', 32)

    for (const file of ['postgres', 'call.key']) {
      expect((await stat(secret(file))).mode & 0o777).toBe(0o600)
    }
    expect((await stat(join(folder, 'home', 'secrets'))).mode & 0o777).toBe(0o700)
  })

  test('is made once, and is the same at the next start', async () => {
    const first = await (await openHome(where())).key('call.key', 32)
    const second = await (await openHome(where())).key('call.key', 32)

    expect(first).toHaveLength(32)
    expect(second).toEqual(first)
  })

  test('MUST be one for two that make it at the same moment', async () => {
    const homes = await Promise.all(Array.from({ length: 20 }, () => openHome(where())))
    const made = await Promise.all(homes.map((home) => home.password('postgres')))

    expect(new Set(made).size).toBe(1)
    expect(made[0]).toBe((await readFile(secret('postgres'), 'utf8')).trim())
    expect(await readdir(join(folder, 'home', 'secrets'))).toEqual(['postgres'])
  })

  test('MUST be whole or not there, whenever its maker is killed', async () => {
    const env = { KINDLIJN_HOME: join(folder, 'home') }
    const killed = start(['secrets'], { env })
    const made = () => readdir(join(folder, 'home', 'secrets')).catch(() => [])
    while ((await made()).length === 0) await new Promise((again) => setTimeout(again, 1))
    await killed.stop('SIGKILL')
    const before = await contents()
    const { code } = await run(['secrets'], { env })
    const after = await contents()

    expect(code).toBe(0)
    expect(Object.keys(after)).toHaveLength(24)
    for (const [name, value] of Object.entries(after)) {
      expect(Buffer.from(value, 'base64url').length, name).toBeGreaterThanOrEqual(24)
    }
    // What was there stayed as it was.
    expect(after).toMatchObject(before)
  })

  test('that is empty, or has another length, is not made anew but told', async () => {
    const home = await openHome(where())
    await writeFile(secret('child-index.key'), '\n')
    await writeFile(secret('call.key'), 'c2hvcnQ')

    await expect(home.key('child-index.key', 64)).rejects.toThrow(/^The secret \S+ is empty/)
    await expect(home.key('call.key', 32)).rejects.toThrow(/must hold 32 bytes as base64url\.$/)
    expect(await readFile(secret('child-index.key'), 'utf8')).toBe('\n')
  })

  test('of a part among others is given to it, and MUST NOT be made', async () => {
    const part = openPartHome({ ...where(), KINDLIJN_SECRETS: join(folder, 'given') })
    await mkdir(join(folder, 'given'))
    await writeFile(join(folder, 'given', 'postgres'), 'told-by-somebody\n')

    expect(await part.password('postgres')).toBe('told-by-somebody')
    await expect(part.key('call.key', 32)).rejects.toThrow(/^The secret \S+ is missing/)
    expect(await readdir(join(folder, 'given'))).toEqual(['postgres'])
  })

  async function contents(): Promise<Record<string, string>> {
    const names = (await readdir(join(folder, 'home', 'secrets'))).filter(
      (name) => !name.endsWith('.tmp'),
    )
    const texts = await Promise.all(names.map((name) => readFile(secret(name), 'utf8')))
    return Object.fromEntries(names.map((name, i) => [name, texts[i]?.trim() ?? '']))
  }
})

describe('what is kept beside the secrets', () => {
  test('is read back, in folders that are made for it', async () => {
    const home = await openHome(where())
    await home.write('sandbox/made.json', { children: 40 })

    expect(await home.read('sandbox/made.json')).toEqual({ children: 40 })
    await home.remove('sandbox/made.json')
    await home.remove('sandbox/made.json')
    expect(await home.read('sandbox/made.json')).toBeUndefined()
  })

  test('counts as not there when it cannot be read', async () => {
    const home = await openHome(where())
    await writeFile(join(folder, 'home', 'made.json'), '{"children": 4')

    expect(await home.read('made.json')).toBeUndefined()
  })
})

test.skipIf(process.getuid?.() === 0)('a home that is read-only is told', async () => {
  await mkdir(join(folder, 'home'))
  await chmod(join(folder, 'home'), 0o500)

  await expect(openHome(where())).rejects.toThrow(/cannot be written/)
})

test('a home below a file is told', async () => {
  await writeFile(join(folder, 'home'), '')

  await expect(openHome(where())).rejects.toThrow(/^The folder \S+ cannot be written\. Make it/)
})
