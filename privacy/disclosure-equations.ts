/**
 * Equations over the leaves of one dimension: so many are in these leaves together. Kept in reduced row echelon form.
 *
 * @module
 */

export interface Row {
  readonly mask: bigint
  readonly count: number
}

export interface Equations {
  /** Sets of leaves of which the count is known from now on, and was not before. How to undo it is added to the list. */
  add(mask: bigint, count: number, undo: (() => void)[]): readonly Row[]
}

interface Equation {
  readonly pivot: number
  /** By leaf; nought is left out. */
  readonly terms: ReadonlyMap<number, number>
  readonly count: number
}

const NOUGHT = 1e-9

export function openEquations(): Equations {
  let all: readonly Equation[] = []
  return {
    add(mask, count, undo) {
      let left: Omit<Equation, 'pivot'> = { terms: termsOf(mask), count }
      for (const one of all) left = without(left, one, one.pivot)
      const [first] = left.terms
      if (!first) return []
      const pivot = Math.min(...left.terms.keys())
      const by = left.terms.get(pivot) ?? 1
      const added = { ...without({ terms: new Map(), count: 0 }, left, pivot, -1 / by), pivot }
      const changed = [added]
      const before = all
      undo.push(() => {
        all = before
      })
      all = [
        ...before.map((one) => {
          if (!one.terms.has(pivot)) return one
          const less = { ...without(one, added, pivot), pivot: one.pivot }
          changed.push(less)
          return less
        }),
        added,
      ]
      return changed.flatMap(rowOf)
    },
  }
}

/** The one minus so many times the other, so that the leaf is in it no more. */
function without(
  { terms, count }: Omit<Equation, 'pivot'>,
  other: Omit<Equation, 'pivot'>,
  leaf: number,
  times = (terms.get(leaf) ?? 0) / (other.terms.get(leaf) ?? 1),
): Omit<Equation, 'pivot'> {
  if (times === 0) return { terms, count }
  const less = new Map(terms)
  for (const [at, term] of other.terms) {
    const value = (less.get(at) ?? 0) - times * term
    if (Math.abs(value) < NOUGHT) less.delete(at)
    else less.set(at, value)
  }
  return { terms: less, count: count - times * other.count }
}

/** A set, where all its terms are one. */
function rowOf({ terms, count }: Equation): readonly Row[] {
  let mask = 0n
  for (const [leaf, term] of terms) {
    if (Math.abs(term - 1) > NOUGHT) return []
    mask |= 1n << BigInt(leaf)
  }
  return [{ mask, count: Math.round(count) }]
}

function termsOf(mask: bigint): ReadonlyMap<number, number> {
  const terms = new Map<number, number>()
  const bits = mask.toString(2)
  for (let i = 0; i < bits.length; i++) if (bits[bits.length - 1 - i] === '1') terms.set(i, 1)
  return terms
}
