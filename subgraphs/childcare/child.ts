import { Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root } from 'type-graphql'
import { Guarded } from '../../privacy/guarded.ts'
import type { Reader, Subject } from '../../privacy/read.ts'
import type { Viewer } from '../../privacy/viewer.ts'
import { DomainEvent } from '../../schema/events.ts'
import { External, Inaccessible, Key, Requires } from '../../schema/federation.ts'
import { ChildcareLocation } from './childcare-location.ts'
import { Enrolment } from './enrolment.ts'
import { toEvents } from './events.ts'
import { MonthOfHours } from './month-of-hours.ts'
import type { ChildcareRecord } from './source.ts'
import { ChildcareVve, toVve } from './vve.ts'

/** What a resolver of this domain gets. */
export interface ChildcareContext {
  readonly viewer: Viewer
  readonly read: Reader<ChildcareRecord>
  /** By its number in the register; null where no register is linked, or it does not have the number. */
  readonly locate: (lrkId: string) => Promise<ChildcareLocation | null>
  /** `2026-09-01`, in the Netherlands. */
  readonly today: string
}

@Key('id')
@ObjectType()
export class Child {
  @Field(() => ID)
  readonly id!: string

  @External()
  @Field(() => ID, { nullable: true })
  readonly childcareRef!: string | null
}

@ObjectType({ description: 'What childcare (kinderopvang) knows about a child.' })
export class Childcare {
  readonly subject!: Subject
}

@Resolver(() => Child)
export class ChildInChildcare {
  @Guarded('childcare:read')
  @Requires('childcareRef')
  @FieldResolver(() => Childcare, {
    nullable: true,
    description: 'Null where no provider can be asked about this child.',
  })
  childcare(@Root() child: Child): Childcare | null {
    return toSubject(child)
  }

  @Inaccessible()
  @Requires('childcareRef')
  @FieldResolver(() => [DomainEvent], { nullable: true })
  async childcareEvents(
    @Root() child: Child,
    @Ctx() context: ChildcareContext,
  ): Promise<DomainEvent[] | null> {
    const childcare = toSubject(child)
    return childcare && toEvents(childcare.subject, context)
  }
}

function toSubject({ id, childcareRef }: Child): Childcare | null {
  return childcareRef ? { subject: { id, reference: childcareRef } } : null
}

@Resolver(() => Childcare)
export class ChildcareFields {
  @Guarded('childcare:enrolments')
  @FieldResolver(() => [Enrolment], {
    nullable: true,
    description: 'Oldest first. Null where no provider told of any.',
  })
  enrolments(@Root() { subject }: Childcare, @Ctx() { read }: ChildcareContext) {
    return read(subject, 'enrolments')
  }

  @Guarded('childcare:attendance')
  @FieldResolver(() => [MonthOfHours], {
    nullable: true,
    description: 'Oldest first. Null where no provider told of any hours.',
  })
  attendance(@Root() { subject }: Childcare, @Ctx() { read }: ChildcareContext) {
    return read(subject, 'attendance')
  }

  @Guarded('childcare:enrolments')
  @FieldResolver(() => ChildcareVve, {
    nullable: true,
    description: 'Null where no provider told of any contract.',
  })
  async vve(
    @Root() { subject }: Childcare,
    @Ctx() { read, today }: ChildcareContext,
  ): Promise<ChildcareVve | null> {
    const enrolments = await read(subject, 'enrolments')
    return enrolments && toVve(enrolments, today)
  }
}

@Resolver(() => Enrolment)
export class EnrolmentFields {
  @FieldResolver(() => ChildcareLocation, {
    nullable: true,
    description: 'Where; null where the register of childcare (LRK) does not have the location.',
  })
  location(@Root() { lrkId }: Enrolment, @Ctx() { locate }: ChildcareContext) {
    return locate(lrkId)
  }
}
