/**
 * The values of HL7v3 as they stand in a dossier transfer message: each is what it says that it is, or the message is
 * refused.
 *
 * @module
 */

import { toMoment } from '../../connectors/wall-clock.ts'
import { refuse } from './jgz-dob-refusal.ts'
import type { Node } from './jgz-dob-tree.ts'

export interface Value {
  /** A text, a number, a moment, or what a code means, in the registry's words. */
  readonly value: string | null
  readonly code: string | null
  readonly codeSystem: string | null
  readonly unit: string | null
}

const MOMENTS: ReadonlySet<string> = new Set([
  'birthTime',
  'creationTime',
  'deceasedTime',
  'effectiveTime',
  'high',
  'low',
  'time',
])
const SHAPES: ReadonlyMap<string, RegExp> = new Map([
  ['BL', /^(?:true|false)$/],
  ['INT', /^-?\d{1,15}$/],
  ['PQ', /^-?\d{1,15}(?:\.\d{1,15})?$/],
  ['REAL', /^-?\d{1,15}(?:\.\d{1,15})?$/],
])

/** Null where an element has none: it holds others, or says that nothing is known. */
export function toValue(node: Node, path: string): Value | null {
  const { attributes, text } = node
  const { value, code = null, codeSystem = null, extension, unit = null } = attributes
  const type = attributes['xsi:type'] ?? (MOMENTS.has(node.name) ? 'TS' : undefined)
  if (value !== undefined) {
    if (type === 'TS' && !isMoment(value)) refuse(node.line, path, 'date')
    const shape = type === undefined ? undefined : SHAPES.get(type)
    if (shape && !shape.test(value)) refuse(node.line, path, 'value')
    return { value: type === 'TS' ? toText(value) : value, code, codeSystem, unit }
  }
  if (code !== null) {
    return { value: attributes.displayName || text || null, code, codeSystem, unit }
  }
  if (extension !== undefined) return { value: extension, code, codeSystem, unit }
  const other = node.children.find((child) => child.name === 'originalText')
  if (other) return { value: other.text || null, code: 'OTH', codeSystem, unit }
  if (text !== '') return { value: text, code, codeSystem, unit }
  // Not applicable and the like: something is known, though no value.
  const { nullFlavor } = attributes
  const isAnswer = node.name === 'value' && nullFlavor !== undefined && nullFlavor !== 'NI'
  return isAnswer ? { value: null, code: nullFlavor, codeSystem, unit } : null
}

const MOMENT =
  /^(\d{4})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:\.\d{1,4})?)?)?)?)?)?([+-]\d{2}(?:\d{2})?)?$/

function isMoment(text: string): boolean {
  const [whole, year, month = '01', day = '01', hour = '00', minute = '00', second = '00'] =
    MOMENT.exec(text) ?? []
  if (whole === undefined) return false
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  // There is no 30 February, though Date knows one.
  return !Number.isNaN(at) && new Date(at).toISOString().slice(8, 10) === day
}

/** As ISO 8601 writes it, as far as it is known: `2024`, `2024-03`, `2024-03-18`, or a moment. */
function toText(text: string): string {
  if (text.length > 8 && /^\d{12}/.test(text)) return toInstant(text).toISOString()
  const [, year = '', month, day] = MOMENT.exec(text) ?? []
  return [year, month, day].filter((piece) => piece !== undefined).join('-')
}

/** A moment without a zone is one on a clock in the Netherlands. */
function toInstant(text: string): Date {
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00', zone] =
    MOMENT.exec(text) ?? []
  const date = `${year}-${month}-${day}`
  const time = `${hour}:${minute}:${second}`
  if (zone === undefined) return toMoment(date, time)
  return new Date(`${date}T${time}${zone.slice(0, 3)}:${zone.slice(3) || '00'}`)
}
