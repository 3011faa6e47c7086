/**
 * What is printed of a person: never a BSN. In its place stands a blind index under a key that lives as long as the
 * command, so that two records of one child can be told to be that, and nothing can be looked up.
 *
 * @module
 */

import { createHmac, randomBytes } from 'node:crypto'
import { Bsn, isElevenProof } from '../privacy/bsn.ts'

export type Blind = (value: unknown) => unknown

export function openBlind(key: Uint8Array = randomBytes(32)): Blind {
  return (value) => toPlain(value, '', new Set())

  function toPlain(value: unknown, name: string, around: ReadonlySet<object>): unknown {
    if (value instanceof Bsn) return blind(value.reveal())
    if (typeof value === 'string')
      return PERSON.test(name) ? blindWhole(value) : blindIn(value, name)
    if (typeof value === 'number') return blindNumber(value, name)
    if (typeof value === 'bigint') return blindIn(String(value), name)
    if (typeof value !== 'object' || value === null) return value
    // A record is a tree; a circle could not be printed.
    if (around.has(value)) throw new TypeError('A record holds itself.')
    const within = new Set(around).add(value)
    if ('toJSON' in value && typeof value.toJSON === 'function') {
      return toPlain(value.toJSON(), name, within)
    }
    if (Array.isArray(value)) return value.map((item) => toPlain(item, name, within))
    if (value instanceof Map) return toPlain(Object.fromEntries(value), name, within)
    if (value instanceof Set) return toPlain([...value], name, within)
    const members = Object.entries(value).map(([key, member]) => [
      blindIn(key, ''),
      toPlain(member, key, within),
    ])
    return Object.fromEntries(members)
  }

  function blindWhole(text: string): string {
    return /\d{7,9}/.test(text) ? blind(text.trim()) : text
  }

  function blindIn(text: string, name: string): string {
    if (CODE.test(name)) return text
    return text.replace(NINE, (digits) => (isElevenProof(digits) ? blind(digits) : digits))
  }

  function blindNumber(number: number, name: string): unknown {
    const digits = String(number).padStart(9, '0')
    if (PERSON.test(name)) return blind(digits)
    return isElevenProof(digits) && number > 99_999_999 && !CODE.test(name) ? blind(digits) : number
  }

  function blind(digits: string): string {
    return `blind:${createHmac('sha256', key).update(digits).digest('base64url').slice(0, 22)}`
  }
}

const NINE = /(?<!\d)\d{9}(?!\d)/g
/** What holds the number of a person, be it a right one or not. */
const PERSON = /bsn|burgerservicenummer/i
/** What is numbered alike, and is nobody: a code of SNOMED CT, a location in the LRK. */
const CODE = /^(?:code|codes|\w*Code|lrk\w*)$/
