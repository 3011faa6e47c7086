/**
 * What the delivery store keeps of a message or a line: in our words, and nobody's BSN, name, birth
 * date or address but under seal.
 *
 * Written by the readers of deliveries, read again by the adapters; an older version of ours may
 * have written it.
 *
 * @module
 */

import { z } from 'zod'
import { ContactForm } from '../../schema/contact.ts'
import { CaseLead, CaseReporter } from './neighbourhood-team-case.ts'
import { SupportNeed } from './offer-words.ts'

/**
 * The kinds of record in the store. All messages about youth help are one: they only have a meaning
 * together.
 */
export type BodyKind = 'youth-help' | 'case' | 'offer'

const day = z.iso.date()
/** Whom it is about, under seal, for linking. Older versions of ours did not keep it. */
const person = z.string().optional()

const Product = z.object({ category: z.string(), code: z.string().nullable() })
export type Product = z.infer<typeof Product>

const Volume = z.object({ amount: z.int(), unit: z.string(), frequency: z.string() })
export type Volume = z.infer<typeof Volume>

/** What has no field of its own, by its official path. */
const Remainder = z.array(z.object({ path: z.string(), value: z.string() }))

const Any = z.object({
  /** In which message it was told. Older versions of ours did not say. */
  message: z.string().optional(),
  remainder: Remainder.optional(),
})

const Allocated = Any.extend({
  told: z.literal('allocated'),
  allocation: z.string(),
  provider: z.string(),
  product: Product.nullable(),
  allocatedAt: z.iso.datetime(),
  from: day,
  to: day.nullable(),
  volume: Volume.nullable(),
  /** It has to be regarded as never sent. */
  removed: z.boolean(),
  /** Who allocated it (gemeentecode). Older versions of ours did not say. */
  municipality: z.string().optional(),
  /** Why it is not as it was before. */
  change: z.string().nullable().optional(),
  /** In eurocents. */
  budget: z.int().nullable().optional(),
  /** The request that it grants. */
  request: z.string().nullable().optional(),
})
export type Allocated = z.infer<typeof Allocated>

const Started = Any.extend({
  told: z.literal('started'),
  /** Null where the message refers to none. */
  allocation: z.string().nullable(),
  product: Product.nullable(),
  begin: day,
  withdrawn: z.boolean(),
  provider: z.string().optional(),
  /** From when what was started is allocated: by this it is found where no number is told. */
  allocatedFrom: day.nullable().optional(),
})

const Stopped = Started.extend({ told: z.literal('stopped'), end: day, reason: z.string() })
export type Delivered = z.infer<typeof Started> | z.infer<typeof Stopped>

const Requested = Any.extend({
  told: z.literal('requested'),
  /** Of this wish. */
  id: z.string(),
  /** Of all that was asked under one reference, and is answered together. */
  request: z.string(),
  wish: z.enum(['ALLOCATION', 'NEW_PRODUCT', 'CHANGE', 'UNCHANGED']),
  provider: z.string(),
  /** What is to be changed, or stays as it is. */
  allocation: z.string().nullable(),
  product: Product.nullable(),
  from: day.nullable(),
  to: day.nullable(),
  volume: Volume.nullable(),
  budget: z.int().nullable(),
  referrer: z.string().nullable(),
  reason: z.string().nullable(),
  /** Whether it is for a product of a contract for the whole country. */
  nationalContract: z.boolean().nullable(),
  decisionFrom: day.nullable(),
  custodianKnown: z.boolean().nullable(),
})
export type Requested = z.infer<typeof Requested>

const Answered = Any.extend({
  told: z.literal('answered'),
  request: z.string(),
  answer: z.string(),
  reason: z.string().nullable(),
  /** Whom it names as responsible (gemeentecode). */
  municipality: z.string().nullable().optional(),
})
export type Answered = z.infer<typeof Answered>

/** How the receiver judged a message, or one thing that it told. */
const Returned = Any.extend({
  told: z.literal('returned'),
  message: z.string(),
  /** The logical key of what is judged; null for the message. */
  of: z.string().nullable(),
  accepted: z.boolean(),
  codes: z.array(z.string()),
  /** It says all over again what it judges, right or wrong. */
  repeated: z.record(z.string(), z.unknown()).optional(),
})
export type Returned = z.infer<typeof Returned>

/** That there was a message, with what it told beside its products. */
const Sent = Any.extend({
  told: z.literal('sent'),
  message: z.string(),
  kind: z.string(),
  release: z.string(),
  sender: z.string(),
  receiver: z.string(),
  /** The versions of the schemas that it was made by. */
  schemas: z.array(z.string()),
  person,
})

export const YouthHelpBody = z.discriminatedUnion('told', [
  Allocated,
  Started,
  Stopped,
  Requested,
  Answered,
  Returned,
  Sent,
])
export type YouthHelpBody = z.infer<typeof YouthHelpBody>

export const CaseBody = z.object({
  openedOn: day,
  closedOn: day.nullable(),
  reportedBy: z.enum(CaseReporter).nullable(),
  lead: z.enum(CaseLead).nullable(),
  team: z.string().nullable(),
  kindOfHelp: z.string().nullable(),
  person,
})
export type CaseBody = z.infer<typeof CaseBody>

/** Of a map of offers; about nobody. */
export const OfferBody = z.object({
  name: z.string(),
  provider: z.string().nullable(),
  need: z.enum(SupportNeed),
  municipality: z.string(),
  areas: z.array(z.string()),
  ageMonthsFrom: z.int(),
  ageMonthsTo: z.int().nullable(),
  forms: z.array(z.enum(ContactForm)),
  languages: z.array(z.string()),
  availableFrom: day.nullable(),
  availableTo: day.nullable(),
  sevenByTwentyFour: z.boolean().nullable(),
  capacity: z.int().nullable(),
  waitWeeks: z.number().nullable(),
  cost: z.boolean().nullable(),
  lastIntakeOn: day.nullable(),
})
export type OfferBody = z.infer<typeof OfferBody>
