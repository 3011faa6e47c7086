/**
 * Where links are looked at and decided, for one viewer: of children whom the viewer may see, by pseudonyms of the
 * viewer's purpose, and written down.
 *
 * @module
 */

import type { RegistryLink } from '../../connectors/registry.ts'
import type { Outcome } from '../../privacy/accounting.ts'
import { type ReadingContext, written } from '../../privacy/read.ts'
import type { Domain } from '../../schema/domain.ts'
import { GraphError } from '../../schema/errors.ts'
import type { ChildIndex } from './child-index.ts'
import type { Identity, IdentityKind } from './identities.ts'
import type { KnownChild } from './known-child.ts'
import { type Link, toLink, toWeights } from './link.ts'
import { isByBsn, type LinkState } from './link-events.ts'
import type { CaseDecision, CasePage, LinkBreaking, LinkRunSummary } from './link-index.ts'
import type { LinkCase, LinkCasePage } from './link-review.ts'
import type { Persons } from './persons.ts'

export interface LinkDesk {
  identities(id: string): Promise<readonly Identity[]>
  cases(page: CasePage): Promise<LinkCasePage>
  link(id: string): Promise<Link>
  decide(decision: Omit<CaseDecision, 'userId'>): Promise<Link>
  breakLink(breaking: Omit<LinkBreaking, 'userId'>): Promise<Link>
  restoreLink(restoring: Omit<LinkBreaking, 'userId'>): Promise<Link>
  /** Of registries with no record of whom the viewer does not work for. */
  runs(): Promise<readonly LinkRunSummary[]>
}

interface DeskOptions {
  readonly index: ChildIndex
  readonly persons: Persons
  readonly links: readonly RegistryLink[]
  readonly request: ReadingContext
}

export function openLinkDesk({ index, persons, links, request }: DeskOptions): LinkDesk {
  const { viewer, asOf } = request
  const { sealer } = index.database
  const userId = viewer.id
  const knownAt = asOf?.knownAt === undefined ? undefined : new Date(asOf.knownAt)
  const pseudonymOf = (registry: string, record: string | null, childId: string) =>
    sealer.pseudonym(viewer.purpose, registry, ...(record === null ? ['', childId] : [record]))
  const domainOf = (registry: string) =>
    DOMAINS[links.find(({ name }) => name === registry)?.domain ?? ''] ?? null

  const isWithin = (registry: string) =>
    links
      .find(({ name }) => name === registry)
      ?.municipalities?.every((one) => viewer.municipalities.includes(one)) ?? false

  /** One and the same answer for what is not there and for whose child is not the viewer's. */
  async function checkVisible(childId: string | undefined): Promise<void> {
    if (childId !== undefined && (await persons.isPresent(childId, []))) return
    throw new GraphError('LINK_UNKNOWN')
  }

  /** Written down before it is done, and how it ended after. */
  async function decided(
    what: string,
    childId: string,
    work: () => Promise<LinkState>,
  ): Promise<Link> {
    const { accounting, traceId, parentSpanId } = request
    const act = { kind: 'link-decision', traceId, parentSpanId, viewer, registry: 'child' } as const
    const end = await written(() =>
      accounting.begin({ ...act, parts: [what], subjects: [childId] }),
    )
    const ended = (outcome: Outcome) => written(() => end([outcome]))
    try {
      const link = toLink(await work())
      await ended('read')
      return link
    } catch (error) {
      await ended('failed')
      throw error
    }
  }

  async function change(
    what: 'breakLink' | 'restoreLink',
    { linkId, reason }: Omit<LinkBreaking, 'userId'>,
  ): Promise<Link> {
    const link = await index.link(linkId)
    await checkVisible(link?.childId)
    return decided(what, link?.childId ?? '', () => index[what]({ linkId, reason, userId }))
  }

  function toIdentity(link: LinkState, { phase }: KnownChild): Identity {
    const { registry, record, childId, history } = link
    return {
      domain: domainOf(registry),
      registry,
      pseudonym: pseudonymOf(registry, record, childId),
      kind: kindOf(record, domainOf(registry), phase),
      validFrom: history.findLast(isBeginning)?.at ?? null,
      validTo: null,
      link: toLink(link),
    }
  }

  return {
    async identities(id) {
      const child = (await persons.isPresent(id, [])) ? await persons.known(id) : undefined
      if (!child) return []
      const presence = await persons.read(id, 'presence')
      // Which registry has a record of its own may say where the child is; by the BSN all of them are told alike.
      const told = linksToTell(index, child).filter(
        ({ record }) => !presence?.shielded || record === null,
      )
      return told.map((link) => toIdentity(link, child))
    },

    async cases(page) {
      const found = await index.cases({ ...page, first: page.first + 1 })
      const shown = found.slice(0, page.first)
      const visible = await Promise.all(shown.map(({ childId }) => persons.isPresent(childId, [])))
      return {
        cases: shown
          .filter((_, i) => visible[i])
          .map(
            ({ childId, record, registry, version, evidence, ...rest }): LinkCase => ({
              ...rest,
              domain: domainOf(registry),
              registry,
              record: pseudonymOf(registry, record, childId),
              child: { id: childId },
              ruleVersion: version,
              evidence: toWeights(evidence),
            }),
          ),
        hasNext: found.length > page.first,
        endCursor: shown.at(-1)?.id ?? null,
      }
    },

    async link(id) {
      const link = await index.link(id, knownAt)
      await checkVisible(link?.childId)
      if (!link) throw new GraphError('LINK_UNKNOWN')
      return toLink(link)
    },

    async decide({ caseId, certainty, reason }) {
      const found = await index.case(caseId)
      await checkVisible(found?.childId)
      const work = () => index.decide({ caseId, certainty, reason, userId })
      return decided('decideLink', found?.childId ?? '', work)
    },

    breakLink: (breaking) => change('breakLink', breaking),
    restoreLink: (restoring) => change('restoreLink', restoring),
    async runs() {
      const runs = await index.runs(knownAt)
      return runs.filter(({ registry }) => isWithin(registry))
    },
  }
}

const DOMAINS: Readonly<Record<string, Domain>> = {
  'birth-care': 'BIRTH_CARE',
  jgz: 'JGZ',
  childcare: 'CHILDCARE',
  'social-domain': 'SOCIAL_DOMAIN',
}

/** In force; and what is linked by the BSN once, where it is written down too. */
function linksToTell(index: ChildIndex, child: KnownChild) {
  const active = index.linksOf(child).filter(({ isActive }) => isActive)
  const told = new Set(
    active
      .filter((link) => link.record !== null && isByBsn(link, link.evidence))
      .map(({ registry }) => registry),
  )
  return active.filter(({ record, registry }) => record !== null || !told.has(registry))
}

/** A record of the population register is the person that a child turned out to be. */
function kindOf(
  record: string | null,
  domain: Domain | null,
  phase: KnownChild['phase'],
): IdentityKind {
  if (record === null || domain === null) return 'PERSON_PSEUDONYM'
  if (domain !== 'BIRTH_CARE') return 'LOCAL_CLIENT'
  return phase === 'UNBORN' ? 'PREGNANCY_FETUS' : 'BIRTH_RECORD'
}

function isBeginning({ kind }: LinkState['history'][number]): boolean {
  return kind === 'MADE' || kind === 'CONFIRMED' || kind === 'PROMOTED_AT_BIRTH'
}
