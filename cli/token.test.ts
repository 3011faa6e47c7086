import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTokens } from '../privacy/token.ts'
import { serveIdentity } from '../sandbox/identity.ts'
import { PERSONAS } from '../sandbox/personas.ts'
import { run } from '../test/kindlijn.ts'

let home: string
const token = (...args: string[]) => run(['token', ...args], { env: { KINDLIJN_HOME: home } })

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'kindlijn-token-'))
})
afterAll(() => rm(home, { recursive: true, force: true }))

test('prints a token that the gateway takes, and nothing else', async () => {
  const { code, stdout, stderr } = await token('--persona', 'midwife')
  const { issuer, url, close } = await serveIdentity(join(home, 'sandbox', 'identity.json'))
  const verify = openTokens({ issuer, audience: 'kindlijn', keys: new URL(`${url}/jwks`) })
  const viewer = await verify(`Bearer ${stdout.trim()}`)
  await close()

  expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/)
  expect(stderr).toBe('')
  expect(code).toBe(0)
  expect(viewer).toMatchObject({
    role: 'midwife',
    purpose: 'birth-care',
  })
})

test.each([[[]], [['--persona', 'mayor']], [['--persona', 'constructor']]])(
  'names every persona when it gets %j',
  async (args) => {
    const { code, stdout, stderr } = await token(...args)

    expect(stderr).toBe(
      `Name a persona: --persona ${PERSONAS.map(({ name }) => name).join(' | ')}.\n`,
    )
    expect(stdout).toBe('')
    expect(code).toBe(1)
  },
)
