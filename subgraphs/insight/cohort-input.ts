/**
 * Who is asked about: values of the grid, and definitions that are registered. There is no other way to choose children.
 *
 * @module
 */

import { Field, ID, InputType, registerEnumType } from 'type-graphql'
import type { Grid } from '../../privacy/disclosure.ts'
import { isOnGrid } from '../../privacy/disclosure-lay-out.ts'
import { GraphError } from '../../schema/errors.ts'
import { COHORTS, conditionOf, leafOf } from './cohort-definition.ts'
import { SITUATIONS } from './columns.ts'
import type { Within } from './count.ts'
import {
  CHILD_DIMENSIONS,
  type ChildDimensionName,
  COHORT,
  HAS_SITUATION,
  placesOf,
} from './dimension.ts'
import { quoted } from './scope.ts'

export const ChildSituation = Object.fromEntries(SITUATIONS.map((word) => [word, word]))

registerEnumType(ChildSituation, {
  name: 'ChildSituation',
  description: 'What a family or a child is in, by what the domains recorded.',
})

@InputType({
  description:
    'Who is in a cohort: all of these hold. A list has one value, or values that are together on the grid: ages that follow on one another, or all. Ages are as on the day that is asked about.',
})
export class CohortInput {
  @Field(() => ID, { nullable: true, description: 'A cohort that is defined: see `cohorts`.' })
  readonly definition?: string | null

  @Field(() => [String], {
    nullable: true,
    description: 'Values of `AGE_BAND`: `18-23`, `UNBORN`.',
  })
  readonly ageBand?: readonly string[] | null

  @Field(() => [String], { nullable: true, description: 'Values of `SEX`.' })
  readonly sex?: readonly string[] | null

  @Field(() => [String], { nullable: true, description: 'Codes of municipalities: `0363`.' })
  readonly municipality?: readonly string[] | null

  @Field(() => [String], { nullable: true, description: 'The four digits of postcodes.' })
  readonly area?: readonly string[] | null

  @Field(() => [ChildSituation], { nullable: true, description: 'Recorded of it, at any time.' })
  readonly situation?: readonly string[] | null
}

/** One restriction: what it is called, whom it leaves in, and what it is on the grid. */
export interface Restriction {
  readonly step: string
  readonly condition: string
  readonly within: Within[number]
}

const BY_DIMENSION = {
  ageBand: 'AGE_BAND',
  sex: 'SEX',
  municipality: 'MUNICIPALITY',
  area: 'AREA',
} as const satisfies Partial<Record<keyof CohortInput, ChildDimensionName>>

/** In this order they are told as steps. Throws ARGUMENT_INVALID for what is not on the grid. */
export function restrictionsOf(
  input: CohortInput,
  day: string,
  grid: Grid,
): readonly Restriction[] {
  const { definition, situation } = input
  const ofChildren = Object.entries(BY_DIMENSION).flatMap(([field, dimension]) => {
    const values = input[field as keyof typeof BY_DIMENSION]
    return values ? [byDimension(dimension, onGrid(grid, dimension, values), day)] : []
  })
  return [
    ...(definition ? [byDefinition(definition, day)] : []),
    ...ofChildren,
    ...(situation ? [bySituation(onGrid(grid, HAS_SITUATION, situation))] : []),
  ]
}

function byDefinition(id: string, day: string): Restriction {
  const cohort = COHORTS.find((one) => one.id === id)
  if (!cohort) throw new GraphError('ARGUMENT_INVALID')
  const leaf = leafOf(cohort)
  return {
    step: cohort.title,
    condition: conditionOf(cohort, day),
    within: { dimension: COHORT, label: leaf, leaves: [leaf] },
  }
}

function byDimension(
  dimension: ChildDimensionName,
  values: readonly string[],
  day: string,
): Restriction {
  const sql = CHILD_DIMENSIONS[dimension].sql(`DATE ${quoted(day)}`)
  const label = values.join(', ')
  const places = placesOf(dimension)
  const told = values.map((value) => (places ? places.indexOf(value) : quoted(value)))
  return {
    step: `${dimension}: ${label}`,
    condition: `${sql} IN (${told.join()})`,
    within: { dimension, label, leaves: values },
  }
}

function bySituation(values: readonly string[]): Restriction {
  const label = values.join(', ')
  return {
    step: `situation: ${label}`,
    condition: `child IN (SELECT child FROM event WHERE situation IN (${values.map(quoted).join()}))`,
    within: { dimension: HAS_SITUATION, label, leaves: values },
  }
}

function onGrid(grid: Grid, dimension: string, values: readonly string[]): readonly string[] {
  const own = [...new Set(values)].sort()
  if (!isOnGrid(grid[dimension], own)) throw new GraphError('ARGUMENT_INVALID')
  return own
}
