import { describe, expect, test } from 'vitest'
import type { SubgraphAnswer, SubgraphError } from './call.ts'
import { ask, type Fault } from './testing/ask.ts'

const MESSAGES = { FIELD_FORBIDDEN: 'Not for you.', REGISTRY_TIMEOUT: 'The registry was slow.' }
const PERSON = 'Anna, 999990019'

/** Adds errors to what `jgz` says of entities. */
function failing(...errors: readonly SubgraphError[]): Fault {
  return (answer, { subgraph, query }) =>
    subgraph === 'jgz' && query.includes('_entities') ? { ...answer, errors } : undefined
}

describe('an error of a subgraph', () => {
  test('is told where the client sees it, with a code that is known', async () => {
    const path = ['_entities', 1, 'nurse']
    const { data, errors } = await ask('{ children(first: 2) { nurse { code } } }', {
      messages: MESSAGES,
      fault: (answer, call) => {
        const entities = answer.data?._entities
        if (Array.isArray(entities)) entities[1].nurse = null
        const extensions = { code: 'FIELD_FORBIDDEN', registry: 'dd-jgz', stack: PERSON }
        return failing({ message: PERSON, path, extensions })(answer, call)
      },
    })
    expect(data).toEqual({ children: [{ nurse: { code: 'n0' } }, { nurse: null }] })
    expect(errors).toEqual([
      {
        message: 'Not for you.',
        path: ['children', 1, 'nurse'],
        extensions: { code: 'FIELD_FORBIDDEN', subgraph: 'jgz', registry: 'dd-jgz' },
      },
    ])
  })

  test('MUST NOT bring a word of its own', async () => {
    const path = ['_entities', 0, PERSON, 'nurse']
    const errors = [
      { message: PERSON, path, extensions: { code: PERSON, registry: 'r999990019' } },
      { message: PERSON, extensions: { code: 'UNKNOWN_CODE', registry: 'Anna' } },
      { message: PERSON, path: [PERSON, 0.5], extensions: { code: 'FIELD_FORBIDDEN' } },
      { message: PERSON, path: ['_entities', 0, 'nurse'], extensions: { code: 'constructor' } },
    ]
    const asked = await ask('{ children { nurse { code } } }', {
      messages: MESSAGES,
      fault: failing(...errors),
    })
    expect(JSON.stringify(asked.errors)).not.toMatch(/Anna|99999|UNKNOWN|constructor/)
    expect(asked.errors).toHaveLength(4)
  })

  test('that is about a call and in many places MUST be told once, where they meet', async () => {
    const extensions = { code: 'REGISTRY_TIMEOUT', registry: 'dd-jgz' }
    const of = (i: number) => ({ message: '', path: ['_entities', i, 'nurse'], extensions })
    const tell = async (children: number) => {
      const { errors } = await ask(`{ children(first: ${children}) { nurse { code } } }`, {
        messages: MESSAGES,
        limits: { errorPlaces: 3 },
        ofCalls: new Set(['REGISTRY_TIMEOUT']),
        fault: (answer, call) =>
          failing(...Array.from({ length: children }, (_, i) => of(i)))(answer, call),
      })
      return errors.map((one) => (one as SubgraphError).path?.join('.'))
    }
    expect(await tell(3)).toEqual(['children.0.nurse', 'children.1.nurse', 'children.2.nurse'])
    expect(await tell(4)).toEqual(['children'])
  })

  test('is told at each place of an entity, once', async () => {
    const path = ['_e0', 0, 'nurse']
    const error = { message: '', path, extensions: { code: 'REGISTRY_TIMEOUT' } }
    const { errors, calls } = await ask(
      '{ a: child(id: "c1") { nurse { code } } b: child(id: "c1") { nurse { code } } }',
      { messages: MESSAGES, fault: failing(error, error) },
    )
    const paths = errors.map((one) => (one as SubgraphError).path?.join('.'))
    expect(paths.sort()).toEqual(['a.nurse', 'b.nurse'])
    expect(calls[1]?.variables).toMatchObject({ __batch_reps_0: [{ id: 'c1' }] })
  })

  test('is told in a bounded number of places, and all errors together are bounded', async () => {
    const error = (i: number): SubgraphError => ({ message: '', path: ['_entities', i, 'nurse'] })
    const everywhere = '{ nurses { caseload { place { groups { place { head { id } } } } } } }'
    const source = '{ children { nurse { code } } }'
    const many = Array.from({ length: 500 }, (_, i) => error(i % 10))
    const asked = await ask(source, { fault: failing(...many), limits: { errors: 7 } })
    expect(asked.errors).toHaveLength(7)

    const { errors } = await ask(everywhere, {
      limits: { errorPlaces: 2 },
      fault: (answer, { query }) =>
        query.includes('groups')
          ? { ...answer, errors: [{ message: '', path: ['_entities', 0, 'groups'] }] }
          : undefined,
    })
    expect(errors.length).toBeGreaterThan(0)
    expect(errors.length).toBeLessThanOrEqual(2)
  })

  test('MUST NOT name a field that the client did not ask for', async () => {
    const { errors } = await ask('{ children(first: 1) { summary } }', {
      messages: MESSAGES,
      fault: failing({
        message: '',
        path: ['_entities', 0, 'nurse', 'name'],
        extensions: { code: 'FIELD_FORBIDDEN' },
      }),
    })
    expect(errors).toMatchObject([{ path: ['children', 0] }])
  })
})

describe('a subgraph that fails', () => {
  const down: Fault = (_, { subgraph }) =>
    subgraph === 'jgz' ? Promise.reject(new Error(PERSON)) : undefined

  test('is one error, at the shortest path of all that is blank', async () => {
    const { data, errors } = await ask('{ children(first: 2) { name nurse { code } } }', {
      fault: down,
    })
    expect(data).toEqual({
      children: [
        { name: 'Anna', nurse: null },
        { name: 'Bram', nurse: null },
      ],
    })
    expect(errors).toEqual([
      {
        message: 'A part of the graph did not answer.',
        path: ['children'],
        extensions: { code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'jgz' },
      },
    ])
  })

  test('names the field if there is but one', async () => {
    const { errors } = await ask('{ child(id: "c1") { nurse { code } } }', { fault: down })
    expect(errors).toMatchObject([{ path: ['child', 'nurse'] }])
  })

  test('adds no second error where its nulls rise', async () => {
    const { data, errors } = await ask('{ child(id: "c1") { name visits { id } } }', {
      fault: down,
    })
    expect(data).toEqual({ child: null })
    expect(errors).toHaveLength(1)
  })

  test('at the root is one error, too', async () => {
    const { data, errors } = await ask('{ nurse(code: "n0") { name } places { id } }', {
      fault: down,
    })
    expect(data).toMatchObject({ nurse: null, places: [{ id: 'k0' }, { id: 'k1' }, { id: 'k2' }] })
    expect(errors).toMatchObject([
      { path: ['nurse'], extensions: { code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'jgz' } },
    ])
  })

  test.each<[string, unknown]>([
    ['nothing', {}],
    ['data that is null', { data: null }],
    ['data that is a text', { data: PERSON }],
    ['a list', { data: [] }],
  ])('is malformed if it answers %s', async (_, answer) => {
    const { data, errors } = await ask('{ child(id: "c1") { nurse { code } } nurses { code } }', {
      fault: (_honest, { subgraph }) =>
        subgraph === 'jgz' ? (answer as SubgraphAnswer) : undefined,
    })
    expect(data).toBeNull()
    expect(errors).toMatchObject([
      { path: ['nurses'], extensions: { code: 'SUBGRAPH_MALFORMED' } },
      { path: ['child', 'nurse'], extensions: { code: 'SUBGRAPH_MALFORMED' } },
    ])
  })
})
