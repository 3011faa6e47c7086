/**
 * From a delivery to Perined to what the delivery store keeps of it: nobody is named there.
 *
 * @module
 */

import type { DeliveredRecord } from '../../connectors/deliveries.ts'
import type { StoreKey } from '../../connectors/subject-index.ts'
import { type Indexed, indexOfNumber, indexOfPerson } from '../../connectors/subject-index.ts'
import { readMoment } from '../../connectors/wall-clock.ts'
import { type Bsn, isElevenProof } from '../../privacy/bsn.ts'
import type { BirthBody, BodyKind, KeptElement, PregnancyBody } from './perined-kernset-bodies.ts'
import type { Identifier, KernsetMessage } from './perined-kernset-message.ts'
import { refuse } from './perined-kernset-refusal.ts'
import type { KernsetElement } from './perined-kernset-sheet.ts'
import { toWhen } from './perined-kernset-value.ts'
import type { Around } from './perined-kernset-xml.ts'

export interface ReadMessage {
  readonly line: number
  readonly elements: readonly KernsetElement[]
  /** What stood around the message. */
  readonly around: readonly Around[]
  readonly message: KernsetMessage
}

/** The subject of what is said of a person. */
export function indexOf(key: StoreKey, bsn: Bsn): string {
  return indexOfPerson(key, 'birth-care person', bsn)
}

export function* toRecords(read: ReadMessage, indexed: Indexed): Generator<DeliveredRecord> {
  const { line, elements, around, message } = read
  const { institution, woman, pregnancy, delivery, children, care } = message
  const key = indexed.storeKey
  const number = (kind: string, { value }: Identifier) =>
    indexOfNumber(indexed, `birth-care ${kind}`, value.toLowerCase())
  const dossier = number('dossier', pregnancy.dossier ?? refuse(line, '', 'missing'))
  const mother = woman.bsn && indexOf(key, woman.bsn)
  const told = {
    source: institution.lvr ?? institution.agb ?? '',
    mother,
    dossier,
    partus: delivery.partus && isNumber(delivery.partus) ? number('partus', delivery.partus) : null,
  }
  const recordedAt = madeAt(line, around)
  const from = care.from !== null && care.from.length >= 10 ? readMoment(care.from) : undefined
  const about = (kind: BodyKind, subject: string, body: unknown): DeliveredRecord => ({
    line,
    kind,
    subject,
    logicalKey: dossier,
    ...(from && { validAt: from }),
    ...(recordedAt && { recordedAt }),
    body,
  })

  const kept = elements.map((element) => blind(element, indexed))
  yield about('pregnancy', mother ?? dossier, {
    ...told,
    elements: kept.filter((element) => !isOfChild(element)),
    around: around.map(({ path, value }) => ({ path, value: mask(value) })),
  } satisfies PregnancyBody)
  if (!kept.some(isOfChild)) return
  yield about('birth', mother ?? dossier, {
    ...told,
    elements: kept.filter((element) => isOfChild(element) || WITH_BIRTH.has(element.number)),
  } satisfies BirthBody)
  for (const { bsn } of children) if (bsn) yield about('child', indexOf(key, bsn), {})
}

/** Which says something: some systems fill in `*` or zeros. */
function isNumber({ value }: Identifier): boolean {
  return /[1-9a-z]/i.test(value)
}

/** Without these a birth cannot be told. */
const WITH_BIRTH: ReadonlySet<string> = new Set([
  '82160', // definitieve à terme datum
  '20505', // aantal geboren kinderen
  '20590', // tijdstip begin actieve ontsluiting
])

function isOfChild({ path }: KeptElement): boolean {
  return /^(uitkomst_per_kind|postnatale_fase\/kindspecifieke_gegevens)\[/.test(path)
}

/** Numbers of persons and dossiers, besides BSNs. */
const LOCAL: ReadonlySet<string> = new Set(['10031', '84211', '20500'])

function blind(element: KernsetElement, indexed: Indexed): KeptElement {
  const { bsn, ...rest } = element
  if (bsn) return { ...rest, value: indexOf(indexed.storeKey, bsn) }
  const { value, number } = rest
  if (value === null) return rest
  if (!LOCAL.has(number)) return { ...rest, value: mask(value) }
  return { ...rest, value: indexOfNumber(indexed, `birth-care ${number}`, value.toLowerCase()) }
}

/** A BSN that somebody wrote where none belongs. */
function mask(text: string): string {
  return text.replace(/(?<!\d)\d{9}(?!\d)/g, (digits) =>
    isElevenProof(digits) ? '#########' : digits,
  )
}

const MADE_AT = [
  'REPC_IN004014NL/creationTime/@value',
  'adaxml/meta/@last-update-date',
  'adaxml/meta/@creation-date',
]

/** When the message was made, by itself. One of the future would stay the latest for ever. */
function madeAt(line: number, around: readonly Around[]): Date | undefined {
  const told = MADE_AT.map((path) => around.find((one) => one.path === path)).find(Boolean)
  if (!told || told.value === '') return undefined
  const time = toWhen(told.value)
  if (time === undefined) return refuse(line, told.path, 'date')
  if (time.length < 10) return undefined
  const at = readMoment(time)
  return at.getTime() > Date.now() ? undefined : at
}
