import { describe, expect, test } from 'vitest'
import { SUITES } from './all.ts'
import { openSuite } from './suite.ts'

describe.each(SUITES)('$name:', (suite) => {
  const ask = openSuite(suite)

  test.each(suite.cases)('$says', async ({ ask: source, data, fails = false }) => {
    const answer = await ask(source)
    expect({ ...answer, errors: fails ? answer.errors.length > 0 : answer.errors }).toEqual({
      data,
      errors: fails || [],
      events: [],
    })
  })
})
