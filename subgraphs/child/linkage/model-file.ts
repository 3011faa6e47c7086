/**
 * A model as a file: plain JSON, which whoever answers for linking can read, compare and sign off.
 *
 * @module
 */

import { z } from 'zod'
import { FIELDS } from './fields.ts'
import type { LinkModel } from './model.ts'

const odds = z.strictObject({ m: z.number().positive().max(1), u: z.number().positive().max(1) })

const fields = z.strictObject(
  Object.fromEntries(
    Object.entries(FIELDS).map(([field, [, ...levels]]) => [
      field,
      z.strictObject(Object.fromEntries(levels.map((level) => [level, odds]))),
    ]),
  ),
)

const Model = z.strictObject({
  version: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,60}$/),
  fields,
  prior: z.number().positive().lt(1),
  thresholds: z
    .strictObject({ link: z.number(), possible: z.number(), margin: z.number().nonnegative() })
    .refine(({ link, possible }) => link > possible),
})

/** Undefined for a text that is none. */
export function readModel(text: string): LinkModel | undefined {
  try {
    return Model.parse(JSON.parse(text)) as unknown as LinkModel
  } catch {
    return undefined
  }
}
