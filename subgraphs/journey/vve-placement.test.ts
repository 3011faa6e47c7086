import { describe, expect, test } from 'vitest'
import type { DomainEvent } from '../../schema/events.ts'
import { event, known, standings } from './fixture-told.ts'
import type { Known, Told } from './told.ts'
import { toVvePlacement } from './vve-placement.ts'

const BORN = '2023-06-15' // two and a half on 2025-12-15, four on 2027-06-15
const referral = event('referral:1', '2025-07-01', { kind: 'REFERRAL', counterpart: 'CHILDCARE' })
const indication = event('indication', '2025-07-10', { kind: 'INDICATION', counterpart: 'JGZ' })
const declined = event('vve:2026-06-20', '2026-06-20', {
  ...{ kind: 'INDICATION', phase: 'END', reason: 'NOT_WANTED' },
})
const begin = event('enrolment:1:begin', '2026-01-05', {
  ...{ kind: 'ENROLMENT', phase: 'BEGIN', code: 'VVE' },
})
const end = event('enrolment:1:end', '2026-08-01', {
  ...{ kind: 'ENROLMENT', phase: 'END', code: 'VVE' },
})
const dayCare = event('enrolment:2:begin', '2024-01-05', { kind: 'ENROLMENT', phase: 'BEGIN' })

function placement(
  jgz: readonly DomainEvent[],
  childcare: readonly DomainEvent[],
  at: string,
  over: Partial<Known> = {},
) {
  const told: Told = { JGZ: jgz, CHILDCARE: childcare }
  return toVvePlacement(known(BORN, told, over), at)
}

describe('a place for early childhood education', () => {
  test('is waited for until two and a half, and then it is missing', () => {
    expect(placement([referral], [], '2025-12-15')).toMatchObject({
      state: 'WAITING',
      indicatedOn: '2025-07-01',
      indicatedIn: 'JGZ',
      dueBy: '2025-12-15',
      overdueDays: null,
      schedule: 'vve 2020',
    })
    expect(placement([referral], [dayCare], '2025-12-16')).toMatchObject({
      state: 'UNPLACED',
      overdueDays: 1,
      speaksFor: ['JGZ', 'CHILDCARE'],
    })
  })

  test('of an indication after that is waited for ninety days', () => {
    const late = { ...referral, at: '2026-05-01' }

    expect(placement([late], [], '2026-07-30')).toMatchObject({ state: 'WAITING' })
    expect(placement([late], [], '2026-07-31')).toMatchObject({ state: 'UNPLACED' })
  })

  test('was found, was left, and is looked for by nobody after the fourth birthday', () => {
    expect(placement([referral], [begin], '2026-07-01')).toMatchObject({
      state: 'PLACED',
      placedOn: '2026-01-05',
      daysToPlace: 188,
    })
    expect(placement([referral], [begin, end], '2026-08-01')).toMatchObject({
      state: 'LEFT',
      leftOn: '2026-08-01',
    })
    expect(placement([referral], [], '2027-06-15')?.state).toBe('OVER')
  })

  test('is not missing where nobody indicated it, or the family does not want it', () => {
    expect(placement([], [dayCare], '2026-07-01')?.state).toBe('NOT_INDICATED')
    expect(placement([], [indication], '2026-07-01')?.state).toBe('UNPLACED')
    expect(placement([referral, declined], [], '2026-07-01')?.state).toBe('NOT_WANTED')
    expect(placement([referral, declined], [], '2026-06-19')?.state).toBe('UNPLACED')
  })

  test('MUST NOT be missing while childcare cannot tell', () => {
    for (const absence of ['SOURCE_DOWN', 'STALE', 'NOT_LINKED']) {
      const doubt = { standings: standings({ CHILDCARE: { absence } }) }
      expect(placement([referral], [], '2026-07-01', doubt)?.state).toBe('CANNOT_TELL')
    }
    const jgzDown = { standings: standings({ JGZ: { absence: 'SOURCE_DOWN' } }) }
    expect(placement([], [], '2026-07-01', jgzDown)?.state).toBe('CANNOT_TELL')
    expect(placement([], [indication], '2026-07-01', jgzDown)?.state).toBe('UNPLACED')
  })

  test('is told to who may read of childcare, and for the domains that are open', () => {
    const mentor = { viewer: { role: 'childcare-mentor', purpose: 'childcare-placement' } } as const
    const midwife = { viewer: { role: 'midwife', purpose: 'birth-care' } } as const

    expect(placement([referral], [indication], '2026-07-01', mentor)).toMatchObject({
      indicatedIn: 'CHILDCARE',
      speaksFor: ['CHILDCARE'],
    })
    expect(placement([referral], [indication], '2026-07-01', midwife)).toBeNull()
  })

  test('is nothing to say of before there was a rule', () => {
    expect(placement([], [], '2020-07-31')).toBeNull()
  })
})
