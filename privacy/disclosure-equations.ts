/**
 * Equations over the leaves of one dimension: so many are in these leaves together. Kept in reduced row echelon form.
 *
 * Equations that have no leaf in common never meet: a row costs as much as the rows that it touches, however many there are.
 * What follows from what does not depend on the counts. So of areas that are told by the same months it is solved once, and
 * of the others only reckoned.
 *
 * @module
 */

import { memo, push } from './memo.ts'

export interface Row {
  readonly leaves: Leaves
  readonly count: number
}

export interface Equations {
  /**
   * Sets of leaves whose count is known from now on: what is left where all else is taken away, and those of the values
   * that can be put together. How to undo it is added to the list.
   */
  add(leaves: Leaves, count: number, undo: (() => void)[]): readonly Row[]
}

/** A set of leaves, and which these are. */
export interface Leaves {
  readonly mask: bigint
  /** Of the mask. */
  readonly text: string
  /** Each once. */
  readonly terms: Terms
}

/** By leaf, how often it is in it; never nought. */
type Terms = ReadonlyMap<number, number>

interface Equation {
  /** A leaf that is in no other. */
  readonly pivot: number
  readonly terms: Terms
  /** Its terms, where each is one. */
  readonly leaves: Leaves | undefined
}

/** Rows of which the count is taken away, by pivot, and how often. */
type Less = readonly (readonly [pivot: number, times: number])[]

/** What one more equation does, whatever its count is. */
interface Step extends Solved {
  readonly to: Place
  /** Of the values: those that can be put together now and could not before. */
  readonly composed: readonly Composed[]
}

interface Solved {
  readonly less: Less
  readonly by: number
  /** What is left of it; undefined: it was known before. */
  readonly added: Equation | undefined
  /** Rows that lose its pivot, which they had so often. */
  readonly changed: readonly { readonly row: Equation; readonly times: number }[]
}

interface Composed {
  readonly number: number
  readonly leaves: Leaves
  readonly less: Less
}

/** What was added until now, in this order. */
interface Place {
  readonly covered: bigint
  /** By the text of what is added. */
  readonly steps: Map<string, Step>
}

const NOUGHT = 1e-9

/** Of a dimension so many steps are kept; most take less than a kilobyte. */
const MOST_STEPS = 20_000

/** `values`: the sets of leaves that have a name. */
export function openEquations(values: ReadonlySet<bigint>): Equations {
  const named = namedBy(values)
  let place = named.start
  /** By pivot. */
  const rows = new Map<number, Equation>()
  const counts = new Map<number, number>()
  /** Of the values that can be put together, by number. */
  const known = new Set<number>()

  return {
    add(leaves, count, undo) {
      const before = place
      const kept = before.steps.get(leaves.text)
      const solved = kept ?? solve(leaves)
      const { added, changed } = solved
      if (!added) {
        if (!kept) keep(leaves, { ...solved, to: place, composed: [] })
        return []
      }
      const old = changed.map(({ row: { pivot } }) => [rows.get(pivot), counts.get(pivot)] as const)
      const told: Row[] = []
      put(added, reckoned(count, solved.less) / solved.by, told)
      const own = counts.get(added.pivot) ?? 0
      for (const { row, times } of changed)
        put(row, (counts.get(row.pivot) ?? 0) - times * own, told)
      const step = kept ?? toStep(leaves, solved, added)
      place = step.to
      for (const { number, leaves, less } of step.composed) {
        known.add(number)
        told.push({ leaves, count: Math.round(-reckoned(0, less)) })
      }
      undo.push(() => {
        place = before
        for (const [row, count = 0] of old) {
          if (row) rows.set(row.pivot, row)
          if (row) counts.set(row.pivot, count)
        }
        rows.delete(added.pivot)
        for (const { number } of step.composed) known.delete(number)
      })
      return told
    },
  }

  function put(row: Equation, count: number, told: Row[]): void {
    rows.set(row.pivot, row)
    counts.set(row.pivot, count)
    if (row.leaves) told.push({ leaves: row.leaves, count: Math.round(count) })
  }

  function reckoned(count: number, less: Less): number {
    let left = count
    for (const [pivot, times] of less) left -= times * (counts.get(pivot) ?? 0)
    return left
  }

  function solve(leaves: Leaves): Solved {
    if ((place.covered & leaves.mask) === 0n) {
      return { less: [], by: 1, added: withPivot(leaves.terms, leaves), changed: [] }
    }
    const { terms, less } = reduced(leaves)
    if (terms.size === 0) return { less, by: 1, added: undefined, changed: [] }
    const by = terms.get(Math.min(...terms.keys())) ?? 1
    const added = withPivot(new Map([...terms].map(([leaf, term]) => [leaf, term / by])))
    return { less, by, added, changed: withoutPivotOf(added) }
  }

  /** The rows were put already. */
  function toStep(leaves: Leaves, solved: Solved, added: Equation): Step {
    const to = { covered: place.covered | leaves.mask, steps: new Map<string, Step>() }
    const pivots = [added.pivot, ...solved.changed.map(({ row }) => row.pivot)]
    return keep(leaves, { ...solved, to, composed: composedOf(pivots, to.covered) })
  }

  function keep(leaves: Leaves, step: Step): Step {
    if (named.steps < MOST_STEPS) {
      named.steps += 1
      place.steps.set(leaves.text, step)
    }
    return step
  }

  /** Rows that have it lose it. */
  function withoutPivotOf(added: Equation): Solved['changed'] {
    return [...rows.values()].flatMap((one) => {
      const times = one.terms.get(added.pivot)
      if (times === undefined) return []
      const terms = new Map(one.terms)
      take(added.terms, added.pivot, terms)
      return [{ row: toRow(one.pivot, terms), times }]
    })
  }

  /** All of these have the pivot of a row that changed. */
  function composedOf(pivots: readonly number[], covered: bigint): readonly Composed[] {
    const candidates = new Set(pivots.flatMap((pivot) => named.byLeaf.get(pivot) ?? []))
    return [...candidates]
      .sort((a, b) => a - b)
      .flatMap((number) => {
        const leaves = named.all[number]
        if (!leaves || known.has(number) || (leaves.mask & ~covered) !== 0n) return []
        const { terms, less } = reduced(leaves)
        return terms.size === 0 ? [{ number, leaves, less }] : []
      })
  }

  /** What is left of these leaves where all that is known is taken away. */
  function reduced(leaves: Leaves): { readonly terms: Terms; readonly less: Less } {
    const terms = new Map(leaves.terms)
    const less: [number, number][] = []
    for (const leaf of leaves.terms.keys()) {
      const row = rows.get(leaf)
      const times = terms.get(leaf)
      if (!row || times === undefined) continue
      take(row.terms, leaf, terms)
      less.push([leaf, times])
    }
    return { terms, less }
  }
}

function withPivot(terms: Terms, leaves?: Leaves): Equation {
  return toRow(Math.min(...terms.keys()), terms, leaves)
}

function toRow(pivot: number, terms: Terms, leaves?: Leaves): Equation {
  return { pivot, terms, leaves: leaves ?? ones(terms) }
}

/** Away from `rest`, so many times that the leaf is in it no more. */
function take(one: Terms, leaf: number, rest: Map<number, number>): void {
  const times = rest.get(leaf) ?? 0
  for (const [at, term] of one) {
    const value = (rest.get(at) ?? 0) - times * term
    if (Math.abs(value) < NOUGHT) rest.delete(at)
    else rest.set(at, value)
  }
}

function ones(terms: Terms): Leaves | undefined {
  let mask = 0n
  for (const [leaf, term] of terms) {
    if (Math.abs(term - 1) > NOUGHT) return undefined
    mask |= 1n << BigInt(leaf)
  }
  return { mask, text: mask.toString(16), terms }
}

interface Named {
  readonly all: readonly Leaves[]
  /** In which of them a leaf is. */
  readonly byLeaf: ReadonlyMap<number, readonly number[]>
  /** Where each line begins, and how many steps lead on from there. */
  readonly start: Place
  steps: number
}

const namedBy = memo(new WeakMap<ReadonlySet<bigint>, Named>(), (values) => {
  const all = [...values].map(leavesOf)
  const byLeaf = new Map<number, number[]>()
  for (const [number, { terms }] of all.entries()) {
    for (const leaf of terms.keys()) {
      push(byLeaf, leaf, number)
    }
  }
  return { all, byLeaf, start: { covered: 0n, steps: new Map() }, steps: 0 }
})

export function leavesOf(mask: bigint): Leaves {
  const terms = new Map<number, number>()
  const digits = mask.toString(2)
  for (let at = digits.lastIndexOf('1'); at >= 0; at = digits.lastIndexOf('1', at - 1)) {
    terms.set(digits.length - 1 - at, 1)
    if (at === 0) break
  }
  return { mask, text: mask.toString(16), terms }
}
