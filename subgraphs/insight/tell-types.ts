/**
 * What is told of numbers: never one that was not judged.
 *
 * @module
 */

import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import type { RULES } from '../../privacy/disclosure.ts'
import type { Receipt } from '../../privacy/receipt.ts'
import { Domain } from '../../schema/domain.ts'
import { DateTime, LocalDate } from '../../schema/scalars.ts'
import { Dimension, type DimensionName } from './dimension.ts'
import { type Indicator, type NotRecorded, PROBLEMS, type Problem } from './indicator.ts'
import { AnswerReceipt } from './receipt-types.ts'

registerEnumType(PROBLEMS, {
  name: 'StructuralProblem',
  description:
    'What an indicator serves: the six structural points of the report, and the wish to monitor more often, faster and broader.',
})

export const Measure = { SHARE: 'SHARE', RATE: 'RATE', MEDIAN: 'MEDIAN', COUNT: 'COUNT' } as const

registerEnumType(Measure, { name: 'Measure', description: 'What is made of what was counted.' })

@ObjectType({ description: 'A number that was judged before it left (disclosure control).' })
export class Count {
  @Field(() => Int, {
    nullable: true,
    description: 'With a small deviation that is the same for the same children. Null: not told.',
  })
  readonly value!: number | null

  @Field(() => String, { description: 'The same in words: `412`, `<10`, `·`.' })
  readonly shown!: string

  @Field(() => Boolean)
  readonly suppressed!: boolean

  @Field(() => String, {
    nullable: true,
    description: 'Why it is not told: small, dominance, overlap, complementary, budget, together.',
  })
  readonly rule!: keyof typeof RULES | null
}

@ObjectType({ description: 'How numbers were made safe to tell.' })
export class DisclosureMethod {
  @Field(() => Int, { description: 'Of fewer children nothing is told.' })
  readonly k!: number

  @Field(() => Int)
  readonly rounding!: number

  @Field(() => String)
  readonly noise!: string

  @Field(() => Boolean, {
    description: 'Whether what small numbers could be reckoned from is hidden, too.',
  })
  readonly complementary!: boolean

  @Field(() => Int, {
    description: 'So many cells more may be told to the organisation this week.',
  })
  readonly budgetLeft!: number
}

@ObjectType({
  description:
    'As of when the numbers are: both are taken back to a Monday. Of a domain that was linked for the first time in the week after it, see `SourceRead.knownAt`.',
})
export class AsOfEdition {
  @Field(() => LocalDate, { description: 'The last day of which anything is counted.' })
  readonly validOn!: string

  @Field(() => DateTime, { description: 'What was written down from then on is not counted.' })
  readonly knownAt!: string
}

@ObjectType({ description: 'A domain that was read, and until when its registries are complete.' })
export class SourceRead {
  @Field(() => Domain)
  readonly domain!: Domain

  @Field(() => DateTime, { nullable: true, description: 'Null: they do not say.' })
  readonly upToDateTo!: string | null

  @Field(() => Boolean, { description: 'All that there is is in the columns: see `incomplete`.' })
  readonly complete!: boolean

  @Field(() => DateTime, {
    description:
      'What it wrote down from then on is not counted: the Monday, or in the week of its first linking that moment.',
  })
  readonly knownAt!: string
}

export const IncompleteBecause = {
  SOURCE_DOWN: 'SOURCE_DOWN',
  STALE: 'STALE',
  NEVER_LINKED: 'NEVER_LINKED',
  LINKED_LATE: 'LINKED_LATE',
  NOT_KNOWN_YET: 'NOT_KNOWN_YET',
} as const

registerEnumType(IncompleteBecause, {
  name: 'IncompleteBecause',
  description: 'Why numbers may be too small.',
  valuesConfig: {
    SOURCE_DOWN: { description: 'A registry does not answer.' },
    STALE: { description: 'A registry is not as fresh as it promises to be.' },
    NEVER_LINKED: {
      description:
        'The records of a registry were never linked: most children whom it knows are not counted, whatever the domain of an indicator.',
    },
    LINKED_LATE: {
      description:
        'The records of a registry were not linked for longer than it promises to be fresh.',
    },
    NOT_KNOWN_YET: {
      description:
        'Most of some kind of what the domain tells was written down later than numbers are as of (`SourceRead.knownAt`): delivered this week, it is in numbers from the next Monday on.',
    },
  },
})

@ObjectType({ description: 'That what a domain knows is not all in the columns.' })
export class Incomplete {
  @Field(() => Domain)
  readonly domain!: Domain

  @Field(() => IncompleteBecause)
  readonly because!: keyof typeof IncompleteBecause
}

/** What stands in every answer about where its numbers come from. */
@ObjectType()
export abstract class ReadAt {
  @Field(() => [SourceRead])
  readonly sources!: readonly SourceRead[]

  @Field(() => [Incomplete], {
    description: 'Why numbers may be too small; empty where all sources are complete.',
  })
  readonly incomplete!: readonly Incomplete[]
}

@ObjectType({ description: 'What the reports ask for and no registry that is linked has.' })
export class NotRecordedTold {
  @Field(() => String, { description: 'In their words: `FEAR_OF_VIRUS`.' })
  readonly value!: string

  @Field(() => String)
  readonly because!: string
}

@ObjectType({ description: 'An indicator, as it is defined.' })
export class IndicatorDefinition {
  @Field(() => ID, { description: 'As in docs/indicators.md: `B01`.' })
  readonly id!: string

  @Field(() => Int, { description: 'Goes up when the same data would give another number.' })
  readonly version!: number

  @Field(() => String)
  readonly title!: string

  @Field(() => String, { description: 'What somebody wants to know.' })
  readonly question!: string

  @Field(() => [PROBLEMS], { description: 'What it serves.' })
  readonly problems!: readonly Problem[]

  @Field(() => String)
  readonly numerator!: string

  @Field(() => String)
  readonly denominator!: string

  @Field(() => Measure)
  readonly measure!: keyof typeof Measure

  @Field(() => String)
  readonly unit!: string

  @Field(() => [String], { description: 'What has to be known to read it.' })
  readonly caveats!: readonly string[]

  @Field(() => String, { description: 'Whose definition it is.' })
  readonly source!: string

  @Field(() => [Domain], { description: 'Whose events it counts.' })
  readonly domains!: readonly Domain[]

  @Field(() => [Dimension], {
    description: 'By which it may be taken apart, beside those of a child.',
  })
  readonly dimensions!: readonly DimensionName[]

  @Field(() => Boolean, { description: 'Whether any source can feed it.' })
  readonly isFed!: boolean

  @Field(() => String, { nullable: true, description: 'Why it has no numbers.' })
  readonly notFedBecause!: string | null

  @Field(() => [NotRecordedTold], {
    description:
      'By what it cannot be taken apart, though it is asked: nobody records it, or it may not be counted.',
  })
  readonly notRecorded!: readonly NotRecorded[]
}

export function toDefinition(indicator: Indicator): IndicatorDefinition {
  const { dimensions = [], notRecorded = [], notFedBecause } = indicator
  const isFed = notFedBecause === undefined
  return { ...indicator, dimensions, notRecorded, isFed, notFedBecause: notFedBecause ?? null }
}

@ObjectType()
export class DimensionValue {
  @Field(() => Dimension)
  readonly dimension!: DimensionName

  @Field(() => String)
  readonly value!: string
}

@ObjectType({
  description:
    'What a value is expected to become when all is told, by how late the registry told what happened before.',
})
export class Nowcast {
  @Field(() => Float)
  readonly value!: number

  @Field(() => Float, {
    description: 'An interval of 95 %: of what is not told yet, and of how what is deviates.',
  })
  readonly lower!: number

  @Field(() => Float)
  readonly upper!: number

  @Field(() => Float, { description: 'The part that is thought to have been told.' })
  readonly completeness!: number
}

@ObjectType({ description: 'A number of one period and group, with how well founded it is.' })
export class IndicatorPoint {
  @Field(() => String, { description: '`2020-03`, `2020-W12`, `2020-Q1`, `2020`.' })
  readonly period!: string

  @Field(() => [DimensionValue])
  readonly by!: readonly DimensionValue[]

  @Field(() => Float, {
    nullable: true,
    description: 'Reckoned from what is shown. Null: not told, or nothing to reckon it from.',
  })
  readonly value!: number | null

  @Field(() => Count, { description: 'Above the line; of a median, of how many it is.' })
  readonly count!: Count

  @Field(() => Count, { nullable: true, description: 'Below the line.' })
  readonly denominator!: Count | null

  @Field(() => Float, { nullable: true, description: 'Of chance alone: an interval of 95 %.' })
  readonly lower!: number | null

  @Field(() => Float, { nullable: true })
  readonly upper!: number | null

  @Field(() => Float, {
    nullable: true,
    description: 'The value if no record that is linked to nobody were of these children.',
  })
  readonly ifNoUnlinkedSeen!: number | null

  @Field(() => Float, {
    nullable: true,
    description: 'The value if all records that are linked to nobody were of these children.',
  })
  readonly ifAllUnlinkedSeen!: number | null

  @Field(() => Float, {
    nullable: true,
    description:
      'Of the children, the part of whom all domains of the indicator may and can be read. Null: of too few, or not all children are known.',
  })
  readonly coverage!: number | null

  @Field(() => Boolean, { description: 'More of this period may still be told.' })
  readonly provisional!: boolean

  @Field(() => Nowcast, {
    nullable: true,
    description:
      'Of what is provisional, where the indicator counts events out of children and the period is over.',
  })
  readonly nowcast!: Nowcast | null
}

/** What stands in every answer in numbers, whatever was asked. */
@ObjectType()
export abstract class AnswerInNumbers extends ReadAt {
  @Field(() => IndicatorDefinition)
  readonly indicator!: IndicatorDefinition

  @Field(() => AsOfEdition)
  readonly asOf!: AsOfEdition

  @Field(() => DisclosureMethod)
  readonly method!: DisclosureMethod

  @Field(() => AnswerReceipt)
  readonly receipt!: Receipt
}

@ObjectType({ description: 'An indicator over time.' })
export class IndicatorSeries extends AnswerInNumbers {
  @Field(() => [IndicatorPoint])
  readonly points!: readonly IndicatorPoint[]
}

/** What is registered in a file, by its name (registered.ts). */
@ObjectType()
export abstract class Registered {
  @Field(() => ID)
  readonly id!: string

  @Field(() => Int)
  readonly version!: number

  @Field(() => String)
  readonly title!: string
}
