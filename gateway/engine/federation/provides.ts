/**
 * Fields that a subgraph provides on some ways and not on others. Those who must not be asked fail.
 *
 * @module
 */

import { byKey, known, LINK, pick, type Row, type Suite } from './suite.ts'

const NEVER = () => {
  throw new Error('Nobody has to ask this here.')
}

const GROUPS = [
  { id: 'c1', name: 'G1', below: ['c2'] },
  { id: 'c2', name: 'G2', below: ['c3'] },
  { id: 'c3', name: 'G3', below: ['c1'] },
]
const TOYS = [
  { id: 'p1', in: ['c1', 'c2'] },
  { id: 'p2', in: ['c3', 'c2'] },
]
const groups = (ids: readonly string[]) =>
  ids.map((id) => GROUPS.find((one) => one.id === id) ?? GROUPS[0])
const deep = (ids: readonly string[]) =>
  groups(ids).map((one) => ({
    ...pick(one ?? {}, ['id', 'name']),
    below: groups(one?.below ?? []).map((two) => pick(two ?? {}, ['id', 'name'])),
  }))

const NESTED: Suite = {
  name: 'nested-provides',
  parts: {
    'all-toys': {
      sdl: `${LINK} type Toy @key(fields: "id") { id: ID! }`,
      resolvers: { Toy: { __resolveReference: NEVER } },
    },
    groups: {
      sdl: `${LINK}
        type Query { toys: [Toy] @shareable @provides(fields: "groups { id name below { id name } }") }
        type Toy @key(fields: "id") { id: ID! groups: [Group] @external }
        type Group @key(fields: "id") { id: ID! name: String below: [Group] @external }`,
      resolvers: {
        Query: { toys: () => TOYS.map((toy) => ({ id: toy.id, groups: deep(toy.in) })) },
        Toy: { __resolveReference: NEVER },
        Group: { __resolveReference: NEVER },
      },
    },
    below: {
      sdl: `${LINK}
        type Toy @key(fields: "id") { id: ID! groups: [Group] @shareable }
        type Group @key(fields: "id") { id: ID! below: [Group] @shareable }`,
      resolvers: {
        Toy: { __resolveReference: NEVER },
        Group: { __resolveReference: ({ id }) => known(GROUPS, { id }), below: NEVER },
      },
    },
  },
  cases: [
    {
      says: 'fields of what is provided, in a list',
      ask: '{ toys { id groups { id name } } }',
      data: {
        toys: TOYS.map((toy) => ({
          id: toy.id,
          groups: deep(toy.in).map(({ id, name }: Row) => ({ id, name })),
        })),
      },
    },
    {
      says: 'and of what lies below it',
      ask: '{ toys { id groups { id name below { id name } } } }',
      data: { toys: TOYS.map((toy) => ({ id: toy.id, groups: deep(toy.in) })) },
    },
  ],
}

const DEEPER: Suite = {
  name: 'what is provided of an object, and the same below it',
  parts: {
    groups: {
      sdl: `${LINK}
        type Query { toys: [Toy] @provides(fields: "groups { id name below { id name } }") }
        type Toy @key(fields: "id") { id: ID! groups: [Group] @external }
        type Group @key(fields: "id") { id: ID! name: String below: [Group] @external }`,
      resolvers: {
        Query: { toys: () => TOYS.map((toy) => ({ id: toy.id, groups: deep(toy.in) })) },
        Group: byKey(GROUPS, 'id', 'name'),
      },
    },
    below: {
      sdl: `${LINK}
        type Toy @key(fields: "id") { id: ID! groups: [Group] @shareable }
        type Group @key(fields: "id") { id: ID! below: [Group] @shareable }`,
      resolvers: {
        Toy: {
          __resolveReference: (told) => known(TOYS, told),
          groups: (toy) => groups(toy.in),
        },
        Group: {
          __resolveReference: (told) => known(GROUPS, told),
          below: (group) => groups(group.below),
        },
      },
    },
  },
  cases: [
    {
      says: 'is not asked of who has it only there',
      ask: '{ toys { groups { id below { below { name } } } } }',
      data: {
        toys: TOYS.map((toy) => ({
          groups: groups(toy.in).map((one) => ({
            id: one?.id,
            below: groups(one?.below ?? []).map((two) => ({
              below: groups(two?.below ?? []).map((three) => pick(three ?? {}, ['name'])),
            })),
          })),
        })),
      },
    },
  ],
}

const ANIMALS = [
  { __typename: 'Dog', id: 'a1', name: 'Fido', age: 3 },
  { __typename: 'Cat', id: 'a2', name: 'Poes', age: 6 },
]
const MEDIA = [{ __typename: 'Book', id: 'm1', animals: ANIMALS }]
const ON_INTERFACE: Suite = {
  name: 'provides-on-interface',
  parts: {
    a: {
      sdl: `${LINK}
        type Query { media: Media @shareable }
        interface Media { id: ID! }
        type Book implements Media @key(fields: "id") { id: ID! }`,
      resolvers: { Query: { media: NEVER } },
    },
    b: {
      sdl: `${LINK}
        type Query { media: Media @shareable @provides(fields: "animals { id name }") }
        interface Media { id: ID! animals: [Animal] }
        interface Animal { id: ID! name: String }
        type Book implements Media { id: ID! @shareable animals: [Animal] @external }
        type Dog implements Animal { id: ID! @external name: String @external }
        type Cat implements Animal { id: ID! @external name: String @external }`,
      resolvers: { Query: { media: () => MEDIA[0] } },
    },
    c: {
      sdl: `${LINK}
        interface Media { id: ID! animals: [Animal] }
        interface Animal { id: ID! name: String }
        type Book implements Media @key(fields: "id") { id: ID! animals: [Animal] @shareable }
        type Dog implements Animal @key(fields: "id") { id: ID! name: String @shareable age: Int }
        type Cat implements Animal @key(fields: "id") { id: ID! name: String @shareable age: Int }`,
      resolvers: { Book: byKey(MEDIA), Dog: { __resolveReference: NEVER }, Cat: byKey(ANIMALS) },
    },
  },
  cases: [
    {
      says: 'fields of the members of an interface',
      ask: '{ media { id animals { id name } } }',
      data: {
        media: {
          id: 'm1',
          animals: [
            { id: 'a1', name: 'Fido' },
            { id: 'a2', name: 'Poes' },
          ],
        },
      },
    },
    {
      says: 'an object that is asked for twice, once for what all have and once for a member',
      ask: '{ media { animals { name } } media { ... on Book { id } } }',
      data: { media: { id: 'm1', animals: [{ name: 'Fido' }, { name: 'Poes' }] } },
    },
    {
      says: 'and one more of one member, which is not provided',
      ask: '{ media { id animals { id name ... on Cat { age } } } }',
      data: {
        media: {
          id: 'm1',
          animals: [
            { id: 'a1', name: 'Fido' },
            { id: 'a2', name: 'Poes', age: 6 },
          ],
        },
      },
    },
  ],
}

const SHELF = [
  { __typename: 'Book', id: 'm1', title: 'Book 1' },
  { __typename: 'Film', id: 'm2', title: 'Film 1' },
]
const ON_UNION: Suite = {
  name: 'provides-on-union',
  parts: {
    a: {
      sdl: `${LINK}
        type Query { media: [Media] @shareable }
        union Media = Book | Film
        type Book @key(fields: "id") { id: ID! }
        type Film @key(fields: "id") { id: ID! }`,
      resolvers: { Query: { media: NEVER } },
    },
    b: {
      sdl: `${LINK}
        type Query { media: [Media] @shareable @provides(fields: "... on Book { title }") }
        union Media = Book | Film
        type Book @key(fields: "id") { id: ID! title: String @external }
        type Film @key(fields: "id") { id: ID! }`,
      resolvers: {
        Query: {
          media: () =>
            SHELF.map((one) => (one.__typename === 'Book' ? one : { ...one, title: 'never' })),
        },
      },
    },
    c: {
      sdl: `${LINK}
        type Book @key(fields: "id") { id: ID! title: String @shareable }
        type Film @key(fields: "id") { id: ID! title: String @shareable }`,
      resolvers: { Book: { __resolveReference: NEVER }, Film: byKey(SHELF) },
    },
  },
  cases: [
    {
      says: 'a field of one member is provided',
      ask: '{ media { ... on Book { id title } ... on Film { id } } }',
      data: { media: [{ id: 'm1', title: 'Book 1' }, { id: 'm2' }] },
    },
    {
      says: 'and that of the other is fetched',
      ask: '{ media { ... on Book { id title } ... on Film { id title } } }',
      data: {
        media: [
          { id: 'm1', title: 'Book 1' },
          { id: 'm2', title: 'Film 1' },
        ],
      },
    },
  ],
}

const THINGS = [
  { id: 'e1', name: 'One', text: 'text 1', extra: 'Extra 1' },
  { id: 'e2', name: 'Two', text: 'text 2', extra: 'Extra 2' },
]
const [one, two] = THINGS
const ONLY_REQUESTED: Suite = {
  name: 'provides-only-requested-fields',
  parts: {
    owner: {
      sdl: `${LINK}
        type Query { nothing: Boolean }
        type Thing @key(fields: "id") { id: ID! name: String! @shareable text: String! @shareable extra: String! }`,
      resolvers: { Thing: { ...byKey(THINGS), name: NEVER, text: NEVER } },
    },
    provider: {
      sdl: `${LINK}
        type Query { thing: Thing @provides(fields: "name text") things: [Thing!]! @provides(fields: "name text") }
        type Thing @key(fields: "id") { id: ID! name: String! @external text: String! @external }`,
      resolvers: {
        Query: { thing: () => one, things: () => THINGS },
        Thing: { __resolveReference: NEVER, text: NEVER },
      },
    },
  },
  cases: [
    { says: 'none of them', ask: '{ thing { id } }', data: { thing: { id: 'e1' } } },
    {
      says: 'one of them',
      ask: '{ thing { id name } }',
      data: { thing: { id: 'e1', name: 'One' } },
    },
    {
      says: 'by another name',
      ask: '{ thing { id label: name } }',
      data: { thing: { id: 'e1', label: 'One' } },
    },
    {
      says: 'in a fragment',
      ask: '{ thing { id ... on Thing { name } } }',
      data: { thing: { id: 'e1', name: 'One' } },
    },
    {
      says: 'in a fragment with a name',
      ask: '{ thing { id ...Name } } fragment Name on Thing { name }',
      data: { thing: { id: 'e1', name: 'One' } },
    },
    {
      says: 'beside one that is not provided',
      ask: '{ thing { id name extra } }',
      data: { thing: { id: 'e1', name: 'One', extra: 'Extra 1' } },
    },
    {
      says: 'in a list',
      ask: '{ things { id name } }',
      data: { things: [one, two].map((row) => pick(row ?? {}, ['id', 'name'])) },
    },
    {
      says: 'in a list, beside one that is not provided',
      ask: '{ things { id name extra } }',
      data: { things: [one, two].map((row) => pick(row ?? {}, ['id', 'name', 'extra'])) },
    },
    {
      says: 'what is skipped is not asked for',
      ask: '{ thing { id ... on Thing @skip(if: true) { text } } }',
      data: { thing: { id: 'e1' } },
    },
    {
      says: 'nor what is not included',
      ask: '{ thing { id ... on Thing @include(if: false) { text } } }',
      data: { thing: { id: 'e1' } },
    },
    {
      says: 'nor, where a variable says so',
      ask: 'query ($no: Boolean = false) { thing { id ... on Thing @include(if: $no) { text } } }',
      data: { thing: { id: 'e1' } },
    },
    {
      says: 'in fragments on no type',
      ask: '{ thing { id ... { name } ... { extra } } }',
      data: { thing: { id: 'e1', name: 'One', extra: 'Extra 1' } },
    },
  ],
}

const STOCK = [
  { upc: 'p1', name: 'n1', price: 11, weight: 1, isThere: true },
  { upc: 'p2', name: 'n2', price: 22, weight: 2, isThere: false },
]
const WRITERS = [{ id: 'u1', nick: 'nick 1' }]
const REVIEWS = [
  { id: 'r1', by: 'u1', on: 'p1' },
  { id: 'r2', by: 'u1', on: 'p2' },
]
const estimate = ({ price, weight }: { price: number; weight: number }) => price * weight * 10
const tag = (row: { upc: string; price: number; weight: number }) => `#${row.upc}#${estimate(row)}#`
const REQUIRES_PROVIDES: Suite = {
  name: 'simple-requires-provides',
  parts: {
    accounts: {
      sdl: `${LINK} type Query { me: User } type User @key(fields: "id") { id: ID! nick: String @shareable }`,
      resolvers: { Query: { me: () => WRITERS[0] }, User: byKey(WRITERS) },
    },
    stock: {
      sdl: `${LINK}
        type Toy @key(fields: "upc") {
          upc: String! weight: Int @external price: Int @external isThere: Boolean
          estimate: Int @requires(fields: "price weight") tag: String @requires(fields: "price weight")
        }`,
      resolvers: { Toy: { isThere: ({ upc }) => known(STOCK, { upc })?.isThere, estimate, tag } },
    },
    toys: {
      sdl: `${LINK}
        type Query { toys: [Toy] }
        type Toy @key(fields: "upc") { upc: String! name: String price: Int weight: Int }`,
      resolvers: { Query: { toys: () => STOCK }, Toy: byKey(STOCK) },
    },
    reviews: {
      sdl: `${LINK}
        type Review @key(fields: "id") { id: ID! writer: User @provides(fields: "nick") toy: Toy }
        type User @key(fields: "id") { id: ID! nick: String @external reviews: [Review] }
        type Toy @key(fields: "upc") { upc: String! reviews: [Review] }`,
      resolvers: {
        Review: {
          ...byKey(REVIEWS),
          writer: ({ by }) => known(WRITERS, { id: by }),
          toy: ({ on }) => ({ upc: on }),
        },
        User: {
          __resolveReference: ({ id }) => ({ id }),
          reviews: ({ id }) => REVIEWS.filter(({ by }) => by === id),
        },
        Toy: { reviews: ({ upc }) => REVIEWS.filter(({ on }) => on === upc) },
      },
    },
  },
  cases: [
    { says: 'a field of the root', ask: '{ me { id } }', data: { me: { id: 'u1' } } },
    {
      says: 'a list of another subgraph',
      ask: '{ me { id reviews { id } } }',
      data: { me: { id: 'u1', reviews: [{ id: 'r1' }, { id: 'r2' }] } },
    },
    {
      says: 'what is provided within it, and what is not',
      ask: '{ me { reviews { id writer { id nick } toy { isThere } } } }',
      data: {
        me: {
          reviews: [
            { id: 'r1', writer: { id: 'u1', nick: 'nick 1' }, toy: { isThere: true } },
            { id: 'r2', writer: { id: 'u1', nick: 'nick 1' }, toy: { isThere: false } },
          ],
        },
      },
    },
    {
      says: 'fields of one subgraph',
      ask: '{ toys { name price } }',
      data: {
        toys: [
          { name: 'n1', price: 11 },
          { name: 'n2', price: 22 },
        ],
      },
    },
    {
      says: 'what requires fields that nobody asked for',
      ask: '{ toys { estimate } }',
      data: { toys: [{ estimate: 110 }, { estimate: 440 }] },
    },
    {
      says: 'beside those fields',
      ask: '{ toys { estimate weight price } }',
      data: {
        toys: [
          { estimate: 110, weight: 1, price: 11 },
          { estimate: 440, weight: 2, price: 22 },
        ],
      },
    },
    {
      says: 'all of it at once',
      ask: '{ toys { reviews { id writer { nick } toy { name estimate } } } }',
      data: {
        toys: [
          {
            reviews: [{ id: 'r1', writer: { nick: 'nick 1' }, toy: { name: 'n1', estimate: 110 } }],
          },
          {
            reviews: [{ id: 'r2', writer: { nick: 'nick 1' }, toy: { name: 'n2', estimate: 440 } }],
          },
        ],
      },
    },
    {
      says: 'round in a circle',
      ask: '{ me { reviews { toy { reviews { id } } } } }',
      data: {
        me: {
          reviews: [{ toy: { reviews: [{ id: 'r1' }] } }, { toy: { reviews: [{ id: 'r2' }] } }],
        },
      },
    },
    {
      says: 'what requires, at the end of a chain',
      ask: '{ me { reviews { toy { estimate tag } } } }',
      data: {
        me: {
          reviews: [
            { toy: { estimate: 110, tag: '#p1#110#' } },
            { toy: { estimate: 440, tag: '#p2#440#' } },
          ],
        },
      },
    },
  ],
}

export const PROVIDES: readonly Suite[] = [
  NESTED,
  DEEPER,
  ON_INTERFACE,
  ON_UNION,
  ONLY_REQUESTED,
  REQUIRES_PROVIDES,
]
