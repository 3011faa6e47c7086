/**
 * Where objections and consents of a family are written down and looked at, for one viewer.
 *
 * @module
 */

import DataLoader from 'dataloader'
import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Mutation,
  ObjectType,
  Resolver,
  Root,
  registerEnumType,
} from 'type-graphql'
import { toDay } from '../../connectors/wall-clock.ts'
import { Guarded } from '../../privacy/guarded.ts'
import { mayRead, type Purpose } from '../../privacy/policy.ts'
import { askedBy, type ReadingContext, written } from '../../privacy/read.ts'
import { Domain } from '../../schema/domain.ts'
import { GraphError } from '../../schema/errors.ts'
import { Cost } from '../../schema/federation.ts'
import { DateTime, LocalDate } from '../../schema/scalars.ts'
import { Child } from './child.ts'
import type { ChildIndex } from './child-index.ts'
import { REFERENCE_DOMAINS } from './domain-views.ts'
import type { Objection as Told } from './objections.ts'
import type { Persons } from './persons.ts'
import { mayMint } from './references.ts'

export const ObjectionKind = {
  OBJECTION: 'OBJECTION',
  CONSENT: 'CONSENT',
  WITHDRAWN: 'WITHDRAWN',
} as const
export type ObjectionKind = keyof typeof ObjectionKind

registerEnumType(ObjectionKind, {
  name: 'ObjectionKind',
  description: 'What a family said of the use of what a domain has of their child.',
  valuesConfig: {
    OBJECTION: { description: 'Bezwaar: nothing of it is read from the next question on.' },
    CONSENT: {
      description: 'Toestemming for one purpose, whatever was objected to before it.',
    },
    WITHDRAWN: { description: 'What was said of this purpose before counts no more.' },
  },
})

@ObjectType({ description: 'What a family said, and who wrote it down.' })
export class Objection {
  @Field(() => Domain)
  readonly domain!: Domain

  @Field(() => String, { nullable: true, description: 'Null for every purpose.' })
  readonly purpose!: string | null

  @Field(() => ObjectionKind)
  readonly kind!: ObjectionKind

  @Field(() => String, {
    nullable: true,
    description: 'Who wrote it down: a registry, or a desk. Null where the address is secret.',
  })
  readonly source!: string | null

  @Field(() => LocalDate)
  readonly from!: string

  @Field(() => LocalDate, { nullable: true, description: 'The last day; null without an end.' })
  readonly until!: string | null

  @Field(() => DateTime)
  readonly recordedAt!: Date
}

/** Of one request. */
export interface Objecting {
  /** Oldest first. Who records them sees all; another those of the domains that he may enter. */
  of(childId: string): Promise<readonly Objection[]>
  /** CHILD_UNKNOWN for a child that the viewer may not see; ARGUMENT_INVALID for what cannot be recorded. */
  record(childId: string, told: NewlyTold): Promise<Objection>
}

export type NewlyTold = Omit<Objection, 'recordedAt' | 'source'> & { readonly source: string }

interface ObjectingOptions {
  readonly index: ChildIndex
  readonly persons: Persons
  readonly request: ReadingContext
}

export function openObjecting({ index, persons, request }: ObjectingOptions): Objecting {
  const { viewer, accounting } = request
  const act = { ...askedBy(request), registry: 'child' } as const

  /** Of all children of a request at once; written down before. */
  const objections = new DataLoader<string, readonly Told[]>(async (childIds) => {
    const subjects = [...childIds]
    const read = { ...act, kind: 'read', parts: ['objections'], subjects } as const
    const end = await written(() => accounting.begin(read))
    const known = await Promise.all(childIds.map((id) => persons.known(id)))
    await written(() => end(known.map((child) => (child ? 'read' : 'unlinked'))))
    return known.map((child) => child?.objections ?? [])
  })

  return {
    async of(childId) {
      const [told, presence] = await Promise.all([
        objections.load(childId),
        persons.read(childId, 'presence'),
      ])
      // A desk is in a place.
      const hidden = presence?.shielded ? { source: null } : {}
      return told
        .filter(({ domain }) => mayRead(viewer, 'child:object') || mayMint(viewer, domain))
        .map((told) => ({ ...toObjection(told), ...hidden }))
    },

    async record(childId, told) {
      const known = (await persons.isPresent(childId, [])) && (await persons.known(childId))
      if (!known) throw new GraphError('CHILD_UNKNOWN')
      const parts = [told.kind.toLowerCase(), REFERENCE_DOMAINS[told.domain]]
      const end = await written(() =>
        accounting.begin({ ...act, kind: 'objection', parts, subjects: [known.id] }),
      )
      try {
        const domain = REFERENCE_DOMAINS[told.domain]
        const purpose = told.purpose as Purpose | null
        await index.object([{ ...told, domain, purpose, childId: known.id }])
      } catch (error) {
        await written(() => end(['failed']))
        throw error
      }
      await written(() => end(['read']))
      return { ...told, recordedAt: new Date() }
    },
  }
}

const SHOWN = Object.fromEntries(
  Object.entries(REFERENCE_DOMAINS).map(([shown, domain]) => [domain, shown]),
) as Readonly<Record<Told['domain'], Domain>>

function toObjection({ domain, ...told }: Told): Objection {
  return { ...told, domain: SHOWN[domain] }
}

interface ObjectingContext {
  readonly objecting: Objecting
}

@Resolver(() => Child)
export class ChildObjections {
  @Guarded('child:objections')
  @FieldResolver(() => [Objection], {
    nullable: true,
    description:
      'What the family said of the use of their data, oldest first, also what is over or yet to begin. Who does not record them sees those of the domains that he may enter.',
  })
  objections(
    @Root() { id }: Child,
    @Ctx() { objecting }: ObjectingContext,
  ): Promise<readonly Objection[]> {
    return objecting.of(id)
  }
}

@Resolver()
export class ObjectionMutations {
  @Guarded('child:object')
  @Cost(5)
  @Mutation(() => Objection, {
    nullable: true,
    description:
      'Writes down what a family said. The next question goes by it, whatever moment that asks about; what is written down stays.',
  })
  recordObjection(
    @Arg('child', () => ID) child: string,
    @Arg('domain', () => Domain) domain: Domain,
    @Arg('purpose', () => String, { nullable: true, description: 'Left out: every purpose.' })
    purpose: string | null | undefined,
    @Arg('kind', () => ObjectionKind) kind: ObjectionKind,
    @Arg('source', () => String, {
      description: 'Who wrote it down, in at most 100 characters: no name, no number of a person.',
    })
    source: string,
    @Arg('from', () => LocalDate, { nullable: true, description: 'Left out: today.' })
    from: string | null | undefined,
    @Arg('until', () => LocalDate, { nullable: true, description: 'The last day.' })
    until: string | null | undefined,
    @Ctx() { objecting }: ObjectingContext,
  ): Promise<Objection> {
    return objecting.record(child, {
      domain,
      purpose: purpose ?? null,
      kind,
      source,
      from: from ?? toDay(new Date()),
      until: until ?? null,
    })
  }
}
