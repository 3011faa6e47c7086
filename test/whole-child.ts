/**
 * Everything that the graph can tell of a child, as questions: made of the schema, so that a new field is in them too.
 *
 * @module
 */

import { readFileSync } from 'node:fs'
import {
  buildSchema,
  type GraphQLObjectType,
  getNamedType,
  isLeafType,
  isObjectType,
  isUnionType,
} from 'graphql'

const SCHEMA = buildSchema(readFileSync('schema/generated/audience-professional.graphql', 'utf8'), {
  assumeValidSDL: true,
})
const MOST_DEEP = 7

/** Of each field of `Child` that has fields, a selection of all that is below it; of the others one together. */
export function wholeChild(): ReadonlyMap<string, string> {
  const child = SCHEMA.getType('Child') as GraphQLObjectType
  const fields = Object.values(child.getFields())
  const plain = fields.filter(({ type }) => isLeafType(getNamedType(type)))
  const others = fields.filter((field) => !plain.includes(field))
  return new Map([
    ['', plain.map(({ name }) => name).join(' ')],
    ...others.map(({ name, type }): [string, string] => [
      name,
      `${name} ${selectionOf(getNamedType(type).name, 1)}`,
    ]),
  ])
}

/** Of all types below `Child`, the fields that are texts. */
export function textsBelowChild(): readonly string[] {
  const seen = new Set<string>()
  const texts: string[] = []
  const visit = (name: string): void => {
    const type = SCHEMA.getType(name)
    if (seen.has(name)) return
    seen.add(name)
    if (isUnionType(type)) for (const one of type.getTypes()) visit(one.name)
    if (!isObjectType(type)) return
    for (const field of Object.values(type.getFields())) {
      const named = getNamedType(field.type)
      if (named.name === 'String' || named.name === 'ID') texts.push(`${name}.${field.name}`)
      else visit(named.name)
    }
  }
  visit('Child')
  return texts.sort()
}

/** Of another child no more than who it is. */
function selectionOf(name: string, depth: number): string {
  const type = SCHEMA.getType(name)
  if (name === 'Child' || depth > MOST_DEEP) return '{ id: __typename }'
  // The same entries as beside it.
  if (name === 'TimelineEdge') return '{ cursor }'
  if (isUnionType(type)) {
    const members = type.getTypes().map((one) => `... on ${one.name} ${aliased(one, depth)}`)
    return `{ __typename ${members.join(' ')} }`
  }
  return isObjectType(type) ? selectionIn(type, depth) : ''
}

function selectionIn(type: GraphQLObjectType, depth: number): string {
  const fields = Object.values(type.getFields()).map(
    (field) => `${field.name} ${selectionOf(getNamedType(field.type).name, depth + 1)}`,
  )
  return `{ ${fields.join(' ')} }`
}

/** Members of a union may have fields of one name and different types. */
function aliased(type: GraphQLObjectType, depth: number): string {
  const fields = Object.values(type.getFields()).map(
    (field) =>
      `${type.name}_${field.name}: ${field.name} ${selectionOf(getNamedType(field.type).name, depth + 1)}`,
  )
  return `{ ${fields.join(' ')} }`
}
