/**
 * JSON with the line of everything in it.
 *
 * The platform's own reader says neither where a thing stands nor that a property is there twice, and what is there
 * twice would be lost.
 *
 * @module
 */

import { type FhirNode, type FhirObject, MOST_DEEP, nameIn, refuse } from './fhir-node.ts'

const SPACE = /[ \t\n\r]*/y
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const WORD = /true|false|null/y

export function parseJson(text: string): FhirNode {
  let at = 0
  let line = 1

  const node = readNode('', 0)
  space()
  if (at < text.length) refuse(line, '', 'well-formed')
  return node

  function readNode(path: string, depth: number): FhirNode {
    if (depth > MOST_DEEP) refuse(line, path, 'depth')
    space()
    if (text[at] === '{') return readObject(path, depth)
    if (text[at] === '[') return readList(path, depth)
    const from = line
    const value = text[at] === '"' ? readText(path) : readLiteral(path)
    if (typeof value === 'number' && !Number.isFinite(value)) refuse(from, path, 'value')
    return { kind: 'value', line: from, value }
  }

  function readObject(path: string, depth: number): FhirObject {
    const from = line
    const properties = new Map<string, FhirNode>()
    at += 1
    space()
    if (skip('}')) return { kind: 'object', line: from, properties }
    for (;;) {
      space()
      const name = readText(path)
      const inner = join(path, nameIn(name))
      if (properties.has(name)) refuse(line, inner, 'duplicate')
      space()
      if (!skip(':')) wrong(inner)
      properties.set(name, readNode(inner, depth + 1))
      space()
      if (skip('}')) return { kind: 'object', line: from, properties }
      if (!skip(',')) wrong(path)
    }
  }

  function readList(path: string, depth: number): FhirNode {
    const from = line
    const items: FhirNode[] = []
    at += 1
    space()
    if (skip(']')) return { kind: 'list', line: from, items }
    for (;;) {
      items.push(readNode(`${path}[${items.length}]`, depth + 1))
      space()
      if (skip(']')) return { kind: 'list', line: from, items }
      if (!skip(',')) wrong(path)
    }
  }

  function readLiteral(path: string): number | boolean | null {
    return JSON.parse(match(WORD) ?? match(NUMBER) ?? wrong(path))
  }

  /** Also one of many megabytes: a scan in a Binary. */
  function readText(path: string): string {
    if (text[at] !== '"') wrong(path)
    let end = text.indexOf('"', at + 1)
    while (end >= 0 && isEscaped(end)) end = text.indexOf('"', end + 1)
    if (end < 0) wrong(path)
    const token = text.slice(at, end + 1)
    at = end + 1
    try {
      return JSON.parse(token)
    } catch {
      return wrong(path)
    }
  }

  /** Odd: the last backslash before it belongs to it. */
  function isEscaped(end: number): boolean {
    let from = end
    while (text[from - 1] === '\\') from -= 1
    return (end - from) % 2 === 1
  }

  function space(): void {
    for (const char of match(SPACE) ?? '') if (char === '\n') line += 1
  }

  function skip(char: string): boolean {
    const isThere = text[at] === char
    if (isThere) at += 1
    return isThere
  }

  function match(pattern: RegExp): string | undefined {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0]
    at += found?.length ?? 0
    return found
  }

  function wrong(path: string): never {
    return refuse(line, path, 'well-formed')
  }
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`
}
