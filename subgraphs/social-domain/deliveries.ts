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
import type { LinkableRecord } from '../linkable.ts'
import { deliveredAllocations } from './delivered-allocations.ts'
import type { BodyKind } from './delivered-bodies.ts'
import { deliveredCases, subjectOf } from './delivered-cases.ts'
import { readIjw } from './ijw.ts'
import type { AllocationSource, CaseSource } from './source.ts'
import { readWijkteamCsv } from './wijkteam-csv.ts'

export interface Linked<S> {
  readonly registry: string
  readonly watched: Watched
  readonly source: S
  readonly linkables: (signal: AbortSignal) => AsyncIterable<LinkableRecord>
}

export interface Deliveries extends Omit<Intake, 'store'> {
  readonly allocations: Linked<AllocationSource> | undefined
  readonly cases: Linked<CaseSource> | undefined
}

const SOCIAL_DOMAIN: IntakeDomain = {
  name: 'the social domain',
  schema: 'social_domain_deliveries',
  formats: {
    'ijw-3.2': { open: readIjw },
    'wijkteam-csv': { open: readWijkteamCsv },
  },
}

/** Of registries there is one of youth help or none, and one of neighbourhood teams or none. */
export async function openDeliveries(options: IntakeOptions): Promise<Deliveries> {
  const { registries, storeKey } = options
  const [youthHelp, anotherOfHelp] = registries.filter(({ format }) => format === 'ijw-3.2')
  const [teams, anotherOfTeams] = registries.filter(({ format }) => format === 'wijkteam-csv')
  if (anotherOfHelp || anotherOfTeams) {
    throw new Error('More than one registry of one format is linked. Link one of each.')
  }
  const { store, ...intake } = await openIntake(SOCIAL_DOMAIN, options)
  if (!store) return { allocations: undefined, cases: undefined, ...intake }

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
      watched: watchDelivered(of, taken),
    }
  }
  return {
    allocations: youthHelp && link(youthHelp, deliveredAllocations, 'youth-help'),
    cases: teams && link(teams, deliveredCases, 'case'),
    ...intake,
  }
}
