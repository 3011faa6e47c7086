import {
  Arg,
  Ctx,
  Field,
  Float,
  ID,
  Int,
  ObjectType,
  Query,
  Resolver,
  registerEnumType,
} from 'type-graphql'
import { Guarded } from '../../privacy/guarded.ts'
import { PURPOSES } from '../../privacy/policy.ts'
import { AsOfInput } from '../../schema/as-of.ts'
import { DateTime } from '../../schema/scalars.ts'
import type { ChildContext } from './child.ts'
import type { LinkCounts, LinkDimension, LinkRunSummary } from './link-index.ts'

export const LinkageDimension = {
  BIRTH_YEAR: 'BIRTH_YEAR',
  SEX: 'SEX',
  HAS_BSN: 'HAS_BSN',
  POSTCODE4: 'POSTCODE4',
  MULTIPLE_BIRTH: 'MULTIPLE_BIRTH',
} as const satisfies Record<LinkDimension, LinkDimension>

registerEnumType(LinkageDimension, {
  name: 'LinkageDimension',
  description: 'By what the records of a registry are taken together.',
  valuesConfig: {
    BIRTH_YEAR: { description: 'Geboortejaar.' },
    SEX: { description: 'Geslacht.' },
    HAS_BSN: { description: 'Whether the record has a BSN.' },
    POSTCODE4: { description: 'The four digits of the postcode.' },
    MULTIPLE_BIRTH: { description: 'Meerling.' },
  },
})

@ObjectType({
  description:
    'How well the records of a registry could be linked, at its last run, or the last by then. Where one group links worse than another, figures about it are less sure.',
})
export class LinkageQuality {
  @Field(() => ID, { description: 'The name of the registry.' })
  readonly registry!: string

  @Field(() => DateTime, { description: 'When it was run.' })
  readonly at!: Date

  @Field(() => String, { description: 'Of rules and model.' })
  readonly ruleVersion!: string

  @Field(() => LinkageDimension, { nullable: true, description: 'Null for all records together.' })
  readonly by!: LinkDimension | null

  @Field(() => String, {
    nullable: true,
    description: 'Which group; null for all, and for small groups together.',
  })
  readonly group!: string | null

  @Field(() => Int)
  readonly records!: number

  @Field(() => Int, { description: 'By a rule, a score or a person.' })
  readonly linked!: number

  @Field(() => Int, { description: 'For a person to decide.' })
  readonly possible!: number

  @Field(() => Int)
  readonly unlinked!: number

  @Field(() => Float, { nullable: true, description: 'How many links are expected to be wrong.' })
  readonly estimatedFalse!: number | null

  @Field(() => Float, { nullable: true, description: 'How many links are expected to be missed.' })
  readonly estimatedMissed!: number | null
}

@Resolver()
export class LinkageQueries {
  @Guarded('linkage:quality')
  @Query(() => [LinkageQuality], {
    nullable: true,
    description:
      'Of each registry all records together, and then by each of these groups. Groups of fewer than ten are told together; for a purpose of numbers all is told in tens.',
  })
  async linkageQuality(
    @Arg('by', () => [LinkageDimension], { defaultValue: [] }) by: readonly LinkDimension[],
    @Arg('asOf', () => AsOfInput, { nullable: true }) _asOf: AsOfInput | null | undefined,
    @Ctx() { desk, viewer }: ChildContext,
  ): Promise<readonly LinkageQuality[]> {
    const runs = await desk.runs()
    const all = runs.flatMap((run) => [toQuality(run), ...by.flatMap((one) => toGroups(run, one))])
    return PURPOSES[viewer.purpose].grain === 'aggregate' ? all.map(inTens) : all
  }
}

function toQuality(run: LinkRunSummary): LinkageQuality {
  const { registry, at, version, estimatedFalse, estimatedMissed } = run
  const head = { registry, at, ruleVersion: version, by: null, group: null }
  return { ...head, ...toCounts([run]), estimatedFalse, estimatedMissed }
}

/** Who counts sees neither how few of a group are linked to nobody, nor by sums that it was one. */
function inTens({ linked, possible, unlinked, ...rest }: LinkageQuality): LinkageQuality {
  const estimated = {
    estimatedFalse: toWhole(rest.estimatedFalse),
    estimatedMissed: toWhole(rest.estimatedMissed),
  }
  const told = { linked: toTens(linked), possible: toTens(possible), unlinked: toTens(unlinked) }
  return { ...rest, ...estimated, ...told, records: told.linked + told.possible + told.unlinked }
}

/** Of what changes with each link, all digits would tell of each. */
function toWhole(estimated: number | null): number | null {
  return estimated === null ? null : Math.round(estimated)
}

function toTens(count: number): number {
  return Math.round(count / 10) * 10
}

/** No group of fewer is told alone. */
const FEWEST = 10

function toGroups(run: LinkRunSummary, by: LinkDimension): readonly LinkageQuality[] {
  const { registry, at, version } = run
  const groups = run.groups
    .filter((group) => group.by === by)
    .toSorted((a, b) => a.records - b.records)
  const small: LinkCounts[] = []
  while (groups.length > 0 && isTooSmall(small, groups[0])) {
    const [next] = groups.splice(0, 1)
    if (next) small.push(next)
  }
  const head = {
    registry,
    at,
    ruleVersion: version,
    by,
    estimatedFalse: null,
    estimatedMissed: null,
  }
  const told = groups
    .toSorted((a, b) => a.group.localeCompare(b.group))
    .map((group) => ({ ...head, group: group.group, ...toCounts([group]) }))
  const rest = toCounts(small)
  return rest.records >= FEWEST ? [...told, { ...head, group: null, ...rest }] : told
}

/** Whoever is small goes with the small ones; and one more, where they would still be too few. */
function isTooSmall(small: readonly LinkCounts[], next: LinkCounts | undefined): boolean {
  if (next && next.records < FEWEST) return true
  const { records } = toCounts(small)
  return records > 0 && records < FEWEST
}

function toCounts(groups: readonly LinkCounts[]): LinkCounts {
  const sum = (of: keyof LinkCounts) => groups.reduce((total, group) => total + group[of], 0)
  return {
    records: sum('records'),
    linked: sum('linked'),
    possible: sum('possible'),
    unlinked: sum('unlinked'),
  }
}
