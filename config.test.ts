import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ConfigError, type Env, readConfig, VARIABLES } from './config.ts'

function mistakesIn(env: Env): readonly string[] {
  try {
    readConfig(env)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes
    throw error
  }
}

describe('an empty environment', () => {
  test('is enough for a laptop: this machine only, the sandbox, all in one process', () => {
    expect(readConfig({})).toMatchObject({
      PORT: 4000,
      KINDLIJN_HOST: '127.0.0.1',
      KINDLIJN_HOME: resolve('.kindlijn'),
      KINDLIJN_REGISTRIES: resolve('registries'),
      KINDLIJN_DEADLINE_MS: 10_000,
      KINDLIJN_LINK_EVERY: 60,
      TOKEN_AUDIENCE: 'kindlijn',
      KINDLIJN_POSTGRES_URL: undefined,
      TOKEN_ISSUER: undefined,
      JGZ_URL: undefined,
    })
  })

  test('is what an empty value is, as a compose file writes it', () => {
    const empty = Object.fromEntries(Object.keys(VARIABLES).map((name) => [name, '']))

    expect(readConfig(empty)).toEqual(readConfig({}))
  })
})

test('folders are told from where the command runs, whatever happens later', () => {
  expect(readConfig({ KINDLIJN_HOME: 'here/../there' }).KINDLIJN_HOME).toBe(resolve('there'))
})

test('what is not ours is left alone', () => {
  expect(readConfig({ PATH: '/bin', NODE_ENV: 'production' })).toEqual(readConfig({}))
})

describe('what is wrong', () => {
  test.each([
    ['PORT', ['-1', '65536', '4000 ', '0x50', '1e3', 'four', '4000.5']],
    ['KINDLIJN_DEADLINE_MS', ['99', '60001', '1.5', '10s']],
    ['KINDLIJN_LINK_EVERY', ['-1', '10081', '1.5']],
    ['KINDLIJN_HOST', [' ']],
    ['TOKEN_KEYS_URL', ['localhost', '/jwks', '://x']],
    ['CHILD_URL', ['child:4001', 'localhost:4001', 'child']],
  ] as const)('%s is named: %j', (name, values) => {
    const wrong = values.filter((value) => mistakesIn({ [name]: value }).length > 0)

    expect(wrong).toEqual(values)
  })

  test.each([
    ['PORT', ['0', '1', '65535']],
    ['KINDLIJN_DEADLINE_MS', ['100', '60000']],
    ['KINDLIJN_LINK_EVERY', ['0', '10080']],
    ['KINDLIJN_HOST', ['::1', '0.0.0.0', 'gateway']],
  ] as const)('the edges are right, %s: %j', (name, values) => {
    for (const value of values) expect(mistakesIn({ [name]: value })).toEqual([])
  })

  test('MUST be named all at once, with what was expected, and never with its value', () => {
    const secret = 'postgres//kindlijn:geheim@db'
    const mistakes = mistakesIn({
      PORT: secret,
      KINDLIJN_POSTGRES_URL: secret,
      KINDLIJN_DEADLINE_MS: secret,
      JOURNEY_URL: secret,
    })

    expect(mistakes).toEqual([
      'PORT must be a port: 0 to 65535.',
      'KINDLIJN_POSTGRES_URL must be a URL: postgres://user@host:5432/database.',
      'KINDLIJN_DEADLINE_MS must be milliseconds: 100 to 60000.',
      'JOURNEY_URL must be a URL.',
    ])
    expect(new ConfigError(mistakes).message).not.toContain('geheim')
  })
})

test('each variable says what it is about, and its default is right', () => {
  for (const [name, { about, expected, ...variable }] of Object.entries(VARIABLES)) {
    expect(about, name).toMatch(/^[A-Z].+\.$/)
    expect(expected, name).toMatch(/^(?:an? |milliseconds)/)
    if ('fallback' in variable) expect(variable.parse(variable.fallback), name).toBeDefined()
  }
})
