/**
 * One edition of the graph: a supergraph, its engine, and a server for each audience. The gateway answers with the
 * newest; what began with the one before is finished with it.
 *
 * @module
 */

import { type GraphQLSchema, parse } from 'graphql'
import { AUDIENCES, type Audience } from '../privacy/audiences.ts'
import { spanned } from '../privacy/spans.ts'
import { ERRORS, OF_A_REGISTRY } from '../schema/errors.ts'
import { METRICS } from '../schema/metrics.ts'
import { DateTime, LocalDate, PartialDate } from '../schema/scalars.ts'
import type { Admit } from './admission.ts'
import { asOfLifter } from './as-of.ts'
import { type AudienceServer, openAudienceServer } from './audience-server.ts'
import { authoriser } from './authorise.ts'
import { contractFor } from './contract.ts'
import { openCosts } from './cost.ts'
import type { CallSubgraph, SecurityEvent } from './engine/call.ts'
import { createEngine } from './engine/engine.ts'
import type { ClientRequest } from './subgraph-call.ts'

export interface EditionOptions {
  /** Every subgraph of the supergraph, by its name there. */
  readonly subgraphs: Readonly<Record<string, CallSubgraph<ClientRequest>>>
  /** Who may ask for the schema. */
  readonly introspection: readonly Audience[]
  /** Of a request. */
  readonly deadlineMs: number
  /** Whether what was read before is answered without Apollo Server; left out: it is. */
  readonly shortcut?: boolean | undefined
  /** Something that operators must see at once. */
  readonly onSecurityEvent?: (event: SecurityEvent) => void
}

export interface Edition {
  /** The slice that this audience sees. */
  schemaFor(audience: Audience): GraphQLSchema
  /** Answers with it, however long that takes: it does not end before. */
  use<T>(audience: Audience, work: (server: AudienceServer) => Promise<T>): Promise<T>
  /** Takes nothing more; resolves when all that it began is done. */
  retire(): Promise<void>
}

/** Of the deadline: who hangs is given up while there is time to say so. */
const SHARE_OF_A_CALL = 0.6

/** Rejects where the supergraph is not one that can be served. */
export async function openEdition(
  supergraph: string,
  admit: Admit,
  { subgraphs, introspection, deadlineMs, shortcut = true, onSecurityEvent }: EditionOptions,
): Promise<Edition> {
  checkGraphs(supergraph, subgraphs)
  const withheldFrom = authoriser(supergraph)
  const engine = createEngine<ClientRequest>({
    supergraph,
    messages: ERRORS,
    ofCalls: OF_A_REGISTRY,
    limits: { plannerApart: true, callMs: deadlineMs * SHARE_OF_A_CALL },
    onSecurityEvent(event) {
      METRICS.securityEvents.inc({ kind: event.kind, subgraph: event.subgraph })
      onSecurityEvent?.(event)
    },
    scalars: [LocalDate, PartialDate, DateTime],
    planning: (plan) => {
      const end = METRICS.plans.startTimer()
      return spanned('plan', 'operation', {}, plan).finally(end)
    },
    call: measured((call, request, signal) => {
      const subgraph = subgraphs[call.subgraph]
      if (!subgraph)
        throw new Error(`the supergraph names a subgraph that is not here: ${call.subgraph}`)
      return subgraph(call, request, signal)
    }),
  })
  const tools = {
    engine,
    withheldFrom,
    costOf: openCosts(supergraph, engine.schema),
    admit,
    liftAsOf: asOfLifter(engine.schema),
  }
  const audiences = Object.keys(AUDIENCES) as Audience[]
  const slices = new Map(
    audiences.map((audience) => [audience, contractFor(audience, engine.schema, withheldFrom)]),
  )
  const opened = [...slices].map(async ([audience, schema]) => {
    const options = { ...tools, schema, shortcut, introspection: introspection.includes(audience) }
    return [audience, await openAudienceServer(options)] as const
  })
  const servers = new Map(await Promise.all(opened))

  let inUse = 0
  const { promise: idle, resolve: becomeIdle } = Promise.withResolvers<void>()
  let isRetired = false

  return {
    schemaFor: (audience) => ofAudience(slices, audience),
    async use(audience, work) {
      const server = ofAudience(servers, audience)
      inUse += 1
      try {
        return await work(server)
      } finally {
        inUse -= 1
        if (isRetired && inUse === 0) becomeIdle()
      }
    },
    async retire() {
      isRetired = true
      if (inUse === 0) becomeIdle()
      await idle
      engine.close()
      await Promise.all([...servers.values()].map((server) => server.stop()))
    },
  }
}

function ofAudience<T>(all: ReadonlyMap<Audience, T>, audience: Audience): T {
  const own = all.get(audience)
  if (!own) throw new Error('every audience has a slice, and a server')
  return own
}

function measured(call: CallSubgraph<ClientRequest>): CallSubgraph<ClientRequest> {
  return async (one, request, signal) => {
    const { subgraph, variables } = one
    const lists = Object.values(variables ?? {}).filter((value) => Array.isArray(value))
    const entities = lists.length > 0 ? lists.flat().length : undefined
    if (entities !== undefined) METRICS.entities.observe({ subgraph }, entities)
    const end = METRICS.calls.startTimer({ subgraph })
    return spanned('fetch', subgraph, { 'kindlijn.entities': entities }, async (tell) => {
      try {
        const answer = await call(one, request, signal)
        const outcome = answer.errors?.length ? 'errors' : 'answered'
        end({ outcome })
        tell({ 'kindlijn.outcome': outcome })
        return answer
      } catch (error) {
        end({ outcome: signal.aborted ? 'aborted' : 'failed' })
        throw error
      }
    })
  }
}

/** A text without the marks of composition, or with a subgraph that nobody here can call, is not served. */
function checkGraphs(supergraph: string, subgraphs: EditionOptions['subgraphs']): void {
  const named = parse(supergraph, { noLocation: true }).definitions.flatMap((definition) =>
    definition.kind === 'EnumTypeDefinition' && definition.name.value === 'join__Graph'
      ? (definition.values ?? []).flatMap(({ directives = [] }) => directives)
      : [],
  )
  const names = named.flatMap(({ arguments: given = [] }) =>
    given.flatMap(({ name, value }) =>
      name.value === 'name' && value.kind === 'StringValue' ? [value.value] : [],
    ),
  )
  const missing = names.filter((name) => !Object.hasOwn(subgraphs, name))
  if (names.length === 0 || missing.length > 0) {
    throw new Error('The supergraph is none, or names a subgraph that is not here.')
  }
}
