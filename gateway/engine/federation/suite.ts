/**
 * What a federation must be able to do, as tables: small graphs of a few subgraphs, what is asked of them, and what the
 * answer is.
 *
 * Each suite has the name of the suite of the public federation-gateway-audit that is about the same; graphs, data and
 * questions are ours.
 *
 * @module
 */

import { buildSubgraphSchema, type GraphQLResolverMap } from '@apollo/subgraph'
import { execute, type GraphQLSchema, parse, validate } from 'graphql'
import { composeSupergraph } from '../../../schema/compose.ts'
import type { CallSubgraph, SecurityEvent, SubgraphAnswer } from '../call.ts'
import { createEngine } from '../engine.ts'
import { plain } from '../testing/ask.ts'
import { byShorthand } from '../testing/by-shorthand.ts'

export interface Suite {
  readonly name: string
  readonly parts: Readonly<Record<string, Part>>
  /** What has to be put straight in the supergraph that composition makes. */
  readonly amend?: (supergraph: string) => string
  readonly cases: readonly Case[]
}

export interface Part {
  /** With {@link LINK} before it, unless it is of the first edition of federation. */
  readonly sdl: string
  readonly resolvers?: Resolvers
}

export type Row = Readonly<Record<string, unknown>>
// biome-ignore lint/suspicious/noExplicitAny: each resolver knows its own arguments
type Resolver = (source: any, args: any) => unknown
export type Resolvers = Readonly<Record<string, Readonly<Record<string, Resolver>>>>

export interface Case {
  readonly says: string
  readonly ask: string
  /** What the client gets; undefined where the operation is refused. */
  readonly data?: unknown
  /** Whether there are errors beside the data. */
  readonly fails?: true
}

export interface Answered {
  readonly data: unknown
  readonly errors: readonly unknown[]
  readonly events: readonly SecurityEvent[]
}

export const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: [
  "@key", "@shareable", "@inaccessible", "@external", "@requires", "@provides", "@override", "@extends",
  "@interfaceObject"
])`

/** The row that has all of what is told of it, key by key. */
export function known(rows: readonly Row[], told: Row): Row | null {
  const found = rows.find((row) =>
    Object.entries(told).every(([key, value]) => !(key in row) || row[key] === value),
  )
  return found ?? null
}

/** How an entity is found that is known by leaves. */
export function byKey(rows: readonly Row[], ...fields: readonly string[]) {
  return {
    __resolveReference: (told: Row) => {
      const { __typename, ...key } = told
      const found = known(rows, key)
      return found && (fields.length === 0 ? { ...found } : pick(found, fields))
    },
  }
}

export function pick(row: Row, fields: readonly string[]): Row {
  return Object.fromEntries(fields.map((field) => [field, row[field]]))
}

/** A graph of these parts; each question has an answer as a client would get it. */
export function openSuite(
  { parts, amend = (sdl) => sdl }: Suite,
  compose: typeof composeSupergraph = composeSupergraph,
): (source: string) => Promise<Answered> {
  const schemas = new Map<string, GraphQLSchema>()
  for (const [name, { sdl, resolvers = {} }] of Object.entries(parts)) {
    const given = resolvers as GraphQLResolverMap<unknown>
    schemas.set(name, buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: given }]))
  }
  const events: SecurityEvent[] = []
  const call: CallSubgraph<undefined> = async ({ subgraph, query, variables }) => {
    const schema = schemas.get(subgraph)
    if (!schema) throw new Error('No such subgraph.')
    const document = parse(query)
    if (validate(schema, document).length > 0) throw new Error('That is no question.')
    const answer = await execute({ schema, document, variableValues: variables ?? {} })
    return JSON.parse(JSON.stringify(answer)) as SubgraphAnswer
  }
  const named = Object.entries(parts).map(([name, { sdl }]) => ({ name, sdl }))
  const supergraph = amend(compose(named))
  const engine = createEngine({
    supergraph,
    call: byShorthand(call).call,
    limits: { callsBeforePattern: 1 },
    onSecurityEvent: (event) => events.push(event),
  })

  return async (source) => {
    const document = parse(source)
    const errors = validate(engine.schema, document)
    if (errors.length > 0) return { data: undefined, errors, events }
    const { signal } = new AbortController()
    return { ...plain(await engine.execute({ document }, undefined, signal)), events }
  }
}
