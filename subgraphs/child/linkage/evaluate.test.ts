import { describe, expect, test } from 'vitest'
import { type CellMap, toLinkable } from './cells.ts'
import { evaluate, type TrueRow } from './evaluate.ts'
import { febrlLike } from './testing/febrl.ts'

const MAP: CellMap = {
  givenNames: 'given_name',
  familyName: 'surname',
  birthDate: 'date_of_birth',
  postcode: 'postcode',
  houseNumber: 'street_number',
}

function rowsOf(text: string): readonly TrueRow[] {
  const [heading = [], ...lines] = text
    .trim()
    .split('\n')
    .map((line) => line.split(', '))
  return lines.map((cells) => {
    const named = Object.fromEntries(heading.map((name, i) => [name, cells[i] ?? '']))
    return { person: toLinkable(named, MAP), entity: named.rec_id?.split('-')[1] ?? '' }
  })
}

describe('a list like those of FEBRL', () => {
  const { at, rows, entities, truePairs, reachable } = evaluate(
    rowsOf(febrlLike(1_500, 900)),
    'test',
  )

  test('is counted', () => {
    expect({ rows, entities, truePairs }).toEqual({ rows: 2_400, entities: 1_500, truePairs: 900 })
  })

  test('is told apart without a BSN and without having seen the truth', () => {
    expect(reachable).toBeGreaterThan(0.97)
    expect(Math.max(...at.map(({ f1 }) => f1))).toBeGreaterThan(0.97)
    const sure = at.find(({ threshold }) => threshold === 10)
    expect(sure?.precision).toBeGreaterThan(0.995)
    expect(sure?.recall).toBeGreaterThan(0.85)
  })

  test('a higher threshold finds no more, and links no worse', () => {
    for (const [i, { recall, pairs, f1, precision }] of at.entries()) {
      expect(recall).toBeLessThanOrEqual(at[i - 1]?.recall ?? 1)
      expect(pairs).toBeLessThanOrEqual(at[i - 1]?.pairs ?? pairs)
      expect(f1).toBeCloseTo((2 * precision * recall) / (precision + recall), 12)
    }
    expect(at.at(-1)?.precision).toBeGreaterThanOrEqual(at[0]?.precision ?? 0)
  })
})

test('where nobody is twice there is nothing to find', () => {
  const { truePairs, at } = evaluate(rowsOf(febrlLike(300, 0)), 'test')
  expect(truePairs).toBe(0)
  expect(at.at(-1)).toMatchObject({ pairs: 0, precision: 1, recall: 1 })
})

test('cells are read as they are written', () => {
  const cells = { n: ' Vries ', d: '17-03-2024', s: 'V', r: '2', m: '', md: '05/08/1991', x: 'no' }
  const map: CellMap = {
    familyName: 'n',
    birthDate: 'd',
    sex: 's',
    rank: 'r',
    motherBsn: 'm',
    motherBirthDate: 'md',
  }
  expect(toLinkable(cells, map)).toMatchObject({
    familyName: 'Vries',
    givenNames: null,
    birthDate: '2024-03-17',
    sex: 'female',
    rank: 2,
    bornTogether: null,
    mother: { bsn: null, birthDate: '1991-08-05' },
  })
  expect(toLinkable(cells, { sex: 'x', rank: 'x' })).toMatchObject({
    sex: null,
    rank: null,
    mother: null,
  })
})
