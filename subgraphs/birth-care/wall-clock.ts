/**
 * The clock on the wall in the Netherlands: a kernset writes times without a zone.
 *
 * @module
 */

/** Swedish writes a date and a time as ISO 8601 does. */
const WALL = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Amsterdam',
  dateStyle: 'short',
  timeStyle: 'medium',
})

/** `2021-08-28` or `2021-08-28T06:30:00` there, as a moment; with a zone, it is that one. */
export function toMoment(time: string): Date {
  if (/(Z|[+-]\d\d:\d\d)$/.test(time) && time.length > 19) return new Date(time)
  const wall = Date.parse(time.length === 10 ? `${time}T00:00:00Z` : `${time}Z`)
  const guess = wall - offsetAt(wall)
  // Once more, for the hours around a change of the clock.
  return new Date(wall - offsetAt(guess))
}

function offsetAt(at: number): number {
  const second = Math.floor(at / 1000) * 1000
  return Date.parse(`${WALL.format(second).replace(' ', 'T')}Z`) - second
}
