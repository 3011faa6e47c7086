/**
 * The export of the LRK that others wrote, read whole: nothing refused, nothing unknown.
 *
 * @module
 */

import { createReadStream, existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { readFileOf } from '../../cli/read.ts'
import { readLrk } from '../../subgraphs/childcare/lrk.ts'
import { ELEMENTS } from '../../subgraphs/childcare/lrk-elements.ts'
import { readLrkFile } from '../../subgraphs/childcare/lrk-file.ts'

const FOLDER = new URL('../../../shared/real/lrk/', import.meta.url)
const isHere = existsSync(FOLDER)
if (!isHere) process.stderr.write('Skipped: the LRK of others is not beside this repository.\n')
const files = isHere ? (await readdir(FOLDER)).filter((name) => name.endsWith('.csv')) : []

describe.skipIf(!isHere)('an export of the LRK that others wrote', () => {
  test('is there', () => {
    expect(files.length).toBeGreaterThan(0)
  })

  test.each(files)('%s is read, cell by cell', async (name) => {
    const file = new URL(name, FOLDER)
    const [, ...lines] = (await readFile(file, 'latin1')).split(/\r?\n/).filter(Boolean)
    const cells = lines.flatMap((line) => line.split(';')).filter((cell) => cell && cell !== "''")
    const taken = await Array.fromAsync(readLrk(createReadStream(file)))

    expect(taken).toHaveLength(lines.length)
    expect(await readFileOf(file.pathname, readLrkFile)).toMatchObject({
      ok: true,
      records: lines.length,
      elements: { read: cells.length, kept: 0, unknown: 0 },
      problems: [],
    })
  })

  test.each(files)('%s has no column that is not in our table', async (name) => {
    const [heading = ''] = (await readFile(new URL(name, FOLDER), 'latin1')).split(/\r?\n/)
    const known = ELEMENTS.map(({ element }) => element)

    expect(heading.replace('\u00EF\u00BB\u00BF', '').split(';').toSorted()).toEqual(
      known.toSorted(),
    )
  })

  test('has a field of its own for at least 95 % of its columns', () => {
    const typed = ELEMENTS.filter(({ field }) => field !== 'kept')

    expect(ELEMENTS).toHaveLength(35)
    expect(typed.length / ELEMENTS.length).toBeGreaterThanOrEqual(0.95)
  })
})
