import { parse } from 'graphql'
import { describe, expect, test } from 'vitest'
import { commonPath, ENGINE_MESSAGES, Report, readSubgraphError, refusal } from './errors.ts'
import { findOperation, fragmentsOf, treeOf } from './tree.ts'

const document = parse('{ children { name nurse { code } } }')
const operation = findOperation(document)
const visible = operation ? treeOf(operation.selectionSet, fragmentsOf(document)) : new Map()
const messages = { FIELD_FORBIDDEN: 'Not for you.', SUBGRAPH_ERROR: 'Something went wrong.' }

describe('a report', () => {
  test('tells each error once, with a constant for a message', () => {
    const report = new Report({ messages, visible, limit: 10 })
    report.add('FIELD_FORBIDDEN', ['children', 0, 'nurse'], { subgraph: 'jgz' })
    report.add('FIELD_FORBIDDEN', ['children', 0, 'nurse', 'secret'], { subgraph: 'jgz' })
    report.add('SUBGRAPH_MALFORMED', ['children', 0, 'name'])
    expect(report.finish().map((error) => error.toJSON())).toEqual([
      {
        message: 'Not for you.',
        path: ['children', 0, 'nurse'],
        extensions: { code: 'FIELD_FORBIDDEN', subgraph: 'jgz' },
      },
      {
        message: ENGINE_MESSAGES.SUBGRAPH_MALFORMED,
        path: ['children', 0, 'name'],
        extensions: { code: 'SUBGRAPH_MALFORMED' },
      },
    ])
  })

  test('is bounded, but always says that time was up, once', () => {
    const report = new Report({ messages, visible, limit: 2 })
    for (let i = 0; i < 9; i += 1) report.add('SUBGRAPH_MALFORMED', ['children', i, 'name'])
    report.addMissing(['children', 0, 'nurse'])
    report.addMissing(['children', 1, 'nurse'])
    const errors = report.finish()
    expect(errors).toHaveLength(3)
    expect(errors[2]).toMatchObject({
      path: ['children'],
      extensions: { code: 'DEADLINE_EXCEEDED' },
    })
  })
})

describe('an error of a subgraph', () => {
  const read = (extensions: Record<string, unknown>) =>
    readSubgraphError(messages, { message: 'Anna', extensions })

  test.each([
    [{ code: 'FIELD_FORBIDDEN', registry: 'dd-jgz-2' }, 'FIELD_FORBIDDEN', 'dd-jgz-2'],
    [{ code: 'field_forbidden', registry: 'Anna' }, 'SUBGRAPH_ERROR', undefined],
    [{ code: 'OTHER_CODE', registry: 'a999990019' }, 'SUBGRAPH_ERROR', undefined],
    [{ code: ['FIELD_FORBIDDEN'], registry: ['x'] }, 'SUBGRAPH_ERROR', undefined],
    [{ code: 'X'.repeat(10_000), registry: 'x'.repeat(41) }, 'SUBGRAPH_ERROR', undefined],
    [{ code: '__proto__' }, 'SUBGRAPH_ERROR', undefined],
  ])(
    '%j keeps its code and registry only if they are known words',
    (extensions, code, registry) => {
      expect(read(extensions)).toEqual({ code, registry })
    },
  )

  test('tells what was asked would have cost, in numbers that are too short for a person', () => {
    const costOf = (cost: unknown) => read({ code: 'FIELD_FORBIDDEN', cost }).cost

    expect(costOf({ estimated: 9_000, budget: 4_000, name: 'Anna' })).toEqual({
      estimated: 9_000,
      budget: 4_000,
    })
    for (const wrong of [999_990_019, -1, 0.5, '9', null])
      expect(costOf({ estimated: wrong, budget: 4_000 })).toBeUndefined()
    expect(costOf('Anna')).toBeUndefined()
  })
})

test('the table of messages may word the codes of the engine', () => {
  expect(refusal({}, 'QUERY_TOO_LARGE').message).toBe(ENGINE_MESSAGES.QUERY_TOO_LARGE)
  expect(refusal({ QUERY_TOO_LARGE: 'Ask less.' }, 'QUERY_TOO_LARGE').message).toBe('Ask less.')
})

test('the common path is what all begin with', () => {
  expect(commonPath([])).toEqual([])
  expect(commonPath([['a', 0, 'b']])).toEqual(['a', 0, 'b'])
  expect(commonPath([['a', 0, 'b'], ['a', 1, 'b'], ['a']])).toEqual(['a'])
  expect(commonPath([['a'], ['b']])).toEqual([])
})
