/**
 * Errors of entity fetches, told where the client sees the entities.
 *
 * @module
 */

import type { SubgraphAnswer } from './call.ts'
import type { Asked } from './entity-batches.ts'
import { commonPath, type EngineCode, type Messages, readSubgraphError } from './errors.ts'
import { leaveGapAt, leaveGaps } from './gaps.ts'
import type { Run } from './run.ts'
import { type Data, isData, type Path } from './tree.ts'

export interface RelocationLimits {
  /** One error of a subgraph is told in this many places at most. */
  readonly errorPlaces: number
}

export interface Relocation {
  readonly subgraph: string
  readonly messages: Messages
  /** Codes that are about a call, and not about an entity. */
  readonly ofCalls: ReadonlySet<string>
  readonly limits: RelocationLimits
}

/** The whole call came to nothing: one error, at the shortest path of all that stays blank. */
export function tellFailure(
  { data, report }: Run,
  asked: readonly Asked[],
  code: EngineCode,
  subgraph: string,
): void {
  const path = blankPath(data, asked)
  if (code === 'DEADLINE_EXCEEDED') report.addMissing(path)
  else report.add(code, path, { subgraph })
  leaveAllGaps(asked)
}

/** `_entities.1.x` of the subgraph is `children.3.x` of the client, or several such places. */
export function relocateErrors(
  run: Run,
  asked: readonly Asked[],
  { data, errors = [] }: SubgraphAnswer,
  { subgraph, messages, ofCalls, limits }: Relocation,
): void {
  const tracer = createTracer(run.data)
  const places = remember(placesByIndex)
  const failures: Failure[] = []
  for (const error of errors) {
    const { code, registry } = readSubgraphError(messages, error)
    const [alias, index, ...rest] = error.path ?? []
    const one = asked.find(({ batch }) => batch.alias === alias)
    const entities = typeof index === 'number' ? one && places(one).get(index) : undefined
    if (!one || !entities) {
      run.report.add(code, blankPath(run.data, asked), { subgraph, registry })
      leaveAllGaps(asked)
      continue
    }
    if (ofCalls.has(code)) {
      failures.push(...entities.map((entity) => ({ code, registry, one, entity, rest })))
    } else {
      for (const entity of entities.slice(0, limits.errorPlaces)) {
        run.report.add(code, [...tracer(one, entity), ...rest], { subgraph, registry })
      }
    }
    // An error below can have made a null of the whole entity.
    const isWhole = rest.length === 0 || isNothingAt(data?.[one.batch.alias], index)
    for (const entity of entities) {
      if (isWhole) leaveGaps(entity, one.batch.keys)
      else leaveGapAt(entity, rest)
    }
  }
  for (const failed of Map.groupBy(failures, nameOf).values()) {
    const [{ code, registry } = {}] = failed
    const paths = failed.map(({ one, entity, rest }) => [...tracer(one, entity), ...rest])
    const isMany = new Set(failed.map(({ entity }) => entity)).size > limits.errorPlaces
    for (const path of isMany ? [commonPath(paths)] : paths) {
      run.report.add(code ?? 'SUBGRAPH_ERROR', path, { subgraph, registry })
    }
  }
}

function isNothingAt(list: unknown, index: unknown): boolean {
  return !Array.isArray(list) || typeof index !== 'number' || !isData(list[index])
}

/** One entity's part in a call that failed. */
interface Failure {
  readonly code: string
  readonly registry: string | undefined
  readonly one: Asked
  readonly entity: Data
  readonly rest: Path
}

function nameOf({ code, registry }: Failure): string {
  return `${code} ${registry}`
}

/** Which entities one item of the answer stands for. */
function placesByIndex({ entities, indices }: Asked): ReadonlyMap<number, readonly Data[]> {
  return Map.groupBy(entities, (_, i) => indices[i] ?? -1)
}

function leaveAllGaps(asked: readonly Asked[]): void {
  for (const { batch, entities, indices } of asked) {
    for (const [i, entity] of entities.entries()) {
      if ((indices[i] ?? -1) >= 0) leaveGaps(entity, batch.keys)
    }
  }
}

function blankPath(data: Data, asked: readonly Asked[]): Path {
  const tracer = createTracer(data)
  const paths = asked.flatMap((one) =>
    one.entities.flatMap((entity, i) => {
      if ((one.indices[i] ?? -1) < 0) return []
      const path = tracer(one, entity)
      return one.batch.keys.map((key) => [...path, key])
    }),
  )
  return commonPath(paths)
}

/** Finds the path of an entity; the data is walked once per batch, and only when it is asked. */
function createTracer(data: Data): (asked: Asked, entity: Data) => Path {
  const trace = remember(({ batch }: Asked) => {
    return new Map(batch.places.flatMap((places) => [...places.trace(data)]))
  })
  return (asked, entity) => trace(asked).get(entity) ?? []
}

function remember<K, V>(find: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>()
  return (key) => {
    const value = known.get(key) ?? find(key)
    known.set(key, value)
    return value
  }
}
