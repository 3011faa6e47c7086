/**
 * The slice of the schema that an audience sees: what none of its roles may read for any purpose is not in it.
 *
 * So a query for it is not valid, introspection does not tell of it, and a suggestion does not name it.
 *
 * @module
 */

import { MapperKind, mapSchema, pruneSchema } from '@graphql-tools/utils'
import type { GraphQLSchema } from 'graphql'
import { type Audience, rolesOf } from '../privacy/audiences.ts'
import { GRANTS } from '../privacy/policy.ts'
import type { WithheldFrom } from './authorise.ts'

export function contractFor(
  audience: Audience,
  schema: GraphQLSchema,
  withheldFrom: WithheldFrom,
): GraphQLSchema {
  const roles = rolesOf(audience)
  const grants = GRANTS.filter(({ role }) => roles.includes(role))
  const [first = new Set<string>(), ...others] = grants.map((grant) => withheldFrom(grant))
  const fromAll = [...first].filter((coordinate) => others.every((some) => some.has(coordinate)))
  const withheld = new Set(fromAll)
  const slice = mapSchema(schema, {
    [MapperKind.OBJECT_FIELD]: (field, name, type) =>
      withheld.has(`${type}.${name}`) ? null : field,
  })
  return pruneSchema(slice)
}
