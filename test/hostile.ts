/**
 * Documents that somebody may send to keep the gateway busy. Each is refused before anything is planned or called.
 *
 * @module
 */

export interface Hostile {
  readonly title: string
  readonly body: object | string
  readonly code: string
}

const times = <T>(count: number, make: (i: number) => T) =>
  Array.from({ length: count }, (_, i) => make(i))
const query = (text: string, variables?: object) => ({
  query: text,
  ...(variables && { variables }),
})

const UNREAD = 'GRAPHQL_PARSE_FAILED'
const INVALID = 'GRAPHQL_VALIDATION_FAILED'
const LARGE = 'QUERY_TOO_LARGE'
const COSTLY = 'QUERY_TOO_COSTLY'
const LONG = 'BAD_REQUEST'

function deep(levels: number): string {
  return `{ child(id: "a") { ${'siblings { '.repeat(levels)} id ${'}'.repeat(levels)} } }`
}

/** Each fragment spreads the next one twice: written out it is 2ⁿ fields. */
function bomb(levels: number): string {
  const fragments = times(levels, (i) => {
    const next = i + 1 < levels ? `a: siblings { ...F${i + 1} } siblings { ...F${i + 1} }` : 'id'
    return `fragment F${i} on Child { ${next} }`
  })
  return `{ child(id: "a") { ...F0 } } ${fragments.join(' ')}`
}

/** Without a level more of depth: the fragments stand in each other. */
function flatBomb(levels: number): string {
  const fragments = times(levels, (i) => {
    const next = i + 1 < levels ? `...F${i + 1} ...F${i + 1} ...F${i + 1}` : 'id'
    return `fragment F${i} on Child { ${next} }`
  })
  return `{ child(id: "a") { ...F0 } } ${fragments.join(' ')}`
}

/** Fields that all have to be compared with each other. */
function overlapping(count: number): string {
  return `{ child(id: "a") { ${times(count, () => 'siblings { id }').join(' ')} } }`
}

export const CORPUS: readonly Hostile[] = [
  ...[14, 100, 600].map((levels) => ({
    title: `${levels} levels`,
    body: query(deep(levels)),
    code: LARGE,
  })),
  { title: '200,000 levels', body: query('{'.repeat(200_000)), code: LARGE },
  { title: '20,000 levels', body: query('{a'.repeat(20_000)), code: UNREAD },
  {
    title: '10,000 root fields',
    body: query(`{ ${times(10_000, (i) => `a${i}:x`).join(' ')} }`),
    code: LARGE,
  },
  {
    title: '1,200 root fields',
    body: query(`{ ${times(1_200, () => 'registries{name}').join(' ')} }`),
    code: UNREAD,
  },
  {
    title: '900 root fields of one name',
    body: query(`{ ${times(900, () => 'registries{name}').join(' ')} }`),
    code: LARGE,
  },
  {
    title: '1,000 aliases',
    body: query(`{ child(id: "a") { ${times(1_000, (i) => `a${i}: id`).join(' ')} } }`),
    code: LARGE,
  },
  {
    title: '51 aliases of what is planned apart',
    body: query(
      `{ child(id: "a") { ${times(51, (i) => `a${i}: jgz { growth { bmi } }`).join(' ')} } }`,
    ),
    code: LARGE,
  },
  {
    title: 'a fragment in itself',
    body: query('{ child(id: "a") { ...F } } fragment F on Child { siblings { ...F } }'),
    code: INVALID,
  },
  {
    title: '50 fragments in a ring',
    body: query(
      `{ child(id: "a") { ...F0 } } ${times(50, (i) => `fragment F${i} on Child { siblings { ...F${(i + 1) % 50} } }`).join(' ')}`,
    ),
    code: LARGE,
  },
  {
    title: '50 fragments of ten fields of a name, side by side',
    body: query(
      `{ child(id: "a") { ${times(50, (i) => `...F${i}`).join(' ')} } } ${times(50, (i) => `fragment F${i} on Child { ${times(10, () => 'siblings{id}').join(' ')} }`).join(' ')}`,
    ),
    code: LARGE,
  },
  {
    title: '200 fragments in a ring',
    body: query(
      `{ child(id: "a") { ...F0 } } ${times(200, (i) => `fragment F${i} on Child { siblings { ...F${(i + 1) % 200} } }`).join(' ')}`,
    ),
    code: LARGE,
  },
  ...times(24, (i) => i + 5).map((levels) => ({
    title: `a bomb of ${levels} fragments`,
    body: query(bomb(levels)),
    code: levels < 15 ? COSTLY : LARGE,
  })),
  ...[8, 12, 28].map((levels) => ({
    title: `a bomb of ${levels} fragments on one level`,
    body: query(flatBomb(levels)),
    code: LARGE,
  })),
  { title: '750 fields that overlap', body: query(overlapping(750)), code: LARGE },
  {
    title: '500 directives',
    body: query(`{ registries { name ${'@skip(if: true) '.repeat(500)} } }`),
    code: LARGE,
  },
  {
    title: '1,900 directives that nobody knows',
    body: query(`{ registries { name ${'@a '.repeat(1_900)} } }`),
    code: LARGE,
  },
  {
    title: '900 variables that nobody uses',
    body: query(`query(${times(900, (i) => `$v${i}: Int`).join(' ')}) { registries { name } }`),
    code: LARGE,
  },
  { title: 'a megabyte of fields', body: query(`{ ${'id '.repeat(330_000)} }`), code: LONG },
  {
    title: 'a megabyte of remarks',
    body: query(`# ${'x'.repeat(1_000_000)}\n{ registries { name } }`),
    code: LONG,
  },
  {
    title: 'a megabyte in a string',
    body: query(`{ child(id: "${'x'.repeat(1_000_000)}") { id } }`),
    code: LONG,
  },
  {
    title: 'a quarter of a megabyte in a string',
    body: query(`{ child(id: "${'x'.repeat(250_000)}") { id } }`),
    code: LARGE,
  },
  {
    title: 'thirty thousand ids',
    body: query('query($ids: [ID!]!) { children(ids: $ids) { id } }', {
      ids: times(30_000, (i) => `c${i}`),
    }),
    code: COSTLY,
  },
  {
    title: 'an id of a hundred thousand levels',
    body: `{"query":"query($id: ID!) { child(id: $id) { id } }","variables":{"id":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`,
    code: 'BAD_USER_INPUT',
  },
]
