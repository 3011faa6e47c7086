/**
 * What becomes of files on their way: for tests.
 *
 * @module
 */

import fc from 'fast-check'

/** Cut off, with bytes changed, or with lines moved, left out or twice there. */
export function mutations(whole: Buffer): fc.Arbitrary<Buffer> {
  const lines = whole.toString('latin1').split('\n')
  const toBytes = (changed: readonly string[]) => Buffer.from(changed.join('\n'), 'latin1')
  const place = fc.nat(lines.length - 1)
  return fc.oneof(
    fc.nat(whole.length).map((at) => whole.subarray(0, at)),
    fc
      .nat(whole.length - 1)
      .map((at) => Buffer.concat([whole.subarray(0, at), whole.subarray(at + 1)])),
    fc
      .array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 })
      .map((changes) => {
        const broken = Buffer.from(whole)
        for (const [at, byte] of changes) broken[at] = byte
        return broken
      }),
    fc.tuple(place, place).map(([from, to]) => {
      const moved = lines.toSpliced(from, 1)
      return toBytes(moved.toSpliced(to, 0, lines[from] ?? ''))
    }),
    place.map((at) => toBytes(lines.toSpliced(at, 1))),
    place.map((at) => toBytes(lines.toSpliced(at, 0, lines[at] ?? ''))),
  )
}
