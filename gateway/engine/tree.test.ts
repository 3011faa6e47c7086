import { parse } from 'graphql'
import { describe, expect, test } from 'vitest'
import { findOperation, fragmentsOf, treeOf, visiblePath } from './tree.ts'

function tree(source: string) {
  const document = parse(source)
  const operation = findOperation(document)
  return operation ? treeOf(operation.selectionSet, fragmentsOf(document)) : new Map()
}

describe('a tree', () => {
  test('has response keys, with fragments dissolved and equal keys joined', () => {
    const grown = tree('{ a { b } ...F x: a { c } } fragment F on Query { a { ... on T { d } } }')
    expect([...grown.keys()]).toEqual(['a', 'x'])
    expect([...(grown.get('a')?.keys() ?? [])]).toEqual(['b', 'd'])
    expect(grown.get('a')?.get('d')).toBeUndefined()
  })
})

describe('the visible part of a path', () => {
  const asked = tree('{ children { x: name nurse { code } } }')

  test.each([
    [
      ['children', 3, 'nurse', 'code'],
      ['children', 3, 'nurse', 'code'],
    ],
    [
      ['children', 3, 'name'],
      ['children', 3],
    ],
    [['children', -1, 'x'], ['children']],
    [['children', 0.5], ['children']],
    [
      ['children', 0, 'x', 'deeper'],
      ['children', 0, 'x'],
    ],
    [['_entities', 0], []],
  ])('of %j is %j', (path, visible) => {
    expect(visiblePath(asked, path)).toEqual(visible)
  })
})

describe('finding an operation', () => {
  test('takes the only one, or the one of that name', () => {
    const document = parse('query A { a } query B { b }')
    expect(findOperation(document)).toBeUndefined()
    expect(findOperation(document, 'B')?.name?.value).toBe('B')
    expect(findOperation(document, 'C')).toBeUndefined()
    expect(findOperation(parse('{ a }'), '')).toBeDefined()
  })
})
