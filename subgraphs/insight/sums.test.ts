import { expect, test } from 'vitest'
import { SIGNS } from '../../privacy/disclosure.ts'
import { openStore } from './store.ts'
import { spreadSigns, sumsSql, toCounted } from './sums.ts'

test('what is summed in columns is what is summed one by one', async () => {
  const children = Array.from({ length: 400 }, (_, i) => ({
    bits: Math.imul(i + 1, 0x9e3779b1) >>> 0,
    key: Math.imul(i + 7, 0x85ebca6b) >>> 0,
    units: i % 3,
  }))
  const rows = children.map(
    ({ bits, key, units }) => `(${spreadSigns(bits)}::BIGINT, ${key}::UINTEGER, ${units})`,
  )
  const store = await openStore()
  const [row = {}] = await store.select(
    `SELECT ${sumsSql('all', 'units::BIGINT').join(', ')} FROM (VALUES ${rows.join()}) child(signs, cell_key, units)`,
  )
  store.close()
  const { count, key, signs = [] } = toCounted(row, 'all')
  const sum = (of: (child: (typeof children)[number]) => number) =>
    children.reduce((total, child) => total + of(child) * child.units, 0)

  expect(count).toBe(sum(() => 1))
  expect(key).toBe(sum((child) => child.key) % 2 ** 32)
  expect(signs).toHaveLength(SIGNS)
  // In which order is of no matter: each is a sign of its own.
  for (const [i, sign] of signs.entries()) {
    expect(sign).toBe(sum(({ bits }) => ((bits >>> i) & 1 ? 1 : -1)))
  }
})
