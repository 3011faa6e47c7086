/**
 * What a fetch asks of entities: compiled once; and in a run, which entities they are, and whether they were answered.
 *
 * @module
 */

import type { EntityBatchAlias, FlattenNodePathSegment } from '@graphql-hive/router-query-planner'
import { parse } from 'graphql'
import { withBeside } from './beside.ts'
import { addEchoes, type Echo } from './echo.ts'
import { type EngineCode, RequestRefused } from './errors.ts'
import { compileMerger, type Merger } from './merge.ts'
import { compilePlaces, type Places } from './places.ts'
import type { PlannerAliases } from './planner-aliases.ts'
import { compileRepresentation, type Represent, Representations } from './representations.ts'
import { compileRewrites, type Rewrite, renameInTree } from './rewrites.ts'
import type { Reply, Run } from './run.ts'
import type { Supergraph } from './supergraph.ts'
import { type Data, findOperation, fragmentsOf, isData, type Tree, treeOf } from './tree.ts'
import { addTypenames } from './typenames.ts'

export interface BatchTools {
  readonly supergraph: Supergraph
  readonly aliases: PlannerAliases
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
  readonly tellsType: boolean
}

/** What a batch asked for in one run: `indices[i]` is where the answer holds `entities[i]`, or -1. */
export interface Asked {
  readonly batch: Batch
  readonly entities: readonly Data[]
  readonly indices: readonly number[]
  readonly representations: Representations
}

export function compileBatches(node: EntityFetch, { supergraph, aliases }: BatchTools) {
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
      tellsType: tree.has('__typename'),
    }
  })
  return { query, batches }
}

/** Of all entities at its places, or of these only. */
export function askedOf(
  batches: readonly Batch[],
  run: Run,
  only?: ReadonlySet<Data>,
): readonly Asked[] {
  const byVariable = new Map<string, Representations>()
  return batches.map((batch) => {
    const representations = byVariable.get(batch.variable) ?? new Representations()
    byVariable.set(batch.variable, representations)
    const entities: Data[] = []
    for (const places of batch.places) places.find(run.data, entities)
    const indices = entities.map((entity) => {
      if (typeof entity.__typename !== 'string' || only?.has(entity) === false) return -1
      const representation = batch.represent(withBeside(run.beside, entity), run.variables)
      if (!representation) return -1
      batch.rewriteIn?.(representation)
      return batch.echo.hasKey(representation) ? representations.add(representation) : -1
    })
    return { batch, entities, indices, representations }
  })
}

/** Why nothing of the reply may be used, if so. */
export function failureOf(asked: readonly Asked[], reply: Reply): EngineCode | undefined {
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
