/**
 * The root: fields that several subgraphs share, mutations in their order, and conditions.
 *
 * @module
 */

import { byKey, known, LINK, pick, type Row, type Suite } from './suite.ts'

const TOY = {
  id: '1',
  name: { id: '1', brand: 'brand 1' },
  group: { id: '1', name: 'group 1' },
  price: { id: '1', amount: 1000 },
}
const part = (field: keyof typeof TOY, type: string, below: string) => ({
  sdl: `${LINK}
    type Query { toy: Toy! @shareable toys: [Toy!]! @shareable }
    type Toy { id: ID! @shareable ${field}: ${type}! }
    type ${type} { id: ID! ${below} }`,
  resolvers: {
    Query: { toy: () => pick(TOY, ['id', field]), toys: () => [pick(TOY, ['id', field])] },
  },
})
const SHARED: Suite = {
  name: 'shared-root',
  parts: {
    groups: part('group', 'Group', 'name: String!'),
    names: part('name', 'Name', 'brand: String!'),
    prices: part('price', 'Price', 'amount: Int!'),
  },
  cases: [
    {
      says: 'an object that is no entity, from three subgraphs',
      ask: '{ toy { id name { id brand } group { id name } price { id amount } } }',
      data: { toy: TOY },
    },
    {
      says: 'and a list of them',
      ask: '{ toys { id name { id brand } group { id name } price { id amount } } }',
      data: { toys: [TOY] },
    },
    {
      says: 'by two names',
      ask: '{ one: toy { name { brand } group { name } } two: toy { price { amount } group { id } } }',
      data: {
        one: { name: { brand: 'brand 1' }, group: { name: 'group 1' } },
        two: { price: { amount: 1000 }, group: { id: '1' } },
      },
    },
  ],
}

let number = 0
const toys: Record<string, unknown>[] = [{ id: 'p1', name: 'n1', price: 9.5 }]
const groups: Record<string, unknown>[] = []
const asked = new Set<unknown>()
/** Of what was made one is asked once. */
const once = (told: Row) => {
  if (asked.has(told.id)) throw new Error('It was asked before.')
  asked.add(told.id)
  return told
}
const addGroup = (_: unknown, { name, asked }: Row) => {
  const id = `added ${asked}`
  if (!known(groups, { id })) groups.push({ id, name })
  return known(groups, { id })
}
const MUTATIONS: Suite = {
  name: 'mutations',
  parts: {
    a: {
      sdl: `${LINK}
        type Query { toy(id: ID!): Toy! }
        type Mutation { addToy(input: NewToy!): Toy! addGroup(name: String!, asked: String!): Group! @shareable times(by: Int!): Int! }
        input NewToy { name: String! price: Float! }
        type Toy @key(fields: "id") { id: ID! name: String! price: Float! }
        type Group @key(fields: "id") { id: ID! }`,
      resolvers: {
        Query: { toy: (_, { id }) => known(toys, { id }) },
        Mutation: {
          addToy: (_, { input }) => {
            const toy = { id: `p${toys.length + 1}`, ...input }
            toys.push(toy)
            return toy
          },
          addGroup,
          times: (_, { by }) => {
            number *= by
            return number
          },
        },
        Toy: byKey(toys),
      },
    },
    b: {
      sdl: `${LINK}
        type Toy @key(fields: "id") {
          id: ID! price: Float! @external isDear: Boolean! @requires(fields: "price") isThere: Boolean!
        }
        type Mutation { drop: Int! addGroup(name: String!, asked: String!): Group! @shareable }
        type Group @key(fields: "id") { id: ID! name: String! }`,
      resolvers: {
        Mutation: {
          drop: () => {
            const dropped = number
            number = 0
            return dropped
          },
          addGroup,
        },
        Toy: {
          __resolveReference: once,
          isDear: ({ price }) => price > 100,
          isThere: ({ id }) => known(toys, { id }) !== null,
        },
        Group: byKey(groups),
      },
    },
    c: {
      sdl: `${LINK} type Mutation { add(num: Int!): Int! }`,
      resolvers: {
        Mutation: {
          add: async (_, { num }) => {
            await new Promise((resolve) => setImmediate(resolve))
            number += num
            return number
          },
        },
      },
    },
  },
  cases: [
    {
      says: 'what was made gets the fields of another subgraph',
      ask: 'mutation { addToy(input: { name: "new", price: 599.5 }) { name price isDear isThere } }',
      data: { addToy: { name: 'new', price: 599.5, isDear: true, isThere: true } },
    },
    {
      says: 'and so does what is asked for',
      ask: '{ toy(id: "p1") { id name price isDear isThere } }',
      data: { toy: { id: 'p1', name: 'n1', price: 9.5, isDear: false, isThere: true } },
    },
    {
      says: 'one after the other, whichever subgraph does it',
      ask: 'mutation { five: add(num: 5) ten: times(by: 2) twelve: add(num: 2) last: drop }',
      data: { five: 5, ten: 10, twelve: 12, last: 12 },
    },
    {
      says: 'what two subgraphs can do is done by one',
      ask: 'mutation { addGroup(name: "new", asked: "x") { id name } }',
      data: { addGroup: { id: 'added x', name: 'new' } },
    },
  ],
}

const PRICED = [{ id: 'p1', name: 'n1', price: 699.5, isDear: true }]
const NEVER = () => {
  throw new Error('Nobody has to ask this here.')
}
const condition = (variable: string, field: string, directive: string, told: Row) => ({
  says: `${field} @${directive} with ${variable}`,
  ask: `query ($is: Boolean = ${variable}) { toy { price ${field} @${directive}(if: $is) } }`,
  data: { toy: { price: 699.5, ...told } },
})
const INCLUDE_SKIP: Suite = {
  name: 'include-skip',
  parts: {
    a: {
      sdl: `${LINK} type Query { toy: Toy } type Toy @key(fields: "id") { id: ID! name: String! price: Float! @shareable }`,
      resolvers: { Query: { toy: () => PRICED[0] }, Toy: byKey(PRICED) },
    },
    b: {
      sdl: `${LINK} type Toy @key(fields: "id") { id: ID! price: Float! @shareable isDear: Boolean! }`,
      resolvers: { Toy: byKey(PRICED) },
    },
    c: {
      sdl: `${LINK}
        type Toy @key(fields: "id") {
          id: ID! isDear: Boolean! @external
          include: Boolean! @requires(fields: "isDear") skip: Boolean! @requires(fields: "isDear")
          neverIncluded: Boolean! @requires(fields: "isDear") neverSkipped: Boolean! @requires(fields: "isDear")
        }`,
      resolvers: {
        Toy: {
          include: ({ isDear }) => isDear,
          skip: ({ isDear }) => isDear,
          neverIncluded: NEVER,
          neverSkipped: NEVER,
        },
      },
    },
  },
  cases: [
    condition('false', 'neverIncluded', 'include', {}),
    condition('true', 'neverSkipped', 'skip', {}),
    condition('true', 'include', 'include', { include: true }),
    condition('false', 'skip', 'skip', { skip: true }),
  ],
}

export const ROOTS: readonly Suite[] = [SHARED, MUTATIONS, INCLUDE_SKIP]
