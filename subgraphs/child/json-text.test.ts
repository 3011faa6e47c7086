import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cases } from '../../test/scale.ts'
import { type JsonObject, parseJson } from './json-text.ts'

const ruleOf = (text: string) => {
  try {
    parseJson(text)
    return 'none'
  } catch (error) {
    return (error as { problem: { rule: string } }).problem.rule
  }
}

describe('JSON with lines', () => {
  test('MUST be read as the platform reads it', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.nat(2), (value, indent) => {
        const text = JSON.stringify(value, null, indent)
        if (/\\u0000|\\ud/.test(text) || text.includes('"__proto__"')) return
        expect(JSON.parse(JSON.stringify(parseJson(text).value))).toEqual(JSON.parse(text))
      }),
      { numRuns: cases(200, 5_000) },
    )
  })

  test('tells on which line a value stands', () => {
    const { value, lineOf } = parseJson('{\n "a": 1,\n\n "b": {\r\n  "c": [1,\n 2]}}')
    const root = value as { b: { c: number[] } } & JsonObject
    expect([lineOf(root, 'a'), lineOf(root, 'b'), lineOf(root.b, 'c')]).toEqual([2, 4, 5])
    expect([lineOf(root.b.c, 0), lineOf(root.b.c, 1), lineOf(root.b.c, 9)]).toEqual([5, 6, 1])
  })

  test.each([
    ['', 'json'],
    ['{', 'json'],
    ['{"a":}', 'json'],
    ['{"a":1,}', 'json'],
    ['[1 2]', 'json'],
    ['[1] x', 'json'],
    ['01', 'json'],
    ['nul', 'json'],
    ["{'a':1}", 'json'],
    ['"a\nb"', 'json'],
    ['"a', 'json'],
    ['"\\x"', 'json'],
    ['{"a":1,"a":1}', 'name-once'],
    ['{"a":1,"\\u0061":1}', 'name-once'],
    ['"\\ud800"', 'text'],
    ['"\\u0000"', 'text'],
    ['['.repeat(33) + ']'.repeat(33), 'depth'],
    ['['.repeat(1_000_000), 'depth'],
    ['['.repeat(32) + ']'.repeat(32), 'none'],
    ['{"__proto__":{"a":1}}', 'none'],
  ])('refuses what it cannot keep whole: %#', (text, rule) => {
    expect(ruleOf(text)).toBe(rule)
  })

  test('MUST NOT let a name be more than a name', () => {
    const { value } = parseJson('{"__proto__":{"polluted":1},"constructor":2}')
    expect(Object.keys(value as object)).toEqual(['__proto__', 'constructor'])
    expect(({} as { polluted?: 1 }).polluted).toBeUndefined()
  })
})
