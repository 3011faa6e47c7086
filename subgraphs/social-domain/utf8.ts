/**
 * Bytes to text, where all of it has to be UTF-8.
 *
 * @module
 */

import { isUtf8 } from 'node:buffer'

/** What comes before the first byte that is wrong is handed out before it is refused: so the refusal knows its line. */
export async function* decodeUtf8(
  bytes: AsyncIterable<Buffer>,
  refuse: () => never,
): AsyncGenerator<string> {
  // The beginning of a character whose end is in the next chunk.
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of bytes) {
    const piece = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    const end = endOfWhole(piece)
    const whole = piece.subarray(0, end)
    rest = piece.subarray(end)
    if (isUtf8(whole)) yield whole.toString()
    else {
      const [before = ''] = whole.toString().split('\uFFFD', 1)
      yield before
      refuse()
    }
  }
  if (rest.length > 0) refuse()
}

/** Where the last character ends of which all bytes are there. */
function endOfWhole(piece: Buffer): number {
  for (let back = 1; back <= 3 && back <= piece.length; back += 1) {
    const byte = piece[piece.length - back] ?? 0
    if (byte < 0x80) break
    if (byte >= 0xc0) return lengthFrom(byte) > back ? piece.length - back : piece.length
  }
  return piece.length
}

function lengthFrom(lead: number): number {
  if (lead >= 0xf0) return 4
  return lead >= 0xe0 ? 3 : 2
}
