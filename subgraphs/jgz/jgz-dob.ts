/**
 * Reads dossier transfer messages (dossieroverdrachtbericht, DOB) of youth health care: HL7v3, one dossier each.
 *
 * A message comes from outside. So it may not be large or deep, has no DOCTYPE, and is as the standard says, or nothing of
 * it is taken in. A BSN becomes a blind index here, and goes no further but under seal, for linking. Without one the
 * dossier is known by its own number.
 *
 * @module
 */

import { createHash } from 'node:crypto'
import type { DeliveredRecord, DeliveryReader } from '../../connectors/deliveries.ts'
import type { FormatReader } from '../../connectors/format.ts'
import type { StoreKey } from '../../connectors/subject-index.ts'
import {
  type Indexed,
  indexOfNumber,
  indexOfPerson,
  indexOfUnnamed,
} from '../../connectors/subject-index.ts'
import type { Bsn } from '../../privacy/bsn.ts'
import type { RecordKey } from '../../privacy/record-key.ts'
import type { Linkable } from '../linkable.ts'
import { sealPerson } from '../told-person.ts'
import type { BodyKind } from './dossier-bodies.ts'
import type { CodedParts } from './jgz-dob-contact.ts'
import { type Dossier, readDossier } from './jgz-dob-dossier.ts'
import { seal } from './kept.ts'

/** The subject of a child's records in the delivery store. */
export function indexOfChild(key: StoreKey, bsn: Bsn): string {
  return indexOfPerson(key, 'jgz child', bsn)
}

/** Whom a key is about: by BSN, or as the registry offered it for linking. */
export function toSubjects(key: StoreKey, { bsn, records }: RecordKey): readonly string[] {
  return [...new Set([...(bsn ? [indexOfChild(key, bsn)] : []), ...records])]
}

export function readJgzDob(indexed: Indexed): DeliveryReader {
  return async function* (bytes): AsyncGenerator<DeliveredRecord> {
    yield* toRecords(await readDossier(bytes), indexed)
  }
}

/** What `kindlijn read` shows: all of it, also what is never served. */
export const readJgzDobFile: FormatReader = async function* (bytes, tally) {
  const { bsn, ...dossier } = await readDossier(bytes)
  for (const { counted } of [dossier, ...dossier.contacts]) {
    tally.read(counted.read)
    tally.kept(counted.kept)
    for (const path of counted.unknown) tally.unknown(path)
  }
  yield { ...dossier, bsn: bsn?.reveal() ?? null }
}

/** A row for each kind of what each contact tells, and for what is of the dossier as a whole. */
function* toRecords(dossier: Dossier, indexed: Indexed): Generator<DeliveredRecord> {
  const { sentAt, contacts, line, birthDate, documents, withheld, parts } = dossier
  const { storeKey } = indexed
  const subject = dossier.bsn
    ? indexOfChild(storeKey, dossier.bsn)
    : indexOfUnnamed(indexed, 'jgz child', dossier.dossier)
  const blind = (kind: string, text: string) => indexOfNumber(indexed, `jgz ${kind}`, text)
  const own = blind('dossier', dossier.dossier)
  // A message that was made again under its old number is another message.
  const from = { dossier: own, message: blind('message', digest(dossier)) }
  const recordedAt = new Date(sentAt)
  const row = (at: number, kind: BodyKind, logicalKey: string, body: object): DeliveredRecord => ({
    line: at,
    kind,
    subject,
    logicalKey,
    recordedAt,
    body: { ...from, ...body },
  })
  function* rowsOf(at: number, key: string, told: CodedParts): Generator<DeliveredRecord> {
    for (const [kind, data] of Object.entries(told)) {
      if (data.length === 0) continue
      const blinded = data.map((one) =>
        'id' in one ? { ...one, id: blind(kind, `${own}\n${key}\n${one.id}`) } : one,
      )
      yield row(at, kind as BodyKind, key, { data: blinded })
    }
  }

  const born = birthDate === null ? null : blind('birth date', `${subject}\n${birthDate}`)
  yield row(line, 'dossier', own, { born, person: sealPerson(storeKey, personIn(dossier)) })
  yield* rowsOf(line, own, parts)
  if (documents.length > 0) yield row(line, 'documents', own, { data: documents })
  yield row(line, 'withheld', own, { sealed: seal(storeKey, withheld) })
  for (const contact of contacts) {
    const key = blind('contact', contact.id)
    yield* rowsOf(contact.line, key, contact.parts)
    if (contact.withheld.length > 0) {
      yield row(contact.line, 'withheld', key, { sealed: seal(storeKey, contact.withheld) })
    }
  }
}

/** For linking; whoever else is in the dossier is not. */
function personIn({ bsn, birthDate, person }: Dossier): Partial<Linkable> {
  return { ...person, bsn: bsn?.reveal() ?? null, birthDate }
}

function digest({ bsn, person, ...dossier }: Dossier): string {
  return createHash('sha256')
    .update(JSON.stringify([bsn?.reveal() ?? null, dossier]))
    .digest('base64url')
}
