import { expect, test } from 'vitest'
import { ALL_PLACES, addedSketches, PLACES, sketchOfOne } from '../../privacy/disclosure-sketch.ts'
import { openStore } from './store.ts'
import { MARK, sketchSql, sumsIn, sumsSql, timesSql } from './sums.ts'

test.each([2, 4, 16])(
  'what is summed in columns, of %i words, is what is summed one by one',
  async (words) => {
    const children = Array.from({ length: 400 }, (_, i) => ({
      place: Math.imul(i + 1, 0x9e3779b1) & (ALL_PLACES - 1),
      key: Math.imul(i + 7, 0x85ebca6b) >>> 0,
      units: i % 3,
    }))
    const rows = children.map(
      ({ place, key, units }) =>
        `(${place}::UTINYINT, ${4 ** (place % PLACES)}::UINTEGER, ${key}::UINTEGER, ${units})`,
    )
    const store = await openStore()
    const found = await store.select(
      `SELECT bit_count(bit_or(marks)) AS marks, ${timesSql('units', words).join(', ')} FROM (
         SELECT units, bit_or(${MARK}) AS marks, ${sumsSql(words).join(', ')}
         FROM (SELECT ${sketchSql(words).join(', ')}, cell_key, units FROM (VALUES ${rows.join()}) child(place, one, cell_key, units))
         GROUP BY units)`,
    )
    store.close()
    const units = children.flatMap((child) => new Array<typeof child>(child.units).fill(child))

    expect(found).toHaveLength(1)
    expect(sumsIn(found[0] ?? {}, words, 'units_')).toEqual({
      count: units.length,
      key: units.reduce((sum, { key }) => (sum + key) % 2 ** 32, 0),
      sketch: addedSketches(units.map(({ place }) => sketchOfOne(place, words))),
    })
    expect(Number(found[0]?.marks)).toBeGreaterThan(40)
  },
)
