/**
 * Cases as the lists of the neighbourhood teams told of them: the port, over the delivery store.
 *
 * @module
 */

import {
  type Delivered,
  findVersions,
  orMalformed,
  parseBody,
  toldSince,
  type Versions,
} from '../../connectors/delivered.ts'
import type { Indexed } from '../../connectors/subject-index.ts'
import { labelOf } from './codes.ts'
import { type BodyKind, CaseBody } from './delivered-bodies.ts'
import type { NeighbourhoodTeamCase } from './neighbourhood-team-case.ts'
import type { CaseSource } from './source.ts'
import { toSubjects } from './subject-index.ts'

const KIND: BodyKind = 'case'

export function deliveredCases(delivered: Delivered & Indexed): CaseSource {
  const { registry, storeKey } = delivered
  return async ({ keys, parts, signal, asOf }) => {
    if (!parts.has('cases')) return keys.map(() => null)
    const subjectsOf = keys.map((key) => toSubjects(storeKey, key))
    const subjects = subjectsOf.flat()
    const found = await findVersions(delivered, KIND, subjects, subjectOf, signal, asOf)
    return subjectsOf.map((of) => {
      const own = of.flatMap((subject) => found.get(subject) ?? [])
      return own.length > 0 ? orMalformed(() => ({ cases: toCases(own, registry) })) : null
    })
  }
}

/** Whom a case is about, as it was last told: also that it is not known any more. */
export function subjectOf(versions: Versions): string | undefined {
  return versions.at(-1)?.subject
}

function toCases(cases: readonly Versions[], registry: string): readonly NeighbourhoodTeamCase[] {
  return cases
    .flatMap((versions) => toCase(versions, registry) ?? [])
    .sort((a, b) =>
      a.openedOn < b.openedOn || (a.openedOn === b.openedOn && a.id < b.id) ? -1 : 1,
    )
}

function toCase(versions: Versions, registry: string): NeighbourhoodTeamCase | null {
  const told = versions.map((record) => ({
    id: record.logicalKey,
    recordedAt: record.recordedAt.toISOString(),
    ...parseBody(CaseBody, record, registry),
  }))
  const latest = told.at(-1)
  if (!latest) return null
  const since = (isSame: (other: CaseBody) => boolean) =>
    toldSince(told, isSame) ?? latest.recordedAt
  const { kindOfHelp, person: _, ...known } = latest
  return {
    ...known,
    kindOfHelpCode: kindOfHelp,
    kindOfHelpLabel: labelOf('HULPVORM', kindOfHelp),
    openedRecordedAt: since(({ openedOn }) => openedOn === latest.openedOn),
    closedRecordedAt:
      latest.closedOn === null ? null : since(({ closedOn }) => closedOn === latest.closedOn),
  }
}
