/**
 * A fetch of entities: representations out, guarded answers in, merged where the entities stand.
 *
 * @module
 */

import type { EntityBatchAlias, FlattenNodePathSegment } from '@graphql-hive/router-query-planner'
import { parse } from 'graphql'
import type { SecurityEvent } from './call.ts'
import { addEchoes, type Echo } from './echo.ts'
import { type RelocationLimits, relocateErrors, tellFailure } from './entity-errors.ts'
import { type EngineCode, RequestRefused } from './errors.ts'
import { compileMerger, type Merger } from './merge.ts'
import { compilePlaces, type Places } from './places.ts'
import type { PlannerAliases } from './planner-aliases.ts'
import { compileRepresentation, type Represent, Representations } from './representations.ts'
import { compileRewrites, type Rewrite, renameInTree } from './rewrites.ts'
import type { FetchTools } from './root-fetch.ts'
import { pickVariables, type Reply, type Run, type Step } from './run.ts'
import { compileShorthand, type Shorthand, type ShorthandTools } from './shorthand.ts'
import { type Data, findOperation, fragmentsOf, isData, type Tree, treeOf } from './tree.ts'
import { addTypenames } from './typenames.ts'

export interface EntityTools extends FetchTools {
  readonly limits: RelocationLimits & ReadingLimits
  readonly reading: ShorthandTools
  readonly ofCalls: ReadonlySet<string>
  readonly aliases: PlannerAliases
  readonly onSecurityEvent: ((event: SecurityEvent) => void) | undefined
}

export interface ReadingLimits {
  /** After so many calls of a fetch it is worth a pattern of its answers. */
  readonly callsBeforePattern: number
}

/** What the plan's two kinds of entity fetch have in common. */
export interface EntityFetch {
  readonly serviceName: string
  readonly operation: string
  readonly operationName?: string
  readonly variableUsages?: string[]
  readonly batches: readonly EntityBatchAlias[]
}

/** One `_entities` field of the operation, compiled. */
export interface Batch {
  readonly alias: string
  readonly variable: string
  readonly places: readonly Places[]
  readonly represent: Represent
  readonly rewriteIn: Rewrite | undefined
  readonly rewriteOut: Rewrite | undefined
  readonly echo: Echo
  readonly merger: Merger
  /** What the entities get from it. */
  readonly keys: readonly string[]
  readonly tree: Tree
}

/** What a batch asked for in one run: `indices[i]` is where the answer holds `entities[i]`, or -1. */
export interface Asked {
  readonly batch: Batch
  readonly entities: readonly Data[]
  readonly indices: readonly number[]
  readonly representations: Representations
}

export function compileEntityFetch(node: EntityFetch, tools: EntityTools): Step {
  const { query, batches } = compileBatches(node, tools)
  const { serviceName: subgraph, operationName } = node
  const reasons = tools.reasonsOf(node.operation)
  const variables = new Set(batches.map(({ variable }) => variable))
  const usages = (node.variableUsages ?? []).filter((name) => !variables.has(name))
  let calls = 0
  let shorthand: Shorthand | undefined

  return (run) => {
    const asked = askedOf(batches, run)
    if (asked.every(({ representations }) => representations.list.length === 0)) return undefined
    const sent = pickVariables(run.variables, usages)
    for (const { batch, representations } of asked) sent[batch.variable] = representations.list
    calls += 1
    if (calls === tools.limits.callsBeforePattern) shorthand = shorthandOf(node, batches, tools)
    return run
      .ask({ subgraph, query, operationName, variables: sent, reasons, shorthand })
      .then((reply) => settle(run, asked, reply, subgraph, tools))
  }
}

function compileBatches(node: EntityFetch, { supergraph, aliases }: EntityTools) {
  const document = addTypenames(parse(node.operation, { noLocation: true }))
  const operation = findOperation(document)
  if (!operation) throw new RequestRefused('QUERY_NOT_PLANNED')
  const whole = treeOf(operation.selectionSet, fragmentsOf(document))
  const { query, echoes } = addEchoes(document, node.batches, node.serviceName, supergraph)

  const batches = node.batches.map((batch): Batch => {
    const { alias } = batch
    const echo = echoes.get(alias)
    const tree: Tree | undefined = whole.get(alias)
    if (!echo || !tree) throw new RequestRefused('QUERY_NOT_PLANNED')
    renameInTree(tree, batch.outputRewrites)
    return {
      alias,
      variable: batch.representationsVariableName,
      places: batch.paths.map((path: FlattenNodePathSegment[]) => compilePlaces(path, supergraph)),
      represent: compileRepresentation(batch.requires, supergraph, aliases),
      rewriteIn: compileRewrites(batch.inputRewrites, supergraph),
      rewriteOut: compileRewrites(batch.outputRewrites, supergraph),
      echo,
      merger: compileMerger(tree),
      keys: [...tree.keys()].filter((key) => key !== '__typename'),
      tree,
    }
  })
  return { query, batches }
}

function shorthandOf(
  node: EntityFetch,
  batches: readonly Batch[],
  { reading }: EntityTools,
): Shorthand | undefined {
  if (batches.some(({ rewriteOut }) => rewriteOut)) return undefined
  const lists = batches.map(({ alias, echo, tree }, i) => {
    return { alias, echoed: echo.keys, tree, paths: node.batches[i]?.paths ?? [] }
  })
  return compileShorthand(lists, reading)
}

function askedOf(batches: readonly Batch[], run: Run): readonly Asked[] {
  const byVariable = new Map<string, Representations>()
  return batches.map((batch) => {
    const representations = byVariable.get(batch.variable) ?? new Representations()
    byVariable.set(batch.variable, representations)
    const entities: Data[] = []
    for (const places of batch.places) places.find(run.data, entities)
    const indices = entities.map((entity) => {
      if (typeof entity.__typename !== 'string') return -1
      const representation = batch.represent(entity, run.variables)
      if (!representation) return -1
      batch.rewriteIn?.(representation)
      return batch.echo.hasKey(representation) ? representations.add(representation) : -1
    })
    return { batch, entities, indices, representations }
  })
}

function settle(
  run: Run,
  asked: readonly Asked[],
  reply: Reply,
  subgraph: string,
  tools: EntityTools,
): void {
  const failure = failureOf(asked, reply)
  if (failure === 'SUBGRAPH_MISMATCH')
    tools.onSecurityEvent?.({ kind: 'entity-mismatch', subgraph })
  if (failure || typeof reply === 'string') {
    tellFailure(run, asked, failure ?? 'SUBGRAPH_UNAVAILABLE', subgraph)
    return
  }
  const { data, errors = [] } = reply
  if (isData(data)) {
    for (const one of asked) mergeEntities(one, data[one.batch.alias], Object.isFrozen(data))
  }
  if (errors.length > 0) relocateErrors(run, asked, reply, { ...tools, subgraph })
}

/** Why nothing of the reply may be used, if so. */
function failureOf(asked: readonly Asked[], reply: Reply): EngineCode | undefined {
  if (reply === 'failed') return 'SUBGRAPH_UNAVAILABLE'
  if (reply === 'expired') return 'DEADLINE_EXCEEDED'
  const { data, errors = [] } = reply
  const excused = errors.length > 0
  if (!isData(data)) return excused ? undefined : 'SUBGRAPH_MALFORMED'
  const answered = asked.every((one) => isAnswered(one, data[one.batch.alias], excused))
  return answered ? undefined : 'SUBGRAPH_MISMATCH'
}

/** A list that is missing altogether is no mix-up if the subgraph says that it has an error. */
function isAnswered({ batch, representations }: Asked, entities: unknown, excused: boolean) {
  if (excused && (entities === null || entities === undefined)) return true
  return batch.echo.answers(entities, representations.list)
}

/** The last place of an entity gets what came, those before it get copies. */
function mergeEntities(
  { batch, entities, indices }: Asked,
  answer: unknown,
  frozen: boolean,
): void {
  if (!Array.isArray(answer)) return
  const list: unknown[] = frozen
    ? answer.map((entity) => (isData(entity) ? batch.merger.copy(entity) : entity))
    : answer
  batch.rewriteOut?.(list)
  const last = new Map<number, number>()
  for (const [i, index] of indices.entries()) if (index >= 0) last.set(index, i)
  for (const [i, entity] of entities.entries()) {
    const index = indices[i] ?? -1
    const value = list[index]
    if (!isData(value)) continue
    batch.merger.merge(entity, last.get(index) === i ? value : batch.merger.copy(value))
  }
}
