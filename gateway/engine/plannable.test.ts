import { buildSchema, parse, print, stripIgnoredCharacters } from 'graphql'
import { describe, expect, test } from 'vitest'
import { toPlannable } from './plannable.ts'
import { ask } from './testing/ask.ts'

const schema = buildSchema(
  'union U = A | B type A { a: Int us: [U] } type B { b: Int } type Query { u: U }',
)

function plannable(source: string): string {
  return stripIgnoredCharacters(print(toPlannable(parse(source), schema)))
}

describe('a condition on a whole union', () => {
  test('is said without the union', () => {
    expect(plannable('{ u { ... on U @skip(if: true) { ... on A { a } } } }')).toBe(
      '{u{...@skip(if:true){...on A{a}}}}',
    )
    expect(plannable('{ u { ...F @skip(if: true) } } fragment F on U { ... on A { a } }')).toBe(
      '{u{...@skip(if:true){...on A{a}}}}fragment F on U{...on A{a}}',
    )
  })

  test('leaves everything else as it is', () => {
    const document = parse(
      '{ u { ... on A @skip(if: true) { a } ...F ...G @include(if: true) } } fragment F on U { __typename } fragment G on B { b }',
    )
    expect(toPlannable(document, schema)).toBe(document)
  })

  test('can be planned', async () => {
    const { data, errors } = await ask(
      'query ($no: Boolean = false) { family { ... on Family @skip(if: $no) { ... on Child { name } } } }',
    )
    expect(errors).toEqual([])
    expect(data).toEqual({ family: [{}, { name: 'Anna' }, null, { name: null }] })
  })
})
