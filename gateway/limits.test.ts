import { describe, expect, test } from 'vitest'
import {
  checkLimits,
  MOST_ALIASES,
  MOST_DEPTH,
  MOST_DIRECTIVES,
  MOST_FRAGMENTS,
  MOST_IN_A_PLACE,
  MOST_OF_A_NAME,
  MOST_ROOT_FIELDS,
  MOST_VARIABLES,
} from './limits.ts'

function isTaken(query: string): boolean {
  try {
    checkLimits({ query })
    return true
  } catch (error) {
    expect(error).toMatchObject({ code: 'QUERY_TOO_LARGE' })
    return false
  }
}

const times = (count: number, make: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => make(i)).join(' ')

/** So many levels of selections. */
const deep = (levels: number) => `{ ${'a { '.repeat(levels - 1)} b ${'}'.repeat(levels - 1)} }`
const aliases = (count: number) => `{ a { ${times(count, (i) => `x${i}: b`)} } }`
const roots = (count: number) => `{ ${times(count, (i) => `x${i}: b`)} }`
const fragments = (count: number) => `{ a } ${times(count, (i) => `fragment F${i} on A { b }`)}`
const ofAName = (count: number) => `{ a { ${times(count, () => 'b')} } }`
const variables = (count: number) => `query(${times(count, (i) => `$v${i}: Int`)}) { a }`
const directives = (count: number) => `{ a ${times(count, () => '@b')} }`
const apart = (count: number) =>
  `{ a { ${times(count / MOST_IN_A_PLACE, (i) => `c${i} { ${times(MOST_IN_A_PLACE, () => 'b')} }`)} d { ${times(count % MOST_IN_A_PLACE, () => 'b')} e } } }`
const within = (count: number) => `{ a { ${times(count, () => '... on A { b }')} } }`
const aliased = (count: number) => `{ a { b ${times(count - 1, (i) => `b: c${i}`)} } }`

describe('a limit', () => {
  test.each([
    ['depth', deep, MOST_DEPTH],
    ['aliases', aliases, MOST_ALIASES],
    ['root fields', roots, MOST_ROOT_FIELDS],
    ['fragments', fragments, MOST_FRAGMENTS],
    ['variables', variables, MOST_VARIABLES],
    ['directives', directives, MOST_DIRECTIVES],
    ['fields of a name in a place', ofAName, MOST_IN_A_PLACE],
    ['fields of a name in a place, in fragments without one', within, MOST_IN_A_PLACE],
    ['fields under a name in a place', aliased, MOST_IN_A_PLACE],
    ['fields of a name', apart, MOST_OF_A_NAME],
  ] as const)('on %s takes what is allowed, and refuses one more', (_, query, most) => {
    expect(isTaken(query(most))).toBe(true)
    expect(isTaken(query(most + 1))).toBe(false)
  })

  test('counts inside fragments, too', () => {
    const inside = `fragment F on Query ${aliases(MOST_ALIASES + 1)}`
    expect(isTaken(`{ ...F } ${inside}`)).toBe(false)
  })

  test('on depth counts through fragments', () => {
    const chain = (levels: number) =>
      `{ ${'a { '.repeat(7)} ...F ${'}'.repeat(7)} } fragment F on Query ${deep(levels)}`
    expect(isTaken(chain(MOST_DEPTH - 7))).toBe(true)
    expect(isTaken(chain(MOST_DEPTH - 6))).toBe(false)
  })

  test('on root fields counts them in fragments', () => {
    const many = (count: number) => `{ ...F ... { y: b } } fragment F on Query ${roots(count)}`
    expect(isTaken(many(MOST_ROOT_FIELDS - 1))).toBe(true)
    expect(isTaken(many(MOST_ROOT_FIELDS))).toBe(false)
  })

  test('is counted in no time, whatever the fragments; in a circle they are for GraphQL to refuse', () => {
    const bomb = Array.from(
      { length: 40 },
      (_, i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`,
    )
    expect(isTaken(`{ ...F0 } ${bomb.join(' ')} fragment F40 on Query { b }`)).toBe(false)
    expect(isTaken('{ ...F } fragment F on Query { ...F }')).toBe(true)
  })
})
