import { describe, expect, test } from 'vitest'
import { DEFAULT_MODEL } from './default-model.ts'
import { linkAll } from './link.ts'
import { isMothersBsn, isOfAParent, withMothersBsn } from './mothers-number.ts'
import { person, recordOf } from './testing/people.ts'

const anna = person()
const hers = anna.mother?.bsn ?? ''

describe('the number of the mother in the place of the child’s', () => {
  test('is known as hers where the registry says so, or its holder is too old', () => {
    expect(isMothersBsn(recordOf(anna, { bsn: hers }))).toBe(true)
    expect(isMothersBsn(recordOf(anna))).toBe(false)
    expect(isMothersBsn(recordOf(anna, { bsn: null }))).toBe(false)
    const woman = { birthDate: '1991-08-05', isGrownUp: true }
    expect(isOfAParent(recordOf(anna), woman)).toBe(true)
    expect(isOfAParent(recordOf(anna, { birthDate: null }), woman)).toBe(true)
    expect(isOfAParent(recordOf(anna), { birthDate: '2019-01-01', isGrownUp: false })).toBe(false)
    // A year is a slip of the pen, and twelve are not.
    expect(isOfAParent(recordOf(anna), { birthDate: '2012-03-17', isGrownUp: false })).toBe(true)
    expect(isOfAParent(recordOf(anna), { birthDate: '2012-03-18', isGrownUp: false })).toBe(false)
  })

  test('says whose child it is', () => {
    expect(withMothersBsn(recordOf(anna, { bsn: hers, mother: null }))).toMatchObject({
      bsn: null,
      mother: { bsn: hers, familyName: null },
    })
  })

  test('MUST link the child, and nobody by a contradiction', () => {
    const record = recordOf(anna, { bsn: hers, bornTogether: 1, givenNames: null })
    const linked = linkAll({ persons: [anna], records: [record], model: DEFAULT_MODEL })
    expect(linked.links).toMatchObject([{ person: 'anna', by: { rule: 'R2' } }])
    expect(linked.contradictions).toEqual([])
  })
})
