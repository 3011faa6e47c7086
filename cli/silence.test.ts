/**
 * A process that prints and falls over with a number of a person in hand.
 *
 * @module
 */

import { spawnSync } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'

const SILENCE = pathToFileURL('cli/silence.ts').href
const BSN = '999990019'

function runs(script: string) {
  const code = `const { silence } = await import('${SILENCE}')
    silence([process.stdout, process.stderr]); const BSN = '${BSN}'; ${script}`
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', code],
    { encoding: 'utf8' },
  )
  return { status, said: stdout + stderr }
}

test.each([
  ['a line', `console.log('child', BSN)`, 0],
  ['an object', `console.error({ [BSN]: { deep: { bsn: BSN } } })`, 0],
  ['bytes', `process.stdout.write(Buffer.from('bsn ' + BSN + '\\n'))`, 0],
  ['an error', `console.error(new Error('no ' + BSN, { cause: new Error(BSN) }))`, 0],
  [
    'an error that nobody catches',
    `throw Object.assign(new Error('no ' + BSN), { bsn: BSN, cause: BSN })`,
    1,
  ],
  ['an error later', `setTimeout(() => { throw new Error('no ' + BSN) }, 1)`, 1],
  ['a rejection that nobody catches', `Promise.reject(new Error('no ' + BSN))`, 1],
  ['a rejection with no error', `Promise.reject(BSN)`, 1],
  ['a warning', `process.emitWarning('no ' + BSN)`, 0],
  ['a stack with its address', `eval('throw new Error("x")\\n//# sourceURL=file:///${BSN}.js')`, 1],
])('MUST say no BSN: %s', (_what, script, status) => {
  const told = runs(script)

  expect(told.status).toBe(status)
  expect(told.said).not.toContain(BSN)
  expect(told.said).toContain('[BSN]')
})

test('says everything else as it is', () => {
  expect(runs(`console.log('ready http://127.0.0.1:4000/graphql')`)).toEqual({
    status: 0,
    said: 'ready http://127.0.0.1:4000/graphql\n',
  })
})
