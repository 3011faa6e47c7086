import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql'
import type { RegistryLink } from '../../connectors/registry.ts'
import { Guarded } from '../../privacy/guarded.ts'
import type { Domain } from '../../privacy/sealed-reference.ts'
import { AsOfInput, checkOfNow, OF_NOW } from '../../schema/as-of.ts'
import { External, Key, Requires } from '../../schema/federation.ts'
import { HEALTH, RegistryHealth } from '../../schema/health.ts'
import { LocalDate } from '../../schema/scalars.ts'
import type { ChildContext } from './child.ts'

@ObjectType({
  description: 'What was agreed with who keeps a registry. Outside of it, nothing is read.',
})
export class Agreement {
  @Field(() => String, { description: 'Who keeps the registry.' })
  readonly party!: string

  @Field(() => [String], { description: 'The purposes for which it may be read.' })
  readonly purposes!: readonly string[]

  @Field(() => [String], { description: 'What of a record may be read; nothing else is.' })
  readonly fields!: readonly string[]

  @Field(() => LocalDate, { description: 'The first day on which it is in force.' })
  readonly from!: string

  @Field(() => LocalDate, { nullable: true, description: 'The last day; null for no end.' })
  readonly until!: string | null
}

@Key('name')
@ObjectType({
  description: 'A registry that is linked (`registries/`). No address, and no persons.',
})
export class LinkedRegistry {
  @Field(() => ID)
  readonly name!: string

  @Field(() => String)
  readonly title!: string

  @Field(() => String, {
    description: '`population`, `birth-care`, `jgz`, `childcare` or `social-domain`.',
  })
  readonly domain!: string

  @Field(() => String, {
    description: 'How it is reached: `rest`, `fhir`, `postgres` or `deliveries`.',
  })
  readonly kind!: string

  @Field(() => String, { description: 'What it speaks: `brp-personen-2`, `ijw-3.2`, `lrk`, …' })
  readonly format!: string

  @Field(() => Int, { description: 'How fresh its data are promised to be, in hours.' })
  readonly promisedFreshnessHours!: number

  @Field(() => Agreement)
  readonly agreement!: Agreement

  @External()
  @Field(() => RegistryHealth, { nullable: true })
  readonly birthCareHealth?: RegistryHealth | null

  @External()
  @Field(() => RegistryHealth, { nullable: true })
  readonly jgzHealth?: RegistryHealth | null

  @External()
  @Field(() => RegistryHealth, { nullable: true })
  readonly childcareHealth?: RegistryHealth | null

  @External()
  @Field(() => RegistryHealth, { nullable: true })
  readonly socialDomainHealth?: RegistryHealth | null
}

@Resolver()
export class RegistryQueries {
  @Guarded('registry:status')
  @Query(() => [LinkedRegistry], { nullable: true, description: 'Which registries are linked.' })
  registries(
    @Arg('asOf', () => AsOfInput, OF_NOW) asOf: AsOfInput | null | undefined,
    @Ctx() { links }: ChildContext,
  ): readonly LinkedRegistry[] {
    checkOfNow(asOf)
    return links
  }
}

/** By which field a part tells of its own. */
const HEALTH_FIELDS = {
  'birth-care': 'birthCareHealth',
  jgz: 'jgzHealth',
  childcare: 'childcareHealth',
  'social-domain': 'socialDomainHealth',
} as const satisfies Record<Domain, keyof LinkedRegistry>

@Resolver(() => LinkedRegistry)
export class RegistryFields {
  @Guarded('registry:status')
  @Requires(
    Object.values(HEALTH_FIELDS)
      .map((field) => `${field} ${HEALTH}`)
      .join(' '),
  )
  @FieldResolver(() => RegistryHealth, {
    nullable: true,
    description:
      'How it fares, as the part that asks it tells; where that part is dead it is `DOWN`.',
  })
  async health(
    @Root() registry: LinkedRegistry,
    @Ctx() { links, health }: ChildContext,
  ): Promise<RegistryHealth | null> {
    const link = links.find(({ name }) => name === registry.name)
    if (!link) return null
    const { domain } = link
    if (!isDomain(domain)) return health(link.name)
    return registry[HEALTH_FIELDS[domain]] ?? DEAD
  }
}

const DEAD: RegistryHealth = {
  state: 'DOWN',
  lastSuccessAt: null,
  upToDateTo: null,
  circuit: null,
  isLate: null,
}

function isDomain(domain: string): domain is Domain {
  return Object.hasOwn(HEALTH_FIELDS, domain)
}

export function toLinkedRegistry(link: RegistryLink): LinkedRegistry {
  const { name, title, domain, kind, format, freshness, agreement } = link
  const { party, purposes, fields, from, until = null } = agreement
  return {
    name,
    title,
    domain,
    kind,
    format,
    promisedFreshnessHours: freshness.promised,
    agreement: { party, purposes, fields, from, until },
  }
}
