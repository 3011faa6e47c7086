import { buildSchema, parse, print } from 'graphql'
import { describe, expect, test } from 'vitest'
import { withhold } from './withhold.ts'

const SCHEMA = buildSchema(`
  type Query { child(id: ID): Child named: Named any: Thing }
  type Child { id: ID jgz: Jgz birthCare: BirthCare }
  type Jgz { growth: Int contacts: Int }
  type BirthCare { birth: Int }
  interface Named { name: String }
  type Person implements Named { name: String secret: String }
  union Thing = Child | Jgz
`)

function without(query: string, ...coordinates: string[]): string {
  const document = withhold(parse(query), SCHEMA, new Set(coordinates))
  return print(document).replace(/\s+/g, ' ').trim()
}

describe('a document, without what is withheld', () => {
  test('is the same document when nothing is', () => {
    const document = parse('{ child { id } }')
    expect(withhold(document, SCHEMA, new Set())).toBe(document)
  })

  test.each([
    ['a field', '{ child { id jgz { growth } } }', '{ child { id } }'],
    ['an alias', '{ child { id x: jgz { growth } } }', '{ child { id } }'],
    [
      'a fragment',
      '{ child { id ...F } } fragment F on Child { jgz { growth } id }',
      '{ child { id ...F } } fragment F on Child { id }',
    ],
    [
      'an inline fragment',
      '{ child { id ... on Child { jgz { growth } } } }',
      '{ child { id ... on Child { __typename } } }',
    ],
    [
      'a member of a union',
      '{ any { ... on Child { id jgz { growth } } } }',
      '{ any { ... on Child { id } } }',
    ],
    ['a directive', '{ child { id jgz @include(if: true) { growth } } }', '{ child { id } }'],
  ])('MUST NOT have it under %s', (_, query, expected) => {
    expect(without(query, 'Child.jgz')).toBe(expected)
  })

  test('MUST NOT ask an interface for what one of its types withholds', () => {
    expect(without('{ named { name } }', 'Person.name')).toBe('{ named { __typename } }')
  })

  test('keeps the object whose every field is withheld', () => {
    expect(without('{ child { jgz { growth contacts } } }', 'Jgz.growth', 'Jgz.contacts')).toBe(
      '{ child { jgz { __typename } } }',
    )
  })

  test('keeps a field of the same name on another type', () => {
    const query = '{ child { birthCare { birth } jgz { growth } } }'
    expect(without(query, 'Jgz.birth', 'BirthCare.growth')).toBe(query)
  })
})
