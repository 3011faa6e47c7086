/**
 * Childcare as providers delivered it: the port, over the delivery store.
 *
 * @module
 */

import type { DeliveryStore } from '../../connectors/delivery-store.ts'
import type { ReferenceKey } from '../../privacy/sealed-reference.ts'
import { GraphError } from '../../schema/errors.ts'
import type { BodyKind } from './delivered-bodies.ts'
import {
  subjectOf,
  toAttendance,
  toEnrolment,
  toLocation,
  type Versions,
} from './delivered-childcare-mapping.ts'
import type { ChildcareRecord, ChildcareSource, LocationSource } from './source.ts'
import { indexOfChild, indexOfContract } from './subject-index.ts'

interface Delivered {
  /** Its slug: whose deliveries are read. */
  readonly registry: string
  readonly store: Pick<DeliveryStore, 'current' | 'byKey'>
}

export function deliveredChildcare(
  { registry, store }: Delivered,
  referenceKey: ReferenceKey,
): ChildcareSource {
  /** Of each child, all versions of all that is now said to be about it. */
  async function find(
    kind: BodyKind,
    subjects: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string | undefined, readonly Versions[]>> {
    const told = await store.current(registry, kind, subjects, signal)
    const keys = new Set([...told.values()].flat().map(({ logicalKey }) => logicalKey))
    // Whatever else was told of the same things: that it is about another child, perhaps.
    const versions =
      keys.size > 0 ? await store.byKey(registry, kind, [...keys], signal) : new Map()
    return Map.groupBy(versions.values(), subjectOf)
  }

  return async ({ keys, parts, signal }) => {
    const subjects = keys.map((bsn) => indexOfChild(referenceKey, bsn))
    const [contracts, hours] = await Promise.all([
      parts.has('enrolments') ? find('contract', subjects, signal) : undefined,
      parts.has('attendance') ? find('hours', subjects, signal) : undefined,
    ])

    return subjects.map((subject) => {
      const own = contracts?.get(subject)
      const months = hours?.get(subject)
      if (!own && !months) return null
      return orMalformed(
        (): Partial<ChildcareRecord> => ({
          ...(own && { enrolments: toEnrolments(own) }),
          ...(months && { attendance: toAttendance(months, registry) }),
        }),
      )
    })
  }

  function toEnrolments(contracts: readonly Versions[]): ChildcareRecord['enrolments'] {
    return contracts
      .flatMap((versions) => {
        const id = indexOfContract(referenceKey, registry, versions[0]?.logicalKey ?? '')
        return toEnrolment(versions, id, registry) ?? []
      })
      .sort((a, b) => (a.from < b.from || (a.from === b.from && a.id < b.id) ? -1 : 1))
  }
}

/** The public register, as it was last delivered. */
export function deliveredLocations({ registry, store }: Delivered): LocationSource {
  return async (lrkIds, signal) => {
    const told = await store.byKey(registry, 'location' satisfies BodyKind, lrkIds, signal)
    return lrkIds.map((lrkId) => orMalformed(() => toLocation(told.get(lrkId) ?? [], registry)))
  }
}

/** What can't be read takes the place of its own record, and of no other. */
function orMalformed<T>(make: () => T): T | GraphError {
  try {
    return make()
  } catch (error) {
    if (error instanceof GraphError) return error
    throw error
  }
}
