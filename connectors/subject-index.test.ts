import { expect, test } from 'vitest'
import { Bsn } from '../privacy/bsn.ts'
import { indexOfNumber, indexOfPerson } from './subject-index.ts'

const KEY = new Uint8Array(64).fill(7)
const OTHER_KEY = new Uint8Array(64).fill(8)
const bsn = Bsn.parse('999990019') ?? expect.fail('It is a BSN.')

test('MUST stay what it is: else what was delivered is found by nobody', () => {
  const indexed = { registry: 'town', storeKey: KEY }
  expect(indexOfPerson(KEY, 'childcare child', bsn)).toBe(
    'koKnQ7luzI_V5WbRYg1bY8JsXz1_4n2Ib17IQiJam3w',
  )
  expect(indexOfNumber(indexed, 'social-domain case', 'WT-1')).toBe('OWofw6vJ9Bg5mZJH0ihadp')
})

test('MUST differ with the key, the domain, the kind of thing and the registry', () => {
  const indexes = [
    indexOfPerson(KEY, 'childcare child', bsn),
    indexOfPerson(OTHER_KEY, 'childcare child', bsn),
    indexOfPerson(KEY, 'social-domain child', bsn),
    ...['town', 'village'].flatMap((registry) => [
      indexOfNumber({ registry, storeKey: KEY }, 'childcare contract', '1'),
      indexOfNumber({ registry, storeKey: KEY }, 'childcare location', '1'),
    ]),
  ]
  expect(new Set(indexes).size).toBe(indexes.length)
  expect(indexes.join()).not.toContain(bsn.reveal())
})
