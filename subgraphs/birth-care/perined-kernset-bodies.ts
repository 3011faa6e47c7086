/**
 * What the delivery store keeps of a delivery to Perined: all that it says, and nobody's BSN.
 *
 * What is said of the mother and of the children are records of their own, so that a birth is read without the rest.
 *
 * @module
 */

import { z } from 'zod'

/** `child` says in which pregnancy a child was born, by its own number. */
export type BodyKind = 'pregnancy' | 'birth' | 'child'

const Element = z.object({
  number: z.string(),
  path: z.string(),
  value: z.string().nullable(),
  unit: z.string().nullable(),
  code: z.string().nullable(),
  system: z.string().nullable(),
})
export type KeptElement = z.infer<typeof Element>

const Body = z.object({
  /** The institution that tells it. */
  source: z.string(),
  /** Blind indexes, as that of a child among the elements. */
  mother: z.string().nullable(),
  dossier: z.string(),
  partus: z.string().nullable(),
  elements: z.array(Element),
})

export const PregnancyBody = Body.extend({
  /** What stood around the message: who sent it, and when it was made. */
  around: z.array(z.object({ path: z.string(), value: z.string() })),
})
export type PregnancyBody = z.infer<typeof PregnancyBody>

export const BirthBody = Body
export type BirthBody = z.infer<typeof BirthBody>
