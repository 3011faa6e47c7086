import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_MODEL } from './default-model.ts'
import { linkAll } from './link.ts'
import type { Person, RegistryRecord } from './person.ts'
import { person, recordOf } from './testing/people.ts'

/** Of one sex, one birth date, one mother and one home. */
const cato = person({ id: 'cato', givenNames: 'Cato', rank: 1, bornTogether: 2 })
const eva = person({ id: 'eva', bsn: '999911211', givenNames: 'Eva', rank: 2, bornTogether: 2 })

function linksOf(persons: readonly Person[], records: readonly RegistryRecord[]): string[] {
  const { links } = linkAll({ persons, records, model: DEFAULT_MODEL, decisions: [] })
  return links.map(({ record, person }) => `${record} → ${person}`)
}

describe('twins of one sex and one postcode', () => {
  const BARE = { bsn: null, rank: null, bornTogether: null }

  test('are each linked to themselves by given name alone', () => {
    const records = [recordOf(eva, BARE), recordOf(cato, BARE)]
    expect(linksOf([cato, eva], records)).toEqual(['of-eva → eva', 'of-cato → cato'])
  })

  test('are each linked to themselves by rank alone', () => {
    const bare = { bsn: null, givenNames: null }
    const records = [recordOf(eva, bare), recordOf(cato, bare)]
    expect(linksOf([cato, eva], records)).toEqual(['of-eva → eva', 'of-cato → cato'])
  })

  test('MUST NOT be linked by what they share', () => {
    const shared = { ...BARE, givenNames: null }
    const records = [recordOf(eva, shared), recordOf(cato, shared)]
    expect(linksOf([cato, eva], records)).toEqual([])
    expect(linksOf([cato], records)).toEqual([])
    expect(linksOf([cato], [recordOf(eva, shared)])).toEqual([])
  })

  test('MUST NOT be linked to the other when only one of them is known', () => {
    expect(linksOf([cato], [recordOf(eva, BARE)])).toEqual([])
    expect(linksOf([cato], [recordOf(eva)])).toEqual([])
    const nobodySaysTwins = { ...cato, rank: null, bornTogether: null }
    expect(linksOf([nobodySaysTwins], [recordOf(eva, BARE)])).toEqual([])
  })

  test('MUST NOT be linked by the BSN of the other', () => {
    const swapped = [recordOf(eva, { bsn: cato.bsn }), recordOf(cato, { bsn: eva.bsn })]
    expect(linksOf([cato, eva], swapped)).toEqual([])
  })

  test('MUST NOT be linked where the name says the one and the rank the other', () => {
    const swapped = [recordOf(eva, { bsn: null, rank: 1 }), recordOf(cato, { bsn: null, rank: 2 })]
    expect(linksOf([cato, eva], swapped)).toEqual([])
  })

  test('a stillborn twin, who is no person, leaves the other what is its own', () => {
    const records = [recordOf(eva, BARE), recordOf(cato, { ...BARE, givenNames: null })]
    expect(linksOf([{ ...eva, bornTogether: null }], records)).toEqual(['of-eva → eva'])
  })

  test('MUST NOT be mixed up, whatever is lost, misspelt or missing', () => {
    const names = [
      'Cato',
      'Eva',
      'Noa',
      'Noah',
      'Sophie',
      'Sofia',
      'Jayden',
      'Jaylen',
      'Lynn',
      'Lina',
    ]
    const anyLoss = fc.record({
      bsn: fc.boolean(),
      rank: fc.boolean(),
      mother: fc.boolean(),
      givenNames: fc.constantFrom('kept', 'lost', 'initial', 'misspelt'),
      address: fc.boolean(),
    })
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...names), { minLength: 2, maxLength: 2 }),
        fc.tuple(anyLoss, anyLoss),
        fc.subarray([0, 1], { minLength: 1 }),
        fc.subarray([0, 1], { minLength: 1 }),
        ([one = '', other = ''], losses, known, written) => {
          const twins = [
            { ...cato, givenNames: one },
            { ...eva, givenNames: other },
          ]
          const records = twins.map((twin, i) => recordOf(twin, lose(twin, losses[i])))
          const linked = linksOf(
            twins.filter((_, i) => known.includes(i)),
            records.filter((_, i) => written.includes(i)),
          )
          for (const link of linked) {
            expect(['of-cato → cato', 'of-eva → eva']).toContain(link)
          }
        },
      ),
      { numRuns: 1_000 },
    )
  })
})

interface Loss {
  readonly bsn: boolean
  readonly rank: boolean
  readonly mother: boolean
  readonly givenNames: string
  readonly address: boolean
}

function lose({ givenNames }: Person, loss: Loss | undefined): Partial<RegistryRecord> {
  const name = givenNames ?? ''
  return {
    ...(loss?.bsn && { bsn: null }),
    ...(loss?.rank && { rank: null, bornTogether: null }),
    ...(loss?.mother && { mother: null }),
    ...(loss?.address && { postcode: '1009XX', houseNumber: '3' }),
    ...(loss?.givenNames === 'lost' && { givenNames: null }),
    ...(loss?.givenNames === 'initial' && { givenNames: `${name.charAt(0)}.` }),
    ...(loss?.givenNames === 'misspelt' && { givenNames: `${name.charAt(0)}${name}` }),
  }
}
