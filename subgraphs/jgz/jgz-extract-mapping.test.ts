import { describe, expect, test } from 'vitest'
import { toJgzRecord } from './jgz-extract-mapping.ts'
import type { JgzPart } from './source.ts'

const AT = '2024-03-18T11:30:00+01:00'
const CONTACT = {
  id: 'C-1',
  datum: '2024-03-18',
  bds_0494: '37',
  bds_1577: '03',
  bds_1605: '01',
  bds_1599: '02',
  verzoeker: null,
  gepland: false,
  vastgelegd_op: AT,
}
const OBSERVED = {
  contactmoment_id: 'C-1',
  element: 235,
  waarde: '884',
  eenheid: 'mm',
  geldig_op: '2024-03-18',
  vastgelegd_op: AT,
}

function map<P extends JgzPart>(part: P, rows: unknown) {
  const told = toJgzRecord({ bsn: '999911004', [part]: rows }, new Set([part]))[part]
  if (told === undefined) throw new Error('The part is not there.')
  return told
}
const contact = (row: Partial<Record<keyof typeof CONTACT, unknown>>) =>
  map('contacts', [{ ...CONTACT, ...row }])[0]

describe('a contact', () => {
  test.each([
    ['01', 'REALISED'],
    ['02', 'NO_SHOW'],
    ['03', 'CANCELLED_BY_FAMILY'],
    ['04', 'NO_SHOW'],
    ['05', 'NOT_WANTED'],
    ['06', 'CANCELLED_BY_FAMILY'],
    ['07', 'CANCELLED_BY_PROVIDER'],
    ['08', 'NOT_REALISED'],
    ['55', null],
  ])('with status %s is %s', (bds_1605, status) => {
    expect(contact({ bds_1605 })?.status).toBe(status)
  })

  test('is PLANNED only where the registry says so', () => {
    expect(contact({ bds_1605: null, gepland: true })?.status).toBe('PLANNED')
    expect(contact({ bds_1605: null, gepland: false })?.status).toBeNull()
  })

  test.each([
    ['01', 'VIDEO'],
    ['02', 'LETTER'],
    ['05', 'GROUP'],
    ['06', 'HOME_VISIT'],
    ['07', 'WALK_IN'],
    ['08', 'TEXT'],
    ['09', 'PHONE'],
    ['98', 'OTHER'],
    ['OTH', 'OTHER'],
    ['55', null],
  ])('with form %s took place as %s', (bds_1577, form) => {
    expect(contact({ bds_1577 })?.form).toBe(form)
  })

  test.each([
    ['04', null, 'Contact at 8 weeks'],
    ['21', 'HOME_VISIT', 'Home visit on indication'],
    ['24', 'PHONE', 'Contact by telephone'],
    ['constructor', null, null],
    [null, null, null],
  ])('of before there was a form keeps its activity %s', (bds_0494, form, activityLabel) => {
    const told = contact({ bds_0494, bds_1577: null })
    expect(told).toMatchObject({ activityCode: bds_0494, activityLabel, form })
  })

  test.each([
    [null, '37', 'SCHEDULE'],
    [null, '22', 'PROFESSIONAL'],
    [null, '23', 'FAMILY'],
    ['02', '22', 'FAMILY'],
    ['07', '37', 'PROFESSIONAL'],
    ['06', '37', null],
  ])('asked for by %s, in activity %s, is on the initiative of %s', (verzoeker, bds_0494, by) => {
    expect(contact({ verzoeker, bds_0494 })?.initiative).toBe(by)
  })

  test('MUST NOT tell Veilig Thuis (08) from a general practitioner (04)', () => {
    expect(contact({ verzoeker: '08' })).toEqual(contact({ verzoeker: '04' }))
  })
})

describe('an observation', () => {
  test('that was corrected counts as it was last written down', () => {
    const later = { ...OBSERVED, waarde: '848', vastgelegd_op: '2024-03-18T10:31:00.5+00:00' }
    for (const rows of [
      [OBSERVED, later],
      [later, OBSERVED],
    ]) {
      expect(map('growth', rows)).toMatchObject([{ lengthMillimetres: 848 }])
    }
  })

  test('with a code of a later edition keeps its value', () => {
    expect(map('development', [{ ...OBSERVED, element: 1687, waarde: '04' }])).toMatchObject([
      { element: 1687, area: 'LANGUAGE', result: null, value: '04', valueLabel: null },
    ])
  })

  test.each([
    ['1', 'PASSED'],
    ['2', 'DOUBTFUL'],
    ['3', 'NOT_PASSED'],
  ])('of language development, graded %s, is %s', (waarde, result) => {
    expect(map('development', [{ ...OBSERVED, element: 818, waarde }])).toMatchObject([{ result }])
  })

  test('MUST NOT be told when it is no examination or screening of the child', () => {
    const rows = [348, 481, 827, 1572].map((element) => ({ ...OBSERVED, element, waarde: '2' }))
    expect(map('development', rows)).toEqual([])
  })
})

describe('what cannot be read', () => {
  test.each<[string, JgzPart, unknown]>([
    ['a day that does not exist', 'contacts', [{ ...CONTACT, datum: '2024-02-30' }]],
    ['an infinite moment', 'contacts', [{ ...CONTACT, vastgelegd_op: 'infinity' }]],
    ['a truth that is a word', 'contacts', [{ ...CONTACT, gepland: 'nee' }]],
    ['a length in centimetres', 'growth', [{ ...OBSERVED, waarde: '88.4', eenheid: 'cm' }]],
    ['a length in grams', 'growth', [{ ...OBSERVED, eenheid: 'g' }]],
    ['a negative weight', 'growth', [{ ...OBSERVED, element: 245, waarde: '-1', eenheid: 'g' }]],
    ['a part that is missing', 'vaccinations', undefined],
    ['a part that is no list', 'referrals', {}],
  ])('is refused: %s', (_what, part, rows) => {
    expect(() => map(part, rows)).toThrow()
  })
})
