/**
 * Fields that one subgraph has taken over from another. What was taken over must never be heard of again.
 *
 * @module
 */

import { byKey, known, LINK, pick, type Suite } from './suite.ts'

const POSTS = [
  { __typename: 'Image', id: 'p1', made: 'made 1' },
  { __typename: 'Image', id: 'p2', made: 'made 2' },
]
const NEVER = { made: () => 'NEVER' }

function simple(name: string, from: string, owner: string): Suite {
  return {
    name,
    parts: {
      a: {
        sdl: `${LINK}
          type Post @key(fields: "id") { id: ID! ${owner} }
          type Query { feed: [Post] @shareable aFeed: [Post] }`,
        resolvers: {
          Query: { feed: () => POSTS, aFeed: () => [POSTS[1]] },
          Post: { ...byKey(POSTS), ...(owner && NEVER) },
        },
      },
      b: {
        sdl: `${LINK}
          type Post @key(fields: "id") { id: ID! made: String! @override(from: "${from}") @shareable }
          type Query { feed: [Post] @shareable bFeed: [Post] }`,
        resolvers: {
          Query: { feed: () => POSTS, bFeed: () => [POSTS[0]] },
          Post: byKey(POSTS),
        },
      },
    },
    cases: [
      {
        says: 'on a way that both have',
        ask: '{ feed { made } }',
        data: { feed: [{ made: 'made 1' }, { made: 'made 2' }] },
      },
      {
        says: 'and on those that one of them has',
        ask: '{ aFeed { made } bFeed { made } }',
        data: { aFeed: [{ made: 'made 2' }], bFeed: [{ made: 'made 1' }] },
      },
    ],
  }
}

const TYPE_INTERFACE: Suite = {
  name: 'override-type-interface',
  parts: {
    a: {
      sdl: `${LINK}
        interface Post { id: ID! made: String! }
        type Image implements Post @key(fields: "id") { id: ID! made: String! }
        type Query { feed: [Post] }`,
      resolvers: { Query: { feed: () => POSTS }, Image: { ...byKey(POSTS), ...NEVER } },
    },
    b: {
      sdl: `${LINK}
        interface Post { id: ID! made: String! }
        type Text implements Post @key(fields: "id") { id: ID! made: String! body: String! }
        interface Other { id: ID! made: String! }
        type Image implements Other @key(fields: "id") { id: ID! made: String! @override(from: "a") }
        type Query { others: [Other] }`,
      resolvers: { Query: { others: () => POSTS }, Image: byKey(POSTS) },
    },
  },
  cases: [
    {
      says: 'through an interface of whom it was taken from',
      ask: '{ feed { id made } }',
      data: {
        feed: [
          { id: 'p1', made: 'made 1' },
          { id: 'p2', made: 'made 2' },
        ],
      },
    },
    {
      says: 'a member that the interface has elsewhere alone',
      ask: '{ feed { ... on Text { id body } } }',
      data: { feed: [{}, {}] },
    },
    {
      says: 'through an interface of whom has it now',
      ask: '{ others { made } }',
      data: { others: [{ made: 'made 1' }, { made: 'made 2' }] },
    },
    {
      says: 'and through a fragment on the member',
      ask: '{ others { made id ... on Image { made id } } }',
      data: {
        others: [
          { made: 'made 1', id: 'p1' },
          { made: 'made 2', id: 'p2' },
        ],
      },
    },
  ],
}

const USERS = ['u1', 'u2', 'u3'].map((id) => ({ id, name: `name ${id}` }))
const user = (i: number) => () => pick(USERS[i] ?? {}, ['id'])
const all = '{ id name aName cName }'
const whole = (id: string) => ({
  id,
  name: `name ${id}`,
  aName: `a name ${id}`,
  cName: `c name ${id}`,
})
const WITH_REQUIRES: Suite = {
  name: 'override-with-requires',
  parts: {
    a: {
      sdl: `${LINK}
        type User @key(fields: "id") { id: ID! name: String! @external aName: String! @requires(fields: "name") }
        type Query { inA: User }`,
      resolvers: {
        Query: { inA: user(0) },
        User: { name: () => 'NEVER', aName: ({ name }) => `a ${name}` },
      },
    },
    b: {
      sdl: `${LINK}
        type User @key(fields: "id") { id: ID! name: String! @override(from: "a") }
        type Query { inB: User }`,
      resolvers: { Query: { inB: () => USERS[1] }, User: byKey(USERS) },
    },
    c: {
      sdl: `${LINK}
        type User @key(fields: "id") { id: ID! name: String! @external cName: String! @requires(fields: "name") }
        type Query { inC: User }`,
      resolvers: {
        Query: { inC: user(2) },
        User: { name: () => 'NEVER', cName: ({ name }) => `c ${name}` },
      },
    },
  },
  cases: [
    {
      says: 'from each of the three',
      ask: `{ inA ${all} inB ${all} inC ${all} }`,
      data: { inA: whole('u1'), inB: whole('u2'), inC: whole('u3') },
    },
    {
      says: 'out and back again',
      ask: '{ inC { cName } }',
      data: { inC: { cName: 'c name u3' } },
    },
    {
      says: 'by way of another',
      ask: '{ inA { cName } }',
      data: { inA: { cName: 'c name u1' } },
    },
    {
      says: 'for itself',
      ask: '{ inA { aName } }',
      data: { inA: { aName: 'a name u1' } },
    },
  ],
}
const COUNTS = [{ id: 'k1', count: 7 }]
/** A plan is kept, so what is taken over in part stays where it was. */
function progressive(percent: number, count: number): Suite {
  return {
    name: `progressive override of ${percent} percent`,
    parts: {
      a: {
        sdl: `${LINK} type Query { item: Item } type Item @key(fields: "id") { id: ID! count: Int }`,
        resolvers: { Query: { item: () => known(COUNTS, { id: 'k1' }) }, Item: byKey(COUNTS) },
      },
      b: {
        sdl: `${LINK.replace('v2.3', 'v2.7')} type Item @key(fields: "id") {
          id: ID! count: Int @override(from: "a", label: "percent(${percent})") size: Int
        }`,
        resolvers: { Item: { count: () => -1, size: () => 3 } },
      },
    },
    cases: [
      {
        says: 'by all of it, or by none',
        ask: '{ item { count size } }',
        data: { item: { count, size: 3 } },
      },
    ],
  }
}

export const OVERRIDES: readonly Suite[] = [
  simple('simple-override', 'a', 'made: String! @shareable'),
  simple('unavailable-override', 'nobody', ''),
  TYPE_INTERFACE,
  WITH_REQUIRES,
  progressive(0, 7),
  progressive(50, 7),
  progressive(100, -1),
]
