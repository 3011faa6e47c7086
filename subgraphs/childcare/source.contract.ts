/**
 * What every adapter of childcare promises, as tests.
 *
 * @module
 */

import { describe, expect, test } from 'vitest'
import type { Bsn } from '../../privacy/bsn.ts'
import { type RecordKey, recordKeyOf } from '../../privacy/record-key.ts'
import type { ChildcarePart, ChildcareSource } from './source.ts'

interface Known {
  readonly source: ChildcareSource
  /** Has two contracts, one after the other, and hours in more than one month. */
  readonly anna: Bsn
  /** Has one contract, and no hours yet. */
  readonly bram: Bsn
  /** Nobody told anything of this child. */
  readonly cato: Bsn
}

const never = new AbortController().signal

export function toKey(bsn: Bsn): RecordKey {
  return recordKeyOf({ bsn })
}

export function describeChildcareSource(name: string, open: () => Known): void {
  const ask = (keys: readonly Bsn[], ...parts: ChildcarePart[]) =>
    open().source({ keys: keys.map(toKey), parts: new Set(parts), signal: never })

  describe(`${name}, as a source of childcare`, () => {
    test('answers in the order of the keys, for each as often as it is asked', async () => {
      const { anna, bram, cato } = open()
      const [first, none, second, third] = await ask([anna, cato, bram, anna], 'enrolments')

      expect(none).toBeNull()
      expect(first).toMatchObject({ enrolments: [{}, {}] })
      expect(second).toMatchObject({ enrolments: [{}] })
      expect(third).toEqual(first)
    })

    test('tells contracts and months oldest first', async () => {
      const [record] = await ask([open().anna], 'enrolments', 'attendance')
      if (!record || record instanceof Error) throw new Error('Anna has a record.')
      const from = record.enrolments?.map((enrolment) => enrolment.from)
      const months = record.attendance?.map(({ month }) => month)

      expect(from).toHaveLength(2)
      expect(from).toEqual(from?.toSorted())
      expect(months?.length).toBeGreaterThan(1)
      expect(months).toEqual([...new Set(months)].toSorted())
    })

    test('gives a contract an id that stays, and no two the same', async () => {
      const ids = async () => {
        const records = await ask([open().anna, open().bram], 'enrolments')
        return records.flatMap((record) =>
          record instanceof Error ? [] : (record?.enrolments?.map(({ id }) => id) ?? []),
        )
      }
      const once = await ids()

      expect(new Set(once).size).toBe(3)
      expect(await ids()).toEqual(once)
    })

    test('MUST NOT answer more than the parts that are asked', async () => {
      const { anna, bram } = open()

      expect(await ask([anna], 'attendance')).toEqual([{ attendance: expect.anything() }])
      expect(await ask([anna], 'enrolments')).toEqual([{ enrolments: expect.anything() }])
      expect(await ask([bram], 'attendance')).toEqual([null])
    })

    test('MUST stop when it is told to', async () => {
      const { source, anna } = open()
      const parts = new Set<ChildcarePart>(['enrolments'])

      await expect(
        source({ keys: [toKey(anna)], parts, signal: AbortSignal.abort() }),
      ).rejects.toThrow()
    })
  })
}
