/**
 * A FHIR date is a stretch of time: `2026` is a year, `2026-09-01` a day. Both ends are given as
 * PostgreSQL reads them in Dutch time, the second one is no longer part of it.
 *
 * @module
 */

const DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/

export interface Stretch {
  readonly from: string
  readonly until: string
}

/** Undefined, where it is no date. */
export function findStretch(value: string): Stretch | undefined {
  const [, year, month, day] = DATE.exec(value) ?? []
  if (year !== undefined) return findDays(Number(year), month, day)

  const [match, seconds] = DATE_TIME.exec(value) ?? []
  const from = Date.parse(value)
  if (match === undefined || Number.isNaN(from)) return undefined
  const length = seconds === undefined ? 60_000 : 1000
  return { from: new Date(from).toISOString(), until: new Date(from + length).toISOString() }
}

function findDays(year: number, month?: string, day?: string): Stretch | undefined {
  const from = Date.UTC(year, Number(month ?? 1) - 1, Number(day ?? 1))
  // 31 February would become a day in March.
  if (day !== undefined && new Date(from).getUTCDate() !== Number(day)) return undefined
  if (month !== undefined && (Number(month) < 1 || Number(month) > 12)) return undefined

  const until =
    month === undefined
      ? Date.UTC(year + 1)
      : Date.UTC(year, Number(month) - (day === undefined ? 0 : 1), Number(day ?? 0) + 1)
  return { from: toDay(from), until: toDay(until) }
}

function toDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}
