/**
 * A list in its order, in which some lines change at a time.
 *
 * A line has one place, made of what does not move with the days. A cursor is a place: it stands between two lines, whether
 * or not the one it was made of is still there, so that a line that did not change is neither lost nor told twice.
 *
 * @module
 */

export interface Placed {
  readonly place: string
}

export interface ListIndex<E extends Placed> {
  change(gone: readonly E[], come: readonly E[]): void
  /** From the place on, which is not included; the other way round where it is asked for backwards. */
  from(after: string | null, isBackwards: boolean): Iterable<E>
  readonly size: number
}

/** More than so many changes at once are sorted in, and not put in one by one. */
const FEW = 200

export function openListIndex<E extends Placed>(): ListIndex<E> {
  let sorted: E[] = []
  const gone = new Set<E>()
  const come = new Set<E>()

  function settle(): void {
    if (gone.size + come.size > FEW) {
      sorted = [...sorted.filter((entry) => !gone.has(entry)), ...come].sort(byPlace)
    } else {
      for (const { place } of gone) sorted.splice(firstAt(sorted, place), 1)
      for (const entry of come) sorted.splice(firstAt(sorted, entry.place), 0, entry)
    }
    gone.clear()
    come.clear()
  }

  return {
    change(leaving, coming) {
      for (const entry of leaving) if (!come.delete(entry)) gone.add(entry)
      for (const entry of coming) come.add(entry)
    },

    *from(after, isBackwards) {
      settle()
      if (isBackwards) {
        const begin = after === null ? sorted.length : firstAt(sorted, after)
        for (let i = begin - 1; i >= 0; i -= 1) yield sorted[i] as E
        return
      }
      let begin = after === null ? 0 : firstAt(sorted, after)
      if (after !== null && sorted[begin]?.place === after) begin += 1
      for (let i = begin; i < sorted.length; i += 1) yield sorted[i] as E
    },

    get size() {
      settle()
      return sorted.length
    },
  }
}

/** Of the first that does not come before it. */
function firstAt(sorted: readonly Placed[], place: string): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle]?.place ?? '') < place) low = middle + 1
    else high = middle
  }
  return low
}

function byPlace(one: Placed, other: Placed): number {
  return one.place < other.place ? -1 : Number(one.place > other.place)
}
