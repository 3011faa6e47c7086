import { parse } from 'graphql'
import { describe, expect, test } from 'vitest'
import { selectionCount } from './selection-count.ts'

const count = (source: string, name?: string) => selectionCount(parse(source), name)

describe('the count of selections', () => {
  test('counts fields, inline fragments and spreads, each with all below it', () => {
    expect(count('{ a }')).toBe(1)
    expect(count('{ a { b c } ... on Query { d } }')).toBe(5)
    expect(count('{ ...F x { ...F } } fragment F on Query { a b }')).toBe(7)
  })

  test('counts the operation that is asked for', () => {
    const source = 'query A { a } query B { a b c }'
    expect(count(source, 'A')).toBe(1)
    expect(count(source, 'B')).toBe(3)
    expect(count(source, 'C')).toBe(0)
  })

  test('MUST count each fragment of a bomb once', () => {
    const levels = Array.from(
      { length: 200 },
      (_, i) => `fragment F${i} on T { a { ...F${i + 1} } b { ...F${i + 1} } }`,
    )
    const bomb = parse(`{ ...F0 } ${levels.join(' ')} fragment F200 on T { a }`)
    // One by one, they would never be counted to the end.
    expect(selectionCount(bomb)).toBeGreaterThan(2 ** 200)
  })

  test('is infinite for a fragment that spreads itself', () => {
    const circle = 'fragment F on T { a { ...G } } fragment G on T { ...F }'
    expect(count(`{ ...F } ${circle}`)).toBe(Number.POSITIVE_INFINITY)
    expect(count('{ ...Nowhere }')).toBe(1)
  })
})
