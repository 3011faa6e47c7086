import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { tooOld } from './node-version.ts'

test.each(['22.12.0', '22.13.1', '24.0.0', '30.1.0'])('Node %s will do', (version) => {
  expect(tooOld(version)).toBeUndefined()
})

test.each(['8.17.0', '18.20.8', '20.20.2', '22.11.0'])('Node %s is too old', (version) => {
  expect(tooOld(version)).toMatch(/^Node \S+ is too old: Kindlijn takes 22\.12 or newer\. .+\.$/)
})

test('package.json says the same', () => {
  expect(JSON.parse(readFileSync('package.json', 'utf8')).engines.node).toBe('>=22.12')
})
