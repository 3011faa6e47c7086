import {
  GraphQLBoolean,
  GraphQLEnumType,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  type GraphQLScalarType,
  GraphQLString,
  GraphQLScalarType as Scalar,
} from 'graphql'
import { describe, expect, test } from 'vitest'
import { compileCoercion } from './coercion.ts'

const VALUES: readonly unknown[] = [
  ...[
    0,
    1,
    -1,
    1.5,
    2 ** 31 - 1,
    2 ** 31,
    -(2 ** 31),
    2 ** 53,
    Number.NaN,
    Number.POSITIVE_INFINITY,
  ],
  ...['', '1', '1.5', 'x', true, false, {}, [], [1], { a: 1 }, Symbol('x'), () => 1, 10n],
  ...[{ valueOf: () => 7 }, { toJSON: () => 'json' }, Object.create(null)],
]

describe('a built-in scalar', () => {
  test.each([GraphQLInt, GraphQLFloat, GraphQLString, GraphQLID, GraphQLBoolean])(
    '%s is what graphql-js makes of it, or nothing',
    (type: GraphQLScalarType) => {
      const coerce = compileCoercion(type)
      for (const value of VALUES) expect(coerce(value)).toEqual(serialized(type, value))
    },
  )
})

describe('an enum', () => {
  test('has the names that clients see, and no others', () => {
    const coerce = compileCoercion(
      new GraphQLEnumType({ name: 'Sex', values: { GIRL: {}, BOY: {} } }),
    )
    expect(['GIRL', 'BOY', 'SECRET', 'toString', 1, ['GIRL']].map(coerce)).toEqual([
      'GIRL',
      'BOY',
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })
})

describe('a custom scalar', () => {
  test('MUST NOT bring an object along', () => {
    const coerce = compileCoercion(new Scalar({ name: 'LocalDate' }))
    expect(['2024-01-01', 7, false].map(coerce)).toEqual(['2024-01-01', 7, false])
    const wrong = [{ bsn: 1 }, [1], Number.NaN, () => 1, 10n, Symbol('x')]
    for (const value of wrong) expect(coerce(value)).toBeUndefined()
  })
})

function serialized(type: GraphQLScalarType, value: unknown): unknown {
  try {
    return type.serialize(value)
  } catch {
    return undefined
  }
}
