import type { GraphQLResolveInfo } from 'graphql'
import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Info,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql'
import { Guarded } from '../../privacy/guarded.ts'
import type { Domain, SealedReference } from '../../privacy/sealed-reference.ts'
import type { Viewer } from '../../privacy/viewer.ts'
import { AsOfInput } from '../../schema/as-of.ts'
import { GraphError } from '../../schema/errors.ts'
import { Cost, External, Inaccessible, Key, ListSize } from '../../schema/federation.ts'
import { RegistryPresence } from '../../schema/presence.ts'
import { LocalDate, PartialDate } from '../../schema/scalars.ts'
import { YouthHelpTold } from '../../schema/youth-help-told.ts'
import type { TellHealth } from '../health.ts'
import type { WhoLooked } from './account.ts'
import type { Glasses } from './break-glass.ts'
import type { ViewDomain } from './domain-views.ts'
import { PersonName, Sex } from './identity.ts'
import { LegalAuthority } from './legal-authority.ts'
import type { LinkDesk } from './link-desk.ts'
import type { LinkedRegistry } from './linked-registry.ts'
import { partsAsked } from './look-ahead.ts'
import type { Objecting } from './objecting.ts'
import type { Persons } from './persons.ts'
import { Registration } from './registration.ts'
import { Residence } from './residence.ts'
import type { FindSiblings } from './siblings.ts'
import type { FindStays } from './stays.ts'
import type { Unborn } from './unborn.ts'

const MOST_CHILDREN = 500

/** What a resolver of this subgraph gets. */
export interface ChildContext {
  readonly viewer: Viewer
  readonly persons: Persons
  readonly links: readonly LinkedRegistry[]
  readonly desk: LinkDesk
  readonly whoLooked: WhoLooked
  readonly objecting: Objecting
  readonly glasses: Glasses
  readonly view: ViewDomain
  /** Of the population registers. */
  readonly health: TellHealth
  readonly siblings: FindSiblings
  readonly stays: FindStays
  /** Pregnancies, and who is in no register yet. */
  readonly unborn: Unborn
  /** Under which parents get their ids. */
  readonly parentKey: Uint8Array
}

@Key('id')
@ObjectType({
  description: 'A child, from pregnancy to the fourth birthday; the centre of the graph.',
})
export class Child {
  @Field(() => ID, { description: 'Issued once, random, and never changed. No register knows it.' })
  readonly id!: string

  @External()
  @Field(() => YouthHelpTold, { nullable: true })
  readonly youthHelpTold?: YouthHelpTold | null

  @External()
  @Field(() => [RegistryPresence], { nullable: true })
  readonly birthCarePresence?: readonly RegistryPresence[] | null

  @External()
  @Field(() => [RegistryPresence], { nullable: true })
  readonly jgzPresence?: readonly RegistryPresence[] | null

  @External()
  @Field(() => [RegistryPresence], { nullable: true })
  readonly childcarePresence?: readonly RegistryPresence[] | null

  @External()
  @Field(() => [RegistryPresence], { nullable: true })
  readonly socialDomainPresence?: readonly RegistryPresence[] | null
}

@Resolver(() => Child)
export class ChildQueries {
  @Guarded('child:read')
  @Query(() => Child, {
    nullable: true,
    description:
      'One child by its id. Null with CHILD_UNKNOWN for an id that was never issued and for a child that the viewer may not see.',
  })
  async child(
    @Arg('id', () => ID) id: string,
    @Arg('asOf', () => AsOfInput, { nullable: true }) _asOf: AsOfInput | null | undefined,
    @Ctx() { persons, viewer }: ChildContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Child> {
    const isPresent = await persons.isPresent(id, partsAsked(info, viewer))
    // Of two ids that were issued for one child, one answers for both.
    const known = isPresent ? await persons.known(id) : undefined
    if (known === undefined) throw new GraphError('CHILD_UNKNOWN')
    return { id: known.id }
  }

  @Guarded('child:read')
  @Query(() => [Child], {
    nullable: 'itemsAndList',
    description:
      'At most 500 children by their ids, in the same order. Null at its place, with CHILD_UNKNOWN, for whom `child` would say so.',
  })
  async children(
    @Arg('ids', () => [ID]) ids: readonly string[],
    @Arg('asOf', () => AsOfInput, { nullable: true }) _asOf: AsOfInput | null | undefined,
    @Ctx() { persons, viewer }: ChildContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<readonly (Child | Error)[]> {
    if (ids.length > MOST_CHILDREN) throw new GraphError('ARGUMENT_INVALID')
    const parts = partsAsked(info, viewer)
    return Promise.all(
      ids.map((id) =>
        persons
          .isPresent(id, parts)
          .then((isPresent) => (isPresent ? persons.known(id) : undefined))
          .then((known) => (known ? { id: known.id } : new GraphError('CHILD_UNKNOWN')), toError),
      ),
    )
  }

  @Guarded('child:find')
  @Cost(5)
  @ListSize({ assumed: 5 })
  @Query(() => [Child], {
    nullable: true,
    description:
      'Children under eighteen by family name and birth date, as the population register writes them, in the municipalities that the viewer works for. At most ten; more is TOO_MANY_FOUND.',
  })
  async findChildren(
    @Arg('familyName', () => String, { description: 'Geslachtsnaam, without its prefix.' })
    familyName: string,
    @Arg('birthDate', () => LocalDate)
    birthDate: string,
    @Arg('givenName', () => String, {
      nullable: true,
      description: 'The first letters of the voornamen.',
    })
    givenName: string | null | undefined,
    @Arg('prefix', () => String, { nullable: true, description: 'Voorvoegsel: `van`, `de`.' })
    prefix: string | null | undefined,
    @Arg('asOf', () => AsOfInput, { nullable: true }) _asOf: AsOfInput | null | undefined,
    @Ctx() { persons, viewer }: ChildContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Child[]> {
    const ids = await persons.find(
      { familyName, birthDate, givenName: givenName ?? undefined, prefix: prefix ?? undefined },
      partsAsked(info, viewer),
    )
    return ids.map((id) => ({ id }))
  }
}

@Resolver(() => Child)
export class ChildFields {
  @Guarded('child:identity')
  @FieldResolver(() => PersonName, { nullable: true })
  async name(@Root() { id }: Child, @Ctx() { persons }: ChildContext): Promise<PersonName | null> {
    return (await persons.read(id, 'identity'))?.name ?? null
  }

  @Guarded('child:identity')
  @FieldResolver(() => Sex, { nullable: true, description: 'Geslacht.' })
  async sex(@Root() { id }: Child, @Ctx() { persons }: ChildContext): Promise<Sex | null> {
    return (await persons.read(id, 'identity'))?.sex ?? null
  }

  @Guarded('child:identity')
  @FieldResolver(() => PartialDate, {
    nullable: true,
    description: 'Geboortedatum; in part, or null, where the register does not know it whole.',
  })
  async birthDate(@Root() { id }: Child, @Ctx() { persons }: ChildContext): Promise<string | null> {
    return (await persons.read(id, 'identity'))?.birthDate ?? null
  }

  @Guarded('child:identity')
  @FieldResolver(() => PartialDate, { nullable: true, description: 'Datum van overlijden.' })
  async deathDate(@Root() { id }: Child, @Ctx() { persons }: ChildContext): Promise<string | null> {
    return (await persons.read(id, 'identity'))?.deathDate ?? null
  }

  @Guarded('child:residence')
  @FieldResolver(() => Residence, {
    nullable: true,
    description: 'Null for an address that is unknown or secret (indicatie geheim).',
  })
  residence(@Root() { id }: Child, @Ctx() { persons }: ChildContext): Promise<Residence | null> {
    return persons.read(id, 'residence')
  }

  @Guarded('child:family')
  @FieldResolver(() => LegalAuthority, {
    nullable: true,
    description: 'Who decides for the child (gezag). Null where the register tells of nobody.',
  })
  legalAuthority(
    @Root() { id }: Child,
    @Ctx() { persons }: ChildContext,
  ): Promise<LegalAuthority | null> {
    return persons.read(id, 'legalAuthority')
  }

  @Guarded('child:identity')
  @FieldResolver(() => Registration, {
    nullable: true,
    description: 'Whether the register keeps the child up to date, and if not, why.',
  })
  registration(
    @Root() { id }: Child,
    @Ctx() { persons }: ChildContext,
  ): Promise<Registration | null> {
    return persons.read(id, 'registration')
  }
}

/** At its place in a list. */
function toError(cause: unknown): Error {
  return cause instanceof Error ? cause : new GraphError('SUBGRAPH_ERROR', { cause })
}

/** Opaque to the gateway, and of no use to anyone but one domain. */
@Resolver(() => Child)
export class ChildReferences {
  @Inaccessible()
  @FieldResolver(() => ID, { nullable: true })
  birthCareRef(@Root() child: Child, @Ctx() context: ChildContext) {
    return referenceOf('birth-care', child, context)
  }

  @Inaccessible()
  @FieldResolver(() => ID, { nullable: true })
  jgzRef(@Root() child: Child, @Ctx() context: ChildContext) {
    return referenceOf('jgz', child, context)
  }

  @Inaccessible()
  @FieldResolver(() => ID, { nullable: true })
  childcareRef(@Root() child: Child, @Ctx() context: ChildContext) {
    return referenceOf('childcare', child, context)
  }

  @Inaccessible()
  @FieldResolver(() => ID, { nullable: true })
  socialDomainRef(@Root() child: Child, @Ctx() context: ChildContext) {
    return referenceOf('social-domain', child, context)
  }
}

function referenceOf(
  domain: Domain,
  { id }: Child,
  { persons }: ChildContext,
): Promise<SealedReference | null> {
  return persons.reference(id, domain)
}
