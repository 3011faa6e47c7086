/**
 * The only door to a source.
 *
 * Whatever a resolver reads goes through a {@link Reader}. It gathers what one request asks of one registry —
 * which children, which parts of their record — sees to the agreement, opens the sealed references, has the reading
 * written down, asks the registry once, has written down how that ended, and only then hands it out. A port takes many children at once, so N+1 cannot be
 * written; and it is told which parts are asked, so that nothing more is read.
 *
 * @module
 */

import DataLoader from 'dataloader'
import type { AsOf, Clock } from '../schema/as-of.ts'
import { GraphError } from '../schema/errors.ts'
import { METRICS } from '../schema/metrics.ts'
import type { Accounting, Act, End, Outcome } from './accounting.ts'
import type { Purpose } from './policy.ts'
import { spanned } from './spans.ts'
import type { Viewer } from './viewer.ts'

/** One child, as a domain knows it: by the graph's id and by a reference that only this domain can open. */
export interface Subject {
  readonly id: string
  readonly reference: string
}

export interface Asked<K, P> {
  readonly keys: readonly K[]
  /** The parts of the record that somebody asked for. */
  readonly parts: ReadonlySet<P>
  readonly signal: AbortSignal
  /** As of when; only what the source said that it can reach. */
  readonly asOf?: AsOf | undefined
}

/**
 * A port: one answer per key, in the order of the keys. Null where the registry has no record of this child; an
 * error in place where it can't be told.
 */
export type Source<K, R> = (
  asked: Asked<K, keyof R & string>,
) => Promise<readonly (Partial<R> | null | Error)[]>

/** What a resolver gets. Null: the registry answered, and has no record of this child. */
export type Reader<R> = <P extends keyof R & string>(
  subject: Subject,
  part: P,
) => Promise<R[P] | null>

/**
 * Whether a registry may be read today, for this purpose; and this part of a record, where one is named. Outside of its
 * agreement it is not called.
 */
export type Agreements = (registry: string, purpose: Purpose, part?: string) => boolean

/** Everything that a reading belongs to. Made once per request. */
export interface ReadingContext {
  readonly viewer: Viewer
  readonly accounting: Accounting
  readonly agreements: Agreements
  readonly traceId: string
  /** The span of the request, to which what is done for it belongs. */
  readonly parentSpanId?: string | undefined
  /** From where the client asks. */
  readonly accessPoint?: string | undefined
  readonly signal: AbortSignal
  /** As of when all of it is asked; left out: now. */
  readonly asOf?: AsOf | undefined
}

interface ReaderOptions<K, R> {
  /** The slug of the registry, as in `registries/`. */
  readonly registry: string
  readonly source: Source<K, R>
  /**
   * Opens a reference to the registry's own key, or throws REFERENCE_REFUSED. Null: the registry has nothing of this
   * child, so that it is neither asked nor written down.
   */
  readonly open: (subject: Subject) => K | null
  readonly context: ReadingContext
  /** The clocks by which the source can be asked about the past. Default: none; then it is not asked about it. */
  readonly reach?: readonly Clock[]
  /** Parts that are about now whatever moment is asked about: whether the viewer may see the child. */
  readonly aboutNow?: readonly (keyof R & string)[]
}

interface Question<R> {
  readonly subject: Subject
  readonly part: keyof R & string
}

/** Opens a registry for the length of one request; batches and caches never outlive it. */
export function openReader<K, R>(options: ReaderOptions<K, R>): Reader<R> {
  const { registry, aboutNow = [] } = options
  const loader = new DataLoader<Question<R>, unknown, string>(
    (questions) => answer(questions, options),
    { cacheKeyFn: ({ subject, part }) => `${part}\n${subject.id}\n${subject.reference}` },
  )
  const outOfReach = isOutOfReach(options)
  return async (subject, part) => {
    if (outOfReach && !aboutNow.includes(part)) {
      throw new GraphError('AS_OF_OUT_OF_REACH', { registry })
    }
    return loader.load({ subject, part }) as Promise<never>
  }
}

function isOutOfReach<K, R>({ reach = [], context }: ReaderOptions<K, R>): boolean {
  const asked = Object.keys(context.asOf ?? {}) as Clock[]
  return asked.some((clock) => !reach.includes(clock))
}

async function answer<K, R>(
  questions: readonly Question<R>[],
  options: ReaderOptions<K, R>,
): Promise<readonly unknown[]> {
  const { registry, source, open, context } = options
  const { agreements, viewer } = context
  const agreed = new Set(questions.filter(({ part }) => agreements(registry, viewer.purpose, part)))
  const children = new Map<string, Opened<K, R>>()
  for (const { subject, part } of agreed) {
    const name = nameOf(subject)
    const child = children.get(name) ?? { subject, key: tryOpen(open, subject), parts: new Set() }
    child.parts.add(part)
    children.set(name, child)
  }

  const opened = [...children.values()].filter(isOpen)
  const parts = new Set(opened.flatMap((child) => [...child.parts]))
  const ids = opened.map(({ subject }) => subject.id)
  const records = await accounted(ids, [...parts], registry, context, () =>
    ask(registry, source, {
      keys: opened.map(({ key }) => key),
      parts,
      signal: context.signal,
      ...(context.asOf && !isOutOfReach(options) && { asOf: context.asOf }),
    }),
  )

  const byName = new Map(opened.map(({ subject }, i) => [nameOf(subject), records[i]]))
  return questions.map((question) => {
    if (!agreed.has(question)) return new GraphError('AGREEMENT_MISSING', { registry })
    const { subject, part } = question
    const key = children.get(nameOf(subject))?.key
    if (key instanceof GraphError) return key
    const record = byName.get(nameOf(subject))
    return record instanceof Error ? record : (record?.[part] ?? null)
  })
}

interface Opened<K, R> {
  readonly subject: Subject
  readonly key: K | null | GraphError
  readonly parts: Set<keyof R & string>
}

function isOpen<K, R>(child: Opened<K, R>): child is Opened<K, R> & { readonly key: K } {
  return child.key !== null && !(child.key instanceof GraphError)
}

function nameOf({ id, reference }: Subject): string {
  return `${id}\n${reference}`
}

/** Whatever is wrong with one reference is wrong with that one only. */
function tryOpen<K>(open: (subject: Subject) => K | null, subject: Subject): K | null | GraphError {
  try {
    return open(subject)
  } catch (cause) {
    return cause instanceof GraphError ? cause : new GraphError('REFERENCE_REFUSED', { cause })
  }
}

/** The source is asked the same of all of them, so that is what is written down of each, before and after. */
async function accounted<R extends readonly (object | null)[]>(
  subjects: readonly string[],
  parts: readonly string[],
  registry: string,
  context: ReadingContext,
  read: () => Promise<R>,
): Promise<R | readonly []> {
  if (subjects.length === 0) return []
  const act = { ...askedBy(context), kind: 'read', registry, parts: parts.toSorted() } as const
  const told = { 'kindlijn.registry': registry, 'kindlijn.records': subjects.length }
  METRICS.children.observe({ registry }, subjects.length)
  return spanned(
    'read',
    registry,
    { ...told, 'kindlijn.parts': act.parts.join() },
    async (tell) => {
      const end = await begun(context.accounting, { ...act, subjects })
      const records = await read()
      await written(() => end(records.map(outcomeOf)))
      const failed = records.find((record) => record instanceof GraphError)
      tell({ 'kindlijn.outcome': failed?.code ?? 'answered' })
      return records
    },
  )
}

function begun(accounting: Accounting, act: Act): Promise<End> {
  const end = METRICS.accounting.startTimer()
  return spanned('account', act.registry, {}, () => written(() => accounting.begin(act))).finally(
    end,
  )
}

/** The door to a search: whom it is about is known when somebody is found, and that it was made is written down anyway. */
export async function search<T>(
  registry: string,
  by: readonly string[],
  context: ReadingContext,
  find: () => Promise<readonly T[]>,
): Promise<readonly T[]> {
  if (!context.agreements(registry, context.viewer.purpose)) {
    throw new GraphError('AGREEMENT_MISSING', { registry })
  }
  const act = { ...askedBy(context), kind: 'search', registry, parts: by } as const
  return spanned('search', registry, { 'kindlijn.registry': registry }, async (tell) => {
    const end = await begun(context.accounting, { ...act, subjects: [] })
    const found = await find().catch(async (error: unknown) => {
      await written(() => end(['failed']))
      throw error
    })
    await written(() => end([found.length > 0 ? 'read' : 'unlinked']))
    tell({ 'kindlijn.outcome': 'answered' })
    return found
  })
}

/** What an act is written down with, of the request that it is done for. */
export function askedBy({ viewer, traceId, parentSpanId, accessPoint }: ReadingContext) {
  return { viewer, traceId, parentSpanId, accessPoint }
}

/** What cannot be written down is not done, and not told. */
export async function written<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (cause) {
    throw new GraphError('ACCOUNTING_UNAVAILABLE', { cause })
  }
}

async function ask<K, R>(
  registry: string,
  source: Source<K, R>,
  asked: Asked<K, keyof R & string>,
): Promise<readonly (Partial<R> | null | Error)[]> {
  const failure = (cause: unknown) =>
    cause instanceof GraphError
      ? cause
      : new GraphError('REGISTRY_UNAVAILABLE', { registry, cause })
  try {
    const records = await source(asked)
    if (records.length !== asked.keys.length)
      throw new GraphError('REGISTRY_MALFORMED', { registry })
    // Another's words may be in an error that is not ours.
    return records.map((record) => (record instanceof Error ? failure(record) : record))
  } catch (cause) {
    return asked.keys.map(() => failure(cause))
  }
}

function outcomeOf(record: object | null | undefined): Outcome {
  if (record instanceof Error) return 'failed'
  return record ? 'read' : 'unlinked'
}
