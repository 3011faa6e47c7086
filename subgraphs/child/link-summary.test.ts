import { expect, test } from 'vitest'
import { summarise } from './link-summary.ts'
import type { LinkedInParts, Told } from './linkage/in-parts.ts'

const TOLD: Omit<Told, 'record' | 'band'> = {
  ...{ hasBsn: true, sex: 'female', birthYear: 2024, area: '9999', multiple: false },
}
const LINK = { registry: 'jgz', waterfall: [] } as const

test('a run in numbers: of all, by group, and what is expected to be wrong or missing', () => {
  const linked: LinkedInParts = {
    links: [
      {
        ...LINK,
        record: 'a',
        person: 'anna',
        score: 40,
        certainty: 'EXACT',
        by: { kind: 'RULE', rule: 'R1', version: 1 },
      },
      {
        ...LINK,
        record: 'b',
        person: 'bram',
        score: 1,
        certainty: 'PROBABLE',
        by: { kind: 'MODEL', version: 'm' },
      },
    ],
    possible: [
      { ...LINK, record: 'c', person: 'cato', score: 0, reason: 'TIE' },
      { ...LINK, record: 'c', person: 'eva', score: -1, reason: 'TIE' },
    ],
    contradictions: [],
    unlinked: [{ registry: 'jgz', record: 'd', reason: 'NOBODY_ALIKE' }],
    compared: 4,
    told: [
      { ...TOLD, record: 'a', band: 'EXACT' },
      { ...TOLD, record: 'b', band: 'PROBABLE', hasBsn: false, sex: null },
      { ...TOLD, record: 'c', band: 'POSSIBLE', hasBsn: false, multiple: true },
      { ...TOLD, record: 'd', band: 'UNLINKED', hasBsn: false, area: null, birthYear: null },
    ],
  }
  const summary = summarise(linked)

  expect(summary).toMatchObject({ records: 4, linked: 2, possible: 1, unlinked: 1 })
  expect(summary.estimatedFalse).toBeCloseTo(1 / 3, 5)
  // Of a record in doubt its best chance counts, once.
  expect(summary.estimatedMissed).toBeCloseTo(0.5, 5)
  const by = (name: string) => summary.groups.filter((group) => group.by === name)
  expect(by('HAS_BSN')).toEqual([
    { by: 'HAS_BSN', group: 'NO', records: 3, linked: 1, possible: 1, unlinked: 1 },
    { by: 'HAS_BSN', group: 'YES', records: 1, linked: 1, possible: 0, unlinked: 0 },
  ])
  expect(by('SEX').map(({ group }) => group)).toEqual(['FEMALE', 'UNKNOWN'])
  expect(by('POSTCODE4').map(({ group, records }) => [group, records])).toEqual([
    ['9999', 3],
    ['UNKNOWN', 1],
  ])
  for (const name of ['HAS_BSN', 'MULTIPLE_BIRTH', 'SEX', 'BIRTH_YEAR', 'POSTCODE4']) {
    expect(by(name).reduce((sum, { records }) => sum + records, 0)).toBe(4)
  }
})
