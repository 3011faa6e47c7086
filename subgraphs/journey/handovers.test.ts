import { describe, expect, test } from 'vitest'
import type { Domain } from '../../schema/domain.ts'
import type { DomainEvent, EventStep } from '../../schema/events.ts'
import { contact, event, known, standings } from './fixture-told.ts'
import type { HandoverRoute } from './handover-words.ts'
import { toHandovers } from './handovers.ts'
import type { Known, Told } from './told.ts'

const BORN = '2024-06-11'
const birth = event('birth', BORN, { kind: 'BIRTH' })
const step = (at: string, step: EventStep, counterpart: Domain): DomainEvent =>
  event(`${step}:${at}`, at, { kind: 'HANDOVER', step, counterpart })
const referral = (at: string, counterpart: Domain) =>
  event(`referral:${at}`, at, { kind: 'REFERRAL', counterpart })
const vve = (at: string) =>
  event('enrolment:begin', at, { kind: 'ENROLMENT', phase: 'BEGIN', code: 'VVE' })

function line(told: Told, at: string, route: HandoverRoute, over: Partial<Known> = {}) {
  const lines = toHandovers(known(BORN, told, over), at).filter((one) => one.route === route)
  expect(lines.length).toBeLessThan(2)
  return lines[0]
}

const SENT = step('2024-06-12', 'SENT', 'JGZ')
const RECEIVED = step('2024-06-13', 'RECEIVED', 'BIRTH_CARE')
const ACKNOWLEDGED = step('2024-06-14', 'ACKNOWLEDGED', 'BIRTH_CARE')
const ofBirth = (birthCare: readonly DomainEvent[], jgz: readonly DomainEvent[], at: string) =>
  line({ BIRTH_CARE: [birth, ...birthCare], JGZ: jgz }, at, 'BIRTH_CARE_TO_JGZ')

describe('twelve stories of handovers', () => {
  test('1. done: sent, received, answered, and the child was seen', () => {
    const all = ofBirth([SENT], [RECEIVED, ACKNOWLEDGED, contact('2024-06-16')], '2024-07-01')

    expect(all).toMatchObject({ state: 'FOLLOWED_UP', missing: [], firstContactOn: '2024-06-16' })
  })

  test('2. lost in transit: the midwife sent it, and youth health care has nothing', () => {
    expect(ofBirth([SENT], [], '2024-06-19')?.state).toBe('SENT')
    expect(ofBirth([SENT], [], '2024-06-20')).toMatchObject({ state: 'LOST', overdueDays: null })
    expect(ofBirth([SENT], [], '2024-07-01')).toMatchObject({ overdueDays: 6 })
  })

  test('3. sent twice is one handover, sent at first', () => {
    const again = step('2024-06-15', 'SENT', 'JGZ')

    expect(ofBirth([SENT, again], [RECEIVED], '2024-06-16')).toMatchObject({
      state: 'RECEIVED',
      sentOn: '2024-06-12',
    })
  })

  test('4. answered, and nobody came: overdue', () => {
    expect(ofBirth([SENT], [RECEIVED, ACKNOWLEDGED], '2024-06-20')?.state).toBe('ACKNOWLEDGED')
    expect(ofBirth([SENT], [RECEIVED, ACKNOWLEDGED], '2024-06-26')).toMatchObject({
      state: 'OVERDUE',
      overdueDays: 1,
      missing: ['FIRST_CONTACT'],
    })
  })

  test('5. seen without a handover: followed up, and told what is missing', () => {
    expect(ofBirth([], [contact('2024-06-17')], '2024-07-01')).toMatchObject({
      state: 'FOLLOWED_UP',
      missing: ['SENT', 'RECEIVED', 'ACKNOWLEDGED'],
    })
  })

  test('6. the deputy was away: it lies there, and nobody answered', () => {
    expect(ofBirth([SENT], [RECEIVED], '2024-07-01')).toMatchObject({
      state: 'OVERDUE',
      receivedOn: '2024-06-13',
      missing: ['ACKNOWLEDGED', 'FIRST_CONTACT'],
    })
  })

  test('7. the wrong twin: what was received for eva is not received for cato', () => {
    const [cato, eva] = [ofBirth([SENT], [], '2024-06-25'), ofBirth([], [RECEIVED], '2024-06-25')]

    expect(cato?.state).toBe('LOST')
    expect(eva).toMatchObject({ state: 'RECEIVED', sentOn: null })
  })

  test('8. moved the same week: handed over here, as the birth was here', () => {
    const course = { birthDate: BORN, endedOn: null, ending: null, arrivedOn: '2024-06-15' }
    const told = { BIRTH_CARE: [birth], JGZ: [] }

    expect(line(told, '2024-06-17', 'BIRTH_CARE_TO_JGZ', { course })?.state).toBe('NOT_SENT')
    expect(line(told, '2024-06-19', 'BIRTH_CARE_TO_JGZ', { course })?.state).toBe('OVERDUE')
    expect(line(told, '2024-06-19', 'JGZ_TO_JGZ', { course })).toBeUndefined()
  })

  test('9. moved in later: no birth is waited for, but the dossier is', () => {
    const course = { birthDate: BORN, endedOn: null, ending: null, arrivedOn: '2025-05-15' }
    const asked = (at: string, jgz: readonly DomainEvent[] = []) => [
      line({ JGZ: jgz }, at, 'BIRTH_CARE_TO_JGZ', { course }),
      line({ JGZ: jgz }, at, 'JGZ_TO_JGZ', { course })?.state,
    ]

    expect(asked('2025-07-10')).toEqual([undefined, 'NOT_SENT'])
    expect(asked('2025-07-11')).toEqual([undefined, 'OVERDUE'])
    expect(asked('2025-07-11', [contact('2025-06-20')])).toEqual([undefined, 'FOLLOWED_UP'])
  })

  test('10. indicated for VVE: placed, or lost; and no day before two and a half is late', () => {
    const jgz = [referral('2025-12-15', 'CHILDCARE')]
    const indicated = event('indication', '2026-02-01', { kind: 'INDICATION', counterpart: 'JGZ' })
    const asked = (at: string, childcare: readonly DomainEvent[]) =>
      line({ JGZ: jgz, CHILDCARE: childcare }, at, 'JGZ_TO_CHILDCARE')

    expect(asked('2026-12-11', [])).toMatchObject({ state: 'SENT', dueBy: '2026-12-11' })
    expect(asked('2026-12-12', [])?.state).toBe('LOST')
    expect(asked('2026-12-12', [indicated])?.state).toBe('OVERDUE')
    expect(asked('2026-12-20', [indicated, vve('2026-12-14')])?.state).toBe('FOLLOWED_UP')
  })

  test('11. referred to youth help twice: the start is of the last referral before it', () => {
    const jgz = [referral('2025-01-10', 'SOCIAL_DOMAIN'), referral('2025-06-10', 'SOCIAL_DOMAIN')]
    const help = event('a:begin', '2025-06-30', { kind: 'SUPPORT', phase: 'BEGIN' })
    const lines = toHandovers(
      known(BORN, { JGZ: jgz, SOCIAL_DOMAIN: [help] }),
      '2025-09-01',
    ).filter(({ route }) => route === 'JGZ_TO_SOCIAL_DOMAIN')

    expect(lines.map(({ state }) => state)).toEqual(['LOST', 'FOLLOWED_UP'])
  })

  test('12. one side is down: nobody can tell, whichever side it is', () => {
    for (const domain of ['BIRTH_CARE', 'JGZ'] as const) {
      const down = { standings: standings({ [domain]: { absence: 'SOURCE_DOWN' } }) }
      const told = { BIRTH_CARE: [birth, SENT], JGZ: [] }

      expect(line(told, '2024-07-01', 'BIRTH_CARE_TO_JGZ', down)).toMatchObject({
        state: 'CANNOT_TELL',
        overdueDays: null,
      })
    }
  })
})

describe('a handover', () => {
  test('MUST NOT be told to who may read one side only', () => {
    const viewer = { role: 'childcare-mentor', purpose: 'childcare-placement' } as const
    const lines = toHandovers(
      known(BORN, { CHILDCARE: [vve('2024-09-01')] }, { viewer }),
      '2026-01-01',
    )

    expect(lines.map(({ route }) => route)).toEqual([])
  })

  test('to school is begun at the fourth birthday; who takes over cannot be asked', () => {
    const childcare = [event('e:begin', '2025-01-01', { kind: 'ENROLMENT', phase: 'BEGIN' })]
    const at = '2028-07-01'
    const sent = event('s', '2028-06-12', { kind: 'HANDOVER', step: 'SENT' })

    expect(line({ CHILDCARE: childcare }, '2028-06-10', 'CHILDCARE_TO_SCHOOL')).toBeUndefined()
    expect(line({ CHILDCARE: childcare }, at, 'CHILDCARE_TO_SCHOOL')?.state).toBe('CANNOT_TELL')
    expect(line({ CHILDCARE: [...childcare, sent] }, at, 'CHILDCARE_TO_SCHOOL')?.state).toBe('SENT')
  })

  test('of a child who died is none', () => {
    const course = { birthDate: BORN, endedOn: BORN, ending: 'DIED', arrivedOn: null } as const

    expect(toHandovers(known(BORN, { BIRTH_CARE: [birth] }, { course }), '2024-07-01')).toEqual([])
  })

  test('after a birth tells of the prenatal home visit', () => {
    const visit = contact('2024-05-01', { form: 'HOME_VISIT' })

    expect(ofBirth([visit], [], '2024-06-12')?.prenatalHomeVisitOn).toBe('2024-05-01')
  })
})
