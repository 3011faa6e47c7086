import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { HOLDS_FROM, regionOf } from './jgz-regions.ts'

const LIST = new URL(
  '../../../shared/real/ijw-3.2/codelijsten/CBS_Gemeentecodes.md',
  import.meta.url,
)
const TODAY = '2026-09-01'

describe('the region of a municipality', () => {
  test.each([
    ['0363', 'GG3406', 'GGD Amsterdam'],
    ['0014', 'GG0111', 'GGD Groningen'],
    // Of these the region of youth help is another one.
    ['0450', 'GG3109', 'GGD Kennemerland'],
    ['0626', 'GG4506', 'GGD Hollands-Midden'],
    ['0944', 'GG6011', 'GGD Limburg-Noord'],
    ['0345', 'GG2514', 'GGD Regio Utrecht'],
    ['9999', 'GG9999', 'GGD Waterdam'],
  ])('%s is %s', (municipality, code, name) => {
    expect(regionOf(municipality, TODAY)).toEqual({ code, name })
  })

  test('is not known of a municipality that is none, nor before the table holds', () => {
    expect(regionOf('1999', TODAY)).toBeUndefined()
    expect(regionOf('0363', HOLDS_FROM)).toBeDefined()
    expect(regionOf('0363', '2022-12-31')).toBeUndefined()
  })

  test.skipIf(!existsSync(LIST))('is there for each of the 342 municipalities', () => {
    const codes = [...readFileSync(LIST, 'utf8').matchAll(/^\| (\d{4}) \|/gm)].map(
      ([, code = '']) => code,
    )
    expect(codes).toHaveLength(342)
    expect(codes.filter((code) => regionOf(code, TODAY) === undefined)).toEqual([])
  })
})
