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
import { isUnnamed } from '../../connectors/subject-index.ts'
import { addUp } from './add-up.ts'
import { ContractBody, HoursBody, MeldcodeBody, WaitingBody } from './delivered-bodies.ts'
import type { Enrolment } from './enrolment.ts'
import type { Meldcode } from './meldcode.ts'
import type { MonthOfHours } from './month-of-hours.ts'
import type { MonthOfVve } from './vve-progress.ts'
import type { WaitingForChildcare } from './waiting.ts'

/** Whom a thing is about, as it was last told: a wrong BSN is corrected by telling the right one. */
export function subjectOf(versions: Versions): string | undefined {
  const named = versions.findLast(({ subject }) => subject !== '' && !isUnnamed(subject))
  return (named ?? versions.findLast(({ subject }) => subject !== ''))?.subject
}

export function toEnrolment(versions: Versions, id: string, registry: string): Enrolment | null {
  const told = versions.map((record) => ({
    recordedAt: record.recordedAt.toISOString(),
    contract: contractIn(record, registry),
  }))
  const latest = told.at(-1)
  if (!latest) return null
  const { contract, recordedAt } = latest
  const since = (isSame: (other: Omit<ContractBody, 'person'>) => boolean) =>
    toldSince(told, (version) => isSame(version.contract)) ?? recordedAt
  return {
    ...contract,
    id,
    recordedAt,
    fromRecordedAt: since(({ from }) => from === contract.from),
    toRecordedAt: contract.to === null ? null : since(({ to }) => to === contract.to),
  }
}

/** Whom it is about is not for here. */
function contractIn(record: StoredRecord, registry: string): Omit<ContractBody, 'person'> {
  const { person: _, ...contract } = parseBody(ContractBody, record, registry)
  return contract
}

export function toAttendance(
  months: readonly Versions[],
  registry: string,
): readonly MonthOfHours[] {
  return addUp(latestOf(months).map((record) => parseBody(HoursBody, record, registry)))
}

/** The months under contracts that are, as they were last told, in a group for early childhood education. */
export function toVveMonths(
  contracts: readonly Versions[],
  months: readonly Versions[],
  registry: string,
): readonly MonthOfVve[] {
  const inGroup = new Set(
    contracts.flatMap((versions) => {
      const latest = versions.at(-1)
      return latest && parseBody(ContractBody, latest, registry).vveGroup ? latest.logicalKey : []
    }),
  )
  return latestOf(months)
    .filter(({ logicalKey }) => inGroup.has(contractOf(logicalKey)))
    .map((record) => parseBody(HoursBody, record, registry))
    .map(({ month, attendedHours, attendedDays }) => ({ month, attendedHours, attendedDays }))
}

/** Hours are kept by contract and month. */
function contractOf(contractAndMonth: string): string {
  return contractAndMonth.slice(0, contractAndMonth.lastIndexOf(' '))
}

export function toWaiting(
  told: readonly Versions[],
  registry: string,
): readonly WaitingForChildcare[] {
  return latestOf(told)
    .map((record) => parseBody(WaitingBody, record, registry))
    .map(({ person: _, ...told }) => told)
    .sort((a, b) => (a.since < b.since ? -1 : 1))
}

export function toMeldcode(told: readonly Versions[], registry: string): readonly Meldcode[] {
  return latestOf(told).map((record) => {
    const { steps } = parseBody(MeldcodeBody, record, registry)
    const [signalsOn = null, consultedOn = null, talkedOn = null, weighedOn = null, last] = steps
    return { signalsOn, consultedOn, talkedOn, weighedOn, decidedOn: last ?? null }
  })
}

function latestOf(told: readonly Versions[]): readonly StoredRecord[] {
  return told.flatMap((versions) => versions.at(-1) ?? [])
}
