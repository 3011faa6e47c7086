import { buildSchema, parse } from 'graphql'
import { describe, expect, test } from 'vitest'
import { openCosts } from './cost.ts'

const SDL = `
  directive @cost(weight: Int!) on FIELD_DEFINITION | OBJECT
  directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!]) on FIELD_DEFINITION
  type Query {
    child(id: ID!): Child
    children(ids: [ID!]!): [Child]
    places(first: Int = 20): Places @listSize(slicingArguments: ["first"], sizedFields: ["items"])
    found: [Child!]! @listSize(assumedSize: 3)
  }
  type Child { id: ID! name: String tags: [String!]! view: View @cost(weight: 5) siblings: [Child] }
  type View { items: [Item!]! }
  type Item { id: ID! }
  type Places { items: [Place!]! total: Int }
  type Place @cost(weight: 2) { name: String }
`
const costOf = openCosts(SDL, buildSchema(SDL))
const cost = (query: string, variables: Record<string, unknown> = {}) =>
  costOf(parse(query), undefined, variables)

describe('the cost of a query', () => {
  test.each([
    ['one object', '{ child(id: 1) { id name tags } }', 1],
    ['the weight of a field, not of its type', '{ child(id: 1) { view { __typename } } }', 1 + 5],
    [
      'a list of ten, where nothing says how long it is',
      '{ child(id: 1) { siblings { id } } }',
      11,
    ],
    ['lists in lists', '{ child(id: 1) { siblings { siblings { id } } } }', 1 + 10 * (1 + 10)],
    ['a list of a size that is assumed', '{ found { id } }', 3],
    ['a list as long as its ids', '{ children(ids: [1, 2, 3]) { view { items { id } } } }', 3 * 16],
    ['no list at all', '{ children(ids: []) { view { items { id } } } }', 0],
    [
      'the size that is asked for, in the list below',
      '{ places(first: 7) { items { name } } }',
      15,
    ],
    ['the size that is the default', '{ places { items { name } total } }', 1 + 20 * 2],
    [
      'what is left out all the same',
      '{ child(id: 1) @skip(if: true) { view { __typename } } }',
      6,
    ],
    ['each alias', '{ a: child(id: 1) { id } b: child(id: 1) { id } }', 2],
    ['nothing for the schema', '{ __schema { types { name } } __typename }', 0],
    ['inline fragments', '{ ... on Query { found { ... { view { __typename } } } } }', 3 * 6],
    ['fragments', '{ ...F ...F } fragment F on Query { found { id } }', 6],
  ])('counts %s', (_, query, expected) => {
    expect(cost(query)).toBe(expected)
  })

  test('takes sizes and ids from variables', () => {
    const query =
      'query ($n: Int, $ids: [ID!]!) { places(first: $n) { items { name } } children(ids: $ids) { id } }'
    expect(cost(query, { n: 2, ids: ['a', 'b'] })).toBe(1 + 2 * 2 + 2)
  })

  test('takes the operation that is named', () => {
    const document = parse('query A { found { id } } query B { child(id: 1) { id } }')
    expect(costOf(document, 'A', {})).toBe(3)
    expect(costOf(document, 'B', {})).toBe(1)
  })

  test('MUST count a bomb of fragments in no time, and find it large', () => {
    const levels = Array.from(
      { length: 30 },
      (_, i) => `fragment F${i} on Child { siblings { ...F${i + 1} ...F${i + 1} } }`,
    )
    const bomb = `{ found { ...F0 } } ${levels.join(' ')} fragment F30 on Child { id }`
    expect(cost(bomb)).toBe(1e15)
  })

  test('MUST not be lowered by a negative size', () => {
    expect(cost('{ places(first: -1000) { items { name } } found { id } }')).toBe(1 + 3)
  })

  test('MUST be told anew for other variables of the same document', () => {
    const document = parse(
      'query($ids: [ID!]!, $first: Int) { children(ids: $ids) { id } places(first: $first) { items { name } } }',
    )
    const told = (variables: Record<string, unknown>) => costOf(document, undefined, variables)
    for (let round = 0; round < 2; round += 1) {
      expect(told({ ids: ['a'], first: 1 })).toBe(1 + 1 + 2)
      expect(told({ ids: ['a', 'b'], first: 1 })).toBe(2 + 1 + 2)
      expect(told({ ids: ['b'], first: 7 })).toBe(1 + 1 + 14)
    }
    for (let i = 0; i < 50; i += 1) expect(told({ ids: [], first: i })).toBe(1 + 2 * i)
  })
})
