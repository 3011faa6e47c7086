/**
 * What every question about numbers goes through: whose data may be counted, as of when, and what of it may be told.
 *
 * @module
 */

import type { RegistryLink } from '../../connectors/registry.ts'
import {
  type CountTable,
  type ProtectedTables,
  protectTables,
  strictest,
} from '../../privacy/disclosure.ts'
import type { Beside, DisclosureLedger } from '../../privacy/disclosure-ledger.ts'
import { deviation } from '../../privacy/disclosure-noise.ts'
import type { ReadingContext } from '../../privacy/read.ts'
import type { Receipts } from '../../privacy/receipt.ts'
import type { Viewer } from '../../privacy/viewer.ts'
import type { Domain } from '../../schema/domain.ts'
import { GraphError } from '../../schema/errors.ts'
import { type Edition, type EditionAsked, nameOfEdition, type Since } from './edition.ts'
import { type FilledStore, projectOf } from './filled-store.ts'
import { openSteps } from './in-steps.ts'
import type { Indicator } from './indicator.ts'
import type { Store } from './store.ts'
import type { Incomplete, ReadAt } from './tell-types.ts'

export interface DeskOptions {
  readonly catalogue: readonly Indicator[]
  readonly links: readonly RegistryLink[]
  readonly ledger: DisclosureLedger
  readonly receipts: Receipts
  /** By which records are linked, with versions. */
  readonly linkRules: string
  readonly now: () => Date
  /** Of the installation: 32 bytes, without which nobody knows how numbers deviate. */
  readonly secret: Uint8Array
  /** What is judged is told in steps of so long. */
  readonly stepMs: number
}

/** How far a store was filled. */
export interface Filled {
  /** Why it may be too little; nothing where all that there is is in the columns. */
  readonly incomplete: readonly Incomplete[]
  /** Registries whose records were never linked, in order. */
  readonly without: readonly string[]
  readonly since: Since
  readonly upToDateTo: Readonly<Record<Domain, string | null>>
}

/** For one request. */
export interface Desk {
  readonly store: Store
  readonly catalogue: readonly Indicator[]
  readonly viewer: Viewer
  readonly signal: AbortSignal
  readonly edition: Edition
  /** When domains were linked for the first time, in whichever week. */
  readonly since: Since
  /** Of fewer children nothing is told; of a question about these. */
  kOf(domains: readonly Domain[]): number
  /** All who ask for an organisation and a purpose are one: what one of them was told, the others know. */
  readonly project: string
  readonly linkRules: string
  readonly receipts: Receipts
  readonly now: () => Date
  /** Throws where no registry of one of them may be counted for the viewer's purpose today. */
  mayCount(domains: readonly Domain[]): void
  /** Of one question, and beside all that the organisation was told, what may be told. */
  protect(tables: readonly CountTable[], domains: readonly Domain[]): Promise<ProtectedTables>
  /** What stands beside numbers, by its name: as it was told first in the edition. */
  asFirst(told: Beside): Promise<Beside>
  /** By how much what is of these children deviates. */
  deviationOf(key: number): number
  /** Of all that was told: so many cells are others by the records of today than they were told first, by k units at least. */
  drifted(): number
  /** What every answer says of where its numbers come from. */
  readAt(domains: readonly Domain[]): ReadAt
}

/** As links name them. */
const LINKED = {
  BIRTH_CARE: 'birth-care',
  JGZ: 'jgz',
  CHILDCARE: 'childcare',
  SOCIAL_DOMAIN: 'social-domain',
} as const satisfies Record<Domain, RegistryLink['domain']>

export async function openDesk(
  { catalogue, links, ledger, secret, receipts, linkRules, now, stepMs }: DeskOptions,
  { viewer, agreements, signal, asOf }: ReadingContext,
  { store, editionOf, notKnownYet, filled }: FilledStore,
  asked: EditionAsked | undefined = asOf,
): Promise<Desk> {
  const inSteps = openSteps(stepMs)
  const edition = await editionOf(asked)
  const unknown = await notKnownYet(edition)
  const { purpose } = viewer
  const project = projectOf(viewer)

  let drifted = 0

  /** Who holds what is counted: the children, and what is told of them. */
  function holdersOf(domains: readonly Domain[]): readonly (readonly RegistryLink[])[] {
    return ['population', ...domains.map((domain) => LINKED[domain])].map((name) =>
      links.filter((link) => link.domain === name && agreements(link.name, purpose)),
    )
  }

  function kOf(domains: readonly Domain[]): number {
    const holders = holdersOf(domains).flat()
    return strictest(holders.map(({ agreement }) => agreement.k))
  }

  return {
    store,
    kOf,
    catalogue,
    viewer,
    signal,
    edition,
    since: filled().since,
    project,
    linkRules,
    receipts,
    now,
    mayCount(domains) {
      if (holdersOf(domains).some((holders) => holders.length === 0)) {
        throw new GraphError('AGREEMENT_MISSING')
      }
    },
    deviationOf: (key) => deviation(secret, key),
    drifted: () => drifted,
    async protect(tables, domains) {
      const k = kOf(domains)
      const shelf = { project, edition: nameOfEdition(edition), grid: edition.grid }
      const settings = { k, grid: edition.grid, secret }
      const answer = await inSteps(
        ledger.use(shelf, (told) => protectTables(tables, settings, told)),
      )
      drifted += answer.drifted
      return answer
    },
    async asFirst(told) {
      return ledger.first({ project, edition: nameOfEdition(edition) }, told)
    },
    readAt(domains) {
      const { upToDateTo, ...told } = filled()
      const incomplete = [
        ...told.incomplete,
        ...domains.flatMap((domain): readonly Incomplete[] =>
          unknown.includes(domain) ? [{ domain, because: 'NOT_KNOWN_YET' }] : [],
        ),
      ]
      const complete = incomplete.length === 0
      return {
        sources: domains.map((domain) => ({
          ...{ domain, upToDateTo: upToDateTo[domain], complete },
          knownAt: edition.since[domain] ?? edition.knownAt,
        })),
        incomplete,
      }
    },
  }
}
