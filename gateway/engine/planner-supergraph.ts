/**
 * The supergraph as the planner plans it right.
 *
 * Where a subgraph knows an interface as one object (`@interfaceObject`), two things are put straight:
 *
 * - The planner (0.0.38) goes through subgraphs in the order of their names, and finds no way from such an object to the
 *   members of the interface if who knows these comes later. So it is given names in an order in which it does.
 * - Composition (0.27) forgets that a field of such an object is external, and the planner would ask the object for it.
 *   What a subgraph requires of its own type is external there.
 *
 * @module
 */

import type { QueryPlan } from '@graphql-hive/router-query-planner'
import {
  type ConstArgumentNode,
  type ConstDirectiveNode,
  type ConstValueNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type NameNode,
  type ObjectTypeDefinitionNode,
  parse,
  print,
  visit,
} from 'graphql'
import { argumentOf, isEntityDefinition, parseFields, readSubgraphNames } from './join.ts'
import { mapFetches } from './plan-nodes.ts'

export interface PlannerSupergraph {
  readonly sdl: string
  /** The plan with the names that the subgraphs have. */
  restore(plan: QueryPlan): QueryPlan
}

type Definition = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode

export function toPlannerSupergraph(sdl: string): PlannerSupergraph {
  if (!/isInterfaceObject: true/.test(sdl)) return { sdl, restore: (plan) => plan }
  const document = parse(sdl, { noLocation: true })
  const names = orderedNames(document)
  const own = new Map([...names].map(([name, ordered]) => [ordered, name]))
  const rename = (name: string) => names.get(name) ?? name

  return {
    sdl: print(renamed(withExternals(document), rename)),
    restore(plan) {
      if (!plan.node) return plan
      const node = mapFetches(plan.node, (fetch) => ({
        ...fetch,
        serviceName: own.get(fetch.serviceName) ?? fetch.serviceName,
      }))
      return { ...plan, node }
    },
  }
}

/** Name to a name that sorts after those of all who know the members of an interface that it has as an object. */
function orderedNames(document: DocumentNode): ReadonlyMap<string, string> {
  const subgraphs = readSubgraphNames(document)
  const before = new Map<string, string[]>()
  for (const definition of definitionsOf(document)) {
    const types = directivesOf(definition, 'join__type')
    const owners = types.filter((type) => !isInterfaceObject(type)).map(graphOf)
    for (const object of types.filter(isInterfaceObject).map(graphOf)) {
      before.set(object, [...(before.get(object) ?? []), ...owners])
    }
  }
  const ordered = new Set<string>()
  const seen = new Set<string>()
  const place = (graph: string): void => {
    if (seen.has(graph)) return // also where two know each other's interfaces as objects: then no order is right
    seen.add(graph)
    for (const owner of before.get(graph) ?? []) place(owner)
    ordered.add(graph)
  }
  for (const graph of subgraphs.keys()) place(graph)
  return new Map(
    [...ordered].map((graph, i) => {
      const name = subgraphs.get(graph) ?? graph
      return [name, `${String(i).padStart(3, '0')}-${name}`]
    }),
  )
}

function renamed(document: DocumentNode, rename: (name: string) => string): DocumentNode {
  return visit(document, {
    Directive(directive) {
      const argument = NAMING[directive.name.value]
      if (!argument) return undefined
      const given = directive.arguments?.map((one) =>
        one.name.value === argument && one.value.kind === Kind.STRING
          ? { ...one, value: { ...one.value, value: rename(one.value.value) } }
          : one,
      )
      return { ...directive, arguments: given ?? [] }
    },
  })
}

/** Where the name of a subgraph is said. */
const NAMING: Readonly<Record<string, string>> = { join__graph: 'name', join__field: 'override' }

function withExternals(document: DocumentNode): DocumentNode {
  const definitions = document.definitions.map((definition) =>
    isEntityDefinition(definition) ? externalsOf(definition) : definition,
  )
  return { ...document, definitions }
}

function externalsOf(definition: Definition): Definition {
  const graphs = directivesOf(definition, 'join__type').map(graphOf)
  const objects = directivesOf(definition, 'join__type').filter(isInterfaceObject).map(graphOf)
  const external = new Map<string, Set<string>>()
  for (const field of definition.fields ?? []) {
    for (const directive of directivesOf(field, 'join__field')) {
      const requires = argumentOf(directive, 'requires')
      if (typeof requires !== 'string' || !objects.includes(graphOf(directive))) continue
      for (const selection of parseFields(requires).selections) {
        if (selection.kind !== Kind.FIELD) continue
        const name = selection.name.value
        external.set(name, (external.get(name) ?? new Set()).add(graphOf(directive)))
      }
    }
  }
  if (external.size === 0) return definition
  const fields = definition.fields?.map((field) => {
    const outside = external.get(field.name.value)
    return outside ? withExternal(field, graphs, outside) : field
  })
  return { ...definition, fields: fields ?? [] }
}

/** A field that says nothing of subgraphs is one of all of them. */
function withExternal(
  field: FieldDefinitionNode,
  graphs: readonly string[],
  outside: ReadonlySet<string>,
): FieldDefinitionNode {
  const others = (field.directives ?? []).filter(({ name }) => name.value !== 'join__field')
  const said = directivesOf(field, 'join__field')
  const all = said.length > 0 ? said : graphs.map((graph) => joinField(graph))
  const joined = all.map((one) => (outside.has(graphOf(one)) ? joinField(graphOf(one), true) : one))
  return { ...field, directives: [...others, ...joined] }
}

function joinField(graph: string, isExternal = false): ConstDirectiveNode {
  const given: ConstArgumentNode[] = [argument('graph', { kind: Kind.ENUM, value: graph })]
  if (isExternal) given.push(argument('external', { kind: Kind.BOOLEAN, value: true }))
  return { kind: Kind.DIRECTIVE, name: named('join__field'), arguments: given }
}

function argument(name: string, value: ConstValueNode): ConstArgumentNode {
  return { kind: Kind.ARGUMENT, name: named(name), value }
}

function named(value: string): NameNode {
  return { kind: Kind.NAME, value }
}

function definitionsOf(document: DocumentNode): readonly Definition[] {
  return document.definitions.filter(isEntityDefinition)
}

function directivesOf(
  { directives = [] }: Definition | FieldDefinitionNode,
  name: string,
): readonly ConstDirectiveNode[] {
  return directives.filter((directive) => directive.name.value === name)
}

function graphOf(directive: ConstDirectiveNode): string {
  return String(argumentOf(directive, 'graph'))
}

function isInterfaceObject(directive: ConstDirectiveNode): boolean {
  return argumentOf(directive, 'isInterfaceObject') === true
}
