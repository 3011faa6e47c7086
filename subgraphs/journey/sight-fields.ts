import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import { Guarded } from '../../privacy/guarded.ts'
import { Cost, Requires } from '../../schema/federation.ts'
import { LocalDate } from '../../schema/scalars.ts'
import { AT, Child, dayOf, type JourneyContext, KNOWN, toKnown } from './child.ts'
import { toSight } from './sight.ts'
import { Sight } from './sight-types.ts'
import { VaccinationStatus } from './vaccination-types.ts'
import { toVaccinations } from './vaccinations.ts'

/** What was expected of a child, and whether it came. */
@Resolver(() => Child)
export class ChildInSight {
  @Guarded('journey:sight')
  @Requires(KNOWN)
  @Cost(25)
  @FieldResolver(() => Sight, {
    nullable: true,
    description:
      'Whether the child is in sight of the domains that the viewer may read. That a domain is silent counts only where it told all that it has.',
  })
  sight(
    @Root() child: Child,
    @Arg('at', () => LocalDate, { nullable: true, description: AT }) at: string | undefined,
    @Ctx() context: JourneyContext,
  ): Sight {
    return toSight(toKnown(child, context), dayOf(at, context.today))
  }

  @Guarded('journey:vaccinations')
  @Requires(`${KNOWN} jgzVaccinationScheme`)
  @Cost(25)
  @FieldResolver(() => VaccinationStatus, {
    nullable: true,
    description:
      'Null where the birth date is not known to the day, the family does not want youth health care to be read, or no schedule has the child.',
  })
  vaccinationStatus(
    @Root() child: Child,
    @Arg('at', () => LocalDate, { nullable: true, description: AT }) at: string | undefined,
    @Ctx() context: JourneyContext,
  ): VaccinationStatus | null {
    const known = toKnown(child, context)
    return toVaccinations(known, child.jgzVaccinationScheme, dayOf(at, context.today))
  }
}
