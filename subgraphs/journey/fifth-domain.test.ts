/** A domain more, that publishes its events: no rule of `journey` is changed for it, and each takes it in. */

import { expect, test } from 'vitest'
import { Domain } from '../../schema/domain.ts'
import type { DomainEvent } from '../../schema/events.ts'

// What a new domain adds: its name, and a line of where it publishes.
Object.assign(Domain, { DENTAL_CARE: 'DENTAL_CARE' })
const { DOMAINS, eventsUntil, PUBLISHING } = await import('./told.ts')
Object.assign(PUBLISHING, {
  DENTAL_CARE: { field: 'dentalCareEvents', speaksBy: ['jgz:contacts'] },
})

const { EVENTS, toKnown } = await import('./child.ts')
const { contact, event, NURSE, standings } = await import('./fixture-told.ts')
const { toGaps } = await import('./gaps.ts')
const { toReach } = await import('./reach.ts')
const { toReferrals } = await import('./referrals.ts')
const { SIGHT_RULES } = await import('./schedule.ts')
const { toSight } = await import('./sight.ts')
const { toSituations } = await import('./situations.ts')
const { toTimeline } = await import('./timeline.ts')

const AT = '2026-09-01'
const SEEN = contact('2026-08-20', { label: 'check' })
const SENT = event('referral:1', '2026-08-20', {
  ...{ kind: 'REFERRAL', label: 'to youth health care', situation: 'LANGUAGE_DELAY' },
  counterpart: 'JGZ',
})

/** Otis, who was last seen by youth health care when he was a year and a half. */
function otis(dentalCareEvents: readonly DomainEvent[] | null, absence = 'NONE') {
  const child = {
    ...{ id: 'otis', course: COURSE, jgzVaccinationScheme: null, dentalCareEvents },
    ...{ birthCareEvents: [], jgzEvents: [contact('2025-03-01')] },
    ...{ childcareEvents: [], socialDomainEvents: [] },
    standings: standings().map((one) => {
      return (one.domain as string) === 'DENTAL_CARE' ? { ...one, absence } : one
    }),
  }
  const context = { viewer: { ...VIEWER, ...NURSE }, today: AT, readList: () => expect.fail() }
  return toKnown(child, context)
}
const COURSE = { birthDate: '2023-08-23', endedOn: null, ending: null, arrivedOn: null }
const VIEWER = { id: 'u-1', organisation: 'ura:1', municipalities: [] }

test('its events are asked for, and stand in the timeline', () => {
  const { told } = otis([SEEN, SENT])
  const { entries, speaksFor } = toTimeline(told)

  expect(DOMAINS).toHaveLength(5)
  expect(EVENTS).toContain('dentalCareEvents { id kind')
  expect(speaksFor).toContain('DENTAL_CARE')
  expect(entries.map(({ id, item }) => [id, Object(item).__typename])).toEqual([
    ['JGZ:contact:2025-03-01', 'ContactItem'],
    ['DENTAL_CARE:contact:2026-08-20', 'ContactItem'],
    ['DENTAL_CARE:referral:1', 'ReferralItem'],
  ])
})

test('who is seen by it is in sight, by nobody else; and without it is not', () => {
  expect(toSight(otis([SEEN]), AT)).toMatchObject({
    state: 'IN_SIGHT',
    speaksFor: [...DOMAINS],
    lastContact: { domain: 'DENTAL_CARE' },
  })
  expect(toSight(otis([]), AT).state).toBe('OUT_OF_SIGHT')
})

test.each(['SOURCE_DOWN', 'STALE', 'NOT_LINKED'])(
  'MUST NOT raise an alarm while it is %s',
  (absence) => {
    const { state, because } = toSight(otis(null, absence), AT)

    expect(state).toBe('CANNOT_TELL')
    expect(because).toContainEqual(
      expect.objectContaining({ cause: absence, domain: 'DENTAL_CARE' }),
    )
  },
)

test('a gap ends with it; reach, situations and referrals go by what it tells', () => {
  const known = otis([SEEN, SENT])
  const events = eventsUntil(known.told, AT)
  const [rules] = SIGHT_RULES
  if (!rules) throw new Error('There is no edition of the rules of sight.')

  expect(toGaps(known, AT, 183)?.at(-1)).toMatchObject({ to: '2026-08-20', isOpen: false })
  expect(toReach(events, rules, AT)).toMatchObject({ state: 'REACHED' })
  expect(toSituations(events, AT)).toMatchObject([
    { kind: 'LANGUAGE_DELAY', firstSeenBy: 'DENTAL_CARE' },
  ])
  expect(toReferrals(known, [], AT)).toMatchObject([{ from: 'DENTAL_CARE', to: 'JGZ' }])
})
