/**
 * The clock on the wall in the Netherlands: messages between Dutch systems write moments without a zone.
 *
 * @module
 */

/** Swedish writes a date and a time as ISO 8601 does. */
const WALL = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Amsterdam',
  dateStyle: 'short',
  timeStyle: 'medium',
})

/** `2026-04-01` and `12:34:56` there, as a moment. */
export function toMoment(day: string, time: string): Date {
  const wall = Date.parse(`${day}T${time}Z`)
  const guess = wall - offsetAt(wall)
  // Once more, for the hours around a change of the clock.
  return new Date(wall - offsetAt(guess))
}

/** Which day it is there. */
export function toDay(at: Date): string {
  return WALL.format(at).slice(0, 10)
}

function offsetAt(at: number): number {
  const second = Math.floor(at / 1000) * 1000
  return Date.parse(`${WALL.format(second).replace(' ', 'T')}Z`) - second
}
