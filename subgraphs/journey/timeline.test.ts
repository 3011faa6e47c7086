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

  test('shows the domains that are asked for, and speaks for all', () => {
    const told = { JGZ: [event('a', '2024-01-01')], CHILDCARE: [event('b', '2024-01-02')] }
    const { entries, speaksFor } = toTimeline(told, { domains: ['CHILDCARE'] })

    expect(entries.map(({ id }) => id)).toEqual(['CHILDCARE:b'])
    expect(speaksFor).toEqual(['JGZ', 'CHILDCARE'])
  })

  test('tells each event once over all pages, in the same order as at once', () => {
    const days = ['2024-01-01', '2024-01-01', '2024-01-02', '2024-01-02', '2024-01-03']
    const list = days.map((at, i) => event(`${(i * 7) % 5}`, at))
    const told = { JGZ: list, CHILDCARE: list }
    const whole = toTimeline(told)
    const seen: string[] = []
    for (let after: string | null = null; ; ) {
      const { edges, pageInfo } = toTimeline(told, { first: 3, after })
      seen.push(...edges.map(({ node }) => node.id))
      after = pageInfo.endCursor
      if (!pageInfo.hasNextPage) break
    }

    expect(seen).toEqual(whole.entries.map(({ id }) => id))
    expect(new Set(seen).size).toBe(10)
    expect(whole.pageInfo.hasNextPage).toBe(false)
  })

  test('goes on at the right place when events come and go', () => {
    const told = ['a', 'b', 'd'].map((id) => event(id, '2024-01-01'))
    const { pageInfo } = toTimeline({ JGZ: told }, { first: 2 })
    const changed = ['0', 'a', 'c', 'd'].map((id) => event(id, '2024-01-01'))
    const { entries } = toTimeline({ JGZ: changed }, { after: pageInfo.endCursor })

    expect(entries.map(({ id }) => id)).toEqual(['JGZ:c', 'JGZ:d'])
  })

  test('MUST refuse a cursor that is none, and a page of none or too many', () => {
    for (const window of [{ after: 'x' }, { first: 0 }, { first: 501 }]) {
      expect(() => toTimeline({ JGZ: [] }, window)).toThrow(
        expect.objectContaining({ code: 'ARGUMENT_INVALID' }),
      )
    }
  })
})
