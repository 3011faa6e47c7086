/**
 * Equations over the leaves of one dimension: so many are in these leaves together. Kept in reduced row echelon form.
 *
 * Equations that have no leaf in common never meet: a row costs as much as the rows that it touches, however many there are.
 * What follows from what does not depend on the counts. So of areas that are told by the same months it is solved once, and
 * of the others only reckoned: these know at which place they are, and their counts.
 *
 * @module
 */

import { memo, push } from './memo.ts'

/** A line of sums. Only what is in this file writes to it. */
export interface Equations {
  readonly named: Named
  place: Place
  /** Of each row, by its number. */
  readonly counts: number[]
  /** Which these rows are; undefined as long as every place was found before. */
  solved: Solved | undefined
}

/** A set of leaves whose count is known: that of these rows, so many times each. */
export interface Row {
  readonly leaves: Leaves
  readonly sum: Sum
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
  /** How many were there before it. */
  readonly number: number
  /** A leaf that is in no other. */
  readonly pivot: number
  readonly terms: Terms
  /** Its terms, where each is one. */
  readonly leaves: Leaves | undefined
}

/** Rows by number, and how often. */
type Sum = readonly { readonly number: number; readonly times: number }[]

/** What was added until now, in this order; and what the last of it did, whatever its count was. */
interface Place {
  /** Undefined: nothing was added. */
  readonly last: Step | undefined
  /** How many rows there are. */
  readonly size: number
  readonly covered: bigint
  /** By the text of what is added; the same place where that was known before. */
  readonly next: Map<string, Place>
}

interface Step {
  readonly before: Place
  /** What is left of it, where these are taken away, and by what it is divided. */
  readonly added: Equation
  readonly less: Sum
  readonly by: number
  /** Rows that lose its pivot, which they had so often. */
  readonly changed: readonly Changed[]
  /** The numbers of the values that can be put together now and could not before. */
  readonly composed: readonly number[]
  /** Other sets than the one that was added, of which the count is known now. */
  readonly known: readonly Row[]
}

interface Changed {
  readonly number: number
  readonly times: number
  readonly from: Equation
  readonly to: Equation
}

interface Solved {
  /** By pivot. */
  readonly rows: Map<number, Equation>
  /** Of the values that can be put together, by number. */
  readonly composed: Set<number>
}

const NOUGHT = 1e-9

/** Of a dimension so many steps are kept; most take less than a kilobyte. */
const MOST_STEPS = 20_000

/** `values`: the sets of leaves that have a name. */
export function openEquations(values: ReadonlySet<bigint>): Equations {
  const named = namedBy(values)
  return { named, place: named.start, counts: [], solved: undefined }
}

/**
 * Sets of leaves whose count is known from now on: what is left where all else is taken away, and those of the values
 * that can be put together. Where it adds something, the counts that it changes are laid on the pile `before`.
 */
export function addEquation(
  line: Equations,
  leaves: Leaves,
  count: number,
  before: number[],
): readonly Row[] {
  const next = line.place.next.get(leaves.text)
  if (next === line.place) return NOTHING
  const step = next ? next.last : solve(line, leaves)
  if (!step) return NOTHING
  if (next) moveOn(line, next, step)
  const { counts } = line
  let left = count
  for (const { number, times } of step.less) left -= times * (counts[number] ?? 0)
  const own = left / step.by
  for (const { number, times } of step.changed) {
    const old = counts[number] ?? 0
    before.push(old)
    counts[number] = old - times * own
  }
  counts.push(own)
  return step.known
}

const NOTHING: readonly Row[] = []

export function countOf({ counts }: Equations, { sum }: Row): number {
  let count = 0
  for (const { number, times } of sum) count += times * (counts[number] ?? 0)
  return Math.round(count)
}

/** As it was before what was added last; so must be the pile. */
export function takeBack(line: Equations, before: number[]): void {
  const { last } = line.place
  if (!last) return
  line.place = last.before
  line.counts.pop()
  for (const { number } of last.changed.toReversed()) line.counts[number] = before.pop() ?? 0
  if (!line.solved) return
  const { rows, composed } = line.solved
  rows.delete(last.added.pivot)
  for (const { from } of last.changed) rows.set(from.pivot, from)
  for (const number of last.composed) composed.delete(number)
}

function moveOn(line: Equations, place: Place, step: Step): void {
  line.place = place
  if (line.solved) take(line.solved, step)
}

function take({ rows, composed }: Solved, { added, changed, composed: more }: Step): void {
  rows.set(added.pivot, added)
  for (const { to } of changed) rows.set(to.pivot, to)
  for (const number of more) composed.add(number)
}

/** Moves on to a place where nobody was; undefined: it was known before. */
function solve(line: Equations, leaves: Leaves): Step | undefined {
  const { place, named } = line
  line.solved ??= solvedAt(place)
  const { rows, composed } = line.solved
  const isApart = (place.covered & leaves.mask) === 0n
  const { terms, less } = isApart ? { terms: leaves.terms, less: [] } : reduced(leaves, rows)
  if (terms.size === 0) {
    keep(line, leaves, place)
    return undefined
  }
  const pivot = Math.min(...terms.keys())
  const by = isApart ? 1 : (terms.get(pivot) ?? 1)
  const added = isApart
    ? { number: place.size, pivot, terms, leaves }
    : toEquation(place.size, pivot, new Map([...terms].map(([leaf, term]) => [leaf, term / by])))
  const changed = isApart ? [] : withoutPivotOf(added, rows)
  rows.set(pivot, added)
  for (const { to } of changed) rows.set(to.pivot, to)
  const covered = place.covered | leaves.mask
  const pivots = [pivot, ...changed.map(({ to }) => to.pivot)]
  const more = composedOf(pivots, covered, named, line.solved)
  for (const { number } of more) composed.add(number)
  const known = [...[added, ...changed.map(({ to }) => to)].flatMap(toRow), ...more].filter(
    (one) => one.leaves.text !== leaves.text,
  )
  const numbers = more.map(({ number }) => number)
  const step = { before: place, added, less, by, changed, composed: numbers, known }
  const next = { last: step, size: place.size + 1, covered, next: new Map<string, Place>() }
  keep(line, leaves, next)
  line.place = next
  return step
}

function keep({ named, place }: Equations, leaves: Leaves, next: Place): void {
  if (named.steps >= MOST_STEPS) return
  named.steps += 1
  place.next.set(leaves.text, next)
}

function solvedAt(place: Place): Solved {
  const steps: Step[] = []
  for (let { last } = place; last; last = last.before.last) steps.push(last)
  const solved: Solved = { rows: new Map(), composed: new Set() }
  for (const step of steps.reverse()) take(solved, step)
  return solved
}

function toRow({ number, leaves }: Equation): readonly Row[] {
  return leaves ? [{ leaves, sum: [{ number, times: 1 }] }] : []
}

/** Rows that have it lose it. */
function withoutPivotOf(added: Equation, rows: Solved['rows']): readonly Changed[] {
  return [...rows.values()].flatMap((from) => {
    const times = from.terms.get(added.pivot)
    if (times === undefined) return []
    const terms = new Map(from.terms)
    takeAway(added.terms, added.pivot, terms)
    const { number, pivot } = from
    return [{ number, times, from, to: toEquation(number, pivot, terms) }]
  })
}

/** All of these have the pivot of a row that changed. */
function composedOf(
  pivots: readonly number[],
  covered: bigint,
  named: Named,
  { rows, composed }: Solved,
): readonly (Row & { readonly number: number })[] {
  const candidates = new Set(pivots.flatMap((pivot) => named.byLeaf.get(pivot) ?? []))
  return [...candidates]
    .sort((a, b) => a - b)
    .flatMap((number) => {
      const leaves = named.all[number]
      if (!leaves || composed.has(number) || (leaves.mask & ~covered) !== 0n) return []
      const { terms, less } = reduced(leaves, rows)
      return terms.size === 0 ? [{ number, leaves, sum: less }] : []
    })
}

/** What is left of these leaves where all that is known is taken away. */
function reduced(leaves: Leaves, rows: Solved['rows']): { readonly terms: Terms; less: Sum } {
  const terms = new Map(leaves.terms)
  const less: { number: number; times: number }[] = []
  for (const leaf of leaves.terms.keys()) {
    const row = rows.get(leaf)
    const times = terms.get(leaf)
    if (!row || times === undefined) continue
    takeAway(row.terms, leaf, terms)
    less.push({ number: row.number, times })
  }
  return { terms, less }
}

function toEquation(number: number, pivot: number, terms: Terms): Equation {
  return { number, pivot, terms, leaves: ones(terms) }
}

/** From `rest`, so many times that the leaf is in it no more. */
function takeAway(one: Terms, leaf: number, rest: Map<number, number>): void {
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
  const start: Place = { last: undefined, size: 0, covered: 0n, next: new Map() }
  return { all, byLeaf, start, steps: 0 }
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
