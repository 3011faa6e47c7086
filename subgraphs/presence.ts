/**
 * Whether the registries of a domain have anything of a child: the same for every domain.
 *
 * It is a part of the record as any other, so that it is asked in the same question and written down with it.
 *
 * @module
 */

import { isStale, type Watched } from '../connectors/freshness.ts'
import type { SourceHealth } from '../connectors/source.ts'
import type { Reader, ReadingContext, Source, Subject } from '../privacy/read.ts'
import type { RecordKeys } from '../privacy/sealed-reference.ts'
import { GraphError } from '../schema/errors.ts'
import type { RegistryPresence } from '../schema/presence.ts'

/** What every record has beside what the domain reads of it. */
export interface Present {
  /** The registry has something of the child that is not confidential; or why it cannot tell. */
  readonly presence: true | GraphError
}

export interface PresenceRule<R> {
  /** What else has to be read to know it. */
  readonly parts?: readonly (keyof R & string)[]
  /** Of what was read; left out: any record is one. */
  readonly isPresent?: (record: Partial<R>) => boolean
  /** It has to be read only of whom there is no record without it. */
  readonly onlyWhereNothing?: true
}

type Told<R> = Partial<R & Present> | null | Error

/**
 * A source that tells of presence as of a part. What is read for that alone changes nothing of what was asked, and fails
 * for that alone.
 */
export function tellingPresence<K, R extends object>(
  source: Source<K, R>,
  rule: PresenceRule<R> = {},
): Source<K, R & Present> {
  const { parts: needed = [], isPresent = () => true, onlyWhereNothing } = rule
  type Part = keyof R & string

  return async ({ parts, ...asked }): Promise<readonly Told<R>[]> => {
    const own = new Set([...parts].filter((part) => part !== 'presence') as Part[])
    if (!parts.has('presence')) return (await source({ ...asked, parts: own })) as Told<R>[]
    const both = new Set([...own, ...needed])
    const isMore = both.size > own.size
    const first = await source({ ...asked, parts: onlyWhereNothing ? own : both })
    // Once more: for presence alone, of who was not found; or without it, of who could not be read with it.
    const isAgain = (record: Partial<R> | null | Error | undefined) =>
      isMore && (onlyWhereNothing ? record === null : record instanceof Error && own.size > 0)
    const again = first.flatMap((record, i) => (isAgain(record) ? [i] : []))
    const second =
      again.length > 0
        ? await source({
            ...asked,
            keys: again.flatMap((i) => asked.keys.slice(i, i + 1)),
            parts: onlyWhereNothing ? new Set(needed) : own,
          })
        : []

    return first.map((record, i): Told<R> => {
      const at = again.indexOf(i)
      if (at < 0) return withPresence(record, record)
      const other = second[at] ?? null
      return onlyWhereNothing ? withPresence(null, other) : withPresence(other, record)
    })
  }

  /** What is told of the one, with whether the other is there. */
  function withPresence(
    told: Partial<R> | null | Error,
    found: Partial<R> | null | Error,
  ): Told<R> {
    if (told instanceof Error) return told
    if (found instanceof Error) return { ...told, presence: toGraphError(found) } as Told<R>
    const isFound = found !== null && isPresent(found)
    return isFound ? ({ ...told, presence: true } as Told<R>) : (told as Told<R>)
  }
}

function toGraphError(error: Error): GraphError {
  return error instanceof GraphError
    ? error
    : new GraphError('REGISTRY_UNAVAILABLE', { cause: error })
}

/** A registry that is read for this request. */
export interface PresenceSource {
  readonly registry: string
  readonly read: (subject: Subject) => Promise<Present['presence'] | null>
  readonly watched: Watched
}

/** Whether the address of a child is secret, as its reference says. */
export type IsShielded = (subject: Subject) => boolean

/** What cannot be opened says nothing, so that nothing is told either. */
export function openShielded(toKeys: (subject: Subject) => RecordKeys): IsShielded {
  return (subject) => {
    try {
      return toKeys(subject).shielded === true
    } catch {
      return true
    }
  }
}

function withoutName(presence: RegistryPresence): RegistryPresence {
  return { ...presence, shielded: true }
}

/** Of a child without a reference nothing can be asked: then nobody is. */
export type TellPresence = (subject: Subject | null) => Promise<readonly RegistryPresence[]>

export function presenceSource<R extends Present>(
  registry: string,
  read: Reader<R>,
  watched: Watched,
): PresenceSource {
  return { registry, read: (subject) => read(subject, 'presence'), watched }
}

/** All of them are asked. */
export function openPresence(
  sources: readonly PresenceSource[],
  request: Pick<ReadingContext, 'signal' | 'asOf'>,
  isShielded: IsShielded,
): TellPresence {
  const tellers = sources.map((source) => openTeller(source, request))
  return async (subject) => {
    if (!subject) return []
    const told = await Promise.all(tellers.map((tell) => tell(subject)))
    return isShielded(subject) ? told.map(withoutName) : told
  }
}

/** Each is asked only where the ones before it have nothing, or may not be read. */
export function openPresenceInTurn(
  sources: readonly PresenceSource[],
  request: Pick<ReadingContext, 'signal' | 'asOf'>,
  isShielded: IsShielded,
): TellPresence {
  const tellers = sources.map((source) => openTeller(source, request))
  return async (subject) => {
    const told: RegistryPresence[] = []
    for (const tell of subject ? tellers : []) {
      const presence = await tell(subject as Subject)
      told.push(presence)
      if (presence.state !== 'NOT_RECORDED' && presence.code !== 'AGREEMENT_MISSING') break
    }
    return subject && isShielded(subject) ? told.map(withoutName) : told
  }
}

function openTeller(
  { registry, read, watched }: PresenceSource,
  { signal, asOf }: Pick<ReadingContext, 'signal' | 'asOf'>,
): (subject: Subject) => Promise<RegistryPresence> {
  const at = asOf?.knownAt
  /** Once per request, and after the reading: that may be what it speaks of. */
  let health: Promise<SourceHealth> | undefined

  return async (subject) => {
    try {
      const presence = await read(subject)
      if (presence instanceof GraphError) return failed(registry, presence.code)
      health ??= Promise.resolve(watched.health(signal, at))
      const { state, upToDateTo } = await health
      // It told of the child, and cannot tell until when it is complete.
      if (state === 'down' && !upToDateTo) return failed(registry, 'REGISTRY_UNAVAILABLE')
      return {
        registry,
        state: presence ? 'PRESENT' : 'NOT_RECORDED',
        code: null,
        isStale: isStale(upToDateTo, watched.promisedHours, at ? new Date(at) : new Date()),
        upToDateTo: upToDateTo?.toISOString() ?? null,
      }
    } catch (error) {
      return failed(registry, error instanceof GraphError ? error.code : 'REGISTRY_UNAVAILABLE')
    }
  }
}

function failed(registry: string, code: string): RegistryPresence {
  return { registry, state: 'FAILED', code, isStale: false, upToDateTo: null }
}
