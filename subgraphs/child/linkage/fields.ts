/**
 * The fields that are compared, and the levels on which two of them can agree: best first, after `missing`.
 *
 * What a pair has in common is one number, its pattern: a digit per field in a mixed radix.
 *
 * @module
 */

export const FIELDS = {
  bsn: ['missing', 'equal', 'near', 'different'],
  familyName: ['missing', 'exact', 'normalised', 'part', 'swapped', 'jw92', 'jw85', 'different'],
  givenName: ['missing', 'exact', 'normalised', 'first', 'jw92', 'jw85', 'initial', 'different'],
  birthDate: ['missing', 'exact', 'swapped', 'digit', 'month', 'year', 'different'],
  sex: ['missing', 'same', 'different'],
  // One field: who moved has another postcode and another house number, which is one difference and not two.
  address: ['missing', 'same', 'postcode', 'house-in-area', 'area', 'house', 'different'],
  mother: ['missing', 'bsn', 'name-and-date', 'date', 'name', 'different'],
  rank: ['missing', 'same', 'different'],
} as const satisfies Record<string, readonly ['missing', ...string[]]>

export type Field = keyof typeof FIELDS
export type Level<F extends Field = Field> = (typeof FIELDS)[F][number]

export const FIELD_NAMES = Object.keys(FIELDS) as readonly Field[]

const RADIX = FIELD_NAMES.map((field) => FIELDS[field].length)
const STEP = RADIX.map((_, place) => RADIX.slice(0, place).reduce((step, size) => step * size, 1))
const PLACE = Object.fromEntries(FIELD_NAMES.map((field, place) => [field, place])) as Readonly<
  Record<Field, number>
>

/** One more than the largest pattern. */
export const PATTERNS = RADIX.reduce((product, size) => product * size, 1)

/** What a level adds to the pattern of a pair. */
export const CODES = Object.fromEntries(
  FIELD_NAMES.map((field, place) => [
    field,
    Object.fromEntries(FIELDS[field].map((level, at) => [level, at * (STEP[place] ?? 0)])),
  ]),
) as { readonly [F in Field]: Readonly<Record<Level<F>, number>> }

/** The place of the level in its field's list. */
export function levelAt(pattern: number, field: Field): number {
  const place = PLACE[field]
  return Math.trunc(pattern / (STEP[place] ?? 1)) % (RADIX[place] ?? 1)
}

export function levelOf<F extends Field>(pattern: number, field: F): Level<F> {
  return (FIELDS[field][levelAt(pattern, field)] ?? 'missing') as Level<F>
}

export function toPattern(levels: { readonly [F in Field]?: Level<F> }): number {
  let pattern = 0
  for (const field of FIELD_NAMES) {
    const codes: Readonly<Record<string, number>> = CODES[field]
    pattern += codes[levels[field] ?? 'missing'] ?? 0
  }
  return pattern
}
