/**
 * The folders in which providers and the register drop their lists, and the store that these go into.
 *
 * @module
 */

import {
  type Intake,
  type IntakeDomain,
  type IntakeOptions,
  openIntake,
} from '../../connectors/delivery-intake.ts'
import { watchDelivered } from '../../connectors/freshness.ts'
import { openPostgres } from '../../connectors/postgres.ts'
import { deliveredLinkables } from '../delivered-linkables.ts'
import { deliveredChanges, deliveredRecords } from '../feed-changes.ts'
import type { WatchedRegistry } from '../health.ts'
import { readChildcareCsv } from './childcare-csv.ts'
import type { BodyKind } from './delivered-bodies.ts'
import { deliveredChildcare, deliveredLocations } from './delivered-childcare.ts'
import { subjectOf } from './delivered-childcare-mapping.ts'
import { openLocationSearch } from './location-search.ts'
import { LRK } from './lrk-intake.ts'
import type { LocationSource, Provider } from './source.ts'

export interface Deliveries extends Omit<Intake, 'store'> {
  readonly providers: readonly Provider[]
  readonly locations: LocationSource | undefined
  /** The public register, which knows no child. */
  readonly register?: readonly WatchedRegistry[]
  readonly search: ReturnType<typeof openLocationSearch> | undefined
}

const CHILDCARE: IntakeDomain = {
  name: 'childcare',
  schema: 'childcare_deliveries',
  formats: {
    'childcare-csv': { open: readChildcareCsv },
    lrk: LRK,
  },
}

/** Hours are of who their contract is of; of the meldcode nothing is said, and not that there is one. */
const SAY_WHO: readonly BodyKind[] = ['contract', 'waiting']

/** Of registries there is any number of providers, and one register of locations or none. */
export async function openDeliveries(options: IntakeOptions): Promise<Deliveries> {
  const { registries, storeKey } = options
  const [register, another] = registries.filter(({ format }) => format === 'lrk')
  if (another) throw new Error('More than one register of childcare locations is linked. Link one.')
  const { store, ...intake } = await openIntake(CHILDCARE, options)
  if (!store) return { providers: [], locations: undefined, search: undefined, ...intake }

  const { schema } = CHILDCARE
  const postgres =
    register &&
    openPostgres({
      registry: register.name,
      url: options.databaseUrl,
      max: 2,
      statementTimeoutMs: register.timeout,
    })

  const providers = registries.filter((registry) => registry !== register)
  return {
    providers: providers.map((provider) => ({
      registry: provider.name,
      source: deliveredChildcare({ registry: provider.name, store }, storeKey),
      linkables: (signal) =>
        deliveredLinkables(
          { registry: provider.name, store, storeKey, kinds: SAY_WHO, subjectOf },
          signal,
        ),
      watched: watchDelivered(provider, store),
      changes: deliveredChanges(provider.name, store),
      records: deliveredRecords(provider.name, store),
      reach: ['knownAt', 'validAt'],
    })),
    ...(register && {
      register: [{ registry: register.name, watched: watchDelivered(register, store) }],
    }),
    locations: register && deliveredLocations({ registry: register.name, store }),
    search: postgres && openLocationSearch({ registry: register.name, schema, postgres }),
    ready: intake.ready,
    async close() {
      await Promise.all([postgres?.close(), intake.close()])
    },
  }
}
