import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { Bsn, isElevenProof } from './bsn.ts'

describe('a BSN', () => {
  test('is nine digits that pass the eleven-test', () => {
    expect(isElevenProof('999900006')).toBe(true)
    expect(isElevenProof('999900018')).toBe(true)
    expect(isElevenProof('999900007')).toBe(false)
    expect(isElevenProof('999999999')).toBe(false)
    expect(isElevenProof('000000000')).toBe(false)
    expect(isElevenProof('99990000')).toBe(false)
    expect(isElevenProof(' 999900006')).toBe(false)
  })

  test('MUST NOT be printed by accident', () => {
    const bsn = Bsn.parse('999900006')
    const printed = [`${bsn}`, JSON.stringify({ bsn }), inspect({ bsn }), String(bsn), `${[bsn]}`]

    expect(printed.join()).not.toContain('999900006')
    expect(bsn?.reveal()).toBe('999900006')
    expect(Object.keys(bsn ?? {})).toEqual([])
  })
})
