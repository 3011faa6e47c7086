/**
 * What a supergraph says of its subgraphs, in the directives of composition (`@join__…`).
 *
 * @module
 */

import {
  type DefinitionNode,
  type DirectiveNode,
  type DocumentNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  type SelectionSetNode,
} from 'graphql'

/** Only these can be entities. */
export function isEntityDefinition(
  definition: DefinitionNode,
): definition is ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode {
  return (
    definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
    definition.kind === Kind.INTERFACE_TYPE_DEFINITION
  )
}

/** The supergraph's word for a subgraph (`JGZ`) to its name (`jgz`). */
export function readSubgraphNames(document: DocumentNode): Map<string, string> {
  const names = new Map<string, string>()
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION) continue
    if (definition.name.value !== 'join__Graph') continue
    for (const { name, directives } of definition.values ?? []) {
      const graph = directives?.find((directive) => directive.name.value === 'join__graph')
      if (graph) names.set(name.value, String(argumentOf(graph, 'name')))
    }
  }
  return names
}

export function argumentOf(directive: DirectiveNode, name: string): string | boolean | undefined {
  const value = directive.arguments?.find((node) => node.name.value === name)?.value
  return value && 'value' in value ? value.value : undefined
}

/** What a key, or a `@requires`, says. */
export function parseFields(fields: string): SelectionSetNode {
  const [operation] = parse(`{ ${fields} }`, { noLocation: true }).definitions
  if (operation?.kind !== Kind.OPERATION_DEFINITION)
    throw new Error('The supergraph has a bad set of fields.')
  return operation.selectionSet
}
