/**
 * Takes an answer about entities without reading all of it: an entity is its key, and parts that are told as they came.
 *
 * From elsewhere that is done where the JSON is, to the letter, what it should be. What was executed in this process has
 * been completed already, by the types of the subgraph; what a client is told may be no more than that.
 *
 * @module
 */

import type {
  FlattenNodePathSegment,
  PlanNode,
  RequiresSelection,
} from '@graphql-hive/router-query-planner'
import { type GraphQLObjectType, getNamedType, isObjectType, type SelectionSetNode } from 'graphql'
import type { SubgraphAnswer } from './call.ts'
import { groupFields, type Selected } from './field-groups.ts'
import { NEXT, type PatternTools, patternOf } from './pattern.ts'
import { type Data, isData, type Tree } from './tree.ts'
import { Verbatim } from './verbatim.ts'

/** Of answers without errors. */
export interface Shorthand {
  /** Undefined where it has to be read as a whole. */
  read(json: string): SubgraphAnswer | undefined
  /** What a server for the same types has executed. */
  take(data: Data): SubgraphAnswer
}

/** What a client asked for, and how the calls that are made for it hang together. */
export interface ShorthandTools extends PatternTools {
  readonly root: GraphQLObjectType
  readonly selectionSet: SelectionSetNode
  /** Names of fields that another call needs or goes through: they have to be read. */
  readonly inner: ReadonlySet<string>
}

/** One list of entities in an answer. */
export interface EntityList {
  readonly alias: string
  /** In front of all others: what says the key back. */
  readonly echoed: readonly string[] | undefined
  readonly tree: Tree
  readonly paths: readonly (readonly FlattenNodePathSegment[])[]
}

/** Undefined where what is asked is not, to the letter, what the client is to have. */
export function compileShorthand(
  lists: readonly EntityList[],
  tools: ShorthandTools,
): Shorthand | undefined {
  const readers = lists.map((list, i) => compileList(list, i === 0, tools))
  const known = readers.filter((reader) => reader !== undefined)
  if (known.length < readers.length) return undefined
  return {
    read(json) {
      const data: Data = {}
      let at = 0
      for (const { alias, read } of known) {
        const list: unknown[] = []
        at = read(json, at, list)
        if (at < 0) return undefined
        data[alias] = list
      }
      return json.slice(at) === '}}' ? { data } : undefined
    },
    take(data) {
      for (const { alias, take } of known) {
        const list = data[alias]
        if (Array.isArray(list)) for (const entity of list) if (isData(entity)) take(entity)
      }
      return { data }
    },
  }
}

interface ListReader {
  readonly alias: string
  /** Reads on from there, and tells how far it came; negative where it did not get through. */
  read(json: string, from: number, into: unknown[]): number
  take(entity: Data): void
}

const LEAF = String.raw`("[^"\\\x00-\x1f]*"|-?\d{1,9}|true|false|null)`

function compileList(
  { alias, echoed, tree, paths }: EntityList,
  isFirst: boolean,
  tools: ShorthandTools,
): ListReader | undefined {
  const wholes = [...tree].filter(([, below]) => below)
  if (!echoed || wholes.length === 0) return undefined
  const places = paths.map((path) => placeOf(path, tools))
  const patterns = new Map<string, string>()
  for (const [key, below] of wholes) {
    const found = new Set(places.map((place) => place && patternAt(place, key, below, tools)))
    const [pattern] = found
    if (found.size !== 1 || pattern === undefined) return undefined
    patterns.set(key, pattern)
  }
  const names = [...echoed, ...tree.keys()]
  const fields = names.map(
    (name) => `"${name}":${patterns.has(name) ? `(${patterns.get(name)})` : LEAF}`,
  )
  const entity = new RegExp(String.raw`(?:null|\{${fields.join(',')}\})${NEXT}`, 'y')
  const opening = `${isFirst ? '{"data":{' : ','}"${alias}":[`

  return {
    alias,
    take(entity) {
      for (const key of patterns.keys()) {
        const part = entity[key]
        if (typeof part === 'object' && part !== null) entity[key] = new Verbatim(part)
      }
    },
    read(json, from, into) {
      if (!json.startsWith(opening, from)) return -1
      entity.lastIndex = from + opening.length
      for (let at = entity.lastIndex; json[at] !== ']'; at = entity.lastIndex) {
        const found = tryExec(entity, json)
        if (!found) return -1
        into.push(found[1] === undefined ? null : toEntity(names, patterns, found))
      }
      return entity.lastIndex + 1
    },
  }
}

/** Throws a RangeError where there are millions of items in a list. */
function tryExec(pattern: RegExp, json: string): RegExpExecArray | null {
  try {
    return pattern.exec(json)
  } catch {
    return null
  }
}

function toEntity(
  names: readonly string[],
  patterns: ReadonlyMap<string, string>,
  found: readonly string[],
): Data {
  const entity: Data = {}
  for (const [i, name] of names.entries()) {
    const json = found[i + 1] ?? 'null'
    if (patterns.has(name)) entity[name] = json === 'null' ? null : new Verbatim(json)
    else entity[name] = json.startsWith('"') ? json.slice(1, -1) : JSON.parse(json)
  }
  return entity
}

interface Place {
  readonly type: GraphQLObjectType
  readonly selected: readonly Selected[]
}

/** What the client selects there; undefined where it is said of an interface. */
function placeOf(
  path: readonly FlattenNodePathSegment[],
  { root, selectionSet, supergraph, fragments }: ShorthandTools,
): Place | undefined {
  let place: Place = { type: root, selected: [{ selectionSet }] }
  for (const segment of path) {
    if (segment === '@') continue
    if (!('Field' in segment)) return undefined
    const groups = groupFields(place.type, place.selected, fragments, supergraph)
    const group = groups.find(({ key }) => key === segment.Field)
    const field = group && place.type.getFields()[group.name]
    const type = field && getNamedType(field.type)
    if (!group || !isObjectType(type)) return undefined
    place = { type, selected: group.selected }
  }
  return place
}

function patternAt(
  { type, selected }: Place,
  key: string,
  asked: Tree | undefined,
  tools: ShorthandTools,
): string | undefined {
  const groups = groupFields(type, selected, tools.fragments, tools.supergraph)
  const group = groups.find((one) => one.key === key)
  const field = group && type.getFields()[group.name]
  if (!field || tools.inner.has(key) || tools.inner.has(group.name)) return undefined
  return patternOf(field.type, group.selected, asked, tools)
}

/** The names of all fields that lead to entities, or are sent with them. */
export function innerFields(nodes: readonly PlanNode[]): ReadonlySet<string> {
  const names = new Set<string>()
  for (const node of nodes) collect(node, names)
  return names
}

function collect(node: PlanNode, names: Set<string>): void {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      for (const one of node.nodes) collect(one, names)
      break
    case 'Condition':
      for (const one of [node.ifClause, node.elseClause]) if (one) collect(one, names)
      break
    case 'Flatten':
      collectPath(node.path, names)
      if (node.node.kind === 'Fetch') collectRequired(node.node.requires ?? [], names)
      break
    case 'BatchFetch':
      for (const { paths, requires } of node.entityBatch.aliases) {
        for (const path of paths) collectPath(path, names)
        collectRequired(requires, names)
      }
  }
}

function collectPath(path: readonly FlattenNodePathSegment[], names: Set<string>): void {
  for (const segment of path) {
    if (segment !== '@' && 'Field' in segment) names.add(segment.Field)
  }
}

function collectRequired(requires: readonly RequiresSelection[], names: Set<string>): void {
  for (const selection of requires) {
    if (selection.kind === 'Field') names.add(selection.name)
    if ('selections' in selection) collectRequired(selection.selections ?? [], names)
  }
}
