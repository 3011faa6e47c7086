import { readFileSync } from 'node:fs'
import { parse } from 'graphql'
import { expect, test } from 'vitest'
import { conditionsOf } from './conditions.ts'
import { createEngine } from './engine.ts'

test('the variables of conditions have their values, or those by default', () => {
  const document = parse(`
    query A($a: Boolean!, $b: Boolean = true, $c: Boolean, $d: Int) { x @skip(if: $a) y(d: $d) @include(if: $b) ...F }
    fragment F on X { z @include(if: $c) }
  `)
  const of = (variables: Record<string, unknown>) => [...conditionsOf(document, 'A', variables)]
  expect(of({ a: false, d: 1 })).toEqual([
    ['a', false],
    ['b', true],
  ])
  expect(of({ a: 'no', b: false, c: null })).toEqual([['b', false]])
  expect(conditionsOf(document, 'B', { a: true }).size).toBe(0)
})

test('of more than four there is one plan for all values', () => {
  const names = ['a', 'b', 'c', 'd', 'e']
  const ask = (some: readonly string[]) => {
    const variables = some.map((name) => `$${name}: Boolean = true`).join()
    const fields = some.map((name) => `${name} @include(if: $${name})`).join(' ')
    return conditionsOf(parse(`query (${variables}) { ${fields} }`), undefined, {}).size
  }
  expect(ask(names.slice(1))).toBe(4)
  expect(ask(names)).toBe(0)
})

test('MUST NOT ask a subgraph for what a variable leaves out, whatever else it leaves out', async () => {
  const asked: string[] = []
  const engine = createEngine<undefined>({
    supergraph: readFileSync('schema/generated/supergraph.graphql', 'utf8'),
    async call({ query }) {
      asked.push(query)
      return { data: { registries: [], linkCases: { endCursor: null, hasNext: false } } }
    },
  })
  const document = parse(`query ($no: Boolean!) {
    registries { name health @skip(if: $no) { state } } linkCases { endCursor hasNext @skip(if: $no) }
  }`)
  const ask = (no: boolean) =>
    engine.execute({ document, variables: { no } }, undefined, new AbortController().signal)

  expect((await ask(true)).data).toEqual({ registries: [], linkCases: { endCursor: null } })
  expect(asked.join()).not.toContain('hasNext')
  expect((await ask(false)).data).toMatchObject({ linkCases: { hasNext: false } })
})
