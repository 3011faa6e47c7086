/**
 * `child`: who a child is, and by which references the domains find it.
 *
 * @module
 */

import { openAccounts } from '../../connectors/accounting-read.ts'
import type { Registry, RegistryLink } from '../../connectors/registry.ts'
import { openRest, type Rest } from '../../connectors/rest.ts'
import type { StoreKey } from '../../connectors/subject-index.ts'
import type { Bsn } from '../../privacy/bsn.ts'
import type { ReadingContext } from '../../privacy/read.ts'
import { buildSubgraph, type OpenSubgraph } from '../build.ts'
import { openHealth, type WatchedRegistry } from '../health.ts'
import { indexOfNumbered } from '../pregnancies.ts'
import { AccountQueries, openWhoLooked } from './account.ts'
import { GlassResolver, openGlasses } from './break-glass.ts'
import { brpHistorie } from './brp-historie.ts'
import { brpPersonen } from './brp-personen.ts'
import { Child, type ChildContext, ChildFields, ChildQueries, ChildReferences } from './child.ts'
import { openChildIndex } from './child-index.ts'
import { ChildInItsCourse } from './course.ts'
import { openDomainViews } from './domain-views.ts'
import { ChildFamily } from './family.ts'
import { ChildFeedQueries, type FeedContext } from './feed.ts'
import { linkingOf } from './feed-linking.ts'
import { ChildIdentities } from './identities.ts'
import { openLinkDesk } from './link-desk.ts'
import { LinkMutations, LinkQueries } from './link-review.ts'
import { LinkageQueries } from './linkage-quality.ts'
import {
  LinkedRegistry,
  RegistryFields,
  RegistryQueries,
  toLinkedRegistry,
} from './linked-registry.ts'
import { ChildObjections, ObjectionMutations, openObjecting } from './objecting.ts'
import { openPersons } from './persons.ts'
import { ChildPlaces } from './places.ts'
import { openPoorlyLinked } from './poorly-linked.ts'
import { ChildInPregnancy, PregnancyLosses, PregnancyQueries } from './pregnancies.ts'
import { isOfPersons, type Keyrings } from './references.ts'
import { openRelations } from './relations.ts'
import { openSiblings } from './siblings.ts'
import { openStays } from './stays.ts'
import { lastTakenIn } from './taken-in.ts'
import { openUnborn } from './unborn.ts'
import { ChildViews } from './views.ts'

export const child = buildSubgraph({
  name: 'child',
  resolvers: [
    ChildQueries,
    ChildFields,
    ChildFamily,
    ChildIdentities,
    ChildPlaces,
    ChildInPregnancy,
    ChildReferences,
    PregnancyLosses,
    PregnancyQueries,
    RegistryQueries,
    RegistryFields,
    LinkQueries,
    LinkMutations,
    LinkageQueries,
    AccountQueries,
    ChildObjections,
    ObjectionMutations,
    GlassResolver,
    ChildViews,
    ChildInItsCourse,
    ChildFeedQueries,
  ],
  entities: [Child, LinkedRegistry],
})

export interface ChildOptions {
  /** The population register. */
  readonly registry: Registry
  /** Its history, where that is linked. */
  readonly history?: Registry | undefined
  /** Everything that is linked, here or in other domains: to be told, and to be named in references. */
  readonly links: readonly RegistryLink[]
  readonly databaseUrl: string
  readonly indexKey: Uint8Array
  readonly keyrings: Keyrings
  /** Of birth care: under it a delivery store has a mother of whom it does not know the number. */
  readonly birthCareStoreKey: StoreKey
  /** Under which children are encrypted in the accounting; left out: nobody is told who looked. */
  readonly accountingKey?: Uint8Array
  /** Default: the clock of the machine. */
  readonly now?: () => Date
}

export async function openChild(options: ChildOptions): Promise<OpenSubgraph> {
  const { registry, databaseUrl, indexKey, keyrings, accountingKey } = options
  const { now = () => new Date() } = options
  const accounts = accountingKey && openAccounts({ databaseUrl, key: accountingKey })
  const links = options.links.map(toLinkedRegistry)
  const byBsn = links.filter(isOfPersons).map(({ name }) => name)
  const index = await openChildIndex({ databaseUrl, key: indexKey, byBsn })
  const rest = restOf(registry)
  const isPoorlyLinked = openPoorlyLinked(() => index.runs())
  const population = brpPersonen({ registry: registry.name, rest })
  const past = options.history && openHistory(options.history)
  const watched = [watchLive(registry, rest), ...(past ? [past.watched] : [])]
  const indexOf = (bsn: Bsn) => indexOfNumbered(options.birthCareStoreKey, bsn)

  return {
    ...child,
    contextOf(request: ReadingContext): ChildContext & FeedContext {
      const { name } = registry
      const relations = openRelations({
        viewer: request.viewer,
        links: options.links,
        ...{ index, now },
      })
      const births = { registry: name, population, index, relations, indexOf, request }
      const unborn = openUnborn(births)
      const persons = openPersons({ ...births, unborn, keyrings, links })
      return {
        viewer: request.viewer,
        links,
        persons,
        health: openHealth(watched, request),
        view: openDomainViews({ persons, links, isPoorlyLinked, request, now }),
        desk: openLinkDesk({ index, persons, links: options.links, request }),
        stays: openStays({ history: past, persons, request }),
        glasses: openGlasses({ index, persons, request }),
        objecting: openObjecting({ index, persons, request }),
        whoLooked: openWhoLooked({ accounts, persons, request }),
        siblings: openSiblings({ registry: name, population, persons, key: indexKey, request }),
        unborn,
        parentKey: indexKey,
        indexDatabase: index.database,
        keyrings,
        municipalitiesOf: (slug) =>
          options.links.find(({ name }) => name === slug)?.municipalities ?? [],
        linking: async () => {
          const runs = await Promise.all([index.runs(), lastTakenIn(index.database)])
          return linkingOf({ ...request, links: options.links, runs: runs.flat(), now: now() })
        },
      }
    },
    async close() {
      await Promise.all([rest.close(), past?.close(), index.close(), accounts?.close()])
    },
  }
}

function openHistory(registry: Registry) {
  const rest = restOf(registry)
  const source = brpHistorie({ registry: registry.name, rest })
  const watched = watchLive(registry, rest)
  return { registry: registry.name, source, watched, close: () => rest.close() }
}

function watchLive({ name, freshness }: Registry, rest: Rest): WatchedRegistry {
  const watched = { promisedHours: freshness.promised, health: () => rest.health() }
  return { registry: name, watched }
}

function restOf({ name, url, network, timeout, limits, password }: Registry): Rest {
  return openRest({
    registry: name,
    url,
    network,
    timeoutMs: timeout,
    limits,
    ...(password === undefined ? {} : { headers: { 'x-api-key': password } }),
  })
}
