import { expect, test } from 'vitest'
import { summarise } from '../link-summary.ts'
import { DEFAULT_MODEL } from './default-model.ts'
import { openLinkingInParts } from './in-parts.ts'
import { person, recordOf } from './testing/people.ts'

test('a list that says no more than a number is counted in the groups of whom it is linked to', () => {
  const anna = person()
  const byNumber = recordOf(anna, {
    ...{ familyName: null, givenNames: null, birthDate: null, sex: null, postcode: null },
    ...{ houseNumber: null, mother: null },
  })
  const nobody = { ...recordOf(anna, { bsn: null, familyName: 'Zuiderwijk' }), key: 'nobody' }
  const linking = openLinkingInParts({ model: DEFAULT_MODEL })
  linking.add([
    { record: byNumber, persons: [anna] },
    { record: nobody, persons: [] },
  ])
  const told = linking.settle()
  const year = anna.birthDate?.slice(0, 4)
  const ofYear = summarise(told).groups.find((one) => one.by === 'BIRTH_YEAR')

  expect(told.told[0]).toMatchObject({ band: 'EXACT', sex: anna.sex, birthYear: Number(year) })
  // Not one of one unlinked: those who say when they were born are often those without a number.
  expect(ofYear).toMatchObject({ group: year, records: 2, linked: 1, unlinked: 1 })
})
