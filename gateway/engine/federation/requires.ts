/**
 * Fields that require others: of other subgraphs, of what lies below them, with arguments, and of each other.
 *
 * @module
 */

import { byKey, known, LINK, pick, type Row, type Suite } from './suite.ts'

function told<T>(value: T | null | undefined): T {
  if (value === undefined || value === null) throw new Error('It was not told what it requires.')
  return value
}

const TOYS = [
  { id: 'p1', name: 'ball', price: 11, weight: 1, parts: { mean: 11 } },
  { id: 'p2', name: 'doll', price: 22, weight: 2, parts: { mean: 22 } },
]
const priced = {
  __resolveReference: ({ id }: Row) => known(TOYS, { id }),
  price: ({ price }: { price: number }, { currency }: { currency: string }) =>
    currency === 'EUR' ? price * 2 : price,
}
const shipped = {
  __resolveReference: (row: Row) => row,
  shipping: (row: { price: number; weight: number }) => told(row.price) * told(row.weight) * 10,
  shippingEur: (row: { price: number; weight: number }, { times = 1 }: { times?: number }) =>
    told(row.price) * told(row.weight) * 15 * times,
  isDear: ({ parts }: { parts: { mean: number } }) => told(told(parts).mean) > 11,
}
const OWNER = `${LINK}
  type Query { toys: [Toy] }
  type Toy @key(fields: "id") { id: String! name: String price(currency: String!): Int weight: Int parts: Parts }
  type Parts { mean(currency: String!): Int }`

const CONFLICT: Suite = {
  name: 'requires-with-argument-conflict',
  parts: {
    shipping: {
      sdl: `${LINK}
        type Toy @key(fields: "id") {
          id: String! weight: Int @external price(currency: String!): Int @external parts: Parts @external
          shipping: Int @requires(fields: "price(currency: \\"USD\\") weight")
          shippingEur(times: Int): Int @requires(fields: "price(currency: \\"EUR\\") weight")
          isDear: Boolean @requires(fields: "parts { mean(currency: \\"USD\\") }")
        }
        type Parts @external { mean(currency: String!): Int }`,
      resolvers: { Toy: shipped },
    },
    toys: { sdl: OWNER, resolvers: { Query: { toys: () => TOYS }, Toy: priced } },
  },
  cases: [
    {
      says: 'two fields require one with different arguments',
      ask: '{ toys { id name shipping shippingEur isDear } }',
      data: {
        toys: [
          { id: 'p1', name: 'ball', shipping: 110, shippingEur: 330, isDear: false },
          { id: 'p2', name: 'doll', shipping: 440, shippingEur: 1320, isDear: true },
        ],
      },
    },
    {
      says: 'in the other order, in which the planner joins both in one fetch',
      ask: '{ toys { isDear shippingEur shipping } }',
      data: {
        toys: [
          { isDear: false, shippingEur: 330, shipping: 110 },
          { isDear: true, shippingEur: 1320, shipping: 440 },
        ],
      },
    },
    {
      says: 'with a variable of the client for one of them',
      ask: 'query ($n: Int = 2) { toys { isDear shippingEur(times: $n) shipping } }',
      data: {
        toys: [
          { isDear: false, shippingEur: 660, shipping: 110 },
          { isDear: true, shippingEur: 2640, shipping: 440 },
        ],
      },
    },
    {
      says: 'with variables of the client for both of them, and by two names',
      ask: `query ($n: Int = 2, $m: Int = 3) {
        toys { x: shippingEur(times: $n) y: shippingEur(times: $m) shipping }
      }`,
      data: {
        toys: [
          { x: 660, y: 990, shipping: 110 },
          { x: 2640, y: 3960, shipping: 440 },
        ],
      },
    },
    {
      says: 'in two places, of which one asks for both',
      ask: `query ($n: Int = 2) {
        toys { shipping x: shippingEur(times: $n) isDear }
        others: toys { y: shipping z: shipping }
      }`,
      data: {
        toys: [
          { shipping: 110, x: 660, isDear: false },
          { shipping: 440, x: 2640, isDear: true },
        ],
        others: [
          { y: 110, z: 110 },
          { y: 440, z: 440 },
        ],
      },
    },
    {
      says: 'one of them, beside the same field of the client with another argument',
      ask: '{ toys { price(currency: "EUR") shipping } }',
      data: {
        toys: [
          { price: 22, shipping: 110 },
          { price: 44, shipping: 440 },
        ],
      },
    },
    {
      says: 'both of them, beside the same field of the client with either argument',
      ask: '{ toys { shippingEur price(currency: "USD") shipping eur: price(currency: "EUR") } }',
      data: {
        toys: [
          { shippingEur: 330, price: 11, shipping: 110, eur: 22 },
          { shippingEur: 1320, price: 22, shipping: 440, eur: 44 },
        ],
      },
    },
    {
      says: 'by another name',
      ask: '{ toys { price: shipping weight: shippingEur } }',
      data: {
        toys: [
          { price: 110, weight: 330 },
          { price: 440, weight: 1320 },
        ],
      },
    },
  ],
}

const NOTES = [
  { id: 'c1', of: 'f1', by: 'a1', body: 'A' },
  { id: 'c2', of: 'f1', by: 'a3', body: 'B' },
  { id: 'c3', of: 'f1', by: 'a2', body: 'C' },
  { id: 'c4', of: 'f2', by: 'a2', body: 'C' },
  { id: 'c5', of: 'f2', by: 'a3', body: 'D' },
  { id: 'c6', of: 'f2', by: 'a1', body: 'E' },
]
const notesOf = ({ id }: Row, { limit }: { limit: number }) =>
  NOTES.filter(({ of }) => of === id).slice(0, limit)
const FILES = [{ id: 'f1' }, { id: 'f2' }]

const WITH_ARGUMENT: Suite = {
  name: 'requires-with-argument',
  parts: {
    shipping: {
      sdl: `${LINK}
        type Toy @key(fields: "id") {
          id: String! weight: Int @external price(currency: String!): Int @external parts: Parts @external
          shipping: Int @requires(fields: "price(currency: \\"USD\\") weight")
          isDear: Boolean @requires(fields: "parts { mean(currency: \\"USD\\") }")
        }
        type Parts @external { mean(currency: String!): Int }`,
      resolvers: { Toy: shipped },
    },
    toys: { sdl: OWNER, resolvers: { Query: { toys: () => TOYS }, Toy: priced } },
    files: {
      sdl: `${LINK}
        type Query { feed: [File] }
        type File @key(fields: "id") { id: ID! notes(limit: Int!): [Note] @external }
        type Note @key(fields: "id") {
          id: ID! by: ID body: String! copiedTo: [File] @external
          isCopied: Boolean @requires(fields: "copiedTo { notes(limit: 50) { id } }")
        }`,
      resolvers: {
        Query: { feed: () => FILES },
        File: { notes: notesOf },
        Note: {
          __resolveReference: ({ id, copiedTo }) => ({
            ...pick(known(NOTES, { id }) ?? {}, ['id', 'by', 'body']),
            isCopied:
              copiedTo?.length > 0 &&
              copiedTo.every(({ notes }: { notes: Row[] }) => notes.every((note) => note.id)),
          }),
        },
      },
    },
    writers: {
      sdl: `${LINK}
        type File @key(fields: "id") {
          id: ID! writer: Writer @requires(fields: "notes(limit: 3) { by }") notes(limit: Int!): [Note]
        }
        type Note @key(fields: "id") { id: ID! date: String by: ID @external copiedTo: [File] }
        type Writer { id: ID! }`,
      resolvers: {
        File: {
          __resolveReference: ({ id, notes }) => {
            if (notes && notes.length !== 3) throw new Error('There are to be three.')
            return { id, by: notes?.[2].by }
          },
          writer: ({ by }) => ({ id: told(by) }),
          notes: (row, given) => notesOf(row, given).map(({ id }) => ({ id })),
        },
        Note: {
          copiedTo: ({ id }) => {
            const note = known(NOTES, { id })
            return NOTES.filter(({ body, of }) => body === note?.body && of !== note.of).map(
              ({ of }) => ({ id: of }),
            )
          },
        },
      },
    },
  },
  cases: [
    {
      says: 'a field with an argument',
      ask: '{ toys { id name shipping } }',
      data: {
        toys: [
          { id: 'p1', name: 'ball', shipping: 110 },
          { id: 'p2', name: 'doll', shipping: 440 },
        ],
      },
    },
    {
      says: 'a field below one with an argument, of a third subgraph',
      ask: '{ feed { writer { id } } }',
      data: { feed: [{ writer: { id: 'a2' } }, { writer: { id: 'a1' } }] },
    },
    ...[
      '{ feed { writer { id } notes(limit: 1) { id } } }',
      'query ($limit: Int = 1) { feed { writer { id } notes(limit: $limit) { id } } }',
      `query ($limit: Int = 1) { feed { writer { id } ...One ...Two } }
        fragment One on File { notes(limit: $limit) { id } }
        fragment Two on File { notes(limit: $limit) { id } }`,
    ].map((ask, i) => ({
      says: `beside the same field of the client with another argument (${i})`,
      ask,
      data: {
        feed: [
          { writer: { id: 'a2' }, notes: [{ id: 'c1' }] },
          { writer: { id: 'a1' }, notes: [{ id: 'c4' }] },
        ],
      },
    })),
    {
      says: 'a field of that very type again, below another',
      ask: '{ feed { notes(limit: 3) { isCopied } } }',
      data: {
        feed: [
          { notes: [{ isCopied: false }, { isCopied: false }, { isCopied: true }] },
          { notes: [{ isCopied: true }, { isCopied: false }, { isCopied: false }] },
        ],
      },
    },
  ],
}

const ADDRESSES = [
  { __typename: 'Home', id: 'a1', city: 'a1-city', country: 'a1-land' },
  { __typename: 'Work', id: 'a2', city: 'a2-city', country: 'a2-land' },
]
const PEOPLE = [
  { id: 'u1', name: 'Uma', address: ADDRESSES[0] },
  { id: 'u2', name: 'Udo', address: ADDRESSES[1] },
]
const INTERFACE: Suite = {
  name: 'requires-interface',
  parts: {
    a: {
      sdl: `${LINK}
        type Query { a: User }
        interface Address { id: ID! }
        type Home implements Address @key(fields: "id") { id: ID! city: String @shareable }
        type Work implements Address @key(fields: "id") { id: ID! city: String @shareable }
        type User @key(fields: "id") {
          id: ID! name: String! @shareable address: Address @external
          city: String @requires(fields: "address { id }")
          country: String @requires(fields: "address { ... on Work { id } }")
        }`,
      resolvers: {
        Query: { a: () => pick(PEOPLE[0] ?? {}, ['id', 'name']) },
        User: {
          __resolveReference: ({ id, address }) => ({
            ...pick(known(PEOPLE, { id }) ?? {}, ['id', 'name']),
            at: address?.id,
          }),
          city: ({ at }) => known(ADDRESSES, { id: at })?.city,
          country: ({ at }) => known(ADDRESSES, { id: at })?.country,
        },
        Home: byKey(ADDRESSES),
        Work: byKey(ADDRESSES),
      },
    },
    b: {
      sdl: `${LINK}
        type Query { b: User }
        interface Address { id: ID! }
        type Home implements Address @key(fields: "id") { id: ID! city: String @shareable }
        type Work implements Address @key(fields: "id") { id: ID! city: String @shareable }
        type Second implements Address @key(fields: "id") { id: ID! city: String @shareable }
        type User @key(fields: "id") { id: ID! name: String! @shareable address: Address }`,
      resolvers: { Query: { b: () => PEOPLE[1] }, User: byKey(PEOPLE) },
    },
  },
  cases: [
    {
      says: 'a field of an interface, whatever it is',
      ask: '{ a { city } }',
      data: { a: { city: 'a1-city' } },
    },
    {
      says: 'where it is known already',
      ask: '{ b { city } }',
      data: { b: { city: 'a2-city' } },
    },
    {
      says: 'a field of one member alone, which it is not',
      ask: '{ a { country } }',
      data: { a: { country: null } },
    },
    {
      says: 'a field of one member alone, which it is',
      ask: '{ b { country } }',
      data: { b: { country: 'a2-land' } },
    },
    {
      says: 'the interface itself from the other subgraph',
      ask: '{ a { address { __typename id } } }',
      data: { a: { address: { __typename: 'Home', id: 'a1' } } },
    },
    {
      says: 'and where it is',
      ask: '{ b { address { __typename id } } }',
      data: { b: { address: { __typename: 'Work', id: 'a2' } } },
    },
  ],
}

const CHAIN_ROW = { id: 'p1', price: 699, isReduced: true }
const CHAIN: Suite = {
  name: 'requires-requires',
  parts: {
    a: {
      sdl: `${LINK} type Toy @key(fields: "id") { id: ID! price: Float! @inaccessible }`,
      resolvers: { Toy: byKey([CHAIN_ROW], 'id', 'price') },
    },
    b: {
      sdl: `${LINK} type Query { toy: Toy } type Toy @key(fields: "id") { id: ID! isReduced: Boolean! }`,
      resolvers: {
        Query: { toy: () => CHAIN_ROW },
        Toy: byKey([CHAIN_ROW], 'id', 'isReduced'),
      },
    },
    c: {
      sdl: `${LINK}
        type Toy @key(fields: "id") {
          id: ID! price: Float! @external isReduced: Boolean! @external
          isDear: Boolean! @requires(fields: "price")
          isDearReduced: Boolean! @requires(fields: "isReduced")
        }`,
      resolvers: {
        Toy: {
          isDear: ({ price }) => told(price) > 500,
          isDearReduced: ({ isReduced }) => !told(isReduced),
        },
      },
    },
    d: {
      sdl: `${LINK}
        type Toy @key(fields: "id") {
          id: ID! isDear: Boolean! @external isDearReduced: Boolean! @external
          isPayable: Boolean! @requires(fields: "isDear")
          isPayableReduced: Boolean! @requires(fields: "isDearReduced")
        }`,
      resolvers: {
        Toy: {
          isPayable: ({ isDear }) => !told(isDear),
          isPayableReduced: ({ isDearReduced }) => !told(isDearReduced),
        },
      },
    },
  },
  cases: [
    ['isPayable'],
    ['isDear'],
    ['isDear', 'isPayable'],
    ['isPayableReduced'],
    ['isPayable', 'isPayableReduced'],
    ['isPayable', 'isDearReduced', 'isPayableReduced', 'isDear'],
  ].map((fields) => ({
    says: `what requires what requires: ${fields.join(', ')}`,
    ask: `{ toy { ${fields.join(' ')} } }`,
    data: {
      toy: pick(
        { isDear: true, isPayable: false, isDearReduced: false, isPayableReduced: true },
        fields,
      ),
    },
  })),
}

const ENTITIES = [
  { id: 'e1', data: { __typename: 'Baz', foo: 'b-foo', bar: 'b-bar', baz: 'b-baz' } },
  { id: 'e2', data: { __typename: 'Qux', foo: 'q-foo', bar: 'q-bar', qux: 'q-qux' } },
]
const WITH_FRAGMENTS: Suite = {
  name: 'requires-with-fragments',
  parts: {
    a: {
      sdl: `${LINK}
        type Query @shareable { a: Entity }
        type Entity @key(fields: "id") { id: ID! data: Foo }
        interface Foo { foo: String! }
        interface Bar implements Foo { foo: String! bar: String! }
        type Baz implements Foo & Bar @shareable { foo: String! bar: String! baz: String! }
        type Qux implements Foo & Bar @shareable { foo: String! bar: String! qux: String! }`,
      resolvers: { Query: { a: () => ENTITIES[1] }, Entity: byKey(ENTITIES) },
    },
    b: {
      sdl: `${LINK}
        type Query @shareable { b: Entity bb: Entity }
        type Entity @key(fields: "id") {
          id: ID! data: Foo @external
          one: String! @requires(fields: "data { foo }")
          two: String! @requires(fields: "data { ... on Foo { foo } }")
        }
        interface Foo { foo: String! }
        interface Bar implements Foo { foo: String! bar: String! }
        type Baz implements Foo & Bar @shareable @inaccessible { foo: String! bar: String! baz: String! }
        type Qux implements Foo & Bar @shareable { foo: String! bar: String! qux: String! }`,
      resolvers: {
        Query: { b: () => ENTITIES[0], bb: () => ENTITIES[1] },
        Entity: {
          one: ({ data: { foo, bar, baz, qux } }) => [foo, bar, baz ?? qux].join(' '),
          two: ({ data }) => `${data.foo} two`,
        },
      },
    },
  },
  // Composition (0.27) does not see that nested fragments can be told.
  amend: (sdl) =>
    sdl.replace(
      /requires: "data ?\{ ?foo ?\}"/,
      'requires: "data { foo ... on Bar { bar ... on Baz { baz } ... on Qux { qux } } }"',
    ),
  cases: [
    {
      says: 'the interface itself; a member that nobody may see is null, and no error',
      ask: '{ b { id data { __typename } } bb { id data { __typename } } }',
      data: { b: { id: 'e1', data: null }, bb: { id: 'e2', data: { __typename: 'Qux' } } },
    },
    {
      says: 'fields of an interface, of one within it, and of its members',
      ask: '{ a { one } }',
      data: { a: { one: 'q-foo q-bar q-qux' } },
    },
    {
      says: 'beside its type',
      ask: '{ a { data { __typename } one } }',
      data: { a: { data: { __typename: 'Qux' }, one: 'q-foo q-bar q-qux' } },
    },
    {
      says: 'there and back',
      ask: '{ bb { data { __typename } one } }',
      data: { bb: { data: { __typename: 'Qux' }, one: 'q-foo q-bar q-qux' } },
    },
    {
      says: 'of a member that nobody may see',
      ask: '{ b { data { __typename } one } }',
      data: { b: { data: null, one: 'b-foo b-bar b-baz' } },
    },
    {
      says: 'through a fragment on the interface',
      ask: '{ bb { data { __typename } two } }',
      data: { bb: { data: { __typename: 'Qux' }, two: 'q-foo two' } },
    },
  ],
}

const WRITERS = [
  { id: 'a1', years: 5 },
  { id: 'a2', years: 20 },
]
const POSTS = [
  { id: 'p1', writer: WRITERS[0] },
  { id: 'p2', writer: WRITERS[1] },
]
const CIRCULAR: Suite = {
  name: 'requires-circular',
  parts: {
    a: {
      sdl: `${LINK}
        type Query { feed: [Post] }
        type Post @key(fields: "id") {
          id: ID! byNovice: Boolean! @external byExpert: Boolean! @requires(fields: "byNovice")
        }
        type Writer @key(fields: "id") { id: ID! years: Int! }`,
      resolvers: {
        Query: { feed: () => POSTS.map(({ id }) => ({ id })) },
        Post: { byExpert: ({ byNovice }) => !told(byNovice) },
        Writer: byKey(WRITERS),
      },
    },
    b: {
      sdl: `${LINK}
        type Post @key(fields: "id") {
          id: ID! writer: Writer! byNovice: Boolean! @requires(fields: "writer { years }")
        }
        type Writer @key(fields: "id") { id: ID! years: Int! @external }`,
      resolvers: {
        Post: {
          __resolveReference: ({ id, writer }) => {
            const post = POSTS.find((one) => one.id === id)
            return { id, writer: { id: post?.writer?.id, ...writer } }
          },
          byNovice: ({ writer }) => told(writer.years) < 10,
        },
      },
    },
  },
  cases: [
    {
      says: 'a field that requires one of whoever asks for it',
      ask: '{ feed { byNovice } }',
      data: { feed: [{ byNovice: true }, { byNovice: false }] },
    },
    {
      says: 'and back again',
      ask: '{ feed { byExpert } }',
      data: { feed: [{ byExpert: false }, { byExpert: true }] },
    },
    {
      says: 'both',
      ask: '{ feed { byExpert byNovice writer { id years } } }',
      data: {
        feed: [
          { byExpert: false, byNovice: true, writer: { id: 'a1', years: 5 } },
          { byExpert: true, byNovice: false, writer: { id: 'a2', years: 20 } },
        ],
      },
    },
  ],
}

const ORDERS: Suite = {
  name: 'nested-requires',
  parts: {
    users: {
      sdl: `${LINK} type Query { user: User } type User @key(fields: "id") { id: ID! }`,
      resolvers: { Query: { user: () => ({ id: 'u1' }) } },
    },
    totals: {
      sdl: `${LINK}
        type Order @key(fields: "id", resolvable: false) { id: ID! }
        type User @key(fields: "id") {
          id: ID! orders: [Order!] @external
          total: Int @requires(fields: "orders { id }") count: Int @requires(fields: "orders { id }")
        }`,
      resolvers: {
        User: {
          total: ({ orders }) => told(orders).length * 10,
          count: ({ orders }) => told(orders).length,
        },
      },
    },
    orders: {
      sdl: `${LINK}
        type Order @key(fields: "id") { id: ID! }
        type User @key(fields: "id") { id: ID! orders: [Order!] }`,
      resolvers: { User: { orders: () => [{ id: 'o1' }, { id: 'o2' }] } },
    },
  },
  cases: [
    {
      says: 'a list of entities, for two fields at once',
      ask: '{ user { total count } }',
      data: { user: { total: 20, count: 2 } },
    },
  ],
}

export const REQUIRES: readonly Suite[] = [
  CONFLICT,
  WITH_ARGUMENT,
  INTERFACE,
  CHAIN,
  WITH_FRAGMENTS,
  CIRCULAR,
  ORDERS,
]
