/**
 * From rows of an extract of a JGZ dossier to our words.
 *
 * @module
 */

import { z } from 'zod'
import type { JgzCare } from './care.ts'
import {
  compare,
  oldestElementFirst,
  oldestFirst,
  toCare,
  toContact,
  toDevelopmentResult,
  toGrowthMeasurement,
  toHeelPrick,
  toObservation,
  toReferral,
  toVaccination,
  toVve,
} from './coded-parts.ts'
import type { ContactMoment } from './contact-moment.ts'
import type { DevelopmentResult } from './development.ts'
import type { GrowthMeasurement } from './growth.ts'
import type { HeelPrick } from './heel-prick.ts'
import type { JgzNewborn } from './newborn.ts'
import type { JgzObservation } from './observation.ts'
import type { JgzReferral } from './referral.ts'
import type { JgzPart, JgzRecord } from './source.ts'
import type { Vaccination } from './vaccination.ts'
import type { JgzVve } from './vve.ts'

const day = z.iso.date()
const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString())
const code = z.string().min(1).nullable()
const whole = z.int().nullable()

const Contactmoment = z.object({
  id: z.string(),
  datum: day,
  bds_0494: code,
  bds_1577: code,
  bds_1605: code,
  bds_1599: code,
  verzoeker: code,
  gepland: z.boolean(),
  vastgelegd_op: moment,
})

const Observatie = z.object({
  contactmoment_id: z.string(),
  element: z.int(),
  waarde: z.string(),
  geldig_op: day,
  vastgelegd_op: moment,
})
type Observatie = z.infer<typeof Observatie>

const Waarneming = Observatie.extend({ codelijst: code, eenheid: code })

/** In which unit an element is measured; of others the value is a code. */
const UNITS: ReadonlyMap<number, readonly string[]> = new Map([
  [235, ['mm']],
  [245, ['g']],
  [248, ['kg/m2']],
  [252, ['mm']],
  [1485, ['mm']],
])
const NUMBER = /^\d{1,6}([.,]\d+)?$/

const Meting = Observatie.extend({ eenheid: z.string().nullable() }).refine(
  ({ element, waarde, eenheid }) => {
    const units = UNITS.get(element)
    return !units || (NUMBER.test(waarde) && (eenheid === null || units.includes(eenheid)))
  },
)

const Vaccinatie = z.object({
  id: z.string(),
  bds_1409: day,
  bds_0461: code,
  dosis: whole,
  bds_0472: z.string().nullable(),
  bds_0686: code,
  bds_0683: code,
  vastgelegd_op: moment,
})

const Verwijzing = z.object({
  id: z.string(),
  datum: day,
  bds_0485: code,
  bds_1159: z.string().min(1),
  vastgelegd_op: moment,
})

const Vve = z.object({
  bds_1417: z.boolean(),
  bds_1493: code,
  geldig_op: day,
  vastgelegd_op: moment,
})

const score = z
  .string()
  .regex(/^\d{1,2}$/)
  .transform(Number)
  .nullable()

const Geboorte = z.object({
  bds_0082: whole,
  bds_0108: z.string().nullable(),
  bds_0109: whole,
  bds_0110: whole,
  bds_0112: whole,
  bds_0113: whole,
  loinc_9272_6: score,
  loinc_9274_2: score,
  vastgelegd_op: moment,
})

const Status = z.object({
  bds_1197: code,
  bds_0487: code,
  bds_0488: day.nullable(),
  geldig_op: day,
  vastgelegd_op: moment,
})

const rows = <T extends z.ZodType>(row: T) =>
  z
    .array(row)
    .nullable()
    .transform((some) => some ?? [])

/** What the statement answers for one dossier: for each part its rows, or null where there is none. */
const PARTS = {
  contacts: rows(Contactmoment).transform(toContacts),
  growth: rows(Meting).transform(toGrowth),
  vaccinations: rows(Vaccinatie).transform(toVaccinations),
  development: rows(Observatie).transform(toDevelopment),
  referrals: rows(Verwijzing).transform(toReferrals),
  vve: rows(Vve).transform(toLastVve),
  newborn: rows(Geboorte).transform(toNewborn),
  heelPricks: rows(Observatie).transform(toHeelPricks),
  care: rows(Status).transform(toLastCare),
  observations: rows(Waarneming).transform(toObservations),
  // An extract does not tell of them.
  consents: z.undefined().transform(() => null),
} as const satisfies { readonly [P in JgzPart]: z.ZodType<JgzRecord[P]> }

/** Of the parts that were asked for; throws a `ZodError` where the rows can't be read. */
export function toJgzRecord(
  dossier: Readonly<Record<string, unknown>>,
  parts: ReadonlySet<JgzPart>,
): Partial<JgzRecord> {
  return Object.fromEntries([...parts].map((part) => [part, PARTS[part].parse(dossier[part])]))
}

function toContacts(found: readonly z.infer<typeof Contactmoment>[]): ContactMoment[] {
  return found
    .map((row) =>
      toContact({
        id: row.id,
        date: row.datum,
        activity: row.bds_0494,
        form: row.bds_1577,
        status: row.bds_1605,
        planned: row.gepland,
        requester: row.verzoeker,
        discipline: row.bds_1599,
        recordedAt: row.vastgelegd_op,
      }),
    )
    .sort(oldestFirst)
}

function toGrowth(found: readonly z.infer<typeof Meting>[]): GrowthMeasurement[] {
  const measured = Map.groupBy(corrected(found), (row) => row.contactmoment_id)
  return [...measured.values()]
    .flatMap((of) => {
      const find = (element: number) => of.find((row) => row.element === element)?.waarde ?? null
      const measure = (element: number) => {
        const text = find(element)
        return text === null ? null : Number(text.replace(',', '.'))
      }
      const inWhole = (element: number) => {
        const amount = measure(element)
        return amount === null ? null : Math.round(amount)
      }
      return of.slice(0, 1).map(({ geldig_op }) =>
        toGrowthMeasurement({
          measuredOn: geldig_op,
          lengthMillimetres: inWhole(235),
          weightGrams: inWhole(245),
          headCircumferenceMillimetres: inWhole(252),
          waistMillimetres: inWhole(1485),
          bmi: measure(248),
          bmiClass: find(1492),
          impression: find(247),
          lengthGrowth: find(1614),
          chart: find(1616),
        }),
      )
    })
    .sort((a, b) => compare(a.measuredOn, b.measuredOn))
}

function toVaccinations(found: readonly z.infer<typeof Vaccinatie>[]): Vaccination[] {
  return found
    .map((row) =>
      toVaccination({
        id: row.id,
        date: row.bds_1409,
        vaccine: row.bds_0461,
        dose: row.dosis,
        given: row.bds_0683 === null,
        refusal: row.bds_0683,
        reason: row.bds_0686,
        lotNumber: row.bds_0472,
        rejected: null,
        recordedAt: row.vastgelegd_op,
      }),
    )
    .sort(oldestFirst)
}

function toDevelopment(found: readonly Observatie[]): DevelopmentResult[] {
  return corrected(found)
    .flatMap(
      ({ contactmoment_id, element, waarde, geldig_op }) =>
        toDevelopmentResult({
          id: `${contactmoment_id}:${element}`,
          date: geldig_op,
          element,
          value: waarde,
        }) ?? [],
    )
    .sort(oldestElementFirst)
}

function toReferrals(found: readonly z.infer<typeof Verwijzing>[]): JgzReferral[] {
  return found
    .map((row) =>
      toReferral({
        id: row.id,
        date: row.datum,
        indication: row.bds_0485,
        to: row.bds_1159,
        recordedAt: row.vastgelegd_op,
      }),
    )
    .sort(oldestFirst)
}

function toLastVve(found: readonly z.infer<typeof Vve>[]): JgzVve | null {
  const last = lastOf(found)
  return last && toVve({ date: last.geldig_op, takesPart: last.bds_1417, reasonNot: last.bds_1493 })
}

function toNewborn(found: readonly z.infer<typeof Geboorte>[]): JgzNewborn | null {
  const last = found.toSorted((a, b) => compare(b.vastgelegd_op, a.vastgelegd_op))[0]
  return last
    ? {
        weightGrams: last.bds_0110,
        lowestWeightGrams: null,
        lengthMillimetres: last.bds_0112,
        headCircumferenceMillimetres: last.bds_0113,
        gestationalAgeDays: last.bds_0082,
        dueDate: null,
        apgar1: last.loinc_9272_6,
        apgar5: last.loinc_9274_2,
        multiple: last.bds_0108,
        rank: last.bds_0109,
        smallForGestationalAge: null,
        congenitalAnomalies: null,
        feedingAtBirthCode: null,
        feedingOnDay8Code: null,
        recordedAt: last.vastgelegd_op,
      }
    : null
}

function toHeelPricks(found: readonly Observatie[]): HeelPrick[] {
  const pricks = Map.groupBy(corrected(found), (row) => row.contactmoment_id)
  return [...pricks.values()]
    .flatMap((of) => {
      const findValue = (element: number) => of.find((row) => row.element === element)?.waarde
      return of.slice(0, 1).map(({ contactmoment_id, geldig_op }) => {
        const [taken, date] = [findValue(368), findValue(374)]
        return toHeelPrick({
          id: contactmoment_id,
          date: date === undefined ? geldig_op : day.parse(date),
          // Nobody who has a reason not to was pricked.
          taken: taken === undefined ? findValue(380) === undefined : taken === 'true',
          type: findValue(373) ?? null,
          reasonNot: findValue(380) ?? null,
          result: findValue(381) ?? null,
          reasonRepeated: findValue(379) ?? null,
          previousSetNumber: findValue(1432) ?? null,
          remarks: findValue(1431) ?? null,
          recordedAt: of.map((row) => row.vastgelegd_op).reduce((a, b) => (a > b ? a : b)),
        })
      })
    })
    .sort(oldestFirst)
}

function toLastCare(found: readonly z.infer<typeof Status>[]): JgzCare | null {
  const last = lastOf(found)
  return (
    last &&
    toCare({
      status: last.bds_1197,
      since: last.geldig_op,
      end: last.bds_0487,
      endedOn: last.bds_0488,
      recordedAt: last.vastgelegd_op,
    })
  )
}

function toObservations(found: readonly z.infer<typeof Waarneming>[]): JgzObservation[] {
  return corrected(found)
    .toSorted((a, b) => compare(a.geldig_op, b.geldig_op) || a.element - b.element)
    .flatMap(({ contactmoment_id, element, waarde, geldig_op, codelijst, eenheid }) => {
      const id = `${contactmoment_id}:${element}`
      // What a code means is not in an extract.
      const told =
        codelijst === null ? { value: waarde, code: null } : { value: null, code: waarde }
      const observed = { id, element, ...told, unit: eenheid, negated: false, date: geldig_op }
      return toObservation(observed) ?? []
    })
}

interface Clocked {
  readonly geldig_op: string
  readonly vastgelegd_op: string
}

/** What became true last counts; of that, what was written down last. */
function lastOf<T extends Clocked>(found: readonly T[]): T | null {
  const inOrder = found.toSorted(
    (a, b) => compare(b.geldig_op, a.geldig_op) || compare(b.vastgelegd_op, a.vastgelegd_op),
  )
  return inOrder[0] ?? null
}

/** What was written down last about one element at one contact is what counts. */
function corrected<T extends Pick<Observatie, 'contactmoment_id' | 'element' | 'vastgelegd_op'>>(
  found: readonly T[],
): T[] {
  const inOrder = found.toSorted((a, b) => compare(a.vastgelegd_op, b.vastgelegd_op))
  return [
    ...new Map(inOrder.map((row) => [`${row.contactmoment_id}\n${row.element}`, row])).values(),
  ]
}
