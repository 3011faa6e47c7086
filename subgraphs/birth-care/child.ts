import { Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root } from 'type-graphql'
import { Guarded } from '../../privacy/guarded.ts'
import type { Reader, Subject } from '../../privacy/read.ts'
import type { Viewer } from '../../privacy/viewer.ts'
import { DomainEvent } from '../../schema/events.ts'
import { Cost, External, Inaccessible, Key, Requires } from '../../schema/federation.ts'
import { RegistryPresence } from '../../schema/presence.ts'
import type { TellHealth } from '../health.ts'
import type { TellPresence } from '../presence.ts'
import { Birth } from './birth.ts'
import { toEvents } from './events.ts'
import { PregnancyRecord } from './pregnancy-record.ts'
import type { BirthCareRecord } from './source.ts'

/** What a resolver of this domain gets. */
export interface BirthCareContext {
  readonly viewer: Viewer
  readonly read: Reader<BirthCareRecord>
  readonly presence: TellPresence
  readonly health: TellHealth
}

@Key('id')
@ObjectType()
export class Child {
  @Field(() => ID)
  readonly id!: string

  @External()
  @Field(() => ID, { nullable: true })
  readonly birthCareRef!: string | null
}

@ObjectType({ description: 'What birth care (geboortezorg) knows about a child.' })
export class BirthCare {
  readonly subject!: Subject
}

@Resolver(() => Child)
export class ChildInBirthCare {
  @Guarded('birth-care:read')
  @Requires('birthCareRef')
  @Cost(10)
  @FieldResolver(() => BirthCare, {
    nullable: true,
    description: 'Null where no record can be looked up for this child.',
  })
  birthCare(@Root() child: Child): BirthCare | null {
    return toBirthCare(child)
  }

  @Inaccessible()
  @Requires('birthCareRef')
  @FieldResolver(() => [DomainEvent], { nullable: true })
  async birthCareEvents(
    @Root() child: Child,
    @Ctx() context: BirthCareContext,
  ): Promise<DomainEvent[] | null> {
    const birthCare = toBirthCare(child)
    return birthCare && toEvents(birthCare.subject, context)
  }

  @Inaccessible()
  @Requires('birthCareRef')
  @FieldResolver(() => [RegistryPresence], { nullable: true })
  birthCarePresence(@Root() child: Child, @Ctx() { presence }: BirthCareContext) {
    return presence(toBirthCare(child)?.subject ?? null)
  }
}

function toBirthCare({ id, birthCareRef }: Child): BirthCare | null {
  return birthCareRef ? { subject: { id, reference: birthCareRef } } : null
}

@Resolver(() => BirthCare)
export class BirthCareFields {
  @Guarded('birth-care:pregnancy')
  @FieldResolver(() => PregnancyRecord, {
    nullable: true,
    description: "The pregnancy of which this child was born; never another of the mother's.",
  })
  pregnancy(@Root() { subject }: BirthCare, @Ctx() { read }: BirthCareContext) {
    return read(subject, 'pregnancy')
  }

  @Guarded('birth-care:birth')
  @FieldResolver(() => Birth, { nullable: true })
  birth(@Root() { subject }: BirthCare, @Ctx() { read }: BirthCareContext) {
    return read(subject, 'birth')
  }
}
