/**
 * Runs: the records of one registry, linked all at once, against what was decided before.
 *
 * @module
 */

import type { IndexClient, IndexDatabase } from './index-database.ts'
import { addCases, casesOf, closeCases, decidedCases } from './link-cases.ts'
import { type Difference, differenceOf, type KnownLinks, toLinkChanges } from './link-difference.ts'
import type { LinkChanges, LinkRun, LinkRunSummary } from './link-index.ts'
import { addLinkEvents, linksOf, linksOfRegistry, writeLinks } from './link-rows.ts'

export async function planRun(database: IndexDatabase, run: LinkRun): Promise<LinkChanges> {
  return toLinkChanges(await differenceWith(database, run))
}

/**
 * In batches of records, each in a transaction of its own: what is decided meanwhile is seen by the next, and who
 * wants to decide does not wait for all of them.
 */
export async function applyRun(database: IndexDatabase, run: LinkRun): Promise<LinkChanges> {
  const changes: LinkChanges[] = []
  const planned = await differenceWith(database, run)
  const records = recordsIn(planned)
  for (let at = 0; at < records.length; at += A_BATCH) {
    changes.push(await applyBatch(database, run, records.slice(at, at + A_BATCH)))
  }
  await database.rows('child-index-run', RUN, [
    run.registry,
    run.version,
    run.summary.records,
    run.summary.linked,
    run.summary.possible,
    run.summary.unlinked,
    run.summary.estimatedFalse,
    run.summary.estimatedMissed,
    JSON.stringify(run.summary.groups),
  ])
  return {
    made: changes.flatMap(({ made }) => made),
    broken: changes.flatMap(({ broken }) => broken),
    rescored: changes.flatMap(({ rescored }) => rescored),
    opened: changes.flatMap(({ opened }) => opened),
    withdrawn: changes.flatMap(({ withdrawn }) => withdrawn),
    unchanged: planned.unchanged,
  }
}

const A_BATCH = 1_000

/** What breaks comes first, so that a child is not given a record before another one is taken away. */
function recordsIn({ links, opened, withdrawn }: Difference): readonly string[] {
  const broken = links.filter(({ kind }) => kind === 'BROKEN')
  return [...new Set([...broken, ...links, ...opened, ...withdrawn].map(({ record }) => record))]
}

async function differenceWith(database: IndexDatabase, run: LinkRun): Promise<Difference> {
  const links = await linksOfRegistry(database, run.registry)
  const known: KnownLinks = {
    links,
    openCases: await casesOf(database, run.registry),
    decidedCases: await decidedCases(database, links),
  }
  return differenceOf(run.registry, run, known)
}

function applyBatch(
  database: IndexDatabase,
  run: LinkRun,
  records: readonly string[],
): Promise<LinkChanges> {
  return writeLinks(database, run.registry, async (client) => {
    const difference = await differenceIn(client, run, records)
    const { links, opened, withdrawn } = difference
    await addLinkEvents(
      client,
      links.map((link) => ({
        ...link,
        evidence: link.waterfall,
        score: link.kind === 'BROKEN' ? undefined : link.score,
        reason: link.kind === 'BROKEN' ? 'RUN' : undefined,
      })),
    )
    await closeCases(
      client,
      withdrawn.map(({ id }) => ({ caseId: id, kind: 'WITHDRAWN', reason: 'RUN' })),
    )
    await addCases(client, opened)
    return toLinkChanges(difference)
  })
}

async function differenceIn(
  client: IndexClient,
  run: LinkRun,
  records: readonly string[],
): Promise<Difference> {
  const { registry, linked, version } = run
  const meant = new Set(records)
  const about = <T extends { readonly record: string }>(list: readonly T[]) =>
    list.filter(({ record }) => meant.has(record))
  const own = {
    ...linked,
    links: about(linked.links),
    possible: about(linked.possible),
    contradictions: about(linked.contradictions),
  }
  const children = [...own.links, ...own.possible, ...own.contradictions].map(
    ({ person }) => person,
  )
  const links = await linksOf(client, registry, { records, children })
  const known: KnownLinks = {
    links,
    openCases: await casesOf(client, registry, records),
    decidedCases: await decidedCases(client, links),
  }
  return differenceOf(registry, { linked: own, version }, known, meant)
}

const RUN = `
  insert into child_index.link_run (registry, version, records, linked, possible, unlinked,
    estimated_false, estimated_missed, groups)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`

/** The last run of each registry, or the last by then, and when it was linked for the first time. */
export async function lastRuns(
  { rows }: IndexDatabase,
  knownAt?: Date,
): Promise<readonly LinkRunSummary[]> {
  return rows<LinkRunSummary>(
    'child-index-runs',
    `select distinct on (registry) registry, at, version, records, linked, possible, unlinked,
       estimated_false as "estimatedFalse", estimated_missed as "estimatedMissed", groups,
       min(at) filter (where records > 0) over (partition by registry) as "firstAt"
     from child_index.link_run where $1::timestamptz is null or at <= $1 order by registry, seq desc`,
    [knownAt ?? null],
  )
}
