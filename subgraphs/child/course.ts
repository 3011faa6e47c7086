import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import { mayRead } from '../../privacy/policy.ts'
import { ChildCourse, type CourseEnding, DomainStanding } from '../../schema/course.ts'
import { Inaccessible, Requires } from '../../schema/federation.ts'
import { PRESENCE } from '../../schema/presence.ts'
import { Child, type ChildContext } from './child.ts'
import type { Persons } from './persons.ts'
import type { RegistrationState } from './registration.ts'
import { DOMAINS, PRESENCE_FIELDS, toldBy } from './views.ts'

const ENDINGS: Readonly<Record<RegistrationState, CourseEnding | null>> = {
  CURRENT: null,
  DECEASED: 'DIED',
  EMIGRATED: 'EMIGRATED',
  BY_MINISTERIAL_DECREE: 'NOT_KEPT',
  NON_RESIDENT: 'NOT_KEPT',
  SUSPENDED: 'NOT_KEPT',
}

/** Null for whom the register does not have. */
export async function courseOf(
  id: string,
  persons: Pick<Persons, 'read'>,
): Promise<ChildCourse | null> {
  const [identity, registration, residence] = await Promise.all([
    persons.read(id, 'identity'),
    persons.read(id, 'registration'),
    persons.read(id, 'residence'),
  ])
  if (!identity) return null
  return {
    birthDate: identity.birthDate,
    endedOn: identity.deathDate ?? registration?.since ?? null,
    ending: identity.deathDate ? 'DIED' : registration && ENDINGS[registration.state],
    arrivedOn: residence?.registeredSince ?? null,
  }
}

/** What `journey` needs to know before it can say what is expected, and whether silence means anything. */
@Resolver(() => Child)
export class ChildInItsCourse {
  @Inaccessible()
  @FieldResolver(() => ChildCourse, { nullable: true })
  async course(
    @Root() { id }: Child,
    @Ctx() { persons, viewer }: ChildContext,
  ): Promise<ChildCourse | null> {
    return mayRead(viewer, 'journey:sight') ? courseOf(id, persons) : null
  }

  @Inaccessible()
  @Requires(
    Object.values(PRESENCE_FIELDS)
      .map((field) => `${field} ${PRESENCE}`)
      .join(' '),
  )
  @FieldResolver(() => [DomainStanding], { nullable: true })
  async standings(
    @Root() child: Child,
    @Ctx() { view, viewer }: ChildContext,
  ): Promise<readonly DomainStanding[] | null> {
    if (!mayRead(viewer, 'journey:sight')) return null
    return Promise.all(
      DOMAINS.map(async (domain) => {
        const told = toldBy(child[PRESENCE_FIELDS[domain]])
        const { absence, freshAt } = await view(child.id, domain, told)
        return { domain, absence, freshAt, registries: told?.map(({ registry }) => registry) ?? [] }
      }),
    )
  }
}
