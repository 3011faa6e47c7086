/**
 * The sandbox's LRK against a heading and a row of the real export, which are not in this repository.
 *
 * @module
 */

import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { lrkLines } from '../../sandbox/childcare.ts'
import { LOCATION } from '../../sandbox/fixture-family.ts'

const REAL = new URL(
  '../../../shared/real/lrk/export_opendata_lrk_header_and_fixture.csv',
  import.meta.url,
)
const isHere = existsSync(REAL)
if (!isHere)
  process.stderr.write('Skipped: the real export of the LRK is not beside this repository.\n')

describe.skipIf(!isHere)('the LRK of the sandbox', () => {
  async function realLines(): Promise<string[]> {
    return (await readFile(REAL, 'utf8')).split('\r\n')
  }

  test('has the real heading', async () => {
    const [heading] = lrkLines([])

    expect(heading).toBe((await realLines())[0])
  })

  test('fills the same kinds of value as a real row', async () => {
    const real = ((await realLines())[1] ?? '').split(';')
    const ours = [...lrkLines([{ ...LOCATION, kind: 'BSO', vve: false }])][1]?.split(';') ?? []
    const shape = (cell = '') => cell.replace(/\d/g, '9')

    expect(ours).toHaveLength(real.length)
    // opc, ve, status, inschrijfdatum, bag_id, contact_telefoon, cbs_code
    for (const column of [2, 5, 6, 7, 11, 27, 30]) {
      expect(shape(ours[column])).toBe(shape(real[column]))
    }
  })
})
