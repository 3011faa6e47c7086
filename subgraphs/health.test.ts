import { describe, expect, test } from 'vitest'
import type { Watched } from '../connectors/freshness.ts'
import { openHealth, toRegistryHealth } from './health.ts'

const HOUR = 3_600_000
const ago = (hours: number) => new Date(Date.now() - hours * HOUR)
type Health = Awaited<ReturnType<Watched['health']>>

const UP: Health = {
  ...{ state: 'up', circuit: 'closed' },
  ...{ lastSuccessAt: ago(0), upToDateTo: ago(0) },
}
const live: Watched = { promisedHours: 24, health: () => UP }
const delivering: Watched = { ...live, delivers: true }

describe('the health of a registry', () => {
  test.each<[string, string, Watched, Partial<Health>]>([
    ['UP', 'that answers', live, {}],
    ['UP', 'that nobody asked yet', live, { lastSuccessAt: undefined, upToDateTo: undefined }],
    ['UP', 'that nobody asked for a week', live, { lastSuccessAt: ago(168), upToDateTo: ago(168) }],
    ['STALE', 'that says that its data are of two days ago', live, { upToDateTo: ago(48) }],
    ['DEGRADED', 'whose last question failed', live, { state: 'down' }],
    ['DOWN', 'that is left alone', live, { state: 'down', circuit: 'open' }],
    ['DOWN', 'that is tried again', live, { state: 'down', circuit: 'half-open' }],
    ['UP', 'that delivered today', delivering, {}],
    ['STALE', 'that delivered two days ago', delivering, { upToDateTo: ago(48) }],
    ['STALE', 'that never delivered', delivering, { upToDateTo: undefined }],
    [
      'DEGRADED',
      'whose last file was refused',
      delivering,
      { upToDateTo: ago(2), refusedAt: ago(1) },
    ],
    [
      'UP',
      'whose file after that was taken',
      delivering,
      { upToDateTo: ago(1), refusedAt: ago(2) },
    ],
    ['DOWN', 'whose store does not answer', delivering, { state: 'down', upToDateTo: undefined }],
  ])('is %s for one %s', (state, _, watched, health) => {
    expect(toRegistryHealth(watched, { ...UP, ...health })).toMatchObject({ state })
  })

  test('says of one that delivers when its last file came, and whether that was late', () => {
    const newest = { recordedAt: ago(100), receivedAt: ago(10) }
    const health = { ...UP, lastSuccessAt: ago(0), upToDateTo: ago(10), newest }
    expect(toRegistryHealth(delivering, health)).toEqual({
      state: 'UP',
      lastSuccessAt: health.upToDateTo.toISOString(),
      upToDateTo: health.upToDateTo.toISOString(),
      circuit: 'CLOSED',
      isLate: true,
    })
    const inTime = { ...newest, recordedAt: ago(20) }
    expect(toRegistryHealth(delivering, { ...health, newest: inTime }).isLate).toBe(false)
    expect(toRegistryHealth(live, UP).isLate).toBeNull()
  })

  test('is told of the own registries, and of no other', async () => {
    const { signal } = new AbortController()
    const tell = openHealth([{ registry: 'own', watched: live }], { signal })
    expect(await tell('own')).toMatchObject({ state: 'UP' })
    expect(await tell('of-another')).toBeNull()
  })
})
