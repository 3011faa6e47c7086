import { describe, expect, test } from 'vitest'
import type { LinkRunSummary } from './link-index.ts'
import { openPoorlyLinked } from './poorly-linked.ts'

const counts = (records: number, unlinked: number) => ({
  ...{ records, linked: records - unlinked, possible: 0, unlinked },
})
const RUN: LinkRunSummary = {
  ...{ registry: 'jgz-waterdam', at: new Date(), version: 'm1' },
  ...{ estimatedFalse: null, estimatedMissed: null, groups: [] },
  ...counts(1_000, 10),
}
const born = (date: string | null) => async () => date
const nobody = () => Promise.reject(new Error('it was not needed'))

describe('a registry of which much is linked to nobody', () => {
  test('is one with more than one record in twenty that is nobody’s', async () => {
    const of = (unlinked: number, records = 1_000) =>
      openPoorlyLinked(async () => [{ ...RUN, ...counts(records, unlinked) }])
    expect(await of(50)('jgz-waterdam', nobody)).toBe(false)
    expect(await of(51)('jgz-waterdam', nobody)).toBe(true)
    expect(await of(51)('another', nobody)).toBe(false)
    expect(await of(5, 10)('jgz-waterdam', nobody)).toBe(false) // too few to say so
  })

  test('may be so for those of one birth year', async () => {
    const groups = [
      { by: 'BIRTH_YEAR', group: '2024', ...counts(100, 30) },
      { by: 'BIRTH_YEAR', group: '2023', ...counts(100, 1) },
      { by: 'SEX', group: '2023', ...counts(100, 90) },
    ] as const
    const isPoorlyLinked = openPoorlyLinked(async () => [{ ...RUN, groups }])
    expect(await isPoorlyLinked('jgz-waterdam', born('2024-03-05'))).toBe(true)
    expect(await isPoorlyLinked('jgz-waterdam', born('2023-03-05'))).toBe(false)
    expect(await isPoorlyLinked('jgz-waterdam', born(null))).toBe(false)
  })

  test('is looked up once in a while, and nothing is said where it cannot be', async () => {
    let asked = 0
    const isPoorlyLinked = openPoorlyLinked(async () => {
      asked += 1
      throw new Error('down')
    }, 50)
    expect(await isPoorlyLinked('jgz-waterdam', nobody)).toBe(false)
    expect(await isPoorlyLinked('jgz-waterdam', nobody)).toBe(false)
    expect(asked).toBe(1)
    await new Promise((resolve) => setTimeout(resolve, 60))
    await isPoorlyLinked('jgz-waterdam', nobody)
    expect(asked).toBe(2)
  })
})
