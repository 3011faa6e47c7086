/**
 * One pregnancy out of several deliveries to Perined.
 *
 * Each institution that was responsible for a while sends its own, and sends it again when something was corrected. Of a
 * fact the latest that was told counts; that something is unknown takes nothing away from who knows it. What two
 * institutions tell differently stays side by side in {@link FoldedPregnancy.told} and {@link FoldedChild.told}.
 *
 * @module
 */

import { daysBetween } from './days.ts'
import type { KeptElement } from './perined-kernset-bodies.ts'
import {
  groupsOf,
  toKernsetChildren,
  toKernsetDelivery,
  toKernsetFeeding,
  toKernsetPregnancy,
} from './perined-kernset-facts.ts'
import type {
  Answer,
  Coded,
  KernsetChild,
  KernsetDelivery,
  KernsetFeeding,
  KernsetPregnancy,
  KernsetVisit,
} from './perined-kernset-message.ts'
import { NULL_FLAVOR } from './perined-kernset-value.ts'

/** A delivery, or the part of it that is about the mother or about the children. */
export interface Told {
  readonly source: string
  readonly mother: string | null
  readonly dossier: string
  readonly partus: string | null
  readonly recordedAt: string
  readonly elements: readonly KeptElement[]
}

export type Facts<T> = Omit<T, 'dossier' | 'partus' | 'bsn'>

export interface FoldedPregnancy {
  readonly pregnancy: Facts<KernsetPregnancy>
  readonly delivery: Facts<KernsetDelivery>
  readonly children: readonly FoldedChild[]
  /** Blind indexes: one, as a rule. */
  readonly mothers: readonly string[]
  /** The numbers under which it was told, the first one first. */
  readonly dossiers: readonly string[]
  /** What was told of the mother, oldest first. */
  readonly told: readonly Told[]
}

export interface FoldedChild {
  /** Of its own BSN, where one was told. */
  readonly index: string | null
  readonly facts: Facts<KernsetChild>
  readonly feeding: readonly KernsetFeeding[]
  /** What was told of this child, oldest first. */
  readonly told: readonly Pick<Told, 'source' | 'elements'>[]
}

/** Both in the order in which they were told. */
export function foldPregnancies(
  ofMother: readonly Told[],
  ofChildren: readonly Told[],
): readonly FoldedPregnancy[] {
  return group([...ofMother, ...ofChildren]).map((together) => {
    const mother = ofMother.filter((told) => together.has(told))
    const children = ofChildren.filter((told) => together.has(told))
    const all = [...mother, ...children].map(({ elements }) => elements)
    return {
      pregnancy: foldPregnancy(all.map(toKernsetPregnancy)),
      delivery: latest(all.map(toKernsetDelivery)),
      children: foldChildren(children),
      mothers: [...new Set([...together].flatMap((told) => told.mother ?? []))],
      dossiers: [...new Set([...mother, ...children].map(({ dossier }) => dossier))],
      told: mother,
    }
  })
}

/** Two pregnancies of one woman do not end within so many days of each other. */
const APART_DAYS = 42

function group(all: readonly Told[]): readonly ReadonlySet<Told>[] {
  return all.reduce<readonly ReadonlySet<Told>[]>((groups, told) => {
    const own = groups.filter((others) => [...others].some((other) => isOfSame(told, other)))
    const joined = new Set([...own.flatMap((others) => [...others]), told])
    return [...groups.filter((others) => !own.includes(others)), joined]
  }, [])
}

/**
 * By the number of the dossier, which the standard has follow the pregnancy. As systems also number it anew: of one
 * woman, by the number of the delivery or by the due date, where those do not contradict each other.
 */
function isOfSame(a: Told, b: Told): boolean {
  if (a.dossier === b.dossier) return true
  if (a.mother === null || a.mother !== b.mother) return false
  const [one, other] = [a, b].map(({ elements }) => toKernsetPregnancy(elements).dueDate)
  if (one && other) return Math.abs(daysBetween(one, other)) <= APART_DAYS
  return a.partus !== null && a.partus === b.partus
}

function foldPregnancy(versions: readonly KernsetPregnancy[]): Facts<KernsetPregnancy> {
  const byDay = Map.groupBy(
    versions.flatMap(({ visits }) => visits),
    ({ date }) => date,
  )
  const visits = [...byDay.values()].map((own): KernsetVisit => latest(own))
  return {
    ...latest(versions),
    visits: visits.sort((a, b) => ((a.date ?? '') < (b.date ?? '') ? -1 : 1)),
  }
}

interface ChildVersion {
  readonly index: string | null
  readonly facts: KernsetChild
  readonly feeding: readonly KernsetFeeding[]
  readonly isOnly: boolean
  readonly told: Pick<Told, 'source' | 'elements'>
}

function foldChildren(all: readonly Told[]): readonly FoldedChild[] {
  const versions = all.flatMap(toVersions)
  const children: ChildVersion[][] = []
  // Who has a number first, so that who has none finds them.
  for (const one of [...versions.filter(hasIndex), ...versions.filter((it) => !hasIndex(it))]) {
    const own = children.filter((others) => others.some((other) => isSameChild(one, other)))
    if (own.length === 1) own[0]?.push(one)
    else children.push([one])
  }
  return children.map((own) => {
    const inOrder = versions.filter((one) => own.includes(one))
    return {
      index: inOrder.findLast(hasIndex)?.index ?? null,
      facts: foldChild(inOrder.map(({ facts }) => facts)),
      feeding: dedupe(inOrder.flatMap(({ feeding }) => feeding)),
      told: inOrder.map(({ told }) => told),
    }
  })
}

function toVersions({ source, elements }: Told): readonly ChildVersion[] {
  const groups = groupsOf(elements, 'uitkomst_per_kind')
  const feeding = toKernsetFeeding(elements)
  return toKernsetChildren(elements).map((facts, i) => {
    const own = groups[i] ?? []
    const isOnly = groups.length === 1
    const isFed = ({ rank }: KernsetFeeding) => (rank === null ? isOnly : rank === facts.rank)
    return {
      index: own.find(({ number }) => number === '40010')?.value ?? null,
      facts,
      feeding: feeding.filter(isFed),
      isOnly: isOnly && (toKernsetDelivery(elements).childrenBorn ?? 1) <= 1,
      told: { source, elements: own },
    }
  })
}

function isSameChild(a: ChildVersion, b: ChildVersion): boolean {
  if (a.index !== null && b.index !== null) return a.index === b.index
  if (a.facts.rank !== null && b.facts.rank !== null) return a.facts.rank === b.facts.rank
  return a.isOnly && b.isOnly
}

function hasIndex({ index }: ChildVersion): boolean {
  return index !== null
}

function foldChild(versions: readonly KernsetChild[]): KernsetChild {
  return { ...latest(versions), death: latest(versions.map(({ death }) => death)) }
}

function dedupe(feeding: readonly KernsetFeeding[]): readonly KernsetFeeding[] {
  const byDay = new Map(feeding.map((one) => [one.date, one]))
  return [...byDay.values()].sort((a, b) => ((a.date ?? '') < (b.date ?? '') ? -1 : 1))
}

/** Of each fact the latest that was told; of lists too. There is at least one version. */
function latest<T extends object>(versions: readonly T[]): T {
  const keys = new Set(versions.flatMap((version) => Object.keys(version))) as Set<keyof T>
  const facts = [...keys].map((key) => {
    const told = versions.map((version) => version[key])
    return [key, told.findLast(isKnown) ?? told.findLast((one) => one !== null) ?? null]
  })
  return Object.fromEntries(facts) as T
}

function isKnown(fact: unknown): boolean {
  if (fact === null || fact === undefined) return false
  if (Array.isArray(fact)) return fact.length > 0
  if (typeof fact !== 'object') return true
  return isCoded(fact) ? fact.system !== NULL_FLAVOR : !isAnswer(fact) || fact.value !== null
}

function isCoded(fact: object): fact is Coded {
  return 'system' in fact && 'code' in fact
}

function isAnswer(fact: object): fact is Answer {
  return 'unknown' in fact
}
