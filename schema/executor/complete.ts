/**
 * From what a resolver answers to what its type makes of it, as graphql-js does.
 *
 * @module
 */

import {
  defaultTypeResolver,
  type GraphQLAbstractType,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'
import { type Make, settled } from './object.ts'
import { type Described, failed, isPromise, lower, type Path, Rise, type Run } from './run.ts'

/** What a type makes of a value. It never throws. */
export type Complete = (value: unknown, at: Path, run: Run) => unknown

/** A field, as its types need it. */
export interface Completed extends Described {
  infoOf(at: Path, run: Run): GraphQLResolveInfo
  /** The objects of that type below it. */
  makeOf(type: GraphQLObjectType): Make
}

/** The same of a value that is there. It may throw, and its promise reject. */
type CompleteThere = Complete

export function compileType(type: GraphQLOutputType, field: Completed): Complete {
  const isNonNull = isNonNullType(type)
  const completeThere = compileThere(isNonNull ? type.ofType : type, field)

  const fail = (cause: unknown, at: Path, run: Run) => failed(cause, isNonNull, field, at, run)
  const settle = (told: unknown, run: Run) =>
    told instanceof Rise && !isNonNull ? lower(told, run) : told

  function complete(value: unknown, at: Path, run: Run): unknown {
    if (value === null || value === undefined) {
      if (!isNonNull) return null
      return fail(
        new TypeError(`Cannot return null for non-nullable field ${field.name}.`),
        at,
        run,
      )
    }
    if (value instanceof Error) return fail(value, at, run)
    if (isPromise(value)) return whenThere(value, at, run)
    try {
      const told = completeThere(value, at, run)
      if (!(told instanceof Promise)) return settle(told, run)
      return told.then(
        (it) => settle(it, run),
        (error) => fail(error, at, run),
      )
    } catch (error) {
      return fail(error, at, run)
    }
  }

  function whenThere(value: PromiseLike<unknown>, at: Path, run: Run): Promise<unknown> {
    run.unusual += 1
    return Promise.resolve(value).then(
      (it) => complete(it, at, run),
      (error) => fail(error, at, run),
    )
  }

  return complete
}

function compileThere(type: GraphQLOutputType, field: Completed): CompleteThere {
  if (isListType(type)) return completeList(compileType(type.ofType, field), field)
  if (isLeafType(type)) return completeLeaf(type)
  if (isObjectType(type)) return completeObject(type, field)
  if (isAbstractType(type)) return completeAbstract(type, field)
  throw new TypeError('There are no other types.')
}

function completeList(complete: Complete, { name }: Completed): CompleteThere {
  return (value, at, run) => {
    const items: unknown[] = toArray(value, name)
    const before = run.unusual
    const told: unknown[] = []
    for (let i = 0; i < items.length; i++) {
      told.push(complete(items[i], { prev: at, key: i, typename: undefined }, run))
    }
    return run.unusual === before ? told : settled(told, [...told.keys()], run)
  }
}

function toArray(value: unknown, name: string): unknown[] {
  if (Array.isArray(value)) return value
  if (typeof value === 'object' && value !== null && Symbol.iterator in value) {
    return Array.from(value as Iterable<unknown>)
  }
  throw new TypeError(`Expected Iterable, but did not find one for field "${name}".`)
}

function completeLeaf(type: GraphQLLeafType): CompleteThere {
  return (value) => {
    const told = type.serialize(value)
    if (told === null || told === undefined) throw new TypeError(`No value of ${type.name}.`)
    return told
  }
}

function completeObject(type: GraphQLObjectType, field: Completed): CompleteThere {
  const { isTypeOf } = type
  const make = field.makeOf(type)
  if (!isTypeOf) return make
  return (value, at, run) => {
    const makeIf = (is: boolean) => {
      if (!is) throw new TypeError(`Expected a value of type "${type.name}".`)
      return make(value, at, run)
    }
    const is = isTypeOf(value, run.context, field.infoOf(at, run))
    if (!isPromise(is)) return makeIf(is)
    run.unusual += 1
    return Promise.resolve(is).then(makeIf)
  }
}

function completeAbstract(type: GraphQLAbstractType, field: Completed): CompleteThere {
  const resolveType = type.resolveType ?? defaultTypeResolver
  const known = new Map<string, CompleteThere>()

  function membersComplete(name: string | undefined, { schema }: GraphQLResolveInfo) {
    const found = known.get(name ?? '')
    if (found) return found
    const member = schema.getType(name ?? '')
    if (!isObjectType(member) || !schema.isSubType(type, member)) {
      throw new TypeError(`A value of "${type.name}" has to be of a type of its own.`)
    }
    const complete = completeObject(member, field)
    known.set(member.name, complete)
    return complete
  }

  return (value, at, run) => {
    const info = field.infoOf(at, run)
    const name = resolveType(value, run.context, info, type)
    if (!isPromise(name)) return membersComplete(name as string, info)(value, at, run)
    run.unusual += 1
    return Promise.resolve(name).then((it) => membersComplete(it, info)(value, at, run))
  }
}
