/**
 * The key-echo guard: an answer about another child than was asked for never gets in.
 *
 * By the federation protocol `_entities[i]` answers `representations[i]`, and nothing else says so: a
 * subgraph that answers in another order, too few or too many gives one child the record of another.
 * So each `_entities` selection also asks for the key, under an alias of ours, and an answer that
 * does not say the key back drops the whole batch. Only a key that is external in the subgraph, which by its own schema
 * cannot tell it, is not asked for; then the type and the number of entities are all that is looked at.
 *
 * @module
 */

import {
  type DocumentNode,
  type FieldNode,
  type InlineFragmentNode,
  Kind,
  print,
  type SelectionNode,
  stripIgnoredCharacters,
  visit,
} from 'graphql'
import {
  chooseKeys,
  type EntitiesField,
  isComplete,
  isSameKey,
  type KeyField,
  keyFields,
  nameKey,
} from './echo-keys.ts'
import { RequestRefused } from './errors.ts'
import type { Supergraph } from './supergraph.ts'
import { type Data, fragmentsOf, isData, keyOf } from './tree.ts'

export interface Echo {
  /** In front of all else that an entity answers with, in this order, if each is a leaf and all entities have them. */
  readonly keys: readonly string[] | undefined
  /** Whether the representation has all of its key; without it nothing may be asked. */
  hasKey(representation: Data): boolean
  /** Whether each entity is what its representation asked for, or null. */
  answers(entities: unknown, representations: readonly Data[]): boolean
}

export interface EchoedOperation {
  readonly query: string
  /** By the alias of the `_entities` field. */
  readonly echoes: ReadonlyMap<string, Echo>
}

/** Refuses a plan that asks a subgraph by no key that the supergraph knows of. */
export function addEchoes(
  operation: DocumentNode,
  entitiesFields: readonly EntitiesField[],
  subgraph: string,
  supergraph: Supergraph,
): EchoedOperation {
  const fragments = fragmentsOf(operation)
  const prefix = freePrefix(operation)
  const echoes = new Map<string, Echo>()

  const echoed = visit(operation, {
    Field(field) {
      if (field.name.value !== '_entities' || !field.selectionSet) return undefined
      const entities = entitiesFields.find(({ alias }) => alias === keyOf(field))
      if (!entities) throw new RequestRefused('QUERY_NOT_PLANNED')
      const keys = chooseKeys(field.selectionSet, fragments, entities, subgraph, supergraph)
      const asked: SelectionNode[] = [aliased(prefix, '__typename')]
      const known = new Map<string, readonly KeyField[]>()
      for (const [typename, key] of keys) {
        const names = `${prefix}${known.size}_`
        const isExternal = (name: string) => supergraph.isExternal(subgraph, typename, name)
        const fields = keyFields(key, names, isExternal)
        const told = nameKey(key, names).filter((_, i) => fields[i]?.isTold)
        if (told.length > 0) asked.push(onType(typename, told))
        known.set(typename, fields)
      }
      echoes.set(entities.alias, createEcho(prefix, known, supergraph))
      const selections = [...asked, ...field.selectionSet.selections]
      return { ...field, selectionSet: { ...field.selectionSet, selections } }
    },
  })
  return { query: stripIgnoredCharacters(print(echoed)), echoes }
}

function createEcho(
  typenameAlias: string,
  keys: ReadonlyMap<string, readonly KeyField[]>,
  { isA }: Supergraph,
): Echo {
  const byTypename = new Map<string, readonly KeyField[]>()

  function keyOfType(typename: string): readonly KeyField[] {
    const known = byTypename.get(typename)
    if (known) return known
    const fields = [...keys].flatMap(([type, key]) => (isA(typename, type) ? key : []))
    if (fields.length > 0) byTypename.set(typename, fields)
    return fields
  }

  /** The fields of a type that stands for others (an interface as an entity) are those of them. */
  function keyToSend(typename: string): readonly KeyField[] {
    const own = keyOfType(typename)
    return own.length > 0
      ? own
      : [...keys].flatMap(([type, key]) => (isA(type, typename) ? key : []))
  }

  function isAnswer(entity: unknown, representation: Data): boolean {
    if (entity === null) return true
    if (!isData(entity)) return false
    const typename = entity[typenameAlias]
    const sent = representation.__typename
    if (typeof typename !== 'string' || typeof sent !== 'string' || !isA(typename, sent))
      return false
    const fields = keyOfType(typename)
    return fields.length > 0 && isSameKey(fields, representation, entity)
  }

  const [fields = [], ...others] = keys.values()
  const isFlat =
    others.length === 0 && fields.every(({ inner, isTold }) => isTold && inner.length === 0)

  return {
    keys: isFlat ? [typenameAlias, ...fields.map(({ answered }) => answered)] : undefined,
    hasKey(representation) {
      const typename = representation.__typename
      return typeof typename === 'string' && isComplete(keyToSend(typename), representation)
    },
    answers: (entities, representations) =>
      Array.isArray(entities) &&
      entities.length === representations.length &&
      representations.every((representation, i) => isAnswer(entities[i], representation)),
  }
}

function aliased(alias: string, name: string): FieldNode {
  return {
    kind: Kind.FIELD,
    alias: { kind: Kind.NAME, value: alias },
    name: { kind: Kind.NAME, value: name },
  }
}

function onType(typename: string, selections: FieldNode[]): InlineFragmentNode {
  return {
    kind: Kind.INLINE_FRAGMENT,
    typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: typename } },
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  }
}

/** `_k`, or longer if a client uses that for a name of its own. */
function freePrefix(operation: DocumentNode): string {
  let prefix = '_k'
  visit(operation, {
    Field(field) {
      while (keyOf(field).startsWith(prefix)) prefix += '_'
    },
  })
  return prefix
}
