/**
 * How youth help stands, from all that was told of one child.
 *
 * Messages tell of changes, and come late or twice. So nothing is kept but what was told, and how
 * it stands is made of it each time. Of two that contradict each other the later counts: of
 * allocations by when they were allocated (IV013), of starts and stops by when they were told.
 *
 * @module
 */

import type { Allocation, AllocationVolume } from './allocation.ts'
import { labelOf } from './codes.ts'
import type { Allocated, Delivered, Product, YouthHelpBody } from './delivered-bodies.ts'

export interface Told<B = YouthHelpBody> {
  /** Records with the same key are versions of one thing. */
  readonly logicalKey: string
  readonly recordedAt: string
  readonly body: B
}

/**
 * In the order in which they were told. What comes out is oldest first; what was removed is not in
 * it.
 */
export function replay(messages: readonly Told[]): readonly Allocation[] {
  const delivered = standing(messages.filter(isDelivered))
  const byAllocation = Map.groupBy(messages.filter(isAllocated), ({ body }) => body.allocation)
  return [...byAllocation.values()]
    .flatMap((versions) => {
      const latest = versions.reduce((best, one) =>
        one.body.allocatedAt >= best.body.allocatedAt ? one : best,
      )
      if (latest.body.removed) return []
      return toAllocation(
        latest,
        delivered.filter(({ body }) => fits(body, latest.body)),
      )
    })
    .sort(
      (a, b) =>
        compare(a.from, b.from) || compare(a.allocatedAt, b.allocatedAt) || compare(a.id, b.id),
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
function fits({ allocation, product }: Delivered, allocated: Allocated): boolean {
  if (allocation !== allocated.allocation) return false
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

function toAllocation(latest: Told<Allocated>, delivered: readonly Told<Delivered>[]): Allocation {
  const { allocation, product, provider, allocatedAt, from, to, volume } = latest.body
  const periods = toPeriods(delivered)
  const first = periods.reduce<Period | null>((a, b) => (a && a.begin <= b.begin ? a : b), null)
  const stop = lastStop(periods)
  const recorded = [latest.recordedAt, ...delivered.map(({ recordedAt }) => recordedAt)]
  const reason = stop?.body.reason ?? null
  return {
    id: allocation,
    productCategoryCode: product?.category ?? null,
    productCategoryLabel: labelOf('JZ020', product?.category ?? null),
    productCode: product?.code ?? null,
    provider,
    allocatedAt,
    from,
    to,
    volume: toVolume(volume),
    start: first?.begin ?? null,
    stop: stop?.body.end ?? null,
    stopReasonCode: reason,
    stopReasonLabel: labelOf('JZ588', reason),
    recordedAt: recorded.sort(compare).at(-1) ?? latest.recordedAt,
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

function toVolume(volume: Allocated['volume']): AllocationVolume | null {
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
  return message.body.told !== 'allocated'
}

function isStop(message: Told<Delivered>): message is Told<Stop> {
  return message.body.told === 'stopped'
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
