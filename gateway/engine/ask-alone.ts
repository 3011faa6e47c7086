/**
 * Asks again, alone, for what other fetches need, where something else that failed has taken it away.
 *
 * A subgraph makes a null of the whole object if a field of it fails that may not be null; and a fetch asks for what a
 * client wants and for what others require at once. So nothing is asked twice where nothing fails. It is read only, never
 * told to a client, and what fails the second time stays away: the client has the error of the first.
 *
 * @module
 */

import type { FetchNode } from '@graphql-hive/router-query-planner'
import {
  type OperationDefinitionNode,
  print,
  type SelectionSetNode,
  stripIgnoredCharacters,
  visit,
} from 'graphql'
import { isLost, keepBeside } from './beside.ts'
import type { SecurityEvent, SubgraphAnswer } from './call.ts'
import {
  type Asked,
  askedOf,
  type Batch,
  type BatchTools,
  compileBatches,
  type EntityFetch,
  failureOf,
} from './entity-batches.ts'
import type { ReasonsOf } from './fetch-reasons.ts'
import { type Needed, neededOf, onlyNeeded, type Sending } from './needed.ts'
import { fieldsIn, operationOf } from './plan-parts.ts'
import { compileRewrites } from './rewrites.ts'
import { pickVariables, type Run } from './run.ts'
import { type Data, isData, keyOf, type Tree } from './tree.ts'

export interface AloneTools extends BatchTools {
  readonly reasonsOf: ReasonsOf
  /** All that the plan sends of entities. */
  readonly sendings: () => readonly Sending[]
  readonly onSecurityEvent: ((event: SecurityEvent) => void) | undefined
}

export interface EntitiesAlone {
  /** By the alias of the `_entities` field. */
  readonly needed: ReadonlyMap<string, Needed>
  /** Nothing if nothing is lost that could be asked for again. */
  ask(run: Run, asked: readonly Asked[], answer: SubgraphAnswer): Promise<void> | undefined
}

export interface RootAlone {
  readonly needed: Needed
  ask(run: Run, answer: SubgraphAnswer): Promise<void> | undefined
}

export function compileEntitiesAlone(
  node: EntityFetch,
  batches: readonly Batch[],
  tools: AloneTools,
): EntitiesAlone {
  const needed = new Map<string, Needed>()
  for (const [i, { alias, paths, outputRewrites: rewrites }] of node.batches.entries()) {
    const giving = { paths, tree: batches[i]?.tree ?? new Map(), rewrites }
    needed.set(alias, neededOf(giving, tools.sendings(), tools.aliases))
  }
  const operation = operationOf(node)
  const fields = fieldsIn(operation.selectionSet.selections).flatMap((field) => {
    const below = needed.get(keyOf(field))
    const selectionSet = field.selectionSet && below && onlyNeeded(field.selectionSet, below)
    return selectionSet ? [{ ...field, selectionSet }] : []
  })
  if (fields.length === 0) return { needed, ask: () => undefined }
  const selectionSet = { ...operation.selectionSet, selections: fields }
  const { sentIn, ...call } = callOf(node, operation, selectionSet, tools)
  const kept = node.batches.filter(({ alias }) => fields.some((field) => keyOf(field) === alias))
  const alone = compileBatches({ ...node, operation: call.query, batches: kept }, tools)

  return {
    needed,
    ask(run, asked, answer) {
      const lost = new Set(asked.flatMap((one) => lostOf(one, answer, needed)))
      const again = lost.size > 0 ? askedOf(alone.batches, run, lost) : []
      if (again.every(({ representations }) => representations.list.length === 0)) return undefined
      const variables = sentIn(run)
      for (const { batch, representations } of again) {
        variables[batch.variable] = representations.list
      }
      return run.ask({ ...call, query: alone.query, variables }).then((reply) => {
        const failure = failureOf(again, reply)
        if (failure === 'SUBGRAPH_MISMATCH')
          tools.onSecurityEvent?.({ kind: 'entity-mismatch', subgraph: call.subgraph })
        if (failure || typeof reply === 'string' || !isData(reply.data)) return
        for (const one of again) keepAnswered(run, one, reply.data[one.batch.alias], needed)
      })
    },
  }
}

/** A mutation is not made twice. */
export function compileRootAlone(node: FetchNode, tree: Tree, tools: AloneTools): RootAlone {
  const rewrites = node.outputRewrites
  const needed = neededOf({ paths: [[]], tree, rewrites }, tools.sendings(), tools.aliases)
  const operation = operationOf(node)
  const selectionSet = onlyNeeded(operation.selectionSet, needed)
  if (!selectionSet || operation.operation !== 'query') return { needed, ask: () => undefined }
  const { sentIn, ...call } = callOf(node, operation, selectionSet, tools)
  const rewrite = compileRewrites(rewrites, tools.supergraph)

  return {
    needed,
    ask(run, { data, errors = [] }) {
      if (!errors.some(({ path = [] }) => isLost(data, path, needed))) return undefined
      return run.ask({ ...call, variables: sentIn(run) }).then((reply) => {
        if (typeof reply === 'string' || !isData(reply.data)) return
        const came = structuredClone(reply.data)
        rewrite?.(came)
        if (run.beside) keepBeside(run.beside, run.data, came, needed)
      })
    },
  }
}

/** The entities of which something is lost that is needed. */
function lostOf(
  { batch: { alias }, entities, indices }: Asked,
  { data, errors = [] }: SubgraphAnswer,
  needed: ReadonlyMap<string, Needed>,
): readonly Data[] {
  const list = data?.[alias]
  const below = needed.get(alias)
  if (!Array.isArray(list) || !below) return []
  return errors.flatMap(({ path: [of, index, ...rest] = [] }) => {
    if (of !== alias || typeof index !== 'number') return []
    const hit = entities.filter((_, i) => indices[i] === index)
    return hit.filter((entity) => isLost(list[index], rest, below, entity))
  })
}

function keepAnswered(
  run: Run,
  { batch, entities, indices }: Asked,
  answer: unknown,
  needed: ReadonlyMap<string, Needed>,
): void {
  const below = needed.get(batch.alias)
  if (!run.beside || !Array.isArray(answer) || !below) return
  const list: unknown[] = structuredClone(answer)
  batch.rewriteOut?.(list)
  for (const [i, entity] of entities.entries()) {
    keepBeside(run.beside, entity, list[indices[i] ?? -1], below)
  }
}

/** The call of a fetch with no more than this in it, and with the variables that are left. */
function callOf(
  node: FetchNode | EntityFetch,
  operation: OperationDefinitionNode,
  selectionSet: SelectionSetNode,
  { reasonsOf }: AloneTools,
) {
  const left = new Set<string>()
  visit(selectionSet, { Variable: ({ name }) => void left.add(name.value) })
  const variableDefinitions = (operation.variableDefinitions ?? []).filter(({ variable }) =>
    left.has(variable.name.value),
  )
  const query = stripIgnoredCharacters(print({ ...operation, variableDefinitions, selectionSet }))
  const usages = (node.variableUsages ?? []).filter((name) => left.has(name))
  const { serviceName: subgraph, operationName } = node
  const sentIn = (run: Run) => pickVariables(run.variables, usages)
  return { subgraph, query, operationName, reasons: reasonsOf(query), sentIn }
}
