import { describe, expect, test } from 'vitest'
import type { DomainEvent } from '../../schema/events.ts'
import { event } from './fixture-told.ts'
import { toSituations } from './situations.ts'
import { eventsUntil, type Told } from './told.ts'

const AT = '2026-09-01'
const help = (id: string, from: string, until?: string): DomainEvent[] => {
  const one = { kind: 'SUPPORT', situation: 'YOUTH_HELP' } as const
  const begin = event(`${id}:begin`, from, { ...one, phase: 'BEGIN' })
  return until ? [begin, event(`${id}:end`, until, { ...one, phase: 'END' })] : [begin]
}
const referral = (at: string) =>
  event(`r:${at}`, at, { kind: 'REFERRAL', situation: 'LANGUAGE_DELAY' })
const situations = (told: Told, at = AT) => toSituations(eventsUntil(told, at), at)

describe('situations', () => {
  test.each([
    ['NEW', help('a', '2026-05-01')],
    ['UNCHANGED', help('a', '2025-05-01')],
    ['WORSE', [...help('a', '2025-05-01'), ...help('b', '2026-05-01')]],
    ['BETTER', [...help('a', '2025-05-01'), ...help('b', '2025-06-01', '2026-08-01')]],
    ['ENDED', help('a', '2025-05-01', '2026-08-01')],
  ])('%s: by how much goes on now, and half a year ago', (changed, events) => {
    expect(situations({ SOCIAL_DOMAIN: events })).toMatchObject([{ kind: 'YOUTH_HELP', changed }])
  })

  test('that end are told with their end, and those of a moment after half a year', () => {
    const told = { JGZ: [referral('2025-12-01')] }

    expect(situations(told, '2026-03-01')).toMatchObject([{ changed: 'NEW', until: null }])
    expect(situations(told)).toMatchObject([{ changed: 'ENDED', until: '2026-06-01' }])
    expect(situations({ SOCIAL_DOMAIN: help('a', '2026-01-01', '2026-02-01') })).toMatchObject([
      { since: '2026-01-01', until: '2026-02-01' },
    ])
  })

  test('tell who saw it first, and who else', () => {
    const told = {
      JGZ: [event('r', '2026-04-01', { kind: 'REFERRAL', situation: 'YOUTH_HELP' })],
      SOCIAL_DOMAIN: help('a', '2026-05-01'),
    }

    expect(situations(told)).toMatchObject([
      { firstSeenBy: 'JGZ', seenBy: ['JGZ', 'SOCIAL_DOMAIN'], since: '2026-04-01' },
    ])
  })

  test('are not made of what has none', () => {
    expect(situations({ JGZ: [event('r', '2026-04-01', { kind: 'REFERRAL' })] })).toEqual([])
  })
})
