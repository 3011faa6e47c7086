/**
 * `childcare`: what childcare providers know about a child, and what the public register knows about locations.
 *
 * Most providers, and the register, cannot be asked anything: they deliver files. While this subgraph is open it watches
 * their folders and takes in what appears. A provider with a server is asked.
 *
 * @module
 */

import type { IntakeOptions } from '../../connectors/delivery-intake.ts'
import { toDay } from '../../connectors/wall-clock.ts'
import { openReader, type ReadingContext } from '../../privacy/read.ts'
import { openReferences, recordKeyIn } from '../../privacy/record-key.ts'
import type { Keyring } from '../../privacy/sealed-reference.ts'
import { momentOf } from '../../schema/as-of.ts'
import { buildSubgraph, type OpenSubgraph } from '../build.ts'
import { linkablesOf } from '../delivered-linkables.ts'
import { type ChangesContext, openFedChanges, openFedRecords } from '../feed-changes.ts'
import { changesFedBy } from '../feed-queries.ts'
import { openHealth } from '../health.ts'
import {
  openPresence,
  openShielded,
  type PresenceRule,
  presenceSource,
  tellingPresence,
} from '../presence.ts'
import { registryIn } from '../registry-in.ts'
import { shielding } from '../shield.ts'
import {
  Child,
  type ChildcareContext,
  ChildcareFields,
  ChildInChildcare,
  EnrolmentFields,
  WaitingFields,
} from './child.ts'
import { openDeliveries } from './deliveries.ts'
import { ChildcareFeed } from './feed.ts'
import { LocationQueries } from './locations.ts'
import { openProviders } from './providers.ts'
import { openLocator, readTogether } from './readers.ts'
import { SHIELD } from './shield.ts'
import type { ChildcareRecord } from './source.ts'

const registry = registryIn('childcare')

export const childcare = buildSubgraph({
  name: 'childcare',
  resolvers: [
    ChildInChildcare,
    ChildcareFields,
    EnrolmentFields,
    WaitingFields,
    LocationQueries,
    ChildcareFeed,
    changesFedBy('childcare'),
    registry.resolver,
  ],
  entities: [Child, registry.entity],
})

export interface ChildcareOptions extends IntakeOptions {
  readonly keyring: Keyring
  /** Default: the clock of the machine. */
  readonly now?: () => Date
}

export interface OpenChildcare extends OpenSubgraph {
  /** Resolves when all that lay in the folders at the start has been looked at. */
  readonly ready: Promise<void>
}

/** That steps were taken under the meldcode is confidential: with or without them the answer is the same. */
const PRESENT: PresenceRule<ChildcareRecord> = {
  parts: ['enrolments', 'waiting'],
  isPresent: ({ enrolments = [], waiting = [] }) => enrolments.length > 0 || waiting.length > 0,
}

export async function openChildcare(options: ChildcareOptions): Promise<OpenChildcare> {
  const { keyring, now = () => new Date() } = options
  const live = openProviders(options)
  const delivering = options.registries.filter(({ kind }) => kind !== 'rest')
  const deliveries = await openDeliveries({ ...options, registries: delivering })
  const { locations, search, ready } = deliveries
  const providers = [...deliveries.providers, ...live.providers]
  const named = providers.map((each) => ({ ...each, name: each.registry }))

  function contextOf(request: ReadingContext): ChildcareContext & ChangesContext {
    const toKeys = openReferences({ keyring, domain: 'childcare', viewer: request.viewer })
    const readers = providers.map(({ registry, source, reach = [] }) =>
      openReader({
        registry,
        source: tellingPresence(shielding(source, SHIELD), PRESENT),
        open: (subject) => recordKeyIn(registry, toKeys(subject)),
        context: request,
        reach,
      }),
    )
    const told = providers.flatMap(({ registry, watched }, i) => {
      const read = readers[i]
      return read ? presenceSource(registry, read, watched) : []
    })
    const health = openHealth([...told, ...(deliveries.register ?? [])], request)
    const fed = { domain: 'childcare', keyring, registries: named, health, request } as const
    return {
      viewer: request.viewer,
      read: readTogether(readers),
      presence: openPresence(told, request, openShielded(toKeys)),
      health,
      changes: openFedChanges(fed),
      records: openFedRecords(fed),
      locate: locations ? openLocator(locations, request) : async () => null,
      search: search ? (sought) => search(sought, request.signal) : null,
      today: toDay(momentOf(request.asOf, now)),
    }
  }

  return {
    ...childcare,
    contextOf,
    linkables: (registry, signal) => linkablesOf(named, registry).linkables(signal),
    ready,
    async close() {
      await Promise.all([live.close(), deliveries.close()])
    },
  }
}
