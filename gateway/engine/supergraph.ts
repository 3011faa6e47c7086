/**
 * What the engine must know of the supergraph beside the plans: the schema that clients see, which
 * types are which, and by which keys a subgraph knows an entity.
 *
 * @module
 */

import {
  buildASTSchema,
  type DefinitionNode,
  type DocumentNode,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  parseType,
  print,
  type SelectionSetNode,
  specifiedDirectives,
  specifiedScalarTypes,
  type TypeNode,
  typeFromAST,
} from 'graphql'
import { argumentOf, isEntityDefinition, parseFields, readSubgraphNames } from './join.ts'
import { readStandingTypes, type StandingTypes } from './standing-types.ts'

export interface Supergraph {
  /** What clients see. */
  readonly api: GraphQLSchema
  /** Whether a type is a condition, implements it or belongs to it. Knows inaccessible types, too. */
  isA(typename: string, condition: string): boolean
  /** The types that a type stands for: itself, or the members of an interface or a union. */
  membersOf(typename: string): readonly string[]
  /** The values of an enum that clients do not see. */
  hiddenValues(typename: string): ReadonlySet<unknown>
  /** Whether a `@requires` asks for a field with arguments. */
  readonly requiresArguments: boolean
  /** What a field of this type requires in this subgraph. */
  requiredBy(subgraph: string, typename: string, field: string): SelectionSetNode | undefined
  /** Whether a `@provides` is said of any field. */
  readonly hasProvides: boolean
  /** What this subgraph tells below a field of this type that it does not tell elsewhere. */
  providedBy(subgraph: string, typename: string, field: string): SelectionSetNode | undefined
  /** Whether a field of this type is in this subgraph only named, and told by others. */
  isExternal(subgraph: string, typename: string, field: string): boolean
  /** The object types that can stand at a field of an object type. */
  readonly standingTypes: StandingTypes
  /** Whether a field is of another type in one of its subgraphs: nullable there, or of fewer members. */
  readonly differsInType: boolean
  /** The type that a field of this type has in this subgraph. */
  typeIn(subgraph: string, typename: string, field: string): GraphQLOutputType | undefined
  /** The keys by which a subgraph can be asked for an entity of this type. */
  keysOf(subgraph: string, typename: string): readonly SelectionSetNode[]
}

/** `consumerSdl` is the planner's schema for clients, which is not quite free of federation yet. */
export function readSupergraph(sdl: string, consumerSdl: string): Supergraph {
  const document = parse(sdl, { noLocation: true })
  const full = buildASTSchema(document, { assumeValid: true, assumeValidSDL: true })
  const keys = readKeys(document)
  const known = new Map<string, Map<string, boolean>>()

  function isA(typename: string, condition: string): boolean {
    if (typename === condition) return true
    let conditions = known.get(typename)
    if (!conditions) {
      if (!full.getType(typename)) return false // a subgraph's invention: not to be remembered
      conditions = new Map()
      known.set(typename, conditions)
    }
    let answer = conditions.get(condition)
    if (answer === undefined) {
      answer = isSubType(full, typename, condition)
      conditions.set(condition, answer)
    }
    return answer
  }

  const api = apiSchema(consumerSdl)
  const { requires, provides, external, types } = readFields(document)
  return {
    api,
    requiresArguments: [...requires.values()].some((fields) => print(fields).includes('(')),
    requiredBy: (...field) => requires.get(field.join(' ')),
    hasProvides: provides.size > 0,
    providedBy: (...field) => provides.get(field.join(' ')),
    isExternal: (...field) => external.has(field.join(' ')),
    differsInType: types.size > 0,
    typeIn(subgraph, typename, field) {
      const own = types.get([subgraph, typename, field].join(' '))
      const type = full.getType(typename)
      if (own) return typeFromAST(full, own) as GraphQLOutputType | undefined
      return type && 'getFields' in type
        ? (type.getFields()[field]?.type as GraphQLOutputType | undefined)
        : undefined
    },
    isA,
    membersOf(typename) {
      const type = full.getType(typename)
      return isAbstractType(type) ? full.getPossibleTypes(type).map(({ name }) => name) : [typename]
    },
    hiddenValues(typename) {
      const shown = new Set(valuesOf(api, typename))
      return new Set(valuesOf(full, typename).filter((value) => !shown.has(value)))
    },
    standingTypes: readStandingTypes(document, full),
    keysOf: (subgraph, typename) => keys.get(subgraph)?.get(typename) ?? [],
  }
}

function valuesOf(schema: GraphQLSchema, typename: string): readonly string[] {
  const type = schema.getType(typename)
  return isEnumType(type) ? type.getValues().map(({ name }) => name) : []
}

function isSubType(schema: GraphQLSchema, typename: string, condition: string): boolean {
  const type = schema.getType(typename)
  const abstract = schema.getType(condition)
  if (!isAbstractType(abstract)) return false
  return (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(abstract, type)
}

function apiSchema(consumerSdl: string): GraphQLSchema {
  const { kind, definitions } = parse(consumerSdl, { noLocation: true })
  const own = definitions.filter(isOwn).map((definition) =>
    definition.kind === Kind.OBJECT_TYPE_DEFINITION
      ? {
          ...definition,
          fields: (definition.fields ?? []).filter(({ name }) => !name.value.startsWith('__')),
        }
      : definition,
  )
  return buildASTSchema({ kind, definitions: own }, { assumeValidSDL: true })
}

/** Neither of GraphQL itself nor of federation, whose names all have two underscores. */
function isOwn(definition: DefinitionNode): boolean {
  if (!('name' in definition) || !definition.name) return true
  const name = definition.name.value
  if (name.includes('__')) return false
  if (definition.kind === Kind.DIRECTIVE_DEFINITION) {
    return !specifiedDirectives.some((directive) => directive.name === name)
  }
  return !specifiedScalarTypes.some((scalar) => scalar.name === name)
}

function readKeys(document: DocumentNode): Map<string, Map<string, SelectionSetNode[]>> {
  const subgraphs = readSubgraphNames(document)
  const keys = new Map<string, Map<string, SelectionSetNode[]>>()
  for (const definition of document.definitions.filter(isEntityDefinition)) {
    for (const directive of definition.directives ?? []) {
      const key = argumentOf(directive, 'key')
      if (directive.name.value !== 'join__type' || typeof key !== 'string') continue
      if (argumentOf(directive, 'resolvable') === false) continue
      const subgraph = subgraphs.get(String(argumentOf(directive, 'graph')))
      if (subgraph === undefined) continue
      const ofSubgraph = keys.get(subgraph) ?? new Map<string, SelectionSetNode[]>()
      keys.set(subgraph, ofSubgraph)
      const ofType = ofSubgraph.get(definition.name.value) ?? []
      ofSubgraph.set(definition.name.value, [...ofType, parseFields(key)])
    }
  }
  return keys
}

/** What is said of fields, by subgraph, type and field. */
function readFields(document: DocumentNode): {
  readonly requires: ReadonlyMap<string, SelectionSetNode>
  readonly provides: ReadonlyMap<string, SelectionSetNode>
  readonly external: ReadonlySet<string>
  readonly types: ReadonlyMap<string, TypeNode>
} {
  const subgraphs = readSubgraphNames(document)
  const requires = new Map<string, SelectionSetNode>()
  const provides = new Map<string, SelectionSetNode>()
  const external = new Set<string>()
  const types = new Map<string, TypeNode>()
  for (const definition of document.definitions.filter(isEntityDefinition)) {
    for (const field of definition.fields ?? []) {
      for (const directive of field.directives ?? []) {
        if (directive.name.value !== 'join__field') continue
        const subgraph = subgraphs.get(String(argumentOf(directive, 'graph')))
        const place = [subgraph, definition.name.value, field.name.value].join(' ')
        const fields = argumentOf(directive, 'requires')
        if (typeof fields === 'string') requires.set(place, parseFields(fields))
        const provided = argumentOf(directive, 'provides')
        if (typeof provided === 'string') provides.set(place, parseFields(provided))
        if (argumentOf(directive, 'external') === true) external.add(place)
        const type = argumentOf(directive, 'type')
        if (typeof type === 'string') types.set(place, parseType(type, { noLocation: true }))
      }
    }
  }
  return { requires, provides, external, types }
}
