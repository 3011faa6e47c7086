/**
 * Which id of the graph belongs to which person, and which records of the registries to which id.
 *
 * Ids are issued once, random, when a person is first found, and never change. The index holds no BSN that can
 * be read: it is sealed (AES-SIV) under a key that only `child` has, and equal BSNs seal to equal texts, so that
 * one person has one id.
 *
 * @module
 */

import type { Bsn } from '../../privacy/bsn.ts'
import { GraphError } from '../../schema/errors.ts'
import { type IndexDatabase, type IndexOptions, openIndexDatabase } from './index-database.ts'
import { isId } from './index-sealer.ts'
import { type FoundChild, type KnownChild, lookAtChildren, lookAtPersons } from './known-child.ts'
import { breakLink, findLink, linksOfChild, restoreLink } from './link-breaks.ts'
import { openCase, openCases } from './link-cases.ts'
import { decideCase, decisionsIn } from './link-decisions.ts'
import type { LinkState } from './link-events.ts'
import type { LinkIndex } from './link-index.ts'
import { applyRun, lastRuns, planRun } from './link-runs.ts'
import { type NewObjection, recordObjections } from './objections.ts'

export interface ChildIndex extends LinkIndex {
  /** For what is kept beside the links, in the same schema. */
  readonly database: IndexDatabase
  /** The ids of these persons, in their order; who has none gets one. */
  idsOf(bsns: readonly Bsn[]): Promise<readonly string[]>
  /**
   * All that is known of these children, or was at a moment, in their order; undefined for an id that was never
   * issued. One statement, however many they are. Where registries are named, also of whom none of them ever had a
   * record.
   */
  look(
    ids: readonly string[],
    knownAt?: Date,
    recordedIn?: readonly string[],
  ): Promise<readonly (KnownChild | undefined)[]>
  /** The same of persons, as it is known today, with their ids; undefined for who has none. */
  lookByBsn(
    bsns: readonly Bsn[],
    recordedIn?: readonly string[],
  ): Promise<readonly (FoundChild | undefined)[]>
  /** Whose ids these are now, in their order. */
  bsnsOf(ids: readonly string[]): Promise<readonly (Bsn | undefined)[]>
  /** All that a child has or had, with what is linked by its BSN without being written down. */
  linksOf(child: KnownChild): readonly LinkState[]
  /** Writes down what a family said. */
  object(told: readonly NewObjection[]): Promise<void>
  close(): Promise<void>
}

export interface ChildIndexOptions extends IndexOptions {
  /** The registries in which a child is found by its BSN, by name. */
  readonly byBsn?: readonly string[]
}

export async function openChildIndex(options: ChildIndexOptions): Promise<ChildIndex> {
  const { byBsn = [] } = options
  const database = await openIndexDatabase(options)
  const look: ChildIndex['look'] = (...asked) => lookAtChildren(database, ...asked)
  return {
    database,
    idsOf: (bsns) => issueIds(database, bsns),
    look,
    lookByBsn: (...asked) => lookAtPersons(database, ...asked),
    bsnsOf: async (ids) => (await look(ids)).map((known) => known?.bsn),
    linksOf: (child) => linksOfChild(child, byBsn, database),
    decisions: (registry) => decisionsIn(database, registry),
    plan: (run) => planRun(database, run),
    apply: (run) => applyRun(database, run),
    cases: (page) => openCases(database, page),
    case: async (id) => (isId(id) ? openCase(database, id) : undefined),
    decide: (decision) => decideCase(database, decision),
    breakLink: (breaking) => breakLink(database, byBsn, breaking),
    restoreLink: (restoring) => restoreLink(database, byBsn, restoring),
    link: (id, knownAt) => findLink(database, byBsn, id, knownAt),
    runs: (knownAt) => lastRuns(database, knownAt),
    object: (told) => recordObjections(database, told),
    close: database.close,
  }
}

async function issueIds(
  { rows, sealer }: IndexDatabase,
  bsns: readonly Bsn[],
): Promise<readonly string[]> {
  const sealed = bsns.map(sealer.sealBsn)
  const issued = await rows<{ id: string; sealed_bsn: string }>('child-index-issue', ISSUE, [
    [...new Set(sealed)],
  ])
  const ids = new Map(issued.map(({ id, sealed_bsn }) => [sealed_bsn, id]))
  return sealed.map((text) => {
    const id = ids.get(text)
    if (id === undefined) throw new GraphError('REGISTRY_UNAVAILABLE', { registry: 'child-index' })
    return id
  })
}

// In one order, so that two who issue for the same persons wait for each other and not in a circle. The update
// changes nothing; it makes PostgreSQL return a row that came this instant.
const ISSUE = `
  with wanted as (select unnest($1::text[]) as sealed_bsn),
  known as (select id, sealed_bsn from child_index.child join wanted using (sealed_bsn)),
  issued as (
    insert into child_index.child (sealed_bsn)
    select sealed_bsn from wanted except select sealed_bsn from known order by sealed_bsn
    on conflict (sealed_bsn) do update set sealed_bsn = excluded.sealed_bsn
    returning id, sealed_bsn
  )
  select id, sealed_bsn from known union all select id, sealed_bsn from issued`
