import { describe, expect, test } from 'vitest'
import { contact, event } from './fixture-told.ts'
import { toReach } from './reach.ts'
import { inForce, SIGHT_RULES } from './schedule.ts'
import { eventsUntil, type Told } from './told.ts'

const AT = '2026-09-01'

function reach(told: Told) {
  const rules = inForce(SIGHT_RULES, AT)
  if (!rules) throw new Error('rules are in force')
  return toReach(eventsUntil(told, AT), rules, AT)
}

describe('reach', () => {
  test('tells which way of contact worked, and what became of the others', () => {
    const JGZ = [
      contact('2026-01-10', { form: 'PHONE', status: 'NO_SHOW' }),
      contact('2026-02-10', { form: 'HOME_VISIT' }),
      contact('2026-03-10', { form: 'PHONE', status: 'NO_SHOW' }),
      contact('2026-04-10', { form: 'LETTER' }),
      contact('2026-12-10', { status: 'PLANNED' }),
    ]

    expect(reach({ JGZ })).toEqual({
      state: 'PARTLY',
      lastAttemptOn: '2026-04-10',
      attemptsSinceContact: 2,
      formsThatWorked: ['HOME_VISIT'],
      byForm: [
        { form: 'PHONE', attempts: 2, contacts: 0 },
        { form: 'HOME_VISIT', attempts: 1, contacts: 1 },
        { form: 'LETTER', attempts: 1, contacts: 0 },
      ],
      barriers: ['NO_SHOW'],
    })
  })

  test('MUST NOT count what is not known as reached', () => {
    const unknown = [contact('2026-03-10', { status: null }), contact('2025-03-10')]

    expect(reach({ JGZ: unknown })).toMatchObject({ state: 'UNKNOWN', attemptsSinceContact: 0 })
    expect(reach({ JGZ: [contact('2026-03-10', { form: 'LETTER' })] }).state).toBe('NOT_REACHED')
    expect(reach({ JGZ: [contact('2026-03-10')] }).state).toBe('REACHED')
  })

  test('is of contacts, and of no other event', () => {
    const came = event('attendance', '2026-07-31', { kind: 'ATTENDANCE' })

    expect(reach({ CHILDCARE: [came] }).state).toBe('UNKNOWN')
  })
})
