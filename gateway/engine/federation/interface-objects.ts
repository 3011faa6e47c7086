/**
 * Interfaces that are entities, and that another subgraph knows as one object without knowing its members.
 *
 * @module
 */

import { byKey, known, LINK, pick, type Row, type Suite } from './suite.ts'

const USERS = [
  { __typename: 'User', id: 'u1', name: 'Uma', age: 11, nick: 'um' },
  { __typename: 'User', id: 'u2', name: 'Udo', age: 22, nick: 'ud' },
]
const ACCOUNTS = [
  { __typename: 'Admin', id: 'u1', name: 'Alice', isMain: false, isActive: true },
  { __typename: 'Admin', id: 'u2', name: 'Bob', isMain: false, isActive: true },
  { __typename: 'Regular', id: 'u3', name: 'Charlie', isMain: true, isActive: true },
]
/** Whoever knows an interface as an object has nothing to say of the type: this must never be believed. */
const nameless = (row: Row, ...fields: string[]) => ({ ...pick(row, fields), __typename: 'Never' })

const SIMPLE: Suite = {
  name: 'simple-interface-object',
  parts: {
    members: {
      sdl: `${LINK}
        type Query { users: [Named!]! }
        interface Named @key(fields: "id") { id: ID! name: String }
        type User implements Named @key(fields: "id") { id: ID! name: String age: Int }
        interface Account @key(fields: "id") { id: ID! }
        type Admin implements Account @key(fields: "id") { id: ID! isMain: Boolean! isActive: Boolean! @shareable }
        type Regular implements Account @key(fields: "id") { id: ID! isMain: Boolean! }`,
      resolvers: {
        Query: { users: () => USERS },
        Named: byKey(USERS),
        User: byKey(USERS),
        Account: byKey(ACCOUNTS),
        Admin: byKey(ACCOUNTS),
        Regular: byKey(ACCOUNTS),
      },
    },
    nicks: {
      sdl: `${LINK}
        type Query { anotherUsers: [Named] accounts: [Account] @shareable }
        type Named @key(fields: "id") @interfaceObject { id: ID! nick: String }
        type Account @key(fields: "id") @interfaceObject { id: ID! name: String! }`,
      resolvers: {
        Query: {
          anotherUsers: () => USERS.map((row) => nameless(row, 'id', 'nick')),
          accounts: () => ACCOUNTS.map((row) => nameless(row, 'id', 'name')),
        },
        Named: byKey(USERS, 'id', 'nick'),
        Account: byKey(ACCOUNTS, 'id', 'name'),
      },
    },
    activity: {
      sdl: `${LINK} type Account @key(fields: "id") @interfaceObject { id: ID! isActive: Boolean! @shareable }`,
      resolvers: {
        Account: {
          __resolveReference: ({ id }) => nameless(known(ACCOUNTS, { id }) ?? {}, 'id'),
          isActive: () => false,
        },
      },
    },
  },
  cases: [
    {
      says: 'a field of the interface from whom knows the members',
      ask: '{ anotherUsers { id name nick } }',
      data: {
        anotherUsers: [
          { id: 'u1', name: 'Uma', nick: 'um' },
          { id: 'u2', name: 'Udo', nick: 'ud' },
        ],
      },
    },
    {
      says: 'a field of the object for members',
      ask: '{ users { id name nick } }',
      data: {
        users: [
          { id: 'u1', name: 'Uma', nick: 'um' },
          { id: 'u2', name: 'Udo', nick: 'ud' },
        ],
      },
    },
    {
      says: 'a field of a member, of which the object knows nothing',
      ask: '{ anotherUsers { ... on User { age } } }',
      data: { anotherUsers: [{ age: 11 }, { age: 22 }] },
    },
    {
      says: 'a field of a member from where it is known',
      ask: '{ users { ... on User { age } } }',
      data: { users: [{ age: 11 }, { age: 22 }] },
    },
    ...['anotherUsers', 'users'].map((field) => ({
      says: `all of them, through a fragment and beside it (${field})`,
      ask: `{ ${field} { ... on User { age id name nick } id name } }`,
      data: {
        [field]: [
          { age: 11, id: 'u1', name: 'Uma', nick: 'um' },
          { age: 22, id: 'u2', name: 'Udo', nick: 'ud' },
        ],
      },
    })),
    {
      says: 'its own field without asking who it is',
      ask: '{ accounts { name } }',
      data: { accounts: [{ name: 'Alice' }, { name: 'Bob' }, { name: 'Charlie' }] },
    },
    {
      says: 'its own field of one of the members alone',
      ask: '{ accounts { ... on Admin { name } } }',
      data: { accounts: [{ name: 'Alice' }, { name: 'Bob' }, {}] },
    },
    {
      says: 'the type, which only another subgraph knows',
      ask: '{ accounts { name __typename } }',
      data: {
        accounts: [
          { name: 'Alice', __typename: 'Admin' },
          { name: 'Bob', __typename: 'Admin' },
          { name: 'Charlie', __typename: 'Regular' },
        ],
      },
    },
    {
      says: 'the type of one of the members alone',
      ask: '{ accounts { ... on Admin { __typename } } }',
      data: { accounts: [{ __typename: 'Admin' }, { __typename: 'Admin' }, {}] },
    },
    {
      says: 'a field of all that a third subgraph adds',
      ask: '{ accounts { id isActive } }',
      data: { accounts: ['u1', 'u2', 'u3'].map((id) => ({ id, isActive: false })) },
    },
    {
      says: 'and the same field of a member, where that is known',
      ask: '{ accounts { id ... on Admin { isActive } } }',
      data: {
        accounts: [{ id: 'u1', isActive: true }, { id: 'u2', isActive: true }, { id: 'u3' }],
      },
    },
    {
      says: 'and of a member where it is not, when it is known which member it is',
      ask: '{ accounts { ... on Regular { isActive } } }',
      data: { accounts: [{}, {}, { isActive: false }] },
    },
    {
      says: 'of two members different fields',
      ask: '{ accounts { ... on Admin { name isActive } ... on Regular { name } } }',
      data: {
        accounts: [
          { name: 'Alice', isActive: true },
          { name: 'Bob', isActive: true },
          { name: 'Charlie' },
        ],
      },
    },
    {
      says: 'of two members one field by two names',
      ask: '{ accounts { ... on Admin { x: name } ... on Regular { name id } ... on Regular { isMain } } }',
      data: {
        accounts: [{ x: 'Alice' }, { x: 'Bob' }, { name: 'Charlie', id: 'u3', isMain: true }],
      },
    },
    {
      says: 'of all a field, and of two members more',
      ask: `{ accounts { isActive ... on Admin { id isActive name } ...F } }
        fragment F on Regular { name isMain }`,
      data: {
        accounts: [
          { isActive: true, id: 'u1', name: 'Alice' },
          { isActive: true, id: 'u2', name: 'Bob' },
          { isActive: false, name: 'Charlie', isMain: true },
        ],
      },
    },
  ],
}

const named = ({ id, name }: Row) => ({ ...pick(known(USERS, { id }) ?? {}, ['id']), name })
const WITH_REQUIRES: Suite = {
  name: 'interface-object-with-requires',
  parts: {
    members: {
      sdl: `${LINK}
        type Query { users: [Named!]! }
        interface Named @key(fields: "id") { id: ID! name: String }
        type User implements Named @key(fields: "id") { id: ID! name: String age: Int }`,
      resolvers: { Query: { users: () => USERS }, Named: byKey(USERS), User: byKey(USERS) },
    },
    nicks: {
      sdl: `${LINK}
        type Query { anotherUsers: [Named] }
        type Named @key(fields: "id") @interfaceObject {
          id: ID! name: String @external nick: String @requires(fields: "name")
        }`,
      resolvers: {
        Query: { anotherUsers: () => USERS.map((row) => nameless(row, 'id')) },
        Named: {
          __resolveReference: named,
          nick: ({ id, name }) => {
            if (!name) throw new Error('It was not told the name.')
            return known(USERS, { id })?.nick
          },
        },
      },
    },
  },
  cases: SIMPLE.cases.slice(0, 6),
}

const NON_RESOLVABLE: Suite = {
  name: 'non-resolvable-interface-object',
  parts: {
    a: {
      sdl: `${LINK}
        type Query { a: Node toy: Toy! }
        interface Node @key(fields: "id") { id: ID! }
        type Toy @key(fields: "id", resolvable: false) @interfaceObject { id: ID! }`,
      resolvers: { Query: { a: () => ({ id: 'n1' }), toy: () => ({ id: 't1' }) } },
    },
    b: {
      sdl: `${LINK}
        type Query { b: Node }
        type Node @key(fields: "id", resolvable: false) @interfaceObject { id: ID! field: String }
        interface Toy @key(fields: "id") { id: ID! }
        type Ball implements Toy @key(fields: "id") { id: ID! name: String! }`,
      resolvers: {
        Query: { b: () => ({ id: 'n1' }) },
        Node: { field: () => 'foo' },
        Toy: { __resolveReference: ({ id }) => ({ __typename: 'Ball', id, name: 'ball' }) },
        Ball: { __resolveReference: ({ id }) => ({ id, name: 'ball' }) },
      },
    },
  },
  cases: [
    {
      says: 'the object tells its own fields',
      ask: '{ b { id field } }',
      data: { b: { id: 'n1', field: 'foo' } },
    },
    {
      says: 'a field that nothing leads to is refused',
      ask: '{ a { field } }',
      fails: true,
    },
    { says: 'the key alone is there', ask: '{ b { id } }', data: { b: { id: 'n1' } } },
    {
      says: 'an interface without members is nothing',
      ask: '{ a { id } }',
      data: { a: null },
      fails: true,
    },
    {
      says: 'the key of another interface is there, too',
      ask: '{ toy { id } }',
      data: { toy: { id: 't1' } },
    },
    {
      says: 'a field that the interface does not have is refused',
      ask: '{ toy { id name } }',
      fails: true,
    },
    {
      says: 'a fragment asks who it is',
      ask: '{ toy { ... on Ball { id } } }',
      data: { toy: { id: 't1' } },
    },
    {
      says: 'and gets what only the member has',
      ask: '{ toy { ... on Ball { id name } } }',
      data: { toy: { id: 't1', name: 'ball' } },
    },
  ],
}

const FILM = { __typename: 'Film', id: '1', title: 'title 1', minutes: 100 }
const INDIRECT: Suite = {
  name: 'interface-object-indirect-extension',
  parts: {
    media: {
      sdl: `${LINK}
        type Query { media: Media }
        interface Media @key(fields: "id") { id: ID! title: String }
        type Film implements Media @key(fields: "id") { id: ID! title: String minutes: Int }
        type Text implements Media @key(fields: "id") { id: ID! title: String words: Int }`,
      resolvers: {
        Query: { media: () => FILM },
        Media: { __resolveType: () => 'Film' },
        Film: { __resolveReference: () => FILM },
      },
    },
    makers: {
      sdl: `${LINK}
        type Query { maker: Maker }
        type Maker @key(fields: "id") { id: ID! name: String }
        extend type Film @key(fields: "id") { id: ID! makerName: String }`,
      resolvers: {
        Query: { maker: () => ({ id: '1', name: 'name 1' }) },
        Film: { makerName: () => 'John' },
      },
    },
    lists: {
      sdl: `${LINK}
        type Query { list: List }
        type List @key(fields: "id") { id: ID! name: String media: Media }
        type Media @key(fields: "id") @interfaceObject { id: ID! }`,
      resolvers: { Query: { list: () => ({ id: '1', name: 'list 1', media: { id: '1' } }) } },
    },
  },
  cases: [
    {
      says: 'a member that a third subgraph extends, beside the object itself',
      ask: `{
        media { id title ... on Film { minutes makerName } ... on Text { words } }
        maker { id name }
        list { id name media { id ... on Film { minutes } } }
      }`,
      data: {
        media: { id: '1', title: 'title 1', minutes: 100, makerName: 'John' },
        maker: { id: '1', name: 'name 1' },
        list: { id: '1', name: 'list 1', media: { id: '1', minutes: 100 } },
      },
    },
    {
      says: 'the extended field through the object',
      ask: '{ list { media { ... on Film { makerName } } } }',
      data: { list: { media: { makerName: 'John' } } },
    },
  ],
}

const STAFF = [
  { __typename: 'Boss', id: 'u1' },
  { __typename: 'Boss', id: 'u2' },
]
const TYPENAME: Suite = {
  name: 'typename',
  parts: {
    types: {
      sdl: `${LINK}
        type Query { union: Thing interface: Node }
        union Thing = Oven | Toaster
        interface Node { id: ID! }
        type Oven implements Node { id: ID! }
        type Toaster implements Node { id: ID! }
        interface Member @key(fields: "id") { id: ID! }
        type Boss implements Member @key(fields: "id") { id: ID! isMain: Boolean! }`,
      resolvers: {
        Query: {
          union: () => ({ __typename: 'Oven', id: '1' }),
          interface: () => ({ __typename: 'Toaster', id: '2' }),
        },
        Member: byKey(STAFF),
        Boss: byKey(STAFF),
      },
    },
    staff: {
      sdl: `${LINK}
        type Query { members: [Member] }
        type Member @key(fields: "id") @interfaceObject { id: ID! name: String! }`,
      resolvers: { Query: { members: () => STAFF.map((row) => nameless(row, 'id')) } },
    },
  },
  cases: [
    {
      says: 'of a union, by several names',
      ask: '{ union { __typename typename: __typename } }',
      data: { union: { __typename: 'Oven', typename: 'Oven' } },
    },
    {
      says: 'of an interface, beside its fields',
      ask: '{ interface { id __typename typename: __typename t: __typename } }',
      data: { interface: { id: '2', __typename: 'Toaster', typename: 'Toaster', t: 'Toaster' } },
    },
    {
      says: 'of a union, by a name within its fragments',
      ask: '{ union { __typename ... on Oven { typename: __typename } ... on Toaster { typename: __typename } } }',
      data: { union: { __typename: 'Oven', typename: 'Oven' } },
    },
    {
      says: 'of an interface, by a name within its fragments',
      ask: '{ interface { __typename ... on Oven { typename: __typename } ... on Toaster { typename: __typename } } }',
      data: { interface: { __typename: 'Toaster', typename: 'Toaster' } },
    },
    {
      says: 'is not needed for a key',
      ask: '{ members { id } }',
      data: { members: [{ id: 'u1' }, { id: 'u2' }] },
    },
    {
      says: 'of an object that stands for an interface',
      ask: '{ members { __typename } }',
      data: { members: [{ __typename: 'Boss' }, { __typename: 'Boss' }] },
    },
  ],
}

export const INTERFACE_OBJECTS: readonly Suite[] = [
  SIMPLE,
  WITH_REQUIRES,
  NON_RESOLVABLE,
  INDIRECT,
  TYPENAME,
]
