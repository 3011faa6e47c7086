/**
 * What was told about one child over the years, folded to how things stand.
 *
 * Versions are of one thing, oldest first. The latest says how it is; the earlier ones say since when we
 * were told.
 *
 * @module
 */

import { parseBody, toldSince, type Versions } from '../../connectors/delivered.ts'
import type { StoredRecord } from '../../connectors/delivery-store.ts'
import { addUp } from './add-up.ts'
import type { ChildcareLocation } from './childcare-location.ts'
import { ContractBody, HoursBody, LocationBody } from './delivered-bodies.ts'
import type { Enrolment } from './enrolment.ts'
import type { MonthOfHours } from './month-of-hours.ts'

/** Whom a thing is about, as it was last told: a wrong BSN is corrected by telling the right one. */
export function subjectOf(versions: Versions): string | undefined {
  return versions.findLast(({ subject }) => subject !== '')?.subject
}

export function toEnrolment(versions: Versions, id: string, registry: string): Enrolment | null {
  const told = versions.map((record) => ({
    recordedAt: record.recordedAt.toISOString(),
    contract: parseBody(ContractBody, record, registry),
  }))
  const latest = told.at(-1)
  if (!latest) return null
  const { contract, recordedAt } = latest
  const since = (isSame: (other: ContractBody) => boolean) =>
    toldSince(told, (version) => isSame(version.contract)) ?? recordedAt
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
  return addUp(latest.map((record) => parseBody(HoursBody, record, registry)))
}

export function toLocation(latest: StoredRecord, registry: string): ChildcareLocation {
  return { lrkId: latest.logicalKey, ...parseBody(LocationBody, latest, registry) }
}
