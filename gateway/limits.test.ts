import { buildSchema, parse, validate } from 'graphql'
import { describe, expect, test } from 'vitest'
import { limitRules, MOST_ALIASES, MOST_DEPTH, MOST_ROOT_FIELDS } from './limits.ts'

const SCHEMA = buildSchema('type Query { a: Query b: Int }')

const codesOf = (query: string) =>
  validate(SCHEMA, parse(query), limitRules).map(({ extensions }) => extensions.code)

/** So many levels of selections. */
const deep = (levels: number) => `{ ${'a { '.repeat(levels - 1)} b ${'}'.repeat(levels - 1)} }`
const aliases = (count: number) =>
  `{ a { ${Array.from({ length: count }, (_, i) => `x${i}: b`)} } }`
const roots = (count: number) => `{ ${Array.from({ length: count }, (_, i) => `x${i}: b`)} }`

describe('a limit', () => {
  test.each([
    ['depth', deep, MOST_DEPTH],
    ['aliases', aliases, MOST_ALIASES],
    ['root fields', roots, MOST_ROOT_FIELDS],
  ] as const)('on %s takes what is allowed, and refuses one more', (_, query, most) => {
    expect(codesOf(query(most))).toEqual([])
    expect(codesOf(query(most + 1))).toEqual(['QUERY_TOO_LARGE'])
  })

  test('counts inside fragments, too', () => {
    const inside = `fragment F on Query ${aliases(MOST_ALIASES + 1)}`
    expect(codesOf(`{ ...F } ${inside}`)).toEqual(['QUERY_TOO_LARGE'])
  })

  test('on depth counts through fragments', () => {
    const chain = (levels: number) =>
      `{ ${'a { '.repeat(7)} ...F ${'}'.repeat(7)} } fragment F on Query ${deep(levels)}`
    expect(codesOf(chain(MOST_DEPTH - 7))).toEqual([])
    expect(codesOf(chain(MOST_DEPTH - 6))).toEqual(['QUERY_TOO_LARGE'])
  })

  test('on root fields counts them in fragments', () => {
    const many = (count: number) => `{ ...F ... { y: b } } fragment F on Query ${roots(count)}`
    expect(codesOf(many(MOST_ROOT_FIELDS - 1))).toEqual([])
    expect(codesOf(many(MOST_ROOT_FIELDS))).toEqual(['QUERY_TOO_LARGE'])
  })

  test('is counted in no time, whatever the fragments; in a circle they are for GraphQL to refuse', () => {
    const bomb = Array.from(
      { length: 60 },
      (_, i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`,
    )
    expect(codesOf(`{ ...F0 } ${bomb.join(' ')} fragment F60 on Query { b }`)).toEqual([
      'QUERY_TOO_LARGE',
    ])
    expect(codesOf('{ ...F } fragment F on Query { ...F }')).toEqual([])
  })
})
