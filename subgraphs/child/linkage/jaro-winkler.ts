/**
 * How much two words are alike, by Jaro and Winkler: 1 for the same word, 0 for nothing in common.
 *
 * @module
 */

const LONGEST = 64
const PREFIX = 4
const PER_LETTER_OF_PREFIX = 0.1

// Scratch, so that millions of comparisons make nothing to clean up; no call outlives another.
const takenA = new Uint8Array(LONGEST)
const takenB = new Uint8Array(LONGEST)

/** Of words that are longer than 64 letters, the beginnings are compared. */
export function jaroWinkler(a: string, b: string): number {
  const jaro = jaroOf(a, b)
  let prefix = 0
  while (prefix < PREFIX && prefix < a.length && a[prefix] === b[prefix]) prefix++
  return jaro + prefix * PER_LETTER_OF_PREFIX * (1 - jaro)
}

export function jaroOf(a: string, b: string): number {
  if (a === b) return a === '' ? 0 : 1
  const lengthA = Math.min(a.length, LONGEST)
  const lengthB = Math.min(b.length, LONGEST)
  const common = markCommon(a, lengthA, b, lengthB)
  if (common === 0) return 0
  const swaps = outOfOrder(a, lengthA, b) / 2
  return (common / lengthA + common / lengthB + (common - swaps) / common) / 3
}

/** Letters are common when they are the same and not further apart than half of the longer word. */
function markCommon(a: string, lengthA: number, b: string, lengthB: number): number {
  const reach = Math.max(0, Math.floor(Math.max(lengthA, lengthB) / 2) - 1)
  takenA.fill(0, 0, lengthA)
  takenB.fill(0, 0, lengthB)
  let common = 0
  for (let i = 0; i < lengthA; i++) {
    const letter = a.charCodeAt(i)
    const last = Math.min(lengthB - 1, i + reach)
    for (let j = Math.max(0, i - reach); j <= last; j++) {
      if (takenB[j] === 1 || b.charCodeAt(j) !== letter) continue
      takenA[i] = takenB[j] = 1
      common++
      break
    }
  }
  return common
}

function outOfOrder(a: string, lengthA: number, b: string): number {
  let count = 0
  for (let i = 0, j = 0; i < lengthA; i++) {
    if (takenA[i] === 0) continue
    while (takenB[j] === 0) j++
    if (a.charCodeAt(i) !== b.charCodeAt(j++)) count++
  }
  return count
}
