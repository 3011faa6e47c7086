/**
 * As of when a question is answered: what was true then, and what was told by then.
 *
 * A root field takes it as an argument; the gateway lifts it out of the operation and gives it with every call, so that
 * one moment holds for everything below, whichever subgraph answers.
 *
 * @module
 */

import 'reflect-metadata'
import { Field, InputType } from 'type-graphql'
import { GraphError } from './errors.ts'
import { DateTime } from './scalars.ts'

/** The two clocks, each as a moment in UTC (`2024-03-14T09:30:00.000Z`); left out: now. */
export interface AsOf {
  readonly validAt?: string
  readonly knownAt?: string
}

export type Clock = keyof AsOf

@InputType({
  description:
    'As of when to answer. All root fields of one operation agree on it, and no moment lies ahead. A registry that cannot reach back so far says AS_OF_OUT_OF_REACH.',
})
export class AsOfInput {
  @Field(() => DateTime, { nullable: true, description: 'What was true then. Left out: now.' })
  readonly validAt?: Date | null

  @Field(() => DateTime, {
    nullable: true,
    description: 'What the registries had told by then. Left out: all that they have told.',
  })
  readonly knownAt?: Date | null
}

/** The argument of a root field that knows of now alone. */
export const OF_NOW = {
  nullable: true,
  description: 'It is of now: any moment is AS_OF_OUT_OF_REACH.',
} as const

/** Throws AS_OF_OUT_OF_REACH where a moment is asked about. */
export function checkOfNow(asOf: AsOfInput | null | undefined): void {
  if (asOf?.validAt || asOf?.knownAt) throw new GraphError('AS_OF_OUT_OF_REACH')
}

/** The day on which the question stands, for what is reckoned from today. */
export function momentOf({ validAt, knownAt }: AsOf = {}, now: () => Date): Date {
  const moment = validAt ?? knownAt
  return moment === undefined ? now() : new Date(moment)
}
