import { parse, print, stripIgnoredCharacters } from 'graphql'
import { expect, test } from 'vitest'
import { addTypenames } from './typenames.ts'

const text = (source: string) => stripIgnoredCharacters(print(addTypenames(parse(source))))

test('a type that is asked for under another name, or sometimes, is asked for by its own', () => {
  expect(text('{ a { kind: __typename b } }')).toBe('{a{__typename kind:__typename b}}')
  expect(text('{ a { __typename @skip(if: $x) } }')).toBe('{a{__typename __typename@skip(if:$x)}}')
})

test('an operation that needs nothing stays the same', () => {
  const document = parse('{ a { __typename kind: __typename } b }')
  expect(addTypenames(document)).toBe(document)
})
