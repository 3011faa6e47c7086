/**
 * What a provider's server answers, in our words: the columns of the lists as properties, with days as `YYYY-MM-DD`, hours
 * as numbers, and `ja` and `nee` as true and false.
 *
 * @module
 */

import { z } from 'zod'
import { addUp } from './add-up.ts'
import type {
  ChildcareFinancing,
  EmergencyGround,
  EnrolmentEndReason,
  VveIndicatedBy,
} from './codes.ts'
import type { Enrolment } from './enrolment.ts'
import type { MonthOfHours } from './month-of-hours.ts'
import type { MonthOfVve } from './vve-progress.ts'

const day = z.iso.date()
const optional = <T extends z.ZodType>(type: T) =>
  type.nullish().transform((value) => value ?? null)
const perWeek = z
  .number()
  .min(0)
  .max(7 * 24)
const perMonth = z
  .number()
  .min(0)
  .max(31 * 24)
const location = z.string().regex(/^\d{1,12}$/)
const number = z.string().min(1).max(100)

const FINANCING = {
  KOT: 'KINDEROPVANGTOESLAG',
  SMI: 'SMI',
  gemeente: 'MUNICIPALITY',
  eigen: 'OWN',
} as const satisfies Record<string, ChildcareFinancing>
const END_REASONS = {
  'vier-jaar': 'AGE_FOUR',
  verhuizing: 'MOVED',
  kosten: 'COST',
  baanverlies: 'JOB_LOSS',
  overig: 'OTHER',
} as const satisfies Record<string, EnrolmentEndReason>
const INDICATED_BY = {
  JGZ: 'JGZ',
  gemeente: 'MUNICIPALITY',
} as const satisfies Record<string, VveIndicatedBy>
const GROUNDS = {
  'cruciaal-beroep': 'CRUCIAL_WORK',
  kwetsbaar: 'VULNERABLE',
  overig: 'OTHER',
} as const satisfies Record<string, EmergencyGround>

function codeOf<T extends string>(table: Readonly<Record<string, T>>) {
  return z.enum(Object.keys(table)).transform((word) => table[word] as T)
}

const Contract = z
  .object({
    lrk_id: location,
    contract_nummer: number,
    contract_start: day,
    contract_eind: optional(day),
    uren_per_week: perWeek,
    ve_groep: z.boolean(),
    ve_uren_per_week: optional(perWeek),
    financiering: codeOf(FINANCING),
    doelgroepindicatie: z.boolean(),
    indicatie_datum: optional(day),
    indicatie_door: optional(codeOf(INDICATED_BY)),
    reden_einde: optional(codeOf(END_REASONS)),
    noodopvang: optional(z.boolean()),
    noodopvang_grond: optional(codeOf(GROUNDS)),
    /** When the provider wrote down how it stands. */
    vastgelegd: z.iso.datetime({ offset: true }),
  })
  .refine(({ contract_start, contract_eind }) => (contract_eind ?? '9999') >= contract_start)
  .refine(({ contract_eind, reden_einde }) => contract_eind !== null || reden_einde === null)
  .refine(({ noodopvang, noodopvang_grond }) => noodopvang === true || noodopvang_grond === null)
  .refine(
    ({ doelgroepindicatie, indicatie_datum, indicatie_door }) =>
      doelgroepindicatie === (indicatie_datum !== null) &&
      doelgroepindicatie === (indicatie_door !== null),
  )
type Contract = z.infer<typeof Contract>

const Hours = z.object({
  lrk_id: location,
  contract_nummer: number,
  maand: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/),
  geplande_uren: perMonth,
  aanwezige_uren: optional(perMonth),
  dagen: optional(z.int().min(0).max(31)),
})
type Hours = z.infer<typeof Hours>

/** Of one child. Undefined for what cannot be read. */
export function toContracts(told: readonly unknown[]): readonly Contract[] | undefined {
  return z.array(Contract).safeParse(told).data
}

/** As {@link toContracts}. */
export function toHours(told: readonly unknown[]): readonly Hours[] | undefined {
  return z.array(Hours).safeParse(told).data
}

/** Two locations may number their contracts alike. */
export function nameOf({ lrk_id, contract_nummer }: Pick<Contract, 'lrk_id' | 'contract_nummer'>) {
  return `${lrk_id} ${contract_nummer}`
}

export function toEnrolment(contract: Contract, id: string): Enrolment {
  const { indicatie_datum: date, indicatie_door: by, contract_eind: to } = contract
  const recordedAt = new Date(contract.vastgelegd).toISOString()
  return {
    id,
    lrkId: contract.lrk_id,
    from: contract.contract_start,
    to,
    endReason: contract.reden_einde,
    hoursPerWeek: contract.uren_per_week,
    vveGroup: contract.ve_groep,
    vveHoursPerWeek: contract.ve_uren_per_week,
    financing: contract.financiering,
    indication: date !== null && by !== null ? { date, by } : null,
    emergency: contract.noodopvang,
    emergencyGround: contract.noodopvang_grond,
    recordedAt,
    fromRecordedAt: recordedAt,
    toRecordedAt: to === null ? null : recordedAt,
  }
}

export function toAttendance(hours: readonly Hours[]): readonly MonthOfHours[] {
  return addUp(
    hours.map(({ maand, geplande_uren, aanwezige_uren }) => ({
      month: maand,
      plannedHours: geplande_uren,
      attendedHours: aanwezige_uren,
    })),
  )
}

export function toVveMonths(
  contracts: readonly Contract[],
  hours: readonly Hours[],
): readonly MonthOfVve[] {
  const inGroup = new Set(contracts.filter(({ ve_groep }) => ve_groep).map(nameOf))
  return hours
    .filter((one) => inGroup.has(nameOf(one)))
    .map(({ maand, aanwezige_uren, dagen }) => ({
      month: maand,
      attendedHours: aanwezige_uren,
      attendedDays: dagen,
    }))
}
