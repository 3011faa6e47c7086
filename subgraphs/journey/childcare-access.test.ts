import '../../schema/federation.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DomainEvent } from '../../schema/events.ts'
import { AccessStep } from './access-types.ts'
import { addDays } from './age.ts'
import { toChildcareAccess } from './childcare-access.ts'
import { event, known, standings } from './fixture-told.ts'
import type { Known } from './told.ts'

const BORN = '2023-06-15'
const AT = '2026-09-01'
const referral = event('r', '2025-07-01', { kind: 'REFERRAL', counterpart: 'CHILDCARE' })
const waiting = (from: string, to: string) => [
  event('w:begin', from, { kind: 'WAITING', phase: 'BEGIN' }),
  event('w:end', to, { kind: 'WAITING', phase: 'END' }),
]
const stay = (id: string, from: string, over: Partial<DomainEvent> = {}) =>
  event(`enrolment:${id}:begin`, from, { kind: 'ENROLMENT', phase: 'BEGIN', ...over })
const end = (id: string, at: string, over: Partial<DomainEvent> = {}) =>
  event(`enrolment:${id}:end`, at, { kind: 'ENROLMENT', phase: 'END', ...over })
const came = (month: string) => event(`attendance:${month}`, `${month}-28`, { kind: 'ATTENDANCE' })

function access(childcare: readonly DomainEvent[], at = AT, over: Partial<Known> = {}) {
  const told = toChildcareAccess(known(BORN, { JGZ: [referral], CHILDCARE: childcare }, over), at)
  const states = Object.fromEntries((told?.steps ?? []).map(({ step, state }) => [step, state]))
  return { ...told, states }
}

describe('the way to childcare', () => {
  test('is told step by step, with the days between', () => {
    const { standsAt, steps } = access([
      ...waiting('2025-09-01', '2025-11-03'),
      stay('1', '2025-11-03', { recordedAt: '2025-10-20T09:00:00Z' }),
      came('2025-11'),
    ])

    expect(standsAt).toBe('ATTENDING')
    expect(steps?.map(({ step, on, days }) => [step, on, days])).toEqual([
      ['ELIGIBLE', '2023-06-15', null],
      ['INDICATED', '2025-07-01', 747],
      ['INVITED', null, null],
      ['APPLIED', '2025-09-01', 62],
      ['PLACED', '2025-10-20', 49],
      ['STARTED', '2025-11-03', 14],
      ['ATTENDING', '2025-11-28', 25],
      ['LEFT', null, null],
    ])
  })

  test('of who has nothing ends where it began, and what nobody records is no step not taken', () => {
    expect(access([])).toMatchObject({
      standsAt: 'INDICATED',
      states: { INVITED: 'NOT_RECORDED', APPLIED: 'NOT_REACHED', LEFT: 'NOT_REACHED' },
      exits: [],
    })
    expect(access([stay('1', '2025-01-01')]).states).toMatchObject({ APPLIED: 'SKIPPED' })
  })

  test('ends with a reason, unless another contract takes over', () => {
    const first = [stay('1', '2024-01-01'), end('1', '2025-12-15')]
    const vve = stay('2', '2026-01-05', { code: 'VVE' })
    const left = end('2', '2026-03-01', { code: 'VVE', reason: 'JOB_LOSS' })

    expect(access([...first, vve])).toMatchObject({
      standsAt: 'STARTED',
      exits: [{ on: '2025-12-15', reason: null, vve: false, goesOn: true }],
    })
    expect(access([...first, vve, left])).toMatchObject({
      standsAt: 'LEFT',
      exits: [{ goesOn: true }, { on: '2026-03-01', reason: 'JOB_LOSS', vve: true, goesOn: false }],
    })
  })

  test('knows of a place whose first day lies ahead', () => {
    const promised = stay('1', '2026-10-05', { recordedAt: '2026-08-20T09:00:00Z' })

    expect(access([promised]).standsAt).toBe('PLACED')
    expect(access([promised], '2026-08-19').standsAt).toBe('INDICATED')
  })

  test('MUST NOT say of a step that it was not taken while childcare cannot tell', () => {
    const down = { standings: standings({ CHILDCARE: { absence: 'SOURCE_DOWN' } }) }

    expect(access([], AT, down).states).toMatchObject({
      INDICATED: 'REACHED',
      APPLIED: 'CANNOT_TELL',
      STARTED: 'CANNOT_TELL',
    })
  })

  test('MUST keep whoever came in: each child stands at one step, and who reached a step went on or stands there', () => {
    const day = fc.integer({ min: 0, max: 1_300 }).map((days) => addDays(BORN, days))
    const some = fc.array(
      fc.oneof(
        day.map((at) => stay(at, at)),
        fc.tuple(day, day).map(([a, b]) => end(a, b)),
        day.map((at) => came(at.slice(0, 7))),
        fc.tuple(day, day).map(([a, b]) => waiting(a, b)),
      ),
      { maxLength: 8 },
    )
    fc.assert(
      fc.property(some, (events) => {
        const { steps = [], standsAt } = access(events.flat())
        const order = Object.values(AccessStep)
        const reached = steps.filter(({ state }) => state === 'REACHED').map(({ step }) => step)
        expect(reached.at(-1)).toBe(standsAt)
        expect(steps.map(({ step }) => step)).toEqual(order)
        expect(steps.every(({ days }) => days === null || days >= 0)).toBe(true)
      }),
    )
  })
})
