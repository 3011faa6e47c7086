/**
 * Childcare as providers delivered it: the port, over the delivery store.
 *
 * @module
 */

import {
  type Delivered,
  findVersions,
  orMalformed,
  parseBody,
  type Versions,
} from '../../connectors/delivered.ts'
import type { DeliveryStore } from '../../connectors/delivery-store.ts'
import type { StoreKey } from '../../connectors/subject-index.ts'
import { type BodyKind, LocationBody } from './delivered-bodies.ts'
import {
  subjectOf,
  toAttendance,
  toEnrolment,
  toMeldcode,
  toVveMonths,
  toWaiting,
} from './delivered-childcare-mapping.ts'
import { toLocation } from './location-mapping.ts'
import type { ChildcareRecord, ChildcareSource, LocationSource } from './source.ts'
import { indexOfContract, toSubjects } from './subject-index.ts'

export function deliveredChildcare(delivered: Delivered, storeKey: StoreKey): ChildcareSource {
  const { registry } = delivered
  return async ({ keys, parts, signal, asOf }) => {
    const subjectsOf = keys.map((key) => toSubjects(storeKey, key))
    const subjects = subjectsOf.flat()
    const findIf = (isAsked: boolean, kind: BodyKind) =>
      isAsked ? findVersions(delivered, kind, subjects, subjectOf, signal, asOf) : undefined
    const forVve = parts.has('vveMonths')
    const [contracts, hours, waiting, meldcode] = await Promise.all([
      findIf(forVve || parts.has('enrolments'), 'contract'),
      findIf(forVve || parts.has('attendance'), 'hours'),
      findIf(parts.has('waiting'), 'waiting'),
      findIf(parts.has('meldcode'), 'meldcode'),
    ])

    return subjectsOf.map((of) => {
      const own = toldOf(of, contracts)
      const months = toldOf(of, hours)
      const waits = toldOf(of, waiting)
      const steps = toldOf(of, meldcode)
      if (!own && !months && !waits && !steps) return null
      return orMalformed(
        (): Partial<ChildcareRecord> => ({
          ...(own && parts.has('enrolments') && { enrolments: toEnrolments(own) }),
          ...(months && parts.has('attendance') && { attendance: toAttendance(months, registry) }),
          ...(months && forVve && { vveMonths: toVveMonths(own ?? [], months, registry) }),
          ...(waits && { waiting: toWaiting(waits, registry) }),
          ...(steps && { meldcode: toMeldcode(steps, registry) }),
        }),
      )
    })
  }

  function toEnrolments(contracts: readonly Versions[]): ChildcareRecord['enrolments'] {
    return contracts
      .flatMap((versions) => {
        const id = indexOfContract(storeKey, registry, versions[0]?.logicalKey ?? '')
        return toEnrolment(versions, id, registry) ?? []
      })
      .sort((a, b) => (a.from < b.from || (a.from === b.from && a.id < b.id) ? -1 : 1))
  }
}

type Found = Awaited<ReturnType<typeof findVersions>>

/** Undefined where nothing was told. */
function toldOf(subjects: readonly string[], found: Found | undefined) {
  const told = subjects.flatMap((subject) => found?.get(subject) ?? [])
  return told.length > 0 ? told : undefined
}

interface DeliveredRegister {
  readonly registry: string
  readonly store: Pick<DeliveryStore, 'latest'>
}

/** The public register, as it was last delivered, or had been by then. */
export function deliveredLocations({ registry, store }: DeliveredRegister): LocationSource {
  return async (lrkIds, signal, asOf) => {
    const told = await store.latest(registry, 'location' satisfies BodyKind, lrkIds, signal, asOf)
    return lrkIds.map((lrkId) => {
      const latest = told.get(lrkId)
      return latest
        ? orMalformed(() => toLocation(lrkId, parseBody(LocationBody, latest, registry)))
        : null
    })
  }
}
