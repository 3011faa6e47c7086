/**
 * From decorated classes to a subgraph that the gateway can compose and call.
 *
 * @module
 */

import { buildSubgraphSchema, type GraphQLResolverMap } from '@apollo/subgraph'
import { printSchemaWithDirectives } from '@graphql-tools/utils'
import { type GraphQLSchema, isAbstractType, isObjectType, parse } from 'graphql'
import { buildSchemaSync, createResolversMap } from 'type-graphql'
import type { RefusesFetch } from '../privacy/fetch-reasons.ts'
import { checkScopes } from '../privacy/guarded.ts'
import type { ReadingContext } from '../privacy/read.ts'
import { answerEntities } from '../schema/entities.ts'
import { FEDERATION_LINK } from '../schema/federation.ts'
import type { LinkableRecord } from './linkable.ts'
import type { RegisteredPregnancy } from './pregnancies.ts'

interface SubgraphParts {
  readonly name: string
  readonly resolvers: readonly [Function, ...Function[]]
  readonly entities: readonly Function[]
}

/** The contract of a subgraph: known without any registry. */
export interface Subgraph {
  readonly name: string
  readonly schema: GraphQLSchema
  readonly sdl: string
}

/** A subgraph with its registries open. */
export interface OpenSubgraph extends Subgraph {
  /** What the resolvers of one request get: the viewer, and readers that live no longer than it. */
  contextOf(request: ReadingContext): object
  /** Resolves when what its registries had delivered before is taken in; at once where nothing is delivered. */
  readonly ready?: Promise<void>
  /**
   * Every record of one of its registries, by name, for linking: streamed, in any order, each once. Absent where
   * nothing is to be linked. Purpose and agreement are for who calls it to check, and what was read for them to
   * account for.
   */
  linkables?(registry: string, signal: AbortSignal): AsyncIterable<LinkableRecord>
  /** Every pregnancy of one of its registries, by name; the same again is the same one. As {@link linkables}. */
  pregnancies?(registry: string, signal: AbortSignal): AsyncIterable<RegisteredPregnancy>
  /** What it does beforehand, that nobody waits for; from when the whole graph answers. */
  begin?(): void
  /** What of that is not done yet, in words. */
  doing?(): string | undefined
  /** What it does not serve where the client did not ask for it itself. */
  readonly refuses?: RefusesFetch
  close(): Promise<void>
}

export function buildSubgraph({ name, resolvers, entities }: SubgraphParts): Subgraph {
  const schema = buildSchemaSync({
    resolvers: [...resolvers],
    orphanedTypes: [...entities],
    authChecker: checkScopes,
    skipCheck: true, // a subgraph need not have a Query of its own
    validate: false,
  })
  const sdl = `${FEDERATION_LINK}\n\n${withoutEmptyQuery(printSchemaWithDirectives(schema))}\n`

  const map = createResolversMap(schema) as Record<string, object>
  for (const type of Object.values(schema.getTypeMap())) {
    if (isObjectType(type)) map[type.name] = withoutPlain(map[type.name] ?? {})
    // type-graphql's own resolver is asynchronous, and nothing has to be waited for.
    if (isAbstractType(type)) map[type.name] = { __resolveType: typeNameOf }
  }
  const module = { typeDefs: parse(sdl), resolvers: map as GraphQLResolverMap }
  const subgraph = buildSubgraphSchema([module])
  // A reference holds the key and what was required; each field then reads what it needs, guarded.
  answerEntities(subgraph, (reference) => reference)
  return { name, schema: subgraph, sdl }
}

/**
 * type-graphql gives every field a resolver. Without one, a field that only tells what its object holds is read by
 * the executor in place.
 */
function withoutPlain(resolvers: object): object {
  return Object.fromEntries(Object.entries(resolvers).filter(([name, one]) => !isPlain(name, one)))
}

const PROBE = {}

/** Only that of a property, and only if it does nothing else: of a field that is guarded it asks who asks. */
function isPlain(name: string, resolve: unknown): boolean {
  if (typeof resolve !== 'function' || !String(resolve).includes('root[fieldMetadata.name]')) {
    return false
  }
  const told = resolve({ [name]: PROBE }, {}, {}, {})
  if (told instanceof Promise) told.catch(() => undefined)
  return told === PROBE
}

/** A resolver that answers a member of a union says which one, in the field that GraphQL has for it. */
function typeNameOf({ __typename }: { readonly __typename?: string }): string | undefined {
  return __typename
}

/** graphql-js wants a Query; a subgraph that only adds to entities has none. */
function withoutEmptyQuery(sdl: string): string {
  return sdl.replace(/^schema \{\s*query: Query\s*\}\s*/, '').replace(/^type Query\s*$/m, '')
}
