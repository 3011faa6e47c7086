/**
 * Reads messages of iJw 3.2: what the municipality allocated (JW301), what providers started (JW305) and stopped
 * (JW307), what they asked for (JW315, JW317) and were answered (JW319), and how all that was received (JW302 to JW320).
 *
 * A message comes from outside. So it may not be large or deep, has no DOCTYPE, and is as the standard says, or nothing
 * of it is taken in. A BSN becomes a blind index here, and goes no further but under seal, for linking.
 *
 * @module
 */

import { randomBytes } from 'node:crypto'
import { SaxesParser } from 'saxes'
import type { DeliveredRecord, DeliveryReader } from '../../connectors/deliveries.ts'
import type { FormatReader } from '../../connectors/format.ts'
import type { Indexed } from '../../connectors/subject-index.ts'
import { toBirthDate } from './birth-date.ts'
import { openMapping } from './ijw-mapping.ts'
import { MESSAGES } from './ijw-structure.ts'
import { readAhead } from './read-ahead.ts'
import { refuse } from './refusal.ts'
import { decodeUtf8 } from './utf8.ts'
import { openWalk, type Walk, type XmlRecord } from './xml-walk.ts'

/** OP179. */
const MOST_BYTES = 25 * 1024 * 1024
/** Pieces of a file that may be read and not stored yet. */
const AHEAD = 3

export function readIjw(indexed: Indexed): DeliveryReader {
  return (bytes) => readRecords(bytes, openMapping(indexed)).records
}

/** Shows what would be taken in; whom it is about is blind, under a key that nobody keeps. */
export const readIjwFile: FormatReader = async function* (bytes, tally) {
  const toRecord = openMapping({ registry: 'read', storeKey: KEY })
  const { records, counted } = readRecords(bytes, (record) => show(record, toRecord(record)))
  yield* records
  tally.read(counted.read)
  tally.kept(counted.kept)
}

const KEY = randomBytes(64)

/** What has no field is in its `remainder`: of what may not be kept, only where it stood. */
export interface ShownRecord extends DeliveredRecord {
  /** In the record of the message alone. It is not stored. */
  readonly client?: { readonly birthDate: string | null; readonly sex: string }
  readonly withheld: readonly { readonly path: string; readonly withheld: true }[]
}

function show({ name, values, withheld }: XmlRecord, record: DeliveredRecord): ShownRecord {
  const day = values['Client/Geboortedatum/Datum']
  const sex = values['Client/Geslacht'] ?? ''
  const birthDate = day && toBirthDate(day, values['Client/Geboortedatum/DatumGebruik'])
  const { person: _, ...body } = record.body as { readonly person?: string }
  return {
    ...record,
    body,
    ...(name === 'Bericht' && birthDate !== undefined && { client: { birthDate, sex } }),
    withheld: [...withheld.keys()].map((path) => ({ path, withheld: true })),
  }
}

function readRecords<R>(bytes: AsyncIterable<Buffer>, toRecord: (record: XmlRecord) => R) {
  const ready: R[] = []
  const walk = openWalk(MESSAGES, (record) => ready.push(toRecord(record)))
  const parser = openParser(walk)

  async function* batches(): AsyncGenerator<readonly R[], void, void> {
    const refuseCoding = () => refuse(parser.line, walk.here(), 'encoding')
    for await (const text of decodeUtf8(limited(), refuseCoding)) {
      parse(text)
      yield ready.splice(0)
    }
    parse(null)
    yield ready.splice(0)
  }

  function parse(text: string | null): void {
    try {
      parser.write(text)
    } catch (error) {
      if (!isOfParser(error)) throw error
      refuse(parser.line, walk.here(), 'well-formed')
    }
  }

  async function* limited(): AsyncGenerator<Buffer> {
    let size = 0
    for await (const chunk of bytes) {
      size += chunk.length
      if (size > MOST_BYTES) refuse(parser.line, '', 'OP179')
      yield chunk
    }
  }

  return { records: readAhead(batches(), AHEAD), counted: walk.counted }
}

/**
 * What is listened for is what is needed: with a listener or two more the parser's own object becomes a slow one, and a
 * file takes four times as long.
 */
function openParser(walk: Walk): SaxesParser<{ xmlns: true }> {
  const parser = new SaxesParser({ xmlns: true })
  let hasBegun = false
  parser.on('doctype', () => refuse(parser.line, '', 'doctype'))
  parser.on('opentag', ({ uri, local, attributes }) => {
    if (!hasBegun) checkEncoding(parser.xmlDecl.encoding)
    hasBegun = true
    walk.open(uri, local, parser.line)
    for (const name in attributes) {
      if (!isMeta(attributes[name])) refuse(parser.line, walk.here(), 'attribute')
    }
  })
  parser.on('text', (text) => walk.text(text, parser.line))
  parser.on('cdata', (text) => walk.text(text, parser.line))
  parser.on('closetag', () => walk.close(parser.line))
  return parser
}

function checkEncoding(encoding: string | undefined): void {
  if (encoding !== undefined && !/^utf-?8$/i.test(encoding)) refuse(1, '', 'encoding')
}

/** Without a listener a parser throws: where it stands, and what is wrong, with a piece of the message. */
function isOfParser(error: unknown): boolean {
  return error instanceof Error && /^\d+:\d+: /.test(error.message)
}

const ABOUT_SCHEMAS = 'http://www.w3.org/2001/XMLSchema-instance'

/** What says how to read the message, and is not of it: namespaces, and where a schema lies. */
function isMeta(attribute: { prefix: string; local: string; uri: string } | undefined): boolean {
  if (!attribute) return true
  const { prefix, local, uri } = attribute
  if (prefix === 'xmlns' || (prefix === '' && local === 'xmlns')) return true
  return uri === ABOUT_SCHEMAS && /^(?:noNamespaceS|s)chemaLocation$/.test(local)
}
