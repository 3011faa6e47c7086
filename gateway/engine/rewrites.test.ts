import type { FetchRewrite } from '@graphql-hive/router-query-planner'
import { describe, expect, test } from 'vitest'
import { compileRewrites, renameInTree } from './rewrites.ts'
import type { Supergraph } from './supergraph.ts'
import type { Tree } from './tree.ts'

const graph = { isA: (name: string, of: string) => name === of || of === 'Media' } as Supergraph
const rename = {
  KeyRenamer: {
    path: [{ Key: 'family' }, { TypenameEquals: ['Parent'] }, { Key: '_alias' }],
    renameKeyTo: 'x',
  },
}

describe('a rewrite', () => {
  test('gives a key its name back, for objects of that type', () => {
    const data = {
      family: [
        { __typename: 'Parent', _alias: 1 },
        { __typename: 'Child', x: 2 },
        { __typename: 'Parent' },
        null,
      ],
    }
    compileRewrites([rename], graph)?.(data)
    expect(data.family).toEqual([
      { __typename: 'Parent', x: 1 },
      { __typename: 'Child', x: 2 },
      { __typename: 'Parent' },
      null,
    ])
  })

  test.each<FetchRewrite>([
    {
      ValueSetter: {
        path: [{ TypenameEquals: ['Media'] }, { Key: '__typename' }],
        setValueTo: 'Media',
      },
    },
    { kind: 'ValueSetter', path: [{ Key: '__typename' }], setValueTo: 'Media' },
  ])('sets the name of a type', (setter) => {
    const representation = { __typename: 'Book', id: 1 }
    compileRewrites([setter], graph)?.(representation)
    expect(representation).toEqual({ __typename: 'Media', id: 1 })
  })

  test('is none if there is nothing to rewrite', () => {
    expect(compileRewrites(undefined, graph)).toBeUndefined()
    expect(compileRewrites([], graph)).toBeUndefined()
  })
})

test('a tree gets the names that the data will have', () => {
  const below: Tree = new Map([['a', undefined]])
  const tree: Tree = new Map([
    [
      'family',
      new Map<string, Tree | undefined>([
        ['_alias', below],
        ['x', new Map([['b', undefined]])],
      ]),
    ],
  ])
  renameInTree(tree, [rename])
  const family = tree.get('family')
  expect([...(family?.keys() ?? [])]).toEqual(['_alias', 'x'])
  expect([...(family?.get('x')?.keys() ?? [])]).toEqual(['b', 'a'])
})
