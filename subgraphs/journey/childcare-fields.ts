import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import { Guarded } from '../../privacy/guarded.ts'
import { Cost, Requires } from '../../schema/federation.ts'
import { LocalDate } from '../../schema/scalars.ts'
import { ChildcareAccess } from './access-types.ts'
import { AT, Child, dayOf, type JourneyContext, KNOWN, toKnown } from './child.ts'
import { toChildcareAccess } from './childcare-access.ts'
import { toVvePlacement } from './vve-placement.ts'
import { VvePlacement } from './vve-types.ts'

/** How a child came to childcare, or did not. */
@Resolver(() => Child)
export class ChildToChildcare {
  @Guarded('journey:childcare')
  @Requires(KNOWN)
  @Cost(25)
  @FieldResolver(() => VvePlacement, {
    nullable: true,
    description: 'Null where the viewer may not read of childcare, or before there was a rule.',
  })
  vvePlacement(
    @Root() child: Child,
    @Arg('at', () => LocalDate, { nullable: true, description: AT }) at: string | undefined,
    @Ctx() context: JourneyContext,
  ): VvePlacement | null {
    return toVvePlacement(toKnown(child, context), dayOf(at, context.today))
  }

  @Guarded('journey:childcare')
  @Requires(KNOWN)
  @Cost(25)
  @FieldResolver(() => ChildcareAccess, {
    nullable: true,
    description:
      'Null where the viewer may not read of childcare, or nobody knows when the child was born.',
  })
  childcareAccess(
    @Root() child: Child,
    @Arg('at', () => LocalDate, { nullable: true, description: AT }) at: string | undefined,
    @Ctx() context: JourneyContext,
  ): ChildcareAccess | null {
    return toChildcareAccess(toKnown(child, context), dayOf(at, context.today))
  }
}
