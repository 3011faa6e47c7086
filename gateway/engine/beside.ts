/**
 * What is known of objects beside the data: for subgraphs that require it, and never for a client.
 *
 * Where a field of a client fails and may not be null, it takes with it what stands beside it. A client is told null
 * there; but by one schema what another field requires would be known all the same.
 *
 * @module
 */

import { isDeepStrictEqual } from 'node:util'
import type { Needed } from './needed.ts'
import { type Data, isData, type Path } from './tree.ts'

export type Beside = Map<Data, Data>

/** The object with what is known of it beside, where the data have nothing. */
export function withBeside(beside: Beside | undefined, object: Data): Data {
  const known = beside?.get(object)
  return known ? (filled(object, known) as Data) : object
}

/** Keeps what is needed of what came for an object, and for those below it, if it is the same that is there. */
export function keepBeside(beside: Beside, there: unknown, came: unknown, needed: Needed): void {
  if (Array.isArray(there) && Array.isArray(came)) {
    if (there.length !== came.length) return
    for (const [i, item] of there.entries()) keepBeside(beside, item, came[i], needed)
  } else if (isData(there) && isData(came) && canBeSame(there, came, needed)) {
    const sent = sentOf(came, needed)
    beside.set(there, filled(beside.get(there) ?? {}, sent) as Data)
    for (const [key, below] of needed.below) keepBeside(beside, there[key], came[key], below)
  }
}

/** Whether an error at this path made a null of more than its field. */
export function hasRisen(came: unknown, path: Path = []): boolean {
  if (isNothing(came)) return path.length > 0
  const [part, ...rest] = path
  return part !== undefined && isHolder(came) && hasRisen(came[part], rest)
}

/** Whether an error at this path made a null of something that is needed, and is not itself needed. */
export function isLost(came: unknown, path: Path, needed: Needed, known: Data = {}): boolean {
  if (isNothing(came)) {
    const isSent = [...needed.below].some(([key, one]) => one.isSent && isNothing(known[key]))
    return isSent && !isNeeded(path, needed)
  }
  const [part, ...rest] = path
  if (part === undefined || !isHolder(came)) return false
  const below = typeof part === 'string' ? needed.below.get(part) : needed
  return below !== undefined && isLost(came[part], rest, below)
}

function isNeeded(path: Path, needed: Needed): boolean {
  let here: Needed | undefined = needed
  for (const part of path) if (typeof part === 'string') here = here?.below.get(part)
  return here !== undefined
}

/** A list can be another one when it is asked for again. */
function canBeSame(there: Data, came: Data, { below }: Needed): boolean {
  return [...below].every(([key, { below: inner }]) => {
    const [one, other] = [there[key], came[key]]
    return inner.size > 0 || isNothing(one) || isNothing(other) || isDeepStrictEqual(one, other)
  })
}

function sentOf(came: Data, { below }: Needed): Data {
  const sent: Data = came.__typename === undefined ? {} : { __typename: came.__typename }
  for (const [key, field] of below) {
    if (field.isSent && !isNothing(came[key])) sent[key] = copied(came[key], field)
  }
  return sent
}

function copied(value: unknown, field: Needed): unknown {
  if (field.below.size === 0) return value
  if (Array.isArray(value)) return value.map((item) => copied(item, field))
  return isData(value) ? sentOf(value, field) : value
}

function filled(value: unknown, known: unknown): unknown {
  if (isNothing(value)) return known
  if (Array.isArray(value) && Array.isArray(known) && value.length === known.length) {
    return value.map((item, i) => filled(item, known[i]))
  }
  if (!isData(value) || !isData(known)) return value
  const whole: Data = { ...value }
  for (const key of Object.keys(known)) whole[key] = filled(value[key], known[key])
  return whole
}

function isHolder(value: unknown): value is Data {
  return typeof value === 'object' && value !== null
}

/** Nor is a gap anything. */
function isNothing(value: unknown): boolean {
  return value === null || value === undefined || typeof value === 'symbol'
}
