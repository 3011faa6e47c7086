/**
 * Bytes to lines, one at a time, whatever program exported them.
 *
 * Dutch software writes UTF-8 with or without a byte order mark, or Windows-1252, and does not say which. Text in
 * Windows-1252 with an accent in it is practically never valid UTF-8, so each line tells by itself.
 *
 * @module
 */

import { type Refuse, refuseBy } from './deliveries.ts'

const RULES = {
  'line-length': 'The line is longer than a line of this list can be. Export the list again.',
  encoding: 'The line is not in UTF-8, though the list begins as such. Export the list again.',
} as const
const refuse: Refuse<keyof typeof RULES> = refuseBy(RULES)

export interface TextLine {
  /** The heading is line 1. */
  readonly line: number
  readonly text: string
}

/** No line of our formats comes near it; without a bound, a file without line ends would fill the memory. */
const MOST_BYTES = 64 * 1024
const LINE_FEED = 0x0a
const MARK = Buffer.from('\uFEFF')

export async function* readLines(bytes: AsyncIterable<Buffer>): AsyncGenerator<TextLine> {
  let rest: Buffer = Buffer.alloc(0)
  let line = 0
  let marked = false

  function toLine(piece: Buffer): TextLine {
    line += 1
    marked ||= line === 1 && piece.subarray(0, MARK.length).equals(MARK)
    const text = decode(line === 1 && marked ? piece.subarray(MARK.length) : piece, marked, line)
    return { line, text: text.replace(/\r$/, '') }
  }

  for await (const chunk of bytes) {
    let from = 0
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, from)) {
      const piece = chunk.subarray(from, end)
      if (rest.length + piece.length > MOST_BYTES) refuse(line + 1, '', 'line-length')
      yield toLine(rest.length > 0 ? Buffer.concat([rest, piece]) : piece)
      rest = Buffer.alloc(0)
      from = end + 1
    }
    rest = Buffer.concat([rest, chunk.subarray(from)])
    if (rest.length > MOST_BYTES) refuse(line + 1, '', 'line-length')
  }
  if (rest.length > 0) yield toLine(rest)
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const WINDOWS_1252 = new TextDecoder('windows-1252')

function decode(piece: Buffer, marked: boolean, line: number): string {
  try {
    return UTF_8.decode(piece)
  } catch {
    // After a byte order mark it has to be UTF-8.
    if (marked) refuse(line, '', 'encoding')
    return WINDOWS_1252.decode(piece)
  }
}
