/**
 * Births and pregnancies as they were delivered to Perined: the port, over the delivery store.
 *
 * A child is found by its own number, else by its mother and the day of its birth. A pregnancy is found by way of a
 * mother, and which of hers it is by the births in it; so births are read for it too.
 *
 * @module
 */

import { type Delivered, orMalformed, parseBody } from '../../connectors/delivered.ts'
import type { StoredRecord } from '../../connectors/delivery-store.ts'
import type { StoreKey } from '../../connectors/subject-index.ts'
import { GraphError } from '../../schema/errors.ts'
import { daysBetween, isDay } from './days.ts'
import { type ChildAddress, nameOfChild, readChildKey } from './perined-kernset-address.ts'
import { BirthBody, type BodyKind, PregnancyBody } from './perined-kernset-bodies.ts'
import {
  type FoldedChild,
  type FoldedPregnancy,
  foldPregnancies,
  type Told,
} from './perined-kernset-fold.ts'
import { dayOf, isStillborn, toBirth, toOutcome, toPregnancy } from './perined-kernset-mapping.ts'
import { indexOf } from './perined-kernset-records.ts'
import type { BirthCareRecord, BirthCareSource } from './source.ts'

interface PerinedKernsetOptions extends Delivered {
  readonly storeKey: StoreKey
}

type Part = keyof BirthCareRecord
type Stored = ReadonlyMap<string, readonly StoredRecord[]>

export function perinedKernset(options: PerinedKernsetOptions): BirthCareSource {
  const { registry, store, storeKey } = options
  const BIRTH: BodyKind = 'birth'
  const CHILD: BodyKind = 'child'
  const PREGNANCY: BodyKind = 'pregnancy'

  return async ({ keys, parts, signal, asOf }) => {
    const current = (kind: BodyKind, subjects: readonly string[]): Promise<Stored> =>
      store.current(registry, kind, subjects, signal, asOf)
    const byKey = async (kind: BodyKind, dossiers: readonly string[]): Promise<Stored> =>
      dossiers.length > 0 ? store.byKey(registry, kind, [...new Set(dossiers)], signal, asOf) : NONE
    const sought = keys.map(
      ({ bsn, mothers, birthDate, records = [] }): Sought => ({
        own: bsn && indexOf(storeKey, bsn),
        mothers: mothers.map((mother) => indexOf(storeKey, mother)),
        birthDate,
        addresses: records.flatMap((record) => readChildKey(record) ?? []),
      }),
    )
    const mothers = [...new Set(sought.flatMap((one) => one.mothers))]
    const addressed = sought.flatMap(({ addresses }) => addresses.map(({ dossier }) => dossier))
    const [born, ofMothers, pregnancies, toldOfAddressed] = await Promise.all([
      current(CHILD, [...new Set(sought.flatMap(({ own }) => own ?? []))]),
      current(BIRTH, mothers),
      parts.has('pregnancy') ? current(PREGNANCY, mothers) : NONE,
      byKey(PREGNANCY, addressed),
    ])
    const dossiersOf = ({ own, addresses }: Sought) => {
      const ofOwn = own === null ? [] : (born.get(own) ?? [])
      return new Set([
        ...ofOwn.map(({ logicalKey }) => logicalKey),
        ...addresses.map(({ dossier }) => dossier),
      ])
    }
    const byDossier = await byKey(
      BIRTH,
      sought.flatMap((one) => [...dossiersOf(one)]),
    )

    return sought.map((one) =>
      orMalformed(() => {
        const births = [
          ...one.mothers.flatMap((mother) => ofMothers.get(mother) ?? []),
          ...[...dossiersOf(one)].flatMap((dossier) => byDossier.get(dossier) ?? []),
        ]
        const told = [
          ...one.mothers.flatMap((mother) => pregnancies.get(mother) ?? []),
          ...one.addresses.flatMap(({ dossier }) => toldOfAddressed.get(dossier) ?? []),
        ]
        return toRecord(
          foldPregnancies(
            inOrder(told).map((record) => toTold(record, PregnancyBody, registry)),
            inOrder(births).map((record) => toTold(record, BirthBody, registry)),
          ),
          one,
          parts,
          registry,
        )
      }),
    )
  }
}

const NONE: Stored = new Map()

/** Each once, in the order in which they were told. */
export function inOrder(records: readonly StoredRecord[]): readonly StoredRecord[] {
  const once = [...new Map(records.map((record) => [record.id, record])).values()]
  return once.sort(
    (a, b) =>
      a.recordedAt.getTime() - b.recordedAt.getTime() || (BigInt(a.id) < BigInt(b.id) ? -1 : 1),
  )
}

export function toTold(
  record: StoredRecord,
  schema: typeof BirthBody | typeof PregnancyBody,
  registry: string,
): Told {
  const { source, mother, dossier, partus, elements } = parseBody<BirthBody>(
    schema,
    record,
    registry,
  )
  return { source, mother, dossier, partus, elements, recordedAt: record.recordedAt.toISOString() }
}

interface Sought {
  /** Null for who has no number: who is found by an address only. */
  readonly own: string | null
  readonly mothers: readonly string[]
  readonly birthDate: string | null
  readonly addresses: readonly ChildAddress[]
}

interface Found {
  readonly pregnancy: FoldedPregnancy
  readonly child: FoldedChild
}

function toRecord(
  pregnancies: readonly FoldedPregnancy[],
  sought: Sought,
  parts: ReadonlySet<Part>,
  registry: string,
): Partial<BirthCareRecord> | null {
  const addressed = findAddressed(pregnancies, sought)
  const found =
    addressed?.child ?? (sought.own === null ? undefined : findChild(pregnancies, sought, registry))
  const pregnancy =
    found?.pregnancy ?? addressed?.pregnancy ?? findPregnancy(pregnancies, sought, registry)
  if (!pregnancy) return null
  // After an adoption the mother's record is not shown by way of the child; who is not born has nobody else.
  const isHers =
    sought.own === null || pregnancy.mothers.some((mother) => sought.mothers.includes(mother))
  if (!found && !isHers) return null
  return {
    ...(parts.has('birth') && {
      birth: found ? toBirth(pregnancy, found.child, isHers) : null,
    }),
    ...(parts.has('pregnancy') && { pregnancy: isHers ? toPregnancy(pregnancy) : null }),
  }
}

interface Addressed {
  readonly pregnancy: FoldedPregnancy
  /** Undefined for who is not born yet, and for who has a number that is not the one asked for. */
  readonly child: Found | undefined
}

function findAddressed(
  pregnancies: readonly FoldedPregnancy[],
  { own, addresses }: Sought,
): Addressed | undefined {
  for (const { dossier, child: name } of addresses) {
    const pregnancy = pregnancies.find(({ dossiers }) => dossiers.includes(dossier))
    if (pregnancy === undefined) continue
    const child = pregnancy.children.find((one, i) => nameOfChild(one, i) === name)
    const isOther = own !== null && child?.index !== null && child?.index !== own
    return { pregnancy, child: child && !isOther ? { pregnancy, child } : undefined }
  }
  return undefined
}

/** By its own number; else who was born to its mother on that day, is nobody else, and was born alive. */
function findChild(
  pregnancies: readonly FoldedPregnancy[],
  { own, mothers, birthDate }: Sought,
  registry: string,
): Found | undefined {
  const all = pregnancies.flatMap((pregnancy) =>
    pregnancy.children.map((child): Found => ({ pregnancy, child })),
  )
  const byNumber = own === null ? undefined : all.find(({ child }) => child.index === own)
  if (byNumber) return byNumber
  if (!isDay(birthDate)) return undefined
  const possible = all.filter(
    ({ pregnancy, child }) =>
      child.index === null &&
      dayOf(child.facts.bornAt) === birthDate &&
      pregnancy.mothers.some((mother) => mothers.includes(mother)) &&
      !isStillborn(child),
  )
  if (possible.length > 1) throw new GraphError('RECORD_UNCERTAIN', { registry })
  return possible[0]
}

/** A child is born from 17 weeks before until 4 weeks after its due date. */
const EARLIEST_DAYS = -17 * 7
const LATEST_DAYS = 4 * 7

/** Where its birth was not told: the one whose due date fits, and of which no other child was born on another day. */
function findPregnancy(
  pregnancies: readonly FoldedPregnancy[],
  { birthDate }: Sought,
  registry: string,
): FoldedPregnancy | undefined {
  if (!isDay(birthDate)) return undefined
  const fitting = pregnancies.filter((folded) => {
    const { dueDate } = folded.pregnancy
    if (dueDate === null) return false
    const days = daysBetween(dueDate, birthDate)
    if (days < EARLIEST_DAYS || days > LATEST_DAYS) return false
    if (!['LIVE_BIRTH', 'UNKNOWN'].includes(toOutcome(folded))) return false
    return folded.children.every(({ facts }) => dayOf(facts.bornAt) === birthDate)
  })
  if (fitting.length > 1) throw new GraphError('RECORD_UNCERTAIN', { registry })
  return fitting[0]
}
