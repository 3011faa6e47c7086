/**
 * `child`: who a child is, and by which references the domains find it.
 *
 * @module
 */

import type { Registry, RegistryLink } from '../../connectors/registry.ts'
import { openRest } from '../../connectors/rest.ts'
import type { ReadingContext } from '../../privacy/read.ts'
import { buildSubgraph, type OpenSubgraph } from '../build.ts'
import { brpPersonen } from './brp-personen.ts'
import { Child, type ChildContext, ChildFields, ChildQueries, ChildReferences } from './child.ts'
import { openChildIndex } from './child-index.ts'
import { ChildFamily } from './family.ts'
import { ChildIdentities } from './identities.ts'
import { openLinkDesk } from './link-desk.ts'
import { LinkMutations, LinkQueries } from './link-review.ts'
import { LinkageQueries } from './linkage-quality.ts'
import { RegistryQueries, toLinkedRegistry } from './linked-registry.ts'
import { openPersons } from './persons.ts'
import { isOfPersons, type Keyrings } from './references.ts'
import { openSiblings } from './siblings.ts'

export const child = buildSubgraph({
  name: 'child',
  resolvers: [
    ChildQueries,
    ChildFields,
    ChildFamily,
    ChildIdentities,
    ChildReferences,
    RegistryQueries,
    LinkQueries,
    LinkMutations,
    LinkageQueries,
  ],
  entities: [Child],
})

export interface ChildOptions {
  /** The population register. */
  readonly registry: Registry
  /** Everything that is linked, here or in other domains: to be told, and to be named in references. */
  readonly links: readonly RegistryLink[]
  readonly databaseUrl: string
  readonly indexKey: Uint8Array
  readonly keyrings: Keyrings
}

export async function openChild(options: ChildOptions): Promise<OpenSubgraph> {
  const { registry, databaseUrl, indexKey, keyrings } = options
  const links = options.links.map(toLinkedRegistry)
  const byBsn = links.filter(isOfPersons).map(({ name }) => name)
  const index = await openChildIndex({ databaseUrl, key: indexKey, byBsn })
  const rest = openRest({
    registry: registry.name,
    url: registry.url,
    network: registry.network,
    timeoutMs: registry.timeout,
    ...(registry.password === undefined ? {} : { headers: { 'x-api-key': registry.password } }),
  })
  const population = brpPersonen({ registry: registry.name, rest })

  return {
    ...child,
    contextOf(request: ReadingContext): ChildContext {
      const { name } = registry
      const persons = openPersons({ registry: name, population, index, keyrings, links, request })
      return {
        viewer: request.viewer,
        links,
        persons,
        desk: openLinkDesk({ index, persons, links, request }),
        siblings: openSiblings({ registry: name, population, persons, key: indexKey, request }),
        parentKey: indexKey,
      }
    },
    async close() {
      await Promise.all([rest.close(), index.close()])
    },
  }
}
