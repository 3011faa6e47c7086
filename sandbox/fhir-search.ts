/**
 * A search, on the tables of {@link ./fhir-index.ts}: first which resources match, then, in rounds,
 * which ones they drag along, and at the end all bodies at once.
 *
 * @module
 */
import type pg from 'pg'
import { toSearchable } from './fhir-index.ts'
import type { Criterion, Inclusion, Prefix, Search } from './fhir-query.ts'

export interface Found {
  /** `Type/id`. */
  readonly key: string
  /** JSON, as published. */
  readonly body: string
  readonly mode: 'match' | 'include'
}

export interface Page {
  readonly found: readonly Found[]
  /** Where the next page begins; null on the last. */
  readonly next: number | null
}

interface Hit {
  readonly seq: number
  readonly key: string
}

/** As deep as child → birth → delivery → mother → delivery → birth → sibling → its observations. */
const MAX_ROUNDS = 8

export async function search(database: pg.Pool, asked: Search, after: number): Promise<Page> {
  const hits = await findMatches(database, asked, after)
  const matches = hits.slice(0, asked.count)
  const included = await findIncluded(database, asked.inclusions, matches)
  const { rows } = await database.query<{ seq: number; body: string }>({
    name: 'bodies',
    text: 'select seq, body from birth_care.resource where seq = any($1::int[])',
    values: [[...matches, ...included].map(({ seq }) => seq)],
  })
  const bodies = new Map(rows.map(({ seq, body }) => [seq, body]))
  const toFound = (mode: Found['mode']) => (hit: Hit) => ({
    key: hit.key,
    body: bodies.get(hit.seq) ?? '',
    mode,
  })
  return {
    found: [...matches.map(toFound('match')), ...included.map(toFound('include'))],
    next: hits.length > matches.length ? (matches.at(-1)?.seq ?? after) : null,
  }
}

export async function findBody(
  database: pg.Pool,
  type: string,
  id: string,
): Promise<string | undefined> {
  const { rows } = await database.query<{ body: string }>({
    name: 'read',
    text: 'select body from birth_care.resource where key = $1',
    values: [`${type}/${id}`],
  })
  return rows[0]?.body
}

/** One more than asked for, which tells that there is a next page. */
async function findMatches(database: pg.Pool, asked: Search, after: number): Promise<Hit[]> {
  const values: unknown[] = [asked.type, after, asked.count + 1]
  const bind = (value: unknown) => `$${values.push(value)}`
  const matching = asked.criteria.map((criterion) => toSql(criterion, bind)).join(' intersect ')
  const from =
    matching === ''
      ? 'birth_care.resource r where r.type = $1 and'
      : `(select distinct seq from (${matching}) m) hit
         join birth_care.resource r using (seq) where r.type = $1 and`
  const { rows } = await database.query<Hit>(
    `select r.seq, r.key from ${from} r.seq > $2 order by r.seq limit $3`,
    values,
  )
  return rows
}

function toSql(criterion: Criterion, bind: (value: unknown) => string): string {
  if (criterion.kind === 'id') {
    return `select seq from birth_care.resource where key = any(${bind(criterion.ids)}::text[])`
  }
  const { kind } = criterion
  const start = `select i.seq from birth_care.${kind} i`
  const where = `where i.type = $1 and i.param = ${bind(criterion.name)}`
  switch (kind) {
    case 'token': {
      const systems = bind(criterion.values.map(({ system }) => system))
      const codes = bind(criterion.values.map(({ code }) => code))
      return `${start} join unnest(${systems}::text[], ${codes}::text[]) q (system, code)
        on i.code = q.code and (q.system is null or i.system = q.system) ${where}`
    }
    case 'reference':
      return `${start} ${where} and i.target = any(${bind(criterion.targets)}::text[])`
    case 'string': {
      const patterns = criterion.values.map((value) => toPattern(value, criterion.exact))
      return `${start} ${where} and (${patterns
        .map((pattern) => `i.value like ${bind(pattern)}`)
        .join(' or ')})`
    }
    case 'date':
      return `${start} ${where} and (${criterion.values
        .map(({ prefix, from, until }) =>
          COMPARISONS[prefix](
            () => `${bind(from)}::timestamptz`,
            () => `${bind(until)}::timestamptz`,
          ),
        )
        .join(' or ')})`
  }
}

/** FHIR compares stretches of time: that of the resource (i.since, i.until) with the one asked for. */
const COMPARISONS = {
  eq: (from, until) => `(i.since >= ${from()} and i.until <= ${until()})`,
  ne: (from, until) => `not (i.since >= ${from()} and i.until <= ${until()})`,
  gt: (_, until) => `(i.until > ${until()})`,
  ge: (from) => `(i.until > ${from()})`,
  lt: (from) => `(i.since < ${from()})`,
  le: (_, until) => `(i.since < ${until()})`,
  sa: (_, until) => `(i.since >= ${until()})`,
  eb: (from) => `(i.until <= ${from()})`,
} satisfies Record<Prefix, (from: () => string, until: () => string) => string>

function toPattern(value: string, exact: boolean): string {
  const literal = toSearchable(value).replace(/[\\%_]/g, '\\$&')
  return exact ? literal : `${literal}%`
}

async function findIncluded(
  database: pg.Pool,
  inclusions: readonly Inclusion[],
  matches: readonly Hit[],
): Promise<Hit[]> {
  const known = new Set(matches.map(({ seq }) => seq))
  const included: Hit[] = []
  const repeated = inclusions.filter(({ recurse }) => recurse)
  let wanted = inclusions
  let edge = matches
  for (let round = 0; round < MAX_ROUNDS && edge.length > 0 && wanted.length > 0; round++) {
    const reached = [
      ...(await follow(database, 'forward', wanted, edge)),
      ...(await follow(database, 'reverse', wanted, edge)),
    ]
    edge = reached.filter(({ seq }) => !known.has(seq) && known.add(seq))
    included.push(...edge)
    wanted = repeated
  }
  return included
}

async function follow(
  database: pg.Pool,
  direction: Inclusion['direction'],
  wanted: readonly Inclusion[],
  edge: readonly Hit[],
): Promise<Hit[]> {
  const steps = wanted.filter((inclusion) => inclusion.direction === direction)
  if (steps.length === 0) return []
  const { rows } = await database.query<Hit>({
    name: direction,
    text: FOLLOW[direction],
    values: [
      direction === 'forward' ? edge.map(({ seq }) => seq) : edge.map(({ key }) => key),
      steps.map(({ type }) => type),
      steps.map(({ name }) => name),
      steps.map(({ target }) => (target === null ? null : `${target}/`)),
    ],
  })
  return rows
}

const STEPS = 'unnest($2::text[], $3::text[], $4::text[]) step (type, param, target)'

const FOLLOW = {
  forward: `
    select distinct r.seq, r.key
    from birth_care.reference i
    join ${STEPS} on i.type = step.type and i.param = step.param
      and (step.target is null or starts_with(i.target, step.target))
    join birth_care.resource r on r.key = i.target
    where i.seq = any($1::int[])
    order by r.seq`,
  reverse: `
    select distinct r.seq, r.key
    from birth_care.reference i
    join ${STEPS} on i.type = step.type and i.param = step.param
      and (step.target is null or starts_with(i.target, step.target))
    join birth_care.resource r on r.seq = i.seq
    where i.target = any($1::text[])
    order by r.seq`,
} satisfies Record<Inclusion['direction'], string>
