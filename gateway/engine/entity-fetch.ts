/**
 * A fetch of entities: representations out, guarded answers in, merged where the entities stand.
 *
 * @module
 */

import { compileEntitiesAlone, type EntitiesAlone } from './ask-alone.ts'
import { hasRisen, keepBeside } from './beside.ts'
import {
  type Asked,
  askedOf,
  type Batch,
  compileBatches,
  type EntityFetch,
  failureOf,
} from './entity-batches.ts'
import { type RelocationLimits, relocateErrors, tellFailure } from './entity-errors.ts'
import type { FetchTools } from './root-fetch.ts'
import { pickVariables, type Reply, type Run, type Step } from './run.ts'
import { compileShorthand, type Shorthand, type ShorthandTools } from './shorthand.ts'
import type { Supergraph } from './supergraph.ts'
import { type Data, isData } from './tree.ts'

export interface EntityTools extends FetchTools {
  readonly limits: RelocationLimits & ReadingLimits
  readonly reading: ShorthandTools
  readonly ofCalls: ReadonlySet<string>
}

export interface ReadingLimits {
  /** After so many calls of a fetch it is worth a pattern of its answers. */
  readonly callsBeforePattern: number
}

export function compileEntityFetch(node: EntityFetch, tools: EntityTools): Step {
  const { query, batches } = compileBatches(node, tools)
  const { serviceName: subgraph, operationName } = node
  const reasons = tools.reasonsOf(node.operation)
  const variables = new Set(batches.map(({ variable }) => variable))
  const usages = (node.variableUsages ?? []).filter((name) => !variables.has(name))
  let calls = 0
  let shorthand: Shorthand | undefined
  let known: EntitiesAlone | undefined // late, for most fetches never fail
  const alone = () => {
    known ??= compileEntitiesAlone(node, batches, tools)
    return known
  }
  const settling: Settling = { ...tools, subgraph, alone }

  return (run) => {
    const asked = askedOf(batches, run)
    if (asked.every(({ representations }) => representations.list.length === 0)) return undefined
    const sent = pickVariables(run.variables, usages)
    for (const { batch, representations } of asked) sent[batch.variable] = representations.list
    calls += 1
    if (calls === tools.limits.callsBeforePattern) shorthand = shorthandOf(node, batches, tools)
    return run
      .ask({ subgraph, query, operationName, variables: sent, reasons, shorthand })
      .then((reply) => settle(run, asked, reply, settling))
  }
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

interface Settling extends EntityTools {
  readonly subgraph: string
  readonly alone: () => EntitiesAlone
}

function settle(
  run: Run,
  asked: readonly Asked[],
  reply: Reply,
  tools: Settling,
): Promise<void> | undefined {
  const { subgraph, alone } = tools
  const failure = failureOf(asked, reply)
  if (failure === 'SUBGRAPH_MISMATCH')
    tools.onSecurityEvent?.({ kind: 'entity-mismatch', subgraph })
  if (failure || typeof reply === 'string') {
    tellFailure(run, asked, failure ?? 'SUBGRAPH_UNAVAILABLE', subgraph)
    return undefined
  }
  const { data, errors = [] } = reply
  if (isData(data)) {
    for (const one of asked) mergeEntities(run, one, data, tools)
  }
  if (errors.length === 0) return undefined
  relocateErrors(run, asked, reply, tools)
  if (!errors.some(({ path }) => hasRisen(data, path))) return undefined
  run.beside ??= new Map()
  return alone().ask(run, asked, reply)
}

/** The last place of an entity gets what came, those before it get copies. */
function mergeEntities(
  run: Run,
  { batch, entities, indices }: Asked,
  data: Data,
  { alone, supergraph }: Settling,
): void {
  const answer = data[batch.alias]
  if (!Array.isArray(answer)) return
  const list: unknown[] = Object.isFrozen(data)
    ? answer.map((entity) => (isData(entity) ? batch.merger.copy(entity) : entity))
    : answer
  batch.rewriteOut?.(list)
  const needed = run.beside && alone().needed.get(batch.alias)
  const last = new Map<number, number>()
  for (const [i, index] of indices.entries()) if (index >= 0) last.set(index, i)
  for (const [i, entity] of entities.entries()) {
    const index = indices[i] ?? -1
    const value = list[index]
    if (!isData(value)) continue
    if (batch.tellsType) keepType(entity, value, supergraph)
    if (run.beside && needed) keepBeside(run.beside, entity, value, needed)
    batch.merger.merge(entity, last.get(index) === i ? value : batch.merger.copy(value))
  }
}

/** Who knows an interface as one object tells its name, where another has told which member it is. */
function keepType(entity: Data, value: Data, { isA }: Supergraph): void {
  const [known, told] = [entity.__typename, value.__typename]
  if (typeof known !== 'string' || typeof told !== 'string' || known === told) return
  if (isA(known, told)) value.__typename = known
}
