import { describe, expect, test } from 'vitest'
import { GAP } from './gaps.ts'
import { compileRepresentation, Representations } from './representations.ts'
import type { Supergraph } from './supergraph.ts'

const graph = { isA: (name: string, of: string) => name === of || of === 'Named' } as Supergraph

const field = (name: string, selections: object[] = [], alias?: string) => ({
  kind: 'Field',
  name,
  ...(selections.length > 0 && { selections }),
  ...(alias && { alias }),
})
const on = (typeCondition: string, selections: object[], more: object = {}) => ({
  kind: 'InlineFragment',
  typeCondition,
  selections,
  ...more,
})
const compile = (...requires: object[]) => compileRepresentation(requires as never, graph)

describe('a representation', () => {
  const represent = compile(
    on('Child', [field('__typename'), field('id'), field('_alias', [field('grams')], 'weights')]),
    on('Parent', [field('id')]),
  )

  test('holds what is required of its type, under the names of the subgraph', () => {
    const entity = { __typename: 'Child', id: 'c1', name: 'x', _alias: [{ grams: 1, on: 2 }, null] }
    expect(represent(entity, {})).toEqual({
      __typename: 'Child',
      id: 'c1',
      weights: [{ grams: 1 }, null],
    })
    expect(represent({ __typename: 'Parent', id: 'p1' }, {})).toEqual({
      __typename: 'Parent',
      id: 'p1',
    })
  })

  test('is none if there is nothing to know the entity by', () => {
    expect(represent({ __typename: 'Nurse', id: 'n1' }, {})).toBeUndefined()
    expect(represent({ __typename: 'Child', id: null }, {})).toBeUndefined()
  })

  test('has a null for what failed, and keeps an object that has nothing but nulls', () => {
    expect(represent({ __typename: 'Child', id: 'c1', _alias: GAP }, {})).toMatchObject({
      weights: null,
    })
    expect(represent({ __typename: 'Child', id: 'c1', _alias: { grams: GAP } }, {})).toMatchObject({
      weights: { grams: null },
    })
  })

  test('heeds conditions, and joins what fragments require of one field', () => {
    const conditional = compile(
      on('Child', [field('id'), field('a', [field('x')])]),
      on('Named', [field('a', [field('y')])], { includeIf: 'yes' }),
      on('Named', [field('b')], { skipIf: 'yes' }),
    )
    const entity = { __typename: 'Child', id: 1, a: { x: 1, y: 2 }, b: 3 }
    expect(conditional(entity, { yes: true })).toMatchObject({ a: { x: 1, y: 2 } })
    expect(conditional(entity, { yes: false })).toMatchObject({ a: { x: 1 }, b: 3 })
  })
})

test('equal representations are sent once', () => {
  const sent = new Representations()
  const places = [{ id: 1 }, { id: 2 }, { id: 1 }].map((one) => sent.add(one))
  expect(places).toEqual([0, 1, 0])
  expect(sent.list).toEqual([{ id: 1 }, { id: 2 }])
})
