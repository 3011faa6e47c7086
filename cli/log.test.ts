/**
 * A process that serves, and what it tells: as lines of JSON where nobody reads along.
 *
 * @module
 */

import { spawn, spawnSync } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'

const at = (file: string) => pathToFileURL(file).href
const BSN = '999990019'

function scriptOf(work: string): readonly string[] {
  const code = `const { openLog } = await import('${at('cli/log.ts')}')
    const { tellLog } = await import('${at('privacy/log.ts')}')
    const { readConfig } = await import('${at('config.ts')}')
    openLog(readConfig(process.env), 'jgz'); ${work}`
  return ['--import', 'tsx', '--input-type=module', '--eval', code]
}

function tells(work: string, env = {}) {
  const { stdout, stderr } = spawnSync(process.execPath, scriptOf(work), {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, ...env },
  })
  return { stdout, stderr }
}

const linesOf = (text: string) =>
  text
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>)

test('tells lines of JSON, with what happened and when', () => {
  const { stdout } = tells(
    `tellLog('request', { status: 200, codes: ['CHILD_UNKNOWN'], ms: 1.5, cost: 12 })
    tellLog('circuit-opened', { registry: 'town', code: 'REGISTRY_TIMEOUT', text: 'is left alone' })
    tellLog('note', { part: 'gateway', text: 'began' })`,
  )
  const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
  expect(linesOf(stdout)).toEqual([
    {
      ...{ time, level: 'info', process: 'jgz', event: 'request' },
      ...{ status: 200, codes: ['CHILD_UNKNOWN'], ms: 1.5, cost: 12 },
    },
    {
      ...{ time, level: 'warn', process: 'jgz', event: 'circuit-opened' },
      ...{ registry: 'town', code: 'REGISTRY_TIMEOUT' },
    },
    { time, level: 'info', process: 'jgz', event: 'note', part: 'gateway', text: 'began' },
  ])
})

test('MUST say no BSN, no field that is not in the table, and no name of a file', () => {
  const { stdout, stderr } = tells(
    `tellLog('warning', { part: 'jgz', text: 'child 9999.90.019, and ${BSN}', variables: { name: 'Vries' } })
    tellLog('request', { operation: '${BSN}', codes: ['${BSN}'], query: 'Vries' })
    tellLog('quarantine', { registry: 'town', line: 3, rule: 'xsd', text: 'Vries.xml is in quarantine' })`,
  )
  expect(linesOf(stdout)).toHaveLength(3)
  expect(stdout + stderr).not.toMatch(/99999|9999\.90|Vries/)
  expect(stdout).toContain('[BSN]')
})

test.each([
  ['warn', {}, ['warning']],
  ['info', {}, ['request', 'warning']],
])('tells from the level %s on', (level, env, events) => {
  const { stdout } = tells(`tellLog('request'); tellLog('warning', { text: 'w' })`, {
    KINDLIJN_LOG_LEVEL: level,
    ...env,
  })
  expect(linesOf(stdout).map(({ event }) => event)).toEqual(events)
})

test('tells as text who wants that, and then no line for each request', () => {
  const work = `tellLog('request', { status: 200 }); tellLog('note', { part: 'jgz', text: 'began' })
    tellLog('ready', { url: 'http://here' }); tellLog('warning', { part: 'jgz', text: 'look' })`
  expect(tells(work, { KINDLIJN_LOG: 'text' })).toEqual({
    stdout: 'jgz             began\nready http://here\n',
    stderr: 'jgz             look\n',
  })
})

test('MUST NOT wait for who does not read', async () => {
  const work = `const before = performance.now()
    for (let i = 0; i < 60_000; i++) tellLog('request', { status: 200, hash: 'x'.repeat(100) })
    process.stderr.write(String(performance.now() - before)); process.exit()`
  const child = spawn(process.execPath, [...scriptOf(work)], {
    env: { PATH: process.env.PATH },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout.pause()
  const said = await new Promise<string>((resolve) => child.stderr.once('data', resolve))
  child.kill('SIGKILL')
  expect(Number(said)).toBeGreaterThan(0)
})
