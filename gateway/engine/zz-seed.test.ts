import { parse, execute, validate } from 'graphql'
import { test } from 'vitest'
import { createEngine } from './engine.ts'
import { callTown, composeTown, WHOLE_TOWN } from './testing/town.ts'
import { createRandom, randomOperation } from './testing/random-operation.ts'
test('x', async () => {
const engine = createEngine({ supergraph: composeTown(), call: async (c,r,s) => { const a = await callTown(c,r,s); console.log(c.subgraph, c.query, JSON.stringify(c.variables), JSON.stringify(a)); return a }, onSecurityEvent: console.log })
const { source, variables } = process.env.Q ? { source: process.env.Q, variables: JSON.parse(process.env.V ?? '{}') } : randomOperation(engine.schema, createRandom(Number(process.env.SEED)), {id: ['c0', 'c1', 'c2', 'c3', 'c7', 'none'], code: ['n0', 'n1', 'none']})
  console.log(source, variables)
  const document = parse(source)
  console.log(validate(engine.schema, document).map(String))
  console.log(JSON.stringify(await engine.planOf({document}), null, 1))
  const r = await engine.execute({ document, variables }, null, new AbortController().signal)
  const m = await execute({ schema: WHOLE_TOWN, document, variableValues: variables })
  console.log(JSON.stringify(r)); 
  console.log(JSON.stringify(m)); 
})
