/**
 * What a number about many children may tell: every table passes here before it leaves.
 *
 * The order is that of the text: a cell of fewer than k is not told (`small`), nor one of which a single child is the
 * better part (`dominance`), nor one that differs from what the project was told by fewer than k (`overlap`), nor one
 * by which a small one could be reckoned from all that the project was ever told, nor what lies in such a one
 * (`complementary`). What is left is
 * told with a deterministic deviation: the same children always make the same number. docs/disclosure.md has the why.
 *
 * Pure: no clock, no chance, no store. Whatever is not on the grid throws; nothing is told then.
 *
 * @module
 */

import type { Told } from './disclosure-audit.ts'
import type { Face } from './disclosure-faces.ts'
import { type LaidCell, layOut, type Wanted } from './disclosure-lay-out.ts'
import { marginsOf } from './disclosure-margins.ts'
import { deviation, fractionOf, NOISE } from './disclosure-noise.ts'
import { inOrder, isNearlyTheSame, type Kept } from './disclosure-order.ts'
import { leastApart, type Sketch } from './disclosure-sketch.ts'

/** `many`: somebody may have several of its leaves, or none (situations). */
export interface GridDimension {
  /** The smallest values that there are; together they are everybody. */
  readonly leaves: readonly string[]
  /** Which of them may be asked for together (a quarter, a region), beside all of them. */
  readonly groups?: readonly (readonly string[])[]
  readonly many?: true
}

/** By name. What is not on it cannot be asked. */
export type Grid = Readonly<Record<string, GridDimension>>

/** A value that is asked for: one leaf, one of the groups, or all of them. */
export interface GridValue {
  readonly label: string
  readonly leaves: readonly string[]
}

export interface Axis {
  readonly dimension: string
  readonly values: readonly GridValue[]
}

export interface Counted {
  /** Of units: children, contacts. */
  readonly count: number
  /** How many different children these are; left out: as many as are counted. */
  readonly children?: number
  /** The sum of the random keys of those children, once for each unit, modulo 2^32. */
  readonly key: number
  /** By which it is compared with others; without it, what is nearly as large as another is hidden. */
  readonly sketch?: Sketch
}

export interface CountCell extends Counted {
  /** The labels of its values, one for each axis. */
  readonly at: readonly string[]
  /** All units in this cell, where the cell is of those that are {@link CountTable.counted}. */
  readonly denominator?: Counted
  /** Of something else than persons, in hours or days. */
  readonly sum?: { readonly total: number; readonly largest: number; readonly second: number }
}

export interface CountTable {
  /** Of what units: `children@1`, `contacts@1`. Two tables of the same units have the same name here. */
  readonly of: string
  /**
   * Of a share: which of those units are its numerator, with the version of its definition. Said of the table, since nobody may
   * be in any of its cells, and that must not show.
   */
  readonly counted?: string
  /** There are sums; said of the table for the same reason. */
  readonly isOfSums?: boolean
  /** On the grid: to what everything in the table is restricted. */
  readonly within: readonly (GridValue & { readonly dimension: string })[]
  readonly axes: readonly Axis[]
  /** Of each of these axes a child has one value, so that the cells add up over it; none where there are sums. */
  readonly adds?: readonly string[]
  /** Those in which there is somebody; of the others we make cells. */
  readonly cells: readonly CountCell[]
}

/** Whoever asks cannot set them: they come from the agreements of those whose data these are. */
export interface DisclosureSettings {
  /** {@link strictest} of the registries that are counted. */
  readonly k: number
  readonly grid: Grid
  /** Of the installation: 32 bytes. */
  readonly secret: Uint8Array
  /** So many cells a project may be told of one edition. */
  readonly budget?: number
}

export const RULES = {
  small: 'Fewer than k, or nobody.',
  dominance: 'One or two are the better part of it.',
  overlap: 'It differs by fewer than k from what the project was told.',
  complementary: 'With it, a small one could be reckoned; or it lies in what is hidden for that.',
  budget: 'The project was told as much as it may be told.',
  together: 'What it belongs to is hidden: a share with its counts.',
} as const
export type Rule = keyof typeof RULES

export type Shown =
  | {
      readonly suppressed: false
      readonly value: number
      readonly shown: string
      readonly rule: null
    }
  | { readonly suppressed: true; readonly value: null; readonly shown: string; readonly rule: Rule }

export interface ProtectedCell {
  readonly at: readonly string[]
  readonly count: Shown
  readonly denominator?: Shown
  readonly sum?: Shown
}

export interface ProtectedTable {
  readonly of: string
  /** Every one of the axes' cells, in their order, the last axis first. */
  readonly cells: readonly ProtectedCell[]
}

export interface DisclosureMethod {
  readonly k: number
  readonly rounding: number
  readonly noise: string
  readonly complementary: boolean
  readonly budgetLeft: number
}

export interface ProtectedTables {
  readonly tables: readonly ProtectedTable[]
  readonly method: DisclosureMethod
  /** Faces that would differ by k units at least from how they were told first; they are told as then. Of fewer nothing is said. */
  readonly drifted: number
}

/** Goes up when the same counts would be judged otherwise. */
export const JUDGING = 'judging@5'

/** Below this no holder can go. */
export const LEAST_K = 5

/** As Regiobeeld Kansrijke Start has it, where no holder says more. */
export const DEFAULT_K = 10

const DEFAULT_BUDGET = 50_000

/** Several holders: the strictest of them. Undefined: a holder who said nothing. */
export function strictest(holders: readonly (number | undefined)[]): number {
  return Math.max(
    LEAST_K,
    ...(holders.length > 0 ? holders : [undefined]).map((k) => k ?? DEFAULT_K),
  )
}

/** Decides what of these may be told beside all that was told before, and notes it in `told`. */
export function protectTables(
  tables: readonly CountTable[],
  settings: DisclosureSettings,
  told: Told,
): ProtectedTables {
  const { k, budget = DEFAULT_BUDGET } = settings
  if (!Number.isInteger(k) || k < LEAST_K) throw new Error('k is a whole number, and not so small')
  const laid = tables.map((table) => layOut(table, settings.grid, told.faces))
  const never = new Set<Face>()
  const wanted = new Map<Face, Wanted>()
  const margins = tables.flatMap((table) => marginsOf(table, settings.grid))
  const beside = margins.map((table) => layOut(table, settings.grid, told.faces))
  for (const one of [...beside, ...laid].flatMap(({ wanted }) => wanted)) {
    if (one.rule === 'dominance') never.add(one.face)
    wanted.set(one.face, one)
  }
  const all = [...wanted.values()]
  const drifted = all.filter(hasDrifted).length
  const undecided = all.filter(({ face }) => !face.decided)
  for (const one of inOrder(undecided, settings.secret)) decide(one)
  return {
    tables: laid.map(({ of, cells }) => ({ of, cells: cells.map(compose) })),
    method: {
      k,
      rounding: 1,
      noise: NOISE,
      complementary: true,
      budgetLeft: Math.max(0, budget - told.size),
    },
    drifted,
  }

  function hasDrifted({ face: { decided }, counted: { sketch = [] } }: Wanted): boolean {
    return decided?.rule === null && (leastApart(decided.sketch, sketch) ?? 0) >= k
  }

  function decide({ face, counted, rule, sum }: Wanted): void {
    const { count, children = count, key, sketch = [] } = counted
    const isSmall = Math.min(count, children) < k
    const one = { face, count, key, sketch, amount: sum && amountOf(counted, sum) }
    const why = isSmall ? 'small' : (rule ?? whyNot(one))
    const rest = why ?? (told.tell(face, one, k, never) ? undefined : 'complementary')
    if (rest) told.hide(face, rest, isSmall ? 0 : key)
  }

  function whyNot(one: Kept): Rule | undefined {
    if (told.size >= budget) return 'budget'
    if (told.isHidden(one.key) || told.isCovered(one.face)) return 'complementary'
    const isNear = told.isAnyNear(one.face, one.count, k, (other) => isNearlyTheSame(one, other, k))
    return isNear ? 'overlap' : undefined
  }

  function compose({ at, faces }: LaidCell): ProtectedCell {
    const denominator = faces.denominator && show(faces.denominator)
    let count = show(faces.count)
    if (denominator?.suppressed && !count.suppressed) count = hidden('together')
    if (denominator && !denominator.suppressed && !count.suppressed) {
      count = shown(Math.min(count.value, denominator.value))
    }
    return {
      at,
      count,
      ...(denominator && { denominator }),
      ...(faces.sum && { sum: showSum(faces.sum, count) }),
    }
  }

  function show({ decided }: Face): Shown {
    if (decided?.rule !== null) return hidden((decided?.rule ?? 'budget') as Rule, k)
    return shown(deviated(decided.count, decided.key))
  }

  /** What was kept without it, before it was, is told no more. */
  function showSum(face: Face, count: Shown): Shown {
    const own = show(face)
    if (own.suppressed) return own
    const amount = face.decided?.amount
    return count.suppressed || amount === undefined ? hidden('together') : shown(amount)
  }

  /** It deviates as its count does, and by up to half of the largest part more. */
  function amountOf(
    { count, key }: Counted,
    { total, largest }: NonNullable<CountCell['sum']>,
  ): number {
    const off = largest * (fractionOf(settings.secret, 'sum', key) - 0.5)
    return Math.round((total * deviated(count, key)) / count + off)
  }

  function deviated(count: number, key: number): number {
    return Math.max(k, count + deviation(settings.secret, key))
  }
}

function hidden(rule: Rule, k?: number): Shown {
  return { suppressed: true, value: null, shown: rule === 'small' ? `<${k}` : '·', rule }
}

function shown(value: number): Shown {
  return { suppressed: false, value, shown: String(value), rule: null }
}
