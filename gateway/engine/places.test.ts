import { expect, test } from 'vitest'
import { compilePlaces } from './places.ts'
import type { Supergraph } from './supergraph.ts'
import type { Data } from './tree.ts'

const graph = { isA: (name: string, of: string) => name === of } as Supergraph
const anna = { __typename: 'Child', id: 'anna' }
const bram = { __typename: 'Child', id: 'bram' }
const petra = { __typename: 'Parent', id: 'petra' }
const data = { people: [[anna, petra], null, 'x', [bram]], one: { child: anna } }

test('places are found through lists, fields and types, with their paths', () => {
  const places = compilePlaces([{ Field: 'people' }, '@', '@', { TypeCondition: ['Child'] }], graph)
  const found: Data[] = []
  places.find(data, found)
  expect(found).toEqual([anna, bram])
  expect([...places.trace(data)]).toEqual([
    [anna, ['people', 0, 0]],
    [bram, ['people', 3, 0]],
  ])
})

test('places that are not there are none', () => {
  const places = compilePlaces([{ Field: 'one' }, { Field: 'child' }, { Field: 'id' }], graph)
  const found: Data[] = []
  places.find(data, found)
  expect([found, places.trace(data).size]).toEqual([[], 0])
})
