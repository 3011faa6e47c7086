/**
 * The large versions are the same tests with a larger N: `npm run test:long`.
 *
 * @module
 */

export const IS_LONG = process.env.KINDLIJN_TEST_SCALE === 'long'

/** How many cases: so many in the normal run, so many in the long one. */
export function cases(normal: number, long: number): number {
  return IS_LONG ? long : normal
}
