/**
 * The clock on the wall in the Netherlands: messages between Dutch systems write moments without a zone, and a day
 * ends at midnight there.
 *
 * @module
 */

/** Swedish writes a date and a time as ISO 8601 does. */
const WALL = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Amsterdam',
  dateStyle: 'short',
  timeStyle: 'medium',
})

/** `2026-04-01` (at its midnight), or that and `12:34:56`, there, as a moment. */
export function toMoment(day: string, time = '00:00:00'): Date {
  const wall = Date.parse(`${day}T${time}Z`)
  const guess = wall - offsetAt(wall)
  // Once more, for the hours around a change of the clock.
  return new Date(wall - offsetAt(guess))
}

/** `2021-08-28` or `2021-08-28T06:30:00` there, as a moment; one that has a zone is of that zone. */
export function readMoment(text: string): Date {
  const [day = '', time] = text.split('T')
  return time && /(Z|[+-]\d\d:\d\d)$/.test(time) ? new Date(text) : toMoment(day, time)
}

/** Which day it is there. */
export function toDay(at: Date): string {
  return WALL.format(at).slice(0, 10)
}

/** By hour: the clock changes at a full one. */
const OFFSETS = new Map<number, number>()
const HOUR = 3_600_000
/** Some weeks of a file that is about many years; then it begins again. */
const MOST_HOURS = 1000

function offsetAt(at: number): number {
  const hour = Math.floor(at / HOUR)
  const known = OFFSETS.get(hour)
  if (known !== undefined) return known
  const start = hour * HOUR
  const offset = Date.parse(`${WALL.format(start).replace(' ', 'T')}Z`) - start
  if (OFFSETS.size >= MOST_HOURS) OFFSETS.clear()
  OFFSETS.set(hour, offset)
  return offset
}
