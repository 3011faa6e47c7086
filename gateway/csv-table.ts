/**
 * Which table a query asks for: one row for each element of its one list, one column for each leaf.
 *
 * Read from the query and the schema, and not from the answer: so the columns of a query are always the same, and nothing
 * is read for a query whose answer is no table.
 *
 * @module
 */

import {
  type FragmentDefinitionNode,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  parse,
  type SelectionSetNode,
} from 'graphql'
import { GraphError } from '../schema/errors.ts'
import { MOST_TOKENS } from './limits.ts'

/** A place in the answer; without anything below it, a column. */
export interface Place {
  isList: boolean
  /** The name of its type in the schema. */
  type: string
  readonly below: Map<string, Place>
}

/** Of one query; a bomb of fragments ends here. */
const MOST_SELECTIONS = 2_000

/** Undefined where the query is wrong, which others say better. Throws CSV_NOT_ONE_LIST where its answer is no table. */
export function tableAsked(schema: GraphQLSchema, body: unknown): Place | undefined {
  const { query, operationName } = (body ?? {}) as Readonly<Record<string, unknown>>
  const document = tryParse(query)
  const operations = document?.definitions.filter(({ kind }) => kind === 'OperationDefinition')
  const operation = operations?.find(
    (one) =>
      operationName === undefined || ('name' in one && one.name?.value === String(operationName)),
  )
  if (operation?.kind !== 'OperationDefinition') return undefined
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document?.definitions ?? []) {
    if (definition.kind === 'FragmentDefinition') fragments.set(definition.name.value, definition)
  }
  const root: Place = { isList: false, type: '', below: new Map() }
  let left = MOST_SELECTIONS
  take(operation.selectionSet, schema.getRootType(operation.operation)?.name ?? '', root)
  const [only, ...others] = root.below.values()
  const isTable = only && others.length === 0 && only.below.size > 0 && isOneList(only)
  if (!isTable) throw new GraphError('CSV_NOT_ONE_LIST')
  return only

  function take({ selections }: SelectionSetNode, typename: string, into: Place): void {
    for (const selection of selections) {
      left -= 1
      if (left < 0) throw new GraphError('QUERY_TOO_LARGE')
      if (selection.kind === 'Field') {
        const type = typeOf(typename, selection.name.value)
        const key = (selection.alias ?? selection.name).value
        const place = into.below.get(key) ?? { isList: false, type: '', below: new Map() }
        place.isList ||= type !== undefined && isListType(getNullableType(type))
        if (type) place.type = getNamedType(type).name
        into.below.set(key, place)
        if (selection.selectionSet && type) {
          take(selection.selectionSet, getNamedType(type).name, place)
        }
      } else {
        const fragment =
          selection.kind === 'InlineFragment' ? selection : fragments.get(selection.name.value)
        if (!fragment) continue
        take(fragment.selectionSet, fragment.typeCondition?.name.value ?? typename, into)
      }
    }
  }

  function typeOf(typename: string, field: string): GraphQLOutputType | undefined {
    const type = schema.getType(typename)
    return isObjectType(type) || isInterfaceType(type) ? type.getFields()[field]?.type : undefined
  }
}

function tryParse(query: unknown) {
  try {
    return parse(String(query), { noLocation: true, maxTokens: MOST_TOKENS })
  } catch {
    return undefined
  }
}

/** Lists may lie in each other, and not beside each other: which row would go with which? */
function isOneList({ below }: Place): boolean {
  const places = [...below.values()]
  return places.filter(hasList).length <= 1 && places.every(isOneList)
}

function hasList({ isList, below }: Place): boolean {
  return isList || [...below.values()].some(hasList)
}
