/**
 * Birth dates of which a part is not known.
 *
 * @module
 */

/**
 * IV009: what is not known is filled with 01 and 1900, and DatumGebruik (COD170) says what: `1` the day, `2` the day and
 * the month, `3` all of it. Without it, the first of January 1900 is a day like any other.
 */
export function toBirthDate(day: string, use: string | undefined): string | null {
  if (use === '1') return day.slice(0, 7)
  if (use === '2') return day.slice(0, 4)
  return use === '3' ? null : day
}
