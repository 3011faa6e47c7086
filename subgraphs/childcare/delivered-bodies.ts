/**
 * What the delivery store keeps of a line: in our words, and no BSN or name but under seal.
 *
 * Written by the readers of lists, read again by the adapters; an older version of ours may have written it.
 *
 * @module
 */

import { z } from 'zod'
import {
  ChildcareFinancing,
  ChildcareKind,
  EmergencyGround,
  EnrolmentEndReason,
  VveIndicatedBy,
} from './codes.ts'

/** The kinds of record in the store. */
export type BodyKind = 'contract' | 'hours' | 'waiting' | 'meldcode' | 'location'

const day = z.iso.date()
const hours = z.number().nonnegative()
/** Whom it is about, under seal, for linking; not in a line that does not say it, nor in what an older version wrote. */
const person = z.string().optional()

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
  /** Null where the list does not say. */
  emergency: z.boolean().nullable().default(null),
  emergencyGround: z.enum(EmergencyGround).nullable().default(null),
  person,
})
export type ContractBody = z.infer<typeof ContractBody>

export const HoursBody = z.object({
  month: z.string().regex(/^\d{4}-\d{2}$/),
  plannedHours: hours,
  attendedHours: hours.nullable(),
  attendedDays: z.int().min(0).max(31).nullable().default(null),
})
export type HoursBody = z.infer<typeof HoursBody>

export const WaitingBody = z.object({
  lrkId: z.string(),
  since: day,
  wantedFrom: day.nullable(),
  hoursPerWeek: hours.nullable(),
  until: day.nullable(),
  person,
})
export type WaitingBody = z.infer<typeof WaitingBody>

/** The day of each of the five steps, in their order; null where it was not taken. */
export const MeldcodeBody = z.object({
  lrkId: z.string(),
  steps: z.array(day.nullable()).length(5),
})
export type MeldcodeBody = z.infer<typeof MeldcodeBody>

const text = z.string().nullable().default(null)
const PlaceBody = z.object({ street: text, postcode: text, city: text, abroad: text })
export type PlaceBody = z.infer<typeof PlaceBody>
const NOWHERE: PlaceBody = { street: null, postcode: null, city: null, abroad: null }
const HolderBody = z.object({
  ...PlaceBody.shape,
  name: text,
  kvkNumber: text,
  branchNumber: text,
  legalForm: text,
})
const ContactBody = z.object({ person: text, phone: text, email: text, website: text })

/** There was a time when the first eight were all that was kept. */
export const LocationBody = z.object({
  name: z.string().nullable(),
  kind: z.enum(ChildcareKind),
  places: z.int().nullable(),
  vve: z.boolean(),
  registered: z.boolean(),
  municipality: z.string().nullable(),
  city: z.string().nullable(),
  postcode: z.string().nullable(),
  parentRun: z.boolean().nullable().default(null),
  registeredOn: day.nullable().default(null),
  municipalityName: text,
  street: text,
  bagId: text,
  holder: HolderBody.default({
    ...NOWHERE,
    name: null,
    kvkNumber: null,
    branchNumber: null,
    legalForm: null,
  }),
  disputesFrom: day.nullable().default(null),
  disputesUntil: day.nullable().default(null),
  correspondence: PlaceBody.default(NOWHERE),
  contact: ContactBody.default({ person: null, phone: null, email: null, website: null }),
  agencies: z.array(z.string()).default([]),
  registerUrl: text,
  /** Of columns that the register did not have. */
  others: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
})
export type LocationBody = z.infer<typeof LocationBody>
