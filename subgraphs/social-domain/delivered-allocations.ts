/**
 * Youth help as iJw messages told of it: the port, over the delivery store.
 *
 * @module
 */

import {
  type Delivered,
  orMalformed,
  parseBody,
  type Versions,
} from '../../connectors/delivered.ts'
import type { Indexed } from '../../connectors/subject-index.ts'
import { type BodyKind, YouthHelpBody } from './delivered-bodies.ts'
import { replay } from './replay.ts'
import type { AllocationRecord, AllocationSource } from './source.ts'
import { indexOfChild } from './subject-index.ts'

export function deliveredAllocations({
  registry,
  referenceKey,
  store,
}: Delivered & Indexed): AllocationSource {
  return async ({ keys, parts, signal }) => {
    if (!parts.has('allocations')) return keys.map(() => null)
    const subjects = keys.map((bsn) => indexOfChild(referenceKey, bsn))
    const kind: BodyKind = 'youth-help'
    const told = await store.current(registry, kind, subjects, signal)
    return subjects.map((subject) => orMalformed(() => toRecord(told.get(subject) ?? [], registry)))
  }
}

function toRecord(records: Versions, registry: string): AllocationRecord | null {
  const messages = records.map((record) => ({
    logicalKey: record.logicalKey,
    recordedAt: record.recordedAt.toISOString(),
    body: parseBody(YouthHelpBody, record, registry),
  }))
  const allocations = replay(messages)
  return allocations.length > 0 ? { allocations } : null
}
