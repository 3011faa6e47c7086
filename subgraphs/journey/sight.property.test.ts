import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { GRANTS } from '../../privacy/policy.ts'
import type { DomainStanding } from '../../schema/course.ts'
import type { DomainEvent, EventKind } from '../../schema/events.ts'
import { cases } from '../../test/scale.ts'
import { addDays } from './age.ts'
import { contact, event, standings } from './fixture-told.ts'
import { toSight } from './sight.ts'
import { DOMAINS, type Known, type Told } from './told.ts'

const RUNS = { numRuns: cases(800, 100_000) }
const AT = '2026-09-01'
const DAYS = 1_600

const day = fc.integer({ min: 0, max: DAYS }).map((days) => addDays(AT, -days))
const kinds = ['CONTACT', 'VACCINATION', 'ATTENDANCE', 'SUPPORT', 'CASE', 'REFERRAL'] as const
const anyEvent = fc.record({
  at: day,
  kind: fc.constantFrom<EventKind>(...kinds),
  status: fc.constantFrom('REALISED', 'NO_SHOW', 'PLANNED', null),
  form: fc.constantFrom('FACE_TO_FACE', 'LETTER', 'PHONE', null),
  initiative: fc.constantFrom('SCHEDULE', 'PROFESSIONAL'),
})
const events = fc
  .array(anyEvent, { maxLength: 6 })
  .map((list): DomainEvent[] =>
    list.map(({ at, ...over }, i) => event(`${i}:begin`, at, { ...over, phase: 'BEGIN' })),
  )
const absence = fc.constantFrom('NONE', 'NOT_RECORDED', 'NOT_APPLICABLE')
const arrival = fc.option(day)
const viewer = fc.constantFrom(
  ...GRANTS.filter(({ scopes }) => (scopes as readonly string[]).includes('journey:sight')),
)

const anybody: fc.Arbitrary<Known> = fc
  .tuple(day, arrival, fc.array(events, { minLength: 4, maxLength: 4 }), viewer, absence)
  .map(([birthDate, arrivedOn, lists, { role, purpose }, word]) => {
    const course = { birthDate, endedOn: null, ending: null, arrivedOn }
    const told: Told = Object.fromEntries(DOMAINS.map((domain, i) => [domain, lists[i]]))
    const all = standings(Object.fromEntries(DOMAINS.map((one) => [one, { absence: word }])))
    return { course, told, standings: all, viewer: { role, purpose } }
  })
const domain = fc.constantFrom(...DOMAINS)

const stateOf = (known: Known) => toSight(known, AT).state
const BETTER = ['OUT_OF_SIGHT', 'DUE', 'IN_SIGHT']
const saying = (known: Known, one: string, over: Partial<DomainStanding>): Known => ({
  ...known,
  standings: (known.standings ?? []).map((standing) =>
    standing.domain === one ? { ...standing, ...over } : standing,
  ),
})

describe('whatever is told', () => {
  test('MUST NOT be worse with a contact more', () => {
    fc.assert(
      fc.property(anybody, domain, day, (known, where, at) => {
        const told = { ...known.told, [where]: [...(known.told[where] ?? []), contact(at)] }
        const [before, after] = [stateOf(known), stateOf({ ...known, told })]
        expect(BETTER.indexOf(after)).toBeGreaterThanOrEqual(BETTER.indexOf(before))
      }),
      RUNS,
    )
  })

  test('MUST NOT be out of sight while a domain of the purpose cannot tell', () => {
    const word = fc.constantFrom('SOURCE_DOWN', 'STALE', 'NOT_LINKED')
    fc.assert(
      fc.property(anybody, domain, word, fc.boolean(), (known, where, absence, isSilent) => {
        const down = saying(known, where, { absence })
        const told = isSilent ? { ...down.told, [where]: null } : down.told
        const { state, speaksFor } = toSight({ ...down, told }, AT)
        if (speaksFor.includes(where)) expect(['OUT_OF_SIGHT', 'DUE']).not.toContain(state)
      }),
      RUNS,
    )
  })

  test('MUST NOT turn from in sight to out of sight by a purpose that opens a domain more', () => {
    fc.assert(
      fc.property(anybody, fc.subarray(DOMAINS), domain, (known, closed, opened) => {
        const narrow = [...closed, opened].reduce(
          (one, where) => saying(one, where, { absence: 'NO_LEGAL_BASIS' }),
          known,
        )
        const wide = saying(narrow, opened, { absence: 'NONE' })
        if (stateOf(narrow) === 'IN_SIGHT') expect(stateOf(wide)).not.toBe('OUT_OF_SIGHT')
      }),
      RUNS,
    )
  })

  test('tells of the domains that the purpose opens, and of nobody else', () => {
    fc.assert(
      fc.property(anybody, (known) => {
        const { speaksFor, lastContact, because } = toSight(known, AT)
        if (lastContact) expect(speaksFor).toContain(lastContact.domain)
        expect(because.length).toBeGreaterThan(0)
      }),
      RUNS,
    )
  })
})
