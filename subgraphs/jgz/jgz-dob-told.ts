/**
 * What was told, and what becomes of it: each fact is taken into a field, served as an observation, or kept and never
 * served. None gets lost.
 *
 * @module
 */

import { FIELDS } from './bds-fields.ts'
import { type WithheldKind, withheldAs } from './bds-withheld.ts'
import { DEVELOPMENT_ELEMENTS } from './development-elements.ts'
import type { Coded } from './dossier-bodies.ts'
import type { Fact } from './jgz-dob-facts.ts'
import { refuse } from './jgz-dob-refusal.ts'
import type { Node } from './jgz-dob-tree.ts'

/** What is kept, and not served. */
export interface Withheld {
  readonly kind: WithheldKind | 'unknown' | 'message'
  readonly element: number | null
  readonly path: string
  readonly value: string | null
  readonly unit: string | null
  readonly code: string | null
}

export interface Counted {
  readonly read: number
  readonly kept: number
  /** Where they stand. */
  readonly unknown: readonly string[]
}

export interface Told {
  /** The parts of one kind that it tells of: vaccinations, say. */
  groups(name: string): readonly Node[]
  /** The first of an element, that is about the child, and was not taken before. */
  take(element: number, group?: Node): Fact | undefined
  /** All of those elements, outside of a group. */
  takeAll(isOne: (element: number) => boolean): readonly (Fact & { readonly element: number })[]
  /** The codes of an element, without taking it. */
  codes(element: number, group?: Node): readonly string[]
  withhold(kind: WithheldKind, which?: (fact: Fact) => boolean): void
  /** Whatever was not taken. Ids are below `id`. */
  rest(at: { readonly id: string; readonly date: string | null }): Rest
}

export interface Rest {
  readonly observations: readonly Coded['observations'][]
  readonly withheld: readonly Withheld[]
  readonly counted: Counted
}

/** Of a mother, and told of her child. */
const OF_CHILD_TOO: ReadonlySet<number> = new Set([82, 1578])

export function openTold(facts: readonly Fact[]): Told {
  const taken = new Set<Fact>()
  const secret = new Map<Fact, WithheldKind>()
  const isFree = (fact: Fact) =>
    !taken.has(fact) &&
    !secret.has(fact) &&
    !fact.negated &&
    (!fact.ofOther || OF_CHILD_TOO.has(fact.element ?? 0))

  return {
    groups: (name) => [
      ...new Set(facts.flatMap(({ group }) => (group?.name === name ? [group] : []))),
    ],
    take(element, group) {
      const found = facts.find(
        (fact) => fact.element === element && fact.group === group && isFree(fact),
      )
      if (found) taken.add(found)
      return found
    },
    takeAll(isOne) {
      return facts.flatMap((fact) => {
        const { element } = fact
        if (typeof element !== 'number' || fact.group || !isOne(element) || !isFree(fact)) return []
        taken.add(fact)
        return { ...fact, element }
      })
    },
    codes: (element, group) =>
      facts.flatMap((fact) =>
        fact.element === element && fact.group === group && fact.code !== null ? [fact.code] : [],
      ),
    withhold(kind, which = () => true) {
      for (const fact of facts) if (which(fact)) secret.set(fact, kind)
    },
    rest({ id, date }) {
      const observations: Coded['observations'][] = []
      const withheld: Withheld[] = []
      const unknown: string[] = []
      const nth = counter()
      for (const fact of facts) {
        const { element, path, value, unit, code, negated } = fact
        const kind = taken.has(fact) ? undefined : (secret.get(fact) ?? kindOf(fact))
        if (kind !== undefined) {
          withheld.push({ kind, element: element ?? null, path, value, unit, code })
          if (kind === 'unknown') unknown.push(path)
          continue
        }
        // What a code means has no field where we don't have its list, or it is from outside of that.
        if (taken.has(fact) && (value === null || !isWithoutLabel(fact))) continue
        if (typeof element !== 'number' || withheldAs(element) !== undefined) continue
        const own = nth(`${id}:${element}`)
        observations.push({ id: own, element, value, unit, code, negated, date })
      }
      const read = taken.size
      const kept = facts.length - read - unknown.length
      return { observations, withheld, counted: { read, kept, unknown } }
    },
  }
}

/** `undefined` where it may be served. */
function kindOf({ element, ofOther }: Fact): Withheld['kind'] | undefined {
  if (element === null) return 'message'
  if (element === undefined) return 'unknown'
  const kind = withheldAs(element)
  if (kind !== undefined) return kind
  return ofOther ? 'family' : undefined
}

/** Of these elements the graph tells a code without its meaning. */
const UNLABELLED: ReadonlySet<number> = new Set([379, 747, 1340, 1614, 1616])

function isWithoutLabel({ element, code }: Fact): boolean {
  if (code === null || typeof element !== 'number') return false
  const grading = DEVELOPMENT_ELEMENTS.get(element)?.grading
  return code === 'OTH' || UNLABELLED.has(element) || grading?.has(code) === false
}

/** Keeps two of one name apart. */
export function counter(): (name: string) => string {
  const seen = new Map<string, number>()
  return (name) => {
    const nth = (seen.get(name) ?? 0) + 1
    seen.set(name, nth)
    return nth === 1 ? name : `${name}:${nth}`
  }
}

const UNITS = {
  mm: { mm: 1, cm: 10, m: 1000 },
  g: { g: 1, kg: 1000 },
  d: { d: 1, wk: 7 },
  '1': {},
} as const satisfies Record<string, Readonly<Record<string, number>>>

/** In whole units of ours. */
export function toWhole(fact: Fact | undefined, unit: keyof typeof UNITS): number | null {
  if (fact?.value == null) return null
  const factors: Readonly<Record<string, number>> = UNITS[unit]
  const factor = fact.unit === null || fact.unit === '1' ? 1 : factors[fact.unit]
  if (factor === undefined) return refuse(fact.line, fact.path, 'unit')
  const amount = Number(fact.value)
  if (fact.value.trim() === '' || !Number.isFinite(amount)) refuse(fact.line, fact.path, 'value')
  const whole = Math.round(amount * factor)
  if (Math.abs(whole) > 2 ** 31 - 1) refuse(fact.line, fact.path, 'value')
  return whole
}

/** Null where not even the day is known. */
export function toDay(fact: Fact | undefined): string | null {
  const day = fact?.value?.slice(0, 10)
  return day !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(day) ? day : null
}

export function isField(element: number, field: string): boolean {
  return FIELDS.get(element) === field
}
