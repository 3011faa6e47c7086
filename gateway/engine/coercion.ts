/**
 * What a leaf of an answer must be: the same as graphql-js lets a server send.
 *
 * @module
 */

import {
  GraphQLBoolean,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  type GraphQLLeafType,
  type GraphQLScalarType,
  GraphQLString,
  isEnumType,
  isSpecifiedScalarType,
} from 'graphql'

/** The value as a client may see it; undefined if it is none of the type. */
export type Coerce = (value: unknown) => unknown

export function compileCoercion(type: GraphQLLeafType): Coerce {
  if (isEnumType(type)) {
    const names = new Set<unknown>(type.getValues().map(({ name }) => name))
    return (value) => (names.has(value) ? value : undefined)
  }
  if (!isSpecifiedScalarType(type)) return toJsonLeaf
  return BUILT_IN[type.name] ?? ((value) => serialize(type, value))
}

/** Nearly everything is what it should be; the rest is for graphql-js to judge. */
const BUILT_IN: Readonly<Record<string, Coerce>> = {
  Int: (value) =>
    typeof value === 'number' && (value | 0) === value ? value : serialize(GraphQLInt, value),
  Float: (value) => (Number.isFinite(value) ? value : serialize(GraphQLFloat, value)),
  String: (value) => (typeof value === 'string' ? value : serialize(GraphQLString, value)),
  ID: (value) => (typeof value === 'string' ? value : serialize(GraphQLID, value)),
  Boolean: (value) => (typeof value === 'boolean' ? value : serialize(GraphQLBoolean, value)),
}

function serialize(type: GraphQLScalarType, value: unknown): unknown {
  try {
    return type.serialize(value)
  } catch {
    return undefined
  }
}

/** A custom scalar is not an object: there is no saying what it would bring along. */
function toJsonLeaf(value: unknown): unknown {
  return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)
    ? value
    : undefined
}
