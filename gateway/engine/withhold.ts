/**
 * The document without the fields that are withheld from who asks, so that no plan is made for them.
 *
 * What is withheld is named by coordinate, `Child.jgz`. The projection, which goes by the whole document, makes a null
 * with an error of each.
 *
 * @module
 */

import {
  type DocumentNode,
  type FieldNode,
  type GraphQLNamedOutputType,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'

/** Coordinates of fields: `Child.jgz`. */
export type Withheld = ReadonlySet<string>

/** Of an interface, a field counts as withheld when it is on the interface or on any of its types. */
export function isWithheld(
  withheld: Withheld,
  schema: GraphQLSchema,
  type: GraphQLNamedOutputType,
  field: string,
): boolean {
  if (withheld.has(`${type.name}.${field}`)) return true
  if (!isAbstractType(type)) return false
  return schema.getPossibleTypes(type).some(({ name }) => withheld.has(`${name}.${field}`))
}

/** The same document if nothing is withheld. */
export function withhold(
  document: DocumentNode,
  schema: GraphQLSchema,
  withheld: Withheld,
): DocumentNode {
  if (withheld.size === 0) return document
  const types = new TypeInfo(schema)
  return visit(
    document,
    visitWithTypeInfo(types, {
      Field({ name }: FieldNode): null | undefined {
        const parent = types.getParentType()
        return parent && isWithheld(withheld, schema, parent, name.value) ? null : undefined
      },
      SelectionSet: {
        leave(selectionSet: SelectionSetNode): SelectionSetNode | undefined {
          return selectionSet.selections.length > 0 ? undefined : NOTHING
        },
      },
    }),
  )
}

/** A selection set may not be empty. */
const NOTHING: SelectionSetNode = {
  kind: Kind.SELECTION_SET,
  selections: [{ kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }],
}
