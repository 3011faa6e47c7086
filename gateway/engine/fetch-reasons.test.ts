import { readFileSync } from 'node:fs'
import { parse } from 'graphql'
import { afterAll, describe, expect, test } from 'vitest'
import type { SubgraphCall } from './call.ts'
import { createEngine } from './engine.ts'

/** Answers as if everybody had one of everything. */
const calls: SubgraphCall[] = []
const engine = createEngine({
  supergraph: readFileSync('schema/generated/supergraph.graphql', 'utf8'),
  async call(call) {
    calls.push(call)
    if (call.subgraph === 'child') {
      const refs = { jgzRef: 'r', birthCareRef: 'r', childcareRef: 'r', socialDomainRef: 'r' }
      return { data: { child: { __typename: 'Child', id: 'c', birthDate: '2023-01-01', ...refs } } }
    }
    return { errors: [{ message: 'nothing', path: [] }] }
  },
})
afterAll(() => engine.close())

async function reasonsOf(selection: string, subgraph: string) {
  calls.splice(0)
  const document = parse(`{ child(id: "c") { ${selection} } }`)
  await engine.execute({ document }, undefined, AbortSignal.timeout(20_000))
  return calls.find((call) => call.subgraph === subgraph)?.reasons
}

describe('why a subgraph is called', () => {
  test('what the client asks for is asked, by whatever alias or fragment', async () => {
    const asked = [{ field: 'Child.jgz', asked: true, requiredBy: [] }]
    expect(await reasonsOf('jgz { contacts { date } }', 'jgz')).toEqual(asked)
    expect(await reasonsOf('x: jgz { contacts { date } }', 'jgz')).toEqual(asked)
    expect(await reasonsOf('... { jgz { contacts { date } } }', 'jgz')).toEqual(asked)
    expect(await reasonsOf('jgz { contacts { date } }', 'child')).toEqual([
      { field: 'Query.child', asked: true, requiredBy: [] },
    ])
  })

  test('MUST tell what only another subgraph requires', async () => {
    expect(await reasonsOf('timeline { speaksFor }', 'jgz')).toEqual([
      { field: 'Child.jgzEvents', asked: false, requiredBy: ['journey'] },
    ])
    expect(await reasonsOf('jgz { contacts { date } } views { domain }', 'jgz')).toEqual([
      { field: 'Child.jgz', asked: true, requiredBy: [] },
      { field: 'Child.jgzPresence', asked: false, requiredBy: ['child'] },
    ])
  })
})
