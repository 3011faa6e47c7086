/**
 * A world in which everything is made up, and always the same: what a field holds follows from the name of its
 * object. So any subgraphs can be played, and the one graph that they make, without writing a resolver.
 *
 * Whatever `@requires` asks for goes into the name, as the subgraph was given it: a field that was given something else
 * than the whole graph knows, or nothing, holds something else.
 *
 * @module
 */

import { buildSubgraphSchema, type GraphQLResolverMap } from '@apollo/subgraph'
import { MapperKind, mapSchema } from '@graphql-tools/utils'
import {
  buildASTSchema,
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLFieldResolver,
  GraphQLList,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql'
import type { CallSubgraph, SubgraphAnswer } from '../call.ts'
import { type Data, isData } from '../tree.ts'
import { type Facts, readFacts } from './world-facts.ts'

export interface World {
  readonly call: CallSubgraph<unknown>
  /** The whole graph by graphql-js, in one schema. */
  answer(document: DocumentNode, variables: Data): Promise<ExecutionResult>
  /** The same if everything might be null: so nothing rises, and every error that there is shows. */
  lenient(document: DocumentNode, variables: Data): Promise<ExecutionResult>
}

export interface WorldOptions {
  /** Name to SDL. */
  readonly subgraphs: Readonly<Record<string, string>>
  readonly supergraph: string
  /** What clients see. */
  readonly api: GraphQLSchema
  /** Codes that fields fail with, now and then; none where there are none. */
  readonly codes: readonly string[]
}

/** An object of the world. */
interface Thing extends Data {
  readonly __typename: string
  /** Equal for the same thing, wherever it is met. */
  readonly name: string
  /** Of an entity: its key is made of it. */
  readonly index?: number
  /** What the gateway sent with it. */
  readonly given?: Data
}

const ENTITIES = 4
const FIRST_NUMBER = 1_000

export function openWorld({ subgraphs, supergraph, api, codes }: WorldOptions): World {
  const facts = readFacts(subgraphs)
  const full = buildASTSchema(parse(supergraph), { assumeValid: true, assumeValidSDL: true })
  const schemas = new Map(
    Object.entries(subgraphs).map(([name, sdl]) => [
      name,
      buildSubgraphSchema([withReferences(sdl)]),
    ]),
  )

  function withReferences(sdl: string) {
    const typenames = [...facts.keys.keys()]
    const known = typenames.filter((typename) =>
      new RegExp(`(type|interface) ${typename}\\b`).test(sdl),
    )
    const __resolveReference = (given: Data) => {
      const typename = String(given.__typename)
      const index = indexIn(given, typename, facts)
      return { ...entity(typename, index ?? 0), given }
    }
    const resolvers = Object.fromEntries(known.map((name) => [name, { __resolveReference }]))
    return { typeDefs: parse(sdl), resolvers: resolvers as GraphQLResolverMap<unknown> }
  }

  /** An interface that is an entity names its members' entities, too. */
  function groupOf(typename: string): string {
    const type = full.getType(typename)
    if (!isObjectType(type)) return typename
    const group = type.getInterfaces().find(({ name }) => facts.keys.has(name))
    return group?.name ?? typename
  }

  function membersOf(typename: string): readonly string[] {
    const type = full.getType(typename)
    if (!isAbstractType(type)) return [typename]
    return full.getPossibleTypes(type).map(({ name }) => name)
  }

  function entity(typename: string, index: number): Thing {
    const group = groupOf(typename)
    const members = membersOf(group)
    const own = members[index % members.length] ?? typename
    return { __typename: own, name: `${group}#${index}`, index }
  }

  /** Some entity of the type. */
  function anyEntity(typename: string, die: number): Thing {
    const members = membersOf(groupOf(typename))
    const place = Math.max(0, members.indexOf(typename))
    return entity(typename, place + members.length * (die % ENTITIES))
  }

  function resolve(thing: Thing, field: string, args: Data): unknown {
    const { __typename: typename, index } = thing
    const type = typeOf(full, typename, field)
    const coordinates = coordinatesOf(typename, field)
    if (index !== undefined && coordinates.some((one) => facts.ofKeys.has(one))) {
      return keyValue(type, index, field)
    }
    const requires = coordinates.map((one) => facts.requires.get(one)).find((one) => one)
    const salt = requires
      ? JSON.stringify(taken(requires, thing.given ?? told(thing, requires)))
      : ''
    const name = `${thing.name}.${field}${JSON.stringify(sorted(args))}${salt}`
    const die = hash(`${name}!`)
    const code = codes[die % codes.length]
    const isQuiet = coordinates.some((one) => facts.required.has(one))
    if (code !== undefined && !isQuiet && die % 37 === 0) {
      throw new GraphQLError('It failed.', { extensions: { code } })
    }
    return made(type, name, `${typename}.${field}`)
  }

  function coordinatesOf(typename: string, field: string): string[] {
    const type = full.getType(typename)
    const above = isObjectType(type) ? type.getInterfaces().map(({ name }) => name) : []
    return [typename, ...above].map((one) => `${one}.${field}`)
  }

  function made(type: GraphQLOutputType, name: string, coordinate: string): unknown {
    if (isNonNullType(type)) return madeNonNull(type.ofType, name, coordinate)
    return hash(`${name}?`) % 7 === 0 ? null : madeNonNull(type, name, coordinate)
  }

  function madeNonNull(type: GraphQLOutputType, name: string, coordinate: string): unknown {
    const die = hash(name)
    if (isListType(type)) {
      const items = Array.from({ length: die % 4 }, (_, i) => `${name}/${i}`)
      return items.map((item) => made(type.ofType, item, coordinate))
    }
    if (isNonNullType(type)) return madeNonNull(type.ofType, name, coordinate)
    if (isEnumType(type)) {
      const shown = api.getType(type.name)
      const values = (isEnumType(shown) ? shown : type).getValues()
      return values[die % values.length]?.name
    }
    const leaf = LEAVES[type.name]
    if (leaf) return leaf(die)
    if (!isAbstractType(type) && !isObjectType(type)) return `x${die.toString(36)}`
    const members = isAbstractType(type) ? toldMembers(type.name, coordinate) : [type.name]
    const typename = members[die % members.length]
    if (typename === undefined) return null
    if (facts.keys.has(typename) || facts.keys.has(groupOf(typename)))
      return anyEntity(typename, die)
    return { __typename: typename, name }
  }

  /** Of an abstract type, what every subgraph that has the field knows of. */
  function toldMembers(typename: string, coordinate: string): readonly string[] {
    const [parent = '', field = ''] = coordinate.split('.')
    const names = [parent, ...coordinatesOf(parent, field).map((one) => one.split('.')[0] ?? '')]
    const knowing = [...schemas.values()].filter((schema) =>
      names.some((name) => hasField(schema.getType(name), field)),
    )
    return membersOf(typename).filter((member) =>
      [...knowing, api].every((schema) => {
        const type = schema.getType(typename)
        const found = schema.getType(member)
        if (!isAbstractType(type)) return true
        return isObjectType(found) && schema.isSubType(type, found)
      }),
    )
  }

  /** What another subgraph would say of it. */
  function told(thing: Thing, { selections }: SelectionSetNode): Data {
    const data: Data = { __typename: thing.__typename }
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        if (selection.typeCondition?.name.value === thing.__typename) {
          Object.assign(data, told(thing, selection.selectionSet))
        }
      } else if (selection.kind === Kind.FIELD && selection.name.value !== '__typename') {
        const given = (selection.arguments ?? []).map(({ name, value }) => [
          name.value,
          valueFromASTUntyped(value),
        ])
        const value = resolve(thing, selection.name.value, Object.fromEntries(given))
        const below = selection.selectionSet
        data[selection.name.value] = below ? deeply<Thing>(value, (one) => told(one, below)) : value
      }
    }
    return data
  }

  const resolver =
    (asSubgraph: boolean): GraphQLFieldResolver<unknown, unknown> =>
    (source, args, _, { parentType, fieldName }) => {
      const thing = (source ?? { __typename: parentType.name, name: parentType.name }) as Thing
      return resolve(asSubgraph ? { given: {}, ...thing } : thing, fieldName, args)
    }
  const ofSubgraph = resolver(true)
  const ofWhole = resolver(false)
  const nullable = mapSchema(api, {
    [MapperKind.COMPOSITE_FIELD]: (field) => ({ ...field, type: withoutNonNull(field.type) }),
  })

  return {
    async call({ subgraph, query, variables }) {
      const schema = schemas.get(subgraph)
      if (!schema) throw new Error('No such subgraph.')
      const result = await execute({
        schema,
        document: parse(query),
        fieldResolver: ofSubgraph,
        variableValues: variables ?? {},
      })
      return JSON.parse(JSON.stringify(result)) as SubgraphAnswer
    },
    answer: async (document, variableValues) =>
      execute({ schema: api, document, fieldResolver: ofWhole, variableValues }),
    lenient: async (document, variableValues) =>
      execute({ schema: nullable, document, fieldResolver: ofWhole, variableValues }),
  }
}

const LEAVES: Readonly<Record<string, (die: number) => unknown>> = {
  Int: (die) => die % 1_000,
  Float: (die) => (die % 1_000) / 4,
  Boolean: (die) => die % 2 === 0,
  ID: (die) => `i${die.toString(36)}`,
  String: (die) => `s${die.toString(36)}`,
}

function withoutNonNull(type: GraphQLOutputType): GraphQLOutputType {
  if (isNonNullType(type)) return withoutNonNull(type.ofType)
  return isListType(type) ? new GraphQLList(withoutNonNull(type.ofType)) : type
}

function keyValue(type: GraphQLOutputType, index: number, field: string): unknown {
  if (isNonNullType(type)) return keyValue(type.ofType, index, field)
  if (isObjectType(type)) return { __typename: type.name, name: `${type.name}#${index}`, index }
  if (isListType(type)) throw new TypeError('A key is no list.')
  return type.name === 'Int' ? FIRST_NUMBER + index : `${field}-${index}`
}

/** Which entity a representation speaks of. */
function indexIn(given: Data, typename: string, facts: Facts): number | undefined {
  for (const key of facts.keys.get(typename) ?? []) {
    const index = indexBy(given, key)
    if (index !== undefined) return index
  }
  return undefined
}

function indexBy(given: Data, { selections }: SelectionSetNode): number | undefined {
  for (const field of selections) {
    if (field.kind !== Kind.FIELD) continue
    const value = given[field.name.value]
    if (field.selectionSet && isData(value)) return indexBy(value, field.selectionSet)
    if (typeof value === 'number') return value - FIRST_NUMBER
    const number = /-(\d+)$/.exec(String(value))?.[1]
    if (number !== undefined) return Number(number)
  }
  return undefined
}

/** Of what was given, what is required, in one order. */
function taken({ selections }: SelectionSetNode, given: Data): Data {
  const data: Data = {}
  for (const selection of selections) {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      if (selection.typeCondition?.name.value === given.__typename) {
        Object.assign(data, taken(selection.selectionSet, given))
      }
    } else if (selection.kind === Kind.FIELD && selection.name.value !== '__typename') {
      const value = given[selection.name.value]
      const below = selection.selectionSet
      data[selection.name.value] =
        value === undefined ? 'missing' : below ? deeply(value, (one) => taken(below, one)) : value
    }
  }
  return data
}

function deeply<T extends Data>(value: unknown, map: (one: T) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => deeply(item, map))
  return isData(value) ? map(value as T) : value
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (!isData(value)) return value
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  )
}

function typeOf(schema: GraphQLSchema, typename: string, field: string): GraphQLOutputType {
  const type = schema.getType(typename)
  const found = hasFields(type) ? type.getFields()[field] : undefined
  if (!found) throw new TypeError(`There is no ${typename}.${field}.`)
  return found.type
}

function hasField(type: GraphQLNamedType | undefined, field: string): boolean {
  return hasFields(type) && Object.hasOwn(type.getFields(), field)
}

function hasFields(type: GraphQLNamedType | undefined) {
  return isObjectType(type) || isInterfaceType(type)
}

/** FNV-1a, mixed once more. */
function hash(text: string): number {
  let state = 0x811c9dc5
  for (let i = 0; i < text.length; i++) {
    state = Math.imul(state ^ text.charCodeAt(i), 0x01000193)
  }
  state ^= state >>> 15
  state = Math.imul(state, 0x2c1b3c6d)
  return (state ^ (state >>> 12)) >>> 0
}
