/**
 * Which newborn of the population register is which child of a pregnancy: pure.
 *
 * Two rules. P1: birth care recorded the number that the newborn has. P2: the same mother, born on the day that birth
 * care recorded, or where none is recorded at a time that fits the due date; and of several children of one birth no
 * other way to say who is who. What those rules leave open stays open, for a person: twins are never guessed.
 *
 * @module
 */

import {
  type CarriedChild,
  type CarriedTogether,
  fits,
  isNamesake,
  type Newborn,
} from './carried-child.ts'
import type { PromotionWeight } from './promotion-evidence.ts'
import { evidenceOf } from './promotion-evidence.ts'

/** A rule that decides otherwise than it did gets another version. */
export const PROMOTION_RULES = {
  P1: { version: 1, about: 'Birth care recorded the BSN of the newborn.' },
  P2: {
    version: 1,
    about:
      'The same mother, and the recorded day of birth or a day that fits the due date; every way to tell the children of that birth apart agrees.',
  },
} as const

export type PromotionRule = keyof typeof PROMOTION_RULES

/** What a person decided about a pair. */
export interface PromotionDecision {
  readonly child: string
  readonly person: string
  readonly verdict: 'LINK' | 'NOT_LINK'
}

export interface Pairing {
  /** The id of the child. */
  readonly child: string
  readonly person: string
  /** Levels and weights, and no value of anybody. */
  readonly evidence: readonly PromotionWeight[]
}

export interface Promotion extends Pairing {
  /** Null where a person decided. */
  readonly rule: PromotionRule | null
}

export type DoubtReason =
  /** Of several children of one birth it could be more than one. */
  | 'NOT_TOLD_APART'
  /** More than one pregnancy of the mother fits. */
  | 'TWO_PREGNANCIES'
  /** What birth care recorded of the child speaks against it. */
  | 'CONTRADICTION'

export interface Doubt extends Pairing {
  readonly reason: DoubtReason
}

export interface Promoted {
  readonly promotions: readonly Promotion[]
  /** For a person to decide. */
  readonly doubts: readonly Doubt[]
}

export function promote(
  pregnancies: readonly CarriedTogether[],
  newborns: readonly Newborn[],
  decisions: readonly PromotionDecision[] = [],
): Promoted {
  const promotions: Promotion[] = []
  const doubts: Doubt[] = []
  const found = new Set<string>()
  const taken = new Set<string>()
  const all = pregnancies.flatMap((pregnancy) =>
    pregnancy.children.map((child) => ({ pregnancy, child })),
  )
  for (const { child } of all) {
    if (child.person === null) continue
    found.add(child.id)
    taken.add(child.person)
  }
  const mayBe = (child: CarriedChild, { person }: Newborn) =>
    !decisions.some(
      (made) => made.verdict === 'NOT_LINK' && made.child === child.id && made.person === person,
    )
  const settle = (rule: Promotion['rule'], pair: Pair) => {
    found.add(pair.child.id)
    taken.add(pair.newborn.person)
    promotions.push({ ...toPairing(pair), rule })
  }
  const isOpen = ({ child, newborn }: Pair) =>
    !child.isLost && !found.has(child.id) && !taken.has(newborn.person)

  for (const { child: id, person, verdict } of decisions) {
    const own = all.find(({ child }) => child.id === id)
    const newborn = newborns.find((one) => one.person === person)
    if (verdict === 'LINK' && own && newborn && isOpen({ ...own, newborn })) {
      settle(null, { ...own, newborn })
    }
  }

  for (const own of all) {
    const same = newborns.filter((newborn) => newborn.numbers.includes(own.child.number ?? ''))
    for (const newborn of same) {
      const pair = { ...own, newborn }
      if (!isOpen(pair) || !mayBe(own.child, newborn)) continue
      if (isContradicted(pair)) doubts.push({ ...toPairing(pair), reason: 'CONTRADICTION' })
      else settle('P1', pair)
    }
  }

  const doubted = new Set(doubts.map(({ person }) => person))
  const open = newborns.filter(({ person }) => !taken.has(person) && !doubted.has(person))
  const byPregnancy = new Map<CarriedTogether, Newborn[]>()
  for (const newborn of open) {
    const own = pregnancies.filter(({ mother }) => mother && newborn.mothers.includes(mother))
    const fitting = own.filter((pregnancy) => fits(pregnancy, newborn) === 'recorded')
    const possible =
      fitting.length > 0
        ? fitting
        : own.filter((pregnancy) => fits(pregnancy, newborn) === 'expected')
    const [only, ...others] = possible
    if (only !== undefined && others.length === 0) {
      byPregnancy.set(only, [...(byPregnancy.get(only) ?? []), newborn])
    } else {
      const pairs = possible.flatMap((pregnancy) =>
        pregnancy.children.map((child) => ({ pregnancy, child, newborn })),
      )
      for (const pair of pairs.filter(isOpen)) {
        doubts.push({ ...toPairing(pair), reason: 'TWO_PREGNANCIES' })
      }
    }
  }

  for (const [pregnancy, together] of byPregnancy) {
    const children = pregnancy.children.filter(({ id, isLost }) => !isLost && !found.has(id))
    const told = tellApart(children, together, mayBe)
    for (const { child, newborn, isSure } of told.pairs) {
      const pair = { pregnancy, child, newborn }
      if (isSure) settle('P2', pair)
      else doubts.push({ ...toPairing(pair), reason: told.reason })
    }
  }
  return { promotions, doubts }
}

interface Pair {
  readonly pregnancy: CarriedTogether
  readonly child: CarriedChild
  readonly newborn: Newborn
}

function toPairing(pair: Pair): Pairing {
  const { child, newborn } = pair
  return { child: child.id, person: newborn.person, evidence: evidenceOf(pair) }
}

/** A number is believed unless day and sex both speak against it. */
function isContradicted({ child, newborn }: Pair): boolean {
  return child.bornOn !== null && child.bornOn !== newborn.birthDate && isOtherSex(child, newborn)
}

interface ToldApart {
  readonly pairs: readonly {
    readonly child: CarriedChild
    readonly newborn: Newborn
    readonly isSure: boolean
  }[]
  readonly reason: DoubtReason
}

/** More children of one birth than anybody can try out. */
const MOST = 6

/**
 * Every way to give each newborn a child that nothing speaks against. Where all ways agree about a newborn, that is who
 * it is.
 */
function tellApart(
  children: readonly CarriedChild[],
  newborns: readonly Newborn[],
  mayBe: (child: CarriedChild, newborn: Newborn) => boolean,
): ToldApart {
  const agree = (child: CarriedChild, newborn: Newborn) =>
    mayBe(child, newborn) &&
    !speaksAgainst(child, newborn) &&
    !isNamedOtherwise(child, newborn, children, newborns)
  const pairs = (isSure: boolean, those: (c: CarriedChild, n: Newborn) => boolean) =>
    newborns.flatMap((newborn) =>
      children
        .filter((child) => those(child, newborn))
        .map((child) => ({ child, newborn, isSure })),
    )
  if (newborns.length > children.length || children.length > MOST) {
    return { pairs: pairs(false, mayBe), reason: 'NOT_TOLD_APART' }
  }
  const ways = waysOf(children, newborns, agree)
  const [first] = ways
  if (first === undefined) return { pairs: pairs(false, mayBe), reason: 'CONTRADICTION' }
  const sure = new Map(
    newborns.flatMap((newborn, i) =>
      ways.every((way) => way[i] === first[i]) ? [[newborn, first[i]]] : [],
    ),
  )
  return {
    pairs: [
      ...pairs(true, (child, newborn) => sure.get(newborn) === child),
      ...pairs(false, (child, newborn) => !sure.has(newborn) && agree(child, newborn)),
    ],
    reason: 'NOT_TOLD_APART',
  }
}

function waysOf(
  children: readonly CarriedChild[],
  [newborn, ...others]: readonly Newborn[],
  agree: (child: CarriedChild, newborn: Newborn) => boolean,
): readonly (readonly CarriedChild[])[] {
  if (newborn === undefined) return [[]]
  return children
    .filter((child) => agree(child, newborn))
    .flatMap((child) =>
      waysOf(
        children.filter((other) => other !== child),
        others,
        agree,
      ).map((way) => [child, ...way]),
    )
}

const SAME_WEIGHT_GRAMS = 100
const SAME_MOMENT_MS = 5 * 60_000

function speaksAgainst(child: CarriedChild, newborn: Newborn): boolean {
  const { rank = null, bornAt = null, weightGrams = null } = newborn
  if (child.number !== null && !newborn.numbers.includes(child.number)) return true
  if (child.bornOn !== null && child.bornOn !== newborn.birthDate) return true
  if (isOtherSex(child, newborn)) return true
  if (child.rank !== null && rank !== null && child.rank !== rank) return true
  if (child.bornAt !== null && bornAt !== null) {
    if (Math.abs(Date.parse(child.bornAt) - Date.parse(bornAt)) > SAME_MOMENT_MS) return true
  }
  return (
    child.weightGrams !== null &&
    weightGrams !== null &&
    Math.abs(child.weightGrams - weightGrams) > SAME_WEIGHT_GRAMS
  )
}

function isOtherSex(child: CarriedChild, newborn: Newborn): boolean {
  return child.sex !== null && newborn.sex !== null && child.sex !== newborn.sex
}

/** Many a child has another name at birth than in the register: a name counts where it is exactly that of another. */
function isNamedOtherwise(
  child: CarriedChild,
  newborn: Newborn,
  children: readonly CarriedChild[],
  newborns: readonly Newborn[],
): boolean {
  if (isNamesake(child, newborn)) return false
  return (
    newborns.some((other) => isNamesake(child, other)) ||
    children.some((other) => isNamesake(other, newborn))
  )
}
