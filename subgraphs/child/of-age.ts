/**
 * Who is a child: this is a graph of children, in which nobody looks up a parent or a neighbour.
 *
 * @module
 */

const OF_AGE = 18

/** Of a date in part, the first day that it can be. */
export function isGrownUp(birthDate: string): boolean {
  const today = new Date().toISOString()
  return firstDay(birthDate) <= `${Number(today.slice(0, 4)) - OF_AGE}${today.slice(4, 10)}`
}

function firstDay(date: string): string {
  return date + '0000-01-01'.slice(date.length)
}
