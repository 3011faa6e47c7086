/**
 * Unions of which each subgraph knows a part of the members.
 *
 * @module
 */

import { byKey, known, LINK, type Suite } from './suite.ts'

const BOOK = {
  __typename: 'Book',
  id: 'b1',
  title: 'a title',
  aTitle: 'A title',
  bTitle: 'B title',
}
const SONG = { __typename: 'Song', id: 's2', title: 'a song', aTitle: 'A song' }
const FILM = { __typename: 'Film', id: 'm3', title: 'a film', bTitle: 'B film' }
const ALL = [BOOK, SONG, FILM]
const TITLES = '__typename ... on Song { title } ... on Film { title } ... on Book { title }'
const OWN =
  '__typename ... on Song { title aTitle } ... on Film { title bTitle } ... on Book { title aTitle bTitle }'

const INTERSECTION: Suite = {
  name: 'union-intersection',
  parts: {
    a: {
      sdl: `${LINK}
        union Media = Book | Song
        union OwnMedia = Book | Song
        type Book @key(fields: "id") { id: ID! title: String! @shareable aTitle: String! }
        type Song @key(fields: "id") { id: ID! title: String! @shareable aTitle: String! }
        type Query {
          media: Media @shareable aMedia: Media @shareable book: Book @shareable song: Media @shareable
          viewer: Viewer @shareable
        }
        type Viewer {
          media: OwnMedia @shareable aMedia: OwnMedia book: Book @shareable song: OwnMedia @shareable
        }`,
      resolvers: {
        Query: {
          media: () => BOOK,
          aMedia: () => BOOK,
          book: () => BOOK,
          song: () => SONG,
          viewer: () => ({ media: BOOK, aMedia: BOOK, book: BOOK, song: SONG }),
        },
        Book: byKey(ALL),
        Song: byKey(ALL),
      },
    },
    b: {
      sdl: `${LINK}
        type Query {
          media: Media @shareable bMedia: Media @shareable book: Media @shareable viewer: Viewer @shareable
        }
        union Media = Book | Film
        union OwnMedia = Book | Film
        type Film @key(fields: "id") { id: ID! title: String! @shareable bTitle: String! }
        type Book @key(fields: "id") { id: ID! title: String! @shareable bTitle: String! }
        type Viewer { media: OwnMedia @shareable bMedia: OwnMedia book: OwnMedia @shareable }`,
      resolvers: {
        Query: {
          media: () => BOOK,
          bMedia: () => BOOK,
          book: () => BOOK,
          viewer: () => ({ media: BOOK, bMedia: FILM, book: BOOK }),
        },
        Book: byKey(ALL),
        Film: byKey(ALL),
      },
    },
  },
  // Composition (0.27) takes the narrower of two types, of which the wider one is right.
  amend: (sdl) =>
    sdl.replace(
      /book: Book (?=@join__field\(graph: A, type: "Book"\).*OwnMedia)/,
      'book: OwnMedia ',
    ),
  cases: [
    {
      says: 'a member that only one of them knows',
      ask: '{ media { ... on Film { title } } }',
      data: { media: {} },
    },
    {
      says: 'a member that both know',
      ask: '{ media { ... on Book { title } } }',
      data: { media: { title: 'a title' } },
    },
    {
      says: 'both of these',
      ask: '{ media { ... on Book { title } ... on Film { title } } }',
      data: { media: { title: 'a title' } },
    },
    {
      says: 'below an object that both tell',
      ask: `{ viewer { media { ${TITLES} } book { ${TITLES} } song { ${TITLES} } } }`,
      data: {
        viewer: {
          media: { __typename: 'Book', title: 'a title' },
          book: { __typename: 'Book', title: 'a title' },
          song: { __typename: 'Song', title: 'a song' },
        },
      },
    },
    {
      says: 'one member below it',
      ask: '{ viewer { media { ... on Film { title } } } }',
      data: { viewer: { media: {} } },
    },
    {
      says: 'and the other',
      ask: '{ viewer { media { ... on Book { title } ... on Film { title } } } }',
      data: { viewer: { media: { title: 'a title' } } },
    },
    {
      says: 'a way that one of them has, to a member of the other',
      ask: '{ aMedia { ... on Film { title bTitle } } }',
      data: { aMedia: {} },
    },
    {
      says: 'a way that one of them has, to fields of both',
      ask: '{ aMedia { ... on Book { title aTitle bTitle } } }',
      data: { aMedia: { title: 'a title', aTitle: 'A title', bTitle: 'B title' } },
    },
    {
      says: 'all of it below an object that both tell',
      ask: `{ viewer { media { ${OWN} } book { ${OWN} } song { ${OWN} } } }`,
      data: {
        viewer: {
          media: { __typename: 'Book', title: 'a title', aTitle: 'A title', bTitle: 'B title' },
          book: { __typename: 'Book', title: 'a title', aTitle: 'A title', bTitle: 'B title' },
          song: { __typename: 'Song', title: 'a song', aTitle: 'A song' },
        },
      },
    },
    {
      says: 'a member of one of them on both ways',
      ask: '{ viewer { aMedia { ... on Film { title bTitle } } bMedia { ... on Film { title bTitle } } } }',
      data: { viewer: { aMedia: {}, bMedia: { title: 'a film', bTitle: 'B film' } } },
    },
  ],
}

const OVENS = [
  { __typename: 'Oven', id: 'o1', warranty: 1 },
  { __typename: 'Oven', id: 'o2', warranty: 1 },
]
const TOASTERS = [
  { __typename: 'Toaster', id: 't1', warranty: 3 },
  { __typename: 'Toaster', id: 't2', warranty: 4 },
]
const warranties = TOASTERS.map(({ warranty }) => ({ warranty }))
const ids = TOASTERS.map(({ id }) => ({ id }))
const DISTRIBUTED: Suite = {
  name: 'union-interface-distributed',
  parts: {
    a: {
      sdl: `${LINK}
        type Query { products: [Product] node(id: ID!): Node nodes: [Node] toasters: [Toaster] }
        union Product = Oven | Toaster
        interface Node { id: ID! }
        interface WithWarranty { warranty: Int }
        type Oven @key(fields: "id") { id: ID! }
        type Toaster implements Node & WithWarranty @key(fields: "id") { id: ID! warranty: Int }`,
      resolvers: {
        Query: {
          products: () => [...OVENS, ...TOASTERS],
          node: (_, { id }) => known([...OVENS, ...TOASTERS], { id }),
          nodes: () => TOASTERS,
          toasters: () => TOASTERS,
        },
        Oven: byKey(OVENS, 'id'),
        Toaster: byKey(TOASTERS),
      },
    },
    b: {
      sdl: `${LINK}
        interface Node { id: ID! }
        interface WithWarranty { warranty: Int }
        type Oven implements Node & WithWarranty @key(fields: "id") { id: ID! warranty: Int }`,
      resolvers: { Oven: byKey(OVENS) },
    },
  },
  cases: [
    {
      says: 'an interface that a member has elsewhere alone',
      ask: '{ products { ... on Node { id } } }',
      data: { products: [...OVENS, ...TOASTERS].map(({ id }) => ({ id })) },
    },
    {
      says: 'and a field of it that is told elsewhere',
      ask: '{ products { ... on WithWarranty { warranty } } }',
      data: { products: [...OVENS, ...TOASTERS].map(({ warranty }) => ({ warranty })) },
    },
    {
      says: 'members of an interface, one of which it has elsewhere',
      ask: '{ nodes { ... on Toaster { warranty } ... on Oven { id } } }',
      data: { nodes: warranties },
    },
    { says: 'the interface itself', ask: '{ nodes { id } }', data: { nodes: ids } },
    { says: 'within itself', ask: '{ nodes { ... on Node { id } } }', data: { nodes: ids } },
    {
      says: 'one interface within the other',
      ask: '{ nodes { ... on Node { ... on WithWarranty { warranty } } } }',
      data: { nodes: warranties },
    },
    {
      says: 'and twice',
      ask: '{ nodes { ... on Node { id ... on Node { id ... on WithWarranty { warranty } } } } }',
      data: { nodes: TOASTERS.map(({ id, warranty }) => ({ id, warranty })) },
    },
    {
      says: 'a fragment on the member and one on its interface',
      ask: `{ toasters { ...One ...Two } }
        fragment One on Toaster { id } fragment Two on Node { id __typename }`,
      data: { toasters: TOASTERS.map(({ id, __typename }) => ({ id, __typename })) },
    },
    {
      says: 'who is none of it where it was asked is an error of that subgraph',
      ask: '{ node(id: "o1") { ... on Oven { warranty } } }',
      data: { node: null },
      fails: true,
    },
    {
      says: 'whatever is asked of it',
      ask: '{ node(id: "o1") { ... on Toaster { warranty } } }',
      data: { node: null },
      fails: true,
    },
    {
      says: 'and who is one is told',
      ask: '{ node(id: "t1") { ... on Toaster { warranty } } }',
      data: { node: { warranty: 3 } },
    },
  ],
}

const ACTIONS = [
  { __typename: 'Alpha', id: '1', value: 'v' },
  { __typename: 'Beta', id: '2', name: 'n', details: 'd' },
  { __typename: 'Gamma', id: '3', label: 'l' },
]
const PARTIAL: Suite = {
  name: 'partial-union',
  parts: {
    a: {
      sdl: `${LINK}
        type Query { reply: Reply }
        type Reply @shareable { message: String actions: [Action!]! }
        union Action = Alpha | Beta | Gamma
        type Alpha @shareable { id: ID! value: String }
        type Beta { id: ID! name: String details: String }
        type Gamma { id: ID! label: String }`,
      resolvers: { Query: { reply: () => ({ message: 'm', actions: ACTIONS }) } },
    },
    b: {
      sdl: `${LINK}
        type Query { other: Reply }
        type Reply @shareable { message: String actions: [Action!]! }
        union Action = Alpha
        type Alpha @shareable { id: ID! value: String }`,
      resolvers: { Query: { other: () => ({ message: 'o', actions: [ACTIONS[0]] }) } },
    },
  },
  cases: [
    {
      says: 'members that one subgraph alone has',
      ask: `{ reply { message actions { __typename
        ... on Alpha { id value } ... on Beta { id name details } ... on Gamma { id label } } } }`,
      data: { reply: { message: 'm', actions: ACTIONS } },
    },
    {
      says: 'and these alone',
      ask: '{ reply { actions { __typename ... on Beta { name } ... on Gamma { label } } } }',
      data: {
        reply: {
          actions: [
            { __typename: 'Alpha' },
            { __typename: 'Beta', name: 'n' },
            { __typename: 'Gamma', label: 'l' },
          ],
        },
      },
    },
  ],
}

const COMMON = { __typename: 'Common', label: 'c' }
const ONLY_A = { __typename: 'OnlyA', a: 'a' }
const ONLY_B = { __typename: 'OnlyB', b: 'b' }
const partial = (only: string, more: string) => `${LINK}
  type Query { root${only}: Box shared: Box @shareable }
  type Box @key(fields: "id") { id: ID! wrapper: Wrapper @shareable ${more} }
  type Wrapper @shareable { actions: [Action!]! @shareable }
  union Action = Common | Only${only}
  type Common @shareable { label: String }
  type Only${only} { ${only.toLowerCase()}: String }`
const boxes = (only: string, own: unknown) => {
  const wrapper = { actions: [COMMON, own] }
  return {
    Query: {
      [`root${only}`]: () => ({ id: 'x', wrapper }),
      shared: () => ({ id: 'x', wrapper: { actions: [COMMON] } }),
    },
    Box: { __resolveReference: () => ({ id: 'x', wrapper, bWrapper: wrapper }) },
  }
}
const ACTION =
  'actions { __typename ... on Common { label } ... on OnlyA { a } ... on OnlyB { b } }'
const PARTIAL_COMPLEX: Suite = {
  name: 'partial-union-complex',
  parts: {
    a: { sdl: partial('A', ''), resolvers: boxes('A', ONLY_A) },
    b: { sdl: partial('B', 'bWrapper: Wrapper'), resolvers: boxes('B', ONLY_B) },
  },
  cases: [
    {
      says: 'a way of the one, without its own member',
      ask: '{ rootA { wrapper { actions { __typename ... on Common { label } } } } }',
      data: { rootA: { wrapper: { actions: [COMMON, { __typename: 'OnlyA' }] } } },
    },
    {
      says: 'a member of the other alone',
      ask: '{ rootA { wrapper { actions { __typename ... on OnlyB { b } } } } }',
      data: {
        rootA: { wrapper: { actions: [{ __typename: 'Common' }, { __typename: 'OnlyA' }] } },
      },
    },
    {
      says: 'on a way that both have',
      ask: `{ shared { wrapper { ${ACTION} } } }`,
      data: { shared: { wrapper: { actions: [COMMON] } } },
    },
    {
      says: 'from the one to the other',
      ask: `{ rootA { bWrapper { ${ACTION} } } }`,
      data: { rootA: { bWrapper: { actions: [COMMON, ONLY_B] } } },
    },
  ],
}

const NEVER = () => {
  throw new Error('Nobody has to ask this here.')
}
const thing = (field: string, tell: (row: { id: string }) => unknown) => ({
  sdl: `${LINK} type Thing @key(fields: "id") { id: ID! ${field}: String! }`,
  resolvers: { Thing: { [field]: tell } },
})
const OVERFETCHING: Suite = {
  name: 'union-overfetching',
  parts: {
    a: {
      sdl: `${LINK}
        type Query { review: Review }
        type Thing @key(fields: "id") { id: ID! }
        union Review = Nameless | Named
        type Nameless { thing: Thing }
        type Named { thing: Thing }`,
      resolvers: {
        Query: { review: () => ({ __typename: 'Nameless', thing: { id: '1' } }) },
      },
    },
    b: thing('b', ({ id }) => `b of ${id}`),
    c: thing('c', NEVER),
    d: thing('d', NEVER),
  },
  cases: [
    {
      says: 'what is asked of another member is not fetched',
      ask: '{ review { ... on Nameless { thing { b } } ... on Named { thing { c d } } } }',
      data: { review: { thing: { b: 'b of 1' } } },
    },
  ],
}

export const UNIONS: readonly Suite[] = [
  INTERSECTION,
  DISTRIBUTED,
  PARTIAL,
  PARTIAL_COMPLEX,
  OVERFETCHING,
]
