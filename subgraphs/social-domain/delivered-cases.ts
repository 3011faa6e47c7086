/**
 * Cases as the lists of the neighbourhood teams told of them: the port, over the delivery store.
 *
 * @module
 */

import type { StoredRecord } from '../../connectors/delivery-store.ts'
import { GraphError } from '../../schema/errors.ts'
import { labelOf } from './codes.ts'
import type { Delivered } from './delivered-allocations.ts'
import { type BodyKind, CaseBody } from './delivered-bodies.ts'
import type { NeighbourhoodTeamCase } from './neighbourhood-team-case.ts'
import type { CaseRecord, CaseSource } from './source.ts'
import { indexOfChild } from './subject-index.ts'

/** Of one case, oldest first. */
type Versions = readonly StoredRecord[]

const KIND: BodyKind = 'case'

export function deliveredCases({ registry, referenceKey, store }: Delivered): CaseSource {
  return async ({ keys, parts, signal }) => {
    if (!parts.has('cases')) return keys.map(() => null)
    const subjects = keys.map((bsn) => indexOfChild(referenceKey, bsn))
    const told = await store.current(registry, KIND, subjects, signal)
    const cases = [...new Set([...told.values()].flat().map(({ logicalKey }) => logicalKey))]
    // Whatever else was told of the same cases: that one is about another child, perhaps.
    const versions =
      cases.length > 0
        ? await store.byKey(registry, KIND, cases, signal)
        : new Map<string, Versions>()
    const bySubject = Map.groupBy(versions.values(), (own) => own.at(-1)?.subject)
    return subjects.map((subject) => toRecord(bySubject.get(subject) ?? [], registry))
  }
}

/** What can't be read takes the place of its own record, and of no other. */
function toRecord(cases: readonly Versions[], registry: string): CaseRecord | GraphError | null {
  if (cases.length === 0) return null
  try {
    return {
      cases: cases
        .map((versions) => toCase(versions, registry))
        .sort((a, b) =>
          a.openedOn < b.openedOn || (a.openedOn === b.openedOn && a.id < b.id) ? -1 : 1,
        ),
    }
  } catch (error) {
    if (error instanceof GraphError) return error
    throw error
  }
}

function toCase(versions: Versions, registry: string): NeighbourhoodTeamCase {
  const told = versions.map(({ logicalKey, recordedAt, body }) => {
    const { success, data } = CaseBody.safeParse(body)
    if (!success) throw new GraphError('REGISTRY_MALFORMED', { registry })
    return { id: logicalKey, recordedAt: recordedAt.toISOString(), ...data }
  })
  const latest = told.at(-1)
  if (!latest) throw new GraphError('REGISTRY_MALFORMED', { registry })
  const since = (isSame: (other: CaseBody) => boolean) => {
    const other = told.findLastIndex((version) => !isSame(version))
    return told[other + 1]?.recordedAt ?? latest.recordedAt
  }
  const { kindOfHelp, ...known } = latest
  return {
    ...known,
    kindOfHelpCode: kindOfHelp,
    kindOfHelpLabel: labelOf('HULPVORM', kindOfHelp),
    openedRecordedAt: since(({ openedOn }) => openedOn === latest.openedOn),
    closedRecordedAt:
      latest.closedOn === null ? null : since(({ closedOn }) => closedOn === latest.closedOn),
  }
}
