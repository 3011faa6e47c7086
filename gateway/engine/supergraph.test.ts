import { print } from 'graphql'
import { describe, expect, test } from 'vitest'
import { createPlanner } from './plan.ts'
import { readSupergraph } from './supergraph.ts'
import { TOWN } from './testing/ask.ts'
import { composeTown } from './testing/town.ts'

const read = (sdl: string) =>
  readSupergraph(sdl, createPlanner(sdl, { planningMs: 1_000, plansAtOnce: 1 }).consumerSdl)
const supergraph = read(TOWN)

describe('the supergraph', () => {
  test('knows by which keys a subgraph can be asked', () => {
    const keys = (subgraph: string, type: string) =>
      supergraph.keysOf(subgraph, type).map((key) => print(key).replaceAll(/\s+/g, ' '))
    expect(keys('child', 'Child')).toEqual(['{ id }', '{ number }'])
    expect(keys('childcare', 'Child')).toEqual(['{ number }'])
    expect(keys('childcare', 'Group')).toEqual(['{ place { id } title }'])
    expect(keys('journey', 'Place')).toEqual([]) // not resolvable there
    expect(keys('nowhere', 'Child')).toEqual([])
  })

  test('knows which type is which', () => {
    expect(supergraph.isA('Child', 'Child')).toBe(true)
    expect(supergraph.isA('Child', 'Person')).toBe(true)
    expect(supergraph.isA('Child', 'Family')).toBe(true)
    expect(supergraph.isA('Nurse', 'Person')).toBe(false)
    expect(supergraph.isA('Person', 'Child')).toBe(false)
    expect(supergraph.isA('__proto__', 'Person')).toBe(false)
    expect(supergraph.membersOf('Family')).toEqual(['Child', 'Parent'])
  })
})

describe('the schema for clients', () => {
  const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
    "@key", "@inaccessible", "@authenticated", "@tag"])`
  const { api } = read(
    composeTown({
      a: `${link}
        "A child." type Child @key(fields: "id") {
          id: ID!
          "How heavy, in grams." grams("At most." max: Int): Int @authenticated @deprecated(reason: "Old.")
          secret: Hidden @inaccessible
        }
        type Hidden @inaccessible { x: Int }
        scalar Url @specifiedBy(url: "https://example.org")
        input One @oneOf { a: Int b: Int }
        type Query { child(by: One): Child url: Url @tag(name: "x") }`,
    }),
  )

  test('keeps what was written for clients', () => {
    const grams = api.getQueryType()?.getFields().child?.type.toString()
    expect(grams).toBe('Child')
    const field = Object.values(api.getTypeMap()).find(({ name }) => name === 'Child')
    expect(field?.description).toBe('A child.')
    const fields = field && 'getFields' in field ? field.getFields() : {}
    expect(fields.grams).toMatchObject({
      description: 'How heavy, in grams.',
      deprecationReason: 'Old.',
      args: [{ description: 'At most.' }],
    })
    expect(api.getType('Url')).toMatchObject({ specifiedByURL: 'https://example.org' })
    expect(api.getType('One')).toMatchObject({ isOneOf: true })
  })

  test('MUST NOT hold what is inaccessible, nor directives of federation', () => {
    expect(api.getType('Hidden')).toBeUndefined()
    expect(api.getDirectives().map(({ name }) => name)).toEqual([
      'include',
      'skip',
      'deprecated',
      'specifiedBy',
      'oneOf',
    ])
    const types = Object.keys(api.getTypeMap()).filter((name) => name.includes('__'))
    expect(types.every((name) => name.startsWith('__'))).toBe(true)
  })
})
