/**
 * Arithmetic with days as text.
 *
 * @module
 */

export const DAY_MS = 86_400_000

/** Of a day, or of the day on which a moment is, in UTC. */
export function moveDay(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10)
}

export function dayBefore(day: string): string {
  return moveDay(day, -1)
}

export function daysBetween(from: string, until: string): number {
  return (Date.parse(until) - Date.parse(from)) / DAY_MS
}
