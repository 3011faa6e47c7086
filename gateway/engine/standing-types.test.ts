import { readFileSync } from 'node:fs'
import { getNamedType, isAbstractType, isObjectType } from 'graphql'
import { expect, test } from 'vitest'
import { createPlanner } from './plan.ts'
import { readSupergraph } from './supergraph.ts'
import { composeTown } from './testing/town.ts'

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@shareable", "@external", "@interfaceObject"
])`

function read(sdl: string) {
  const planner = createPlanner(sdl, { planningMs: 1_000, plansAtOnce: 1 })
  return readSupergraph(sdl, planner.consumerSdl)
}

const MEDIA = read(
  composeTown({
    a: `${LINK}
      interface Named @key(fields: "id") { id: ID! }
      type Book implements Named @key(fields: "id") { id: ID! pages: Int }
      type Song implements Named @key(fields: "id") { id: ID! seconds: Int }
      union Media = Book | Song
      type Shelf @key(fields: "id") { id: ID! best: Media @shareable own: Media named: Named }
      type Query { shelf: Shelf }`,
    b: `${LINK}
      type Book @key(fields: "id") { id: ID! }
      type Film @key(fields: "id") { id: ID! }
      union Media = Book | Film
      type Shelf @key(fields: "id") { id: ID! best: Media @shareable film: Media }`,
    c: `${LINK}
      type Named @key(fields: "id") @interfaceObject { id: ID! next: Named }
      type Query { named: Named }`,
  }),
)

test.each([
  ['what all know of a field of several', 'Shelf', 'best', ['Book']],
  ['what the only one knows', 'Shelf', 'own', ['Book', 'Song']],
  ['what another only one knows', 'Shelf', 'film', ['Book', 'Film']],
  ['an object', 'Query', 'shelf', ['Shelf']],
  ['all members where an interface is known as one object', 'Query', 'named', ['Book', 'Song']],
  ['all members where such an object adds the field', 'Book', 'next', ['Book', 'Song']],
  ['nothing of a field that there is not', 'Shelf', 'none', []],
])('there stands %s', (_, typename, field, types) => {
  expect([...MEDIA.standingTypes(typename, field)].sort()).toEqual(types)
})

test('MUST be all members of each interface and union, in our own graph', () => {
  const { api, standingTypes } = read(readFileSync('schema/generated/supergraph.graphql', 'utf8'))
  const seen: string[] = []
  for (const type of Object.values(api.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue
    for (const { name, type: output } of Object.values(type.getFields())) {
      const abstract = getNamedType(output)
      if (!isAbstractType(abstract)) continue
      const all = api.getPossibleTypes(abstract).map((one) => one.name)
      expect([...standingTypes(type.name, name)].sort(), `${type.name}.${name}`).toEqual(all.sort())
      seen.push(name)
    }
  }
  expect(seen).not.toEqual([])
})
