import {
  Arg,
  Ctx,
  Field,
  Float,
  ID,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  registerEnumType,
} from 'type-graphql'
import { Guarded } from '../../privacy/guarded.ts'
import { AsOfInput, checkOfNow, OF_NOW } from '../../schema/as-of.ts'
import { Domain } from '../../schema/domain.ts'
import { GraphError } from '../../schema/errors.ts'
import { DateTime } from '../../schema/scalars.ts'
import { Child, type ChildContext } from './child.ts'
import { Link, LinkCertainty, LinkWeight } from './link.ts'

export const LinkCaseKind = { POSSIBLE: 'POSSIBLE', CONTRADICTION: 'CONTRADICTION' } as const
export type LinkCaseKind = keyof typeof LinkCaseKind

registerEnumType(LinkCaseKind, {
  name: 'LinkCaseKind',
  description: 'Why a person has to decide.',
  valuesConfig: {
    POSSIBLE: { description: 'What agrees says neither yes nor no (twijfelgeval).' },
    CONTRADICTION: {
      description:
        'A rule says one thing, and something else speaks against it (tegenspraak). Until it is decided nothing of it is read.',
    },
  },
})

@ObjectType({
  description:
    'A child and a record that may be of it, for a person to decide. Levels and weights; no name, number or date.',
})
export class LinkCase {
  @Field(() => ID)
  readonly id!: string

  @Field(() => DateTime)
  readonly openedAt!: Date

  @Field(() => Domain, { nullable: true })
  readonly domain!: Domain | null

  @Field(() => ID, { description: 'The name of the registry.' })
  readonly registry!: string

  @Field(() => ID, { description: 'Stands for the record, for this purpose.' })
  readonly record!: string

  @Field(() => Child)
  readonly child!: Child

  @Field(() => LinkCaseKind)
  readonly kind!: LinkCaseKind

  @Field(() => String, {
    description:
      '`MIDDLE_BAND`, `TIE`, `BIRTH_YEAR`, `DECISION`, …: `docs/linking.md` tells of each.',
  })
  readonly reason!: string

  @Field(() => Float, { description: 'Of how far the two agree, in bits; never of a person.' })
  readonly score!: number

  @Field(() => String, { description: 'Of the rule or the model.' })
  readonly ruleVersion!: string

  @Field(() => [LinkWeight])
  readonly evidence!: readonly LinkWeight[]
}

@ObjectType()
export class LinkCasePage {
  @Field(() => [LinkCase])
  readonly cases!: readonly LinkCase[]

  @Field(() => Boolean)
  readonly hasNext!: boolean

  @Field(() => ID, {
    nullable: true,
    description: 'For `after`, to go on where this page ends; null where it is empty.',
  })
  readonly endCursor!: string | null
}

const MOST_A_PAGE = 100

@Resolver()
export class LinkQueries {
  @Guarded('linkage:cases')
  @Query(() => LinkCasePage, {
    nullable: true,
    description:
      'What is for a person to decide, oldest first, of children that the viewer works for. A page may hold fewer than were asked, and still have a next one.',
  })
  linkCases(
    @Arg('first', () => Int, { defaultValue: 50, description: 'From 1 to 100.' }) first: number,
    @Arg('after', () => ID, { nullable: true, description: 'An `endCursor`.' })
    after: string | null | undefined,
    @Arg('registry', () => ID, { nullable: true, description: 'Of one registry.' })
    registry: string | null | undefined,
    @Arg('asOf', () => AsOfInput, OF_NOW) asOf: AsOfInput | null | undefined,
    @Ctx() { desk }: ChildContext,
  ): Promise<LinkCasePage> {
    checkOfNow(asOf)
    if (first < 1 || first > MOST_A_PAGE) throw new GraphError('ARGUMENT_INVALID')
    return desk.cases({ first, after: after ?? undefined, registry: registry ?? undefined })
  }

  @Guarded('linkage:cases')
  @Query(() => Link, {
    nullable: true,
    description: 'One link with its whole history, also when it is broken. LINK_UNKNOWN else.',
  })
  link(
    @Arg('id', () => ID) id: string,
    @Arg('asOf', () => AsOfInput, { nullable: true }) _asOf: AsOfInput | null | undefined,
    @Ctx() { desk }: ChildContext,
  ): Promise<Link> {
    return desk.link(id)
  }
}

const REASON =
  'Why, in at most 500 characters. It is kept for ever: no names, no numbers of persons.'

@Resolver()
export class LinkMutations {
  @Guarded('linkage:decide')
  @Mutation(() => Link, {
    nullable: true,
    description:
      'Decides a case: EXACT or PROBABLE for one child, NONE for two. No rule overrules it; a rule that says otherwise becomes a case.',
  })
  decideLink(
    @Arg('case', () => ID) caseId: string,
    @Arg('certainty', () => LinkCertainty) certainty: LinkCertainty,
    @Arg('reason', () => String, { description: REASON }) reason: string,
    @Ctx() { desk }: ChildContext,
  ): Promise<Link> {
    return desk.decide({ caseId, certainty, reason })
  }

  @Guarded('linkage:decide')
  @Mutation(() => Link, {
    nullable: true,
    description:
      'Breaks a link (ontkoppelen). The next answer is without it; no source is changed.',
  })
  breakLink(
    @Arg('link', () => ID) linkId: string,
    @Arg('reason', () => String, { description: REASON }) reason: string,
    @Ctx() { desk }: ChildContext,
  ): Promise<Link> {
    return desk.breakLink({ linkId, reason })
  }

  @Guarded('linkage:decide')
  @Mutation(() => Link, {
    nullable: true,
    description: 'Takes back that a link was broken or refused by a person.',
  })
  restoreLink(
    @Arg('link', () => ID) linkId: string,
    @Arg('reason', () => String, { description: REASON }) reason: string,
    @Ctx() { desk }: ChildContext,
  ): Promise<Link> {
    return desk.restoreLink({ linkId, reason })
  }
}
