/**
 * What stands on each work list of one child: by the rules of the child's own node, and no others.
 *
 * With the rows comes the day on which they may be otherwise though nothing more is told, so that on any other day nobody
 * has to look.
 *
 * @module
 */

import type { Listed } from './follow-children.ts'
import type { Handover } from './handover-types.ts'
import { HandoverState } from './handover-words.ts'
import { toHandovers, turnsOfHandovers } from './handovers.ts'
import { weighSight } from './sight.ts'
import type { Sight } from './sight-types.ts'
import { turnsOfTold } from './told.ts'
import type { DiseaseStatus, VaccinationStatus } from './vaccination-types.ts'
import { toVaccinations, turnsOfVaccinations } from './vaccinations.ts'
import { toVvePlacement, turnsOfVvePlacement } from './vve-placement.ts'
import type { VvePlacement } from './vve-types.ts'

export interface ListRow<T = unknown> {
  /** Unique on the list of one child. */
  readonly line: string
  readonly state: string
  /** By this day the list is ordered; it does not move with the days. */
  readonly since: string
  /** What else can be asked for: a route, diseases. */
  readonly kinds: readonly string[]
  readonly told: T
}

interface Rows<T> {
  readonly rows: readonly ListRow<T>[]
  /** Beside those of what was told. */
  readonly turns: readonly string[]
}

export interface WorkLists {
  readonly outOfSight: Sight
  readonly openHandovers: Handover
  readonly overdueVaccinations: VaccinationStatus
  readonly unplacedVve: VvePlacement
}
export type ListName = keyof WorkLists

/** Nobody knows since when: last. */
export const UNKNOWN_SINCE = '9999-12-31'

interface States {
  /** What stands on the list; all else is as it should be. */
  readonly every: readonly string[]
  /** What is told where nobody asks for other states. */
  readonly unasked: readonly string[]
}

export const STATES_OF: Readonly<Record<ListName, States>> = {
  outOfSight: { every: ['DUE', 'OUT_OF_SIGHT', 'CANNOT_TELL'], unasked: ['OUT_OF_SIGHT'] },
  openHandovers: {
    every: Object.keys(HandoverState).filter((state) => state !== 'FOLLOWED_UP'),
    unasked: ['OVERDUE', 'LOST'],
  },
  overdueVaccinations: { every: ['OVERDUE', 'CANNOT_TELL'], unasked: ['OVERDUE'] },
  unplacedVve: { every: ['WAITING', 'UNPLACED', 'CANNOT_TELL'], unasked: ['UNPLACED'] },
}

const isOn = (name: ListName, { state }: { readonly state: string }) =>
  STATES_OF[name].every.includes(state)

type RowsOf = { readonly [L in ListName]: (listed: Listed, at: string) => Rows<WorkLists[L]> }

export const ROWS_OF: RowsOf = {
  outOfSight(listed, at) {
    const { sight, turns } = weighSight(listed, at)
    const { state, since, expectedBy } = sight
    const row = { line: '', state, since: since ?? expectedBy ?? UNKNOWN_SINCE, kinds: [] }
    return { rows: isOn('outOfSight', sight) ? [{ ...row, told: sight }] : [], turns }
  },

  openHandovers(listed, at) {
    const handovers = toHandovers(listed, at)
    const rows = handovers
      .filter((handover) => isOn('openHandovers', handover))
      .map((told) => ({
        line: told.id,
        state: told.state,
        since: told.dueBy,
        kinds: [told.route],
        told,
      }))
    return { rows, turns: turnsOfHandovers(listed, at, handovers) }
  },

  overdueVaccinations(listed, at) {
    const told = toVaccinations(listed, listed.scheme, at)
    if (!told) return { rows: [], turns: [] }
    const late = told.diseases.filter(isLate)
    const [since = UNKNOWN_SINCE] = late.flatMap(toMissed).sort()
    const state = late.some((one) => one.state === 'OVERDUE') ? 'OVERDUE' : 'CANNOT_TELL'
    const row = { line: '', state, since, kinds: late.map(({ disease }) => disease), told }
    return { rows: late.length > 0 ? [row] : [], turns: turnsOfVaccinations(told) }
  },

  unplacedVve(listed, at) {
    const told = toVvePlacement(listed, at)
    if (!told) return { rows: [], turns: [] }
    const { state, dueBy, indicatedOn } = told
    const row = { line: '', state, since: dueBy ?? indicatedOn ?? UNKNOWN_SINCE, kinds: [], told }
    // Of whom nobody told that it is meant for VVE, nobody waits for a place.
    const isMeant = indicatedOn !== null && isOn('unplacedVve', told)
    return { rows: isMeant ? [row] : [], turns: turnsOfVvePlacement(listed, at, told) }
  },
}

export const LIST_NAMES = Object.keys(ROWS_OF) as readonly ListName[]

const isLate = (one: { readonly state: string }) => isOn('overdueVaccinations', one)

/** The last days on which what is missing was in time. */
function toMissed({ doses }: DiseaseStatus): readonly string[] {
  return doses.filter(isLate).map(({ to }) => to)
}

export interface AllRows {
  readonly rows: Readonly<Record<ListName, readonly ListRow[]>>
  /** The first day on which one of them may be otherwise. */
  readonly until: string
}

export function allRowsOf(listed: Listed, at: string): AllRows {
  const lists = LIST_NAMES.map((name) => [name, ROWS_OF[name](listed, at)] as const)
  const turns = [...turnsOfTold(listed), ...lists.flatMap(([, { turns }]) => turns)]
  return {
    rows: Object.fromEntries(lists.map(([name, { rows }]) => [name, rows])) as AllRows['rows'],
    until: turns.reduce((first, day) => (day > at && day < first ? day : first), UNKNOWN_SINCE),
  }
}
