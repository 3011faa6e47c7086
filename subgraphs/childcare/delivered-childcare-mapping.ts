/**
 * What was told about one child over the years, folded to how things stand.
 *
 * Every argument is versions of one thing, oldest first. The latest says how it is; the earlier ones say since when we
 * were told.
 *
 * @module
 */

import type { z } from 'zod'
import type { StoredRecord } from '../../connectors/delivery-store.ts'
import { GraphError } from '../../schema/errors.ts'
import { addUp } from './add-up.ts'
import type { ChildcareLocation } from './childcare-location.ts'
import { ContractBody, HoursBody, LocationBody } from './delivered-bodies.ts'
import type { Enrolment } from './enrolment.ts'
import type { MonthOfHours } from './month-of-hours.ts'

export type Versions = readonly StoredRecord[]

/** Whom a thing is about, as it was last told: a wrong BSN is corrected by telling the right one. */
export function subjectOf(versions: Versions): string | undefined {
  return versions.findLast(({ subject }) => subject !== '')?.subject
}

export function toEnrolment(versions: Versions, id: string, registry: string): Enrolment | null {
  const told = versions.map(({ recordedAt, body }) => ({
    recordedAt: recordedAt.toISOString(),
    contract: parse(ContractBody, body, registry),
  }))
  const latest = told.at(-1)
  if (!latest) return null
  const { contract, recordedAt } = latest
  const since = (isSame: (other: ContractBody) => boolean) => {
    const other = told.findLastIndex((version) => !isSame(version.contract))
    return told[other + 1]?.recordedAt ?? recordedAt
  }
  return {
    ...contract,
    id,
    recordedAt,
    fromRecordedAt: since(({ from }) => from === contract.from),
    toRecordedAt: contract.to === null ? null : since(({ to }) => to === contract.to),
  }
}

export function toAttendance(
  months: readonly Versions[],
  registry: string,
): readonly MonthOfHours[] {
  const latest = months.flatMap((versions) => versions.at(-1) ?? [])
  return addUp(latest.map(({ body }) => parse(HoursBody, body, registry)))
}

export function toLocation(versions: Versions, registry: string): ChildcareLocation | null {
  const latest = versions.at(-1)
  return latest ? { lrkId: latest.logicalKey, ...parse(LocationBody, latest.body, registry) } : null
}

function parse<T>(schema: z.ZodType<T>, body: unknown, registry: string): T {
  const { success, data } = schema.safeParse(body)
  if (!success) throw new GraphError('REGISTRY_MALFORMED', { registry })
  return data
}
