import { Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root } from 'type-graphql'
import { Guarded } from '../../privacy/guarded.ts'
import type { Reader, Subject } from '../../privacy/read.ts'
import type { Viewer } from '../../privacy/viewer.ts'
import { DomainEvent } from '../../schema/events.ts'
import { External, Inaccessible, Key, Requires } from '../../schema/federation.ts'
import { toEvents } from './events.ts'
import { GrowthMeasurement } from './growth.ts'
import type { JgzRecord } from './source.ts'

/** What a resolver of this domain gets. */
export interface JgzContext {
  readonly viewer: Viewer
  readonly read: Reader<JgzRecord>
}

@Key('id')
@ObjectType()
export class Child {
  @Field(() => ID)
  readonly id!: string

  @External()
  @Field(() => ID, { nullable: true })
  readonly jgzRef!: string | null
}

@ObjectType({ description: 'What youth health care (jeugdgezondheidszorg) knows about a child.' })
export class Jgz {
  readonly subject!: Subject
}

@Resolver(() => Child)
export class ChildInJgz {
  @Guarded('jgz:read')
  @Requires('jgzRef')
  @FieldResolver(() => Jgz, {
    nullable: true,
    description: 'Null where no dossier can be looked up for this child.',
  })
  jgz(@Root() child: Child): Jgz | null {
    return toSubject(child)
  }

  @Inaccessible()
  @Requires('jgzRef')
  @FieldResolver(() => [DomainEvent], { nullable: true })
  async jgzEvents(@Root() child: Child, @Ctx() context: JgzContext): Promise<DomainEvent[] | null> {
    const jgz = toSubject(child)
    return jgz && toEvents(jgz.subject, context)
  }
}

function toSubject({ id, jgzRef }: Child): Jgz | null {
  return jgzRef ? { subject: { id, reference: jgzRef } } : null
}

@Resolver(() => Jgz)
export class JgzFields {
  @Guarded('jgz:growth')
  @FieldResolver(() => [GrowthMeasurement], { nullable: true, description: 'Oldest first.' })
  growth(@Root() { subject }: Jgz, @Ctx() { read }: JgzContext) {
    return read(subject, 'growth')
  }
}
