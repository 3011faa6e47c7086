/**
 * The work lists of one organisation, kept up in memory: who is on which, by what was told last.
 *
 * Who was told of is looked at again, and who comes to a day on which a rule may say something else though nothing was told;
 * nobody besides. The work is done a few at a time, so that whoever asks meanwhile is answered; of who is on a list first, so
 * that what became doubtful leaves it before what became late enters.
 *
 * @module
 */

import { setImmediate as giveWay } from 'node:timers/promises'
import type { FollowedChild, FollowedChildren } from './follow-children.ts'
import { type ListIndex, openListIndex, type Placed } from './list-index.ts'
import { allRowsOf, LIST_NAMES, type ListName, type ListRow } from './list-rows.ts'

/** A line without what it tells: that is reckoned again for who reads it. */
export interface ListEntry extends Placed, Omit<ListRow, 'told'> {
  readonly child: FollowedChild
}

export interface ListEntries {
  /** Resolves when all that was told by now is in it, for this day. */
  refresh(day: string, signal?: AbortSignal): Promise<void>
  list(name: ListName): ListIndex<ListEntry>
  /** How many times a child was looked at. */
  readonly looked: number
}

type Lines = Readonly<Record<ListName, readonly ListEntry[]>>

interface Standing {
  /** Null: on no list. */
  readonly lines: Lines | null
  readonly until: string
}

const A_FEW = 100

export function openListEntries(followed: FollowedChildren): ListEntries {
  const lists = byName(() => openListIndex<ListEntry>())
  const standings = new Map<string, Standing>()
  /** Who has to be looked at on which day; of some it turned out since that it is another. */
  const turns = new Map<string, string[]>()
  const waiting = new Set<string>()
  let day = ''
  let looked = 0
  let work = Promise.resolve()

  function look(id: string): void {
    looked += 1
    const before = standings.get(id)
    const child = followed.get(id)
    const found = child && allRowsOf(followed.listed(child), day)
    const lines = byName((name) => (found?.rows[name] ?? []).map((row) => toEntry(row, child)))
    for (const name of LIST_NAMES) lists[name].change(before?.lines?.[name] ?? [], lines[name])
    if (!found) {
      standings.delete(id)
      return
    }
    const isOnOne = LIST_NAMES.some((name) => lines[name].length > 0)
    standings.set(id, { lines: isOnOne ? lines : null, until: found.until })
    if (before?.until === found.until) return
    const turning = turns.get(found.until)
    if (turning) turning.push(id)
    else turns.set(found.until, [id])
  }

  function turn(today: string): void {
    for (const [on, ids] of turns) {
      if (on > today && today >= day) continue
      turns.delete(on)
      for (const id of ids) if (standings.get(id)?.until === on) waiting.add(id)
    }
    day = today
  }

  async function run(today: string, signal: AbortSignal | undefined): Promise<void> {
    if (today !== day) turn(today)
    for (const id of followed.takeChanged()) waiting.add(id)
    const isOnOne = (id: string) => (standings.get(id)?.lines ?? null) !== null
    const all = [...waiting]
    const first = all.filter(isOnOne)
    for (const [i, id] of [...first, ...all.filter((one) => !isOnOne(one))].entries()) {
      if (i % A_FEW === 0) {
        await giveWay()
        signal?.throwIfAborted()
      }
      waiting.delete(id)
      look(id)
    }
  }

  return {
    refresh(today, signal) {
      const done = work.then(() => run(today, signal))
      work = done.catch(() => undefined)
      return done
    },
    list: (name) => lists[name],
    get looked() {
      return looked
    },
  }
}

function toEntry(
  { line, state, since, kinds }: ListRow,
  child: FollowedChild | undefined,
): ListEntry {
  if (!child) throw new Error('Nobody is on a list without being followed.')
  return { line, state, since, kinds, child, place: `${since} ${child.id} ${line}` }
}

function byName<T>(make: (name: ListName) => T): Readonly<Record<ListName, T>> {
  return Object.fromEntries(LIST_NAMES.map((name) => [name, make(name)])) as Record<ListName, T>
}
