/**
 * The invented town on which the engine is tested: its people in memory, four subgraphs that know a
 * part of them each, and one schema that knows them all, for graphql-js to answer.
 *
 * @module
 */

import { buildSubgraphSchema, type GraphQLResolverMap } from '@apollo/subgraph'
import { composeServices } from '@theguild/federation-composition'
import { execute, type GraphQLSchema, parse } from 'graphql'
import type { CallSubgraph, SubgraphAnswer } from '../call.ts'
import { SUBGRAPH_SDL, WHOLE_SDL } from './town-schemas.ts'

type Row = Readonly<Record<string, unknown>>

const NAMES = [
  'Anna',
  'Bram',
  'Cato',
  'Daan',
  'Eva',
  null,
  'Guus',
  'Hedy',
  'Ivo',
  'Jet',
  'Kai',
  'Lot',
]
const SEXES = ['GIRL', 'BOY', 'UNKNOWN']

const parents = ['Petra', 'Quinten', 'Roos', null, 'Sem'].map((name, i) => ({
  __typename: 'Parent',
  id: `p${i}`,
  name,
}))
const nurses = ['Noor', null, 'Nel'].map((name, i) => ({
  __typename: 'Nurse',
  code: `n${i}`,
  name,
}))
const children = NAMES.map((name, i) => ({
  __typename: 'Child',
  id: `c${i}`,
  number: 100 + i,
  name,
  born: i % 4 === 3 ? null : `202${i % 4}-0${1 + (i % 9)}-11`,
  sex: SEXES[i % 3],
  ref: i % 5 === 4 ? null : `ref-${i}`,
  parentIds: [`p${i % 5}`, `p${(i + 2) % 5}`],
  address: i % 6 === 5 ? null : { street: i % 2 ? null : `Street ${i}`, city: `City ${i % 3}` },
  nurseCode: i % 4 === 2 ? null : `n${i % 3}`,
  notes: i % 3 ? [[`note ${i}`], null, []] : null,
  placeId: i % 4 === 0 ? null : `k${i % 3}`,
  attended: i % 2 === 0,
}))
const visits = children.flatMap(({ id }, i) =>
  Array.from({ length: i % 4 }, (_, n) => ({
    __typename: (i + n) % 2 ? 'HomeVisit' : 'OfficeVisit',
    id: `v${i}-${n}`,
    on: `2024-0${n + 1}-0${1 + (i % 9)}`,
    nurseCode: n % 2 ? null : `n${i % 3}`,
    childId: id,
    room: n === 0 ? 'Room 1' : null,
    report: n % 3 === 2 ? null : `report ${i}-${n}`,
    followUp: n % 2 ? null : '2025-01-01',
    address: { street: `Visit street ${i}`, city: 'City 1' },
  })),
)
const milestones = [0, 1, 2].map((at) => ({ __typename: 'Milestone', title: `Step ${at}`, at }))
const places = ['Kwetternest', 'Lieveling', 'Madelief'].map((name, i) => ({
  __typename: 'Place',
  id: `k${i}`,
  name,
  headId: i === 2 ? null : `p${i}`,
  contactId: i === 1 ? null : `p${4 - i}`,
}))
const groups = places.flatMap((place, i) =>
  Array.from({ length: i + 1 }, (_, n) => ({
    __typename: 'Group',
    place,
    title: `Group ${n}`,
    size: n ? 8 : null,
    waiting: i + n,
  })),
)

const childOf = (key: Row) =>
  children.find(({ id, number }) => id === key.id || number === key.number)
const parentOf = (id: unknown) => parents.find((parent) => parent.id === id) ?? null
const nurseOf = (code: unknown) => nurses.find((nurse) => nurse.code === code) ?? null
const placeOf = (id: unknown) => places.find((place) => place.id === id) ?? null
const visitOf = (id: unknown) => visits.find((visit) => visit.id === id) ?? null
const visitsOf = (child: Row) => visits.filter(({ childId }) => childId === child.id)
const groupOf = (place: Row, title: unknown) =>
  groups.find((group) => group.place.id === place.id && group.title === title) ?? null

function weightsOf(ref: unknown, last?: number) {
  if (typeof ref !== 'string') return null
  const count = Number(ref.slice(4)) % 4
  const weights = Array.from({ length: count }, (_, i) => ({
    on: `2023-0${i + 1}-01`,
    grams: 3_000 + 500 * i + count,
    ratio: i === 1 ? null : i + 0.5,
  }))
  return last === undefined || last === null ? weights : weights.slice(-last)
}

function summaryOf(weights: unknown, nurse: unknown): string {
  const grams = Array.isArray(weights) ? weights.map((weight: Row) => weight.grams) : null
  return JSON.stringify([grams, (nurse as Row | null)?.name ?? null])
}

const CHILD = {
  parents: ({ parentIds }: { parentIds: string[] }) => parentIds.map(parentOf),
  mother: ({ parentIds }: { parentIds: string[] }) => parentOf(parentIds[0]),
  siblings: (child: Row & { parentIds: string[] }) =>
    children.filter(({ id, parentIds }) => id !== child.id && parentIds[0] === child.parentIds[0]),
  family: ({ parentIds }: { parentIds: string[] }, _: unknown) => [
    parentOf(parentIds[1]),
    null,
    children[parentIds.length],
  ],
  nurse: ({ nurseCode }: Row) => nurseOf(nurseCode),
  visits: visitsOf,
  place: ({ placeId }: Row) => placeOf(placeId),
  timeline: (child: Row) => [
    ...visitsOf(child),
    ...milestones.slice(0, Number(String(child.id).slice(1)) % 3),
  ],
}
const PARENT = {
  children: ({ id }: Row, { sex }: { sex?: string | null }) =>
    children.filter((child) => child.parentIds[0] === id && (!sex || child.sex === sex)),
}
const NURSE = {
  caseload: ({ code }: Row) => children.filter(({ nurseCode }) => nurseCode === code).slice(0, 3),
}
const VISIT = {
  by: ({ nurseCode }: Row) => nurseOf(nurseCode),
  child: ({ childId }: Row) => childOf({ id: childId }),
}
const PLACE = {
  groups: ({ id }: Row) => groups.filter(({ place }) => place.id === id),
  head: ({ headId }: Row) => parentOf(headId),
  contact: ({ contactId }: Row) => parentOf(contactId),
  children: ({ id }: Row) => children.filter(({ placeId }) => placeId === id).slice(0, 4),
}
const QUERY_CHILD = {
  children: (_: unknown, { which, first }: { which?: Row | null; first?: number | null }) => {
    const wanted = children.filter(({ sex }) => !which?.sex || which.sex === sex)
    return wanted.slice(0, Math.min(Number(which?.first ?? 10), first ?? 10))
  },
  child: (_: unknown, { id }: Row) => childOf({ id }) ?? null,
  people: () => [children[1], parents[0], children[2], parents[3], children[9]],
  family: () => [parents[1], children[0], null, children[5]],
}
const QUERY_JGZ = {
  nurses: () => nurses,
  nurse: (_: unknown, { code }: Row) => nurseOf(code),
  visits: () => visits.slice(0, 7),
}
const QUERY_CHILDCARE = { places: () => places, groups: () => groups }
const QUERY_JOURNEY = {
  milestones: () => milestones,
  moments: () => [visits[0], milestones[1], null, visits[3], visits[4]],
}

const reference = (find: (key: Row) => unknown) => ({ __resolveReference: find })
const byId = (find: (id: unknown) => unknown) => reference(({ id }) => find(id))

const RESOLVERS: Readonly<Record<string, Record<string, unknown>>> = {
  child: {
    Query: QUERY_CHILD,
    Mutation: { rename: (_: unknown, { id, name }: Row) => renamed(id, name) },
    Child: { ...reference(childOf), ...CHILD },
    Parent: { ...byId(parentOf), ...PARENT },
  },
  jgz: {
    Query: QUERY_JGZ,
    Mutation: { visit: (_: unknown, { id }: Row) => childOf({ id }) },
    Child: {
      // The reference comes with what jgz requires; a row of jgz has none.
      ...reference((key) => ({ ...childOf(key), ref: key.ref })),
      weights: ({ ref }: Row, { last }: { last?: number }) => weightsOf(ref, last),
      nurse: CHILD.nurse,
      visits: CHILD.visits,
    },
    Nurse: { ...reference(({ code }) => nurseOf(code)), ...NURSE },
    HomeVisit: { ...byId(visitOf), ...VISIT },
    OfficeVisit: { ...byId(visitOf), by: VISIT.by },
  },
  childcare: {
    Query: QUERY_CHILDCARE,
    Child: { ...reference(childOf), place: CHILD.place },
    Place: { ...byId(placeOf), ...PLACE },
    Parent: byId(parentOf),
    Group: reference(({ place, title }) => groupOf(place as Row, title)),
  },
  journey: {
    Query: QUERY_JOURNEY,
    Child: {
      ...reference((key) => key),
      summary: ({ weights, nurse }: Row) => summaryOf(weights, nurse),
      timeline: CHILD.timeline,
    },
    HomeVisit: byId(visitOf),
    OfficeVisit: byId(visitOf),
    Group: reference(({ place, title }) => groupOf(place as Row, title)),
  },
}

const WHOLE_RESOLVERS = {
  Query: { ...QUERY_CHILD, ...QUERY_JGZ, ...QUERY_CHILDCARE, ...QUERY_JOURNEY },
  Mutation: {
    rename: (_: unknown, { id, name }: Row) => renamed(id, name),
    visit: (_: unknown, { id }: Row) => childOf({ id }),
  },
  Child: {
    ...CHILD,
    weights: ({ ref }: Row, { last }: { last?: number }) => weightsOf(ref, last),
    summary: (child: Row) => summaryOf(weightsOf(child.ref), nurseOf(child.nurseCode)),
  },
  Parent: PARENT,
  Nurse: NURSE,
  HomeVisit: VISIT,
  OfficeVisit: { by: VISIT.by },
  Place: PLACE,
}

/** A renamed child is another row: what the town knows does not change under a test. */
function renamed(id: unknown, name: unknown) {
  const child = childOf({ id })
  return child ? { ...child, name } : null
}

function build(sdl: string, resolvers: object = {}): GraphQLSchema {
  const map = resolvers as GraphQLResolverMap<unknown>
  return buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: map }])
}

export function composeTown(subgraphs: Readonly<Record<string, string>> = SUBGRAPH_SDL): string {
  const services = Object.entries(subgraphs).map(([name, sdl]) => ({
    name,
    url: `http://${name}.example`,
    typeDefs: parse(sdl),
  }))
  const { supergraphSdl, errors = [] } = composeServices(services)
  if (!supergraphSdl) throw new Error(errors.map(({ message }) => message).join('\n'))
  return supergraphSdl
}

const SCHEMAS = new Map(
  Object.entries(SUBGRAPH_SDL).map(([name, sdl]) => [name, build(sdl, RESOLVERS[name])]),
)

/** The whole town in one schema. */
export const WHOLE_TOWN: GraphQLSchema = build(WHOLE_SDL, WHOLE_RESOLVERS)

/** Calls the subgraphs of the town in this process, by graphql-js. */
export const callTown: CallSubgraph<unknown> = async ({ subgraph, query, variables }) => {
  const schema = SCHEMAS.get(subgraph)
  if (!schema) throw new Error('No such subgraph.')
  const { data, errors } = await execute({
    schema,
    document: parse(query),
    ...(variables && { variableValues: variables }),
  })
  const answer: SubgraphAnswer = { data, ...(errors && { errors: errors.map((e) => e.toJSON()) }) }
  return structuredClone(answer)
}
