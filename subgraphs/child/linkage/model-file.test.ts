import { expect, test } from 'vitest'
import { DEFAULT_MODEL } from './default-model.ts'
import { readModel } from './model-file.ts'

test('a model is the same after it was a file', () => {
  expect(readModel(JSON.stringify(DEFAULT_MODEL))).toEqual(DEFAULT_MODEL)
})

test.each([
  ['no JSON', '{'],
  ['without a field', { ...DEFAULT_MODEL, fields: { ...DEFAULT_MODEL.fields, bsn: undefined } }],
  ['with odds of nothing', { ...DEFAULT_MODEL, prior: 0 }],
  ['with more than it has', { ...DEFAULT_MODEL, name: 'Anna' }],
  [
    'that links below what it asks',
    { ...DEFAULT_MODEL, thresholds: { link: 1, possible: 2, margin: 1 } },
  ],
  ['with a version that is a sentence', { ...DEFAULT_MODEL, version: 'the best one' }],
])('%s is none', (_, model) => {
  expect(readModel(typeof model === 'string' ? model : JSON.stringify(model))).toBeUndefined()
})
