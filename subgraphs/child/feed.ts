/**
 * What `child` feeds: who there is for an organisation and a purpose, the course of each life, and the references by which
 * the domains find what they have of it.
 *
 * Each child is read as when it is asked for by itself: whoever the viewer has nothing to do with is nobody, an objection
 * leaves no reference, and of who has a secret address there is none at all. It is answered to parts of the graph only.
 *
 * @module
 */

import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql'
import { toDay } from '../../connectors/wall-clock.ts'
import { mayRead } from '../../privacy/policy.ts'
import { openChanges } from '../../privacy/sealed-changes.ts'
import type { Viewer } from '../../privacy/viewer.ts'
import type { ChildCourse } from '../../schema/course.ts'
import type { Domain } from '../../schema/domain.ts'
import { GraphError } from '../../schema/errors.ts'
import { Inaccessible } from '../../schema/federation.ts'
import { Fed } from '../../schema/feed.ts'
import {
  type FedChild,
  type FedIds,
  type FedPresences,
  type FedStanding,
  type FedUnlinked,
  UNANSWERED,
} from '../../schema/feed-parts.ts'
import { checkFed } from '../feed.ts'
import { courseOf } from './course.ts'
import { REFERENCE_DOMAINS, type ViewDomain } from './domain-views.ts'
import { idsOfChanged } from './feed-changed.ts'
import { type FeedCursor, idsToFeed } from './feed-rows.ts'
import { unlinkedAmong } from './feed-unlinked.ts'
import type { IndexDatabase } from './index-database.ts'
import type { Persons } from './persons.ts'
import type { Keyrings } from './references.ts'
import type { Unborn } from './unborn.ts'
import { DOMAINS } from './views.ts'

export interface FeedContext {
  readonly viewer: Viewer
  readonly persons: Persons
  readonly unborn: Unborn
  readonly view: ViewDomain
  readonly indexDatabase: IndexDatabase
  readonly keyrings: Keyrings
  /** Of which municipalities the records of each registry are. */
  readonly municipalitiesOf: (registry: string) => readonly string[]
  readonly linking: () => Promise<FedIds['linking']>
}

@Resolver()
export class ChildFeedQueries {
  /** Whose facts may have changed; that nobody is told anything of yet. */
  @Inaccessible()
  @Query(() => Fed, { nullable: true })
  async childFeedIds(
    @Arg('after', () => Fed, { nullable: true }) after: FeedCursor | null | undefined,
    @Arg('first', () => Int) first: number,
    @Ctx() { viewer, indexDatabase, linking }: FeedContext,
  ): Promise<FedIds> {
    checkFed(viewer)
    const before = await linking()
    const asked = { cursor: after ?? null, first, today: toDay(new Date()) }
    return { ...(await idsToFeed(indexDatabase, asked)), linking: before }
  }

  /** Whose records a domain has something new of. */
  @Inaccessible()
  @Query(() => Fed, { nullable: true })
  childFeedChanged(
    @Arg('domain', () => String) domain: Domain,
    @Arg('changed', () => String) changed: string,
    @Ctx() { viewer, indexDatabase, keyrings }: FeedContext,
  ): Promise<readonly string[]> {
    checkFed(viewer)
    const own = REFERENCE_DOMAINS[domain]
    const keys = openChanges(keyrings[own], { ...viewer, domain: own }, changed)
    return idsOfChanged(indexDatabase, keys)
  }

  /** Of who is shown from what was fed: those whom the viewer, in person, may see now. */
  @Inaccessible()
  @Query(() => Fed, { nullable: true })
  async childAdmitted(
    @Arg('ids', () => Fed) ids: readonly string[],
    @Ctx() { viewer, persons }: FeedContext,
  ): Promise<readonly string[]> {
    if (!mayRead(viewer, 'child:read')) throw new GraphError('FIELD_FORBIDDEN')
    const present = await Promise.all(ids.map((id) => persons.isPresent(id, [])))
    return ids.filter((_, i) => present[i])
  }

  /** Which of these records are linked to nobody. */
  @Inaccessible()
  @Query(() => Fed, { nullable: true })
  childFeedUnlinked(
    @Arg('domain', () => String) domain: Domain,
    @Arg('sealed', () => String) sealed: string,
    @Ctx() context: FeedContext,
  ): Promise<readonly FedUnlinked[]> {
    checkFed(context.viewer)
    return unlinkedAmong(REFERENCE_DOMAINS[domain], sealed, context)
  }

  /** In the order of the ids; null for who is nobody to the viewer. One question that fails is about some of them only. */
  @Inaccessible()
  @Query(() => Fed, { nullable: true })
  childFeed(
    @Arg('ids', () => Fed) ids: readonly string[],
    @Ctx() context: FeedContext,
  ): Promise<readonly (FedChild | typeof UNANSWERED | null)[]> {
    checkFed(context.viewer)
    return Promise.all(ids.map((id) => toFedChild(id, context).catch(orUnanswered)))
  }

  /** How far each domain can speak of them, by what it told. */
  @Inaccessible()
  @Query(() => Fed, { nullable: true })
  childFeedStandings(
    @Arg('ids', () => Fed) ids: readonly string[],
    @Arg('told', () => Fed) told: readonly FedPresences[],
    @Ctx() context: FeedContext,
  ): Promise<readonly Readonly<Record<Domain, FedStanding>>[]> {
    checkFed(context.viewer)
    return Promise.all(ids.map((id, i) => toStandings(id, told[i], context)))
  }
}

async function toFedChild(id: string, context: FeedContext): Promise<FedChild | null> {
  const { viewer, persons, unborn, indexDatabase } = context
  const known = await persons.known(id)
  // Of two ids that were issued for one child, one answers for both.
  if (known?.id !== id || known.phase === 'ENDED') return null
  // All that is wanted of the register at once.
  const [isPresent, course, presence, identity, residence, phase, pregnancy, ...references] =
    await Promise.all([
      persons.isPresent(id, []),
      courseOf(id, persons),
      persons.read(id, 'presence'),
      persons.read(id, 'identity'),
      persons.read(id, 'residence'),
      persons.phase(id),
      known.bsn ? undefined : unborn.pregnancyOf(id),
      ...DOMAINS.map((domain) => persons.reference(id, REFERENCE_DOMAINS[domain])),
    ])
  if (!isPresent) return null
  const isSecret = presence?.shielded === true
  const place = mayRead(viewer, 'child:residence') && !isSecret ? residence : null
  const { sealer } = indexDatabase
  const { purpose, organisation } = viewer
  return {
    id,
    ...(course ?? NOT_REGISTERED),
    dueDate: pregnancy?.dueOn ?? null,
    phase,
    sex: mayRead(viewer, 'child:identity') ? (identity?.sex ?? null) : null,
    municipality: place?.municipality.code ?? null,
    postcode4: place?.postcode?.slice(0, 4) ?? null,
    references: byDomain((_, i) => (isSecret ? null : (references[i] ?? null))),
    tokens: byDomain((domain) => sealer.pseudonym(purpose, 'feed', domain, organisation, id)),
  }
}

function orUnanswered(error: unknown): typeof UNANSWERED {
  if (error instanceof GraphError && error.code.startsWith('REGISTRY_')) return UNANSWERED
  throw error
}

const NOT_REGISTERED: ChildCourse = {
  birthDate: null,
  endedOn: null,
  ending: null,
  arrivedOn: null,
}

/** Of a secret address nothing is fed: who is fed cannot say more than that. */
const SECRET: FedStanding = { absence: 'SUPPRESSED', freshAt: null }

async function toStandings(
  id: string,
  told: FedPresences | undefined,
  { persons, view }: FeedContext,
): Promise<Readonly<Record<Domain, FedStanding>>> {
  const presence = await persons.read(id, 'presence')
  const standings = await Promise.all(
    DOMAINS.map(async (domain): Promise<FedStanding> => {
      if (presence?.shielded) return SECRET
      const { absence, freshAt } = await view(id, domain, told?.[domain] ?? null)
      return { absence, freshAt }
    }),
  )
  return byDomain((_, i) => standings[i] ?? SECRET)
}

function byDomain<T>(make: (domain: Domain, i: number) => T): Readonly<Record<Domain, T>> {
  return Object.fromEntries(DOMAINS.map((domain, i) => [domain, make(domain, i)])) as Record<
    Domain,
    T
  >
}
