import { readFileSync } from 'node:fs'
import { parse } from 'graphql'
import { describe, expect, test } from 'vitest'
import { addEchoes } from './echo.ts'
import { isComplete, isSameKey, keyFields } from './echo-keys.ts'
import { RequestRefused } from './errors.ts'
import { parseFields } from './join.ts'
import { createPlanner } from './plan.ts'
import { readSupergraph } from './supergraph.ts'
import { ask, type Fault, TOWN } from './testing/ask.ts'
import { composeTown } from './testing/town.ts'

const { consumerSdl } = createPlanner(TOWN, { planningMs: 1_000, plansAtOnce: 1 })
const supergraph = readSupergraph(TOWN, consumerSdl)

function echo(entities: string, typeCondition: string, keys: string, subgraph: string) {
  const operation = parse(`query ($r: [_Any!]!) { _entities(representations: $r) { ${entities} } }`)
  const selections = keys.split(' ').map((name) => ({ kind: 'Field' as const, name }))
  const requires = [{ kind: 'InlineFragment' as const, typeCondition, selections }]
  return addEchoes(operation, [{ alias: '_entities', requires }], subgraph, supergraph)
}

describe('the rewritten operation', () => {
  test('asks for the key by which it was sent', () => {
    const byId = echo('... on Child { nurse { code } }', 'Child', '__typename id ref', 'jgz')
    expect(byId.query).toBe(
      'query($r:[_Any!]!){_entities(representations:$r){_k:__typename ...on Child{_k0_0:id}...on Child{nurse{code}}}}',
    )
    const byNumber = echo('... on Child { attended }', 'Child', '__typename number', 'childcare')
    expect(byNumber.query).toContain('_k0_0:number')
  })

  test('asks for all of a key of several fields', async () => {
    const { calls } = await ask('{ groups { waiting } }')
    expect(calls[1]?.query).toContain('...on Group{_k0_0:place{id}_k0_1:title}')
  })

  test('MUST NOT clash with a name of the client', () => {
    const { query } = echo('... on Child { _k0_0: name _k: name _k_: name }', 'Child', 'id', 'jgz')
    expect(query).toContain('_k__:__typename')
    expect(query).toContain('_k__0_0:id')
  })

  test('MUST NOT be sent at all if there is no key to ask for', () => {
    expect(() =>
      echo('... on Child { nurse { code } }', 'Child', '__typename name', 'jgz'),
    ).toThrow(RequestRefused)
    expect(() => echo('... on Weight { grams }', 'Weight', 'grams', 'jgz')).toThrow(RequestRefused)
    expect(() => echo('__typename', 'Child', 'id', 'jgz')).toThrow(RequestRefused)
  })
})

describe('a key that is external in the subgraph', () => {
  test('is sent, and not asked for: who only names it cannot tell it', async () => {
    const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external"])`
    const { data, calls } = await ask('{ pet { name } }', {
      supergraph: composeTown({
        chips: `${LINK} type Pet @key(fields: "chip") { chip: ID! } type Query { pet: Pet }`,
        names: `${LINK} type Pet @key(fields: "chip") { chip: ID! @external name: String }`,
      }),
      call: async ({ subgraph }) => ({
        data:
          subgraph === 'chips'
            ? { pet: { __typename: 'Pet', chip: 'c1' } }
            : { _entities: [{ _k: 'Pet', name: 'Rex' }] },
      }),
    })
    expect(data).toEqual({ pet: { name: 'Rex' } })
    expect(calls[1]?.query).not.toContain('chip')
    expect(calls[1]?.variables).toEqual({ representations: [{ __typename: 'Pet', chip: 'c1' }] })
  })

  test('MUST NOT be in a graph of ours: of each entity every subgraph is asked who it is', () => {
    const sdl = readFileSync('schema/generated/supergraph.graphql', 'utf8')
    const planner = createPlanner(sdl, { planningMs: 1_000, plansAtOnce: 1 })
    const own = readSupergraph(sdl, planner.consumerSdl)
    const keys = [...sdl.matchAll(/name: "([a-z-]+)", url/g)].flatMap(([, subgraph = '']) =>
      ['Child', 'Pregnancy'].flatMap((type) =>
        own
          .keysOf(subgraph, type)
          .flatMap(({ selections }) =>
            selections.map((field) => [subgraph, type, field.kind === 'Field' && field.name.value]),
          ),
      ),
    )
    expect(keys.length).toBeGreaterThan(5)
    const external = keys.filter(([subgraph, type, field]) =>
      own.isExternal(String(subgraph), String(type), String(field)),
    )
    expect(external).toEqual([])
  })
})

describe('a key with a list in it', () => {
  const fields = keyFields(parseFields('members { id }'))
  const known = (...ids: unknown[]) => ({ members: ids.map((id) => ({ id })) })

  test('MUST be said back whole, and in its order', () => {
    expect(isSameKey(fields, known('1', '2'), known('1', '2'))).toBe(true)
    expect(isSameKey(fields, known('1', '2'), known('2', '1'))).toBe(false)
    expect(isSameKey(fields, known('1', '2'), known('1'))).toBe(false)
    expect(isSameKey(fields, known('1'), { members: { id: '1' } })).toBe(false)
  })

  test('is none as long as one in it has none', () => {
    expect(isComplete(fields, known('1', '2'))).toBe(true)
    expect(isComplete(fields, known('1', null))).toBe(false)
  })
})

describe('an answer about something else', () => {
  const source = '{ children(first: 3) { id nurse { code } visits { id } place { id } } }'
  const of = (change: (entities: Record<string, unknown>[]) => unknown): Fault => {
    return (answer, { subgraph }) => {
      const entities = answer.data?._entities
      if (subgraph !== 'jgz' || !Array.isArray(entities)) return undefined
      const changed = change(entities)
      return Array.isArray(changed) || changed === null
        ? { data: { _entities: changed } }
        : undefined
    }
  }

  test.each<[string, Fault]>([
    ['in another order', of(([a, b, c]) => [b, a, c])],
    ['too few', of(([a, b]) => [a, b])],
    ['none', of(() => [])],
    ['too many', of(([a, b, c]) => [a, b, c, c])],
    ['one twice', of(([a, , c]) => [a, a, c])],
    ['another type', of(([a, b, c]) => [a, { ...b, _k: 'Parent' }, c])],
    ['an invented type', of(([a, b, c]) => [a, { ...b, _k: '__proto__' }, c])],
    ['no type', of(([a, b, c]) => [a, { ...b, _k: null }, c])],
    ['another key', of(([a, b, c]) => [a, { ...b, _k0_0: 'c9' }, c])],
    ['no key', of(([a, b, c]) => [a, { ...b, _k0_0: null }, c])],
    ['no entity', of(([a, , c]) => [a, 'c1', c])],
    ['a hole', of(([a, , c]) => [a, undefined, c])],
    ['no list', of(() => null)],
  ])('MUST drop the whole batch: %s', async (_, fault) => {
    const { data, errors, events } = await ask(source, { fault })
    expect(data).toBeNull() // visits may not be null
    expect(errors).toMatchObject([
      { path: ['children'], extensions: { code: 'SUBGRAPH_MISMATCH', subgraph: 'jgz' } },
    ])
    expect(events).toEqual([{ kind: 'entity-mismatch', subgraph: 'jgz' }])
  })

  test('blanks no other subgraph', async () => {
    const { data, errors } = await ask(
      '{ children(first: 2) { id nurse { code } place { id } } }',
      {
        fault: of(([a, b]) => [b, a]),
      },
    )
    expect(data).toEqual({
      children: [
        { id: 'c0', nurse: null, place: null },
        { id: 'c1', nurse: null, place: { id: 'k1' } },
      ],
    })
    expect(errors).toHaveLength(1)
  })

  test('is not a null: an entity that is not known stays a null', async () => {
    const { data, errors, events } = await ask('{ children(first: 2) { id nurse { code } } }', {
      fault: of(([, b]) => [null, b]),
    })
    expect(data).toEqual({
      children: [
        { id: 'c0', nurse: null },
        { id: 'c1', nurse: { code: 'n1' } },
      ],
    })
    expect([errors, events]).toEqual([[], []])
  })

  test('is not a number for an ID', async () => {
    const { events } = await ask('{ children(first: 1) { attended } }', {
      fault: (answer) =>
        JSON.parse(JSON.stringify(answer).replaceAll('"_k0_0":100', '"_k0_0":"100"')),
    })
    expect(events).toEqual([])
  })
})
