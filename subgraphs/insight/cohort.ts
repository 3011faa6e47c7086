/**
 * A cohort: how many children it is, how it came to that, and what domains know of them.
 *
 * @module
 */

import { Arg, Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql'
import { Guarded } from '../../privacy/guarded.ts'
import type { Receipts } from '../../privacy/receipt.ts'
import type { Viewer } from '../../privacy/viewer.ts'
import type { AsOf } from '../../schema/as-of.ts'
import { Domain } from '../../schema/domain.ts'
import { GraphError } from '../../schema/errors.ts'
import { Cost } from '../../schema/federation.ts'
import type { Restriction } from './cohort-input.ts'
import { checkCost } from './cost.ts'
import { childrenTable } from './count-children.ts'
import type { Desk } from './desk.ts'
import { type ChildDimensionName, Dimension, type DimensionName, isOfChild } from './dimension.ts'
import type { Edition } from './edition.ts'
import type { Indicator } from './indicator.ts'
import type { Scope } from './scope.ts'
import { AsOfEdition, Count, DimensionValue, DisclosureMethod } from './tell-types.ts'

@ObjectType({ description: 'How many are left after one more condition.' })
export class AttritionStep {
  @Field(() => String)
  readonly step!: string

  @Field(() => Count)
  readonly size!: Count
}

@ObjectType({ description: 'How many children have these values.' })
export class CohortGroup {
  @Field(() => [DimensionValue])
  readonly by!: readonly DimensionValue[]

  @Field(() => Count)
  readonly size!: Count
}

@ObjectType()
export class CohortRow {
  @Field(() => [String], { description: 'The values of the dimensions of the rows.' })
  readonly at!: readonly string[]

  @Field(() => [Count], { description: 'One for each column, in their order.' })
  readonly sizes!: readonly Count[]
}

@ObjectType({ description: 'Children, by some dimensions down and some across.' })
export class CohortTable {
  @Field(() => [Dimension])
  readonly down!: readonly DimensionName[]

  @Field(() => [String], {
    description: 'What each column is; one that is empty for no dimension.',
  })
  readonly columns!: readonly string[]

  @Field(() => [CohortRow])
  readonly rows!: readonly CohortRow[]

  @Field(() => DisclosureMethod)
  readonly method!: DisclosureMethod
}

/** What is asked; each field counts its own. */
@ObjectType({ description: 'A cohort. None of its children is told.' })
export class Cohort {
  @Field(() => AsOfEdition)
  readonly asOf!: AsOfEdition

  readonly edition!: Edition
  readonly restrictions!: readonly Restriction[]
  readonly inTurn!: InTurn
}

export type InTurn = <T>(work: () => Promise<T>) => Promise<T>

/**
 * What is told first decides what has to be hidden later. So the fields of a cohort are counted in the order in which they are
 * asked for, and not in that in which they happen to be done: the same question is answered the same.
 */
export function openTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const own = last.then(work)
    last = own.catch(() => undefined)
    return own
  }
}

export interface InsightContext {
  readonly viewer: Viewer
  readonly catalogue: readonly Indicator[]
  /** Waits for the numbers to be there. */
  openDesk(asOf?: AsOf): Promise<Desk>
  readonly receipts: Receipts
}

@Resolver(() => Cohort)
export class CohortFields {
  @Guarded('insight:read')
  @Cost(50)
  @FieldResolver(() => Count, { nullable: true, description: 'How many children it is.' })
  async size(@Root() cohort: Cohort, @Ctx() { openDesk }: InsightContext): Promise<Count | null> {
    const { groups } = await cohort.inTurn(async () => count(await openDesk(), cohort, []))
    return groups[0]?.size ?? null
  }

  @Guarded('insight:read')
  @Cost(100)
  @FieldResolver(() => [AttritionStep], {
    nullable: true,
    description: 'From all children down to those of the cohort, condition by condition.',
  })
  async attrition(
    @Root() cohort: Cohort,
    @Ctx() { openDesk }: InsightContext,
  ): Promise<readonly AttritionStep[]> {
    const { edition, restrictions } = cohort
    const steps = ['all children', ...restrictions.map(({ step }) => step)]
    const parts = steps.map((_, i) => ({ edition, restrictions: restrictions.slice(0, i) }))
    const { tables: shown } = await cohort.inTurn(async () => {
      const desk = await openDesk()
      const tables = []
      for (const part of parts) {
        const asked = { ...toAsked(desk, part), by: [] }
        tables.push(await childrenTable(desk.store, asked, desk.signal))
      }
      return desk.protect(tables, [])
    })
    return steps.flatMap((step, i) => {
      const size = shown[i]?.cells[0]?.count
      return size ? [{ step, size }] : []
    })
  }

  @Guarded('insight:read')
  @Cost(100)
  @FieldResolver(() => [CohortGroup], {
    nullable: true,
    description: 'How many are known to which of these domains, and to none of them.',
  })
  async overlap(
    @Root() cohort: Cohort,
    @Arg('domains', () => [Domain]) domains: readonly Domain[],
    @Ctx() { openDesk }: InsightContext,
  ): Promise<readonly CohortGroup[]> {
    const names = [...new Set(domains)].map((domain) => `KNOWN_TO_${domain}` as const)
    const { groups } = await cohort.inTurn(async () =>
      count(await openDesk(), cohort, names, domains),
    )
    return groups
  }

  @Guarded('insight:read')
  @Cost(100)
  @FieldResolver(() => CohortTable, {
    nullable: true,
    description:
      'By dimensions of a child. A table of more cells than are told at once is refused.',
  })
  async table(
    @Root() cohort: Cohort,
    @Arg('rows', () => [Dimension]) rows: readonly DimensionName[],
    @Arg('columns', () => [Dimension], { defaultValue: [] }) columns: readonly DimensionName[],
    @Ctx() { openDesk }: InsightContext,
  ): Promise<CohortTable> {
    const by = [...rows, ...columns].filter(isOfChild)
    const isWrong = by.length < rows.length + columns.length || new Set(by).size < by.length
    if (isWrong || rows.length === 0) throw new GraphError('ARGUMENT_INVALID')
    const { groups, method } = await cohort.inTurn(async () =>
      count(await openDesk(), cohort, by, knownOf(by)),
    )
    return { down: rows, ...spread(groups, rows.length), method }
  }
}

async function count(
  desk: Desk,
  cohort: Cohort,
  by: readonly ChildDimensionName[],
  domains: readonly Domain[] = [],
) {
  checkCost(1, by, cohort.edition.grid)
  desk.mayCount(domains)
  const { store, signal } = desk
  const table = await childrenTable(store, { ...toAsked(desk, cohort), by }, signal)
  const all = { edition: cohort.edition, restrictions: [] }
  const whole =
    cohort.restrictions.length > 0
      ? [await childrenTable(store, { ...toAsked(desk, all), by }, signal)]
      : []
  const { tables, method } = await desk.protect([table, ...whole], domains)
  const groups = (tables[0]?.cells ?? []).map(({ at, count }) => ({
    by: by.map((dimension, i) => ({ dimension, value: at[i] ?? '' })),
    size: count,
  }))
  return { groups, method }
}

function toAsked(desk: Desk, { edition, restrictions }: Pick<Cohort, 'edition' | 'restrictions'>) {
  const { today, knownAt, grid } = edition
  const scope: Scope = {
    municipalities: desk.viewer.municipalities,
    today,
    knownAt,
    conditions: restrictions.map(({ condition }) => condition),
    periods: [],
  }
  return { scope, within: restrictions.map(({ within }) => within), grid }
}

/** Whose records such a dimension tells of. */
function knownOf(by: readonly DimensionName[]): readonly Domain[] {
  return (Object.keys(Domain) as Domain[]).filter((domain) => by.includes(`KNOWN_TO_${domain}`))
}

/** The groups lie in the order of the rows, and within each in that of the columns. */
function spread(groups: readonly CohortGroup[], down: number) {
  const rows = new Map<string, { at: readonly string[]; sizes: Count[] }>()
  const columns = new Set<string>()
  for (const { by, size } of groups) {
    const values = by.map(({ value }) => value)
    const at = values.slice(0, down)
    columns.add(values.slice(down).join(' · '))
    const row = rows.get(at.join('\n')) ?? { at, sizes: [] }
    row.sizes.push(size)
    rows.set(at.join('\n'), row)
  }
  return { columns: [...columns], rows: [...rows.values()] }
}
