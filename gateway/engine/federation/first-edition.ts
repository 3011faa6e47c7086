/**
 * Subgraphs of the first edition of federation: extensions, without a word about what is shared.
 *
 * @module
 */

import { type Case, known, LINK, pick, type Resolvers, type Suite } from './suite.ts'

const USERS = [
  { id: 'u1', name: 'Uma', rid: 'r1', nick: 'um' },
  { id: 'u2', name: 'Udo', rid: 'r2', nick: 'ud' },
]
const userOf = (...fields: string[]) => {
  return ({ id }: { id: string }) => pick(known(USERS, { id }) ?? {}, fields)
}

const random: Resolvers = {
  Query: {
    random: () => userOf('id', 'rid')({ id: 'u1' }),
    provided: () => userOf('id', 'rid', 'name')({ id: 'u1' }),
  },
  User: { __resolveReference: userOf('id', 'rid'), name: ({ name }) => name ?? 'never' },
}
const byId: Resolvers = {
  Query: { userById: (_, { id }) => userOf('id', 'name', 'nick')({ id }) },
  User: { __resolveReference: userOf('id', 'name', 'nick') },
}

const CASES: readonly Case[] = [
  {
    says: 'the name is told by whom it belongs to',
    ask: '{ random { id name } userById(id: "u2") { id name nick } }',
    data: {
      random: { id: 'u1', name: 'Uma' },
      userById: { id: 'u2', name: 'Udo', nick: 'ud' },
    },
  },
  {
    says: 'what the extension adds is its own',
    ask: '{ random { id rid } }',
    data: { random: { id: 'u1', rid: 'r1' } },
  },
  {
    says: 'both together',
    ask: '{ random { id rid name } }',
    data: { random: { id: 'u1', rid: 'r1', name: 'Uma' } },
  },
  {
    says: 'and what is provided is taken from where it is',
    ask: '{ provided { id rid name } }',
    data: { provided: { id: 'u1', rid: 'r1', name: 'Uma' } },
  },
]

const QUERY = 'type Query { random: User provided: User @provides(fields: "name") }'
const FIELDS = '{ id: ID! @external name: String! @external rid: ID }'
const EXTENDS = `${QUERY} type User @key(fields: "id") @extends ${FIELDS}`
const EXTENSION = `${QUERY} extend type User @key(fields: "id") ${FIELDS}`
const owner = (shareable: string) => `
  type Query { userById(id: ID): User }
  type User @key(fields: "id") { id: ID! name: String! ${shareable} nick: String }`

function extending(name: string, sdl: string): Suite {
  const isFirst = name.startsWith('fed1')
  return {
    name,
    parts: {
      extending: { sdl: isFirst ? sdl : `${LINK} ${sdl}`, resolvers: random },
      owning: { sdl: isFirst ? owner('') : `${LINK} ${owner('@shareable')}`, resolvers: byId },
    },
    cases: CASES,
  }
}

const TOYS = [{ id: 't1', name: 'ball', upc: 'u1', pid: 'p1', price: 12.5 }]
const inA = (...told: string[]) => {
  return ({ id }: { id: string }) => pick(known(TOYS, { id }) ?? {}, told)
}
const WHOLE = { id: 't1', pid: 'p1', price: 12.5, upc: 'u1', name: 'ball' }
const RESOLVABLE: Suite = {
  name: 'fed1-external-extends-resolvable',
  parts: {
    toys: {
      sdl: 'type Query { toyInA: Toy } type Toy @key(fields: "id") { id: ID! name: String pid: ID }',
      resolvers: {
        Query: { toyInA: () => inA('id', 'name', 'pid')({ id: 't1' }) },
        Toy: { __resolveReference: inA('id', 'name', 'pid') },
      },
    },
    prices: {
      sdl: `
        type Query { toyInB: Toy }
        extend type Toy @key(fields: "id name") @key(fields: "upc") {
          id: ID @external name: String @external upc: String @external price: Float!
        }`,
      resolvers: {
        Query: { toyInB: () => TOYS[0] },
        Toy: { __resolveReference: ({ __typename, ...told }) => known(TOYS, told) },
      },
    },
  },
  cases: [
    {
      says: 'an extension that is known by keys of several fields',
      ask: '{ toyInA { id pid price upc name } }',
      data: { toyInA: WHOLE },
    },
    {
      says: 'and asked first',
      ask: '{ toyInB { id pid price upc name } }',
      data: { toyInB: WHOLE },
    },
  ],
}

export const FIRST_EDITION: readonly Suite[] = [
  extending('fed1-external-extends', EXTENDS),
  extending('fed1-external-extension', EXTENSION),
  extending('fed2-external-extends', EXTENDS),
  extending('fed2-external-extension', EXTENSION),
  RESOLVABLE,
]
