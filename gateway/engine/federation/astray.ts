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

export const ASTRAY: readonly Suite[] = [KEYS, UNNAMED]
