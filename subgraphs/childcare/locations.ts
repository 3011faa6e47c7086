/**
 * The public register of childcare as an entrance to the graph: places, and nothing of any child.
 *
 * @module
 */

import { Arg, Ctx, Field, Int, ObjectType, Query, Resolver } from 'type-graphql'
import { Guarded } from '../../privacy/guarded.ts'
import { AsOfInput, checkOfNow, OF_NOW } from '../../schema/as-of.ts'
import { GraphError } from '../../schema/errors.ts'
import { Cost, ListSize } from '../../schema/federation.ts'
import type { ChildcareContext } from './child.ts'
import { ChildcareLocation } from './childcare-location.ts'
import { ChildcareKind } from './codes.ts'

@ObjectType({
  description: 'Some of the locations that were found, in the order of their numbers.',
})
export class ChildcareLocationPage {
  @Field(() => [ChildcareLocation])
  readonly locations!: readonly ChildcareLocation[]

  @Field(() => Int, { description: 'How many there are on all pages.' })
  readonly total!: number

  @Field(() => Boolean)
  readonly hasNext!: boolean

  @Field(() => String, {
    nullable: true,
    description: 'For `after`, to go on where this page ends; null where it is empty.',
  })
  readonly endCursor!: string | null
}

const MOST_A_PAGE = 200

@Resolver()
export class LocationQueries {
  @Guarded('childcare:locations')
  @Cost(5)
  @ListSize({ argument: 'first', fields: ['locations'] })
  @Query(() => ChildcareLocationPage, {
    nullable: true,
    description:
      'Locations that stand in the register of childcare (LRK) now. Null where no register is linked. A childminder is found by municipality only, and without a name or an address.',
  })
  async childcareLocations(
    @Arg('municipality', () => String, { description: 'Its four digits: `0518`.' })
    municipality: string,
    @Arg('kind', () => ChildcareKind, { nullable: true })
    kind: ChildcareKind | null | undefined,
    @Arg('vve', () => Boolean, {
      nullable: true,
      description: 'Those that offer early childhood education; or those that do not.',
    })
    vve: boolean | null | undefined,
    @Arg('minPlaces', () => Int, { nullable: true }) minPlaces: number | null | undefined,
    @Arg('postcode4', () => String, {
      nullable: true,
      description: 'The four digits of a postcode.',
    })
    postcode4: string | null | undefined,
    @Arg('first', () => Int, { defaultValue: 50, description: 'From 1 to 200.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'An `endCursor`.' })
    after: string | null | undefined,
    @Arg('asOf', () => AsOfInput, OF_NOW) asOf: AsOfInput | null | undefined,
    @Ctx() { search }: ChildcareContext,
  ): Promise<ChildcareLocationPage | null> {
    const isValid =
      /^\d{4}$/.test(municipality) &&
      (postcode4 == null || /^\d{4}$/.test(postcode4)) &&
      first >= 1 &&
      first <= MOST_A_PAGE
    const from = after == null ? '' : fromCursor(after)
    if (!isValid || from === undefined) throw new GraphError('ARGUMENT_INVALID')
    checkOfNow(asOf)
    if (!search) return null
    const found = await search({
      municipality,
      kind: kind ?? null,
      vve: vve ?? null,
      minPlaces: minPlaces ?? null,
      postcode4: postcode4 ?? null,
      first,
      after: from,
    })
    const last = found.locations.at(-1)
    return { ...found, endCursor: last ? toCursor(last.lrkId) : null }
  }
}

function toCursor(lrkId: string): string {
  return Buffer.from(`lrk ${lrkId}`).toString('base64url')
}

function fromCursor(cursor: string): string | undefined {
  const [, lrkId] = /^lrk (\d{1,12})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? []
  return lrkId
}
