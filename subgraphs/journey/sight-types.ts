import { Field, Int, ObjectType, registerEnumType } from 'type-graphql'
import { Domain } from '../../schema/domain.ts'
import { LocalDate } from '../../schema/scalars.ts'
import { TimelineEntry } from './timeline-items.ts'

export const SightState = {
  IN_SIGHT: 'IN_SIGHT',
  DUE: 'DUE',
  OUT_OF_SIGHT: 'OUT_OF_SIGHT',
  CANNOT_TELL: 'CANNOT_TELL',
  NOT_EXPECTED: 'NOT_EXPECTED',
} as const
export type SightState = keyof typeof SightState

registerEnumType(SightState, {
  name: 'SightState',
  description:
    'Whether a child is in sight of the domains for which it is told. It describes the sight of the system, and never a risk of the family.',
  valuesConfig: {
    IN_SIGHT: { description: 'Somebody saw it lately, or nothing was expected yet.' },
    DUE: { description: 'A contact was expected, and the time of grace is not over.' },
    OUT_OF_SIGHT: {
      description:
        'A contact was expected, grace is over, nobody saw the child lately, and every domain told all that it has.',
    },
    CANNOT_TELL: {
      description: 'As far as is told nobody saw it, but a domain is down, stale, or not linked.',
    },
    NOT_EXPECTED: {
      description: 'No contact is expected: not born, four years old, gone, or not wanted.',
    },
  },
})

export const SightCause = {
  SEEN: 'SEEN',
  NOT_EXPECTED_YET: 'NOT_EXPECTED_YET',
  EXPECTED: 'EXPECTED',
  GRACE_OVER: 'GRACE_OVER',
  NOT_SEEN: 'NOT_SEEN',
  SITUATION_CHANGED: 'SITUATION_CHANGED',
  SOURCE_DOWN: 'SOURCE_DOWN',
  STALE: 'STALE',
  NOT_LINKED: 'NOT_LINKED',
  BIRTH_DATE_UNKNOWN: 'BIRTH_DATE_UNKNOWN',
  NOT_BORN: 'NOT_BORN',
  FOUR_YEARS_OLD: 'FOUR_YEARS_OLD',
  DIED: 'DIED',
  EMIGRATED: 'EMIGRATED',
  NOT_KEPT: 'NOT_KEPT',
  MOVED: 'MOVED',
  NOT_WANTED: 'NOT_WANTED',
  NOBODY_EXPECTS: 'NOBODY_EXPECTS',
} as const
export type SightCause = keyof typeof SightCause

/** One sentence for each; never anything of a child. */
export const CAUSES: Readonly<Record<SightCause, string>> = {
  SEEN: 'Somebody saw the child, less long ago than its age allows.',
  NOT_EXPECTED_YET: 'The next contact of the schedule is not late.',
  EXPECTED: 'The day on which a contact was expected has passed.',
  GRACE_OVER:
    'The day on which a contact was expected, and the time of grace after it, have passed.',
  NOT_SEEN: 'Nobody saw the child for longer than its age allows.',
  SITUATION_CHANGED: 'A situation changed, so that a contact keeps the child in sight less long.',
  SOURCE_DOWN: 'A domain did not answer, or cannot tell of the moment that was asked about.',
  STALE: 'A domain was told something last before the day that is asked about.',
  NOT_LINKED: 'A domain may have a record of the child that is not linked to it.',
  BIRTH_DATE_UNKNOWN: 'Nobody could tell when the child was born, so nothing can be reckoned.',
  NOT_BORN: 'The child is not born; the schedules begin at birth.',
  FOUR_YEARS_OLD: 'The child is four: this graph follows it no longer.',
  DIED: 'The child died.',
  EMIGRATED: 'The child left the country.',
  NOT_KEPT: 'The population register does not keep the child up to date any more.',
  MOVED: 'Youth health care handed the child over to another organisation.',
  NOT_WANTED: 'The family does not want youth health care.',
  NOBODY_EXPECTS: 'None of the domains for which this is told has a schedule for the child.',
}

registerEnumType(SightCause, {
  name: 'SightCause',
  description: 'Why a verdict is as it is.',
  valuesConfig: Object.fromEntries(
    Object.entries(CAUSES).map(([cause, description]) => [cause, { description }]),
  ),
})

@ObjectType({ description: 'A ground of a verdict.' })
export class SightReason {
  @Field(() => SightCause)
  readonly cause!: SightCause

  @Field(() => Domain, { nullable: true, description: 'The domain that it is about, if one.' })
  readonly domain!: Domain | null

  @Field(() => String, { description: 'A sentence for people; the same for the same cause.' })
  readonly text!: string
}

@ObjectType({
  description:
    'Whether a child is in sight on a day (in beeld, uit beeld), of the domains in `speaksFor` and of no others.',
})
export class Sight {
  @Field(() => SightState)
  readonly state!: SightState

  @Field(() => LocalDate, { description: 'The day for which it is told.' })
  readonly at!: string

  @Field(() => LocalDate, {
    nullable: true,
    description: 'Since when it is so; null where that cannot be said.',
  })
  readonly since!: string | null

  @Field(() => TimelineEntry, {
    nullable: true,
    description:
      'The last contact that counts: somebody saw the child. A card that was sent is an attempt, and no contact.',
  })
  readonly lastContact!: TimelineEntry | null

  @Field(() => Int, {
    nullable: true,
    description: 'Days since somebody last saw the child; help that goes on is being seen.',
  })
  readonly daysSince!: number | null

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The last day on which the next contact was, or is, expected.',
  })
  readonly expectedBy!: string | null

  @Field(() => String, { nullable: true, description: 'Which one; as the schedule calls it.' })
  readonly expected!: string | null

  @Field(() => Boolean, { description: 'The child is between 18 and 48 months old.' })
  readonly inWindow18to48!: boolean

  @Field(() => [Domain], {
    description:
      'The domains for which the verdict speaks: those that the viewer may read of this child for this purpose.',
  })
  readonly speaksFor!: readonly Domain[]

  @Field(() => [SightReason])
  readonly because!: readonly SightReason[]

  @Field(() => [String], { description: 'By which editions of which schedules.' })
  readonly schedules!: readonly string[]
}
