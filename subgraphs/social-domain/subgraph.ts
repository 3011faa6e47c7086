/**
 * `social-domain`: youth help that was allocated to a child, cases of the neighbourhood team, and what help is offered.
 *
 * Nobody can be asked anything here: messages and lists are delivered. While this subgraph is open
 * it watches their folders and takes in what appears.
 *
 * @module
 */

import type { IntakeOptions } from '../../connectors/delivery-intake.ts'
import { toDay } from '../../connectors/wall-clock.ts'
import { openReader, type Reader, type ReadingContext, type Source } from '../../privacy/read.ts'
import { openReferences, type RecordKey, recordKeyIn } from '../../privacy/record-key.ts'
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
  type PresenceSource,
  type Present,
  presenceSource,
  tellingPresence,
} from '../presence.ts'
import { registryIn } from '../registry-in.ts'
import { type Shield, shielding } from '../shield.ts'
import {
  AllocationFields,
  Child,
  ChildInSocialDomain,
  type SocialDomainContext,
  SocialDomainFields,
} from './child.ts'
import { type Linked, openDeliveries } from './deliveries.ts'
import { SocialDomainFeed } from './feed.ts'
import { OfferGap } from './offer-gap.ts'
import { OfferQueries } from './offers.ts'
import { ALLOCATIONS, CASES } from './shield.ts'

const registry = registryIn('socialDomain')

export const socialDomain = buildSubgraph({
  name: 'social-domain',
  resolvers: [
    ChildInSocialDomain,
    SocialDomainFields,
    AllocationFields,
    SocialDomainFeed,
    OfferQueries,
    changesFedBy('socialDomain'),
    registry.resolver,
  ],
  entities: [Child, registry.entity, OfferGap],
})

export interface SocialDomainOptions extends IntakeOptions {
  readonly keyring: Keyring
  /** Default: the clock of the machine. */
  readonly now?: () => Date
}

export interface OpenSocialDomain extends OpenSubgraph {
  /** Resolves when all that lay in the folders at the start has been looked at. */
  readonly ready: Promise<void>
}

/** Both registries deliver. */
const REACH = ['knownAt', 'validAt'] as const

export async function openSocialDomain(options: SocialDomainOptions): Promise<OpenSocialDomain> {
  const { keyring, now = () => new Date() } = options
  const { allocations, cases, offers, ready, close } = await openDeliveries(options)

  const linked = [allocations, cases].flatMap((one) => one ?? [])
  const named = linked.map((one) => ({ ...one, name: one.registry }))

  function contextOf(request: ReadingContext): SocialDomainContext & ChangesContext {
    const toKeys = openReferences({ keyring, domain: 'social-domain', viewer: request.viewer })
    const read = <R extends object>(
      linked: Linked<Source<RecordKey, R>> | undefined,
      shield: Shield<R>,
      rule: PresenceRule<R>,
    ): { read: Reader<R>; told: readonly PresenceSource[] } => {
      if (!linked) return { read: async () => null, told: [] }
      const { registry, watched } = linked
      const reader = openReader({
        registry,
        source: tellingPresence(shielding(linked.source, shield), rule),
        open: (subject) => recordKeyIn(registry, toKeys(subject)),
        context: request,
        reach: REACH,
      })
      return {
        read: reader as Reader<R>,
        told: [presenceSource(registry, reader as Reader<Present>, watched)],
      }
    }
    const youthHelp = read(allocations, ALLOCATIONS, { parts: ['allocations', 'requests'] })
    const teams = read(cases, CASES, { parts: ['cases'] })
    const told = [...youthHelp.told, ...teams.told]
    const health = openHealth([...told, ...(offers ? [offers] : [])], request)
    const fed = { domain: 'social-domain', keyring, registries: named, health, request } as const
    return {
      viewer: request.viewer,
      readAllocations: youthHelp.read,
      readCases: teams.read,
      presence: openPresence(told, request, openShielded(toKeys)),
      offers: async () => offers?.source.map(request) ?? null,
      offersTold: async () => offers?.source.versions(request) ?? [],
      health,
      changes: openFedChanges(fed),
      records: openFedRecords(fed),
      today: toDay(momentOf(request.asOf, now)),
    }
  }

  return {
    ...socialDomain,
    contextOf,
    linkables: (registry, signal) => linkablesOf(named, registry).linkables(signal),
    ready,
    close,
  }
}
