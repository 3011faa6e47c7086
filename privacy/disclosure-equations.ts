/**
 * Equations over the leaves of one dimension: so many are in these leaves together. Kept in reduced row echelon form.
 *
 * Equations that have no leaf in common never meet: a row costs as much as the rows that it touches, however many there are.
 *
 * @module
 */

export interface Row {
  readonly mask: bigint
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
  /** Each once. */
  readonly terms: Terms
}

/** By leaf, how often it is in it; never nought. */
type Terms = ReadonlyMap<number, number>

interface Sum {
  readonly terms: Terms
  readonly count: number
}

interface Equation extends Sum {
  /** A leaf that is in no other. */
  readonly pivot: number
  /** Of its terms, where each is one. */
  readonly mask: bigint | undefined
}

const NOUGHT = 1e-9

/** `values`: the sets of leaves that have a name. */
export function openEquations(values: ReadonlySet<bigint>): Equations {
  const named = namedBy(values)
  /** By pivot. */
  const all = new Map<number, Equation>()
  let covered = 0n
  /** Of the values, by number. */
  const known = new Set<number>()

  return {
    add(leaves, count, undo) {
      const isNew = (covered & leaves.mask) === 0n
      const added = isNew ? toEquation(leaves, count) : solved(reduced(leaves, count))
      if (!added) return []
      const changed = isNew ? [added] : [added, ...withoutPivotOf(added)]
      const before = { covered, rows: changed.map(({ pivot }) => all.get(pivot)) }
      for (const one of changed) all.set(one.pivot, one)
      covered |= leaves.mask
      const composed = composedOf(changed)
      for (const number of composed) known.add(number)
      undo.push(() => {
        for (const one of before.rows) if (one) all.set(one.pivot, one)
        all.delete(added.pivot)
        covered = before.covered
        for (const number of composed) known.delete(number)
      })
      return [...changed.flatMap(rowOf), ...composed.flatMap(rowOfValue)]
    },
  }

  /** Rows that have it lose it. */
  function withoutPivotOf(added: Equation): readonly Equation[] {
    return [...all.values()]
      .filter(({ terms }) => terms.has(added.pivot))
      .map((one) => {
        const rest = { terms: new Map(one.terms), count: one.count }
        take(added, added.pivot, rest)
        return { ...rest, pivot: one.pivot, mask: lessMask(one, added) ?? maskOf(rest.terms) }
      })
  }

  /** Values that can be put together now and could not before: all of these have the pivot of a row that changed. */
  function composedOf(changed: readonly Equation[]): readonly number[] {
    const candidates = new Set(changed.flatMap(({ pivot }) => named.byLeaf.get(pivot) ?? []))
    return [...candidates]
      .sort((a, b) => a - b)
      .filter((number) => !known.has(number) && canBe(number))
  }

  function canBe(number: number): boolean {
    const value = named.all[number]
    if (!value || (value.mask & ~covered) !== 0n) return false
    const [leaf] = value.terms.keys()
    if (value.terms.size === 1) return all.get(leaf ?? 0)?.terms.size === 1
    return reduced(value, 0).terms.size === 0
  }

  function rowOfValue(number: number): readonly Row[] {
    const value = named.all[number]
    return value ? [{ mask: value.mask, count: Math.round(-reduced(value, 0).count) }] : []
  }

  /** What is left of these leaves where all that is known is taken away. */
  function reduced({ terms }: Leaves, count: number): Sum {
    const rest = { terms: new Map(terms), count }
    for (const leaf of terms.keys()) {
      const one = all.get(leaf)
      if (one) take(one, leaf, rest)
    }
    return rest
  }
}

function toEquation({ mask, terms }: Leaves, count: number): Equation {
  return { terms, count, mask, pivot: Math.min(...terms.keys()) }
}

/** Undefined: it was known before. */
function solved({ terms, count }: Sum): Equation | undefined {
  if (terms.size === 0) return undefined
  const pivot = Math.min(...terms.keys())
  const by = terms.get(pivot) ?? 1
  const each = new Map([...terms].map(([leaf, term]) => [leaf, term / by]))
  return withPivot({ terms: each, count: count / by }, pivot)
}

function withPivot({ terms, count }: Sum, pivot: number): Equation {
  return { terms, count, pivot, mask: maskOf(terms) }
}

function rowOf({ mask, count }: Equation): readonly Row[] {
  return mask === undefined ? [] : [{ mask, count: Math.round(count) }]
}

/** Away from `rest`, so many times that the leaf is in it no more. */
function take(one: Sum, leaf: number, rest: { terms: Map<number, number>; count: number }): void {
  const times = rest.terms.get(leaf)
  if (times === undefined) return
  for (const [at, term] of one.terms) {
    const value = (rest.terms.get(at) ?? 0) - times * term
    if (Math.abs(value) < NOUGHT) rest.terms.delete(at)
    else rest.terms.set(at, value)
  }
  rest.count -= times * one.count
}

/** Where the one is a part of the other: what is left. */
function lessMask({ mask }: Equation, { mask: part }: Equation): bigint | undefined {
  if (mask === undefined || part === undefined) return undefined
  return (mask & part) === part ? mask ^ part : undefined
}

function maskOf(terms: Terms): bigint | undefined {
  let mask = 0n
  for (const [leaf, term] of terms) {
    if (Math.abs(term - 1) > NOUGHT) return undefined
    mask |= 1n << BigInt(leaf)
  }
  return mask
}

interface Named {
  readonly all: readonly Leaves[]
  /** In which of them a leaf is. */
  readonly byLeaf: ReadonlyMap<number, readonly number[]>
}

const NAMED = new WeakMap<ReadonlySet<bigint>, Named>()

function namedBy(values: ReadonlySet<bigint>): Named {
  const known = NAMED.get(values)
  if (known) return known
  const all = [...values].map(leavesOf)
  const byLeaf = new Map<number, number[]>()
  for (const [number, { terms }] of all.entries()) {
    for (const leaf of terms.keys()) {
      const those = byLeaf.get(leaf)
      if (those) those.push(number)
      else byLeaf.set(leaf, [number])
    }
  }
  const named = { all, byLeaf }
  NAMED.set(values, named)
  return named
}

export function leavesOf(mask: bigint): Leaves {
  const terms = new Map<number, number>()
  const digits = mask.toString(2)
  for (let at = digits.lastIndexOf('1'); at >= 0; at = digits.lastIndexOf('1', at - 1)) {
    terms.set(digits.length - 1 - at, 1)
    if (at === 0) break
  }
  return { mask, terms }
}
