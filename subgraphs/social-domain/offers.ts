/**
 * The map of offers as an entrance to the graph: help, and nothing of any family.
 *
 * @module
 */

import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql'
import { Guarded } from '../../privacy/guarded.ts'
import { AsOfInput } from '../../schema/as-of.ts'
import { GraphError } from '../../schema/errors.ts'
import { Cost, ListSize } from '../../schema/federation.ts'
import { LocalDate } from '../../schema/scalars.ts'
import type { SocialDomainContext } from './child.ts'
import { OfferGap } from './offer-gap.ts'
import { isFor, isIn, isOpen, toOfferGaps } from './offer-gaps.ts'
import { OfferVerdict, SupportNeed } from './offer-words.ts'
import { SupportOffer } from './support-offer.ts'

const AT = 'On which day. Left out: the day that is asked about.'
const MUNICIPALITY = 'Its four digits: `0518`.'

@Resolver()
export class OfferQueries {
  @Guarded('social-domain:offers')
  @Cost(5)
  @ListSize({ assumed: 50 })
  @Query(() => [SupportOffer], {
    nullable: true,
    description: 'Help that is open on that day. Null where no map of offers is linked.',
  })
  async supportOffers(
    @Arg('municipality', () => String, { description: MUNICIPALITY }) municipality: string,
    @Arg('need', () => SupportNeed, { nullable: true }) need: SupportNeed | null | undefined,
    @Arg('area', () => String, {
      nullable: true,
      description: 'The four digits of a postcode.',
    })
    area: string | null | undefined,
    @Arg('ageMonths', () => Int, { nullable: true, description: 'Of the child; −1: not born.' })
    ageMonths: number | null | undefined,
    @Arg('at', () => LocalDate, { nullable: true, description: AT }) at: string | null | undefined,
    @Arg('asOf', () => AsOfInput, { nullable: true }) _asOf: AsOfInput | null | undefined,
    @Ctx() { offers, today }: SocialDomainContext,
  ): Promise<readonly SupportOffer[] | null> {
    checkAreas([municipality, ...(area == null ? [] : [area])])
    const map = await offers()
    if (!map) return null
    return map.offers
      .filter((offer) => offer.municipality === municipality && isOpen(offer, at ?? today))
      .filter((offer) => need == null || offer.need === need)
      .filter((offer) => area == null || isIn(offer, area))
      .filter((offer) => ageMonths == null || isFor(offer, ageMonths, ageMonths + 1))
      .sort((a, b) => (a.id < b.id ? -1 : 1))
  }

  @Guarded('social-domain:offers')
  @Cost(25)
  @ListSize({ assumed: 400 })
  @Query(() => [OfferGap], {
    nullable: true,
    description:
      'Where there is no help: for each area that the map names, each need and age. Null where no map of offers is linked.',
  })
  async offerGaps(
    @Arg('municipality', () => String, { description: MUNICIPALITY }) municipality: string,
    @Arg('areas', () => [String], {
      nullable: true,
      description: 'Four digits of postcodes, of which the map may have nothing; at most 200.',
    })
    areas: readonly string[] | null | undefined,
    @Arg('needs', () => [SupportNeed], { nullable: true, description: 'Of these alone.' })
    needs: readonly SupportNeed[] | null | undefined,
    @Arg('verdicts', () => [OfferVerdict], { nullable: true, description: 'Of these alone.' })
    verdicts: readonly OfferVerdict[] | null | undefined,
    @Arg('at', () => LocalDate, { nullable: true, description: AT }) at: string | null | undefined,
    @Arg('asOf', () => AsOfInput, { nullable: true }) _asOf: AsOfInput | null | undefined,
    @Ctx() { offers, today }: SocialDomainContext,
  ): Promise<readonly OfferGap[] | null> {
    checkAreas([municipality, ...(areas ?? [])])
    const map = await offers()
    if (!map) return null
    const { isFresh } = map
    const asked = { municipality, areas: areas ?? [], at: at ?? today, isFresh }
    return toOfferGaps(map.offers, asked).filter(
      ({ need, verdict }) =>
        (!needs || needs.includes(need)) && (!verdicts || verdicts.includes(verdict)),
    )
  }
}

const MOST_AREAS = 200

function checkAreas(codes: readonly string[]): void {
  const isValid = codes.length <= MOST_AREAS + 1 && codes.every((code) => /^\d{4}$/.test(code))
  if (!isValid) throw new GraphError('ARGUMENT_INVALID')
}
