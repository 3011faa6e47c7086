/**
 * The products of an iJw message, in our words.
 *
 * @module
 */

import type { DeliveredRecord } from '../../connectors/deliveries.ts'
import type { Indexed } from '../../connectors/subject-index.ts'
import { Bsn } from '../../privacy/bsn.ts'
import { DELIVERY_STATUS, REMOVED } from './codes.ts'
import type { Allocated, BodyKind, Delivered, Product, YouthHelpBody } from './delivered-bodies.ts'
import { JW301 } from './ijw-structure.ts'
import { refuse } from './refusal.ts'
import { indexOfAllocation, indexOfChild } from './subject-index.ts'
import { toMoment } from './wall-clock.ts'
import type { Values, XmlRecord } from './xml-walk.ts'

export function toRecord(record: XmlRecord, indexed: Indexed): DeliveredRecord {
  const { structure, line, path, values, around } = record
  const bsn = Bsn.parse(around.Bsn ?? '') ?? refuse(line, 'Bericht/Client/Bsn', 'elfproef')
  const body =
    structure === JW301
      ? toAllocated(values, get(around, 'Header/Ontvanger'), indexed)
      : toDelivered(values, indexed)
  const [first, last] = body.told === 'allocated' ? [body.from, body.to] : periodOf(body)
  if (last !== null && last < first) refuse(line, `${path}/Einddatum`, 'period')

  return {
    line,
    kind: 'youth-help' satisfies BodyKind,
    subject: indexOfChild(indexed.referenceKey, bsn),
    logicalKey: keyOf(body),
    validAt: startOf(body.told === 'stopped' ? body.end : first),
    // The day of the message: it has no time. What came on one day counts in the order in which it
    // came.
    recordedAt: startOf(get(around, 'Header/BerichtIdentificatie/Dagtekening')),
    body,
  }
}

function toAllocated(values: Values, provider: string, indexed: Indexed): Allocated {
  const day = get(values, 'Toewijzingsdatum')
  const time = get(values, 'Toewijzingstijd')
  const unit = values['Omvang/Eenheid']
  return {
    told: 'allocated',
    allocation: indexOfAllocation(indexed, toNumber(get(values, 'ToewijzingNummer'))),
    provider,
    product: toProduct(values),
    allocatedAt: toMoment(day, time.slice(0, 12)).toISOString(),
    from: get(values, 'Ingangsdatum'),
    to: values.Einddatum ?? null,
    volume:
      unit === undefined
        ? null
        : {
            amount: Number(get(values, 'Omvang/Volume')),
            unit,
            frequency: get(values, 'Omvang/Frequentie'),
          },
    removed: values.RedenWijziging === REMOVED,
  }
}

function toDelivered(values: Values, indexed: Indexed): Delivered {
  const number = values.ToewijzingNummer
  const started = {
    told: 'started' as const,
    allocation: number === undefined ? null : indexOfAllocation(indexed, toNumber(number)),
    product: toProduct(values),
    begin: get(values, 'Begindatum'),
    withdrawn: values.StatusAanlevering === DELIVERY_STATUS.WITHDRAWN,
  }
  const { RedenBeeindiging: reason, Einddatum: end } = values
  if (reason === undefined || end === undefined) return started
  return { ...started, told: 'stopped', end, reason }
}

function toProduct(values: Values): Product | null {
  const category = values['Product/Categorie']
  return category === undefined ? null : { category, code: values['Product/Code'] ?? null }
}

/** IV008: by this a start or a stop is withdrawn. An allocation is known by its number alone. */
function keyOf(body: YouthHelpBody): string {
  if (body.told === 'allocated') return `allocated ${body.allocation}`
  const { told, allocation, product, begin } = body
  const of = [told, allocation ?? '-', product?.category ?? '-', product?.code ?? '-', begin]
  return (body.told === 'stopped' ? [...of, body.reason, body.end] : of).join(' ')
}

function periodOf(body: Delivered): readonly [string, string | null] {
  return [body.begin, body.told === 'stopped' ? body.end : null]
}

/** It is a number, and not a text: 0300201 is 300201. */
function toNumber(digits: string): string {
  return String(Number(digits))
}

function startOf(day: string): Date {
  return new Date(`${day}T00:00:00Z`)
}

/** What the structure says is there. */
function get(values: Values, path: string): string {
  const value = values[path]
  if (value === undefined)
    throw new Error('The structure of a message lacks what its mapping reads.')
  return value
}
