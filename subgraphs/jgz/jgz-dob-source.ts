/**
 * Dossiers as transfer messages told of them: the port, over the delivery store.
 *
 * A message holds the whole of a dossier. So of one dossier the newest message counts, whenever it was delivered: what it
 * says of a contact replaces what an older one said, and what it no longer holds was withdrawn. A child that moved has a
 * dossier at each organisation; they add up, and of a contact that stands in both, what was told last counts.
 *
 * @module
 */

import {
  type Delivered,
  inOrder,
  orMalformed,
  parseBody,
  type Versions,
} from '../../connectors/delivered.ts'
import type { StoredRecord } from '../../connectors/delivery-store.ts'
import { type Indexed, isUnnamed } from '../../connectors/subject-index.ts'
import type { AsOf } from '../../schema/as-of.ts'
import { GraphError } from '../../schema/errors.ts'
import {
  compare,
  oldestElementFirst,
  oldestFirst,
  toCare,
  toConsent,
  toContact,
  toDevelopmentResult,
  toGrowthMeasurement,
  toHeelPrick,
  toObservation,
  toReferral,
  toVaccination,
  toVve,
} from './coded-parts.ts'
import { type BodyKind, type Coded, DossierBody, PARTS, PartBody } from './dossier-bodies.ts'
import { toSubjects } from './jgz-dob.ts'
import type { JgzPart, JgzRecord, JgzSource } from './source.ts'

export interface JgzDobOptions extends Indexed {
  readonly store: Delivered['store']
}

export function jgzDob({ registry, store, storeKey }: JgzDobOptions): JgzSource {
  return async ({ keys, parts, signal, asOf }) => {
    const subjectsOf = keys.map((key) => toSubjects(storeKey, key))
    const subjects = [...new Set(subjectsOf.flat())]
    const kinds: readonly BodyKind[] = ['dossier', ...parts]
    const told = new Map(
      await Promise.all(
        kinds.map(
          async (kind) =>
            [kind, await store.current(registry, kind, subjects, signal, asOf)] as const,
        ),
      ),
    )
    const moved = await findMoved(told.get('dossier'), signal, asOf)
    return subjectsOf.map((own) => {
      const still = own.filter((subject) => !moved.has(subject))
      const of = (kind: BodyKind) => inOrder(still.flatMap((one) => told.get(kind)?.get(one) ?? []))
      return orMalformed(() => toRecord(of, parts, registry))
    })
  }

  /** Who was told of without a BSN, and later with one: then it is found by that. */
  async function findMoved(
    dossiers: ReadonlyMap<string, Versions> | undefined,
    signal: AbortSignal,
    asOf: AsOf | undefined,
  ): Promise<ReadonlySet<string>> {
    const unnamed = [...(dossiers ?? [])].filter(([subject]) => isUnnamed(subject))
    const keys = unnamed.flatMap(([, rows]) => rows.map(({ logicalKey }) => logicalKey))
    if (keys.length === 0) return NONE
    const versions = await store.byKey(registry, 'dossier' satisfies BodyKind, keys, signal, asOf)
    const isMoved = ({ logicalKey, subject }: StoredRecord) =>
      whoseDossier(versions.get(logicalKey) ?? []) !== subject
    return new Set(unnamed.flatMap(([subject, rows]) => (rows.every(isMoved) ? [subject] : [])))
  }
}

const NONE: ReadonlySet<string> = new Set()

/** Whom a dossier is about: who sent it with a BSN knows it, also when it is sent without one later. */
export function whoseDossier(versions: Versions): string | undefined {
  const named = versions.findLast(({ subject }) => !isUnnamed(subject))
  return (named ?? versions.at(-1))?.subject
}

type Of = (kind: BodyKind) => Versions

function toRecord(
  of: Of,
  parts: ReadonlySet<JgzPart>,
  registry: string,
): Partial<JgzRecord> | null {
  const dossiers = of('dossier').map((row) => ({
    ...parseBody(DossierBody, row, registry),
    subject: row.subject,
  }))
  if (dossiers.length === 0) return null
  /** Of each dossier, the message that counts: they come oldest first. */
  const newest = new Map(dossiers.map(({ dossier, message }) => [dossier, message]))
  const counting = dossiers.filter(({ dossier, message }) => newest.get(dossier) === message)
  // Whose birth dates differ are two children under one number.
  for (const own of Map.groupBy(counting, ({ subject }) => subject).values()) {
    const births = own.flatMap(({ born }) => born ?? [])
    if (new Set(births).size > 1) throw new GraphError('RECORD_UNCERTAIN', { registry })
  }

  return Object.fromEntries(
    [...parts].map((part) => [part, read(part, standing(of(part), newest, registry), registry)]),
  )
}

interface Standing {
  readonly data: readonly unknown[]
  /** Since when it is told as it stands. */
  readonly recordedAt: string
}

/** What still stands of each thing, and in which order it was told. */
function standing(
  rows: Versions,
  newest: ReadonlyMap<string, string>,
  registry: string,
): readonly Standing[] {
  const byKey = Map.groupBy(rows, ({ logicalKey }) => logicalKey)
  return [...byKey.values()].flatMap((versions) => {
    const told = versions.map((row) => toTold(row, registry))
    const at = told.findLastIndex(({ dossier, message }) => newest.get(dossier) === message)
    const last = told[at]
    if (!last) return []
    const other = told.slice(0, at).findLastIndex(({ text }) => text !== last.text)
    return { data: last.data, recordedAt: told[other + 1]?.recordedAt ?? last.recordedAt }
  })
}

function toTold(row: StoredRecord, registry: string) {
  const { dossier, message, data } = parseBody(PartBody, row, registry)
  const recordedAt = row.recordedAt.toISOString()
  return { dossier, message, data, recordedAt, text: JSON.stringify(data) }
}

type Recorded<P extends JgzPart> = Coded[P] & { readonly recordedAt: string }

/** By part, from codes to what the graph tells. */
const READ: { readonly [P in JgzPart]: (told: readonly Recorded<P>[]) => JgzRecord[P] } = {
  contacts: (told) => told.map(toContact).sort(oldestFirst),
  growth: (told) =>
    told.map(toGrowthMeasurement).sort((a, b) => compare(a.measuredOn, b.measuredOn)),
  vaccinations: (told) => told.map(toVaccination).sort(oldestFirst),
  development: (told) =>
    told.flatMap((one) => toDevelopmentResult(one) ?? []).sort(oldestElementFirst),
  referrals: (told) => told.map(toReferral).sort(oldestFirst),
  vve: (told) => {
    const last = told.toSorted((a, b) => compare(a.date, b.date) || byClock(a, b)).at(-1)
    return last ? toVve(last) : null
  },
  newborn: (told) => told.toSorted(byClock).at(-1) ?? null,
  heelPricks: (told) => told.map(toHeelPrick).sort(oldestFirst),
  care: (told) => {
    const last = told.toSorted(byClock).at(-1)
    return last ? toCare(last) : null
  },
  consents: (told) => told.flatMap((one) => toConsent(one) ?? []).sort(oldestFirst),
  observations: (told) =>
    told.toSorted(oldestElementFirst).flatMap((one) => toObservation(one) ?? []),
}

function read<P extends JgzPart>(
  part: P,
  found: readonly Standing[],
  registry: string,
): JgzRecord[P] {
  const told = found.flatMap(({ data, recordedAt }) =>
    data.map((one) => {
      const { success, data: coded } = PARTS[part].safeParse(one)
      if (!success) throw new GraphError('REGISTRY_MALFORMED', { registry })
      return Object.assign(coded as Coded[P], { recordedAt })
    }),
  )
  return READ[part](told)
}

function byClock(a: { recordedAt: string }, b: { recordedAt: string }): number {
  return compare(a.recordedAt, b.recordedAt)
}
