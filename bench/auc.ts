/**
 * How well the time that an answer takes tells one kind of question from another.
 *
 * @module
 */

/**
 * The chance that of one answer of each kind, the one of the second took longer; a tie counts half. 0.5 tells nothing,
 * 1 tells all; the same the other way round is told as the same.
 */
export function auc(first: readonly number[], second: readonly number[]): number {
  const all = [
    ...first.map((value) => ({ value, isSecond: false })),
    ...second.map((value) => ({ value, isSecond: true })),
  ].sort((a, b) => a.value - b.value)
  let ranks = 0
  for (let from = 0; from < all.length; ) {
    let to = from
    while (to < all.length && all[to]?.value === all[from]?.value) to += 1
    const seconds = all.slice(from, to).filter(({ isSecond }) => isSecond).length
    ranks += seconds * ((from + 1 + to) / 2)
    from = to
  }
  const pairs = first.length * second.length
  const share = (ranks - (second.length * (second.length + 1)) / 2) / pairs
  return Math.max(share, 1 - share)
}

/** Where nothing is told, it is no more than this in 95 % of all runs of so many answers of each kind. */
export function byChance(pairs: number): number {
  return 0.5 + 1.96 * Math.sqrt((2 * pairs + 1) / (12 * pairs ** 2))
}
