/**
 * Interfaces and unions across six subgraphs, with conditions, names and circles.
 *
 * @module
 */

import { byKey, known, LINK, pick, type Row, type Suite } from './suite.ts'

const SMALL = (weight: number) => ({ size: 'small', weight })
const BOSSES = [
  { id: 'u1', mail: 'u1@town' },
  { id: 'u2', mail: 'u2@town' },
]
const AGENCIES = [{ id: 'a1', company: 'Agency 1', mail: { at: 'a1@town' } }]
const SELF = { __typename: 'Self', mail: 'u1@town' }
const AGENCY = { __typename: 'Agency', id: 'a1' }
const PRODUCTS = [
  {
    __typename: 'Book',
    id: 'p1',
    sku: 's1',
    dimensions: SMALL(0.5),
    by: 'u1',
    publisher: SELF,
    title: 'Book 1',
  },
  {
    __typename: 'Book',
    id: 'p3',
    sku: 's3',
    dimensions: SMALL(0.6),
    by: 'u2',
    publisher: SELF,
    title: 'Book 2',
  },
  {
    __typename: 'Paper',
    id: 'p2',
    sku: 's2',
    dimensions: SMALL(0.2),
    by: 'u1',
    publisher: AGENCY,
    title: 'Paper 1',
  },
  {
    __typename: 'Paper',
    id: 'p4',
    sku: 's4',
    dimensions: SMALL(0.3),
    by: 'u2',
    publisher: AGENCY,
    title: 'Paper 2',
  },
]
const REVIEWS = [
  { id: 1, score: 1, on: 'p1' },
  { id: 2, score: 3, on: 'p1' },
  { id: 3, score: 4, on: 'p2' },
]
const similarTo = ({ id }: Row) => {
  const type = known(PRODUCTS, { id })?.__typename
  return PRODUCTS.filter((one) => one.__typename === type && one.id !== id)
}
const reviewsOn = (ids: readonly unknown[]) =>
  REVIEWS.filter(({ on }) => ids.includes(on)).map((one) => ({
    id: one.id,
    product: pick(known(PRODUCTS, { id: one.on }) ?? {}, ['__typename', 'id']),
  }))

const owned = {
  ...byKey(PRODUCTS),
  similar: similarTo,
  createdBy: ({ by }: Row) => known(BOSSES, { id: by }),
}
const shipped = {
  delivery: ({ dimensions }: { dimensions?: Row }, { zip }: { zip?: string }) =>
    zip && dimensions?.size === 'small' ? { estimated: '1 day', fastest: 'today' } : null,
}
const reviewed = {
  reviews: ({ id }: Row) => reviewsOn([id]),
  reviewsCount: ({ id }: Row) => reviewsOn([id]).length,
  reviewsOfSimilar: ({ similar }: { similar: readonly Row[] }) =>
    reviewsOn(similar.map(({ id }) => id)),
}
const product = (type: string) => `
  type ${type} implements Product & Similar @key(fields: "id") {
    id: ID! sku: String dimensions: Dimensions @shareable createdBy: Boss similar: [${type}] hidden: Boolean
    publisher: Publisher
  }`
const shipment = (type: string) => `
  type ${type} implements Product @key(fields: "id") {
    id: ID! dimensions: Dimensions @external
    delivery(zip: String): Delivery @requires(fields: "dimensions { size weight }")
  }`
const review = (type: string) => `
  type ${type} implements Product & Similar @key(fields: "id") {
    id: ID! reviewsCount: Int! reviews: [Review!]! similar: [${type}] @external
    reviewsOfSimilar: [Review!]! @requires(fields: "similar { id }")
  }`
const titled = (type: string, field: string) => ({
  sdl: `${LINK} type ${type} @key(fields: "id") { id: ID! title: String } type Query { ${field}: [${type}] }`,
  resolvers: {
    Query: { [field]: () => PRODUCTS.filter(({ __typename }) => __typename === type) },
    [type]: byKey(PRODUCTS),
  },
})

const PARTS: Suite['parts'] = {
  agency: {
    sdl: `${LINK}
      type Agency @key(fields: "id") { id: ID! company: String mail: Mail }
      type Mail { at: String }
      type Group @key(fields: "id") { id: ID! name: String mail: String }
      extend union Publisher = Agency | Group`,
    resolvers: { Agency: byKey(AGENCIES) },
  },
  books: titled('Book', 'books'),
  inventory: {
    sdl: `${LINK}
      interface Product { id: ID! dimensions: Dimensions delivery(zip: String): Delivery }
      ${shipment('Book')} ${shipment('Paper')}
      type Dimensions @shareable { size: String weight: Float }
      type Delivery { estimated: String fastest: String }`,
    resolvers: { Book: shipped, Paper: shipped },
  },
  papers: titled('Paper', 'papers'),
  products: {
    sdl: `${LINK}
      type Query { products: [Product] similar(id: ID!): [Product] }
      interface Product { id: ID! sku: String dimensions: Dimensions createdBy: Boss hidden: Boolean @inaccessible }
      interface Similar { similar: [Product] }
      type Dimensions @shareable { size: String weight: Float }
      ${product('Book')} ${product('Paper')}
      union Publisher = Agency | Self
      type Agency { id: ID! @shareable }
      type Self { mail: String }
      type Boss @key(fields: "mail") { mail: ID! made: Int @shareable }`,
    resolvers: {
      Query: { products: () => PRODUCTS, similar: (_, { id }) => similarTo({ id }) },
      Book: owned,
      Paper: owned,
      Boss: { made: ({ id }) => PRODUCTS.filter(({ by }) => by === id).length },
    },
  },
  reviews: {
    sdl: `${LINK}
      ${review('Book')} ${review('Paper')}
      interface Product { id: ID! reviewsCount: Int! reviews: [Review!]! }
      interface Similar { similar: [Product] }
      type Query { review(id: Int!): Review }
      type Review { id: Int! product: Product }`,
    resolvers: { Book: reviewed, Paper: reviewed },
  },
}

/** Of each product its reviews, and of each of those what `tell` says of the product. */
const perReview = (tell: (row: Row) => Row) => ({
  products: PRODUCTS.map((row) => ({
    id: row.id,
    reviews: REVIEWS.filter(({ on }) => on === row.id).map(() => ({ product: tell(row) })),
  })),
})
const ofType = (row: Row, book: string[], paper: string[]) =>
  pick(row, ['id', ...(row.__typename === 'Book' ? book : paper)])
const conditional = (is: boolean, below: string, book: string[]) => ({
  says: `with a condition that is ${is}: ${below}`,
  ask: `query ($is: Boolean = ${is}) {
    products { id reviews { product { id ${below} ... on Paper { sku } } } }
  }`,
  data: perReview((row) => ofType(row, book, ['sku'])),
})
const publishers = (below: string, tell: Row) => ({
  says: `members of a union, through a fragment: ${below}`,
  ask: `{ products { id reviews { product { id
      ... on Paper { publisher { ...Told } } ... on Book { publisher { ...Told } } } } } }
    fragment Told on Publisher { ${below} }`,
  data: perReview((row) => ({ id: row.id, publisher: tell[String(row.__typename)] })),
})

const TYPES: Suite = {
  name: 'abstract-types',
  parts: PARTS,
  cases: [
    {
      says: 'fields of an interface',
      ask: '{ products { id dimensions { size weight } } }',
      data: { products: PRODUCTS.map((row) => pick(row, ['id', 'dimensions'])) },
    },
    {
      says: 'on another way',
      ask: '{ similar(id: "p1") { id sku } }',
      data: { similar: [{ id: 'p3', sku: 's3' }] },
    },
    {
      says: 'what requires a field of another subgraph, of two members by two names',
      ask: `{
        book: similar(id: "p1") { id sku delivery(zip: "1234") { fastest estimated } }
        paper: similar(id: "p2") { id sku delivery(zip: "1234") { fastest estimated } }
      }`,
      data: {
        book: [{ id: 'p3', sku: 's3', delivery: { fastest: 'today', estimated: '1 day' } }],
        paper: [{ id: 'p4', sku: 's4', delivery: { fastest: 'today', estimated: '1 day' } }],
      },
    },
    {
      says: 'one field through four fragments',
      ask: `{ products { sku ... on Product { sku } ... on Book { sku } ... on Paper { sku }
        ... on Similar { __typename type: __typename } } }`,
      data: {
        products: PRODUCTS.map(({ sku, __typename }) => ({ sku, __typename, type: __typename })),
      },
    },
    {
      says: 'an entity below an interface, beside a field of one member',
      ask: '{ products { author: createdBy { mail made } ... on Paper { title } } }',
      data: {
        products: PRODUCTS.map(({ by, title, __typename }) => ({
          author: { mail: `${by}@town`, made: 2 },
          ...(__typename === 'Paper' && { title }),
        })),
      },
    },
    {
      says: 'an interface below a list, with fields of either member from elsewhere',
      ask: `{ products { id reviews { product { sku ... on Paper { title } ... on Book { reviewsCount } } } } }`,
      data: perReview((row) => ({
        sku: row.sku,
        ...(row.__typename === 'Paper' ? { title: row.title } : { reviewsCount: 2 }),
      })),
    },
    {
      says: 'what requires a list of its own kind',
      ask: '{ products { id ... on Book { reviewsOfSimilar { id } } } }',
      data: {
        products: [
          { id: 'p1', reviewsOfSimilar: [] },
          { id: 'p3', reviewsOfSimilar: [{ id: 1 }, { id: 2 }] },
          { id: 'p2' },
          { id: 'p4' },
        ],
      },
    },
    conditional(true, '... on Book @include(if: $is) { title }', ['title']),
    conditional(false, '... on Book @include(if: $is) { title }', []),
    conditional(false, '... on Book @skip(if: $is) { title }', ['title']),
    conditional(true, '... on Book @skip(if: $is) { title }', []),
    conditional(true, '... on Book @skip(if: $is) { title } ... on Book { sku }', ['sku']),
    conditional(false, '... on Book @skip(if: $is) { title } ... on Book { sku }', [
      'title',
      'sku',
    ]),
    conditional(true, '... on Book @include(if: $is) { title ... on Book { sku } }', [
      'title',
      'sku',
    ]),
    conditional(
      true,
      '... on Book @include(if: $is) { title ... on Book @skip(if: $is) { sku } }',
      ['title'],
    ),
    publishers('... on Agency { id company } ... on Self { mail }', {
      Book: { mail: 'u1@town' },
      Paper: { id: 'a1', company: 'Agency 1' },
    }),
    publishers('... on Agency { id company } ... on Self { mail } ... on Group { name }', {
      Book: { mail: 'u1@town' },
      Paper: { id: 'a1', company: 'Agency 1' },
    }),
    publishers(
      '... on Agency { box: mail { at } } ... on Self { text: mail } ... on Group { text: mail }',
      {
        Book: { text: 'u1@town' },
        Paper: { box: { at: 'a1@town' } },
      },
    ),
  ],
}

const BOOKS = [
  { __typename: 'Book', id: '1', price: 10.5 },
  { __typename: 'Book', id: '3', price: 10.5 },
]
const CIRCULAR: Suite = {
  name: 'circular-reference-interface',
  parts: {
    a: {
      sdl: `${LINK}
        type Query { product: Product }
        interface Product { twin: Product }
        type Book implements Product @key(fields: "id") {
          id: ID! twin: Book @provides(fields: "price") price: Float @external
        }`,
      resolvers: {
        Query: { product: () => BOOKS[0] },
        Book: { twin: ({ id }) => BOOKS.find((one) => one.id !== id) },
      },
    },
    b: {
      sdl: `${LINK} type Book @key(fields: "id") { id: ID! price: Float @shareable }`,
      resolvers: { Book: byKey(BOOKS) },
    },
  },
  cases: [
    {
      says: 'an interface below itself',
      ask: '{ product { twin { ... on Product { twin { __typename } } } } }',
      data: { product: { twin: { twin: { __typename: 'Book' } } } },
    },
    {
      says: 'and its member beside it',
      ask: `{ product {
        __typename
        twin { __typename ... on Book { id } twin { __typename ... on Book { id } } }
        ... on Book { __typename id price twin { id price } }
      } }`,
      data: {
        product: {
          __typename: 'Book',
          id: '1',
          price: 10.5,
          twin: {
            __typename: 'Book',
            id: '3',
            price: 10.5,
            twin: { __typename: 'Book', id: '1' },
          },
        },
      },
    },
  ],
}

export const ABSTRACT: readonly Suite[] = [TYPES, CIRCULAR]
