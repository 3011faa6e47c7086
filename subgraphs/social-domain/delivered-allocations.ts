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
import type { StoredRecord } from '../../connectors/delivery-store.ts'
import type { Indexed } from '../../connectors/subject-index.ts'
import { type BodyKind, YouthHelpBody } from './delivered-bodies.ts'
import { keyOfAnswer, keyOfReturned } from './ijw-keys.ts'
import type { Told } from './rejected.ts'
import { replay } from './replay.ts'
import { replayRequests } from './replay-requests.ts'
import type { AllocationRecord, AllocationSource } from './source.ts'
import { toSubjects } from './subject-index.ts'

type Part = keyof AllocationRecord

const KIND: BodyKind = 'youth-help'

export function deliveredAllocations({
  registry,
  storeKey,
  store,
}: Delivered & Indexed): AllocationSource {
  return async ({ keys, parts, signal, asOf }) => {
    if (parts.size === 0) return keys.map(() => null)
    const subjectsOf = keys.map((key) => toSubjects(storeKey, key))
    const told = await store.current(registry, KIND, subjectsOf.flat(), signal, asOf)
    const around = await findAround([...told.values()].flat())
    return subjectsOf.map((of) =>
      orMalformed(() => {
        const own = of.flatMap((subject) => told.get(subject) ?? [])
        return toRecord(own, around, parts, registry)
      }),
    )

    /** What is about these records and names no child, by its key: answers, and how they were received. */
    async function findAround(
      records: readonly StoredRecord[],
    ): Promise<ReadonlyMap<string, Versions>> {
      const found = new Map<string, Versions>()
      let asked = new Set(records.flatMap(keysAround))
      // An answer may have been sent back in its turn.
      while (asked.size > 0) {
        const more = await store.byKey(registry, KIND, [...asked], signal, asOf)
        for (const [key, versions] of more) found.set(key, versions)
        asked = new Set([...more.values()].flat().flatMap(keysAround))
      }
      return found
    }
  }
}

/** What names no child is found from what does. Whatever cannot be read leads nowhere. */
function keysAround({ body }: StoredRecord): readonly string[] {
  const { success, data } = YouthHelpBody.safeParse(body)
  if (!success || data.told === 'returned') return []
  const ofMessage = data.message === undefined ? [] : [keyOfReturned(data.message)]
  if (data.told !== 'requested') return ofMessage
  const answer = keyOfAnswer(data.request)
  return [...ofMessage, answer, keyOfReturned(answer)]
}

function toRecord(
  records: Versions,
  around: ReadonlyMap<string, Versions>,
  parts: ReadonlySet<Part>,
  registry: string,
): Partial<AllocationRecord> | null {
  const messages = withAround(records, around).map(
    (record): Told => ({
      logicalKey: record.logicalKey,
      recordedAt: record.recordedAt.toISOString(),
      body: parseBody(YouthHelpBody, record, registry),
    }),
  )
  const allocations = parts.has('allocations') ? replay(messages) : []
  const requests = parts.has('requests') ? replayRequests(messages) : []
  if (allocations.length === 0 && requests.length === 0) return null
  return {
    ...(allocations.length > 0 && { allocations }),
    ...(requests.length > 0 && { requests }),
  }
}

/** All of it once, in the order in which it was told. */
function withAround(own: Versions, around: ReadonlyMap<string, Versions>): Versions {
  const all = new Map(own.map((record) => [record.id, record]))
  let keys = own.flatMap(keysAround)
  while (keys.length > 0) {
    const more = keys.flatMap((key) => around.get(key) ?? []).filter(({ id }) => !all.has(id))
    for (const record of more) all.set(record.id, record)
    keys = more.flatMap(keysAround)
  }
  return [...all.values()].sort(
    (a, b) => a.recordedAt.getTime() - b.recordedAt.getTime() || Number(a.id) - Number(b.id),
  )
}
