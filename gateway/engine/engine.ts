/**
 * The federation engine: plans an operation, calls the subgraphs, and answers with what it has asked
 * for and nothing else.
 *
 * It knows neither HTTP nor a server, nor who asks: the request passes through it unread. Documents
 * are expected to be valid for {@link Engine.schema}.
 *
 * @module
 */

import type { QueryPlan } from '@graphql-hive/router-query-planner'
import {
  type DocumentNode,
  type ExecutionResult,
  executeSync,
  GraphQLError,
  type GraphQLScalarType,
  type GraphQLSchema,
  getVariableValues,
  isScalarType,
} from 'graphql'
import type { CallSubgraph, SecurityEvent } from './call.ts'
import { type Messages, Report, RequestRefused, refusal } from './errors.ts'
import { createPlanner } from './plan.ts'
import { createPreparedStore, type Prepared, type PreparedStore } from './prepare.ts'
import { askUntil } from './run.ts'
import { readSupergraph } from './supergraph.ts'
import type { Data } from './tree.ts'
import { Parts } from './verbatim.ts'
import type { Withheld } from './withhold.ts'

export interface EngineLimits {
  /** Selections of an operation, with fragments expanded. */
  readonly selections: number
  /** How many operations stay planned and compiled. */
  readonly cachedPlans: number
  readonly planningMs: number
  readonly plansAtOnce: number
  /** Of one call; left out: as long as the request. */
  readonly callMs?: number
  /** The planner in a process of its own, which can be killed. */
  readonly plannerApart: boolean
  /** Errors in one answer. */
  readonly errors: number
  /** Places in which one error of a subgraph is told. */
  readonly errorPlaces: number
  /** After so many calls of a fetch it is worth a pattern of its answers. */
  readonly callsBeforePattern: number
}

const LIMITS: EngineLimits = {
  selections: 2_000,
  cachedPlans: 1_000,
  planningMs: 2_000,
  plansAtOnce: 2,
  plannerApart: false,
  errors: 100,
  errorPlaces: 10,
  callsBeforePattern: 10,
}

const NOTHING_WITHHELD: Withheld = new Set()

export interface EngineOptions<R> {
  /** SDL, as composition prints it. */
  readonly supergraph: string
  readonly call: CallSubgraph<R>
  /** What custom scalars take. One that is not here takes anything, and leaves it to the subgraph. */
  readonly scalars?: readonly GraphQLScalarType[]
  /** Code to message, for the codes of subgraphs that clients may see. */
  readonly messages?: Messages
  /** Codes that are about a call, and not about an entity: in more places than `errorPlaces` they are told once. */
  readonly ofCalls?: ReadonlySet<string>
  readonly limits?: Partial<EngineLimits>
  readonly onSecurityEvent?: (event: SecurityEvent) => void
  /** Around what has to be planned first: to see how long that takes. */
  readonly planning?: <T>(plan: () => Promise<T>) => Promise<T>
}

export interface Operation {
  readonly document: DocumentNode
  readonly operationName?: string | undefined
  readonly variables?: Readonly<Record<string, unknown>> | undefined
  /** Fields that who asks may not see: nothing is called for them. The same set for the same rights. */
  readonly withheld?: Withheld | undefined
  /** The slice of the schema that introspection tells of; the whole where there is none. */
  readonly visible?: GraphQLSchema | undefined
}

/** Without `data` nothing was executed. */
export interface Answer {
  /** JSON. */
  readonly data?: string
  readonly errors?: readonly GraphQLError[]
}

export interface Engine<R> {
  /** What clients see: no federation, nothing inaccessible, with descriptions. */
  readonly schema: GraphQLSchema
  /** Never rejects for what a subgraph or a client does. When the signal aborts, answers what it has. */
  answer(operation: Operation, request: R, signal: AbortSignal): Promise<Answer>
  /** The same, with data to read. */
  execute(operation: Operation, request: R, signal: AbortSignal): Promise<ExecutionResult>
  /** Rejects if the operation can't be planned. */
  planOf(operation: Operation): Promise<QueryPlan>
  /** Stops the planner, where that has a process of its own. What is planned already is executed as before. */
  close(): void
}

export function createEngine<R>({
  supergraph: sdl,
  call,
  scalars = [],
  messages = {},
  ofCalls = new Set(),
  limits: given,
  onSecurityEvent,
  planning = (plan) => plan(),
}: EngineOptions<R>): Engine<R> {
  const limits = { ...LIMITS, ...given }
  const planner = createPlanner(sdl, limits)
  const supergraph = readSupergraph(sdl, planner.consumerSdl)
  const schema = supergraph.api
  for (const scalar of scalars) teach(schema, scalar)
  const { selections } = limits
  const tools = { supergraph, messages, ofCalls, limits, onSecurityEvent, planner, selections }
  const stores = new WeakMap<Withheld, PreparedStore>()

  /** Who sees other fields needs other plans. */
  function storeFor(withheld: Withheld): PreparedStore {
    const store = stores.get(withheld) ?? createPreparedStore(limits.cachedPlans, tools, withheld)
    stores.set(withheld, store)
    return store
  }

  async function answer(
    {
      document,
      operationName,
      variables = {},
      withheld = NOTHING_WITHHELD,
      visible = schema,
    }: Operation,
    request: R,
    signal: AbortSignal,
  ): Promise<Answer> {
    const known = storeFor(withheld).get(document, operationName, variables)
    const prepared = known instanceof Promise ? await planning(() => until(signal, known)) : known
    const { coerced, errors } = getVariableValues(schema, prepared.variableDefinitions, variables)
    if (errors) return { errors: errors.map((error) => inputError(messages, error)) }

    const report = new Report({ messages, visible: prepared.visible, limit: limits.errors })
    const data: Data = { ...introspect(prepared, variables, visible) }
    const { ask, stop } = askUntil(
      signal,
      (one, callSignal) => call(one, request, callSignal),
      limits.callMs,
    )
    try {
      await prepared.run({ data, variables: coerced, report, ask })
    } finally {
      stop()
    }
    const parts = new Parts()
    const told = parts.toJson(prepared.project(data, coerced, report, parts))
    const wrong = report.finish()
    return wrong.length > 0 ? { data: told, errors: wrong } : { data: told }
  }

  const answerOrRefuse: Engine<R>['answer'] = async (...asked) => {
    try {
      return await answer(...asked)
    } catch (error) {
      if (error instanceof RequestRefused) return { errors: [refusal(messages, error.code)] }
      throw error
    }
  }

  function introspect({ introspection }: Prepared, variables: Data, told: GraphQLSchema): Data {
    if (!introspection) return {}
    return (
      executeSync({ schema: told, document: introspection, variableValues: variables }).data ?? {}
    )
  }

  return {
    schema,
    answer: answerOrRefuse,
    execute: async (...asked) => toResult(await answerOrRefuse(...asked)),
    close: () => planner.close(),
    async planOf({ document, operationName, variables = {}, withheld = NOTHING_WITHHELD }) {
      return (await storeFor(withheld).get(document, operationName, variables)).plan
    },
  }
}

export function toResult({ data, ...rest }: Answer): ExecutionResult {
  return data === undefined ? rest : { data: JSON.parse(data), ...rest }
}

/** Waits for a plan no longer than the request lives. */
async function until<T>(signal: AbortSignal, value: Promise<T>): Promise<T> {
  const { promise: expiry, reject } = Promise.withResolvers<never>()
  const expire = () => reject(new RequestRefused('DEADLINE_EXCEEDED'))
  signal.addEventListener('abort', expire, { once: true })
  if (signal.aborted) expire()
  try {
    return await Promise.race([value, expiry])
  } finally {
    signal.removeEventListener('abort', expire)
  }
}

/** A schema that is read from SDL knows a scalar by its name only. */
function teach(schema: GraphQLSchema, { name, parseValue, parseLiteral }: GraphQLScalarType): void {
  const known = schema.getType(name)
  if (isScalarType(known)) Object.assign(known, { parseValue, parseLiteral })
}

/** graphql-js would quote the value. */
function inputError(messages: Messages, { nodes = [] }: GraphQLError): GraphQLError {
  const { message, extensions } = refusal(messages, 'BAD_USER_INPUT')
  return new GraphQLError(message, { nodes, extensions })
}
