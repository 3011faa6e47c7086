/**
 * What the delivery store keeps of a line: in our words, and no BSN.
 *
 * Written by the readers of lists, read again by the adapters; an older version of ours may have written it.
 *
 * @module
 */

import { z } from 'zod'
import { ChildcareFinancing, ChildcareKind, EnrolmentEndReason, VveIndicatedBy } from './codes.ts'

/** The kinds of record in the store. */
export type BodyKind = 'contract' | 'hours' | 'location'

const day = z.iso.date()
const hours = z.number().nonnegative()

export const ContractBody = z.object({
  lrkId: z.string(),
  from: day,
  to: day.nullable(),
  endReason: z.enum(EnrolmentEndReason).nullable(),
  hoursPerWeek: hours,
  vveGroup: z.boolean(),
  vveHoursPerWeek: hours.nullable(),
  financing: z.enum(ChildcareFinancing),
  indication: z.object({ date: day, by: z.enum(VveIndicatedBy) }).nullable(),
})
export type ContractBody = z.infer<typeof ContractBody>

export const HoursBody = z.object({
  month: z.string().regex(/^\d{4}-\d{2}$/),
  plannedHours: hours,
  attendedHours: hours.nullable(),
})
export type HoursBody = z.infer<typeof HoursBody>

export const LocationBody = z.object({
  name: z.string().nullable(),
  kind: z.enum(ChildcareKind),
  places: z.int().nullable(),
  vve: z.boolean(),
  registered: z.boolean(),
  municipality: z.string().nullable(),
  city: z.string().nullable(),
  postcode: z.string().nullable(),
})
export type LocationBody = z.infer<typeof LocationBody>
