/**
 * What a number would be had no record been lost in linking (PRODUCT N6).
 *
 * Names and addresses of some families link worse than those of others. A record that is linked to nobody was seen by its
 * registry all the same, so a child may have been seen of whom that is not known. How far a value may be off by that stands
 * beside it: as if no such record were of these children, and as if all were.
 *
 * @module
 */

/** What was counted of who is linked. */
export interface Counted {
  readonly numerator: number
  readonly denominator: number
}

/**
 * Records of the same window and domain, as many as could count, that are linked to nobody.
 *
 * `numerator`: those that would be counted above the line, were they of these children. `denominator`: those that would be
 * counted below it; none where children or families are counted below the line, for these are known without the registry.
 */
export interface Unlinked {
  readonly numerator: number
  readonly denominator: number
}

export interface Bounds {
  /** None of them is of these children: as is counted. */
  readonly ifNoUnlinkedSeen: number | null
  /** All of them are, each of another child that is not counted yet. */
  readonly ifAllUnlinkedSeen: number | null
  /** The least and the most that it can be, whichever of them are. */
  readonly least: number | null
  readonly most: number | null
}

/** `isShare`: what is above the line is among what is below it. */
export function boundsOf(
  { numerator, denominator }: Counted,
  unlinked: Unlinked,
  { isShare }: { isShare: boolean },
): Bounds {
  const value = (above: number, below: number): number | null => {
    if (below <= 0) return null
    return isShare ? Math.min(1, above / below) : above / below
  }
  const no = value(numerator, denominator)
  const all = value(numerator + unlinked.numerator, denominator + unlinked.denominator)
  // Least: those below the line alone; most: those above it, with their place below it where they have one.
  const onlyBelow = Math.max(0, unlinked.denominator - unlinked.numerator)
  const both = Math.min(unlinked.numerator, unlinked.denominator)
  const least = value(numerator, denominator + onlyBelow)
  const most = value(numerator + unlinked.numerator, denominator + both)
  const known = [no, all, least, most].filter((each) => each !== null)
  return {
    ifNoUnlinkedSeen: no,
    ifAllUnlinkedSeen: all,
    least: known.length > 0 ? Math.min(...known) : null,
    most: known.length > 0 ? Math.max(...known) : null,
  }
}
