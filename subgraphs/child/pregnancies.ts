import type { GraphQLResolveInfo } from 'graphql'
import { Arg, Ctx, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql'
import { Guarded } from '../../privacy/guarded.ts'
import { AsOfInput } from '../../schema/as-of.ts'
import { GraphError } from '../../schema/errors.ts'
import { Cost, ListSize } from '../../schema/federation.ts'
import { LocalDate } from '../../schema/scalars.ts'
import { Child, type ChildContext } from './child.ts'
import { ChildPhase } from './child-phase.ts'
import { partsAsked } from './look-ahead.ts'
import { checkNames } from './persons.ts'
import { Pregnancy, toPregnancy } from './pregnancy.ts'

@Resolver(() => Pregnancy)
export class PregnancyQueries {
  @Guarded('birth-care:expected')
  @Query(() => Pregnancy, {
    nullable: true,
    description:
      'One pregnancy by its id. Null with PREGNANCY_UNKNOWN for one that was never known, or that the viewer may not see.',
  })
  async pregnancy(
    @Arg('id', () => ID) id: string,
    @Arg('asOf', () => AsOfInput, { nullable: true }) _asOf: AsOfInput | null | undefined,
    @Ctx() { unborn }: ChildContext,
  ): Promise<Pregnancy> {
    const found = await unborn.pregnancy(id)
    if (found === undefined) throw new GraphError('PREGNANCY_UNKNOWN')
    return toPregnancy(found)
  }

  @Guarded('birth-care:find')
  @Cost(5)
  @ListSize({ assumed: 3 })
  @Query(() => [Pregnancy], {
    nullable: true,
    description:
      'The pregnancies of a woman by her family name and birth date, as the population register writes them, in the municipalities that the viewer works for; oldest first. A woman whom nobody knows and one without a pregnancy are one answer: none. Two women who are called so is TOO_MANY_FOUND.',
  })
  async findPregnancies(
    @Arg('motherFamilyName', () => String, { description: 'Geslachtsnaam, without its prefix.' })
    familyName: string,
    @Arg('motherBirthDate', () => LocalDate) birthDate: string,
    @Arg('motherGivenName', () => String, {
      nullable: true,
      description: 'The first letters of her voornamen.',
    })
    givenName: string | null | undefined,
    @Arg('asOf', () => AsOfInput, { nullable: true }) _asOf: AsOfInput | null | undefined,
    @Ctx() { unborn }: ChildContext,
  ): Promise<readonly Pregnancy[]> {
    const woman = { familyName, birthDate, givenName: givenName ?? undefined }
    checkNames(woman)
    return (await unborn.find(woman)).map(toPregnancy)
  }

  @Guarded('birth-care:expected')
  @ListSize({ assumed: 2 })
  @FieldResolver(() => [Child], {
    nullable: true,
    description:
      'Born or unborn, in the order in which they were first known. Never one who did not live, nor one who was adopted since.',
  })
  async children(
    @Root() { stored }: Pregnancy,
    @Ctx() { persons, viewer }: ChildContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<readonly Child[]> {
    const parts = partsAsked(info, viewer)
    const living = stored.children.filter(({ isLost }) => !isLost)
    const ids = living.map(({ id, answeredBy }) => answeredBy ?? id)
    const shown = await Promise.all(
      ids.map(async (id) => (await persons.isPresent(id, parts)) && persons.isOf(id, stored)),
    )
    return ids.filter((_, i) => shown[i]).map((id) => ({ id }))
  }
}

@Resolver(() => Pregnancy)
export class PregnancyLosses {
  @Guarded('birth-care:losses')
  @FieldResolver(() => Int, {
    nullable: true,
    description: 'How many children of it did not live: they are in no list.',
  })
  childrenLost(@Root() { stored }: Pregnancy): number {
    return stored.lost
  }
}

@Resolver(() => Child)
export class ChildInPregnancy {
  @Guarded('birth-care:expected')
  @FieldResolver(() => Pregnancy, {
    nullable: true,
    description:
      'The pregnancy of which the child is. Null where birth care told of none; after an adoption; and where the one who gave birth is no parent in the register.',
  })
  async pregnancy(
    @Root() { id }: Child,
    @Ctx() { persons, unborn }: ChildContext,
  ): Promise<Pregnancy | null> {
    if (await persons.isObjected(id, 'birth-care')) return null
    const stored = await unborn.pregnancyOf(id)
    if (stored === undefined || !(await persons.isOf(id, stored))) return null
    const found = await unborn.pregnancy(stored.id)
    return found ? toPregnancy(found) : null
  }

  @Guarded('birth-care:expected')
  @FieldResolver(() => LocalDate, {
    nullable: true,
    description: 'A terme datum of the pregnancy; null as `pregnancy` is.',
  })
  async dueDate(@Root() child: Child, @Ctx() context: ChildContext): Promise<string | null> {
    return (await this.pregnancy(child, context))?.dueDate ?? null
  }

  @Guarded('birth-care:expected')
  @FieldResolver(() => Int, {
    nullable: true,
    description:
      'From 1: the order in which the children of the pregnancy were first known; it never changes. The order in which they were born is `birthCare.birth.rank`. Null as `pregnancy` is.',
  })
  async rank(@Root() child: Child, @Ctx() context: ChildContext): Promise<number | null> {
    const { stored } = (await this.pregnancy(child, context)) ?? {}
    const own = stored?.children.find(
      ({ id, answeredBy }) => id === child.id || answeredBy === child.id,
    )
    return own?.place ?? null
  }

  @Guarded('child:identity')
  @FieldResolver(() => ChildPhase, {
    nullable: true,
    description:
      'Counted from the birth date, on the day that is asked about. Null where that is not known whole and leaves more than one; and of who was due long ago, when nobody told of a birth.',
  })
  phase(@Root() { id }: Child, @Ctx() { persons }: ChildContext): Promise<ChildPhase | null> {
    return persons.phase(id)
  }
}
