import { Field, Float, Int, ObjectType } from 'type-graphql'
import { LocalDate } from '../../schema/scalars.ts'

/** What a provider tells of one month under a contract in a group for early childhood education. */
export interface MonthOfVve {
  readonly month: string
  readonly attendedHours: number | null
  readonly attendedDays: number | null
}

/** Besluit basisvoorwaarden kwaliteit voorschoolse educatie, art. 2. */
const TARGET_HOURS = 960
const MOST_HOURS_A_DAY = 6
const FROM_MONTHS = 30
const UNTIL_MONTHS = 48

@ObjectType({
  description:
    'Hours of early childhood education (voorschoolse educatie) that a child attended from the age of two and a half to four, against what is to be offered: Besluit basisvoorwaarden kwaliteit voorschoolse educatie, art. 2.',
})
export class VveProgress {
  @Field(() => Float, {
    nullable: true,
    description:
      'Attended in groups for early childhood education. Of each month no more than six hours for each day attended; as a provider tells months, not days, it can be a little more than the sum of the days. Of the months in which the child turns two and a half and four, the share that lies between. Null where hours or days of a month are not known (aanwezige_uren, dagen).',
  })
  readonly hours!: number | null

  @Field(() => Int, { description: 'Hours to be offered in that time.' })
  readonly target!: number

  @Field(() => LocalDate, { description: 'The day on which the child is two and a half.' })
  readonly from!: string

  @Field(() => LocalDate, { description: 'The fourth birthday, which no longer counts.' })
  readonly until!: string

  @Field(() => Boolean, {
    description:
      'Whether the rule that no more than six hours of a day count could be applied: a provider told the days of every month.',
  })
  readonly capped!: boolean

  @Field(() => Int, {
    description:
      'Of so many months in that time a provider told. A month that is not told has no hours here.',
  })
  readonly months!: number

  @Field(() => Boolean, {
    nullable: true,
    description: 'The hours are those to be offered, or more. Null where the hours are not known.',
  })
  readonly complete!: boolean | null
}

/** Null for a birth date that is not known to the day. */
export function toVveProgress(
  told: readonly MonthOfVve[],
  birthDate: string,
  today: string,
): VveProgress | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(birthDate)) return null
  const from = addMonths(birthDate, FROM_MONTHS)
  const until = addMonths(birthDate, UNTIL_MONTHS)
  const counted = told.filter(
    ({ month, attendedHours }) =>
      shareOf(month, from, until) > 0 && (attendedHours !== null || month < today.slice(0, 7)),
  )
  const capped = counted.every(({ attendedDays }) => attendedDays !== null)
  const hours = sumOfKnown(counted.map((one) => hoursOf(one, shareOf(one.month, from, until))))
  return {
    hours,
    target: TARGET_HOURS,
    from,
    until,
    capped,
    months: new Set(counted.map(({ month }) => month)).size,
    complete: hours === null ? null : hours >= TARGET_HOURS,
  }
}

/** Without the days, nobody can say how many of the hours count. */
function hoursOf({ attendedHours, attendedDays }: MonthOfVve, share: number): number | null {
  if (attendedHours === null || attendedDays === null) return null
  return Math.min(attendedHours, attendedDays * MOST_HOURS_A_DAY) * share
}

function sumOfKnown(hours: readonly (number | null)[]): number | null {
  let sum = 0
  for (const some of hours) {
    if (some === null) return null
    sum += some
  }
  return Math.round(sum * 100) / 100
}

/** How much of the days of a month lies between two days, of which the second is not in it. */
function shareOf(month: string, from: string, until: string): number {
  const begin = dayNumber(`${month}-01`)
  const end = dayNumber(addMonths(`${month}-01`, 1))
  const between = Math.min(end, dayNumber(until)) - Math.max(begin, dayNumber(from))
  return Math.max(0, between) / (end - begin)
}

function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 86_400_000
}

/** So many months later; on the last day of a month that does not have the day. */
function addMonths(day: string, months: number): string {
  const [year = 0, month = 0, of = 0] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(of, last))).toISOString().slice(0, 10)
}
