import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DomainEvent, EventKind } from '../../schema/events.ts'
import { cases } from '../../test/scale.ts'
import { addDays } from './age.ts'
import { event, NURSE, standings } from './fixture-told.ts'
import type { Listed } from './follow-children.ts'
import { allRowsOf } from './list-rows.ts'
import { DOMAINS } from './told.ts'

const FROM = '2025-06-01'
const DAYS = 500

const day = fc.integer({ min: -1_400, max: 300 }).map((days) => addDays(FROM, days))
const KINDS: readonly EventKind[] = [
  ...(['CONTACT', 'CONTACT', 'VACCINATION', 'REFERRAL', 'SUPPORT', 'CASE', 'CARE'] as const),
  ...(['HANDOVER', 'INDICATION', 'WAITING', 'ENROLMENT', 'ATTENDANCE', 'BIRTH'] as const),
]
const anyEvent = fc.record({
  at: day,
  kind: fc.constantFrom(...KINDS),
  phase: fc.constantFrom('BEGIN', 'END', null),
  status: fc.constantFrom('REALISED', 'PLANNED', null),
  form: fc.constantFrom('FACE_TO_FACE', 'HOME_VISIT', 'LETTER'),
  initiative: fc.constantFrom('SCHEDULE', 'PROFESSIONAL'),
  code: fc.constantFrom('11', '13', '14', '28', 'VVE'),
  refused: fc.boolean(),
  counterpart: fc.constantFrom(...DOMAINS),
  step: fc.constantFrom('SENT', 'RECEIVED', 'ACKNOWLEDGED', null),
  reason: fc.constantFrom('MOVED', 'AGE', null),
  last: fc.option(fc.integer({ min: 0, max: 400 })),
})
const events = fc.array(anyEvent, { maxLength: 7 }).map((list): DomainEvent[] =>
  list.flatMap(({ last, ...over }, i) => {
    const begin = event(`${i}:begin`, over.at, over)
    const end = event(`${i}:end`, addDays(over.at, last ?? 0), { ...over, phase: 'END' })
    return last === null || over.phase !== 'BEGIN' ? [begin] : [begin, end]
  }),
)
const absence = fc.constantFrom('NONE', 'NONE', 'NOT_RECORDED', 'STALE', 'OBJECTION')

const anybody: fc.Arbitrary<Listed> = fc
  .record({
    birthDate: day,
    ending: fc.constantFrom(null, null, null, 'DIED' as const),
    endedOn: day,
    arrivedOn: fc.option(day),
    lists: fc.array(events, { minLength: 4, maxLength: 4 }),
    absences: fc.array(absence, { minLength: 4, maxLength: 4 }),
    freshAt: day.map((on) => `${on}T10:00:00Z`),
    scheme: fc.constantFrom(null, '3+1'),
  })
  .map(({ birthDate, ending, endedOn, arrivedOn, lists, absences, freshAt, scheme }) => ({
    course: { birthDate, ending, endedOn: ending && endedOn, arrivedOn },
    told: Object.fromEntries(DOMAINS.map((domain, i) => [domain, lists[i]])),
    standings: standings(
      Object.fromEntries(
        DOMAINS.map((one, i) => [one, { absence: absences[i] ?? 'NONE', freshAt }]),
      ),
    ),
    viewer: NURSE,
    scheme,
  }))

/** Without what is reckoned to the day that is asked about. */
function rowsOn(listed: Listed, at: string) {
  const { rows, until } = allRowsOf(listed, at)
  const kept = Object.values(rows).map((list) => list.map(({ told: _, ...row }) => row))
  return { kept, until }
}

describe('a child of whom nothing more is told', () => {
  test('MUST be on the same lists until the day on which that may change', () => {
    const runs = { numRuns: cases(12, 10_000) }
    let turned = 0
    fc.assert(
      fc.property(anybody, (listed) => {
        let last = rowsOn(listed, FROM)
        for (let i = 1; i <= DAYS; i += 1) {
          const at = addDays(FROM, i)
          const now = rowsOn(listed, at)
          if (at < last.until) expect(now.kept).toEqual(last.kept)
          else {
            last = now
            turned += 1
          }
        }
      }),
      runs,
    )
    // Who has to be looked at on a day is one in many.
    expect(turned / (runs.numRuns * DAYS)).toBeLessThan(0.2)
  })
})
