/**
 * What the SDL of subgraphs says of keys and of `@requires`.
 *
 * @module
 */

import { type ConstDirectiveNode, Kind, parse, type SelectionSetNode, type TypeNode } from 'graphql'

export interface Facts {
  /** By type. */
  readonly keys: ReadonlyMap<string, readonly SelectionSetNode[]>
  /** Coordinates of fields in keys. */
  readonly ofKeys: ReadonlySet<string>
  /** By coordinate, what a field requires. */
  readonly requires: ReadonlyMap<string, SelectionSetNode>
  /** Coordinates of what some key or `@requires` names. */
  readonly required: ReadonlySet<string>
}

export function readFacts(subgraphs: Readonly<Record<string, string>>): Facts {
  const keys = new Map<string, SelectionSetNode[]>()
  const ofKeys = new Set<string>()
  const requires = new Map<string, SelectionSetNode>()
  const required = new Set<string>()
  const named = new Map<string, string>()

  for (const definition of Object.values(subgraphs).flatMap((sdl) => parse(sdl).definitions)) {
    if (!('fields' in definition) || !('name' in definition) || !definition.name) continue
    const typename = definition.name.value
    for (const key of given(definition.directives, 'key')) {
      keys.set(typename, [...(keys.get(typename) ?? []), key])
    }
    for (const field of definition.fields ?? []) {
      const coordinate = `${typename}.${field.name.value}`
      named.set(coordinate, nameIn(field.type))
      for (const selection of given(field.directives, 'requires')) {
        requires.set(coordinate, selection)
      }
    }
  }

  function mark(typename: string, { selections }: SelectionSetNode, marked: Set<string>): void {
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        mark(selection.typeCondition?.name.value ?? typename, selection.selectionSet, marked)
      } else if (selection.kind === Kind.FIELD) {
        const coordinate = `${typename}.${selection.name.value}`
        marked.add(coordinate)
        if (selection.selectionSet) {
          mark(named.get(coordinate) ?? '', selection.selectionSet, marked)
        }
      }
    }
  }

  for (const [typename, ofType] of keys) for (const key of ofType) mark(typename, key, ofKeys)
  for (const [coordinate, selection] of requires) {
    mark(coordinate.split('.')[0] ?? '', selection, required)
  }
  for (const coordinate of ofKeys) required.add(coordinate)
  return { keys, ofKeys, requires, required }
}

function given(
  directives: readonly ConstDirectiveNode[] | undefined,
  name: string,
): SelectionSetNode[] {
  return (directives ?? []).flatMap((directive) => {
    if (directive.name.value !== name) return []
    const value = directive.arguments?.find((argument) => argument.name.value === 'fields')?.value
    if (value?.kind !== Kind.STRING) return []
    const [operation] = parse(`{ ${value.value} }`, { noLocation: true }).definitions
    return operation?.kind === Kind.OPERATION_DEFINITION ? [operation.selectionSet] : []
  })
}

function nameIn(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameIn(type.type)
}
