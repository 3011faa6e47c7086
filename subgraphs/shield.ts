/**
 * What is left of a record where the address of the child is secret: no place, and no words in which one may stand.
 *
 * It is taken out behind the port, so that nothing in a domain has it: no field, no event, no error. What is left looks
 * like a record whose registry did not tell.
 *
 * @module
 */

import type { Source } from '../privacy/read.ts'

/** By part, so that a new part has to be decided on. A part that is `whole` has no place and no words. */
export type Shield<R> = {
  readonly [P in keyof R]-?: 'whole' | ((told: NonNullable<R[P]>) => R[P])
}

interface Shielded {
  /** The address is secret. */
  readonly shielded?: boolean
}

export function shielding<K extends Shielded, R extends object>(
  source: Source<K, R>,
  shield: Shield<R>,
): Source<K, R> {
  return async (asked) => {
    const records = await source(asked)
    return records.map((record, i) =>
      record === null || record instanceof Error || !asked.keys[i]?.shielded
        ? record
        : withoutPlaces(record, shield),
    )
  }
}

function withoutPlaces<R extends object>(record: Partial<R>, shield: Shield<R>): Partial<R> {
  const parts = Object.entries(record) as [keyof R, unknown][]
  return Object.fromEntries(
    parts.map(([part, told]) => {
      const rule = shield[part]
      if (told === null || told === undefined || rule === 'whole') return [part, told]
      return [part, rule(told as NonNullable<R[keyof R]>)]
    }),
  ) as Partial<R>
}

const MEASURED = /^-?\d+(?:[.,]\d+)?$/
const DAY = /^\d{4}-\d{2}-\d{2}$/

/** Keeps a code, a number with its unit, a day, yes and no. A number without a unit may be that of an institution. */
export function withoutWords<T extends Worded>(told: T): T {
  const { value, unit } = told
  const isPlain =
    value !== null &&
    (value === 'true' ||
      value === 'false' ||
      DAY.test(value) ||
      (unit !== null && MEASURED.test(value)))
  return isPlain ? told : { ...told, value: null }
}

interface Worded {
  readonly value: string | null
  readonly unit: string | null
}
