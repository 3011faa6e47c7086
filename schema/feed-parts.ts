/**
 * What the parts of the graph tell of which a page of the feed is made (`schema/feed.ts`): between parts only.
 *
 * @module
 */

import type { ChildCourse } from './course.ts'
import type { Domain } from './domain.ts'
import type { EventColumns, Linking } from './feed.ts'
import type { RegistryPresence } from './presence.ts'

/** Of `child`: whose facts may be new. */
export interface FedIds {
  readonly ids: readonly string[]
  /** To ask again with; it holds after a restart of who told it. */
  readonly next: unknown
  /** Nothing more at this moment. */
  readonly done: boolean
  /** As it was before these were looked up. */
  readonly linking: Readonly<Record<Domain, Linking>>
}

/** Of `child`, in the place of a child: the population register did not answer about it. */
export const UNANSWERED = 'UNANSWERED'

/** Of `child`: one child. */
export interface FedChild extends ChildCourse {
  readonly id: string
  readonly dueDate: string | null
  readonly phase: string | null
  readonly sex: string | null
  readonly municipality: string | null
  readonly postcode4: string | null
  /** By domain, sealed; null where nothing may be asked, or nothing can be found. */
  readonly references: Readonly<Record<Domain, string | null>>
  /** By domain: what its events are told under. */
  readonly tokens: Readonly<Record<Domain, string>>
}

/** Of a domain: of each subject, in their order. */
export interface FedEvents extends EventColumns {
  /** Null: nothing of it may be read, there is nothing to speak for, or it could not be read. */
  readonly counts: readonly (number | null)[]
  readonly presences: readonly (readonly RegistryPresence[])[]
  /** Of youth health care. */
  readonly vaccinationScheme?: readonly (string | null)[]
}

/** What each domain told of one child; null: it did not answer. */
export type FedPresences = Readonly<Record<Domain, readonly RegistryPresence[] | null>>

/** Of `child`: how far a domain can speak of one child. */
export interface FedStanding {
  readonly absence: string
  readonly freshAt: string | null
}

/** Of a domain: whose records are new since a cursor. */
export interface FedChanges {
  /** For `child` alone; null: nobody's. */
  readonly changed: string | null
  /** To ask again with; it holds after a restart of who told it. */
  readonly next: unknown
  readonly done: boolean
  /** All are to be read again. */
  readonly isAnew: boolean
  readonly upToDateTo: string | null
  readonly doubt: 'SOURCE_DOWN' | 'STALE' | null
}

/** Of a domain: all records of its registries, some at a time. */
export interface FedRecords {
  /** For `child` alone; null: there are none in this part. */
  readonly sealed: string | null
  /** Null: these were the last. */
  readonly next: unknown
}

/** Of `child`: a record that is linked to nobody, and may be read under its token. */
export interface FedUnlinked {
  readonly token: string
  readonly reference: string
}
