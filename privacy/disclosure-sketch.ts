/**
 * How many units are in one of two sets and not in the other, without anybody knowing who.
 *
 * Each child has a place of its own by lot, and a unit of it adds one at that place, in words of {@link PLACES} digits to the
 * base of four. Of the difference of two sums at most as many digits are not nought as units differ, since what is carried
 * over makes two digits into one. So fewer than k are never taken for k. Of very many three digits in four are not nought.
 *
 * A word is a number of 32 bits with its sign, and goes round: what is added and what is left out may be in any order.
 *
 * @module
 */

/** Of a word. */
export const PLACES = 16
const MOST_WORDS = 16

/** Among how many places a child has one; of a sketch of fewer words it is what remains of it. */
export const ALL_PLACES = PLACES * MOST_WORDS

export type Sketch = readonly number[]

/** Twice k fill less than half of the digits, up to k of 96; beyond that more is hidden. */
export function wordsFor(k: number): number {
  let words = 2
  while (words < MOST_WORDS && 6 * words < k) words *= 2
  return words
}

/** Of one unit of a child who has this place. */
export function sketchOfOne(place: number, words: number): Sketch {
  const own = place % (words * PLACES)
  return Array.from({ length: words }, (_, i) =>
    Math.floor(own / PLACES) === i ? 4 ** (own % PLACES) : 0,
  )
}

/** Of parts that have no unit in common. */
export function addedSketches(all: readonly Sketch[]): Sketch {
  return all.reduce((one, other) => {
    const words = Math.min(one.length, other.length)
    const [a, b] = [folded(one, words), folded(other, words)]
    return a.map((word, i) => (word + (b[i] ?? 0)) | 0)
  })
}

/** At least so many units are in one and not in the other. Undefined: it cannot be known, as of what was told in another way before. */
export function leastApart(one: Sketch, other: Sketch): number | undefined {
  const words = Math.min(one.length, other.length)
  if (words === 0 || one.length > MOST_WORDS || other.length > MOST_WORDS) return undefined
  const [a, b] = [folded(one, words), folded(other, words)]
  let digits = 0
  for (let i = 0; i < words; i += 1) digits += digitsIn(((a[i] ?? 0) - (b[i] ?? 0)) | 0)
  return digits
}

/** Words that come together where places are counted among fewer. */
function folded(sketch: Sketch, words: number): Sketch {
  if (sketch.length === words) return sketch
  const own = new Array<number>(words).fill(0)
  for (const [i, word] of sketch.entries()) own[i % words] = ((own[i % words] ?? 0) + word) | 0
  return own
}

/** Two at each digit. */
const TWOS = 0xaaaa_aaaa | 0
const ONES = 0x5555_5555

/** Digits that are not nought, where they go from minus two to one. */
function digitsIn(word: number): number {
  const shifted = (word + TWOS) ^ TWOS
  let [left, digits] = [(shifted | (shifted >>> 1)) & ONES, 0]
  for (; left !== 0; left &= left - 1) digits += 1
  return digits
}
