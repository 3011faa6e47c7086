/**
 * From what subgraphs answered to what the client asked for: nothing else, in its order, of the right
 * types, with nulls where the specification has them.
 *
 * Compiled once per operation and object type, so that a request walks arrays of closures.
 *
 * @module
 */

import {
  type GraphQLAbstractType,
  type GraphQLNamedOutputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  isAbstractType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'
import { compileCoercion } from './coercion.ts'
import type { Report } from './errors.ts'
import { type Condition, type FieldGroup, groupFields, type Selected } from './field-groups.ts'
import { GAP } from './gaps.ts'
import type { Supergraph } from './supergraph.ts'
import { type Data, type Fragments, isData } from './tree.ts'
import { Parts, Verbatim } from './verbatim.ts'
import { isWithheld, type Withheld } from './withhold.ts'

/** With marks where a part is told as it came. */
export type Project = (data: Data, variables: Data, report: Report, parts?: Parts) => Data | null

/** What a projection is about, while it runs. */
interface Scene {
  readonly variables: Data
  readonly report: Report
  readonly parts: Parts
  /** Where it is; only the first `depth` parts count. */
  readonly path: (string | number)[]
}

/** Null is what rises: the reason has been told already. */
type Complete<T = unknown> = (raw: unknown, scene: Scene, depth: number) => T | null

interface Field {
  readonly key: string
  readonly condition: Condition | undefined
  /** What it always is, if that is known before the answer. */
  readonly constant: string | undefined
  readonly complete: Complete
  readonly isNonNull: boolean
  /** Nothing was asked for it; it is null, and says so. */
  readonly isWithheld?: boolean
}

const WITHHELD = { complete: () => null, isNonNull: false, isWithheld: true } as const

export function compileProjection(
  root: GraphQLObjectType,
  selected: Selected,
  fragments: Fragments,
  supergraph: Pick<Supergraph, 'api' | 'isA' | 'membersOf' | 'hiddenValues'>,
  withheld: Withheld = new Set(),
): Project {
  const project = compileObject(root, [selected])
  return (data, variables, report, parts = new Parts()) =>
    project(data, { variables, report, parts, path: [] }, 0)

  function compileObject(type: GraphQLNamedOutputType, of: readonly Selected[]): Complete<Data> {
    const fields = groupFields(type, of, fragments, supergraph).map((group) => toField(type, group))
    return (raw, scene, depth) => {
      if (!isData(raw)) return malformed(scene, depth)
      const projected: Data = {}
      for (const { key, condition, constant, complete, isNonNull, isWithheld } of fields) {
        if (condition && !condition(scene.variables)) continue
        scene.path[depth] = key
        if (isWithheld) scene.report.add('FIELD_FORBIDDEN', scene.path.slice(0, depth + 1))
        const value = constant ?? completeValue(raw[key], complete, isNonNull, scene, depth + 1)
        if (value === null && isNonNull) return null
        projected[key] = value
      }
      return projected
    }
  }

  function toField(type: GraphQLNamedOutputType, group: FieldGroup): Field {
    const { key, name, condition, selected: below } = group
    const field = { key, condition, constant: undefined }
    if (name === '__typename') {
      // The name of an abstract type is none: the fetch that knows the object did not come.
      const constant = isObjectType(type) ? type.name : undefined
      return { ...field, constant, complete: (_, ...at) => malformed(...at), isNonNull: true }
    }
    if (isWithheld(withheld, supergraph.api, type, name)) return { ...field, ...WITHHELD }
    // Introspection, which graphql-js has completed.
    if (name.startsWith('__')) return { ...field, complete: (raw) => raw, isNonNull: false }
    const output = outputOf(type, name)
    const complete = compileType(output, below)
    const isNonNull = isNonNullType(output)
    return { ...field, isNonNull, complete: below.length > 0 ? orVerbatim(complete) : complete }
  }

  /** What all members of an abstract type get may be fields of theirs only. */
  function outputOf(type: GraphQLNamedOutputType, name: string): GraphQLOutputType {
    const members = isAbstractType(type) ? supergraph.api.getPossibleTypes(type) : []
    for (const one of [type, ...members]) {
      const field = 'getFields' in one ? one.getFields()[name] : undefined
      if (field) return field.type as GraphQLOutputType
    }
    throw new TypeError('A field is not in the schema of the clients.')
  }

  function compileType(
    type: GraphQLOutputType,
    of: readonly Selected[],
    isNonNull = false,
  ): Complete {
    if (isNonNullType(type)) return compileType(type.ofType, of, true)
    if (isListType(type)) return toList(compileType(type.ofType, of), isNonNullType(type.ofType))
    if (isAbstractType(type)) return compileAbstract(type, of, isNonNull)
    if (isObjectType(type)) {
      let compiled: Complete | undefined // late, for most types are not met in most answers
      return (raw, scene, depth) => {
        compiled ??= compileObject(type, of)
        return compiled(raw, scene, depth)
      }
    }
    const coerce = compileCoercion(type)
    // An error would say that there is a value which nobody may know of.
    const hidden = isNonNull ? undefined : supergraph.hiddenValues(type.name)
    return (raw, scene, depth) => coerce(raw) ?? (hidden?.has(raw) ? null : malformed(scene, depth))
  }

  function compileAbstract(
    type: GraphQLAbstractType,
    of: readonly Selected[],
    isNonNull: boolean,
  ): Complete {
    const compiled = new Map<string, Complete>()
    return (raw, scene, depth) => {
      if (!isData(raw)) return malformed(scene, depth)
      const given = raw.__typename
      const typename = typeof given === 'string' ? given : type.name
      let complete = compiled.get(typename)
      if (!complete) {
        const found = memberOf(type, typename)
        if (!found && !isNonNull && isHidden(type, typename)) return null
        if (!found) return malformed(scene, depth) // and not remembered: it may be anything
        complete = compileObject(found, of)
        compiled.set(typename, complete)
      }
      return complete(raw, scene, depth)
    }
  }

  /** A member that clients do not see: an error would say that there is one. */
  function isHidden(type: GraphQLAbstractType, name: string): boolean {
    return !supergraph.api.getType(name) && supergraph.isA(name, type.name)
  }

  /** The object type of that name; or the abstract type, of an object that nobody could name. */
  function memberOf(type: GraphQLAbstractType, name: string): GraphQLNamedOutputType | undefined {
    const found = supergraph.api.getType(name)
    if (isAbstractType(found)) return type
    return isObjectType(found) && supergraph.api.isSubType(type, found) ? found : undefined
  }
}

function toList(complete: Complete, isNonNull: boolean): Complete {
  return (raw, scene, depth) => {
    if (!Array.isArray(raw)) return malformed(scene, depth)
    const items: unknown[] = []
    for (let i = 0; i < raw.length; i++) {
      scene.path[depth] = i
      const item = completeValue(raw[i], complete, isNonNull, scene, depth + 1)
      if (item === null && isNonNull) return null
      items.push(item)
    }
    return items
  }
}

function completeValue(
  raw: unknown,
  complete: Complete,
  isNonNull: boolean,
  scene: Scene,
  depth: number,
): unknown {
  if (raw === GAP) return null
  if (raw !== null && raw !== undefined) return complete(raw, scene, depth)
  return isNonNull ? malformed(scene, depth) : null
}

function orVerbatim(complete: Complete): Complete {
  return (raw, scene, depth) =>
    raw instanceof Verbatim ? scene.parts.put(raw) : complete(raw, scene, depth)
}

function malformed({ report, path }: Scene, depth: number): null {
  report.add('SUBGRAPH_MALFORMED', path.slice(0, depth))
  return null
}
