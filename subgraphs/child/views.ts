import { Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql'
import { Guarded } from '../../privacy/guarded.ts'
import { Domain } from '../../schema/domain.ts'
import { ListSize, Requires } from '../../schema/federation.ts'
import { PRESENCE, type RegistryPresence } from '../../schema/presence.ts'
import { DateTime } from '../../schema/scalars.ts'
import { Absence } from './absence.ts'
import { Child, type ChildContext } from './child.ts'
import { LinkCertainty } from './link.ts'

@ObjectType({
  description:
    'What a domain can tell of a child, and if nothing, why not. `child` says it, and never the domain itself: one that is down cannot say so.',
})
export class DomainView {
  @Field(() => Domain)
  readonly domain!: Domain

  @Field(() => Absence)
  readonly absence!: Absence

  @Field(() => String, {
    nullable: true,
    description:
      'The name of the registry that decided it; null where law or phase did, or all, and of a child whose address is secret.',
  })
  readonly source!: string | null

  @Field(() => DateTime, {
    nullable: true,
    description: 'Until when the registries of the domain are complete, as far as they say.',
  })
  readonly freshAt!: string | null

  @Field(() => LinkCertainty, {
    nullable: true,
    description: 'Of the least certain link by which the domain tells of the child.',
  })
  readonly linkCertainty!: LinkCertainty | null

  @Field(() => String, { description: 'A sentence for people; the same for the same absence.' })
  readonly detail!: string
}

/** What each domain told, by the name of its field. Null or missing: it did not answer. */
export const PRESENCE_FIELDS = {
  BIRTH_CARE: 'birthCarePresence',
  JGZ: 'jgzPresence',
  CHILDCARE: 'childcarePresence',
  SOCIAL_DOMAIN: 'socialDomainPresence',
} as const satisfies Record<Domain, string>

export const DOMAINS = Object.keys(PRESENCE_FIELDS) as readonly Domain[]

@Resolver(() => Child)
export class ChildViews {
  @Guarded('child:views')
  @Requires(
    Object.values(PRESENCE_FIELDS)
      .map((field) => `${field} ${PRESENCE}`)
      .join(' '),
  )
  @ListSize({ assumed: DOMAINS.length })
  @FieldResolver(() => [DomainView], {
    nullable: true,
    description: 'One for each domain, in the order of the domains. It never fails with them.',
  })
  views(@Root() child: Child, @Ctx() { view }: ChildContext): Promise<readonly DomainView[]> {
    return Promise.all(
      DOMAINS.map((domain) => view(child.id, domain, toldBy(child[PRESENCE_FIELDS[domain]]))),
    )
  }
}

/** As it came from the domain, by way of the gateway. */
export function toldBy(
  presences: readonly (RegistryPresence | null)[] | null | undefined,
): readonly RegistryPresence[] | null {
  const whole = presences?.filter((presence) => presence !== null)
  return whole && whole.length === presences?.length ? whole : null
}
