/**
 * What work lists and numbers are fed: some children at a time, with all that the domains tell of them, in columns.
 *
 * It is told to parts of the graph only (`journey`, `insight`), for one purpose and on behalf of one organisation, by the
 * same readings, rules of law and accounting as a child that is asked for. Who is fed keeps it in memory alone. There is
 * no number, name or street of anybody in it.
 *
 * @module
 */

import { GraphQLError, GraphQLScalarType } from 'graphql'
import type { CourseEnding } from './course.ts'
import type { Domain } from './domain.ts'
import type { DomainEvent } from './events.ts'

/** Whatever was told before of who is in it is replaced. */
export interface FeedPage {
  readonly children: ChildFeed
  readonly events: Readonly<Record<Domain, EventFeed>>
  /** All of it, for who counts; left out: as it was told before. */
  readonly offers?: readonly FedOffer[]
  /** Nothing more at this moment. */
  readonly done: boolean
}

/** Children, one in each place of every column; null where it is not known, or not told. */
export interface ChildFeed {
  /** As of `Child.id`. */
  readonly ids: readonly string[]
  /** Whole or in part; so are the other days. */
  readonly birthDate: readonly (string | null)[]
  /** Of who is not born. */
  readonly dueDate: readonly (string | null)[]
  readonly endedOn: readonly (string | null)[]
  /** It died, or left the register: on `endedOn`. */
  readonly ending: readonly (CourseEnding | null)[]
  readonly arrivedOn: readonly (string | null)[]
  readonly phase: readonly (string | null)[]
  readonly sex: readonly (string | null)[]
  readonly municipality: readonly (string | null)[]
  readonly postcode4: readonly (string | null)[]
  /** As JGZ has it, as for `vaccinationStatus`. */
  readonly vaccinationScheme: readonly (string | null)[]
  readonly domains: Readonly<Record<Domain, StandingColumns>>
  /** Who was told before, and is no more: moved away, withdrawn, or nobody's business any longer. */
  readonly gone: readonly string[]
}

/** How far a domain can speak of each of the children: as `DomainStanding`. */
export interface StandingColumns {
  /** By which the events of the child are found; null where nothing of it was told, or may be. */
  readonly token: readonly (string | null)[]
  readonly absence: readonly string[]
  readonly freshAt: readonly (string | null)[]
  readonly registries: readonly (readonly string[])[]
}

/** Events of a domain. */
export interface EventFeed extends EventColumns {
  /** Tokens: of children, and of records that are linked to nobody. */
  readonly subjects: readonly string[]
  /** Events of each, in that order; 0: there is nothing of it any more. */
  readonly counts: readonly number[]
  /** Until when the registries of the domain are complete, as far as they say. */
  readonly upToDateTo: string | null
  /** Why its silence about anybody means nothing at this moment. */
  readonly doubt: 'SOURCE_DOWN' | 'STALE' | null
  readonly linking: Linking
}

/** Help near home, about nobody: what a map of offers said of one, in the order in which it said it. */
export interface FedOffer {
  readonly id: string
  /** Null: the map that was delivered first had it so. */
  readonly toldAt: string | null
  readonly municipality: string
  /** Four digits of postcodes; empty: the whole municipality. */
  readonly areas: readonly string[]
  /** A word of the map: `PARENTING`. */
  readonly need: string
  readonly ageMonthsFrom: number
  readonly ageMonthsTo: number | null
  readonly availableFrom: string | null
  readonly availableTo: string | null
  readonly capacity: number | null
  readonly waitWeeks: number | null
  readonly lastIntakeOn: string | null
}

/** Registries of a domain of which whoever they know may be nobody's child here; by name. */
export interface Linking {
  /** Their records were never linked. */
  readonly never: readonly string[]
  /** Not for longer than they promise to be fresh. */
  readonly late: readonly string[]
  /** When the first registry of the domain was linked for the first time; left out: nobody knows. */
  readonly since?: string
}

/** As long as the sum of the counts. */
export type EventColumns = {
  readonly [F in EventField]: readonly DomainEvent[F][]
}

export type EventField = (typeof EVENT_FIELDS)[number]

export const EVENT_FIELDS = [
  'kind',
  'phase',
  'at',
  'recordedAt',
  'label',
  'code',
  'form',
  'status',
  'initiative',
  'refused',
  'reason',
  'counterpart',
  'step',
  'situation',
  'value',
] as const satisfies readonly (keyof DomainEvent)[]

export function toColumns(events: readonly DomainEvent[]): EventColumns {
  return Object.fromEntries(
    EVENT_FIELDS.map((field) => [field, events.map((event) => event[field])]),
  ) as unknown as EventColumns
}

/** Between parts of the graph: columns as they are, since lists of lists of scalars take most of the time of a page. */
export const Fed = new GraphQLScalarType<unknown, unknown>({
  name: 'Fed',
  description: 'What is fed to a part that counts. For subgraphs only.',
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral() {
    throw new GraphQLError('Fed comes as a variable.')
  },
  extensions: { directives: { inaccessible: {} } },
})
