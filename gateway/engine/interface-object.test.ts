import { describe, expect, test } from 'vitest'
import type { CallSubgraph } from './call.ts'
import { ask } from './testing/ask.ts'
import { composeTown } from './testing/town.ts'

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@interfaceObject"])`
const supergraph = composeTown({
  visits: `${LINK}
    interface Visit @key(fields: "id") { id: ID! on: String }
    type Home implements Visit @key(fields: "id") { id: ID! on: String city: String }
    type Office implements Visit @key(fields: "id") { id: ID! on: String room: Int }
    "All visits." type Query { "Newest first." visits(first: Int): [Visit] }`,
  ratings: `${LINK}
    type Visit @interfaceObject @key(fields: "id") { id: ID! stars: Int }
    type Query { best: [Visit!] }`,
})

const VISITS: Record<string, Record<string, unknown>> = {
  h1: { __typename: 'Home', id: 'h1', on: 'monday', city: 'Utrecht' },
  o1: { __typename: 'Office', id: 'o1', on: 'tuesday', room: 7 },
}

/** Answers with the whole record: the engine must take out what it asked for. */
const call: CallSubgraph<unknown> = async ({ subgraph, query, variables }) => {
  const rate = ({ id }: { id: string }) => ({
    _k: 'Visit',
    _k0_0: id,
    __typename: 'Visit',
    id,
    stars: 5,
  })
  const sent = variables?.representations as { __typename: string; id: string }[] | undefined
  if (subgraph === 'ratings') {
    return {
      data: sent ? { _entities: sent.map(rate) } : { best: ['o1', 'h1'].map((id) => rate({ id })) },
    }
  }
  const visit = ({ id }: { id: string }) => {
    const row = VISITS[id]
    const keys = [...query.matchAll(/_k\d_\d/g)].map(([alias]) => [alias, id])
    return { ...row, _k: row?.__typename, ...Object.fromEntries(keys) }
  }
  if (sent) return { data: { _entities: sent.map(visit) } }
  // The planner renames what clashes: `x: room` on one type, `x: city` on the other.
  return {
    data: {
      visits: Object.values(VISITS).map((row) => ({
        ...row,
        [row.city ? 'x' : 'y']: row.on,
        _internal_qp_alias_0: row.room ?? row.city,
      })),
    },
  }
}

describe('an interface that another subgraph knows as one object', () => {
  test('gets the fields of that subgraph', async () => {
    const { data, errors } = await ask('{ visits { __typename id stars ... on Home { city } } }', {
      supergraph,
      call,
    })
    expect(errors).toEqual([])
    expect(data).toEqual({
      visits: [
        { __typename: 'Home', id: 'h1', stars: 5, city: 'Utrecht' },
        { __typename: 'Office', id: 'o1', stars: 5 },
      ],
    })
  })

  test('learns its type from the one that owns it', async () => {
    const { data, errors } = await ask('{ best { __typename stars on } }', {
      supergraph,
      call,
    })
    expect(errors).toEqual([])
    expect(data).toEqual({
      best: [
        { __typename: 'Office', stars: 5, on: 'tuesday' },
        { __typename: 'Home', stars: 5, on: 'monday' },
      ],
    })
  })

  test('MUST NOT be given the name of the interface for a type', async () => {
    const { data, errors } = await ask('{ best { __typename stars } }', {
      supergraph,
      call,
      fault: (_, { subgraph }) =>
        subgraph === 'visits' ? Promise.reject(new Error('down')) : undefined,
    })
    expect(data).toEqual({ best: null })
    expect(errors.length).toBeGreaterThan(0)
  })

  test('is guarded as any other entity', async () => {
    const { data, events } = await ask('{ visits { id stars } }', {
      supergraph,
      call,
      fault: (answer) => {
        const entities = answer.data?._entities
        return Array.isArray(entities) ? { data: { _entities: entities.reverse() } } : undefined
      },
    })
    expect(data).toEqual({
      visits: [
        { id: 'h1', stars: null },
        { id: 'o1', stars: null },
      ],
    })
    expect(events).toEqual([{ kind: 'entity-mismatch', subgraph: 'ratings' }])
  })
})
