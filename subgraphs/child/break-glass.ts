/**
 * Breaking the glass: a professional opens one child in an emergency, for a while and with a reason, and somebody looks
 * at it afterwards.
 *
 * @module
 */

import { Arg, Ctx, Field, ID, Mutation, ObjectType, Query, Resolver } from 'type-graphql'
import { Guarded } from '../../privacy/guarded.ts'
import { EMERGENCY_MINUTES } from '../../privacy/policy.ts'
import { askedBy, type ReadingContext, written } from '../../privacy/read.ts'
import { AsOfInput, checkOfNow, OF_NOW } from '../../schema/as-of.ts'
import { GraphError } from '../../schema/errors.ts'
import { Cost, ListSize } from '../../schema/federation.ts'
import { DateTime } from '../../schema/scalars.ts'
import type { ChildIndex } from './child-index.ts'
import { breakGlass, type Glass, glassesOf, reviewGlass } from './glass-rows.ts'
import { checkReason } from './link-decisions.ts'
import type { Persons } from './persons.ts'

@ObjectType({ description: 'Until when a child is open in an emergency.' })
export class BrokenGlass {
  @Field(() => ID)
  readonly id!: string

  @Field(() => DateTime)
  readonly until!: Date
}

@ObjectType({ description: 'That a child was opened in an emergency (noodtoegang), and by whom.' })
export class BreakGlass extends BrokenGlass {
  @Field(() => ID, { description: 'The id of the child.' })
  readonly childId!: string

  @Field(() => String, { description: 'The pseudonym of the professional.' })
  readonly userId!: string

  @Field(() => String)
  readonly organisation!: string

  @Field(() => String)
  readonly role!: string

  @Field(() => String)
  readonly reason!: string

  @Field(() => DateTime)
  readonly brokenAt!: Date

  @Field(() => DateTime, { nullable: true, description: 'Null while nobody looked at it.' })
  readonly reviewedAt!: Date | null
}

/** Of one request. */
export interface Glasses {
  break(childId: string, reason: string): Promise<BrokenGlass>
  list(unreviewed: boolean): Promise<readonly Glass[]>
  review(id: string, note: string): Promise<boolean>
}

interface GlassesOptions {
  readonly index: ChildIndex
  readonly persons: Persons
  readonly request: ReadingContext
}

export function openGlasses({ index, persons, request }: GlassesOptions): Glasses {
  const { viewer, accounting } = request
  const { database } = index
  const act = { ...askedBy(request), registry: 'child' } as const

  return {
    async break(childId, reason) {
      checkReason(reason)
      const known = (await persons.isRegistered(childId)) && (await persons.known(childId))
      if (!known) throw new GraphError('CHILD_UNKNOWN')
      const { organisation, role, municipalities } = viewer
      // Of why, nothing is written elsewhere.
      const end = await written(() =>
        accounting.begin({ ...act, kind: 'break-glass', parts: ['open'], subjects: [known.id] }),
      )
      const by = { userId: viewer.id, organisation, role, municipalities }
      const glass = { childId: known.id, reason, minutes: EMERGENCY_MINUTES, ...by }
      const broken = await breakGlass(database, glass).catch(async (error: unknown) => {
        await written(() => end(['failed']))
        throw error
      })
      await written(() => end(['read']))
      return broken
    },

    /** That somebody looks is written down before; whom it was about, before it is told. */
    async list(unreviewed) {
      const looked = { ...act, parts: ['breakGlasses'] } as const
      const end = await written(() => accounting.begin({ ...looked, kind: 'search', subjects: [] }))
      const found = await glassesOf(database, viewer.municipalities, unreviewed)
      const subjects = [...new Set(found.map(({ childId }) => childId))]
      const outcomes = subjects.map(() => 'read' as const)
      await written(() => end([found.length > 0 ? 'read' : 'unlinked']))
      if (subjects.length > 0) {
        await written(() => accounting.note({ ...looked, kind: 'read', subjects }, outcomes))
      }
      return found
    },

    async review(id, note) {
      checkReason(note)
      const review = { ...act, kind: 'break-glass-review', parts: ['review'] } as const
      const end = await written(() => accounting.begin({ ...review, subjects: [] }))
      const { municipalities } = viewer
      const done = { glassId: id, userId: viewer.id, municipalities, note }
      await reviewGlass(database, done).catch(async (error: unknown) => {
        await written(() => end(['failed']))
        throw error
      })
      await written(() => end(['read']))
      return true
    },
  }
}

interface GlassContext {
  readonly glasses: Glasses
}

@Resolver()
export class GlassResolver {
  @Guarded('emergency:break')
  @Cost(5)
  @Mutation(() => BrokenGlass, {
    nullable: true,
    description:
      'Opens one child to this user for the purpose `emergency`, for an hour. It stands on a list that somebody has to look at.',
  })
  breakGlass(
    @Arg('child', () => ID) child: string,
    @Arg('reason', () => String, {
      description: 'Why, in at most 500 characters: no names, no numbers of persons.',
    })
    reason: string,
    @Ctx() { glasses }: GlassContext,
  ): Promise<BrokenGlass> {
    return glasses.break(child, reason)
  }

  @Guarded('emergency:review')
  @ListSize({ assumed: 50 })
  @Query(() => [BreakGlass], {
    nullable: true,
    description:
      'Who opened which child in an emergency, of professionals who work for a municipality of the viewer; oldest first, 1,000 at most.',
  })
  breakGlasses(
    @Arg('open', () => Boolean, {
      nullable: true,
      description: 'Only those that nobody looked at yet. Left out: true.',
    })
    open: boolean | null | undefined,
    @Arg('asOf', () => AsOfInput, OF_NOW) asOf: AsOfInput | null | undefined,
    @Ctx() { glasses }: GlassContext,
  ): Promise<readonly BreakGlass[]> {
    checkOfNow(asOf)
    return glasses.list(open ?? true)
  }

  @Guarded('emergency:review')
  @Cost(5)
  @Mutation(() => Boolean, {
    nullable: true,
    description:
      'Ticks one off. GLASS_UNKNOWN for one that was, that is not for the viewer, or that is the viewer’s own.',
  })
  reviewBreakGlass(
    @Arg('id', () => ID) id: string,
    @Arg('note', () => String, { description: 'What was found, in at most 500 characters.' })
    note: string,
    @Ctx() { glasses }: GlassContext,
  ): Promise<boolean> {
    return glasses.review(id, note)
  }
}
