/**
 * The records of an iJw message, in our words.
 *
 * @module
 */

import type { DeliveredRecord } from '../../connectors/deliveries.ts'
import type { Indexed } from '../../connectors/subject-index.ts'
import { toMoment } from '../../connectors/wall-clock.ts'
import { Bsn } from '../../privacy/bsn.ts'
import type { Linkable } from '../linkable.ts'
import { sealPerson } from '../told-person.ts'
import { toBirthDate } from './birth-date.ts'
import { DELIVERY_STATUS, isAccepting, REMOVED } from './codes.ts'
import type {
  Allocated,
  Answered,
  BodyKind,
  Delivered,
  Product,
  Requested,
  Returned,
  Volume,
  YouthHelpBody,
} from './delivered-bodies.ts'
import { keyOf } from './ijw-keys.ts'
import type { MessageRule } from './ijw-structure.ts'
import { refuse } from './refusal.ts'
import { indexOfAllocation, indexOfChild, indexOfMessage, indexOfRequest } from './subject-index.ts'
import type { Values, XmlRecord } from './xml-walk.ts'

/** What holds for all records of one message. */
interface Message {
  readonly rule: MessageRule
  readonly id: string
  readonly sender: string
  readonly receiver: string
  readonly provider: string
  readonly municipality: string
  /** Of the child; nothing where a message names none. */
  readonly subject: string
  readonly recordedAt: Date
}

/** For one message: its records come in the order in which they stand in it, the message itself at the end. */
export function openMapping(indexed: Indexed): (record: XmlRecord) => DeliveredRecord {
  let message: Message | undefined
  return (record) => {
    message ??= toMessage(record, indexed)
    const body = toBody(record, message, indexed)
    const { kept } = record
    const validAt = validAtOf(body, message)
    return {
      line: record.line,
      kind: 'youth-help' satisfies BodyKind,
      subject: message.subject,
      logicalKey: keyOf(body),
      ...(validAt && { validAt }),
      recordedAt: message.recordedAt,
      body: { ...body, message: message.id, ...(kept.length > 0 && { remainder: kept }) },
    }
  }
}

function toMessage({ message: rule, around }: XmlRecord, indexed: Indexed): Message {
  const sender = get(around, 'Header/Afzender')
  const receiver = get(around, 'Header/Ontvanger')
  const id = get(around, 'Header/BerichtIdentificatie/Identificatie')
  const sent = get(around, 'Header/BerichtIdentificatie/Dagtekening')
  // An answer may repeat a number that is no BSN; it is about nobody then.
  const bsn = Bsn.parse(around['Client/Bsn'] ?? '')
  // The day of the message: it has no time. What came on one day counts in the order in which it came.
  return {
    rule,
    id: indexOfMessage(indexed, [rule.tells, sender, receiver, sent, id].join(' ')),
    sender,
    receiver,
    provider: rule.sender === 'provider' ? sender : receiver,
    municipality: rule.sender === 'provider' ? receiver : sender,
    subject: bsn ? indexOfChild(indexed.storeKey, bsn) : '',
    recordedAt: startOf(rule.isAnswer ? get(around, 'Header/DagtekeningRetour') : sent),
  }
}

function toBody(record: XmlRecord, message: Message, indexed: Indexed): YouthHelpBody {
  const { rule, id, sender, receiver } = message
  if (record.name !== 'Bericht') {
    const body = toTold(record, message, indexed)
    if (!rule.isAnswer) return body
    return { ...toReturned(record.values, id, keyOf(body)), repeated: body }
  }
  if (rule.isAnswer) return toReturned(record.values, id, null)
  const schemas = ['BasisschemaXsdVersie', 'BerichtXsdVersie'].map((name) =>
    get(record.values, `Header/XsdVersie/${name}`),
  )
  const person = toSealedPerson(record, indexed)
  const sent = { message: id, kind: rule.kind, release: '3.2', sender, receiver, schemas }
  return { told: 'sent', ...sent, ...(person !== undefined && { person }) }
}

/** COD046. */
const SEXES: Readonly<Record<string, Linkable['sex']>> = { '1': 'male', '2': 'female' }

/** For linking: of who has a BSN, no address, and nobody else. */
function toSealedPerson({ values, sealed }: XmlRecord, { storeKey }: Indexed): string | undefined {
  const bsn = values['Client/Bsn']
  if (bsn === undefined) return undefined
  const { familyName = null, prefix = null, givenNames, initials } = sealed
  const day = values['Client/Geboortedatum/Datum']
  return sealPerson(storeKey, {
    bsn,
    familyName,
    prefix,
    givenNames: givenNames ?? initials ?? null,
    birthDate: day ? toBirthDate(day, values['Client/Geboortedatum/DatumGebruik']) : null,
    sex: SEXES[values['Client/Geslacht'] ?? ''] ?? null,
  })
}

type Told = Allocated | Delivered | Requested | Answered

function toTold(record: XmlRecord, message: Message, indexed: Indexed): Told {
  const { values, line, path } = record
  // A request may ask for anything, and an answer repeats it.
  const inOrder = (first: string, last: string | null) => {
    if (message.rule.isAnswer || last === null || last >= first) return
    refuse(line, `${path()}/Einddatum`, 'period')
  }
  switch (record.name) {
    case 'ToegewezenProduct': {
      const body = toAllocated(values, message, indexed)
      inOrder(body.from, body.to)
      return body
    }
    case 'StartProduct':
    case 'StopProduct': {
      const body = toDelivered(values, message, indexed)
      if (body.told === 'stopped') inOrder(body.begin, body.end)
      return body
    }
    case 'Antwoord': {
      const { RedenAfwijzingVerzoek: reason = null } = values
      const request = toRequest(get(values, 'ReferentieAanbieder'), message, indexed)
      const municipality = values['Woonplaatsbeginsel/Gemeente'] ?? null
      const answer = get(values, 'VerzoekAntwoord')
      return { told: 'answered', request, answer, reason, municipality }
    }
    default:
      return toRequested(record, message, indexed)
  }
}

function toAllocated(
  values: Values,
  { provider, municipality }: Pick<Message, 'provider' | 'municipality'>,
  indexed: Indexed,
) {
  const time = get(values, 'Toewijzingstijd')
  const reference = values.ReferentieAanbieder
  const body: Allocated = {
    told: 'allocated',
    allocation: toAllocation(get(values, 'ToewijzingNummer'), indexed),
    provider,
    product: toProduct(values),
    allocatedAt: toMoment(get(values, 'Toewijzingsdatum'), time.slice(0, 12)).toISOString(),
    from: get(values, 'Ingangsdatum'),
    to: values.Einddatum ?? null,
    volume: toVolume(values),
    removed: values.RedenWijziging === REMOVED,
    municipality,
    change: values.RedenWijziging ?? null,
    budget: toNumber(values.Budget),
    request: reference === undefined ? null : toRequest(reference, { provider }, indexed),
  }
  return body
}

function toDelivered(values: Values, { provider }: Message, indexed: Indexed): Delivered {
  const number = values.ToewijzingNummer
  const started = {
    told: 'started' as const,
    allocation: number === undefined ? null : toAllocation(number, indexed),
    product: toProduct(values),
    begin: get(values, 'Begindatum'),
    withdrawn: values.StatusAanlevering === DELIVERY_STATUS.WITHDRAWN,
    provider,
    allocatedFrom: values.ToewijzingIngangsdatum ?? null,
  }
  const { RedenBeeindiging: reason, Einddatum: end } = values
  if (reason === undefined || end === undefined) return started
  return { ...started, told: 'stopped', end, reason }
}

const WISHES: Readonly<Record<string, Requested['wish']>> = {
  AangevraagdProduct: 'ALLOCATION',
  NieuwProduct: 'NEW_PRODUCT',
  TeWijzigenProduct: 'CHANGE',
  OngewijzigdProduct: 'UNCHANGED',
}

function toRequested(
  { name, values, around }: XmlRecord,
  { provider }: Message,
  indexed: Indexed,
): Requested {
  const wish = WISHES[name] ?? 'ALLOCATION'
  const own = values.ReferentieAanbieder
  const reference = own ?? get(around, 'Client/Verzoek/ReferentieAanbieder')
  const number = values.ToewijzingNummer
  const allocation = number === undefined ? null : toAllocation(number, indexed)
  const product = toProduct(values)
  const from = values.ToewijzingIngangsdatum ?? values.GewensteIngangsdatum ?? null
  const request = toRequest(reference, { provider }, indexed)
  // A request for changes asks for many things under one reference.
  const what = [
    wish,
    allocation ?? '-',
    product?.category ?? '-',
    product?.code ?? '-',
    from ?? '-',
  ]
  return {
    told: 'requested',
    id: own === undefined ? indexOfRequest(indexed, [request, ...what].join(' ')) : request,
    request,
    wish,
    provider,
    allocation,
    product,
    from,
    to: values.ToewijzingEinddatum ?? values.Einddatum ?? null,
    volume: toVolume(values),
    budget: toNumber(values.Budget),
    referrer: values['Verwijzer/Type'] ?? null,
    reason: around['Client/Verzoek/RedenVerzoek'] ?? null,
    nationalContract: toBoolean(values.Raamcontract),
    decisionFrom: values.BeschikkingIngangsdatum ?? null,
    custodianKnown: toBoolean(around['Client/GezagsdragerBekend']),
  }
}

/** The codes of a thing are its own; those around it stand with the message. */
function toReturned(values: Values, message: string, of: string | null): Returned {
  const codes = Object.entries(values).flatMap(([path, value]) =>
    /(?:^|\/)RetourCode$/.test(path) ? value.split(' ') : [],
  )
  return { told: 'returned', message, of, accepted: codes.every(isAccepting), codes }
}

/** That a message was sent, or sent back, is about what was told, and not about a time. */
function validAtOf(body: YouthHelpBody, { recordedAt }: Message): Date | undefined {
  switch (body.told) {
    case 'allocated':
      return startOf(body.from)
    case 'started':
      return startOf(body.begin)
    case 'stopped':
      return startOf(body.end)
    case 'sent':
    case 'returned':
      return undefined
    default:
      return recordedAt
  }
}

function toProduct(values: Values): Product | null {
  const category = values['Product/Categorie']
  return category === undefined ? null : { category, code: values['Product/Code'] ?? null }
}

function toVolume(values: Values): Volume | null {
  const unit = values['Omvang/Eenheid']
  if (unit === undefined) return null
  const frequency = get(values, 'Omvang/Frequentie')
  return { amount: Number(get(values, 'Omvang/Volume')), unit, frequency }
}

function toRequest(
  reference: string,
  { provider }: Pick<Message, 'provider'>,
  indexed: Indexed,
): string {
  return indexOfRequest(indexed, `${provider} ${reference}`)
}

/** It is a number, and not a text: 0300201 is 300201. */
function toAllocation(digits: string, indexed: Indexed): string {
  return indexOfAllocation(indexed, String(Number(digits)))
}

function toNumber(digits: string | undefined): number | null {
  return digits === undefined ? null : Number(digits)
}

/** COD260: 1 is yes, 2 is no. */
function toBoolean(code: string | undefined): boolean | null {
  return code === undefined ? null : code === '1'
}

function startOf(day: string): Date {
  return new Date(day) // at midnight UTC
}

/** What the structure says is there. */
function get(values: Values, path: string): string {
  const value = values[path]
  if (value === undefined)
    throw new Error('The structure of a message lacks what its mapping reads.')
  return value
}
