/**
 * The views of one request: what is known here of a child and a domain, put beside what the domain told.
 *
 * @module
 */

import { toDay } from '../../connectors/wall-clock.ts'
import { mayRead, PURPOSES } from '../../privacy/policy.ts'
import type { ReadingContext } from '../../privacy/read.ts'
import type { Domain as ReferenceDomain } from '../../privacy/sealed-reference.ts'
import { momentOf } from '../../schema/as-of.ts'
import type { Domain } from '../../schema/domain.ts'
import type { RegistryPresence } from '../../schema/presence.ts'
import { DETAILS, judge, type Standing } from './absence.ts'
import { isInPhase, isOfAge } from './expected.ts'
import type { KnownChild } from './known-child.ts'
import type { Certainty } from './link-events.ts'
import type { LinkedRegistry } from './linked-registry.ts'
import { isObjected } from './objections.ts'
import type { Persons } from './persons.ts'
import type { IsPoorlyLinked } from './poorly-linked.ts'
import { isOfPersons, mayMint } from './references.ts'
import type { DomainView } from './views.ts'

/** Of one child. Never rejects for what a domain or a registry does. */
export type ViewDomain = (
  id: string,
  domain: Domain,
  presences: readonly RegistryPresence[] | null,
) => Promise<DomainView>

interface DomainViewsOptions {
  readonly persons: Pick<Persons, 'known' | 'read'>
  readonly links: readonly LinkedRegistry[]
  readonly isPoorlyLinked: IsPoorlyLinked
  readonly request: ReadingContext
  readonly now: () => Date
}

export const REFERENCE_DOMAINS = {
  BIRTH_CARE: 'birth-care',
  JGZ: 'jgz',
  CHILDCARE: 'childcare',
  SOCIAL_DOMAIN: 'social-domain',
} as const satisfies Record<Domain, ReferenceDomain>

export function openDomainViews(options: DomainViewsOptions): ViewDomain {
  const { persons, links, isPoorlyLinked, request, now } = options
  const { viewer, asOf } = request
  const day = toDay(momentOf(asOf, now))
  const { purpose } = viewer
  // A part that counts has to know what each number speaks for.
  const grain = viewer.isFed ? 'individual' : PURPOSES[purpose].grain

  function standingOf(known: KnownChild | undefined, domain: ReferenceDomain): Standing {
    const registries = links
      .filter((link) => link.domain === domain && isOfPersons(link))
      .map(({ name }) => name)
    const { objections = [], openCases = [], phase = 'BORN' } = known ?? {}
    return {
      grain,
      mayEnter: mayMint(viewer, domain),
      isObjected: isObjected(objections, { domain, purpose, day: toDay(now()) }),
      maySeeObjections: mayRead(viewer, 'child:objections'),
      isInPhase: isInPhase(domain, phase),
      registries,
      doubted: new Set(openCases.map(({ registry }) => registry)),
      unfindable: new Set(registries.filter((registry) => !isFindable(known, registry))),
      certaintyIn: (registry) => certaintyIn(known, registry),
    }
  }

  return async (id, domain, presences) => {
    const own = REFERENCE_DOMAINS[domain]
    const birthDate = async () => (await persons.read(id, 'kinship'))?.birthDate ?? null
    const verdict = await judge(standingOf(await persons.known(id), own), presences, {
      isPoorlyLinked: (registry) => isPoorlyLinked(registry, birthDate),
      isOfAge: async () => isOfAge(own, await birthDate(), day),
    })
    // Of one provider among many the name says where the child is.
    const source = presences?.some(({ shielded }) => shielded) ? null : verdict.source
    return { domain, ...verdict, source, detail: DETAILS[verdict.absence] }
  }
}

/** By a link of its own; else by the BSN, as everything that is keyed on it. */
function certaintyIn(known: KnownChild | undefined, registry: string): Certainty {
  const active = known?.links.filter((link) => link.registry === registry && link.isActive) ?? []
  const own = active.filter(({ record }) => record !== null).map(({ certainty }) => certainty)
  return own.includes('PROBABLE') ? 'PROBABLE' : 'EXACT'
}

/** Who is born and has no BSN yet may be anywhere, and is found by nobody but where it was linked. */
function isFindable(known: KnownChild | undefined, registry: string): boolean {
  if (!known || known.bsn || known.phase !== 'BORN') return true
  return known.links.some((link) => link.registry === registry && link.isActive)
}
