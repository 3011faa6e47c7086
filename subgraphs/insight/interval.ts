/**
 * How sure a share is, as far as chance goes.
 *
 * @module
 */

/** Of the normal distribution, for 95 %. */
const Z = 1.959964

/** Wilson's interval of 95 %: it stays between 0 and 1, and holds for small numbers, too. */
export function wilson(count: number, of: number): { lower: number; upper: number } {
  const share = count / of
  const weight = 1 + Z ** 2 / of
  const middle = (share + Z ** 2 / (2 * of)) / weight
  const reach = (Z / weight) * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2))
  return { lower: Math.max(0, middle - reach), upper: Math.min(1, middle + reach) }
}

/** Of a rate: as if what is counted came by chance (Byar's approximation of Poisson's). */
export function byar(count: number, of: number): { lower: number; upper: number } {
  const at = (n: number, sign: number) =>
    n === 0 ? 0 : n * (1 - 1 / (9 * n) + (sign * Z) / (3 * Math.sqrt(n))) ** 3
  return { lower: at(count, -1) / of, upper: at(count + 1, 1) / of }
}
