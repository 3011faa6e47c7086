/**
 * What an element says, in one way of writing for both forms.
 *
 * A code counts by itself and its system, never by the number in a list that ADA writes as `value`. That something is
 * unknown is told with a code of HL7's NullFlavor, also of a question that is answered with `UNK`.
 *
 * @module
 */

import { Bsn } from '../../privacy/bsn.ts'
import { isDay } from './days.ts'
import type { ValueType } from './perined-kernset-concept.ts'
import type { Rule } from './perined-kernset-refusal.ts'

/** Either a value, or a code with what it means, or the code of why there is none. */
export interface Said {
  readonly value: string | null
  readonly unit: string | null
  readonly code: string | null
  /** Of the code, or the root of an identifier. */
  readonly system: string | null
  /** Of a person; it is nowhere as text. */
  readonly bsn?: Bsn
}

/** Attributes and text of an element, of either form. */
export interface Raw {
  readonly attributes: Readonly<Record<string, string>>
  readonly text?: string
}

export const NULL_FLAVOR = '2.16.840.1.113883.5.1008'
export const BSN_ROOT = '2.16.840.1.113883.2.4.6.3'
export const AGB_ROOT = '2.16.840.1.113883.2.4.6.1'
/** Of care institutions, at Perined. */
export const LVR_ROOT = '2.16.840.1.113883.2.4.3.22.96.6'

const MOST_CHARACTERS = 4000
const NOTHING = { value: null, unit: null, code: null, system: null } as const

/** Undefined where it says nothing at all. */
export function say(type: ValueType, raw: Raw, wrong: (rule: Rule) => never): Said | undefined {
  const { attributes } = raw
  if (Object.values(attributes).some((one) => one.length > MOST_CHARACTERS)) wrong('length')
  if ((raw.text?.length ?? 0) > MOST_CHARACTERS) wrong('length')
  const why = nullFlavorOf(type, raw)
  if (why !== undefined) {
    if (!/^[A-Z]{2,6}$/.test(why)) wrong('value')
    // Where there is no value, one form says so and the other leaves it out.
    const isQuiet = why === 'NI' && type !== 'code' && type !== 'answer'
    if (isQuiet) return undefined
    return { ...NOTHING, value: attributes.originalText || null, code: why, system: NULL_FLAVOR }
  }
  if (type === 'code') return sayCode(raw)
  const value = (attributes.extension ?? attributes.value ?? raw.text ?? '').trim()
  if (value === '') return undefined
  switch (type) {
    case 'answer':
      return value === 'true' || value === 'false' ? { ...NOTHING, value } : wrong('value')
    case 'count':
      return /^\d{1,5}$/.test(value) ? { ...NOTHING, value: String(Number(value)) } : wrong('value')
    case 'quantity':
      if (!/^\d{1,9}(\.\d{1,9})?$/.test(value)) wrong('value')
      return { ...NOTHING, value: String(Number(value)), unit: unitOf(attributes.unit) }
    case 'date':
    case 'datetime':
      return { ...NOTHING, value: toWhen(value) ?? wrong('date') }
    case 'identifier': {
      const system = attributes.root || null
      if (system !== BSN_ROOT) return { ...NOTHING, value, system }
      return { ...NOTHING, system: BSN_ROOT, bsn: Bsn.parse(value) ?? wrong('elfproef') }
    }
    case 'text':
      return { ...NOTHING, value }
  }
}

function nullFlavorOf(type: ValueType, { attributes }: Raw): string | undefined {
  if (attributes.nullFlavor) return attributes.nullFlavor
  if (attributes.codeSystem === NULL_FLAVOR && attributes.code) return attributes.code
  return type === 'answer' && attributes.value === 'UNK' ? 'UNK' : undefined
}

function sayCode({ attributes }: Raw): Said | undefined {
  const { code, codeSystem, displayName, originalText, value } = attributes
  const label = originalText || displayName || null
  if (code) return { ...NOTHING, value: label, code, system: codeSystem || null }
  const kept = label ?? (value || null)
  return kept === null ? undefined : { ...NOTHING, value: kept }
}

/** ADA writes a word where HL7 writes UCUM. */
function unitOf(unit: string | undefined): string | null {
  return unit === 'gram' ? 'g' : unit || null
}

const ISO =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/
const HL7 = /^(\d{4})(?:(\d\d)(?:(\d\d)(?:(\d\d)(\d\d)?(\d\d)?(?:\.\d{1,9})?([+-]\d{4})?)?)?)?$/

/** `2021`, `2021-08`, `2021-08-28` or `2021-08-28T06:30:00`, with a zone where one was told. */
export function toWhen(text: string): string | undefined {
  const [, year, month, day, hour, minute = '00', second = '00', zone = ''] =
    ISO.exec(text) ?? HL7.exec(text) ?? []
  if (year === undefined || year < '1850' || year > '2199') return undefined
  if (!isDay(`${year}-${month ?? '01'}-${day ?? '01'}`)) return undefined
  const written = [year, month, day].filter((one) => one !== undefined).join('-')
  if (hour === undefined) return written
  if (hour > '23' || minute > '59' || second > '59') return undefined
  return `${written}T${hour}:${minute}:${second}${zone.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2')}`
}
