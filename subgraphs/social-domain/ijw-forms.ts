/**
 * What the text of an element of iJw looks like.
 *
 * Which codes there are changes with each edition of the lists; what a code looks like does not. So a code of a later
 * edition is read, and only has no label.
 *
 * @module
 */

import { isElevenProof } from '../../privacy/bsn.ts'
import type { Rule } from './refusal.ts'

export interface TextForm {
  readonly rule: Rule
  readonly fits: (text: string) => boolean
}

const like = (pattern: RegExp, rule: Rule = 'value'): TextForm => ({
  rule,
  fits: (text) => pattern.test(text),
})

export const exactly = (value: string): TextForm => ({
  rule: 'version',
  // They are numbers: 03 is 3.
  fits: (text) => text.replace(/^0+(?=\d)/, '') === value,
})

/** Some text, of so many characters at most. */
export const upTo = (most: number): TextForm => ({
  rule: 'value',
  fits: (text) => text !== '' && text.length <= most,
})

export const DAY: TextForm = { rule: 'date', fits: isDay }
export const TIME = like(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?$/)
export const BSN: TextForm = { rule: 'elfproef', fits: isElevenProof }
/** In an answer, which repeats what came: also a number that is none. */
export const REPEATED_BSN = like(/^\d{9}$/)
export const MUNICIPALITY = like(/^\d{4}$/)
export const PROVIDER = like(/^\d{8}$/)
export const NUMBER = like(/^\+?0*\d{1,9}$/)
export const AMOUNT = like(/^\+?0*\d{1,8}$/)
export const CODE_OF_1 = like(/^\d$/)
export const CODE_OF_2 = like(/^\d{2}$/)
export const CODE_OF_1_OR_2 = like(/^\d{1,2}$/)
export const PRODUCT_CODE = upTo(5)
export const DELIVERY_STATUS = like(/^[13]$/, 'CS058')
export const REPEATED_STATUS = like(/^[1239]$/)
export const RETURN_CODE = like(/^[A-Z0-9]{4}$/)
export const YES_NO = like(/^[12]$/)
export const VERSION = like(/^(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}$/)
export const PREMISES = like(/^[A-Z]{2}$/)
export const COUNTRY = like(/^[A-Z]{2}$/)
export const PHONE = like(/^\d{1,15}$/)
export const INITIALS = like(/^\p{L}{1,6}$/u)
export const ANY_TEXT = upTo(Number.POSITIVE_INFINITY)

/** A day of the calendar, after the year 0. A file is about few days, and tells each of them often. */
function isDay(text: string): boolean {
  if (DAYS_SEEN.has(text)) return true
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const year = Number(text.slice(0, 4))
  const day = Number(text.slice(8))
  const isOne = year > 0 && day >= 1 && day <= daysIn(year, Number(text.slice(5, 7)))
  if (isOne && DAYS_SEEN.size < MOST_SEEN) DAYS_SEEN.add(text)
  return isOne
}

const DAYS_SEEN = new Set<string>()
const MOST_SEEN = 20_000

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

function daysIn(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return month === 2 && isLeap ? 29 : (DAYS[month - 1] ?? 0)
}
