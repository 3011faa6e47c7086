import { type ExecutionResult, parse, printSchema } from 'graphql'
import { describe, expect, test } from 'vitest'
import { createEngine } from './engine.ts'
import { ask, TOWN } from './testing/ask.ts'
import { callTown } from './testing/town.ts'

const never = new AbortController().signal

describe('the schema that clients see', () => {
  const { schema } = createEngine({ supergraph: TOWN, call: callTown })

  test('MUST NOT show federation or what is inaccessible', () => {
    const sdl = printSchema(schema)
    expect(sdl).not.toMatch(/join__|link__|_Any|_Service|_entities|federation/)
    expect(sdl).not.toMatch(/\bref\b|SECRET/)
  })

  test('keeps the descriptions', () => {
    expect(schema.getType('Child')?.description).toBe('A child of the town.')
    expect(schema.getType('LocalDate')?.description).toBe('A day, without a time.')
  })
})

describe('introspection', () => {
  test('MUST NOT call a subgraph if nothing else is asked', async () => {
    const { data, errors, calls } = await ask(
      'query ($name: String!) { __typename __schema { queryType { name } } __type(name: $name) { kind } }',
      { variables: { name: 'Person' } },
    )
    expect(data).toEqual({
      __typename: 'Query',
      __schema: { queryType: { name: 'Query' } },
      __type: { kind: 'INTERFACE' },
    })
    expect(errors).toEqual([])
    expect(calls).toEqual([])
  })

  test('stands beside data, in the order in which it was asked for', async () => {
    const { data } = await ask(`
      { a: child(id: "c1") { name } ...Schema b: __typename nurse(code: "n0") { name } }
      fragment Schema on Query { schema: __schema { mutationType { name } } }
    `)
    expect(JSON.stringify(data)).toBe(
      '{"a":{"name":"Bram"},"schema":{"mutationType":{"name":"Mutation"}},"b":"Query","nurse":{"name":"Noor"}}',
    )
  })
})

describe('variables', () => {
  test('are coerced, with the defaults of the operation', async () => {
    const { data, calls } = await ask(
      'query ($which: Which = { sex: BOY }) { children(which: $which) { name } }',
    )
    expect(data).toEqual({
      children: [{ name: 'Bram' }, { name: 'Eva' }, { name: 'Hedy' }, { name: 'Kai' }],
    })
    expect(calls[0]?.variables).toEqual({ which: { sex: 'BOY', first: 4 } })
  })

  test('MUST NOT be quoted when they are wrong', async () => {
    const { data, errors, calls } = await ask(
      'query ($first: Int) { children(first: $first) { name } }',
      {
        variables: { first: 'the secret of a person' },
      },
    )
    expect(data).toBeUndefined()
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
    expect(JSON.stringify(errors)).not.toContain('secret')
    expect(calls).toEqual([])
  })
})

describe('mutations', () => {
  const source = `mutation {
    a: rename(id: "c1", name: "x") { name nurse { code } }
    ...Next
    c: rename(id: "c2", name: "y") { name }
  }
  fragment Next on Mutation { b: visit(id: "c3", on: "2024-01-01") { place { name } } }`

  test('MUST run one after the other, each with all that is below it', async () => {
    const { data, calls } = await ask(source)
    expect(data).toEqual({
      a: { name: 'x', nurse: { code: 'n1' } },
      b: { place: { name: 'Kwetternest' } },
      c: { name: 'y' },
    })
    const order = calls.map(({ query }) => query.match(/[abc]: |_entities/)?.[0])
    expect(order).toEqual(['a: ', '_entities', 'b: ', '_entities', '_entities', 'c: '])
  })

  test('go on after one of them fails', async () => {
    const { data, errors } = await ask(source, {
      fault: (_, { query }) =>
        query.includes('a: rename') ? Promise.reject(new Error('down')) : undefined,
    })
    expect(data).toMatchObject({ a: null, b: { place: { name: 'Kwetternest' } }, c: { name: 'y' } })
    expect(errors).toHaveLength(1)
  })
})

describe('what cannot be answered', () => {
  const codeOf = ({ errors }: { errors: readonly unknown[] }) =>
    (errors as { extensions: { code: string } }[]).map(({ extensions }) => extensions.code)

  test('is refused before planning if it is too large', async () => {
    const levels = Array.from(
      { length: 27 },
      (_, i) => `fragment F${i} on Child { ...F${i + 1} ...F${i + 1} }`,
    )
    const document = parse(
      `{ children { ...F0 } } ${levels.join(' ')} fragment F27 on Child { id }`,
    )
    const engine = createEngine({ supergraph: TOWN, call: callTown })
    await engine.execute({ document: parse('{ places { id } }') }, undefined, never)

    // Planned, it would take minutes.
    const answer = await engine.execute({ document }, undefined, never)
    expect(codeOf({ errors: answer.errors ?? [] })).toEqual(['QUERY_TOO_LARGE'])
    expect(answer).not.toHaveProperty('data')
  })

  test('is refused at exactly one selection more than the limit', async () => {
    const source = '{ children { id name nurse { name } } }'
    expect(codeOf(await ask(source, { limits: { selections: 5 } }))).toEqual([])
    expect(codeOf(await ask(source, { limits: { selections: 4 } }))).toEqual(['QUERY_TOO_LARGE'])
  })

  test('is refused if the document does not say which operation', async () => {
    const source = 'query A { places { id } } query B { places { id } }'
    expect(codeOf(await ask(source))).toEqual(['OPERATION_RESOLUTION_FAILURE'])
  })

  test('MUST NOT reach for a prototype by the name of a response key', async () => {
    const asked = await ask('{ children { __proto__: address { city } } }')
    expect(codeOf(asked)).toEqual(['QUERY_NOT_PLANNED'])
    expect(await ask('{ child(id: "c0") { constructor: name toString: id } }')).toMatchObject({
      data: { child: { constructor: 'Anna', toString: 'c0' } },
    })
  })
})

describe('the deadline', () => {
  const source = '{ children(first: 2) { name nurse { name } place { name } } }'
  const hang = new Promise<never>(() => undefined)

  test('gives what there is, and one error for all that is missing', async () => {
    const controller = new AbortController()
    const signals: AbortSignal[] = []
    const { data, errors } = await ask(source, {
      signal: controller.signal,
      call: async (call, request, signal) => {
        signals.push(signal)
        if (call.subgraph === 'child') return callTown(call, request, signal)
        setTimeout(() => controller.abort(), 20)
        return hang
      },
    })
    expect(data).toEqual({
      children: [
        { name: 'Anna', nurse: null, place: null },
        { name: 'Bram', nurse: null, place: null },
      ],
    })
    expect(errors).toMatchObject([
      { path: ['children'], extensions: { code: 'DEADLINE_EXCEEDED' } },
    ])
    expect(new Set(signals)).toEqual(new Set([controller.signal]))
  })

  test('is over at once if it was over before', async () => {
    const { data, errors, calls } = await ask(source, { signal: AbortSignal.abort() })
    expect(data ?? null).toBeNull()
    expect(errors).toMatchObject([{ extensions: { code: 'DEADLINE_EXCEEDED' } }])
    expect(calls).toEqual([])
  })
})

describe('answers in this process', () => {
  test('MUST NOT be written to if they are frozen, nor shared between two requests', async () => {
    const kept = new Map<string, ReturnType<typeof callTown>>()
    const call: typeof callTown = async (subgraphCall, request, signal) => {
      const key = JSON.stringify(subgraphCall)
      const answer = kept.get(key) ?? callTown(subgraphCall, request, signal)
      kept.set(key, answer)
      Object.freeze((await answer).data)
      return answer
    }
    const engine = createEngine({ supergraph: TOWN, call })
    const document = parse('{ children { name nurse { name caseload { name place { name } } } } }')
    const answers: ExecutionResult[] = []
    for (let i = 0; i < 3; i += 1)
      answers.push(await engine.execute({ document }, undefined, never))
    const before = JSON.stringify([...kept.values()].map((value) => value))
    expect(answers[1]).toEqual(answers[0])
    expect(answers[2]).toEqual(answers[0])
    expect(JSON.stringify([...kept.values()].map((value) => value))).toBe(before)
    for (const answer of await Promise.all(kept.values())) {
      const text = JSON.stringify(answer.data)
      if (text.includes('"children"')) expect(text).not.toContain('nurse')
    }
  })
})

describe('plans', () => {
  test('are shared by documents of the same text, and the oldest one goes', async () => {
    const engine = createEngine({ supergraph: TOWN, call: callTown, limits: { cachedPlans: 2 } })
    const plan = (source: string) => engine.planOf({ document: parse(source) })
    const first = await plan('{ places { id } }')
    expect(await plan('{\n  places { id }\n}')).toBe(first)
    await plan('{ groups { title } }')
    expect(await plan('{ places { id } }')).toBe(first)
    await plan('{ nurses { code } }')
    await plan('{ milestones { at } }')
    expect(await plan('{ places { id } }')).not.toBe(first)
  })

  test('that take too long are given up', async () => {
    const { errors } = await ask('{ children { name } }', {
      limits: { planningMs: 0, plansAtOnce: 0 },
    })
    expect(errors).toMatchObject([{ extensions: { code: 'QUERY_TOO_LARGE' } }])
  })
})
