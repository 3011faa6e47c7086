/**
 * A pattern of the JSON that a client is to have for a field, when nothing is wrong with it: the keys that it asked for
 * in its order, each value of its type. What it matches needs no reading, no check and no projection.
 *
 * A selection has no recursion, so a regular expression is enough. It takes less than all that would be right: what it
 * does not match may still be, and is read the long way.
 *
 * @module
 */

import {
  type GraphQLLeafType,
  type GraphQLOutputType,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql'
import { groupFields, type Selected } from './field-groups.ts'
import type { Supergraph } from './supergraph.ts'
import type { Fragments, Tree } from './tree.ts'
import { isWithheld, type Withheld } from './withhold.ts'

export interface PatternTools {
  readonly supergraph: Pick<Supergraph, 'api' | 'isA' | 'membersOf'>
  readonly fragments: Fragments
  readonly withheld: Withheld
}

const STRING = String.raw`"[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})[^"\\\x00-\x1f]*)*"`
const INT = String.raw`(?:0|-?[1-9]\d{0,8})`
const FLOAT = String.raw`(?:0|-?(?:0|[1-9]\d{0,14})\.\d{1,15}|-?[1-9]\d{0,14})`
const BOOLEAN = '(?:true|false)'
const SCALARS: Readonly<Record<string, string>> = {
  ...{ ID: STRING, String: STRING, Int: INT, Float: FLOAT, Boolean: BOOLEAN },
}
const ANY_SCALAR = `(?:${STRING}|${FLOAT}|${BOOLEAN})`

/** After an item of a list: a comma and another, or the end. */
export const NEXT = String.raw`(?:,(?!\])|(?=\]))`

/**
 * Undefined where what a subgraph answers is not what the client is to have, even if all is well: something is added or
 * left out, stands in another order, depends on a variable, or on the type of an object.
 *
 * @param asked - What the subgraph is asked for below the field.
 */
export function patternOf(
  type: GraphQLOutputType,
  selected: readonly Selected[],
  asked: Tree | undefined,
  tools: PatternTools,
): string | undefined {
  if (isNonNullType(type)) return ofValue(type.ofType, selected, asked, tools)
  const value = ofValue(type, selected, asked, tools)
  return value && `(?:null|${value})`
}

function ofValue(
  type: GraphQLOutputType,
  selected: readonly Selected[],
  asked: Tree | undefined,
  tools: PatternTools,
): string | undefined {
  if (isNonNullType(type) || isAbstractType(type)) return undefined
  if (isListType(type)) {
    const item = patternOf(type.ofType, selected, asked, tools)
    return item && String.raw`\[(?:${item}${NEXT})*\]`
  }
  if (!isObjectType(type)) return asked ? undefined : ofLeaf(type)

  const { supergraph, fragments, withheld } = tools
  const groups = groupFields(type, selected, fragments, supergraph)
  if (!asked || [...asked.keys()].join() !== groups.map(({ key }) => key).join()) return undefined
  const fields = groups.map(({ key, name, condition, selected: below }) => {
    const field = type.getFields()[name]
    if (!field || condition || isWithheld(withheld, supergraph.api, type, name)) return undefined
    const value = patternOf(field.type, below, asked.get(key), tools)
    return value && `"${key}":${value}`
  })
  return fields.includes(undefined) ? undefined : String.raw`\{${fields.join(',')}\}`
}

function ofLeaf(type: GraphQLLeafType): string | undefined {
  if (isEnumType(type))
    return `"(?:${type
      .getValues()
      .map(({ name }) => name)
      .join('|')})"`
  return isSpecifiedScalarType(type) ? SCALARS[type.name] : ANY_SCALAR
}
