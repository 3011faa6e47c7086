/**
 * Values and arguments that clients must not see, and those of which subgraphs do not agree.
 *
 * @module
 */

import { byKey, known, LINK, type Row, type Suite } from './suite.ts'

const USERS = [
  { id: 'u1', age: 11, friends: ['u2'], type: 'REGULAR' },
  { id: 'u2', age: 22, friends: ['u1'], type: 'ANONYMOUS' },
]

const ENUM: Suite = {
  name: 'enum-intersection',
  parts: {
    a: {
      sdl: `${LINK}
        type User @key(fields: "id") { id: ID type: Kind @shareable }
        enum Kind { REGULAR }
        type Query { users: [User] }`,
      resolvers: { Query: { users: () => USERS }, User: byKey(USERS) },
    },
    b: {
      sdl: `${LINK}
        type User @key(fields: "id") { id: ID type: Kind @shareable must: [Kind!] }
        enum Kind { ANONYMOUS @inaccessible REGULAR }
        type Query { usersB: [User!] usersOf(type: Kind!): [User!] }`,
      resolvers: {
        Query: {
          usersB: () => USERS,
          usersOf: (_, { type }) => USERS.filter((user) => user.type === type),
        },
        User: { ...byKey(USERS), must: ({ type }) => [type] },
      },
    },
  },
  cases: [
    {
      says: 'what is not asked for',
      ask: '{ users { id } }',
      data: { users: [{ id: 'u1' }, { id: 'u2' }] },
    },
    {
      says: 'a value that the subgraph does not have is an error of that subgraph',
      ask: '{ users { id type } }',
      data: {
        users: [
          { id: 'u1', type: 'REGULAR' },
          { id: 'u2', type: null },
        ],
      },
      fails: true,
    },
    {
      says: 'a value that is inaccessible is null, and no error: nobody has to know that there is one',
      ask: '{ usersB { id type } }',
      data: {
        usersB: [
          { id: 'u1', type: 'REGULAR' },
          { id: 'u2', type: null },
        ],
      },
    },
    {
      says: 'where there may be no null, that rises',
      ask: '{ usersB { must } }',
      data: { usersB: [{ must: ['REGULAR'] }, { must: null }] },
      fails: true,
    },
    {
      says: 'what all of them have may be sent',
      ask: '{ usersOf(type: REGULAR) { id type } }',
      data: { usersOf: [{ id: 'u1', type: 'REGULAR' }] },
    },
    {
      says: 'what is inaccessible may not',
      ask: '{ usersOf(type: ANONYMOUS) { id type } }',
      fails: true,
    },
  ],
}

const INPUT: Suite = {
  name: 'input-object-intersection',
  parts: {
    a: {
      sdl: `${LINK}
        input Filter { first: Int! }
        type User @key(fields: "id") { id: ID! }
        type Query { inA(filter: Filter!): [User!] }`,
      resolvers: { Query: { inA: () => USERS } },
    },
    b: {
      sdl: `${LINK}
        input Filter { first: Int! offset: Int }
        type User @key(fields: "id") { id: ID! }
        type Query { inB(filter: Filter!): [User!] }`,
      resolvers: { Query: { inB: () => USERS } },
    },
  },
  cases: [
    {
      says: 'what both have may be sent',
      ask: '{ inA(filter: { first: 1 }) { id } inB(filter: { first: 1 }) { id } }',
      data: { inA: [{ id: 'u1' }, { id: 'u2' }], inB: [{ id: 'u1' }, { id: 'u2' }] },
    },
    {
      says: 'what one of them has may not, be it to the other',
      ask: '{ inA(filter: { first: 1, offset: 2 }) { id } }',
      fails: true,
    },
    {
      says: 'or to itself',
      ask: '{ inB(filter: { first: 1, offset: 2 }) { id } }',
      fails: true,
    },
  ],
}

const friendsOf = ({ friends }: { friends: string[] }) => friends.map((id) => known(USERS, { id }))
const both = (below: Row) => [
  { id: 'u1', friends: [{ id: 'u2', ...below }] },
  { id: 'u2', friends: [{ id: 'u1', ...below }] },
]
const INACCESSIBLE: Suite = {
  name: 'simple-inaccessible',
  parts: {
    age: {
      sdl: `${LINK} type Query { byAge: [User!]! } type User @key(fields: "id") { id: ID age: Int }`,
      resolvers: { Query: { byAge: () => USERS.map(({ id }) => ({ id })) }, User: byKey(USERS) },
    },
    friends: {
      sdl: `${LINK}
        type Query { byFriends: [User!]! }
        type User @key(fields: "id") {
          id: ID friends(type: Kind = FAMILY @inaccessible): [User!]! type: Kind
        }
        enum Kind { FAMILY @inaccessible FRIEND }`,
      resolvers: {
        Query: { byFriends: () => USERS },
        User: { ...byKey(USERS), friends: friendsOf, type: () => 'FAMILY' },
      },
    },
  },
  cases: [
    {
      says: 'an argument that nobody sees has its default',
      ask: '{ byAge { id friends { id } } }',
      data: { byAge: both({}) },
    },
    {
      says: 'also where it is at home',
      ask: '{ byFriends { id friends { id } } }',
      data: { byFriends: both({}) },
    },
    {
      says: 'it cannot be sent',
      ask: '{ byFriends { id friends(type: FRIEND) { id } } }',
      fails: true,
    },
    {
      says: 'a value that nobody sees is null',
      ask: '{ byFriends { id friends { id type } } }',
      data: { byFriends: both({ type: null }) },
    },
  ],
}

const DIRECTIVE = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@composeDirective"])
    @link(url: "https://town.example/access/v1.0", import: ["@access"])
    @composeDirective(name: "@access")
  directive @access(scope: Scope = PUBLIC) on FIELD
  enum Scope { PUBLIC PRIVATE }`
const EXECUTABLE: Suite = {
  name: 'executable-directive-definition-default-arguments',
  parts: {
    a: { sdl: `${DIRECTIVE} type Query { a: String }`, resolvers: { Query: { a: () => 'a' } } },
    b: { sdl: `${DIRECTIVE} type Query { b: String }`, resolvers: { Query: { b: () => 'b' } } },
  },
  cases: [
    {
      says: 'a directive that clients may use, with an argument that they leave out',
      ask: '{ a @access b @access }',
      data: { a: 'a', b: 'b' },
    },
  ],
}

export const HIDDEN: readonly Suite[] = [ENUM, INPUT, INACCESSIBLE, EXECUTABLE]
