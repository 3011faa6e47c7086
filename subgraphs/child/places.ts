/**
 * Where a child lived, which municipality answers for it, and in which region of youth health care it lives: three
 * things that may be three places. Of a child with a secret address none of them is told.
 *
 * @module
 */

import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import { toDay } from '../../connectors/wall-clock.ts'
import { Guarded } from '../../privacy/guarded.ts'
import { Requires } from '../../schema/federation.ts'
import { LocalDate } from '../../schema/scalars.ts'
import { Child, type ChildContext } from './child.ts'
import { regionOf } from './jgz-regions.ts'
import { Stay } from './residence-history.ts'
import { JgzRegion, ResponsibleMunicipality } from './responsible-municipality.ts'
import { dayBefore } from './stays.ts'

/** Nobody in this graph is older. */
const YEARS = 18

@Resolver(() => Child)
export class ChildPlaces {
  @Guarded('child:residences')
  @FieldResolver(() => [Stay], {
    nullable: true,
    description:
      'Where the child lived (verblijfplaatshistorie), oldest first: the stays that overlap with these days, each told whole. Null for an address that is secret, and where no history is linked.',
  })
  residences(
    @Root() { id }: Child,
    @Ctx() { stays }: ChildContext,
    @Arg('from', () => LocalDate, { nullable: true, description: 'Default: from birth.' })
    from: string | null | undefined,
    @Arg('to', () => LocalDate, { nullable: true, description: 'The last day; default: today.' })
    to: string | null | undefined,
  ) {
    const today = toDay(new Date())
    const ever = `${Number(today.slice(0, 4)) - YEARS}-01-01`
    return stays(id, { from: from ?? ever, to: to ?? today })
  }

  @Guarded('child:residence')
  @FieldResolver(() => JgzRegion, {
    nullable: true,
    description:
      'Where the child lives, by the division that holds today. Null for an address that is unknown or secret.',
  })
  async jgzRegion(
    @Root() { id }: Child,
    @Ctx() { persons }: ChildContext,
  ): Promise<JgzRegion | null> {
    const residence = await persons.read(id, 'residence')
    return (residence && regionOf(residence.municipality.code, toDay(new Date()))) ?? null
  }

  // Both scopes: that help is in force is told by it.
  @Guarded('child:residence', 'social-domain:allocations')
  @Requires('youthHelpTold { municipality since staySince }')
  @FieldResolver(() => ResponsibleMunicipality, {
    nullable: true,
    description:
      'Null where it cannot be told: for an address that is unknown or secret, and where youth help could not be asked.',
  })
  async responsibleMunicipality(
    @Root() { id, youthHelpTold }: Child,
    @Ctx() { persons, stays }: ChildContext,
  ): Promise<ResponsibleMunicipality | null> {
    const [presence, residence] = await Promise.all([
      persons.read(id, 'presence'),
      persons.read(id, 'residence'),
    ])
    if (!presence || presence.shielded || !youthHelpTold) return null
    const { municipality: code, since, staySince } = youthHelpTold
    if (code !== null) {
      const name = residence?.municipality.code === code ? residence.municipality.name : null
      return { municipality: { code, name }, basis: 'YOUTH_HELP', since }
    }
    if (staySince !== null) {
      const day = dayBefore(staySince)
      const before = (await stays(id, { from: day, to: day }))?.at(-1)
      return before?.municipality
        ? { municipality: before.municipality, basis: 'RESIDENCE_BEFORE_STAY', since: before.from }
        : null
    }
    if (!residence) return null
    const { municipality, registeredSince } = residence
    return { municipality, basis: 'RESIDENCE', since: registeredSince }
  }
}
