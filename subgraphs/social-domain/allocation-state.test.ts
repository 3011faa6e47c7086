import { expect, test } from 'vitest'
import type { Allocation } from './allocation.ts'
import { toState } from './allocation-state.ts'

const TODAY = '2026-09-01'
const NOTHING: Pick<Allocation, 'start' | 'stop' | 'stopReasonCode' | 'to'> = {
  start: null,
  stop: null,
  stopReasonCode: null,
  to: null,
}

test.each([
  ['ALLOCATED', {}],
  ['ALLOCATED', { start: '2026-09-02' }],
  ['ALLOCATED', { to: TODAY }],
  ['ENDED', { to: '2026-08-31' }],
  ['STARTED', { start: TODAY }],
  ['STARTED', { start: '2026-03-12', to: TODAY }],
  ['STARTED', { start: '2026-03-12', stop: TODAY, stopReasonCode: '31' }],
  ['ENDED', { start: '2026-03-12', to: '2026-08-31' }],
  ['STOPPED', { start: '2026-03-12', stop: '2026-08-31', stopReasonCode: '31' }],
  ['STOPPED', { start: '2026-03-12', stop: '2026-08-31', stopReasonCode: '31', to: '2026-07-01' }],
  ['PAUSED', { start: '2026-03-12', stop: '2026-08-31', stopReasonCode: '20' }],
  ['STOPPED', { start: '2026-03-12', stop: '2026-07-01', stopReasonCode: '20', to: '2026-08-31' }],
])('on the first of September it is %s when %o', (state, told) => {
  expect(toState({ ...NOTHING, ...told } as Allocation, TODAY)).toBe(state)
})
