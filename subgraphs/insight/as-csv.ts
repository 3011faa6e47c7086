/**
 * A series or a table in one text, for a spreadsheet: a column for each dimension, whatever was asked by.
 *
 * @module
 */

import { Arg, FieldResolver, Resolver, Root, registerEnumType } from 'type-graphql'
import { Guarded } from '../../privacy/guarded.ts'
import { toCsvText } from '../../schema/csv-text.ts'
import { CohortTable } from './cohort.ts'
import { columnOf } from './dimension.ts'
import { IndicatorSeries } from './tell-types.ts'

export const DecimalMark = { POINT: 'POINT', COMMA: 'COMMA' } as const
type DecimalMark = keyof typeof DecimalMark
const MARKS = { POINT: '.', COMMA: ',' } as const

registerEnumType(DecimalMark, {
  name: 'DecimalMark',
  description: 'Of numbers in CSV.',
  valuesConfig: {
    POINT: { description: 'A comma between cells.' },
    COMMA: {
      description:
        'As a Dutch spreadsheet opens it: a semicolon between cells, and a byte order mark in front, by which it sees that it is UTF-8.',
    },
  },
})

const NUMBERS = [
  'value',
  'lower',
  'upper',
  'ifNoUnlinkedSeen',
  'ifAllUnlinkedSeen',
  'coverage',
  'provisional',
] as const

@Resolver(() => IndicatorSeries)
export class SeriesAsCsv {
  @Guarded('insight:read')
  @FieldResolver(() => String, {
    nullable: true,
    description: 'The points as CSV: a row for each, a column for each dimension.',
  })
  csv(
    @Root() { points }: IndicatorSeries,
    @Arg('decimal', () => DecimalMark, { defaultValue: 'POINT' }) decimal: DecimalMark,
  ): string {
    const dimensions = (points[0]?.by ?? []).map(({ dimension }) => columnOf(dimension))
    const head = ['period', ...dimensions, 'count', 'denominator', 'rule', ...NUMBERS]
    const rows = points.map(({ period, by, count, denominator, ...numbers }) => [
      period,
      ...by.map(({ value }) => value),
      count.value,
      denominator?.value,
      count.rule ?? denominator?.rule,
      ...NUMBERS.map((name) => numbers[name]),
    ])
    return toCsvText([head, ...rows], { decimal: MARKS[decimal] })
  }
}

@Resolver(() => CohortTable)
export class TableAsCsv {
  @Guarded('insight:read')
  @FieldResolver(() => String, {
    nullable: true,
    description: 'The same as CSV, with numbers as they are shown: `412`, `<10`, `·`.',
  })
  csv(
    @Root() { down, columns, rows }: CohortTable,
    @Arg('decimal', () => DecimalMark, { defaultValue: 'POINT' }) decimal: DecimalMark,
  ): string {
    const head = [...down.map(columnOf), ...columns.map((name) => name || 'size')]
    const lines = rows.map(({ at, sizes }) => [...at, ...sizes.map(({ shown }) => shown)])
    return toCsvText([head, ...lines], { decimal: MARKS[decimal] })
  }
}
