/**
 * The folders in which the municipality, its providers and its teams drop what they tell, and the
 * store that it goes into.
 *
 * @module
 */

import {
  type Intake,
  type IntakeDomain,
  type IntakeOptions,
  openIntake,
} from '../../connectors/delivery-intake.ts'
import { type Watched, watchDelivered } from '../../connectors/freshness.ts'
import type { Registry } from '../../connectors/registry.ts'
import { deliveredLinkables } from '../delivered-linkables.ts'
import {
  deliveredChanges,
  deliveredRecords,
  type TellChanges,
  type TellRecords,
} from '../feed-changes.ts'
import type { WatchedRegistry } from '../health.ts'
import type { LinkableRecord } from '../linkable.ts'
import { deliveredAllocations } from './delivered-allocations.ts'
import type { BodyKind } from './delivered-bodies.ts'
import { deliveredCases, subjectOf } from './delivered-cases.ts'
import { deliveredOffers, type OfferSource } from './delivered-offers.ts'
import { readIjw } from './ijw.ts'
import { SOCIALE_KAART } from './sociale-kaart-csv.ts'
import type { AllocationSource, CaseSource } from './source.ts'
import { readWijkteamCsv } from './wijkteam-csv.ts'

export interface Linked<S> {
  readonly registry: string
  readonly watched: Watched
  readonly source: S
  readonly changes: TellChanges
  readonly records: TellRecords
  readonly linkables: (signal: AbortSignal) => AsyncIterable<LinkableRecord>
}

/** The map of offers, which knows no child. */
export interface LinkedOffers extends WatchedRegistry {
  readonly source: OfferSource
}

export interface Deliveries extends Omit<Intake, 'store'> {
  readonly allocations: Linked<AllocationSource> | undefined
  readonly cases: Linked<CaseSource> | undefined
  readonly offers: LinkedOffers | undefined
}

const SOCIAL_DOMAIN: IntakeDomain = {
  name: 'the social domain',
  schema: 'social_domain_deliveries',
  formats: {
    'ijw-3.2': { open: readIjw },
    'wijkteam-csv': { open: readWijkteamCsv },
    'sociale-kaart-csv': SOCIALE_KAART,
  },
}

/** Of registries there is one of youth help, one of neighbourhood teams and one map of offers; or none of it. */
export async function openDeliveries(options: IntakeOptions): Promise<Deliveries> {
  const { registries, storeKey } = options
  const [youthHelp, anotherOfHelp] = registries.filter(({ format }) => format === 'ijw-3.2')
  const [teams, anotherOfTeams] = registries.filter(({ format }) => format === 'wijkteam-csv')
  const [offers, anotherMap] = registries.filter(({ format }) => format === 'sociale-kaart-csv')
  if (anotherOfHelp || anotherOfTeams || anotherMap) {
    throw new Error('More than one registry of one format is linked. Link one of each.')
  }
  const { store, ...intake } = await openIntake(SOCIAL_DOMAIN, options)
  if (!store) return { allocations: undefined, cases: undefined, offers: undefined, ...intake }

  const taken = store
  function link<S>(
    of: Registry,
    open: (of: Parameters<typeof deliveredCases>[0]) => S,
    kind: BodyKind,
  ): Linked<S> {
    const delivered = { registry: of.name, storeKey, store: taken }
    return {
      registry: of.name,
      source: open(delivered),
      linkables: (signal) => deliveredLinkables({ ...delivered, kinds: [kind], subjectOf }, signal),
      changes: deliveredChanges(of.name, taken),
      records: deliveredRecords(of.name, taken),
      watched: watchDelivered(of, taken),
    }
  }
  function linkOffers(of: Registry): LinkedOffers {
    const linked = { registry: of.name, watched: watchDelivered(of, taken) }
    return { ...linked, source: deliveredOffers({ ...linked, store: taken }) }
  }
  return {
    allocations: youthHelp && link(youthHelp, deliveredAllocations, 'youth-help'),
    cases: teams && link(teams, deliveredCases, 'case'),
    offers: offers && linkOffers(offers),
    ...intake,
  }
}
