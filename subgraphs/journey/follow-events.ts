/**
 * The events of many children, kept small: a list of numbers for each, and every kind of event once.
 *
 * A hundred thousand children have millions of events, and only some thousand kinds of them: what was told apart from the
 * days is a shape, of which there is one, whoever it is told of.
 *
 * @module
 */

import { type DomainEvent, NOTHING_MORE } from '../../schema/events.ts'
import type { EventColumns } from '../../schema/feed.ts'
import { toDay, toNumber } from './age.ts'

/** Of each event its shape, its day, and when it was written down. */
export type PackedEvents = readonly number[]

export interface EventShapes {
  /** So many events of a page, from a place on, in the order in which they are told. */
  pack(columns: EventColumns, from: number, count: number): PackedEvents
  /** As they were packed; when they were written down, to the second. */
  unpack(packed: PackedEvents): readonly DomainEvent[]
  readonly size: number
}

type Shape = Omit<DomainEvent, 'id' | 'at' | 'recordedAt'>

/** What tells one kind from another. No rule of a list asks for a value. */
const FIELDS = [
  ...(['kind', 'label', 'phase', 'code', 'form', 'status', 'initiative'] as const),
  ...(['refused', 'reason', 'counterpart', 'step', 'situation'] as const),
]

const NEVER = -1

export function openEventShapes(): EventShapes {
  const shapes: Shape[] = []
  const numbers = new Map<string, number>()

  function shapeOf(columns: EventColumns, i: number): number {
    let name = ''
    for (const field of FIELDS) name += `${columns[field][i] ?? ''}\n`
    const known = numbers.get(name)
    if (known !== undefined) return known
    const told = Object.fromEntries(FIELDS.map((field) => [field, columns[field][i] ?? null]))
    numbers.set(name, shapes.length)
    return shapes.push({ ...NOTHING_MORE, ...(told as unknown as Shape) }) - 1
  }

  return {
    pack(columns, from, count) {
      const packed: number[] = []
      for (let i = from; i < from + count; i += 1) {
        const recorded = columns.recordedAt[i]
        packed.push(
          shapeOf(columns, i),
          toNumber(columns.at[i] ?? ''),
          recorded ? Math.floor(Date.parse(recorded) / 1_000) : NEVER,
        )
      }
      return packed.slice() // without the room that was kept for more
    },

    unpack(packed) {
      const events: DomainEvent[] = []
      for (let i = 0; i < packed.length; i += 3) {
        const [number = 0, day = 0, recorded = NEVER] = [packed[i], packed[i + 1], packed[i + 2]]
        const shape = shapes[number]
        if (!shape) throw new Error('These events were packed elsewhere.')
        const at = toDay(day)
        const recordedAt = recorded === NEVER ? null : new Date(recorded * 1_000).toISOString()
        events.push({ ...shape, id: idOf(shape, at, events), at, recordedAt })
      }
      return events
    },

    get size() {
      return shapes.length
    },
  }
}

/**
 * The feeds tell no ids: one is made of what was told, so that it stays when more is. An end belongs to the beginning that was
 * told just before it.
 */
function idOf({ kind, phase }: Shape, at: string, before: readonly DomainEvent[]): string {
  const last = before.at(-1)
  if (phase === 'END' && last?.phase === 'BEGIN' && last.kind === kind) {
    return last.id.replace(/:begin$/, ':end')
  }
  const same = before.filter((event) => event.kind === kind && event.at === at).length
  const name = `${kind}:${at}${same > 0 ? `:${same + 1}` : ''}`
  return phase === null ? name : `${name}:${phase.toLowerCase()}`
}
