import { Ctx, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql'
import type { RegistryLink } from '../../connectors/registry.ts'
import { Guarded } from '../../privacy/guarded.ts'
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
}

@Resolver()
export class RegistryQueries {
  @Guarded('registry:status')
  @Query(() => [LinkedRegistry], { nullable: true, description: 'Which registries are linked.' })
  registries(@Ctx() { links }: ChildContext): readonly LinkedRegistry[] {
    return links
  }
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
