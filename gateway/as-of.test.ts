import { buildSchema, parse } from 'graphql'
import { describe, expect, test } from 'vitest'
import { DateTime } from '../schema/scalars.ts'
import { asOfLifter } from './as-of.ts'

const schema = buildSchema(`
  scalar DateTime
  input AsOfInput { validAt: DateTime knownAt: DateTime }
  type Child { id: ID }
  type Query {
    child(id: ID, asOf: AsOfInput): Child
    children(ids: [ID!], asOf: AsOfInput): [Child]
    registries: [ID]
  }
`)
Object.assign(schema.getType('DateTime') ?? {}, {
  parseValue: DateTime.parseValue,
  parseLiteral: DateTime.parseLiteral,
})
const NOW = new Date('2026-06-01T12:00:00Z')
const lift = asOfLifter(schema)

function ask(source: string, variables?: Record<string, unknown>, operationName?: string) {
  return lift({ document: parse(source), operationName, variables }, NOW)
}

describe('the moment of an operation', () => {
  test.each([
    ['a literal', '{ child(asOf: { knownAt: "2024-01-01T00:00:00Z" }) { id } }', {}],
    [
      'a variable',
      'query ($at: AsOfInput) { child(asOf: $at) { id } }',
      { at: { knownAt: '2024-01-01T00:00:00Z' } },
    ],
    [
      'a variable within',
      'query ($at: DateTime) { child(asOf: { knownAt: $at }) { id } }',
      { at: '2024-01-01T01:00:00+01:00' },
    ],
    [
      'a default',
      'query ($at: AsOfInput = { knownAt: "2024-01-01T00:00:00Z" }) { child(asOf: $at) { id } }',
      {},
    ],
    [
      'a fragment',
      '{ ...F } fragment F on Query { ... { child(asOf: { knownAt: "2024-01-01T00:00:00Z" }) { id } } }',
      {},
    ],
  ])('is found in %s, and written in one way', (_, source, variables) => {
    expect(ask(source, variables)).toEqual({ knownAt: '2024-01-01T00:00:00.000Z' })
  })

  test('is one of the operation that is run, and of no other in the document', () => {
    const source = `
      query A { child { id } }
      query B { child(asOf: { validAt: "2024-01-01T00:00:00Z" }) { id } }`
    expect(ask(source, {}, 'A')).toBeUndefined()
    expect(ask(source, {}, 'B')).toEqual({ validAt: '2024-01-01T00:00:00.000Z' })
  })

  test.each([
    '{ child { id } }',
    '{ child(asOf: null) { id } }',
    '{ child(asOf: {}) { id } }',
    '{ child(asOf: { knownAt: null }) { id } registries }',
    'query ($at: AsOfInput) { child(asOf: $at) { id } }',
  ])('is now where none is named: %s', (source) => {
    expect(ask(source)).toBeUndefined()
  })

  test('counts in fields that take one, and are not left out', () => {
    const source = `query ($no: Boolean!) {
      registries
      child(asOf: { knownAt: "2024-01-01T00:00:00Z" }) { id }
      other: child @include(if: $no) { id }
      ... @skip(if: true) { another: child { id } }
    }`
    expect(ask(source, { no: false })).toEqual({ knownAt: '2024-01-01T00:00:00.000Z' })
  })
})

describe('MUST be refused', () => {
  const differs = (source: string) =>
    expect(() => ask(source)).toThrow(expect.objectContaining({ code: 'AS_OF_DIFFERS' }))

  test('when two root fields name different moments, or one of them names none', () => {
    differs(`{
      child(asOf: { knownAt: "2024-01-01T00:00:00Z" }) { id }
      children(asOf: { knownAt: "2024-01-02T00:00:00Z" }) { id }
    }`)
    differs('{ child(asOf: { knownAt: "2024-01-01T00:00:00Z" }) { id } b: child { id } }')
    differs(`{
      child(asOf: { knownAt: "2024-01-01T00:00:00Z" }) { id }
      b: child(asOf: { validAt: "2024-01-01T00:00:00Z" }) { id }
    }`)
  })

  test('when the moment lies ahead', () => {
    for (const clock of ['validAt', 'knownAt']) {
      expect(() => ask(`{ child(asOf: { ${clock}: "2026-06-01T12:00:01Z" }) { id } }`)).toThrow(
        expect.objectContaining({ code: 'AS_OF_IN_FUTURE' }),
      )
    }
  })
})
