/**
 * Whether anybody saw a child, as it lived: by hand, and with no code of `subgraphs/`.
 *
 * @module
 */

import { slotsOf } from '../../sandbox/jgz-programme.ts'
import { REFERENCE_DATE as AT, type Child } from '../../sandbox/population.ts'

const DAY = 86_400_000

const daysFrom = (day: string, later = AT) => (Date.parse(later) - Date.parse(day)) / DAY
const after = (day: string, days: number) =>
  new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10)

/** As they lived: the last day on which anybody saw the child, whatever was written down of it. */
function lastSeen({ jgz, childcare, socialDomain, person }: Child): string {
  const help = socialDomain.allocations.flatMap(({ start, stop }) =>
    start ? [start.date, stop?.date ?? min(after(start.date, 365), AT)] : [],
  )
  const team = socialDomain.cases.flatMap(({ openedOn, closedOn }) => [
    openedOn,
    closedOn ?? min(after(openedOn, 182), AT),
  ])
  const contacts = jgz?.contacts.filter(({ status }) => status === '01') ?? []
  const given = jgz?.vaccinations.filter(({ refusal }) => refusal === null) ?? []
  const months = childcare.enrolments.flatMap(({ months }) =>
    months.filter(({ attendedHours }) => attendedHours > 0).map(({ month }) => `${month}-28`),
  )
  const days = [...contacts, ...given].map(({ date }) => date)
  return [person?.birthDate ?? '', ...days, ...months, ...help, ...team]
    .filter((day) => day <= AT)
    .sort()
    .at(-1) as string
}

const min = (one: string, other: string) => (one < other ? one : other)

/** So long after a moment of the programme nobody says a word, and so long a contact is enough. */
const PATIENCE = [
  { untilDays: 183, grace: 14, enough: 60 },
  { untilDays: 548, grace: 42, enough: 150 },
  { untilDays: 1_461, grace: 60, enough: 300 },
]
/**
 * What may be true by the programme of the sandbox and not by the schedule of the country, by so many days: its contact of
 * two years is 18 days late at most, and that of the country is in time until 28 months.
 */
const MARGIN = 105

/** Whether nobody sees the child; null where a few weeks would make the difference. */
export function isOutOfSight(child: Child): boolean | null {
  const { birthDate = '' } = child.person ?? {}
  const age = daysFrom(birthDate)
  const { grace = 0, enough = 0 } = PATIENCE.find(({ untilDays }) => age < untilDays) ?? {}
  const came = (child.jgz?.contacts ?? []).filter(({ status }) => status === '01')
  const lastAge = Math.max(-1, ...came.map(({ date }) => daysFrom(birthDate, date)))
  const missed = slotsOf(Number(birthDate.slice(0, 4))).find((slot) => slot.age > lastAge + 20)
  const late = missed ? age - missed.age - missed.spread - grace : -MARGIN
  const unseen = daysFrom(lastSeen(child)) - enough
  if (late < 0 || unseen < 0) return late < -MARGIN || unseen < -31 ? false : null
  return late > MARGIN && unseen > 31 ? true : null
}

/** Who can be asked about, and of whom contacts are expected. */
export function isExpected({ person, jgz, quirks }: Child): boolean {
  if (!person?.bsn || person.deathDate || person.birthDateKnown !== 'day') return false
  if (daysFrom(person.birthDate) >= 1_460 || jgz?.careStatus === '02' || jgz?.careEnd) return false
  return !quirks.some((quirk) => ELSEWHERE.includes(quirk))
}

const ELSEWHERE: readonly string[] = [
  'moved-away',
  'emigrated',
  'moved-in',
  'no-bsn-in-jgz',
  'not-registered-yet',
]
