import {
  Authorized,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql'
import { Guarded } from '../../privacy/guarded.ts'
import type { Reader, Subject } from '../../privacy/read.ts'
import type { Viewer } from '../../privacy/viewer.ts'
import { DomainEvent } from '../../schema/events.ts'
import { Cost, External, Inaccessible, Key, Requires } from '../../schema/federation.ts'
import { RegistryPresence } from '../../schema/presence.ts'
import { PartialDate } from '../../schema/scalars.ts'
import type { TellHealth } from '../health.ts'
import type { TellPresence } from '../presence.ts'
import { ChildcareLocation } from './childcare-location.ts'
import { EmergencyCare, toEmergencyCare } from './emergency-care.ts'
import { Enrolment } from './enrolment.ts'
import { toEvents } from './events.ts'
import type { SearchLocations } from './location-search.ts'
import { Meldcode } from './meldcode.ts'
import { MonthOfHours } from './month-of-hours.ts'
import type { ChildcareRecord } from './source.ts'
import { ChildcareVve, toVve } from './vve.ts'
import { toVveProgress, VveProgress } from './vve-progress.ts'
import { WaitingForChildcare } from './waiting.ts'

/** What a resolver of this domain gets. */
export interface ChildcareContext {
  readonly viewer: Viewer
  readonly read: Reader<ChildcareRecord>
  readonly presence: TellPresence
  readonly health: TellHealth
  /** By its number in the register; null where no register is linked, or it does not have the number. */
  readonly locate: (lrkId: string) => Promise<ChildcareLocation | null>
  /** Null where no register is linked. */
  readonly search: SearchLocations | null
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

  @External()
  @Field(() => PartialDate, { nullable: true })
  readonly birthDate!: string | null
}

@ObjectType({ description: 'What childcare (kinderopvang) knows about a child.' })
export class Childcare {
  readonly subject!: Subject
}

@Resolver(() => Child)
export class ChildInChildcare {
  @Guarded('childcare:read')
  @Requires('childcareRef')
  @Cost(5)
  @FieldResolver(() => Childcare, {
    nullable: true,
    description: 'Null where no provider can be asked about this child.',
  })
  childcare(@Root() child: Child): Childcare | null {
    return toSubject(child)
  }

  // It stands here, and not below childcare, so that a birth date is fetched for who asks for this, and for nobody else.
  @Authorized('childcare:read', 'childcare:attendance', 'child:identity')
  @Directive(
    '@requiresScopes(scopes: [["childcare:read", "childcare:attendance", "child:identity"]])',
  )
  @Requires('childcareRef birthDate')
  @FieldResolver(() => VveProgress, {
    nullable: true,
    description:
      'Null where no provider told of any hours, and where the birth date is not known to the day.',
  })
  async vveProgress(
    @Root() child: Child,
    @Ctx() { read, today }: ChildcareContext,
  ): Promise<VveProgress | null> {
    const childcare = toSubject(child)
    if (!childcare || !child.birthDate) return null
    const months = await read(childcare.subject, 'vveMonths')
    return months && toVveProgress(months, child.birthDate, today)
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

  @Inaccessible()
  @Requires('childcareRef')
  @FieldResolver(() => [RegistryPresence], { nullable: true })
  childcarePresence(@Root() child: Child, @Ctx() { presence }: ChildcareContext) {
    return presence(toSubject(child)?.subject ?? null)
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

  @Guarded('childcare:enrolments')
  @FieldResolver(() => [EmergencyCare], {
    nullable: true,
    description: 'Oldest first. Null where no provider tells which contracts are for it.',
  })
  async emergencyCare(
    @Root() { subject }: Childcare,
    @Ctx() { read }: ChildcareContext,
  ): Promise<EmergencyCare[] | null> {
    const enrolments = await read(subject, 'enrolments')
    return enrolments && toEmergencyCare(enrolments)
  }

  @Guarded('childcare:enrolments')
  @FieldResolver(() => [WaitingForChildcare], {
    nullable: true,
    description: 'Oldest first. Null where no provider told of any waiting.',
  })
  waiting(@Root() { subject }: Childcare, @Ctx() { read }: ChildcareContext) {
    return read(subject, 'waiting')
  }

  @Guarded('childcare:meldcode')
  @FieldResolver(() => [Meldcode], {
    nullable: true,
    description: 'Confidential. Null where no provider told of any step.',
  })
  meldcode(@Root() { subject }: Childcare, @Ctx() { read }: ChildcareContext) {
    return read(subject, 'meldcode')
  }
}

@Resolver(() => Enrolment)
export class EnrolmentFields {
  @FieldResolver(() => ChildcareLocation, {
    nullable: true,
    description:
      'Where; null where the register of childcare (LRK) does not have the location, and of a child whose address is secret.',
  })
  location(@Root() { lrkId }: Enrolment, @Ctx() { locate }: ChildcareContext) {
    return lrkId === null ? null : locate(lrkId)
  }
}

@Resolver(() => WaitingForChildcare)
export class WaitingFields {
  @FieldResolver(() => ChildcareLocation, {
    nullable: true,
    description:
      'Where; null where the register of childcare (LRK) does not have the location, and of a child whose address is secret.',
  })
  location(@Root() { lrkId }: WaitingForChildcare, @Ctx() { locate }: ChildcareContext) {
    return lrkId === null ? null : locate(lrkId)
  }
}
