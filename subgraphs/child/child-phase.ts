/**
 * How far a child is on its way from pregnancy to its fourth birthday, by days.
 *
 * @module
 */

import { registerEnumType } from 'type-graphql'

export const ChildPhase = {
  UNBORN: 'UNBORN',
  NEWBORN: 'NEWBORN',
  BABY: 'BABY',
  TODDLER: 'TODDLER',
  PRESCHOOLER: 'PRESCHOOLER',
  FOUR_PLUS: 'FOUR_PLUS',
} as const
export type ChildPhase = keyof typeof ChildPhase

registerEnumType(ChildPhase, {
  name: 'ChildPhase',
  description: 'How far a child is on its way from pregnancy to its fourth birthday.',
  valuesConfig: {
    UNBORN: { description: 'Expected, and not born as far as anybody told.' },
    NEWBORN: { description: 'Pasgeborene: from birth, 28 days long (day 0 to 27).' },
    BABY: { description: 'Zuigeling: from day 28 until the day before the first birthday.' },
    TODDLER: {
      description: 'Dreumes, jonge peuter: from the first birthday until the day before 2½ years.',
    },
    PRESCHOOLER: {
      description:
        'Peuter: from 2½ years, when VVE may begin, until the day before the fourth birthday.',
    },
    FOUR_PLUS: { description: 'From the fourth birthday.' },
  },
})

const DAY_MS = 86_400_000
const NEWBORN_DAYS = 28
/** Of whole months after the birth, the first month of what comes then. */
const MONTHS: readonly (readonly [until: number, phase: ChildPhase])[] = [
  [12, 'BABY'],
  [30, 'TODDLER'],
  [48, 'PRESCHOOLER'],
]

/** Null where the birth date leaves more than one possible, and before the birth. */
export function phaseOn(day: string, birthDate: string): ChildPhase | null {
  const [earliest, latest] = [
    phaseOfDay(day, firstDay(birthDate)),
    phaseOfDay(day, lastDay(birthDate)),
  ]
  return earliest === latest ? earliest : null
}

function phaseOfDay(day: string, birthDate: string): ChildPhase | null {
  const age = (Date.parse(`${day}T00:00:00Z`) - Date.parse(`${birthDate}T00:00:00Z`)) / DAY_MS
  if (age < 0) return null
  if (age < NEWBORN_DAYS) return 'NEWBORN'
  return MONTHS.find(([until]) => day < monthsLater(birthDate, until))?.[1] ?? 'FOUR_PLUS'
}

/** From 29 February it is 1 March, where there is no 29th. */
function monthsLater(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const first = new Date(Date.UTC(year, month - 1 + months, 1))
  const days = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  const at = new Date(first.getTime() + (day - 1) * DAY_MS)
  const after = day > days ? new Date(Date.UTC(year, month + months, 1)) : at
  return after.toISOString().slice(0, 10)
}

function firstDay(date: string): string {
  return date + '0000-01-01'.slice(date.length)
}

function lastDay(date: string): string {
  if (date.length === 10) return date
  if (date.length === 4) return `${date}-12-31`
  const [year = 0, month = 1] = date.split('-').map(Number)
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
}
