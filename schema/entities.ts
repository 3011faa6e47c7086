/**
 * How a subgraph answers `_entities`: for each representation what it stands for, at once.
 *
 * `@apollo/subgraph` makes a promise of each, also where nothing has to be waited for.
 *
 * @module
 */

import type { GraphQLSchema } from 'graphql'

type Representation = Readonly<Record<string, unknown>>

/** Of a schema that `@apollo/subgraph` has made. What is answered says in `__typename` of which type it is. */
export function answerEntities(
  schema: GraphQLSchema,
  answer: (representation: Representation) => unknown,
): void {
  const field = schema.getQueryType()?.getFields()._entities
  if (!field) return
  field.resolve = (_, { representations }) =>
    (representations as readonly Representation[]).map(answer)
}
