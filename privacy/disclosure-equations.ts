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
  /**
   * Sets of leaves whose count is known from now on: what is left where all else is taken away, and those of the values
   * that can be put together. How to undo it is added to the list.
   */
  add(mask: bigint, count: number, undo: (() => void)[]): readonly Row[]
}

interface Sum {
  /** By leaf, how often it is in it; never nought. */
  readonly terms: ReadonlyMap<number, number>
  readonly count: number
}

interface Equation extends Sum {
  /** A leaf that is in no other. */
  readonly pivot: number
}

const NOUGHT = 1e-9

/** `values`: the sets of leaves that have a name. */
export function openEquations(values: ReadonlySet<bigint>): Equations {
  let all: readonly Equation[] = []
  let covered = 0n
  /** Those that are not known yet. */
  let open: readonly bigint[] = [...values]

  return {
    add(mask, count, undo) {
      const rest = all.reduce<Sum>((sum, one) => minus(sum, one, one.pivot), {
        terms: termsOf(mask),
        count,
      })
      if (rest.terms.size === 0) return []
      const before = { all, covered, open }
      undo.push(() => {
        all = before.all
        covered = before.covered
        open = before.open
      })
      const pivot = Math.min(...rest.terms.keys())
      const added = { ...divided(rest, rest.terms.get(pivot) ?? 1), pivot }
      const changed = [added]
      all = all.map((one) => {
        if (!one.terms.has(pivot)) return one
        const less = { ...minus(one, added, pivot), pivot: one.pivot }
        changed.push(less)
        return less
      })
      all = [...all, added]
      covered |= mask
      return [...changed.flatMap(setOf), ...composed()]
    },
  }

  function composed(): readonly Row[] {
    const found: Row[] = []
    open = open.filter((mask) => {
      if ((mask & ~covered) !== 0n) return true
      const { terms, count } = all.reduce<Sum>((sum, one) => minus(sum, one, one.pivot), {
        terms: termsOf(mask),
        count: 0,
      })
      if (terms.size === 0) found.push({ mask, count: Math.round(-count) })
      return terms.size > 0
    })
    return found
  }
}

/** So many times the other less that the leaf is in it no more. */
function minus(sum: Sum, other: Sum, leaf: number): Sum {
  const times = sum.terms.get(leaf)
  if (times === undefined) return sum
  const terms = new Map(sum.terms)
  for (const [at, term] of other.terms) {
    const value = (terms.get(at) ?? 0) - times * term
    if (Math.abs(value) < NOUGHT) terms.delete(at)
    else terms.set(at, value)
  }
  return { terms, count: sum.count - times * other.count }
}

function divided({ terms, count }: Sum, by: number): Sum {
  return {
    terms: new Map([...terms].map(([leaf, term]) => [leaf, term / by])),
    count: count / by,
  }
}

function setOf({ terms, count }: Sum): readonly Row[] {
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
