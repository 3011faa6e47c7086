import { Arg, Args, ArgsType, Ctx, Field, ID, Int, Query, Resolver } from 'type-graphql'
import { Guarded } from '../../privacy/guarded.ts'
import { AsOfInput } from '../../schema/as-of.ts'
import { GraphError } from '../../schema/errors.ts'
import { Cost, ListSize } from '../../schema/federation.ts'
import type { JourneyContext } from './child.ts'
import type { DeskPage } from './list-desks.ts'
import type { ListedRow, ListQuery } from './list-page.ts'
import { type ListName, STATES_OF, UNKNOWN_SINCE } from './list-rows.ts'
import {
  OpenHandoverFilter,
  OpenHandoverPage,
  OutOfSightFilter,
  OutOfSightPage,
  OverdueVaccinationFilter,
  OverdueVaccinationPage,
  UnplacedVveFilter,
  UnplacedVvePage,
  WorkListOrder,
} from './list-types.ts'
import type { Disease } from './vaccination-types.ts'

@ArgsType()
class WorkListArgs {
  @Field(() => Int, { defaultValue: 50, description: 'So many, from 1 to 500.' })
  readonly first!: number

  @Field(() => ID, { nullable: true, description: 'An `endCursor`, of the same order.' })
  readonly after?: string | null

  @Field(() => WorkListOrder, { defaultValue: WorkListOrder.LONGEST_FIRST })
  readonly order!: WorkListOrder

  @Field(() => AsOfInput, {
    nullable: true,
    description: 'A list is of now: any moment is AS_OF_OUT_OF_REACH.',
  })
  readonly asOf?: AsOfInput | null
}

const PAGE = { argument: 'first', fields: ['rows'], assumed: 50 } as const
const LIST =
  'Of the children with whom the viewer has to do, by the rule of the field on `Child`; kept up in memory. LIST_NOT_READY while it is put together for the first time.'

/** Work lists over all children of a viewer: each a named question, and no filter over everything. */
@Resolver()
export class WorkListQueries {
  @Guarded('journey:lists', 'journey:sight', 'child:residence')
  @Cost(50)
  @ListSize(PAGE)
  @Query(() => OutOfSightPage, {
    nullable: true,
    description: `Who is out of sight. ${LIST}`,
  })
  async outOfSight(
    @Arg('filter', () => OutOfSightFilter, { nullable: true }) filter: OutOfSightFilter | null,
    @Args(() => WorkListArgs) args: WorkListArgs,
    @Ctx() { readList }: JourneyContext,
  ): Promise<OutOfSightPage> {
    const query = toQuery('outOfSight', filter, args)
    return toPage(await readList('outOfSight', query), ({ told }) => ({ sight: told }))
  }

  @Guarded('journey:lists', 'journey:handovers', 'child:residence')
  @Cost(50)
  @ListSize(PAGE)
  @Query(() => OpenHandoverPage, {
    nullable: true,
    description: `Handovers that are not done; a child has a line for each. ${LIST}`,
  })
  async openHandovers(
    @Arg('filter', () => OpenHandoverFilter, { nullable: true }) filter: OpenHandoverFilter | null,
    @Args(() => WorkListArgs) args: WorkListArgs,
    @Ctx() { readList }: JourneyContext,
  ): Promise<OpenHandoverPage> {
    const query = { ...toQuery('openHandovers', filter, args), kinds: filter?.routes }
    return toPage(await readList('openHandovers', query), ({ told }) => ({ handover: told }))
  }

  @Guarded('journey:lists', 'journey:vaccinations', 'child:residence')
  @Cost(50)
  @ListSize(PAGE)
  @Query(() => OverdueVaccinationPage, {
    nullable: true,
    description: `To whom a vaccination should have been given. ${LIST}`,
  })
  async overdueVaccinations(
    @Arg('filter', () => OverdueVaccinationFilter, { nullable: true })
    filter: OverdueVaccinationFilter | null,
    @Args(() => WorkListArgs) args: WorkListArgs,
    @Ctx() { readList }: JourneyContext,
  ): Promise<OverdueVaccinationPage> {
    const query = { ...toQuery('overdueVaccinations', filter, args), kinds: filter?.diseases }
    return toPage(await readList('overdueVaccinations', query), ({ told, kinds }) => ({
      vaccinationStatus: told,
      diseases: kinds as readonly Disease[],
    }))
  }

  @Guarded('journey:lists', 'journey:childcare', 'child:residence')
  @Cost(50)
  @ListSize(PAGE)
  @Query(() => UnplacedVvePage, {
    nullable: true,
    description: `Who is meant to have early childhood education (VVE) and has no place. ${LIST}`,
  })
  async unplacedVve(
    @Arg('filter', () => UnplacedVveFilter, { nullable: true }) filter: UnplacedVveFilter | null,
    @Args(() => WorkListArgs) args: WorkListArgs,
    @Ctx() { readList }: JourneyContext,
  ): Promise<UnplacedVvePage> {
    const query = toQuery('unplacedVve', filter, args)
    return toPage(await readList('unplacedVve', query), ({ told }) => ({ vvePlacement: told }))
  }
}

type AnyFilter =
  | OutOfSightFilter
  | OpenHandoverFilter
  | OverdueVaccinationFilter
  | UnplacedVveFilter

function toQuery(
  name: ListName,
  filter: AnyFilter | null,
  { first, after, order }: WorkListArgs,
): ListQuery {
  const { every, unasked } = STATES_OF[name]
  const { states, municipalities, postcodes, ageMonths, minDays } = filter ?? {}
  if (states?.some((state) => !every.includes(state))) throw new GraphError('ARGUMENT_INVALID')
  return {
    states: states ?? unasked,
    ...{ municipalities, postcodes, ageMonths, minDays, first, after },
    isNewestFirst: order === 'NEWEST_FIRST',
  }
}

function toPage<L extends ListName, R extends object>(
  { rows, hasNextPage, endCursor, ...page }: DeskPage<L>,
  toRow: (row: ListedRow<L>) => R,
) {
  return {
    ...page,
    pageInfo: { hasNextPage, endCursor },
    rows: rows.map((row) => {
      const { municipality, postcode, id } = row.child
      return {
        ...toRow(row),
        child: { id },
        area: { municipality, postcode },
        since: row.since === UNKNOWN_SINCE ? null : row.since,
      }
    }),
  }
}
