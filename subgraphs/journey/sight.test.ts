import { describe, expect, test } from 'vitest'
import type { DomainEvent } from '../../schema/events.ts'
import { contact, event, known, standings } from './fixture-told.ts'
import { toSight } from './sight.ts'

const BORN = '2023-08-23'
/** Three years old. */
const AT = '2026-09-01'
/** At eighteen months. */
const LAST = contact('2025-02-20')

const causes = (sight: ReturnType<typeof toSight>) => sight.because.map(({ cause }) => cause)

describe('sight', () => {
  test('a child whom nobody saw since it was eighteen months old is out of sight, since grace was over', () => {
    const sight = toSight(known(BORN, { JGZ: [LAST] }), AT)

    expect(sight).toMatchObject({
      state: 'OUT_OF_SIGHT',
      expected: '2 years',
      expectedBy: '2025-12-23',
      since: '2026-02-21',
      daysSince: 558,
      inWindow18to48: true,
      schedules: ['jgz-contacts 2015', 'sight 2026'],
    })
    expect(sight.speaksFor).toEqual(['BIRTH_CARE', 'JGZ', 'CHILDCARE', 'SOCIAL_DOMAIN'])
    expect(sight.lastContact).toMatchObject({ domain: 'JGZ', at: '2025-02-20' })
    expect(causes(sight)).toEqual(['GRACE_OVER', 'NOT_SEEN'])
  })

  test('a card that was sent, and a contact to which nobody came, are attempts and no contacts', () => {
    const attempts = [
      contact('2026-08-01', { form: 'LETTER' }),
      contact('2026-08-02', { form: 'TEXT' }),
      contact('2026-08-03', { status: 'NO_SHOW' }),
      contact('2026-08-04', { status: 'PLANNED' }),
      event('enrolment:begin', '2026-08-05', { kind: 'ENROLMENT', phase: 'BEGIN' }),
    ]

    expect(toSight(known(BORN, { JGZ: [LAST, ...attempts] }), AT).state).toBe('OUT_OF_SIGHT')
  })

  test('a contact that the family asked for fulfils what is expected', () => {
    const asked = contact('2026-06-01', { initiative: 'FAMILY', form: 'PHONE' })
    const sight = toSight(known(BORN, { JGZ: [LAST, asked] }), AT)

    expect(sight).toMatchObject({ state: 'IN_SIGHT', expected: '3 years and 9 months' })
  })

  test('who comes to childcare, or has help that goes on, is in sight', () => {
    const came = event('attendance', '2026-07-31', { kind: 'ATTENDANCE' })
    const help = event('a:begin', '2026-01-01', { kind: 'SUPPORT', phase: 'BEGIN' })
    const ended = event('a:end', '2026-01-20', { kind: 'SUPPORT', phase: 'END' })
    const stateOf = (told: object) => toSight(known(BORN, { JGZ: [LAST], ...told }), AT)

    expect(stateOf({ CHILDCARE: [came] }).state).toBe('IN_SIGHT')
    expect(stateOf({ SOCIAL_DOMAIN: [help] })).toMatchObject({ state: 'IN_SIGHT', daysSince: 0 })
    expect(stateOf({ SOCIAL_DOMAIN: [help, ended] })).toMatchObject({ daysSince: 224 })
  })

  test('what is past its day and not past its grace is due', () => {
    const twoYears = contact('2025-09-01')
    const sight = (at: string) => toSight(known(BORN, { JGZ: [twoYears] }), at)

    expect(sight('2026-12-23')).toMatchObject({ state: 'IN_SIGHT', expectedBy: '2026-12-23' })
    expect(sight('2026-12-24')).toMatchObject({ state: 'DUE', since: '2026-12-23' })
    expect(sight('2027-02-22').state).toBe('OUT_OF_SIGHT')
  })

  test('a situation that changed is looked at sooner, and is no alarm', () => {
    const met = event('met', '2026-04-01', { kind: 'ATTENDANCE' })
    const referred = event('referral', '2026-04-02', { kind: 'REFERRAL' })
    const calm = toSight(known(BORN, { JGZ: [LAST], CHILDCARE: [met] }), AT)
    const changed = toSight(known(BORN, { JGZ: [LAST, referred], CHILDCARE: [met] }), AT)

    expect(calm.state).toBe('IN_SIGHT')
    expect(changed.state).toBe('DUE')
    expect(causes(changed)).toEqual(['EXPECTED', 'SITUATION_CHANGED'])
  })

  test('an appointment on indication to which nobody came is expected on its day', () => {
    const seen = contact('2025-09-01')
    const again = contact('2025-10-01', { status: null, initiative: 'PROFESSIONAL' })
    const sight = toSight(known(BORN, { JGZ: [seen, again] }), AT)

    expect(sight).toMatchObject({ expected: 'on indication', expectedBy: '2025-10-01' })
    expect(sight.state).toBe('OUT_OF_SIGHT')
  })
})

describe('who cannot be told of', () => {
  test.each(['SOURCE_DOWN', 'STALE', 'NOT_LINKED'])('MUST NOT raise an alarm: %s', (absence) => {
    const told = { JGZ: [LAST] }
    const doubtful = standings({ CHILDCARE: { absence } })
    const sight = toSight(known(BORN, told, { standings: doubtful }), AT)

    expect(sight.state).toBe('CANNOT_TELL')
    expect(sight.because[0]).toMatchObject({ cause: absence, domain: 'CHILDCARE' })
    expect(toSight(known(BORN, told, { standings: null }), AT).state).toBe('CANNOT_TELL')
  })

  test('is in sight all the same where somebody saw it', () => {
    const doubtful = standings({ CHILDCARE: { absence: 'SOURCE_DOWN' } })
    const told = { JGZ: [contact('2026-08-01')] }

    expect(toSight(known(BORN, told, { standings: doubtful }), AT).state).toBe('IN_SIGHT')
  })

  test('what is stale today may be complete up to a day before', () => {
    const old = standings({ CHILDCARE: { absence: 'STALE', freshAt: '2026-09-15T00:00:00.000Z' } })
    const sight = (at: string) => toSight(known(BORN, { JGZ: [LAST] }, { standings: old }), at)

    expect(sight('2026-09-01').state).toBe('OUT_OF_SIGHT')
    expect(sight('2026-09-20').state).toBe('CANNOT_TELL')
  })

  test('a domain that has something and did not tell it is as one that is down', () => {
    const silent = standings({ CHILDCARE: { absence: 'NONE' } })
    const told = { JGZ: [LAST], CHILDCARE: null }

    expect(toSight(known(BORN, told, { standings: silent }), AT).state).toBe('CANNOT_TELL')
  })

  test('a domain that the purpose does not open, or to which the family objected, is outside', () => {
    const outside = standings({
      CHILDCARE: { absence: 'NO_LEGAL_BASIS' },
      SOCIAL_DOMAIN: { absence: 'OBJECTION' },
    })
    const sight = toSight(known(BORN, { JGZ: [LAST] }, { standings: outside }), AT)

    expect(sight).toMatchObject({ state: 'OUT_OF_SIGHT', speaksFor: ['BIRTH_CARE', 'JGZ'] })
  })

  test('a child of whom nobody knows when it was born', () => {
    const course = { birthDate: null, endedOn: null, ending: null, arrivedOn: null }

    expect(toSight(known(BORN, { JGZ: [LAST] }, { course }), AT).state).toBe('CANNOT_TELL')
    expect(toSight(known(BORN, { JGZ: [LAST] }, { course: null }), AT).state).toBe('CANNOT_TELL')
  })
})

describe('of whom nothing is expected', () => {
  const course = { birthDate: BORN, endedOn: '2026-01-10', ending: null, arrivedOn: null }

  test.each(['DIED', 'EMIGRATED'] as const)('who %s, from that day on', (ending) => {
    const gone = known(BORN, { JGZ: [LAST] }, { course: { ...course, ending } })

    expect(toSight(gone, AT)).toMatchObject({ state: 'NOT_EXPECTED', because: [{ cause: ending }] })
    expect(toSight(gone, '2026-01-09').state).toBe('DUE')
  })

  test.each(['MOVED', 'NOT_WANTED'] as const)('by youth health care: %s', (reason) => {
    const end = event('care:end', '2025-04-01', { kind: 'CARE', phase: 'END', reason })

    expect(toSight(known(BORN, { JGZ: [LAST, end] }), AT)).toMatchObject({
      state: 'NOT_EXPECTED',
      because: [{ cause: reason }],
    })
  })

  test('who is not born, and who is four', () => {
    const unborn = { ...course, birthDate: null, endedOn: null }
    const pregnancy = event('pregnancy', '2026-02-01', { kind: 'PREGNANCY', phase: 'BEGIN' })
    const expected = known(BORN, { BIRTH_CARE: [pregnancy] }, { course: unborn })

    expect(toSight(expected, AT).because[0]?.cause).toBe('NOT_BORN')
    expect(toSight(known('2022-09-01', { JGZ: [] }), AT).because[0]?.cause).toBe('FOUR_YEARS_OLD')
  })

  test('a purpose without youth health care has no schedule, and sees who is seen', () => {
    const viewer = { role: 'neighbourhood-team-worker', purpose: 'youth-support' } as const
    const help = event('a:begin', '2026-08-01', { kind: 'SUPPORT', phase: 'BEGIN' })
    const sight = (told: object) => toSight(known(BORN, told, { viewer }), AT)

    expect(sight({ JGZ: [LAST] })).toMatchObject({
      state: 'NOT_EXPECTED',
      speaksFor: ['SOCIAL_DOMAIN'],
      lastContact: null,
    })
    expect(sight({ SOCIAL_DOMAIN: [help] }).state).toBe('IN_SIGHT')
  })

  test('who moved in has eight weeks for a first contact', () => {
    const moved = { ...course, endedOn: null, arrivedOn: '2026-07-20' }
    const sight = (at: string) => toSight(known(BORN, { JGZ: [] }, { course: moved }), at)

    expect(sight(AT)).toMatchObject({ state: 'IN_SIGHT', expectedBy: '2026-12-23' })
    const older = { ...course, endedOn: null, arrivedOn: '2026-12-20' }
    expect(toSight(known(BORN, { JGZ: [] }, { course: older }), '2027-02-01').expectedBy).toBe(
      '2027-02-14',
    )
  })

  test('who moved in is not late by a contact of where it came from', () => {
    const [born, at] = ['2025-10-31', '2026-09-01']
    const moved = { birthDate: born, endedOn: null, ending: null, arrivedOn: '2026-08-31' }
    const sight = (jgz: readonly DomainEvent[]) =>
      toSight(known(born, { JGZ: jgz }, { course: moved }), at)

    expect([sight([]), sight([contact('2026-04-03')])]).toMatchObject([
      { state: 'IN_SIGHT', expectedBy: '2026-10-26' },
      { state: 'IN_SIGHT', expectedBy: '2026-10-26' },
    ])
  })
})
