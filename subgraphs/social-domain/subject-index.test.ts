import { expect, test } from 'vitest'
import { indexOfNumber } from '../../connectors/subject-index.ts'
import { indexOfAllocation, indexOfCase, indexOfMessage, indexOfRequest } from './subject-index.ts'

const indexed = { registry: 'r', storeKey: new Uint8Array(64).fill(7) }

test('what is numbered is blind as in every domain, and differs by kind, registry and key', () => {
  const all = [
    ['allocation', indexOfAllocation],
    ['case', indexOfCase],
    ['message', indexOfMessage],
    ['request', indexOfRequest],
  ] as const
  const found = all.flatMap(([kind, indexOf]) => {
    const others = [
      indexed,
      { ...indexed, registry: 's' },
      { ...indexed, storeKey: new Uint8Array(64).fill(8) },
    ]
    expect(others.map((other) => indexOf(other, '4001'))).toEqual(
      others.map((other) => indexOfNumber(other, `social-domain ${kind}`, '4001')),
    )
    return others.map((other) => indexOf(other, '4001'))
  })
  expect(new Set(found).size).toBe(found.length)
})
