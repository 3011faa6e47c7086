/**
 * From the codes of the basic data set (BDS) to what the graph tells: whatever a dossier was read from, the same codes
 * mean the same.
 *
 * @module
 */

import { BDS_NAMES } from './bds-names.ts'
import type { JgzCare } from './care.ts'
import { labelOf, TO_VVE } from './codes.ts'
import type { JgzConsent } from './consent.ts'
import { CONSENTS } from './consent-elements.ts'
import { toForm, toInitiative, toStatus } from './contact-codes.ts'
import type { ContactMoment } from './contact-moment.ts'
import type { DevelopmentResult } from './development.ts'
import { DEVELOPMENT_ELEMENTS } from './development-elements.ts'
import type { GrowthMeasurement } from './growth.ts'
import type { HeelPrick } from './heel-prick.ts'
import type { JgzObservation } from './observation.ts'
import type { JgzReferral } from './referral.ts'
import type { Vaccination } from './vaccination.ts'
import type { JgzVve } from './vve.ts'

interface Recorded {
  readonly recordedAt: string | null
}
type Code = string | null

interface CodedContact extends Recorded {
  readonly id: string
  readonly date: string
  readonly activity: Code
  readonly form: Code
  readonly status: Code
  readonly planned: boolean
  readonly requester: Code
  readonly discipline: Code
}

export function toContact(coded: CodedContact): ContactMoment {
  const { id, date, activity, discipline, recordedAt } = coded
  return {
    id,
    date,
    activityCode: activity,
    activityLabel: labelOf('W0188', activity),
    form: toForm(coded.form, activity),
    status: toStatus(coded.status, coded.planned),
    initiative: toInitiative(coded.requester, activity),
    disciplineCode: discipline,
    disciplineLabel: labelOf('W0686', discipline),
    recordedAt,
  }
}

interface CodedGrowth {
  readonly measuredOn: string
  readonly lengthMillimetres: number | null
  readonly weightGrams: number | null
  readonly headCircumferenceMillimetres: number | null
  readonly waistMillimetres: number | null
  readonly bmi: number | null
  readonly bmiClass: Code
  readonly impression: Code
  readonly lengthGrowth: Code
  readonly chart: Code
}

export function toGrowthMeasurement(coded: CodedGrowth): GrowthMeasurement {
  const { bmiClass, impression } = coded
  return {
    measuredOn: coded.measuredOn,
    lengthMillimetres: coded.lengthMillimetres,
    weightGrams: coded.weightGrams,
    headCircumferenceMillimetres: coded.headCircumferenceMillimetres,
    waistMillimetres: coded.waistMillimetres,
    bmi: coded.bmi,
    bmiClassCode: bmiClass,
    bmiClassLabel: labelOf('W0668', bmiClass),
    impressionCode: impression,
    impressionLabel: labelOf('W0264', impression),
    lengthGrowthCode: coded.lengthGrowth,
    chartCode: coded.chart,
  }
}

interface CodedVaccination extends Recorded {
  readonly id: string
  readonly date: string
  readonly vaccine: Code
  readonly dose: number | null
  readonly given: boolean
  readonly refusal: Code
  readonly reason: Code
  readonly lotNumber: string | null
  readonly rejected: boolean | null
}

export function toVaccination(coded: CodedVaccination): Vaccination {
  const { id, date, vaccine, dose, given, refusal, reason } = coded
  return {
    id,
    date,
    vaccineCode: vaccine,
    vaccineLabel: labelOf('W0422', vaccine),
    dose,
    given,
    refusalCode: refusal,
    refusalLabel: labelOf('W0323', refusal),
    reasonCode: reason,
    reasonLabel: labelOf('W0417', reason),
    lotNumber: coded.lotNumber,
    rejected: coded.rejected,
    recordedAt: coded.recordedAt,
  }
}

interface CodedResult {
  readonly id: string
  readonly date: string
  readonly element: number
  readonly value: string
}

/** None of an element that is not of an examination or a screening. */
export function toDevelopmentResult({
  id,
  date,
  element,
  value,
}: CodedResult): DevelopmentResult | undefined {
  const looked = DEVELOPMENT_ELEMENTS.get(element)
  if (!looked) return undefined
  const grade = looked.grading?.get(value)
  const { name, area } = looked
  const [result, valueLabel] = [grade?.result ?? null, grade?.label ?? null]
  return { id, date, element, name, area, result, value, valueLabel }
}

interface CodedReferral extends Recorded {
  readonly id: string
  readonly date: string
  readonly indication: Code
  readonly to: string
}

export function toReferral({ id, date, indication, to, recordedAt }: CodedReferral): JgzReferral {
  return {
    id,
    date,
    indicationCode: indication,
    indicationLabel: labelOf('W0619', indication),
    toCode: to,
    toLabel: labelOf('W0621', to),
    vve: to === TO_VVE,
    recordedAt,
  }
}

interface CodedVve {
  readonly date: string
  readonly takesPart: boolean
  readonly reasonNot: Code
}

export function toVve({ date, takesPart, reasonNot }: CodedVve): JgzVve {
  return {
    recordedOn: date,
    takesPart,
    reasonNotCode: reasonNot,
    reasonNotLabel: labelOf('W0075', reasonNot),
  }
}

interface CodedHeelPrick extends Recorded {
  readonly id: string
  readonly date: string
  readonly taken: boolean
  readonly type: Code
  readonly reasonNot: Code
  readonly result: Code
  readonly reasonRepeated: Code
  readonly previousSetNumber: string | null
  readonly remarks: string | null
}

export function toHeelPrick(coded: CodedHeelPrick): HeelPrick {
  const { id, date, taken, type, reasonNot, result } = coded
  return {
    id,
    date,
    taken,
    typeCode: type,
    typeLabel: labelOf('W0316', type),
    reasonNotCode: reasonNot,
    reasonNotLabel: labelOf('W0313', reasonNot),
    resultCode: result,
    resultLabel: labelOf('W0321', result),
    reasonRepeatedCode: coded.reasonRepeated,
    previousSetNumber: coded.previousSetNumber,
    remarks: coded.remarks,
    recordedAt: coded.recordedAt,
  }
}

interface CodedCare extends Recorded {
  readonly status: Code
  readonly since: string | null
  readonly end: Code
  readonly endedOn: string | null
}

export function toCare({ status, since, end, endedOn, recordedAt }: CodedCare): JgzCare {
  return {
    statusCode: status,
    statusLabel: labelOf('W0625', status),
    since,
    endCode: end,
    endLabel: labelOf('W0626', end),
    endedOn,
    recordedAt,
  }
}

interface CodedConsent extends Recorded {
  readonly id: string
  readonly element: number
  readonly allowed: boolean
  readonly date: string | null
  readonly until: string | null
  readonly source: Code
  readonly manner: Code
}

/** None of an element that is no consent. */
export function toConsent(coded: CodedConsent): JgzConsent | undefined {
  const { id, element, allowed, date, until, source, manner, recordedAt } = coded
  const about = CONSENTS.get(element)
  if (!about) return undefined
  return {
    id,
    about,
    element,
    allowed,
    date,
    until,
    sourceCode: source,
    sourceLabel: labelOf('W0691', source),
    mannerCode: manner,
    recordedAt,
  }
}

interface CodedObservation {
  readonly id: string
  readonly element: number
  readonly value: string | null
  readonly unit: string | null
  readonly code: Code
  readonly negated: boolean
  readonly date: string | null
}

/** None of an element that we do not know. */
export function toObservation(coded: CodedObservation): JgzObservation | undefined {
  const { id, element, value, unit, code, negated, date } = coded
  const name = BDS_NAMES.get(element)
  return name === undefined
    ? undefined
    : { id, number: element, name, value, unit, code, negated, date }
}

/** On one day in the order of the registry's own numbers: 9 before 10. */
const ids = new Intl.Collator('en', { numeric: true })

interface Dated {
  readonly id: string
  readonly date: string | null
}

export function oldestFirst(a: Dated, b: Dated): number {
  return compare(a.date ?? '', b.date ?? '') || ids.compare(a.id, b.id)
}

/** On one day in the order of the elements. */
export function oldestElementFirst(
  a: Dated & { readonly element: number },
  b: Dated & { readonly element: number },
): number {
  return compare(a.date ?? '', b.date ?? '') || a.element - b.element || ids.compare(a.id, b.id)
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
