/**
 * `childcare`: what childcare providers know about a child, and what the public register knows about locations.
 *
 * Most providers, and the register, cannot be asked anything: they deliver files. While this subgraph is open it watches
 * their folders and takes in what appears. A provider with a server is asked.
 *
 * @module
 */

import type { IntakeOptions } from '../../connectors/delivery-intake.ts'
import { Bsn } from '../../privacy/bsn.ts'
import { openReader, type ReadingContext } from '../../privacy/read.ts'
import { openReference, type ReferenceKey } from '../../privacy/sealed-reference.ts'
import { GraphError } from '../../schema/errors.ts'
import { buildSubgraph, type OpenSubgraph } from '../build.ts'
import {
  Child,
  type ChildcareContext,
  ChildcareFields,
  ChildInChildcare,
  EnrolmentFields,
  WaitingFields,
} from './child.ts'
import { openDeliveries } from './deliveries.ts'
import { LocationQueries } from './locations.ts'
import { openProviders } from './providers.ts'
import { openLocator, readTogether } from './readers.ts'

export const childcare = buildSubgraph({
  name: 'childcare',
  resolvers: [ChildInChildcare, ChildcareFields, EnrolmentFields, WaitingFields, LocationQueries],
  entities: [Child],
})

export interface ChildcareOptions extends IntakeOptions {
  /** Default: the clock of the machine. */
  readonly now?: () => Date
}

export interface OpenChildcare extends OpenSubgraph {
  /** Resolves when all that lay in the folders at the start has been looked at. */
  readonly ready: Promise<void>
}

export async function openChildcare(options: ChildcareOptions): Promise<OpenChildcare> {
  const { referenceKey, now = () => new Date() } = options
  const live = openProviders(options)
  const delivering = options.registries.filter(({ kind }) => kind !== 'rest')
  const deliveries = await openDeliveries({ ...options, registries: delivering })
  const { locations, search, ready } = deliveries
  const providers = [...deliveries.providers, ...live.providers]

  function contextOf(request: ReadingContext): ChildcareContext {
    const open = (reference: string) => openKey(referenceKey, request, reference)
    const readers = providers.map((each) => openReader({ ...each, open, context: request }))
    return {
      viewer: request.viewer,
      read: readTogether(readers),
      locate: locations ? openLocator(locations, request.signal) : async () => null,
      search: search ? (sought) => search(sought, request.signal) : null,
      today: toToday(now()),
    }
  }

  return {
    ...childcare,
    contextOf,
    ready,
    async close() {
      await Promise.all([live.close(), deliveries.close()])
    },
  }
}

function openKey(key: ReferenceKey, { viewer }: ReadingContext, reference: string): Bsn {
  const { bsn } = openReference(key, 'childcare', viewer.purpose, reference)
  const opened = typeof bsn === 'string' ? Bsn.parse(bsn) : undefined
  if (!opened) throw new GraphError('REFERENCE_REFUSED')
  return opened
}

const DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam' })

/** `2026-09-01`, which is how Swedes write it. */
function toToday(now: Date): string {
  return DAY.format(now)
}
