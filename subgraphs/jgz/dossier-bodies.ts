/**
 * What the delivery store keeps of a dossier that was transferred: codes and dates, and nobody's BSN, name, birth date
 * or address but under seal.
 *
 * Written by the reader of messages, read again by the adapter; an older version of ours may have written it.
 *
 * @module
 */

import { z } from 'zod'
import type { JgzPart } from './source.ts'

const day = z.iso.date()
const code = z.string().nullable()
const whole = z.int().nullable()
const element = z.int()

const Contact = z.object({
  id: z.string(),
  date: day,
  activity: code,
  form: code,
  status: code,
  planned: z.boolean(),
  requester: code,
  discipline: code,
})

const Growth = z.object({
  measuredOn: day,
  lengthMillimetres: whole,
  weightGrams: whole,
  headCircumferenceMillimetres: whole,
  waistMillimetres: whole,
  bmi: z.number().nullable(),
  bmiClass: code,
  impression: code,
  lengthGrowth: code,
  chart: code,
})

const Vaccination = z.object({
  id: z.string(),
  date: day,
  vaccine: code,
  dose: whole,
  given: z.boolean(),
  refusal: code,
  reason: code,
  lotNumber: z.string().nullable(),
  rejected: z.boolean().nullable(),
})

const Result = z.object({ id: z.string(), date: day, element, value: z.string() })

const Referral = z.object({ id: z.string(), date: day, indication: code, to: z.string() })

const Vve = z.object({ date: day, takesPart: z.boolean(), reasonNot: code })

const Newborn = z.object({
  weightGrams: whole,
  lowestWeightGrams: whole,
  lengthMillimetres: whole,
  headCircumferenceMillimetres: whole,
  gestationalAgeDays: whole,
  dueDate: day.nullable(),
  apgar1: whole,
  apgar5: whole,
  multiple: z.string().nullable(),
  rank: whole,
  smallForGestationalAge: z.boolean().nullable(),
  congenitalAnomalies: z.string().nullable(),
  feedingAtBirthCode: code,
  feedingOnDay8Code: code,
})

const HeelPrick = z.object({
  id: z.string(),
  date: day,
  taken: z.boolean(),
  type: code,
  reasonNot: code,
  result: code,
  reasonRepeated: code,
  previousSetNumber: z.string().nullable(),
  remarks: z.string().nullable(),
})

const Care = z.object({
  status: code,
  since: day.nullable(),
  end: code,
  endedOn: day.nullable(),
})

const Consent = z.object({
  id: z.string(),
  element,
  allowed: z.boolean(),
  date: day.nullable(),
  until: day.nullable(),
  source: code,
  manner: code,
})

const Observation = z.object({
  id: z.string(),
  element,
  value: z.string().nullable(),
  unit: code,
  code,
  negated: z.boolean(),
  date: day.nullable(),
})

/** What one row of each kind holds: of a contact, or of the dossier itself. */
export const PARTS = {
  contacts: Contact,
  growth: Growth,
  vaccinations: Vaccination,
  development: Result,
  referrals: Referral,
  vve: Vve,
  newborn: Newborn,
  heelPricks: HeelPrick,
  care: Care,
  consents: Consent,
  observations: Observation,
} as const satisfies Record<JgzPart, z.ZodType>

export type Coded = { readonly [P in JgzPart]: z.infer<(typeof PARTS)[P]> }

/** Of a message, which of a dossier's messages told it. */
const from = { dossier: z.string(), message: z.string() }

/** `born` is the same for the same birth date, and says nothing else; `person` is under seal, for linking. */
export const DossierBody = z.object({
  ...from,
  born: z.string().nullable(),
  person: z.string().optional(),
})
export type DossierBody = z.infer<typeof DossierBody>

export const PartBody = z.object({ ...from, data: z.array(z.unknown()) })
export type PartBody = z.infer<typeof PartBody>

/** Beside the parts: the dossier itself, what is never served (under seal), and which documents came along. */
export type BodyKind = JgzPart | 'dossier' | 'withheld' | 'documents'
