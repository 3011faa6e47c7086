/**
 * `social-domain`: youth help that was allocated to a child, and cases of the neighbourhood team.
 *
 * Nobody can be asked anything here: messages and lists are delivered. While this subgraph is open
 * it watches their folders and takes in what appears.
 *
 * @module
 */

import { byBsn } from '../../connectors/by-bsn.ts'
import type { IntakeOptions } from '../../connectors/delivery-intake.ts'
import { toDay } from '../../connectors/wall-clock.ts'
import type { Bsn } from '../../privacy/bsn.ts'
import { openReader, type Reader, type ReadingContext, type Source } from '../../privacy/read.ts'
import { openReferences, recordKeyIn } from '../../privacy/record-key.ts'
import type { Keyring } from '../../privacy/sealed-reference.ts'
import { momentOf } from '../../schema/as-of.ts'
import { buildSubgraph, type OpenSubgraph } from '../build.ts'
import {
  AllocationFields,
  Child,
  ChildInSocialDomain,
  type SocialDomainContext,
  SocialDomainFields,
} from './child.ts'
import { openDeliveries } from './deliveries.ts'

export const socialDomain = buildSubgraph({
  name: 'social-domain',
  resolvers: [ChildInSocialDomain, SocialDomainFields, AllocationFields],
  entities: [Child],
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
  const { allocations, cases, ready, close } = await openDeliveries(options)

  function contextOf(request: ReadingContext): SocialDomainContext {
    const { purpose } = request.viewer
    const toKeys = openReferences({ keyring, domain: 'social-domain', purpose })
    const read = <R>(
      linked: { registry: string; source: Source<Bsn, R> } | undefined,
    ): Reader<R> =>
      linked
        ? openReader({
            registry: linked.registry,
            source: byBsn(linked.source),
            open: (subject) => recordKeyIn(linked.registry, toKeys(subject)),
            context: request,
            reach: REACH,
          })
        : async () => null
    return {
      viewer: request.viewer,
      readAllocations: read(allocations),
      readCases: read(cases),
      today: toDay(momentOf(request.asOf, now)),
    }
  }

  return { ...socialDomain, contextOf, ready, close }
}
