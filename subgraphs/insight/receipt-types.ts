/**
 * Receipts of answers, as they are told.
 *
 * @module
 */

import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import {
  canonical,
  DIFFERENCES,
  type Difference,
  hashOf,
  type Receipt,
} from '../../privacy/receipt.ts'
import { DateTime, LocalDate } from '../../schema/scalars.ts'

const Differences = Object.fromEntries(Object.keys(DIFFERENCES).map((name) => [name, name])) as {
  readonly [D in Difference]: D
}

registerEnumType(Differences, {
  name: 'ReplayDifference',
  description: 'Why an answer is not given again as it was.',
  valuesConfig: Object.fromEntries(
    Object.entries(DIFFERENCES).map(([name, description]) => [name, { description }]),
  ),
})

@ObjectType({ description: 'What an answer follows from, and the hash of what was answered.' })
export class AnswerReceipt {
  @Field(() => ID, { description: 'For `replay`.' })
  readonly id!: string

  @Field(() => DateTime, { description: 'When it was answered so for the first time.' })
  readonly at!: string

  @Field(() => String)
  readonly queryHash!: string

  @Field(() => String)
  readonly answerHash!: string

  @Field(() => [String], { description: 'What was counted, with versions: `S01@3`.' })
  readonly definitions!: readonly string[]

  @Field(() => String, { description: 'By which rules records were linked.' })
  readonly linkRules!: string

  @Field(() => String, { description: 'By which rules numbers were judged.' })
  readonly disclosure!: string

  @Field(() => LocalDate)
  readonly validOn!: string

  @Field(() => DateTime)
  readonly knownAt!: string
}

@ObjectType({ description: 'An answer, reckoned again as of then.' })
export class Replay {
  @Field(() => Boolean, { description: 'Byte by byte.' })
  readonly same!: boolean

  @Field(() => [Differences], { description: 'Why not; empty where it is the same.' })
  readonly because!: readonly Difference[]

  @Field(() => Int, {
    description:
      'So many cells would be others by the records of today (objections, links that were broken), by as many units as may be told at least; they are told as they were first.',
  })
  readonly drifted!: number

  @Field(() => AnswerReceipt, { description: 'As it was.' })
  readonly before!: Receipt

  @Field(() => AnswerReceipt, {
    nullable: true,
    description: 'As it is now. Null: it cannot be asked any more, `because` says by what.',
  })
  readonly now!: Receipt | null
}

@ObjectType({ description: 'What somebody asked; never what was answered.' })
export class PublicQuery {
  @Field(() => ID, { description: 'Of the question; not that of a receipt.' })
  readonly id!: string

  @Field(() => DateTime)
  readonly at!: string

  @Field(() => String, { description: 'The organisation and the purpose for which it was asked.' })
  readonly project!: string

  @Field(() => String, { description: 'The field of the graph.' })
  readonly field!: string

  @Field(() => String, { description: 'Its arguments, as JSON.' })
  readonly arguments!: string

  @Field(() => [String])
  readonly definitions!: readonly string[]

  @Field(() => DateTime)
  readonly knownAt!: string
}

/**
 * The id of a receipt follows from the answer, so that who guesses an answer could see whether it is right; and whether
 * it changed. Here each question is once, under an id of its own.
 */
export function publicly(receipts: readonly Receipt[]): readonly PublicQuery[] {
  const byId = new Map(
    receipts.toReversed().map(({ project, question, knownAt, definitions, at }) => {
      const id = `q-${hashOf([project, question, knownAt, definitions]).slice(0, 16)}`
      const { field, arguments: asked } = question
      return [id, { id, at, project, field, arguments: canonical(asked), definitions, knownAt }]
    }),
  )
  return [...byId.values()].reverse()
}
