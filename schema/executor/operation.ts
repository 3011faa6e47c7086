/**
 * A query, compiled: closures for its fields, and a literal for each object.
 *
 * It answers as graphql-js does, which looks at each field again for each object. What is no query, or asks for the
 * schema, is left to that.
 *
 * @module
 */

import {
  type DocumentNode,
  type ExecutionResult,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLScalarType,
  type GraphQLSchema,
  getArgumentValues,
  getNullableType,
  getVariableValues,
  isEnumType,
  isNonNullType,
  isScalarType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  visit,
} from 'graphql'
import { type Completed, compileType } from './complete.ts'
import { fieldsOf, type Scope } from './fields.ts'
import { compileObject, type Make, type Tell, type ToldField } from './object.ts'
import { failed, lower, type Path, Rise, type Run } from './run.ts'

export type Execute = (
  variables: Readonly<Record<string, unknown>>,
  context: unknown,
) => ExecutionResult | Promise<ExecutionResult>

/** So many ways of one operation to be asked, by the variables of its directives. */
const MOST_WAYS = 16

/** Undefined where it is for graphql-js. */
export function compileOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Execute | undefined {
  const query = schema.getQueryType()
  if (!query || operation.operation !== OperationTypeNode.QUERY) return undefined
  const { names, isAboutSchema } = lookThrough(document)
  if (isAboutSchema) return undefined
  const fragments = Object.fromEntries(
    document.definitions
      .filter((one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION)
      .map((one) => [one.name.value, one]),
  )
  const ways = new Map<string, Make>()

  const wayFor = (variables: Readonly<Record<string, unknown>>): Make => {
    const conditions = Object.fromEntries(
      names.flatMap((name) => (name in variables ? [[name, variables[name]]] : [])),
    )
    const name = JSON.stringify(conditions)
    const known = ways.get(name)
    if (known) return known
    if (ways.size >= MOST_WAYS) ways.clear()
    const made = makeOf(query, [operation], { schema, operation, fragments, conditions })
    ways.set(name, made)
    return made
  }

  return (given, context) => {
    const { coerced, errors: wrong } = getVariableValues(
      schema,
      operation.variableDefinitions ?? [],
      given,
      { maxErrors: 50 },
    )
    if (wrong) return { errors: wrong }
    const run: Run = { context, variables: coerced, errors: [], unusual: 0 }
    const told = wayFor(coerced)(undefined, undefined, run)
    return told instanceof Promise ? told.then((it) => toResult(it, run)) : toResult(told, run)
  }
}

function toResult(told: unknown, run: Run): ExecutionResult {
  const data = told instanceof Rise ? lower(told, run) : (told as Record<string, unknown>)
  return run.errors.length > 0 ? { data, errors: run.errors } : { data }
}

/** The variables of its directives, and whether it asks for the schema. */
function lookThrough(document: DocumentNode) {
  const names = new Set<string>()
  let isAboutSchema = false
  visit(document, {
    Directive(node) {
      visit(node, { Variable: ({ name }) => void names.add(name.value) })
    },
    Field({ name }) {
      isAboutSchema ||= name.value === '__schema' || name.value === '__type'
    },
  })
  return { names: [...names], isAboutSchema }
}

type Below = readonly { readonly selectionSet?: FieldNode['selectionSet'] }[]

function makeOf(type: GraphQLObjectType, below: Below, scope: Scope): Make {
  const selectionSets = below.flatMap(({ selectionSet }) => selectionSet ?? [])
  const fields = [...fieldsOf(type, selectionSets, scope)]
  return compileObject(fields.map(([key, nodes]) => toldField(type, key, nodes, scope)))
}

function toldField(
  parentType: GraphQLObjectType,
  key: string,
  nodes: readonly FieldNode[],
  scope: Scope,
): ToldField {
  const [node] = nodes
  const name = node?.name.value ?? key
  if (name === '__typename') return { key, property: undefined, tell: () => parentType.name }
  const field = parentType.getFields()[name]
  if (!node || !field) throw new TypeError('The operation is not valid.')
  const infoOf = infoFor(parentType, field, nodes, scope)
  const completed: Completed = {
    ...{ nodes, infoOf, name: `${parentType.name}.${name}` },
    makeOf(type) {
      let make: Make | undefined // late: most members of a union are not met
      return (source, at, run) => {
        make ??= makeOf(type, nodes, scope)
        return make(source, at, run)
      }
    },
  }
  const told = { parentType, key, field, node, completed }
  return field.resolve
    ? { key, property: undefined, tell: tellResolved(told) }
    : { key, property: name, tell: tellHeld(told) }
}

interface Told {
  readonly parentType: GraphQLObjectType
  readonly key: string
  readonly field: GraphQLField<unknown, unknown>
  readonly node: FieldNode
  readonly completed: Completed
}

function tellResolved({ parentType, key, field, node, completed }: Told): Tell {
  const complete = compileType(field.type, completed)
  const { resolve } = field
  return (_, source, prev, run) => {
    const at: Path = { prev, key, typename: parentType.name }
    try {
      const args = field.args.length > 0 ? getArgumentValues(field, node, run.variables) : {}
      const value = resolve?.(source, args, run.context, completed.infoOf(at, run))
      return complete(value, at, run)
    } catch (error) {
      return failed(error, isNonNullType(field.type), completed, at, run)
    }
  }
}

/** What an object holds: mostly what it is to be told as, and else as graphql-js has it without a resolver. */
function tellHeld(told: Told): Tell {
  const { parentType, key, field, completed } = told
  const complete = compileType(field.type, completed)
  const type = getNullableType(field.type)
  const isUsual = usualOf(type)
  const serialize = isScalarType(type) ? serializeText(type) : () => undefined
  const call = tellResolved({ ...told, field: { ...field, resolve: callHeld } })
  return (value, source, prev, run) => {
    if (isUsual(value)) return value
    const text = typeof value === 'string' ? serialize(value) : undefined
    if (text !== undefined && text !== null) return text
    if (typeof value === 'function') return call(value, source, prev, run)
    return complete(value, { prev, key, typename: parentType.name }, run)
  }
}

const callHeld: GraphQLFieldResolver<unknown, unknown> = (source, args, context, info) =>
  (source as Record<string, Function>)[info.fieldName]?.(args, context, info)

/** A date, mostly; nothing where it is none, for which there is no hurry. */
function serializeText(type: GraphQLScalarType): (text: string) => unknown {
  return (text) => {
    try {
      return type.serialize(text)
    } catch {
      return undefined
    }
  }
}

/** Of what serialising leaves as it is. */
function usualOf(type: GraphQLOutputType): (value: unknown) => boolean {
  if (isEnumType(type)) {
    const same = new Set(
      type.getValues().flatMap((one) => (one.name === one.value ? one.name : [])),
    )
    return (value) => same.has(value as string)
  }
  return USUAL[type.toString()] ?? (() => false)
}

const isText = (value: unknown) => typeof value === 'string'
const USUAL: Readonly<Record<string, (value: unknown) => boolean>> = {
  ...{ ID: isText, String: isText },
  Int: (value) => (value as number) === ((value as number) | 0),
  Float: Number.isFinite,
  Boolean: (value) => typeof value === 'boolean',
}

function infoFor(
  parentType: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  fieldNodes: readonly FieldNode[],
  { schema, fragments, operation }: Scope,
): Completed['infoOf'] {
  const { name: fieldName, type: returnType } = field
  return (path, { variables: variableValues }) => ({
    fieldName,
    fieldNodes,
    returnType,
    parentType,
    path,
    schema,
    fragments,
    rootValue: undefined,
    operation,
    variableValues,
  })
}
