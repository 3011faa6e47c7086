import { describe, expect, test } from 'vitest'
import type { SubgraphAnswer } from './call.ts'
import { askUntil, pickVariables } from './run.ts'

const CALL = { subgraph: 'jgz', query: '{ a }', operationName: undefined, variables: undefined }
const never = new AbortController().signal

describe('asking a subgraph', () => {
  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'Anna'],
    ['data and errors of the wrong kind', { data: ['Anna'], errors: 'Anna' }],
  ])('makes an empty answer of %s', async (_, answer) => {
    const { ask } = askUntil(never, async () => answer as SubgraphAnswer)
    expect(await ask(CALL)).toEqual({ data: undefined, errors: [] })
  })

  test('reads errors whatever they are', async () => {
    const errors = [null, 7, { message: {}, path: 'x', extensions: [] }, { path: [] }]
    const { ask } = askUntil(never, async () => ({ errors }) as never)
    const answer = await ask(CALL)
    expect(answer).toMatchObject({ errors: [{ path: undefined }, {}, { path: undefined }, {}] })
  })

  test('fails if the caller rejects, throws at once or has no answer in time', async () => {
    expect(await askUntil(never, () => Promise.reject(new Error('down'))).ask(CALL)).toBe('failed')
    const throws = () => {
      throw new Error('down')
    }
    expect(await askUntil(never, throws).ask(CALL)).toBe('failed')
    const controller = new AbortController()
    const asked = askUntil(controller.signal, () => new Promise(() => undefined)).ask(CALL)
    controller.abort()
    expect(await asked).toBe('expired')
  })

  test('gives up one call that takes too long, and tells who makes it', async () => {
    const hung: AbortSignal[] = []
    const { ask } = askUntil(
      never,
      ({ subgraph }, signal) => {
        if (subgraph !== 'jgz') return Promise.resolve({ data: {} })
        hung.push(signal)
        return new Promise(() => undefined)
      },
      20,
    )
    expect(await ask(CALL)).toBe('failed')
    expect(hung.map(({ aborted }) => aborted)).toEqual([true])
    expect(await ask({ ...CALL, subgraph: 'child' })).toMatchObject({ data: {} })
  })

  test('MUST NOT call when time is up', async () => {
    let calls = 0
    const call = async () => {
      calls += 1
      return {}
    }
    expect(await askUntil(AbortSignal.abort(), call).ask(CALL)).toBe('expired')
    expect(calls).toBe(0)
  })
})

test('an operation gets the variables that it uses', () => {
  expect(pickVariables({ a: 1, b: null, c: undefined, d: 2 }, ['a', 'b', 'c'])).toEqual({
    a: 1,
    b: null,
  })
})
