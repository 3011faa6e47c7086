/**
 * Youth help as iJw messages told of it: the port, over the delivery store.
 *
 * @module
 */

import type { DeliveryStore, StoredRecord } from '../../connectors/delivery-store.ts'
import { GraphError } from '../../schema/errors.ts'
import { type BodyKind, YouthHelpBody } from './delivered-bodies.ts'
import { replay, type Told } from './replay.ts'
import type { AllocationRecord, AllocationSource } from './source.ts'
import { type Indexed, indexOfChild } from './subject-index.ts'

export interface Delivered extends Indexed {
  readonly store: Pick<DeliveryStore, 'current' | 'byKey'>
}

export function deliveredAllocations({
  registry,
  referenceKey,
  store,
}: Delivered): AllocationSource {
  return async ({ keys, parts, signal }) => {
    if (!parts.has('allocations')) return keys.map(() => null)
    const subjects = keys.map((bsn) => indexOfChild(referenceKey, bsn))
    const kind: BodyKind = 'youth-help'
    const told = await store.current(registry, kind, subjects, signal)
    return subjects.map((subject) => toRecord(told.get(subject) ?? [], registry))
  }
}

/** What can't be read takes the place of its own record, and of no other. */
function toRecord(
  records: readonly StoredRecord[],
  registry: string,
): AllocationRecord | GraphError | null {
  const messages: Told[] = []
  for (const { logicalKey, recordedAt, body } of records) {
    const parsed = YouthHelpBody.safeParse(body)
    if (!parsed.success) return new GraphError('REGISTRY_MALFORMED', { registry })
    messages.push({ logicalKey, recordedAt: recordedAt.toISOString(), body: parsed.data })
  }
  const allocations = replay(messages)
  return allocations.length > 0 ? { allocations } : null
}
