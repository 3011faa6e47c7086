/**
 * Entities: asked for by one key or another, by keys of keys, by keys in lists, and through a parent that is one.
 *
 * @module
 */

import { byKey, known, LINK, pick, type Row, type Suite } from './suite.ts'

const CHILDREN = [
  { id: 'c1', mail: 'c1@town', nick: 'one', name: 'Anna', __typename: 'Child' },
  { id: 'c2', mail: 'c2@town', nick: 'two', name: 'Bram', __typename: 'Child' },
]

const SIMPLE: Suite = {
  name: 'simple-entity-call',
  parts: {
    mail: {
      sdl: `${LINK} type Query { child: Child } type Child @key(fields: "id") { id: ID! mail: String! }`,
      resolvers: { Query: { child: () => CHILDREN[0] }, Child: byKey(CHILDREN, 'id', 'mail') },
    },
    nick: {
      sdl: `${LINK} type Child @key(fields: "mail") { mail: String! @external nick: String! }`,
      // It does not say the key back, and need not: that is external.
      resolvers: { Child: byKey(CHILDREN, 'nick') },
    },
  },
  cases: [
    {
      says: 'a field of another subgraph, by a key that was not asked for',
      ask: '{ child { id nick } }',
      data: { child: { id: 'c1', nick: 'one' } },
    },
  ],
}

const TEAMS = [
  { id: 't1', mark: 'm1', lead: 'n1' },
  { id: 't2', mark: 'm2', lead: 'n2' },
]
const NURSES = [
  { id: 'n1', code: 'k1', wage: 100, teamId: 't1' },
  { id: 'n2', code: 'k2', wage: 200, teamId: 't2' },
]
const teamOf = ({ teamId }: Row) => TEAMS.find(({ id }) => id === teamId)
const nurse = (told: Row) => NURSES.find(({ id }) => id === told.id) ?? null
const nurses = ({ nurses: told }: { nurses: readonly Row[] }) => told.map(nurse)

const COMPLEX: Suite = {
  name: 'complex-entity-call',
  parts: {
    pairs: {
      sdl: `${LINK} type Nurse @key(fields: "id") @key(fields: "id code") { id: String! code: String! }`,
      resolvers: { Nurse: { __resolveReference: nurse } },
    },
    rosters: {
      sdl: `${LINK}
        type Roster @key(fields: "nurses { id code }") {
          nurses: [Nurse!]! first: Nurse @shareable chosen: Nurse @shareable
        }
        type Nurse @key(fields: "id code") { id: String! code: String }`,
      resolvers: {
        Nurse: { __resolveReference: nurse },
        Roster: {
          __resolveReference: (told) => {
            const [first, chosen] = nurses(told)
            return { nurses: nurses(told), first, chosen }
          },
        },
      },
    },
    wages: {
      sdl: `${LINK}
        type Roster @key(fields: "nurses { id code team { id mark } } chosen { id }") {
          nurses: [Nurse!]! first: Nurse @shareable chosen: Nurse @shareable
        }
        type Nurse @key(fields: "id code team { id mark }") { id: String! code: String wage: Wage team: Team }
        type Team @key(fields: "id mark") { id: String! mark: String }
        type Wage { cents: Float! }`,
      resolvers: {
        Nurse: {
          __resolveReference: nurse,
          team: teamOf,
          wage: ({ wage }) => ({ cents: wage }),
        },
        Team: { __resolveReference: ({ id }) => TEAMS.find((team) => team.id === id) },
        Roster: {
          __resolveReference: (told) => ({
            nurses: nurses(told),
            first: nurses(told)[0],
            chosen: nurse(told.chosen),
          }),
        },
      },
    },
    staff: {
      sdl: `${LINK}
        type Query { best: Roster! }
        type Roster @key(fields: "nurses { id }") { nurses: [Nurse!]! }
        type Nurse @extends @key(fields: "id") { id: String! @external team: Team @shareable }
        type Team @key(fields: "id") { lead: Nurse! @shareable id: String! mark: String @shareable }`,
      resolvers: {
        Query: { best: () => ({ nurses: NURSES }) },
        Roster: { __resolveReference: (told) => ({ nurses: nurses(told) }) },
        Nurse: { __resolveReference: nurse, team: teamOf },
        Team: {
          __resolveReference: ({ id }) => TEAMS.find((team) => team.id === id),
          lead: ({ lead }) => nurse({ id: lead }),
        },
      },
    },
  },
  cases: [
    {
      says: 'an entity that is known by a list of entities, and they by others again',
      ask: `{ best {
        nurses { id code wage { cents } team { lead { id } id mark } }
        chosen { id }
        first { id }
      } }`,
      data: {
        best: {
          nurses: [
            {
              id: 'n1',
              code: 'k1',
              wage: { cents: 100 },
              team: { lead: { id: 'n1' }, id: 't1', mark: 'm1' },
            },
            {
              id: 'n2',
              code: 'k2',
              wage: { cents: 200 },
              team: { lead: { id: 'n2' }, id: 't2', mark: 'm2' },
            },
          ],
          chosen: { id: 'n2' },
          first: { id: 'n1' },
        },
      },
    },
  ],
}

const PLACES = [{ id: '1', code: 'k1', spot: { x: '1', y: '2', z: '3' }, name: 'pool' }]

const MASHUP: Suite = {
  name: 'keys-mashup',
  parts: {
    names: {
      sdl: `${LINK}
        type Place @key(fields: "id") @key(fields: "code", resolvable: false)
          @key(fields: "spot { x y }", resolvable: false) @key(fields: "id spot { y z }", resolvable: false) {
          id: ID! code: ID! spot: Spot! name: String!
        }
        type Spot { x: ID! y: ID! z: ID! }`,
      resolvers: { Place: { __resolveReference: ({ id }) => PLACES.find((one) => one.id === id) } },
    },
    towns: {
      sdl: `${LINK}
        type Query { town: Town }
        type Town @key(fields: "id") { id: ID! places: [Place!]! }
        type Place @key(fields: "spot { x y }", resolvable: false) @key(fields: "id spot { y z }")
          @key(fields: "code", resolvable: false) @key(fields: "id", resolvable: false) {
          id: ID! code: ID! spot: Spot! name: String! @external sign: String! @requires(fields: "name")
        }
        type Spot { x: ID! y: ID! z: ID! }`,
      resolvers: {
        Query: { town: () => ({ id: '100' }) },
        Town: { places: () => PLACES.map((one) => pick(one, ['id', 'code', 'spot'])) },
        Place: {
          __resolveReference: ({ id, name }) => ({ ...known(PLACES, { id }), name }),
          sign: ({ name }) => `sign of ${name}`,
        },
      },
    },
  },
  cases: [
    {
      says: 'of several keys that which the other side can be asked by',
      ask: '{ town { id places { id name sign } } }',
      data: { town: { id: '100', places: [{ id: '1', name: 'pool', sign: 'sign of pool' }] } },
    },
  ],
}

const BOOKS = ['1', '2', '3'].map((id) => ({ id, upc: `b${id}`, author: { name: `w${id}` } }))
const NULL_KEYS: Suite = {
  name: 'null-keys',
  parts: {
    shelf: {
      sdl: `${LINK} type Query { boxes: [Box] } type Box { book: Book } type Book @key(fields: "upc") { upc: ID! }`,
      resolvers: { Query: { boxes: () => BOOKS.map(({ upc }) => ({ book: { upc } })) } },
    },
    ids: {
      sdl: `${LINK} type Book @key(fields: "id") @key(fields: "upc") { id: ID! upc: ID! }`,
      resolvers: {
        Book: {
          __resolveReference: ({ upc }) => (upc === 'b3' ? null : known(BOOKS, { upc })),
        },
      },
    },
    authors: {
      sdl: `${LINK} type Book @key(fields: "id") { id: ID! author: Author } type Author { name: String }`,
      resolvers: { Book: { __resolveReference: ({ id }) => known(BOOKS, { id }) } },
    },
  },
  cases: [
    {
      says: 'who is not found on the way is asked about no further, and that is no error',
      ask: '{ boxes { book { upc author { name } } } }',
      data: {
        boxes: [
          { book: { upc: 'b1', author: { name: 'w1' } } },
          { book: { upc: 'b2', author: { name: 'w2' } } },
          { book: { upc: 'b3', author: null } },
        ],
      },
    },
  ],
}

const GROUPS = [
  { id: 'g1', name: 'bees', details: { size: 2 } },
  { id: 'g2', name: 'ants', details: { size: 1 } },
]
const PUPILS = [
  { id: 'p1', pid: 'x1', groupId: 'g1' },
  { id: 'p2', pid: 'x2', groupId: 'g2' },
  { id: 'p3', pid: 'x3', groupId: 'g1' },
]
const groupOf = ({ groupId }: Row) => GROUPS.find(({ id }) => id === groupId)
const withGroup = { ...byKey(PUPILS), group: groupOf }

const PARENT: Suite = {
  name: 'parent-entity-call',
  parts: {
    school: {
      sdl: `${LINK}
        type Query { pupils: [Pupil!]! }
        type Pupil @key(fields: "id") @key(fields: "id pid") { id: ID! pid: ID! group: Group @shareable }
        type Group @key(fields: "id") { id: ID! name: String! @shareable }`,
      resolvers: { Query: { pupils: () => PUPILS }, Pupil: withGroup, Group: byKey(GROUPS) },
    },
    copies: {
      sdl: `${LINK}
        type Pupil @key(fields: "id pid") { id: ID! pid: ID! group: Group @shareable }
        type Group @key(fields: "id") { id: ID! name: String! @shareable }`,
      resolvers: { Pupil: withGroup, Group: byKey(GROUPS) },
    },
    sizes: {
      sdl: `${LINK}
        type Pupil @key(fields: "id pid") { id: ID! pid: ID! group: Group @shareable }
        type Group { details: Details }
        type Details { size: Int }`,
      resolvers: { Pupil: withGroup },
    },
  },
  cases: [
    {
      says: 'what is no entity itself is reached through its parent',
      ask: '{ pupils { id group { id details { size } } } }',
      data: {
        pupils: [
          { id: 'p1', group: { id: 'g1', details: { size: 2 } } },
          { id: 'p2', group: { id: 'g2', details: { size: 1 } } },
          { id: 'p3', group: { id: 'g1', details: { size: 2 } } },
        ],
      },
    },
  ],
}

const PARENT_COMPLEX: Suite = {
  name: 'parent-entity-call-complex',
  parts: {
    notes: {
      sdl: `${LINK}
        type Pupil @key(fields: "id") { id: ID @external group: Group @shareable }
        type Group { note: String }`,
      resolvers: {
        Pupil: { __resolveReference: ({ id }) => ({ id, group: { note: `note on ${id}` } }) },
      },
    },
    groups: {
      sdl: `${LINK}
        type Pupil @key(fields: "id") { id: ID @external group: Group @shareable }
        type Group @key(fields: "id") { id: ID }`,
      resolvers: { Pupil: { __resolveReference: ({ id }) => ({ id, group: { id: '3' } }) } },
    },
    names: {
      sdl: `${LINK} type Group @key(fields: "id") { id: ID name: String }`,
      resolvers: { Group: { __resolveReference: ({ id }) => ({ id, name: `group ${id}` }) } },
    },
    pupils: {
      sdl: `${LINK} type Query { pupil(id: ID!): Pupil } type Pupil @key(fields: "id") { id: ID name: String }`,
      resolvers: { Query: { pupil: (_, { id }) => ({ id, name: `pupil ${id}` }) } },
    },
  },
  cases: [
    {
      says: 'one half of an object through its parent, the other by its own key',
      ask: '{ pupil(id: "1") { id name group { id name note } } }',
      data: {
        pupil: {
          id: '1',
          name: 'pupil 1',
          group: { id: '3', name: 'group 3', note: 'note on 1' },
        },
      },
    },
  ],
}

const PRICED = [
  { id: '1', name: 'n1', price: 100 },
  { id: '2', name: 'n2', price: 200 },
]
const MYSTERIOUS: Suite = {
  name: 'mysterious-external',
  parts: {
    price: {
      sdl: `${LINK}
        extend type Toy @key(fields: "id") { id: ID! @external price: Float }
        type Query { cheapest: Toy }`,
      resolvers: { Query: { cheapest: () => PRICED[0] }, Toy: byKey(PRICED, 'id', 'price') },
    },
    toys: {
      sdl: `${LINK} type Toy @key(fields: "id") { id: ID! name: String } type Query { toys: [Toy] }`,
      resolvers: { Query: { toys: () => PRICED }, Toy: byKey(PRICED, 'id', 'name') },
    },
  },
  cases: [
    {
      says: 'a key that belongs to another is told all the same',
      ask: '{ cheapest { id price name } }',
      data: { cheapest: { id: '1', price: 100, name: 'n1' } },
    },
    {
      says: 'and the other way round',
      ask: '{ toys { name price id } }',
      data: {
        toys: [
          { name: 'n1', price: 100, id: '1' },
          { name: 'n2', price: 200, id: '2' },
        ],
      },
    },
  ],
}

const PEOPLE = [
  { __typename: 'User', id: 'u1', name: 'Uma' },
  { __typename: 'Admin', id: 'a1', name: 'Ada' },
]
const SELF = '... on User { id name } ... on Admin { id name }'
const [U1, A1] = [
  { id: 'u1', name: 'Uma' },
  { id: 'a1', name: 'Ada' },
]
const MISMATCH: Suite = {
  name: 'child-type-mismatch',
  parts: {
    users: {
      sdl: `${LINK} type User { id: ID @shareable } type Query { users: [User!]! }`,
      resolvers: { Query: { users: () => [{ id: 'u1' }] } },
    },
    accounts: {
      sdl: `${LINK}
        union Account = User | Admin
        type User @key(fields: "id") { id: ID! name: String alike: [Account!]! }
        type Admin { id: ID name: String alike: [Account!]! }
        type Query { accounts: [Account!]! }`,
      resolvers: {
        Query: { accounts: () => PEOPLE },
        User: { ...byKey(PEOPLE), alike: () => PEOPLE },
        Admin: { alike: () => PEOPLE },
      },
    },
  },
  cases: [
    {
      says: 'a key that may be null in one subgraph, and may not in another',
      ask: `{ users { id name } accounts { ${SELF} } }`,
      data: { users: [U1], accounts: [U1, A1] },
    },
    {
      says: 'and a field that is of both kinds within one list, at three depths',
      ask: `{ users { id name } accounts {
        ... on User { id name alike { ... on User { id name alike { ${SELF} } } ... on Admin { id name alike { ${SELF} } } } }
        ... on Admin { id name alike { ... on User { id name alike { ${SELF} } } ... on Admin { id name alike { ${SELF} } } } }
      } }`,
      data: {
        users: [U1],
        accounts: [U1, A1].map((one) => ({
          ...one,
          alike: [U1, A1].map((two) => ({ ...two, alike: [U1, A1] })),
        })),
      },
    },
    {
      says: 'also without its key',
      ask: `{ accounts {
        ... on User { name alike { ... on User { name } ... on Admin { name } } }
        ... on Admin { name alike { ... on User { name } ... on Admin { name } } }
      } }`,
      data: {
        accounts: ['Uma', 'Ada'].map((name) => ({
          name,
          alike: [{ name: 'Uma' }, { name: 'Ada' }],
        })),
      },
    },
  ],
}

const NODES = [{ __typename: 'Toy', id: 't1', name: 'ball', price: 10 }]
const NODE: Suite = {
  name: 'node',
  parts: {
    node: {
      sdl: `${LINK}
        type Query { toy: Node group: Node }
        interface Node { id: ID! }
        type Toy implements Node @key(fields: "id") { id: ID! }
        type Group implements Node @key(fields: "id") { id: ID! }`,
      resolvers: { Query: { toy: () => ({ __typename: 'Toy', id: 't1' }) } },
    },
    types: {
      sdl: `${LINK}
        interface Node { id: ID! }
        type Toy implements Node @key(fields: "id") @shareable { id: ID! name: String! price: Float! }
        type Group implements Node @key(fields: "id") { id: ID! name: String! }`,
      resolvers: { Toy: byKey(NODES) },
    },
  },
  cases: [
    {
      says: 'an object behind an interface gets its fields from where they are',
      ask: '{ toy { ... on Toy { id name __typename price } } }',
      data: { toy: { id: 't1', name: 'ball', __typename: 'Toy', price: 10 } },
    },
  ],
}

const ACCOUNTS = [{ __typename: 'Account', id: 'a1', nick: 'ann', chats: [{ id: 'c1' }] }]
const CHATS = [{ __typename: 'Chat', id: 'c1', text: 'hello', account: { id: 'a1' } }]
const CORRUPTED: Suite = {
  name: 'corrupted-supergraph-node-id',
  parts: {
    accounts: {
      sdl: `${LINK}
        type Query { node(id: ID!): Node @shareable account(id: String!): Account }
        interface Node { id: ID! }
        type Account implements Node @key(fields: "id") { id: ID! nick: String! }
        type Chat implements Node @key(fields: "id") { id: ID! @external account: Account! }`,
      resolvers: {
        Query: {
          node: (_, { id }) => known(ACCOUNTS, { id }) ?? { ...CHATS[0], id: 'never' },
          account: (_, { id }) => known(ACCOUNTS, { id }),
        },
        Account: byKey(ACCOUNTS),
        Chat: byKey(CHATS),
      },
    },
    chats: {
      sdl: `${LINK}
        type Query { node(id: ID!): Node @shareable chat(id: String!): Chat }
        interface Node { id: ID! }
        type Account implements Node @key(fields: "id") { id: ID! @external chats: [Chat!]! }
        type Chat implements Node @key(fields: "id") { id: ID! text: String! }`,
      resolvers: {
        Query: {
          node: (_, { id }) => known(CHATS, { id }) ?? { ...ACCOUNTS[0], id: 'never' },
          chat: (_, { id }) => known(CHATS, { id }),
        },
        Account: byKey(ACCOUNTS),
        Chat: byKey(CHATS),
      },
    },
  },
  cases: [
    {
      says: 'a field that no subgraph can tell of all members is refused',
      ask: '{ node(id: "a1") { id } }',
      fails: true,
    },
    {
      says: 'the type alone is told by either',
      ask: '{ a: node(id: "a1") { __typename } c: node(id: "c1") { __typename } }',
      data: { a: { __typename: 'Account' }, c: { __typename: 'Chat' } },
    },
    {
      says: 'each member by the subgraph that may tell it',
      ask: `{ a: node(id: "a1") { ... on Account { id nick } } c: node(id: "c1") { ... on Chat { id text } } }`,
      data: { a: { id: 'a1', nick: 'ann' }, c: { id: 'c1', text: 'hello' } },
    },
    {
      says: 'a fragment on what it is not leaves an empty object',
      ask: `{ a: node(id: "a1") { ... on Chat { id } } c: node(id: "c1") { ... on Account { id } } }`,
      data: { a: {}, c: {} },
    },
    {
      says: 'and its type stands beside it',
      ask: `{ a: node(id: "a1") { __typename ... on Chat { id } } c: node(id: "c1") { __typename ... on Account { id } } }`,
      data: { a: { __typename: 'Account' }, c: { __typename: 'Chat' } },
    },
    {
      says: 'one field that cannot be told refuses the whole',
      ask: `{ a: node(id: "a1") { id ... on Chat { id } } c: node(id: "c1") { __typename ... on Account { id } } }`,
      fails: true,
    },
    {
      says: 'without the interface there is nothing to it',
      ask: '{ chat(id: "c1") { id } account(id: "a1") { id } }',
      data: { chat: { id: 'c1' }, account: { id: 'a1' } },
    },
    {
      says: 'from one to the other',
      ask: '{ chat(id: "c1") { id text account { id } } }',
      data: { chat: { id: 'c1', text: 'hello', account: { id: 'a1' } } },
    },
    {
      says: 'and back',
      ask: '{ account(id: "a1") { id nick chats { id } } }',
      data: { account: { id: 'a1', nick: 'ann', chats: [{ id: 'c1' }] } },
    },
  ],
}

export const ENTITIES: readonly Suite[] = [
  SIMPLE,
  COMPLEX,
  MASHUP,
  NULL_KEYS,
  PARENT,
  PARENT_COMPLEX,
  MYSTERIOUS,
  MISMATCH,
  NODE,
  CORRUPTED,
]
