/**
 * How far the linking of registries is: of one that was never linked the children may be nobody here, so that whatever is
 * counted out of children is counted out of too few.
 *
 * Birth care is linked by being taken in. A registry without an agreement for it is read by BSN, and is in no list.
 *
 * @module
 */

import type { RegistryLink } from '../../connectors/registry.ts'
import type { Agreements } from '../../privacy/read.ts'
import type { Viewer } from '../../privacy/viewer.ts'
import type { Domain } from '../../schema/domain.ts'
import type { Linking } from '../../schema/feed.ts'
import type { LinkRunSummary } from './link-index.ts'
import { isOfPersons } from './references.ts'

export interface LinkingAsked {
  readonly links: readonly RegistryLink[]
  readonly viewer: Viewer
  readonly agreements: Agreements
  /** The last of each registry, of birth care when it was taken in. */
  readonly runs: readonly Pick<LinkRunSummary, 'registry' | 'at' | 'firstAt'>[]
  readonly now: Date
}

export function linkingOf(asked: LinkingAsked): Readonly<Record<Domain, Linking>> {
  const { links, viewer, agreements, runs, now } = asked
  const ofViewer = links.filter((link) => isOfPersons(link) && isOf(link, viewer))
  const toLink = ofViewer.filter((link) => agreements(link.name, 'linkage'))
  const linkedAt = new Map(runs.map(({ registry, at }) => [registry, at]))

  function ofDomain(domain: RegistryLink['domain']): Linking {
    const own = toLink.filter((link) => link.domain === domain)
    const names = (which: (at: Date | undefined, link: RegistryLink) => boolean) =>
      own.flatMap((link) => (which(linkedAt.get(link.name), link) ? [link.name] : []))
    const since = sinceOf(own, runs)
    // One that is read by BSN could be counted before.
    const isAll = ofViewer.every((link) => link.domain !== domain || own.includes(link))
    return {
      never: names((at) => at === undefined),
      late: names((at, link) => at !== undefined && isLate(at, link, now)),
      ...(isAll && since && { since }),
    }
  }

  return {
    BIRTH_CARE: ofDomain('birth-care'),
    JGZ: ofDomain('jgz'),
    CHILDCARE: ofDomain('childcare'),
    SOCIAL_DOMAIN: ofDomain('social-domain'),
  }
}

/** Undefined where of one that was linked nobody knows since when. */
function sinceOf(own: readonly RegistryLink[], runs: LinkingAsked['runs']): string | undefined {
  const first = runs
    .filter(({ registry }) => own.some(({ name }) => name === registry))
    .map(({ firstAt }) => firstAt)
  const known = first.filter((at) => at instanceof Date)
  if (known.length === 0 || first.includes(undefined)) return undefined
  return new Date(Math.min(...known.map(Number))).toISOString()
}

function isOf({ municipalities }: RegistryLink, viewer: Viewer): boolean {
  return municipalities?.some((code) => viewer.municipalities.includes(code)) ?? true
}

const HOUR_MS = 3_600_000

/** What a registry promises to tell within so many hours is to be linked within them, too. */
function isLate(at: Date, { freshness }: RegistryLink, now: Date): boolean {
  return now.getTime() - at.getTime() > freshness.promised * HOUR_MS
}
