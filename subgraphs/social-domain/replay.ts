/**
 * How youth help stands, from all that was told of one child.
 *
 * Messages tell of changes, and come late or twice. So nothing is kept but what was told, and how
 * it stands is made of it each time. Of two that contradict each other the later counts: of
 * allocations by when they were allocated (IV013), of starts and stops by when they were told.
 *
 * @module
 */

import { toDay } from '../../connectors/wall-clock.ts'
import type { Allocation, AllocationVolume } from './allocation.ts'
import { toEndReason, toHulpvorm, toReferrer } from './cbs-crosswalk.ts'
import { labelOf } from './codes.ts'
import type { Allocated, Delivered, Product, Volume } from './delivered-bodies.ts'
import { type Told, withoutRejected } from './rejected.ts'

/**
 * In the order in which they were told. What comes out is oldest first; what was removed is not in
 * it.
 */
export function replay(told: readonly Told[]): readonly Allocation[] {
  const messages = withoutRejected(told)
  const delivered = standing(messages.filter(isDelivered))
  const referrers = referrersOf(messages)
  return allocationsOf(messages)
    .map((versions) =>
      toAllocation(
        versions,
        delivered.filter(({ body }) => fits(body, versions.latest.body)),
        versions.requests.flatMap((request) => referrers.get(request) ?? []).at(-1) ?? null,
      ),
    )
    .sort(
      (a, b) =>
        compare(a.from, b.from) || compare(a.allocatedAt, b.allocatedAt) || compare(a.id, b.id),
    )
}

export interface Versions {
  /** As it stands (IV013). */
  readonly latest: Told<Allocated>
  /** As it was first allocated. */
  readonly first: Told<Allocated>
  /** The requests that it grants, by the messages that said so. */
  readonly requests: readonly string[]
  readonly granted: ReadonlyMap<string, Told<Allocated>>
}

/** The allocations that stand, and were not removed. */
export function allocationsOf(messages: readonly Told[]): readonly Versions[] {
  const byAllocation = Map.groupBy(messages.filter(isAllocated), ({ body }) => body.allocation)
  return [...byAllocation.values()].flatMap((versions) => {
    const latest = versions.reduce((best, one) =>
      one.body.allocatedAt >= best.body.allocatedAt ? one : best,
    )
    if (latest.body.removed) return []
    const first = versions.reduce((best, one) =>
      one.body.allocatedAt < best.body.allocatedAt ? one : best,
    )
    const granted = new Map<string, Told<Allocated>>()
    for (const version of versions) {
      const { request } = version.body
      if (request && !granted.has(request)) granted.set(request, version)
    }
    return { latest, first, requests: [...granted.keys()], granted }
  })
}

/** Who referred, by request: only a first request says so. */
function referrersOf(messages: readonly Told[]): ReadonlyMap<string, string> {
  return new Map(
    messages.flatMap(({ body }) =>
      body.told === 'requested' && body.referrer !== null ? [[body.request, body.referrer]] : [],
    ),
  )
}

/**
 * The starts and stops that were not withdrawn (IV008), each as it was first told, or told again
 * after that.
 */
function standing(messages: readonly Told<Delivered>[]): readonly Told<Delivered>[] {
  return [...Map.groupBy(messages, ({ logicalKey }) => logicalKey).values()].flatMap(
    (versions) => versions[versions.findLastIndex(({ body }) => body.withdrawn) + 1] ?? [],
  )
}

/** An allocation without a product, or without its code, leaves that to the provider. */
function fits(delivered: Delivered, allocated: Allocated): boolean {
  const { allocation, product, provider, allocatedFrom } = delivered
  // Without a number it is found by who delivers, what, and from when that is allocated.
  const isOf =
    allocation === null
      ? provider === allocated.provider && allocatedFrom === allocated.from && product !== null
      : allocation === allocated.allocation
  if (!isOf) return false
  if (allocated.product === null) return true
  if (product?.category !== allocated.product.category) return false
  return allocated.product.code === null || allocated.product.code === product.code
}

interface Period {
  readonly product: string
  readonly begin: string
  readonly told: string
  readonly stop: Told<Stop> | null
}
type Stop = Extract<Delivered, { told: 'stopped' }>

function toAllocation(
  { latest, first: earliest }: Versions,
  delivered: readonly Told<Delivered>[],
  referrer: string | null,
): Allocation {
  const { allocation, product, provider, allocatedAt, from, to, volume } = latest.body
  const { change = null, budget = null } = latest.body
  const category = product?.category ?? null
  const periods = toPeriods(delivered)
  const first = periods.reduce<Period | null>((a, b) => (a && a.begin <= b.begin ? a : b), null)
  const stop = lastStop(periods)
  const recorded = [latest.recordedAt, ...delivered.map(({ recordedAt }) => recordedAt)]
  const reason = stop?.body.reason ?? null
  const hulpvorm = toHulpvorm(category)
  const endReason = toEndReason(reason)
  const cbsReferrer = toReferrer(referrer, category)
  return {
    id: allocation,
    productCategoryCode: category,
    productCategoryLabel: labelOf('JZ020', category),
    productCode: product?.code ?? null,
    provider,
    allocatedAt,
    from,
    to,
    retroactive: from < toDay(new Date(earliest.body.allocatedAt)),
    changeReasonCode: change,
    changeReasonLabel: labelOf('JZ002', change),
    volume: toVolume(volume),
    budget,
    start: first?.begin ?? null,
    stop: stop?.body.end ?? null,
    stopReasonCode: reason,
    stopReasonLabel: labelOf('JZ588', reason),
    cbsHulpvormCode: hulpvorm,
    cbsHulpvormLabel: labelOf('HULPVORM', hulpvorm),
    cbsEndReasonCode: endReason,
    cbsEndReasonLabel: labelOf('EINDE_JEUGDHULP', endReason),
    cbsReferrerCode: cbsReferrer,
    cbsReferrerLabel: labelOf('COD327', cbsReferrer),
    recordedAt: recorded.sort(compare).at(-1) ?? latest.recordedAt,
    municipality: latest.body.municipality ?? null,
    startRecordedAt: first?.told ?? null,
    stopRecordedAt: stop?.recordedAt ?? null,
  }
}

/** A stop names the day of the start that it ends (OP155), so that it tells of that start too. */
function toPeriods(delivered: readonly Told<Delivered>[]): readonly Period[] {
  const byStart = Map.groupBy(delivered, ({ body }) => `${nameOf(body.product)} ${body.begin}`)
  return [...byStart.values()].flatMap((told) => {
    const [any] = told
    const start = told.find(({ body }) => body.told === 'started') ?? any
    const stop = told.filter(isStop).reduce<Told<Stop> | null>((best, one) => {
      return best && best.recordedAt > one.recordedAt ? best : one
    }, null)
    if (!start) return []
    const { product, begin } = start.body
    return { product: nameOf(product), begin, told: start.recordedAt, stop }
  })
}

/**
 * Null while any product is delivered; a product that started again is delivered until it stops
 * again.
 */
function lastStop(periods: readonly Period[]): Told<Stop> | null {
  const latest = [...Map.groupBy(periods, ({ product }) => product).values()].map((own) =>
    own.reduce((a, b) => (b.begin >= a.begin ? b : a)),
  )
  const stops = latest.flatMap(({ stop }) => stop ?? [])
  if (stops.length < latest.length) return null
  return stops.reduce<Told<Stop> | null>((a, b) => (a && a.body.end > b.body.end ? a : b), null)
}

export function toVolume(volume: Volume | null): AllocationVolume | null {
  if (volume === null) return null
  const { amount, unit, frequency } = volume
  return {
    amount,
    unitCode: unit,
    unitLabel: labelOf('WJ756', unit),
    frequencyCode: frequency,
    frequencyLabel: labelOf('WMO757', frequency),
  }
}

function nameOf(product: Product | null): string {
  return `${product?.category ?? '-'} ${product?.code ?? '-'}`
}

function isAllocated(message: Told): message is Told<Allocated> {
  return message.body.told === 'allocated'
}

function isDelivered(message: Told): message is Told<Delivered> {
  return message.body.told === 'started' || message.body.told === 'stopped'
}

function isStop(message: Told<Delivered>): message is Told<Stop> {
  return message.body.told === 'stopped'
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
