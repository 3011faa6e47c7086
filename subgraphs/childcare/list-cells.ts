/**
 * What cells hold in the lists of childcare alone.
 *
 * @module
 */

import { oneOf } from '../../connectors/csv-cells.ts'
import type { CellKind } from '../../connectors/csv-rows.ts'

export const lrkId: CellKind<string> = {
  rule: 'lrk-id',
  message: 'This is no number in the register of childcare (LRK). Write its digits only.',
  parse: (cell) => (/^\d{1,12}$/.test(cell) ? cell : undefined),
}

export const month: CellKind<string> = {
  rule: 'month',
  message: 'This is no month. Write it as YYYY-MM.',
  parse: (cell) => (/^\d{4}-(0[1-9]|1[0-2])$/.test(cell) ? cell : undefined),
}

const number = {
  rule: 'number',
  message: 'This is no number that can stand here. Write digits, and a comma before decimals.',
} as const

/** `16,5` → 16.5, from nought to so much. */
export function hoursUpTo(most: number): CellKind<number> {
  return {
    ...number,
    parse(cell) {
      const hours = /^\d{1,6}(,\d{1,6})?$/.test(cell) ? Number(cell.replace(',', '.')) : Number.NaN
      return hours <= most ? hours : undefined
    },
  }
}

/** Of a month. */
export const days: CellKind<number> = {
  ...number,
  parse: (cell) => (/^\d{1,2}$/.test(cell) && Number(cell) <= 31 ? Number(cell) : undefined),
}

export const count: CellKind<number> = {
  ...number,
  parse: (cell) => (/^\d{1,6}$/.test(cell) ? Number(cell) : undefined),
}

export const yesNo: CellKind<boolean> = {
  ...oneOf({ ja: true, nee: false }),
  rule: 'ja-nee',
  message: 'This is neither yes nor no. Write `ja` or `nee`.',
}

export const municipality: CellKind<string> = {
  rule: 'municipality-code',
  message: 'This is no code of a municipality. Write its four digits.',
  parse: (cell) => (/^\d{4}$/.test(cell) ? cell : undefined),
}
