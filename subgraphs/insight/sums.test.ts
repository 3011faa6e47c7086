import { expect, test } from 'vitest'
import { SIGNS } from '../../privacy/disclosure.ts'
import { openStore } from './store.ts'
import {
  add,
  FEW,
  MANY,
  MARK,
  marksIn,
  openTally,
  signsSql,
  spreadSigns,
  sumsSql,
  toSummed,
} from './sums.ts'

test.each([
  ['few', FEW],
  ['many', MANY],
])(
  'what is summed in columns, of %s in a cell, is what is summed one by one',
  async (_, layout) => {
    const children = Array.from({ length: 400 }, (_, i) => ({
      bits: Math.imul(i + 1, 0x9e3779b1) >>> 0,
      key: Math.imul(i + 7, 0x85ebca6b) >>> 0,
      units: i % 3,
    }))
    const rows = children.map(
      ({ bits, key, units }) => `(${spreadSigns(bits)}::BIGINT, ${key}::UINTEGER, ${units})`,
    )
    const store = await openStore()
    const found = await store.select(
      `SELECT units, bit_or(mark) AS marks, ${sumsSql(layout).join(', ')}
     FROM (SELECT ${signsSql(layout)} AS signs, cell_key, ${MARK} AS mark, units FROM (VALUES ${rows.join()}) child(signs, cell_key, units))
     GROUP BY units`,
    )
    store.close()
    const tally = openTally()
    for (const row of found) add(tally, toSummed(row, layout), Number(row.units))
    const sum = (of: (child: (typeof children)[number]) => number) =>
      children.reduce((total, child) => total + of(child) * child.units, 0)

    expect(found).toHaveLength(3)
    expect(tally.count).toBe(sum(() => 1))
    expect(tally.key).toBe(sum((child) => child.key) % 2 ** 32)
    expect(tally.signs).toHaveLength(SIGNS)
    expect(marksIn(tally)).toBeGreaterThan(40)
    // In which order is kept with what was told: it stays.
    for (const [i, sign] of tally.signs.entries()) {
      expect(sign).toBe(sum(({ bits }) => ((bits >>> i) & 1 ? 1 : -1)))
    }
  },
)
