/**
 * What several definitions read: contacts that count, what goes on for a time, who was seen and until when.
 *
 * The rules are those of the view across domains (docs/sight.md); a test holds the limits against its schedules.
 *
 * @module
 */

import type { Window } from '../indicator.ts'

/** Of an event: a contact that took place, and was no letter and no message (PRODUCT N11). */
export const SUBSTANTIVE = `kind = 'CONTACT' AND status = 'REALISED' AND (form IS NULL OR form NOT IN ('LETTER', 'TEXT'))`

/** Of a contact: it took place, and not at a desk or a table of youth health care itself. */
export const REALISED = `kind = 'CONTACT' AND status = 'REALISED'`

export function within({ from, until }: Window, column = 'day'): string {
  return `${column} >= DATE '${from}' AND ${column} < DATE '${until}'`
}

/** Of a row: so many days later had come when it was asked, so that what did not happen in them did not happen. */
export function isOver(days: number, column = 'day'): string {
  return `${column} + ${days} <= (SELECT today FROM moment)`
}

type Lasting = 'ENROLMENT' | 'SUPPORT' | 'CASE' | 'WAITING'

/**
 * From a beginning to the end that belongs to it: `child`, `record`, `domain`, `kind`, `code`, `situation`, `value`, `since`,
 * `until` (the first day on which it does not go on; null: it goes on). Of several in one record the first beginning gets
 * the first end, so that on every day as many go on as do.
 */
export function spansOf(...kinds: readonly Lasting[]): string {
  const of = (phase: string) =>
    `SELECT *, row_number() OVER (PARTITION BY record, kind, code ORDER BY day) AS place FROM event WHERE kind IN (${kinds.map((kind) => `'${kind}'`).join(', ')}) AND phase = '${phase}'`
  return `SELECT b.child, b.record, b.domain, b.kind, b.code, b.situation, b.value, b.day AS since, e.day AS until
    FROM (${of('BEGIN')}) b LEFT JOIN (${of('END')}) e
      ON e.record = b.record AND e.kind = b.kind AND e.code IS NOT DISTINCT FROM b.code AND e.place = b.place`
}

/** What a child is in, as far as an event says so; a moment goes on for half a year (docs/decisions/0048). */
export const SITUATIONS = `SELECT child, record, domain, situation, since, until FROM (${spansOf('SUPPORT', 'CASE')}) WHERE situation IS NOT NULL
  UNION ALL
  SELECT child, record, domain, situation, day AS since, CAST(day + INTERVAL 6 MONTH AS DATE) AS until
    FROM event WHERE situation IS NOT NULL AND (phase IS NULL OR kind = 'ENROLMENT')`

/**
 * Of a span `s`, and a day. Each side of a comparison is of one table, and there is no OR: else a join by child would compare
 * every child with every other.
 */
export function goesOn(day: string): string {
  return `s.since <= ${day} AND ${UNTIL} > ${day}`
}

/** Of a span `s`: what goes on ends one day. */
export const UNTIL = `coalesce(s.until, DATE '9999-12-31')`

/** Children in a situation when a period begins: `child`, `starts`, `ends`, once each. */
export const VULNERABLE = `SELECT DISTINCT p.child, p.starts, p.ends FROM child_period p JOIN (${SITUATIONS}) s ON s.child = p.child AND ${goesOn('p.starts')}`

/** For so many days after it was seen a child of 18 months or more is in sight. */
export const HORIZON_DAYS = 300
/** Help that goes on counts as being seen for so many months. */
export const LASTING_MONTHS = { SUPPORT: 12, CASE: 6 } as const

/**
 * When somebody saw a child (docs/decisions/0046): `child`, `record`, `domain`, `since`, and the last day of it, `lasted`. Of
 * all times, or of a window and the time before it for which being seen counts.
 */
export function seen(window?: Window): string {
  const from = window ? `DATE '${window.from}' - ${HORIZON_DAYS}` : "DATE '0001-01-01'"
  return `SELECT child, record, domain, day AS since, day AS lasted FROM event
    WHERE day >= ${from} AND ((${SUBSTANTIVE}) OR (kind = 'VACCINATION' AND refused IS DISTINCT FROM true) OR kind IN ('BIRTH', 'ATTENDANCE'))
  UNION ALL
  SELECT child, record, domain, since, least(coalesce(until, DATE '9999-12-31'),
      CAST(since + CASE kind WHEN 'SUPPORT' THEN INTERVAL ${LASTING_MONTHS.SUPPORT} MONTH ELSE INTERVAL ${LASTING_MONTHS.CASE} MONTH END AS DATE)) AS lasted
    FROM (${spansOf('SUPPORT', 'CASE')})`
}

/** Of records that are linked to nobody: one row above the line for each record of which something happened in a period. */
export function unlinkedPerPeriod(condition: string): string {
  return `SELECT NULL AS child, starts AS day, 1 AS numerator, 0 AS denominator FROM (
    SELECT DISTINCT record, starts FROM event JOIN period ON day >= starts AND day < ends WHERE child IS NULL AND (${condition}))`
}

/** The same for each beginning of something, on its day. */
export function begun(kinds: readonly Lasting[], window: Window): string {
  return `SELECT NULL AS child, day, 1 AS numerator, 0 AS denominator FROM event
    WHERE child IS NULL AND kind IN (${kinds.map((kind) => `'${kind}'`).join(', ')}) AND phase = 'BEGIN' AND ${within(window)}`
}

/** Children with a substantive contact in a period: `child`, `starts`, once each. */
export const REACHED = `SELECT DISTINCT child, starts FROM event JOIN period ON day >= starts AND day < ends WHERE child IS NOT NULL AND ${SUBSTANTIVE}`

/** The first time that each situation is told of a child: `child`, `situation`, `since`, `domain`. */
export const FIRST_SITUATIONS = `SELECT child, situation, min(since) AS since, arg_min(domain, (since, domain)) AS domain FROM (${SITUATIONS}) WHERE child IS NOT NULL GROUP BY child, situation`

/** Places in childcare, those for an emergency apart. */
export const ENROLLED = `SELECT * FROM (${spansOf('ENROLMENT')}) WHERE code IS DISTINCT FROM 'EMERGENCY'`
export const EMERGENCY = `SELECT * FROM (${spansOf('ENROLMENT')}) WHERE code = 'EMERGENCY'`
