/**
 * What can be wrong with a delivered list, and what to do about it.
 *
 * Who sends the list reads these sentences. No value of the list ever stands in one.
 *
 * @module
 */

import { DeliveryRefused } from '../../connectors/deliveries.ts'

const RULES = {
  'line-length': 'The line is longer than a line of this list can be. Export the list again.',
  encoding: 'The line is not in UTF-8, though the list begins as such. Export the list again.',
  quoting:
    'A quotation mark is not closed, or stands inside a cell. Put the cell in quotation marks and double those in it.',
  heading:
    'The heading lacks this column, or has it twice. Send the list with the heading that was agreed.',
  'unknown-column': 'The heading has a column that was not agreed. Leave that column out.',
  'cell-count':
    'The line has more or fewer cells than the heading. Look for a semicolon in a cell.',
  required: 'The cell is empty. Fill it in.',
  elfproef:
    'This is not a BSN: nine digits that pass the eleven-test. Correct it, or leave it empty when it is not known.',
  'lrk-id': 'This is no number in the register of childcare (LRK). Write its digits only.',
  date: 'This is no day of the calendar. Write it as DD-MM-YYYY.',
  month: 'This is no month. Write it as YYYY-MM.',
  number: 'This is no number that can stand here. Write digits, and a comma before decimals.',
  'ja-nee': 'This is neither yes nor no. Write `ja` or `nee`.',
  code: 'This is not one of the words that were agreed for this column. Use one of those.',
  'municipality-code': 'This is no code of a municipality. Write its four digits.',
  period: 'The contract ends before it starts. Correct one of the two dates.',
  'end-reason':
    'There is a reason for an end, but no end. Fill in the end, or leave out the reason.',
  indication:
    'The indication, its date and who gave it belong together. Fill in all three, or write `nee` and leave the other two empty.',
} as const

export type Rule = keyof typeof RULES

/** The path is the name of a column, never a value. */
export function refuse(line: number, path: string, rule: Rule): never {
  throw new DeliveryRefused({ line, path, rule, message: RULES[rule] })
}
