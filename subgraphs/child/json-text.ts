/**
 * JSON that remembers on which line each value stands, so that a problem can be told without showing the value.
 *
 * Stricter than the platform's: a name that stands in an object twice is refused, since one of the two would be lost.
 *
 * @module
 */

import { type Refuse, refuseBy } from '../../connectors/deliveries.ts'

export type Json = null | boolean | number | string | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [name: string]: Json
}

export interface JsonText {
  readonly value: Json
  /** Of a member of an object or a list of this text. */
  lineOf(parent: object, key: string | number): number
}

const RULES = {
  json: 'The file is not JSON, or it was cut off.',
  depth: 'The file nests deeper than a person can be told.',
  'name-once': 'A name stands twice in one object; one of the two would be lost.',
  text: 'A text holds half a character, or the character NUL.',
} as const
const refuse: Refuse<keyof typeof RULES> = refuseBy(RULES)

/** A person is told in nine levels at most; what nests deeper is not one. */
const MOST_DEEP = 32

const SPACE = /[ \t\n\r]*/y
const PLAIN = /[^"\\]*/y
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y
const WORDS: readonly (readonly [string, boolean | null])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
]

export function parseJson(text: string): JsonText {
  const lines = new WeakMap<object, Map<string | number, number>>()
  let at = 0
  let line = 1
  let counted = 0

  const value = readValue(1)
  skipSpace()
  if (at < text.length) wrong('json')
  return { value, lineOf: (parent, key) => lines.get(parent)?.get(key) ?? 1 }

  function readValue(depth: number): Json {
    if (depth > MOST_DEEP) wrong('depth')
    skipSpace()
    const first = text[at]
    if (first === '{') return readObject(depth)
    if (first === '[') return readList(depth)
    if (first === '"') return readText()
    const word = WORDS.find(([word]) => text.startsWith(word, at))
    if (word) {
      at += word[0].length
      return word[1]
    }
    const number = match(NUMBER)
    return number === '' ? wrong('json') : Number(number)
  }

  function readObject(depth: number): JsonObject {
    const object: Record<string, Json> = Object.create(null)
    const members = new Map<string | number, number>()
    lines.set(object, members)
    at += 1
    for (let more = !isNext('}'); more; more = goesOn('}')) {
      skipSpace()
      if (text[at] !== '"') wrong('json')
      const name = readText()
      if (members.has(name)) wrong('name-once')
      members.set(name, lineHere())
      if (!isNext(':')) wrong('json')
      object[name] = readValue(depth + 1)
    }
    return object
  }

  function readList(depth: number): readonly Json[] {
    const list: Json[] = []
    const items = new Map<string | number, number>()
    lines.set(list, items)
    at += 1
    for (let more = !isNext(']'); more; more = goesOn(']')) {
      skipSpace()
      items.set(list.length, lineHere())
      list.push(readValue(depth + 1))
    }
    return list
  }

  /** After a member: whether another follows. */
  function goesOn(end: string): boolean {
    if (isNext(',')) return true
    return isNext(end) ? false : wrong('json')
  }

  function readText(): string {
    at += 1
    let read = ''
    for (;;) {
      const plain = match(PLAIN)
      if (hasControl(plain)) wrong('json')
      read += plain
      if (text[at] === '"') break
      const escaped = match(ESCAPE)
      if (escaped === '') wrong('json')
      read += JSON.parse(`"${escaped}"`)
    }
    at += 1
    return read.isWellFormed() && !read.includes('\u0000') ? read : wrong('text')
  }

  function isNext(character: string): boolean {
    skipSpace()
    if (text[at] !== character) return false
    at += 1
    return true
  }

  function skipSpace(): void {
    match(SPACE)
  }

  function match(pattern: RegExp): string {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0] ?? ''
    at += found.length
    return found
  }

  function lineHere(): number {
    for (; counted < at; counted++) if (text.charCodeAt(counted) === 0x0a) line += 1
    return line
  }

  function wrong(rule: keyof typeof RULES): never {
    return refuse(lineHere(), '', rule)
  }
}

/** What stands below the space, JSON writes as an escape. */
function hasControl(text: string): boolean {
  return /\p{Cc}/u.test(text) && Array.from(text).some((character) => character < ' ')
}
