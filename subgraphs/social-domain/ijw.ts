/**
 * Reads messages of iJw 3.2: what the municipality allocated (JW301), and what providers started
 * (JW305) and stopped (JW307).
 *
 * A message comes from outside. So it may not be large or deep, has no DOCTYPE, and is as the
 * standard says, or nothing of it is taken in. A BSN becomes a blind index here, and goes no
 * further.
 *
 * @module
 */

import { SaxesParser } from 'saxes'
import type { DeliveredRecord, DeliveryReader } from '../../connectors/deliveries.ts'
import type { Indexed } from '../../connectors/subject-index.ts'
import { toRecord } from './ijw-mapping.ts'
import { MESSAGES } from './ijw-structure.ts'
import { refuse } from './refusal.ts'
import { openWalk, type XmlRecord } from './xml-walk.ts'

/** OP179. */
const MOST_BYTES = 25 * 1024 * 1024

export function readIjw(indexed: Indexed): DeliveryReader {
  return async function* (bytes): AsyncGenerator<DeliveredRecord> {
    for await (const record of readRecords(bytes)) yield toRecord(record, indexed)
  }
}

async function* readRecords(bytes: AsyncIterable<Buffer>): AsyncGenerator<XmlRecord> {
  const records: XmlRecord[] = []
  const parser = openParser((record) => records.push(record))
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let size = 0

  for await (const chunk of bytes) {
    size += chunk.length
    if (size > MOST_BYTES) refuse(parser.line, '', 'OP179')
    parser.write(decode(chunk))
    yield* records.splice(0)
  }
  parser.write(decode()).close()
  yield* records.splice(0)

  function decode(chunk?: Buffer): string {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined })
    } catch {
      return refuse(parser.line, '', 'encoding')
    }
  }
}

function openParser(onRecord: (record: XmlRecord) => void): SaxesParser<{ xmlns: true }> {
  const parser = new SaxesParser({ xmlns: true })
  const walk = openWalk(MESSAGES, onRecord)
  // What a parser says of an error quotes the message.
  parser.on('error', () => refuse(parser.line, walk.here(), 'well-formed'))
  parser.on('doctype', () => refuse(parser.line, '', 'doctype'))
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && !/^utf-?8$/i.test(encoding)) refuse(parser.line, '', 'encoding')
  })
  parser.on('opentag', ({ uri, local }) => walk.open(uri, local, parser.line))
  parser.on('text', (text) => walk.text(text, parser.line))
  parser.on('cdata', (text) => walk.text(text, parser.line))
  parser.on('closetag', () => walk.close(parser.line))
  return parser
}
