import { parse, print, stripIgnoredCharacters } from 'graphql'
import { describe, expect, test } from 'vitest'
import { takeApart } from './root-selections.ts'

function parts(source: string) {
  const document = parse(source)
  const { data, introspection } = takeApart(document)
  const text = (part: typeof document) => stripIgnoredCharacters(print(part))
  return {
    same: data[0] === document,
    data: data.map(text),
    introspection: introspection && text(introspection),
  }
}

describe('the root of an operation', () => {
  test('is left as it is if it asks for data only', () => {
    expect(parts('{ a { __typename } ...F } fragment F on Query { b }')).toMatchObject({
      same: true,
      introspection: undefined,
    })
  })

  test('is data and introspection, also within fragments and under conditions', () => {
    const { data, introspection } = parts(`query ($x: Boolean!) {
      a ...F @include(if: $x) ... on Query { s: __schema { types { name } } b } __typename
    } fragment F on Query { c t: __type(name: "T") { name } }`)
    expect(data).toEqual([
      'query($x:Boolean!){a ...on Query@include(if:$x){c}...on Query{b}}fragment F on Query{c t:__type(name:"T"){name}}',
    ])
    expect(introspection).toBe(
      'query($x:Boolean!){...on Query@include(if:$x){t:__type(name:"T"){name}}...on Query{s:__schema{types{name}}}}fragment F on Query{c t:__type(name:"T"){name}}',
    )
  })

  test('asks for no data if there is only introspection', () => {
    expect(parts('{ __typename x: __typename __schema { types { name } } }').data).toEqual([])
    expect(parts('{ __typename }')).toMatchObject({ data: [], introspection: undefined })
  })

  test('of a mutation is one part for each response key, in order', () => {
    expect(parts('mutation { a { x } b __typename ... { a { y } } }').data).toEqual([
      'mutation{a{x}...{a{y}}}',
      'mutation{b}',
    ])
  })
})
