import { describe, expect, test } from 'vitest'
import type { Domain } from '../../schema/domain.ts'
import { event, known, standings } from './fixture-told.ts'
import { toHandovers } from './handovers.ts'
import { toReferrals } from './referrals.ts'
import type { Known, Told } from './told.ts'

const BORN = '2023-08-23'
const referral = (at: string, counterpart: Domain | null) =>
  event(`referral:${at}`, at, { kind: 'REFERRAL', counterpart, label: 'Youth help' })
const help = (phase: 'BEGIN' | 'END', at: string) =>
  event(`a:${phase.toLowerCase()}`, at, { kind: 'SUPPORT', phase })

function referrals(told: Told, at: string, over: Partial<Known> = {}) {
  const child = known(BORN, told, over)
  return toReferrals(child, toHandovers(child, at), at)
}

describe('referrals', () => {
  test('are told with their end, or the lack of one', () => {
    const JGZ = [referral('2026-01-10', 'SOCIAL_DOMAIN')]
    const begun = { JGZ, SOCIAL_DOMAIN: [help('BEGIN', '2026-02-10')] }
    const ended = { JGZ, SOCIAL_DOMAIN: [...begun.SOCIAL_DOMAIN, help('END', '2026-06-01')] }

    expect(referrals({ JGZ }, '2026-02-01')).toMatchObject([{ state: 'MADE', waitDays: 22 }])
    expect(referrals({ JGZ }, '2026-06-01')).toMatchObject([{ state: 'NOT_STARTED' }])
    expect(referrals(begun, '2026-06-01')).toMatchObject([
      { state: 'STARTED', startedOn: '2026-02-10', endedOn: null, waitDays: 31 },
    ])
    expect(referrals(ended, '2026-07-01')).toMatchObject([
      { state: 'ENDED', endedOn: '2026-06-01', from: 'JGZ', to: 'SOCIAL_DOMAIN' },
    ])
  })

  test('to who is not in the graph, or cannot be asked, cannot be told of', () => {
    const down = { standings: standings({ SOCIAL_DOMAIN: { absence: 'SOURCE_DOWN' } }) }
    const told = { JGZ: [referral('2026-01-10', 'SOCIAL_DOMAIN')] }

    expect(referrals({ JGZ: [referral('2026-01-10', null)] }, '2026-06-01')).toMatchObject([
      { state: 'CANNOT_TELL', to: null, waitDays: null },
    ])
    expect(referrals(told, '2026-06-01', down)).toMatchObject([{ state: 'CANNOT_TELL' }])
  })

  test('never share what began', () => {
    const JGZ = [referral('2026-01-10', 'SOCIAL_DOMAIN'), referral('2026-02-10', 'SOCIAL_DOMAIN')]
    const told = { JGZ, SOCIAL_DOMAIN: [help('BEGIN', '2026-03-01')] }

    expect(referrals(told, '2026-06-01').map(({ state }) => state)).toEqual([
      'NOT_STARTED',
      'STARTED',
    ])
  })

  test('for VVE end in a place', () => {
    const place = { kind: 'ENROLMENT', phase: 'BEGIN', code: 'VVE' } as const
    const told = {
      JGZ: [referral('2025-02-20', 'CHILDCARE')],
      CHILDCARE: [event('e:begin', '2026-02-25', place)],
    }

    expect(referrals(told, '2026-06-01')).toMatchObject([
      { state: 'STARTED', to: 'CHILDCARE', startedOn: '2026-02-25' },
    ])
  })
})
