import { describe, expect, test } from 'vitest'
import { event } from './fixture-told.ts'
import { toTimeline } from './timeline.ts'

describe('the timeline', () => {
  test('is one line out of all domains, oldest first', () => {
    const { entries } = toTimeline({
      BIRTH_CARE: [event('birth', '2024-03-02', { kind: 'BIRTH' })],
      JGZ: [event('hearing', '2024-03-08'), event('visit', '2024-02-01')],
    })

    expect(entries.map(({ id }) => id)).toEqual(['JGZ:visit', 'BIRTH_CARE:birth', 'JGZ:hearing'])
  })

  test('speaks for the domains that told something, be it that there is nothing', () => {
    const { entries, speaksFor } = toTimeline({ BIRTH_CARE: null, JGZ: [], CHILDCARE: undefined })

    expect(entries).toEqual([])
    expect(speaksFor).toEqual(['JGZ'])
  })

  test('shows the days that are asked for, both included', () => {
    const told = { JGZ: ['2024-01-01', '2024-02-01', '2024-03-01'].map((at) => event(at, at)) }

    expect(toTimeline(told, { from: '2024-02-01' }).entries).toHaveLength(2)
    expect(toTimeline(told, { to: '2024-02-01' }).entries).toHaveLength(2)
    expect(toTimeline(told, { from: '2024-02-01', to: '2024-02-01' }).entries).toHaveLength(1)
  })

  test('keeps the order in which a domain told the events of one day', () => {
    const told = { JGZ: ['c', 'a', 'b'].map((id) => event(id, '2024-01-01')) }

    expect(toTimeline(told).entries.map(({ id }) => id)).toEqual(['JGZ:c', 'JGZ:a', 'JGZ:b'])
  })
})
