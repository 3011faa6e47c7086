/**
 * What a registry tells now of pregnancies, laid over what was known of them: pure.
 *
 * @module
 */

import type { RegisteredFetus, RegisteredPregnancy } from '../pregnancies.ts'
import { daysBetween } from './carried-child.ts'
import {
  isLost,
  newId,
  type StoredFetus,
  type StoredPregnancy,
  spelled,
  toBsn,
} from './pregnancy-rows.ts'

export interface MergedPregnancy extends StoredPregnancy {
  readonly children: readonly MergedFetus[]
}

export interface MergedFetus extends StoredFetus {
  /** Nobody was given its id yet. */
  readonly isNew: boolean
  /** By what its record was read before, where that changed. */
  readonly keyBefore: string | null
}

/** `known`: every pregnancy of the women whom this is about. What is told again changes nothing. */
export function mergePregnancies(
  told: readonly RegisteredPregnancy[],
  known: readonly StoredPregnancy[],
  indexOf: (digits: string) => string | null,
): readonly MergedPregnancy[] {
  const all = new Map(known.map((one) => [one.id, unchanged(one)]))
  const byKey = new Map([...all.values()].map((one) => [nameOf(one), one.id]))
  for (const one of told) {
    const { bsn, index } = one.mother
    const motherBsn = bsn === null ? undefined : toBsn(bsn)
    const motherIndex = index ?? (bsn === null ? null : indexOf(bsn))
    const before = all.get(byKey.get(nameOf(one)) ?? '')
    const own = {
      registry: one.registry,
      key: one.key,
      // Once known, a mother stays known: a delivery store has but an index of her.
      motherBsn: motherBsn ?? before?.motherBsn,
      motherIndex: motherIndex ?? before?.motherIndex ?? null,
      dueOn: one.dueDate,
      endedOn: one.endedOn,
      outcome: one.outcome,
      lost: one.fetuses.filter(({ outcome }) => isLost(outcome)).length,
    }
    const mother = own.motherBsn
      ? spelled.bsn(own.motherBsn.reveal())
      : own.motherIndex === null
        ? null
        : spelled.index(own.motherIndex)
    const id = before?.id ?? newId()
    const sameAs = before ? before.sameAs : sameElsewhere({ ...own, mother }, [...all.values()])
    const children = sameAs === null ? mergeFetuses(one.fetuses, before?.children ?? []) : []
    all.set(id, { ...own, id, mother, sameAs, children })
    byKey.set(nameOf(one), id)
  }
  return [...all.values()]
}

function unchanged(known: StoredPregnancy): MergedPregnancy {
  const children = known.children.map((one) => ({ ...one, isNew: false, keyBefore: null }))
  return { ...known, children }
}

function nameOf({ registry, key }: { readonly registry: string; readonly key: string }): string {
  return `${registry}\n${key}`
}

/** Two pregnancies of one woman do not end within so many days of each other. */
const APART_DAYS = 42

/** What another registry told of the same pregnancy: a child has one id, whoever tells of it. */
function sameElsewhere(
  one: Omit<StoredPregnancy, 'id' | 'children' | 'sameAs'>,
  all: readonly StoredPregnancy[],
): string | null {
  const same = all.filter(
    (other) =>
      other.sameAs === null &&
      other.registry !== one.registry &&
      isSameWoman(one, other) &&
      isSameTime(one, other),
  )
  return same.length === 1 ? (same[0]?.id ?? null) : null
}

type Woman = Pick<StoredPregnancy, 'motherBsn' | 'motherIndex'>

function isSameWoman(one: Woman, other: Woman): boolean {
  if (one.motherBsn && other.motherBsn) return one.motherBsn.reveal() === other.motherBsn.reveal()
  return one.motherIndex !== null && one.motherIndex === other.motherIndex
}

type When = Pick<StoredPregnancy, 'dueOn' | 'endedOn'>

function isSameTime(one: When, other: When): boolean {
  if (one.endedOn && other.endedOn) return Math.abs(daysBetween(one.endedOn, other.endedOn)) <= 1
  if (!one.dueOn || !other.dueOn) return false
  return Math.abs(daysBetween(one.dueOn, other.dueOn)) <= APART_DAYS
}

/**
 * By the name that the registry gives it. Of whom only was said that it is there, the first who is told is the one.
 */
function mergeFetuses(
  told: readonly RegisteredFetus[],
  known: readonly MergedFetus[],
): readonly MergedFetus[] {
  const left = new Set(known)
  const matched = new Map<RegisteredFetus, MergedFetus>()
  for (const one of told) {
    const own = known.find(({ name }) => name === one.id)
    if (own === undefined) continue
    matched.set(one, own)
    left.delete(own)
  }
  const free = told.filter((one) => !matched.has(one)).sort(inOrder)
  for (const one of free) {
    const [first] = [...left].filter(({ name }) => isNameless(name) || isNameless(one.id))
    if (first === undefined) continue
    matched.set(one, first)
    left.delete(first)
  }
  let place = Math.max(0, ...known.map((one) => one.place))
  const merged = [...told].sort(inOrder).flatMap((one): MergedFetus[] => {
    const before = matched.get(one)
    // Who was lost before anybody was told of it is nobody's child.
    if (before === undefined && isLost(one.outcome)) return []
    place += before ? 0 : 1
    return [toMerged(one, before, place)]
  })
  const gone = [...left].map(
    (one): MergedFetus =>
      one.person === null && isNameless(one.name) && told.length > 0
        ? { ...one, outcome: 'RETRACTED', isLost: true }
        : one,
  )
  return [...merged, ...gone].sort((a, b) => a.place - b.place)
}

function toMerged(
  told: RegisteredFetus,
  before: MergedFetus | undefined,
  place: number,
): MergedFetus {
  const { id, key, outcome, child, bornOn, bornAt, rank, sex, weightGrams, givenNames } = told
  const number =
    child.bsn !== null
      ? spelled.bsn(child.bsn)
      : child.index === null
        ? null
        : spelled.index(child.index)
  return {
    id: before?.id ?? newId(),
    place: before?.place ?? place,
    name: id,
    // A person whom the register knows was born, whatever birth care has yet to write down.
    outcome: before && before.person !== null && !isLost(outcome) ? 'LIVE_BIRTH' : outcome,
    isLost: isLost(outcome),
    person: before?.person ?? null,
    answeredBy: before?.answeredBy ?? null,
    isNew: before?.isNew ?? true,
    keyBefore: before && before.key !== key ? before.key : null,
    ...{ key, number, bornOn, bornAt, rank, sex, weightGrams, givenNames },
  }
}

function isNameless(name: string): boolean {
  return name.startsWith('#')
}

function inOrder(a: RegisteredFetus, b: RegisteredFetus): number {
  return (a.rank ?? Infinity) - (b.rank ?? Infinity) || (a.id < b.id ? -1 : 1)
}
