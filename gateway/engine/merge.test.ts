import { parse } from 'graphql'
import { describe, expect, test } from 'vitest'
import { compileMerger } from './merge.ts'
import { findOperation, fragmentsOf, treeOf } from './tree.ts'

function mergerOf(source: string) {
  const document = parse(source)
  const operation = findOperation(document)
  if (!operation) throw new Error('The test has no operation.')
  return compileMerger(treeOf(operation.selectionSet, fragmentsOf(document)))
}

function merged(source: string, target: Record<string, unknown>, from: Record<string, unknown>) {
  mergerOf(source).merge(target, from)
  return target
}

describe('merging', () => {
  test('adds what is new, keeps what is there, and prefers a value to a null', () => {
    expect(
      merged('{ a b c { d e } }', { a: 1, b: 2, c: { d: 1 } }, { a: null, c: { e: 2 } }),
    ).toEqual({ a: 1, b: 2, c: { d: 1, e: 2 } })
    expect(merged('{ a }', { a: null }, { a: 1 })).toEqual({ a: 1 })
    expect(merged('{ a }', {}, { a: null })).toEqual({ a: null })
    expect(merged('{ a { b } }', { a: { b: 1 } }, { a: null })).toEqual({ a: { b: 1 } })
  })

  test('goes item by item through lists, and through lists of lists', () => {
    expect(
      merged('{ l { a b } }', { l: [{ a: 1 }, null, { a: 3 }] }, { l: [{ b: 1 }, { b: 2 }, null] }),
    ).toEqual({ l: [{ a: 1, b: 1 }, { b: 2 }, { a: 3 }] })
    expect(merged('{ l { b } }', { l: [[{ a: 1 }]] }, { l: [[{ b: 2 }]] })).toEqual({
      l: [[{ a: 1, b: 2 }]],
    })
  })

  test('MUST NOT mix the items of lists that do not agree', () => {
    const there = () => ({ l: [{ id: 'anna' }, { id: 'bram' }] })
    expect(
      merged('{ l { id b } }', there(), {
        l: [
          { id: 'bram', b: 1 },
          { id: 'anna', b: 2 },
        ],
      }),
    ).toEqual(there())
    expect(merged('{ l { id b } }', there(), { l: [{ id: 'anna', b: 1 }] })).toEqual(there())
    expect(
      merged('{ l { id b } }', there(), {
        l: [
          { id: 'anna', b: 1 },
          { id: 'bram', b: 2 },
        ],
      }),
    ).toEqual({
      l: [
        { id: 'anna', b: 1 },
        { id: 'bram', b: 2 },
      ],
    })
  })

  test('MUST NOT read what was not asked for, nor write to a prototype', () => {
    const hostile = JSON.parse(
      '{"a": {"b": 1, "x": 2, "__proto__": {"polluted": 1}}, "constructor": {"polluted": 1}}',
    )
    expect(merged('{ a { b } }', { a: { c: 1 } }, hostile)).toEqual({ a: { b: 1, c: 1 } })
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    expect((Object as unknown as Record<string, unknown>).polluted).toBeUndefined()
  })

  test('MUST NOT write to a scalar that is an object', () => {
    const scalar = Object.freeze({ x: 1 })
    const other = Object.freeze({ y: 2 })
    expect(merged('{ a }', { a: scalar }, { a: other })).toEqual({ a: other })
    expect(scalar).toEqual({ x: 1 })
  })
})

describe('a copy', () => {
  test('shares nothing that a merge could write to', () => {
    const source = { a: { b: [{ c: 1, hidden: 2 }, null] }, d: { json: 1 } }
    const copy = mergerOf('{ a { b { c } } d }').copy(source)
    expect(copy).toEqual({ a: { b: [{ c: 1 }, null] }, d: { json: 1 } })
    mergerOf('{ a { b { e } } }').merge(copy, { a: { b: [{ e: 1 }, { e: 2 }] } })
    expect(source).toEqual({ a: { b: [{ c: 1, hidden: 2 }, null] }, d: { json: 1 } })
  })
})
