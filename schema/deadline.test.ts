import { getEventListeners } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openDeadline } from './deadline.ts'

test('a deadline ends by time or with its caller, whichever is first', async () => {
  const caller = new AbortController()
  expect(openDeadline(AbortSignal.abort(), 1_000).signal.aborted).toBe(true)

  const late = openDeadline(caller.signal, 20)
  await sleep(40)
  expect(late.signal.reason).toMatchObject({ name: 'TimeoutError' })

  const hungUp = openDeadline(caller.signal, 60_000)
  caller.abort()
  expect(hungUp.signal.reason).toMatchObject({ name: 'AbortError' })
})

test('MUST leave nothing behind once it is let go', async () => {
  const caller = new AbortController()
  const { signal, end } = openDeadline(caller.signal, 20)
  end()
  expect(getEventListeners(caller.signal, 'abort')).toEqual([])
  await sleep(40)
  caller.abort()
  expect(signal.aborted).toBe(false)
})
