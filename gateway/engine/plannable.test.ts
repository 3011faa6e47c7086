import { buildSchema, parse, print, stripIgnoredCharacters } from 'graphql'
import { describe, expect, test } from 'vitest'
import { toPlannable, withFieldsJoined } from './plannable.ts'
import { ask } from './testing/ask.ts'

const schema = buildSchema(
  'union U = A | B type A { a: Int us: [U] } type B { b: Int } type Query { u: U }',
)

function plannable(source: string): string {
  return stripIgnoredCharacters(print(toPlannable(parse(source), schema)))
}

describe('a condition on a whole union', () => {
  test('is said without the union', () => {
    expect(
      plannable('query ($x: Boolean!) { u { ... on U @skip(if: $x) { ... on A { a } } } }'),
    ).toBe('query($x:Boolean!){u{...@skip(if:$x){...on A{a}}}}')
    expect(
      plannable(
        `query ($x: Boolean!) { u { ...F @skip(if: $x) } } fragment F on U { ... on A { a } }`,
      ),
    ).toBe('query($x:Boolean!){u{...@skip(if:$x){...on A{a}}}}fragment F on U{...on A{a}}')
  })

  test('leaves everything else as it is', () => {
    const document =
      parse(`query ($x: Boolean!) { u { ... on A @skip(if: $x) { a } ...F ...G @include(if: $x) } }
      fragment F on U { __typename } fragment G on B { b }`)
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

describe('a condition that is no variable', () => {
  test('is decided, and an object keeps what is left of it', () => {
    expect(
      plannable(
        '{ a: u { ... on A @include(if: false) { a } } b: u @skip(if: false) { __typename } }',
      ),
    ).toBe('{a:u{__typename}b:u{__typename}}')
    expect(
      plannable(
        'query ($x: Boolean!) { u @skip(if: $x) @include(if: true) { ...F } } fragment F on A { a @skip(if: true) }',
      ),
    ).toBe('query($x:Boolean!){u@skip(if:$x){...F}}fragment F on A{__typename}')
  })

  test('leaves an empty object, and calls nobody if nothing is left at all', async () => {
    const source = '{ family { ... on Child { address @include(if: false) { city } } } }'
    expect(await ask(source)).toMatchObject({ data: { family: [{}, {}, null, {}] }, errors: [] })
    const nothing = await ask('{ places @skip(if: true) { id } }')
    expect(nothing).toMatchObject({ data: {}, errors: [], calls: [] })
  })
})

test('each field of an object is said once, with all that is asked below it', () => {
  const source = `{ u { ... on A { x: a } ...F } ... on Query { u { ... on A { a } ... on U { ...F } } } }
    fragment F on B { b }`
  expect(stripIgnoredCharacters(print(withFieldsJoined(parse(source), schema)))).toBe(
    '{u{...on A{x:a a}...on B{b}}}',
  )
})
