import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openReference, sealReference } from '../privacy/sealed-reference.ts'
import { run } from '../test/kindlijn.ts'
import { type Home, openHome, openPartHome } from './home.ts'
import { makeKeyring, readKeyring } from './keyring-file.ts'
import { rotate } from './rotate.ts'
import { secretsOf } from './secrets.ts'

const ANNA = {
  domain: 'jgz',
  purpose: 'youth-health-care',
  organisation: 'ura:1',
  child: 'anna',
} as const
const KEYS = { registries: { 'jgz-waterdam': { bsn: '999990019' } } }
const WATCHED = { timeout: 15_000, interval: 100 }

let folder: string
let home: Home
const where = () => ({ KINDLIJN_HOME: folder, KINDLIJN_SECRETS: undefined })
const file = (name = 'jgz.references') => join(folder, 'secrets', name)

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kindlijn-rotate-'))
  home = await openHome(where())
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const step = (...args: readonly string[]) => rotate(home, args)

async function states(): Promise<string[]> {
  const lines = (await readFile(file(), 'utf8')).trim().split('\n')
  return lines.map((line) => line.split(' ')[0] ?? '')
}

/** A part as it starts now: with the file as it is. */
function start() {
  return readKeyring(openPartHome(where()), 'jgz')
}

describe('the keys of references', () => {
  test('are those of the store where nobody made a file for them', async () => {
    const key = await secretsOf(home).storeKey('jgz')
    const ring = await start()

    expect([...ring.accepted.values()]).toEqual([key])
    await makeKeyring(home, 'jgz')
    expect((await start()).current).toBe(ring.current)
  })

  test('of a new installation are no keys of a store, and the file is for its owner only', async () => {
    await run(['secrets'], { env: { KINDLIJN_HOME: folder } })
    const store = await secretsOf(home).storeKey('jgz')

    expect([...(await start()).accepted.values()]).not.toContainEqual(store)
    expect((await stat(file())).mode & 0o777).toBe(0o600)
    expect(await states()).toEqual(['current'])
  })

  test.each([
    ['nothing', ''],
    ['nonsense', 'current'],
    ['a short key', 'current c2hvcnQ'],
    ['no current key', `next ${'A'.repeat(86)}`],
    ['two of them', `current ${'A'.repeat(86)}\ncurrent ${'B'.repeat(85)}A`],
    ['another state', `current ${'A'.repeat(86)}\nold ${'B'.repeat(85)}A`],
  ])('MUST NOT be read from a file with %s', async (_what, text) => {
    await writeFile(file(), text)
    await expect(start()).rejects.toThrow(/^The secret \S+jgz\.references must hold a line/)
  })
})

describe('kindlijn secrets rotate', () => {
  test('MUST keep every reference open at every step, whichever part reads the file first', async () => {
    await makeKeyring(home, 'jgz')
    const first = (await start()).current
    for (const [name, after] of [
      ['add', ['current', 'next']],
      ['use', ['former', 'current']],
      ['retire', ['current']],
    ] as const) {
      const before = await start()
      await step('jgz', name)
      const later = await start()
      expect(await states()).toEqual(after)
      for (const sealing of [before, later]) {
        for (const opening of [before, later]) {
          const reference = sealReference(sealing, ANNA, KEYS)
          expect(openReference(opening, ANNA, reference)).toEqual(KEYS)
        }
      }
    }
    expect((await start()).current).not.toBe(first)
  })

  test('MUST end with a key that opens nothing of the former one', async () => {
    await makeKeyring(home, 'jgz')
    const former = sealReference(await start(), ANNA, KEYS)
    for (const name of ['add', 'use', 'retire']) await step('jgz', name)

    const ring = await start()
    expect(() => openReference(ring, ANNA, former)).toThrow('This reference opens nothing here.')
    expect(ring.accepted.size).toBe(1)
  })

  test('MUST leave the key of the store as it is: what was delivered stays found', async () => {
    const { storeKey } = secretsOf(home)
    const before = await storeKey('jgz')
    for (const name of ['add', 'use', 'retire']) await step('jgz', name)

    expect(await storeKey('jgz')).toEqual(before)
    expect([...(await start()).accepted.values()]).not.toContainEqual(before)
  })

  test('is taken up by a part that runs', async () => {
    await makeKeyring(home, 'jgz')
    const running = await start()
    const { current } = running
    await step('jgz', 'add')
    await expect.poll(() => running.accepted.size, WATCHED).toBe(2)
    expect(running.current).toBe(current)

    await writeFile(file(), 'nonsense')
    await new Promise((resolve) => setTimeout(resolve, 3_000))
    expect([running.current, running.accepted.size]).toEqual([current, 2])
  })

  test('says what to do when a step is taken too early, and does nothing when it was taken', async () => {
    await makeKeyring(home, 'jgz')

    await expect(step('jgz', 'use')).rejects.toThrow('`add` one first')
    await step('jgz', 'add')
    const added = await readFile(file(), 'utf8')
    await step('jgz', 'add')
    expect(await readFile(file(), 'utf8')).toBe(added)
    await expect(step('jgz', 'retire')).rejects.toThrow('`use` it first')
    await step('jgz', 'use')
    await expect(step('jgz', 'add')).rejects.toThrow('`retire` it before')
    for (const wrong of [['jgz'], ['jgz', 'constructor'], ['child', 'add'], []]) {
      await expect(step(...wrong)).rejects.toThrow(/^Name a domain and a step/)
    }
  })

  test('is a command', async () => {
    const env = { KINDLIJN_HOME: folder }
    const added = await run(['secrets', 'rotate', 'jgz', 'add'], { env })
    expect(added).toMatchObject({ code: 0, stderr: '' })
    expect(added.stdout).toMatch(/^jgz .* `use`/)
    expect(added.stdout).not.toMatch(/[\w-]{40}/)
    expect(await run(['secrets', 'rotate', 'jgz'], { env })).toMatchObject({ code: 1, stdout: '' })
  })
})
