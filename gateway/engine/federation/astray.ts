/**
 * Where the planner (0.0.38) goes astray, as random operations on random graphs, and on those of the public audit, found it.
 *
 * @module
 */

import { byKey, LINK, type Suite } from './suite.ts'

const TOY = { id: 't1', number: 7, parts: [{ name: 'wheel' }] }

const KEYS: Suite = {
  name: 'a key that only the answer tells',
  parts: {
    shop: {
      sdl: `${LINK} type Query { toys: [Toy!] } type Toy @key(fields: "number") { number: Int! }`,
      resolvers: { Query: { toys: () => [{ number: 7 }] } },
    },
    maker: {
      sdl: `${LINK} type Toy @key(fields: "id") @key(fields: "number") {
        id: ID! number: Int! parts: [Part!]!
        weight: String @external label: String @requires(fields: "weight")
      } type Part @shareable { name: String }`,
      resolvers: {
        Toy: {
          __resolveReference: ({ weight }) => ({ ...TOY, weight }),
          label: ({ weight }) => `label of what is ${weight}`,
        },
      },
    },
    balance: {
      sdl: `${LINK} type Toy @key(fields: "id") {
        id: ID! parts: [Part!]! @external weight: String @requires(fields: "parts { name }")
      } type Part @shareable { name: String }`,
      resolvers: { Toy: byKey([{ id: 't1', weight: 'light' }]) },
    },
  },
  cases: [
    {
      says: 'an entity is asked for by the key that is known, and not by one that the same call tells',
      ask: '{ toys { label } }',
      data: { toys: [{ label: 'label of what is light' }] },
    },
  ],
}

const PLAY = { __typename: 'Ball', id: 'b1', bounce: 3 }
const UNNAMED: Suite = {
  name: 'an object that nobody had to name',
  parts: {
    shop: {
      sdl: `${LINK} type Query { toy: Toy } interface Toy { next: Toy }
        type Ball implements Toy @key(fields: "id") { id: ID! bounce: Int next: Ball }`,
      resolvers: { Query: { toy: () => PLAY }, Ball: { next: () => PLAY } },
    },
  },
  cases: [
    {
      says: 'what is asked of the only member of an interface is answered where a condition leaves it out',
      ask: '{ toy { next { ...Ball @skip(if: true) next { next { __typename } } } } } fragment Ball on Ball { id bounce }',
      data: { toy: { next: { next: { next: { __typename: 'Ball' } } } } },
    },
  ],
}

const LOGINS = [
  { __typename: 'User', id: 'u1', name: 'Uma' },
  { __typename: 'Admin', id: 'a1', name: 'Ada' },
]
const alike = { alike: () => LOGINS }
const SHAPES: Suite = {
  name: 'one name for fields of two types',
  parts: {
    list: {
      sdl: `${LINK} type Query { users: [User!]! } type User { id: ID @shareable }`,
      resolvers: { Query: { users: () => [{ id: 'u1' }] } },
    },
    logins: {
      sdl: `${LINK} type Query { logins: [Login!]! } union Login = User | Admin
        type User @key(fields: "id") { id: ID! name: String alike: [Login!]! }
        type Admin { id: ID name: String alike: [Login!]! }`,
      resolvers: {
        Query: { logins: () => LOGINS },
        User: { ...byKey(LOGINS), ...alike },
        Admin: alike,
      },
    },
  },
  cases: [
    {
      says: 'which become one only in the answer, below different types',
      ask: '{ logins { ... on User { alike { ... on User { id } } } ... on Admin { alike { ... on Admin { id } } } } }',
      data: { logins: [{ alike: [{ id: 'u1' }, {}] }, { alike: [{}, { id: 'a1' }] }] },
    },
    {
      says: 'of entities',
      ask: `{ users { alike {
        ... on User { alike { ... on User { id name } } } ... on Admin { alike { ... on Admin { id } } }
      } } }`,
      data: {
        users: [
          { alike: [{ alike: [{ id: 'u1', name: 'Uma' }, {}] }, { alike: [{}, { id: 'a1' }] }] },
        ],
      },
    },
  ],
}

export const ASTRAY: readonly Suite[] = [KEYS, UNNAMED, SHAPES]
