import { expect, test } from 'vitest'
import { chooseKeys } from './echo-keys.ts'
import { parseFields } from './join.ts'
import type { Supergraph } from './supergraph.ts'

const KEYS = ['id', 'number'].map(parseFields)
const supergraph = {
  isA: (typename, condition) => typename === condition,
  membersOf: (typename) => [typename],
  keysOf: () => KEYS,
} as Partial<Supergraph> as Supergraph

const chosen = (asked: string, ...required: readonly string[]) => {
  const selections = required.map((name) => ({ kind: 'Field', name }) as const)
  const requires = [{ kind: 'InlineFragment', typeCondition: 'Toy', selections } as const]
  const entities = { alias: '_entities', requires }
  const selectionSet = parseFields(`... on Toy { ${asked} }`)
  return chooseKeys(selectionSet, new Map(), entities, 'maker', supergraph).get('Toy')
}

test('MUST choose a key that is known, not one that the fetch itself tells', () => {
  expect(chosen('name', 'number', 'id')).toBe(KEYS[1])
  expect(chosen('id name', 'number', 'id')).toBe(KEYS[1])
  expect(chosen('id name', 'id', 'number')).toBe(KEYS[1])
  expect(chosen('number name', 'number', 'id')).toBe(KEYS[0])
})

test('MUST choose the first that is required where the fetch tells both', () => {
  expect(chosen('number id name', 'number', 'id')).toBe(KEYS[1])
  expect(chosen('number id name', 'id', 'number')).toBe(KEYS[0])
})
