import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openSteps } from './in-steps.ts'

const STEP_MS = 60

test('what is ready sooner is told at the same step, also an error', async () => {
  const told: string[] = []
  const began = performance.now()
  const inSteps = openSteps(STEP_MS)
  const note = (what: string) => () => {
    told.push(what)
    // Timers may be a millisecond early.
    expect(performance.now() - began).toBeGreaterThan(STEP_MS - 2)
  }
  await Promise.all([
    inSteps(sleep(20)).then(note('later')),
    inSteps(sleep(1)).then(note('sooner')),
    inSteps(Promise.reject(new Error('no'))).catch(note('refused')),
  ])
  expect(told.toSorted()).toEqual(['later', 'refused', 'sooner'])
})
