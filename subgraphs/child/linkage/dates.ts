/**
 * Dates of birth as numbers, `20260901`, in which unknown parts are zero; and what two of them have in common.
 *
 * @module
 */

export type DateAgreement = 'exact' | 'swapped' | 'digit' | 'month' | 'year' | 'different'

const WRITTEN = /^(\d{4})(?:-?(\d\d))?(?:-?(\d\d))?$/

/** 0 where there is no date: none is written, or it is none of the calendar. */
export function toDateNumber(text: string | null): number {
  const [, y, m = '00', d = '00'] = WRITTEN.exec(text?.trim() ?? '') ?? []
  const [year, month, day] = [Number(y ?? 0), Number(m), Number(d)]
  const isPossible = year > 0 && month <= 12 && day <= 31 && (month > 0 || day === 0)
  return isPossible ? year * 10_000 + month * 100 + day : 0
}

export function isWholeDate(date: number): boolean {
  return date % 100 !== 0
}

export function yearOf(date: number): number {
  return Math.trunc(date / 10_000)
}

/** Of two dates that are there. */
export function compareDates(a: number, b: number): DateAgreement {
  if (isWholeDate(a) && isWholeDate(b)) {
    if (a === b) return 'exact'
    if (isSwapped(a, b)) return 'swapped'
    if (isOneSlip(a, b, 8)) return 'digit'
  }
  if (yearOf(a) !== yearOf(b)) return 'different'
  const [monthA, monthB] = [Math.trunc(a / 100) % 100, Math.trunc(b / 100) % 100]
  return monthA === monthB && monthA > 0 ? 'month' : 'year'
}

/** The day stands in the place of the month. */
function isSwapped(a: number, b: number): boolean {
  const [monthA, dayA] = [Math.trunc(a / 100) % 100, a % 100]
  return yearOf(a) === yearOf(b) && monthA === b % 100 && dayA === Math.trunc(b / 100) % 100
}

/** Two numbers of so many digits differ in one digit, or by two neighbours in each other's place. */
export function isOneSlip(a: number, b: number, digits: number): boolean {
  let [restA, restB] = [a, b]
  let slips = 0
  for (let place = 0; place < digits; place++) {
    const [digitA, digitB] = [restA % 10, restB % 10]
    restA = Math.trunc(restA / 10)
    restB = Math.trunc(restB / 10)
    if (digitA === digitB) continue
    slips++
    if (slips > 1) return false
    if (digitA === restB % 10 && digitB === restA % 10 && place < digits - 1) {
      restA = Math.trunc(restA / 10)
      restB = Math.trunc(restB / 10)
      place++
    }
  }
  return slips === 1
}
