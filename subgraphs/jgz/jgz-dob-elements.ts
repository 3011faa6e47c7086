/**
 * What becomes of each element of the basic data set (BDS) in a dossier transfer message, for the documentation.
 *
 * @module
 */

import { FIELDS } from './bds-fields.ts'
import { BDS_NAMES } from './bds-names.ts'
import { withheldAs } from './bds-withheld.ts'

/** `withheld.…`: kept under seal, by kind, and never served. `kept`: served as an observation. */
export const ELEMENTS: readonly {
  readonly element: string
  readonly name: string
  readonly field: string | 'kept'
}[] = [...BDS_NAMES].map(([number, name]) => ({
  element: `BDS ${number}`,
  name,
  field: FIELDS.get(number) ?? withheld(number) ?? 'kept',
}))

function withheld(number: number): string | undefined {
  const kind = withheldAs(number)
  return kind && `withheld.${kind}`
}
