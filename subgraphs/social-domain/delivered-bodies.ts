/**
 * What the delivery store keeps of a message or a line: in our words, and nobody's BSN, name, birth
 * date or address.
 *
 * Written by the readers of deliveries, read again by the adapters; an older version of ours may
 * have written it.
 *
 * @module
 */

import { z } from 'zod'
import { CaseLead, CaseReporter } from './neighbourhood-team-case.ts'

/**
 * The kinds of record in the store. All messages about youth help are one: they only have a meaning
 * together.
 */
export type BodyKind = 'youth-help' | 'case'

const day = z.iso.date()

const Product = z.object({ category: z.string(), code: z.string().nullable() })
export type Product = z.infer<typeof Product>

const Allocated = z.object({
  told: z.literal('allocated'),
  allocation: z.string(),
  provider: z.string(),
  product: Product.nullable(),
  allocatedAt: z.iso.datetime(),
  from: day,
  to: day.nullable(),
  volume: z.object({ amount: z.int(), unit: z.string(), frequency: z.string() }).nullable(),
  /** It has to be regarded as never sent. */
  removed: z.boolean(),
})
export type Allocated = z.infer<typeof Allocated>

const Started = z.object({
  told: z.literal('started'),
  /** Null where the message refers to none: then nobody can say what was started. */
  allocation: z.string().nullable(),
  product: Product.nullable(),
  begin: day,
  withdrawn: z.boolean(),
})

const Stopped = Started.extend({ told: z.literal('stopped'), end: day, reason: z.string() })
export type Delivered = z.infer<typeof Started> | z.infer<typeof Stopped>

export const YouthHelpBody = z.discriminatedUnion('told', [Allocated, Started, Stopped])
export type YouthHelpBody = z.infer<typeof YouthHelpBody>

export const CaseBody = z.object({
  openedOn: day,
  closedOn: day.nullable(),
  reportedBy: z.enum(CaseReporter).nullable(),
  lead: z.enum(CaseLead).nullable(),
  team: z.string().nullable(),
  kindOfHelp: z.string().nullable(),
})
export type CaseBody = z.infer<typeof CaseBody>
