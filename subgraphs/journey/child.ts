import { Field, ID, ObjectType } from 'type-graphql'
import type { Viewer } from '../../privacy/viewer.ts'
import { ChildCourse, COURSE, DomainStanding, STANDING } from '../../schema/course.ts'
import { GraphError } from '../../schema/errors.ts'
import { DomainEvent, EVENT } from '../../schema/events.ts'
import { External, Key } from '../../schema/federation.ts'
import type { ReadList } from './list-desks.ts'
import { DOMAINS, type Known, PUBLISHING, type Told } from './told.ts'

/** What a resolver of this subgraph gets. */
export interface JourneyContext {
  readonly viewer: Viewer
  /** The day that is asked about: `2026-09-01`, in the Netherlands. */
  readonly today: string
  /** The day by which it had to be known, where that is asked. */
  readonly knownOn?: string | undefined
  /** A page of a work list, for this viewer. */
  readonly readList: ReadList
}

@Key('id')
@ObjectType()
export class Child {
  @Field(() => ID)
  readonly id!: string

  @External()
  @Field(() => ChildCourse, { nullable: true })
  readonly course!: ChildCourse | null

  @External()
  @Field(() => [DomainStanding], { nullable: true })
  readonly standings!: readonly DomainStanding[] | null

  @External()
  @Field(() => String, { nullable: true })
  readonly jgzVaccinationScheme!: string | null

  @External()
  @Field(() => [DomainEvent], { nullable: true })
  readonly birthCareEvents!: readonly DomainEvent[] | null

  @External()
  @Field(() => [DomainEvent], { nullable: true })
  readonly jgzEvents!: readonly DomainEvent[] | null

  @External()
  @Field(() => [DomainEvent], { nullable: true })
  readonly childcareEvents!: readonly DomainEvent[] | null

  @External()
  @Field(() => [DomainEvent], { nullable: true })
  readonly socialDomainEvents!: readonly DomainEvent[] | null
}

/** The events of every domain. */
export const EVENTS = DOMAINS.map((domain) => `${PUBLISHING[domain].field} ${EVENT}`).join(' ')
export const KNOWN = `course ${COURSE} standings ${STANDING} ${EVENTS}`

export const AT = 'For which day, not one that lies ahead. Left out: the day that is asked about.'

/** Throws where it lies ahead: then nothing can be known. */
export function dayOf(at: string | null | undefined, today: string): string {
  if (!at) return today
  if (at > today) throw new GraphError('ARGUMENT_INVALID')
  return at
}

export function toKnown(child: Child, { viewer, knownOn }: JourneyContext): Known {
  const { course = null, standings = null } = child
  return { course, standings, told: toTold(child), viewer, knownOn }
}

export function toTold(child: Child): Told {
  return Object.fromEntries(DOMAINS.map((domain) => [domain, child[PUBLISHING[domain].field]]))
}
