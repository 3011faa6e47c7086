import { buildSchema, executeSync, type GraphQLSchema, parse } from 'graphql'
import { describe, expect, test } from 'vitest'
import { cases } from '../../test/scale.ts'
import { Report } from './errors.ts'
import { GAP } from './gaps.ts'
import { compileProjection } from './projection.ts'
import { createRandom, pick, type Random } from './testing/random-operation.ts'
import { type Data, findOperation, fragmentsOf, treeOf } from './tree.ts'

const SCALE = cases(1, 10)

const SCHEMA = buildSchema(`
  scalar LocalDate
  enum Sex { GIRL BOY }
  interface Named { name: String }
  union Visit = Home | Office
  type Child implements Named {
    id: ID! name: String! born: LocalDate sex: Sex! grams: [Int!] ratio: Float
    ok: Boolean! notes: [[String!]!] visits: [Visit!]! first: Visit siblings: [Child!] mother: Parent!
  }
  type Parent implements Named { name: String children: [Child]! }
  type Home { city: String! child: Child }
  type Office { room: Int! }
  type Query { children: [Child!] child: Child people: [Named!]! anyone: Named }
`)

const SOURCE = `
  query ($yes: Boolean = true, $no: Boolean = false) {
    children { ...C visits { ...V } first { ...V } siblings { id name } mother { name children { id sex } } }
    child { ...C n: name @skip(if: $yes) b: born @include(if: $no) sex @include(if: true) }
    people { __typename name ... on Child { id sex } ... on Parent { children { grams } } }
    anyone { kind: __typename ... on Named { name } }
  }
  fragment C on Child { id name born sex grams ratio ok notes }
  fragment V on Visit { __typename ... on Home { city child { name } } ... on Office { room } }
`

function project(schema: GraphQLSchema, source: string, data: Data, variables: Data = {}) {
  const document = parse(source)
  const operation = findOperation(document)
  const root = schema.getQueryType()
  if (!operation || !root) throw new Error('The test has no operation.')
  const fragments = fragmentsOf(document)
  const { selectionSet } = operation
  const visible = treeOf(selectionSet, fragments)
  const report = new Report({ messages: {}, visible, limit: 1_000 })
  const isA = (name: string, of: string) => {
    const [type, abstract] = [schema.getType(name), schema.getType(of)]
    if (type === abstract) return true
    return !!type && !!abstract && schema.isSubType(abstract as never, type as never)
  }
  const hiddenValues = () => new Set()
  const graph = { api: schema, isA, membersOf: (name: string) => [name], hiddenValues }
  const projected = compileProjection(
    root,
    { selectionSet },
    fragments,
    graph,
  )(data, variables, report)
  return { data: projected, errors: report.finish() }
}

describe('the projection', () => {
  test('MUST put nulls where graphql-js does, with an error for each that has none', () => {
    for (let seed = 1; seed <= 1_500 * SCALE; seed += 1) {
      const random = createRandom(seed)
      const data = spoil(town(random), random) as Data
      const answer = project(SCHEMA, SOURCE, data, { yes: true, no: false })
      const expected = executeSync({ schema: SCHEMA, document: parse(SOURCE), rootValue: data })
      expect(JSON.parse(JSON.stringify(answer.data)), `seed ${seed}`).toEqual(
        JSON.parse(JSON.stringify(expected.data)),
      )
      expect(answer.errors.length > 0, `seed ${seed}`).toBe((expected.errors ?? []).length > 0)
      const paths = new Set(expected.errors?.map(({ path }) => path?.join('.')))
      for (const { path } of answer.errors) expect(paths, `seed ${seed}`).toContain(path?.join('.'))
    }
  })

  test('names the place of what is wrong, and nothing of the value', () => {
    const { data, errors } = project(SCHEMA, '{ child { name born grams } }', {
      child: { name: 'Anna', born: { bsn: '999990019' }, grams: [1, 'heavy 999990019'] },
    })
    expect(data).toEqual({ child: { name: 'Anna', born: null, grams: null } })
    expect(errors.map(({ path }) => path)).toEqual([
      ['child', 'born'],
      ['child', 'grams', 1],
    ])
    expect(JSON.stringify(errors)).not.toContain('99999')
  })

  test('adds no error to a null that has been told', () => {
    const { data, errors } = project(SCHEMA, '{ child { name } children { mother { name } } }', {
      child: { name: GAP },
      children: [{ mother: { name: GAP } }, { mother: GAP }],
    })
    expect(data).toEqual({ child: null, children: null })
    expect(errors).toEqual([])
  })

  test('MUST NOT show what was not asked for', () => {
    const { data } = project(SCHEMA, '{ child { name } }', {
      child: { name: 'Anna', ref: 'secret', __typename: 'Child' },
      extra: 1,
    })
    expect(JSON.stringify(data)).toBe('{"child":{"name":"Anna"}}')
  })

  test('takes an interface for what it says if nobody could say which type it is', () => {
    const source = '{ anyone { name ... on Child { id } } }'
    expect(project(SCHEMA, source, { anyone: { name: 'Anna' } }).data).toEqual({
      anyone: { name: 'Anna' },
    })
    const unnamed = project(SCHEMA, '{ anyone { __typename } }', {
      anyone: { __typename: 'Named' },
    })
    expect(unnamed.data).toEqual({ anyone: null })
    expect(unnamed.errors).toHaveLength(1)
  })
})

function town(random: Random, depth = 0): Data {
  const some = <T>(make: () => T): T[] => Array.from({ length: Math.floor(random() * 3) }, make)
  const child = (): Data => ({
    __typename: 'Child',
    ...{
      id: 'c1',
      name: 'Anna',
      born: '2024-01-01',
      sex: 'GIRL',
      grams: [1, 2],
      ratio: 0.5,
      ok: true,
    },
    notes: [['a'], []],
    visits: some(visit),
    first: visit(),
    siblings: depth > 0 ? [] : some(() => town(random, 1).child),
    mother: {
      __typename: 'Parent',
      name: null,
      children: some(() => ({ id: 'c2', sex: 'BOY', grams: [3] })),
    },
  })
  const visit = (): Data =>
    random() < 0.5
      ? { __typename: 'Home', city: 'x', child: { name: 'Bram' } }
      : { __typename: 'Office', room: 7 }
  return {
    children: some(child),
    child: child(),
    people: [child(), { __typename: 'Parent', name: 'Petra', children: [{ grams: null }, null] }],
    anyone: child(),
  }
}

/** Nulls, gaps, wrong leaves and wrong names of types, here and there. */
function spoil(value: unknown, random: Random): unknown {
  if (Array.isArray(value)) {
    if (random() < 0.02) return 'no list'
    return value.map((item) => (random() < 0.04 ? null : spoil(item, random)))
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, below]): [string, unknown] => {
      if (key === '__typename')
        return [key, random() < 0.03 ? pick(random, ['Query', 'Nobody']) : below]
      return [key, random() < 0.04 ? null : spoil(below, random)]
    })
    return Object.fromEntries(entries.filter(([key]) => key === '__typename' || random() > 0.01))
  }
  if (value === null) return null // it may stand for an object
  return random() < 0.03 ? pick<unknown>(random, ['x', '7', 7, 1.5, true, 2 ** 40, null]) : value
}
