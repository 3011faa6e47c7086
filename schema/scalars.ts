/**
 * The scalars of the graph. There is no BSN among them, and there never will be.
 *
 * @module
 */

import { GraphQLError, GraphQLScalarType } from 'graphql'
import { GraphQLDateTimeISO, GraphQLLocalDate } from 'graphql-scalars'

/** A calendar day without a time or a zone: `2024-03-14`. */
export const LocalDate = withConstantErrors(
  GraphQLLocalDate,
  'A LocalDate is written as 2024-03-14.',
)

/** A moment: `2024-03-14T09:30:00.000Z`. */
export const DateTime = new GraphQLScalarType({
  ...withConstantErrors(
    GraphQLDateTimeISO,
    'A DateTime is written as 2024-03-14T09:30:00.000Z.',
  ).toConfig(),
  name: 'DateTime',
  description: 'A moment in UTC, as RFC 3339: `2024-03-14T09:30:00.000Z`.',
})

const PARTIAL_DATE = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/

/** A day of which a register may know the month or the year only. */
export const PartialDate = new GraphQLScalarType<string, string>({
  name: 'PartialDate',
  description:
    'A date of which the day, or the day and the month, may be unknown: `2022-03-14`, `2022-03` or `2022` (FHIR `date`; BRP `JaarMaandDatum`, `JaarDatum`).',
  specifiedByURL: 'https://hl7.org/fhir/STU3/datatypes.html#date',
  serialize: toPartialDate,
  parseValue: toPartialDate,
})

/** The library's errors quote what was written, and that may be about a person. */
function withConstantErrors<I, O>(
  scalar: GraphQLScalarType<I, O>,
  message: string,
): GraphQLScalarType<I, O> {
  const config = scalar.toConfig()
  const orConstant =
    <A extends readonly unknown[], R>(parse: (...args: A) => R) =>
    (...args: A): R => {
      try {
        return parse(...args)
      } catch {
        throw new GraphQLError(message)
      }
    }
  return new GraphQLScalarType({
    ...config,
    parseValue: orConstant(config.parseValue),
    parseLiteral: orConstant(config.parseLiteral),
  })
}

function toPartialDate(value: unknown): string {
  if (typeof value === 'string' && PARTIAL_DATE.test(value)) return value
  throw new GraphQLError('A PartialDate is written as 2022-03-14, 2022-03 or 2022.')
}
