import { expect, test } from 'vitest'
import { type Basis, differencesOf, hashOf, isWhole, makeReceipt } from './receipt.ts'

const BASIS: Basis = {
  project: 'kvk:90000001 research',
  question: { field: 'indicatorSeries', arguments: { id: 'S01', by: ['AREA'] } },
  knownAt: '2020-09-21T00:00:00.000Z',
  validOn: '2020-09-20',
  definitions: ['S01@3'],
  linkRules: 'rules@7',
  disclosure: 'k=10',
  grid: 'abc',
}
const AT = new Date('2020-09-22T10:00:00Z')
const made = (change: Partial<Basis> = {}, answer: unknown = [1, 2]) =>
  makeReceipt({ ...BASIS, ...change }, answer, [], AT)

test('the same answer to the same question has the same receipt, in whatever order it was asked', () => {
  const turned = { arguments: { by: ['AREA'], id: 'S01' }, field: 'indicatorSeries' }
  expect(made({ question: turned })).toMatchObject({ id: made().id, queryHash: made().queryHash })
  expect(hashOf({ a: 1, b: undefined })).toBe(hashOf({ a: 1 }))
})

test('MUST say what changed where the answer is not the same', () => {
  expect(differencesOf(made(), made({ definitions: ['S01@4'] }))).toEqual([])
  expect(differencesOf(made(), made({ definitions: ['S01@4'] }, [1, 3]))).toEqual(['DEFINITIONS'])
  expect(differencesOf(made(), made({ linkRules: 'rules@8', disclosure: 'k=15' }, []))).toEqual([
    'LINK_RULES',
    'DISCLOSURE',
  ])
  expect(differencesOf(made(), made({}, [1, 3]))).toEqual(['RECORDS'])
})

test('MUST see that a receipt was changed', () => {
  const receipt = made()
  expect(isWhole(receipt)).toBe(true)
  for (const change of [
    { definitions: ['S01@2'] },
    { answerHash: hashOf([1, 3]) },
    { knownAt: '2020-09-14T00:00:00.000Z' },
    { question: { field: 'indicatorSeries', arguments: { id: 'S02' } } },
  ]) {
    expect(isWhole({ ...receipt, ...change })).toBe(false)
  }
})
