import { Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root } from 'type-graphql'
import { Guarded } from '../../privacy/guarded.ts'
import { mayRead } from '../../privacy/policy.ts'
import type { Reader, Subject } from '../../privacy/read.ts'
import type { Viewer } from '../../privacy/viewer.ts'
import { DomainEvent } from '../../schema/events.ts'
import { Cost, External, Inaccessible, Key, Requires } from '../../schema/federation.ts'
import { RegistryPresence } from '../../schema/presence.ts'
import type { TellHealth } from '../health.ts'
import type { TellPresence } from '../presence.ts'
import { JgzCare } from './care.ts'
import { JgzConsent } from './consent.ts'
import { ContactMoment } from './contact-moment.ts'
import { DevelopmentResult } from './development.ts'
import { toEvents } from './events.ts'
import { GrowthMeasurement } from './growth.ts'
import { HeelPrick } from './heel-prick.ts'
import { JgzNewborn } from './newborn.ts'
import { JgzObservation } from './observation.ts'
import { JgzReferral } from './referral.ts'
import type { JgzRecord } from './source.ts'
import { Vaccination } from './vaccination.ts'
import { JgzVve } from './vve.ts'

/** What a resolver of this domain gets. */
export interface JgzContext {
  readonly viewer: Viewer
  readonly read: Reader<JgzRecord>
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
  @Cost(5)
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

  /** By which the vaccinations of a newborn are expected (BDS 1584; W0681), in words; null where it is not told. */
  @Inaccessible()
  @Requires('jgzRef')
  @FieldResolver(() => String, { nullable: true })
  async jgzVaccinationScheme(
    @Root() child: Child,
    @Ctx() context: JgzContext,
  ): Promise<string | null> {
    const jgz = toSubject(child)
    return jgz && vaccinationSchemeOf(jgz.subject, context)
  }

  @Inaccessible()
  @Requires('jgzRef')
  @FieldResolver(() => [RegistryPresence], { nullable: true })
  jgzPresence(@Root() child: Child, @Ctx() { presence }: JgzContext) {
    return presence(toSubject(child)?.subject ?? null)
  }
}

/** Vaccinatieschema DKTP pasgeborene. */
const SCHEME = 1584
/** W0681. */
const SCHEMES: ReadonlyMap<string, string> = new Map([
  ['01', '2+1'],
  ['02', '3+1'],
])

export async function vaccinationSchemeOf(
  subject: Subject,
  { viewer, read }: Pick<JgzContext, 'viewer' | 'read'>,
): Promise<string | null> {
  if (!mayRead(viewer, 'jgz:observations')) return null
  const observations = await read(subject, 'observations')
  const last = observations?.findLast(({ number }) => number === SCHEME)
  return SCHEMES.get(last?.code ?? '') ?? null
}

function toSubject({ id, jgzRef }: Child): Jgz | null {
  return jgzRef ? { subject: { id, reference: jgzRef } } : null
}

@Resolver(() => Jgz)
export class JgzFields {
  @Guarded('jgz:contacts')
  @FieldResolver(() => [ContactMoment], {
    nullable: true,
    description: 'Planned and past, those that failed among them. Oldest first.',
  })
  contacts(@Root() { subject }: Jgz, @Ctx() { read }: JgzContext) {
    return read(subject, 'contacts')
  }

  @Guarded('jgz:growth')
  @FieldResolver(() => [GrowthMeasurement], { nullable: true, description: 'Oldest first.' })
  growth(@Root() { subject }: Jgz, @Ctx() { read }: JgzContext) {
    return read(subject, 'growth')
  }

  @Guarded('jgz:vaccinations')
  @FieldResolver(() => [Vaccination], {
    nullable: true,
    description: 'Given and refused. Oldest first.',
  })
  vaccinations(@Root() { subject }: Jgz, @Ctx() { read }: JgzContext) {
    return read(subject, 'vaccinations')
  }

  @Guarded('jgz:development')
  @FieldResolver(() => [DevelopmentResult], {
    nullable: true,
    description: 'Of development examinations and screenings, element by element. Oldest first.',
  })
  development(@Root() { subject }: Jgz, @Ctx() { read }: JgzContext) {
    return read(subject, 'development')
  }

  @Guarded('jgz:referrals')
  @FieldResolver(() => [JgzReferral], { nullable: true, description: 'Oldest first.' })
  referrals(@Root() { subject }: Jgz, @Ctx() { read }: JgzContext) {
    return read(subject, 'referrals')
  }

  @Guarded('jgz:vve')
  @FieldResolver(() => JgzVve, { nullable: true, description: 'Null where nobody asked.' })
  vve(@Root() { subject }: Jgz, @Ctx() { read }: JgzContext) {
    return read(subject, 'vve')
  }
  @Guarded('jgz:newborn')
  @FieldResolver(() => JgzNewborn, {
    nullable: true,
    description: 'Null where nobody recorded it.',
  })
  newborn(@Root() { subject }: Jgz, @Ctx() { read }: JgzContext) {
    return read(subject, 'newborn')
  }

  @Guarded('jgz:heel-pricks')
  @FieldResolver(() => [HeelPrick], { nullable: true, description: 'Taken or not. Oldest first.' })
  heelPricks(@Root() { subject }: Jgz, @Ctx() { read }: JgzContext) {
    return read(subject, 'heelPricks')
  }

  @Guarded('jgz:care')
  @FieldResolver(() => JgzCare, { nullable: true, description: 'As it was last recorded.' })
  care(@Root() { subject }: Jgz, @Ctx() { read }: JgzContext) {
    return read(subject, 'care')
  }

  @Guarded('jgz:consents')
  @FieldResolver(() => [JgzConsent], {
    nullable: true,
    description: 'Consents and objections. Null where the registry does not tell of them.',
  })
  consents(@Root() { subject }: Jgz, @Ctx() { read }: JgzContext) {
    return read(subject, 'consents')
  }

  @Guarded('jgz:observations')
  @FieldResolver(() => [JgzObservation], {
    nullable: true,
    description: 'What the dossier holds and no other field tells. Oldest first.',
  })
  observations(@Root() { subject }: Jgz, @Ctx() { read }: JgzContext) {
    return read(subject, 'observations')
  }
}
