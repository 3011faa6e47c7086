/**
 * Which object types can stand where a field of a supergraph is.
 *
 * Of an interface or a union each subgraph knows members of its own. What several subgraphs tell has to be the same in
 * all of them: so a member stands there that all of them know.
 *
 * @module
 */

import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type TypeDefinitionNode,
  type TypeNode,
} from 'graphql'
import { argumentOf, isEntityDefinition } from './join.ts'

/** Of a field of an object type. None if nobody tells the field. */
export type StandingTypes = (typename: string, field: string) => readonly string[]

/** What one subgraph has at a field. */
interface Told {
  readonly graph: string
  readonly type: string
}

export function readStandingTypes(document: DocumentNode, full: GraphQLSchema): StandingTypes {
  const definitions = new Map<string, TypeDefinitionNode>()
  for (const definition of document.definitions) {
    if ('fields' in definition || definition.kind === Kind.UNION_TYPE_DEFINITION) {
      definitions.set(definition.name.value, definition as TypeDefinitionNode)
    }
  }
  const known = new Map<string, readonly string[]>()

  /** Of a field that a subgraph has of an interface, as one object, the supergraph says so at the interface. */
  function toldBy(typename: string, field: string): readonly Told[] {
    const definition = definitions.get(typename)
    if (!definition || !isEntityDefinition(definition)) return []
    const found = definition.fields?.find(({ name }) => name.value === field)
    if (!found) return []
    const joined = named(found, 'join__field')
    const of = joined.length > 0 ? joined : named(definition, 'join__type')
    const told = of.filter(isTold).map((one) => ({
      graph: String(argumentOf(one, 'graph')),
      type: String((joined.length > 0 && argumentOf(one, 'type')) || nameOf(found.type)),
    }))
    const isElsewhere = joined.some((one) => argumentOf(one, 'graph') === undefined)
    if (!isElsewhere) return told
    const interfaces = definition.interfaces ?? []
    return [...told, ...interfaces.flatMap(({ name }) => toldBy(name.value, field))]
  }

  function membersIn({ graph, type }: Told): readonly string[] {
    const definition = definitions.get(type)
    const abstract = full.getType(type)
    if (!definition || !isAbstractType(abstract)) return [type]
    const possible = full.getPossibleTypes(abstract).map(({ name }) => name)
    const isIn = (one: ConstDirectiveNode) => argumentOf(one, 'graph') === graph
    const isObject = named(definition, 'join__type').some(
      (one) => isIn(one) && argumentOf(one, 'isInterfaceObject') === true,
    )
    if (isObject) return possible
    const members = named(definition, 'join__unionMember').filter(isIn)
    const implementing = (name: string) =>
      named(definitions.get(name), 'join__implements').some(
        (one) => isIn(one) && argumentOf(one, 'interface') === type,
      )
    const inUnion = new Set(members.map((one) => argumentOf(one, 'member')))
    return possible.filter((name) => inUnion.has(name) || implementing(name))
  }

  return (typename, field) => {
    const name = `${typename}.${field}`
    const before = known.get(name)
    if (before) return before
    const [first = [], ...others] = toldBy(typename, field).map(membersIn)
    const standing = first.filter((member) => others.every((all) => all.includes(member)))
    known.set(name, standing)
    return standing
  }
}

function isTold(directive: ConstDirectiveNode): boolean {
  return (
    argumentOf(directive, 'graph') !== undefined &&
    argumentOf(directive, 'external') !== true &&
    argumentOf(directive, 'usedOverridden') !== true
  )
}

function named(
  node: TypeDefinitionNode | FieldDefinitionNode | undefined,
  name: string,
): readonly ConstDirectiveNode[] {
  return node?.directives?.filter((directive) => directive.name.value === name) ?? []
}

function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type)
}
