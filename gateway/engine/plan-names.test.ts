import { execute, parse } from 'graphql'
import { expect, test } from 'vitest'
import { ask } from './testing/ask.ts'
import { WHOLE_TOWN } from './testing/town.ts'

// Found by random operations: one at which the planner fetches `weights(last: 1)` by a name of its own, and leaves it there.
const SOURCE = `{ moments { ... on HomeVisit { by { caseload {
  siblings { weights(last: 1) { grams } summary }
  weights(last: 3) { ratio }
} } } } }`

test('MUST tell a client its field by the name it asks for, beside the same field that another requires', async () => {
  const { data, errors, calls } = await ask(SOURCE)
  const whole = await execute({ schema: WHOLE_TOWN, document: parse(SOURCE) })
  expect(errors).toEqual([])
  expect(data).toEqual(JSON.parse(JSON.stringify(whole.data)))
  expect(calls.some(({ query }) => query.includes('_internal_qp_alias_0:weights{'))).toBe(true)
})
