/**
 * Reads deliveries to Perined: the kernset geboortezorg 2.3.6, in the simple form (ADA) and in that of HL7v3.
 *
 * Both forms of one message make equal records. A BSN becomes a blind index here, and goes no further.
 *
 * @module
 */

import type { DeliveredRecord, DeliveryReader } from '../../connectors/deliveries.ts'
import type { FormatReader } from '../../connectors/format.ts'
import type { Indexed } from '../../connectors/subject-index.ts'
import { readAda } from './perined-kernset-ada.ts'
import { FIELDS, NAMES } from './perined-kernset-elements.ts'
import { toMessage } from './perined-kernset-facts.ts'
import { readHl7 } from './perined-kernset-hl7.ts'
import { type ReadMessage, toRecords } from './perined-kernset-records.ts'
import { refuse } from './perined-kernset-refusal.ts'
import { openSheet } from './perined-kernset-sheet.ts'
import { readMessages } from './perined-kernset-xml.ts'

export const readPerinedKernsetFile: FormatReader = async function* (bytes, tally) {
  for await (const { elements, around, message } of readAll(bytes)) {
    for (const { number, path } of elements) {
      const name = path.slice(path.lastIndexOf('/') + 1)
      if (NAMES.get(number) === name) {
        if (Object.hasOwn(FIELDS, number)) tally.read()
        else tally.kept()
      } else if (number === '' && name.startsWith('@')) tally.kept()
      else tally.unknown(path.slice(0, path.lastIndexOf('/')))
    }
    tally.kept(around.length)
    yield { ...message, around }
  }
}

export function readPerinedKernset(indexed: Indexed): DeliveryReader {
  return async function* (bytes): AsyncGenerator<DeliveredRecord> {
    for await (const read of readAll(bytes)) yield* toRecords(read, indexed)
  }
}

/** Without these nobody can tell of which pregnancy a message speaks, since when, and who says it. */
const MANDATORY: readonly (readonly [path: string, numbers: readonly string[]])[] = [
  ['zwangerschap/dossiernummer', ['84211']],
  ['zorgverlening/datum_start_zorgverantwoordelijkheid', ['20290']],
  ['zorgverlenerzorginstelling/zorginstelling/zorginstelling_lvrid', ['10023', '10022']],
]

async function* readAll(bytes: AsyncIterable<Buffer>): AsyncGenerator<ReadMessage> {
  for await (const { form, root, around } of readMessages(bytes)) {
    const sheet = openSheet()
    if (form === 'ada') readAda(root, sheet)
    else readHl7(root, sheet)
    const elements = sheet.elements()
    for (const [path, numbers] of MANDATORY) {
      if (!elements.some(({ number, value }) => value !== null && numbers.includes(number))) {
        refuse(root.line, path, 'missing')
      }
    }
    yield { line: root.line, elements, around, message: toMessage(elements) }
  }
}
