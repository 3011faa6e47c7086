import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Decision, Linked } from './decision.ts'
import { DEFAULT_MODEL } from './default-model.ts'
import { linkAll } from './link.ts'
import type { Person, RegistryRecord } from './person.ts'
import { person, recordOf } from './testing/people.ts'

function link(
  persons: readonly Person[],
  records: readonly RegistryRecord[],
  decisions: readonly Decision[] = [],
): Linked {
  return linkAll({ persons, records, model: DEFAULT_MODEL, decisions })
}

/** `of-anna → anna R1`, … */
function told({ links, possible, contradictions, unlinked }: Linked) {
  const by = ({ kind, ...rest }: Linked['links'][number]['by']) =>
    'rule' in rest ? rest.rule : kind
  return [
    ...links.map((each) => `${each.record} → ${each.person} ${by(each.by)}`),
    ...possible.map(({ record, person, reason }) => `${record} ? ${person} ${reason}`),
    ...contradictions.map(({ record, person, reason }) => `${record} ! ${person} ${reason}`),
    ...unlinked.map(({ record, reason }) => `${record} ${reason}`),
  ]
}

const anna = person()
const bram = person({
  ...{ id: 'bram', bsn: '999911211', familyName: 'Jansen', prefix: null, givenNames: 'Bram' },
  ...{ birthDate: '2022-12-01', sex: 'male', postcode: '1004CD', houseNumber: '7', mother: null },
})

describe('one record', () => {
  test('is linked by BSN, though a name is misspelt', () => {
    const linked = link([anna, bram], [recordOf(anna, { givenNames: 'Ana', familyName: 'Vris' })])
    expect(told(linked)).toEqual(['of-anna → anna R1'])
    expect(linked.links[0]).toMatchObject({
      certainty: 'EXACT',
      by: { kind: 'RULE', rule: 'R1', version: 1 },
    })
  })

  test('is linked by rank and mother, by the law’s fields, or by its score', () => {
    const newborn = recordOf(anna, { bsn: null, rank: 1, givenNames: null, postcode: null })
    const byLaw = recordOf(anna, { bsn: null, mother: null })
    const byScore = recordOf(anna, { bsn: null, mother: null, familyName: 'Vrues' })
    expect(told(link([{ ...anna, rank: 1 }, bram], [newborn]))).toEqual(['of-anna → anna R2'])
    expect(told(link([anna, bram], [byLaw]))).toEqual(['of-anna → anna R3'])
    const linked = link([anna, bram], [byScore])
    expect(told(linked)).toEqual(['of-anna → anna MODEL'])
    expect(linked.links[0]).toMatchObject({
      certainty: 'PROBABLE',
      by: { kind: 'MODEL', version: DEFAULT_MODEL.version },
    })
  })

  test('goes to a person in the middle band, and stays apart below it', () => {
    const moved = { bsn: null, mother: null, postcode: '1009XX', houseNumber: '99' }
    expect(told(link([anna], [recordOf(anna, moved)]))).toEqual(['of-anna ? anna MIDDLE_BAND'])
    const less = recordOf(anna, { ...moved, givenNames: 'Zita' })
    expect(told(link([anna], [less]))).toEqual(['of-anna BELOW_THE_BAND'])
    expect(told(link([anna], [recordOf(bram)]))).toEqual(['of-bram NOBODY_ALIKE'])
  })

  test('with a contradiction becomes a case, and is linked to nobody', () => {
    const wrong = recordOf(bram, { bsn: anna.bsn })
    expect(told(link([anna, bram], [wrong]))).toEqual([
      'of-bram ! anna BIRTH_YEAR',
      'of-bram ! bram OTHER_BSN',
    ])
    const wrongSex = { ...wrong, birthDate: '2024-12-01' }
    expect(told(link([anna, { ...bram, bsn: null }], [wrongSex]))).toEqual([
      'of-bram ? bram CONTRADICTION',
      'of-bram ! anna SEX_AND_FAMILY_NAME',
    ])
  })

  test('with the BSN of another than all the rest says becomes a case', () => {
    expect(told(link([anna], [recordOf(anna, { bsn: '999911211' })]))).toEqual([
      'of-anna ! anna OTHER_BSN',
    ])
  })
})

describe('in one registry', () => {
  const misspelt = recordOf(anna, { key: 'misspelt', givenNames: 'Anne', houseNumber: '21' })

  test('a person has one record: the best; the other is asked about', () => {
    const linked = link([anna], [misspelt, recordOf(anna)])
    expect(told(linked)).toEqual(['of-anna → anna R1', 'misspelt ? anna TAKEN'])
  })

  test('two that fit equally well are both asked about', () => {
    const twice = [recordOf(anna), recordOf(anna, { key: 'again' })]
    expect(told(link([anna], twice))).toEqual(['of-anna ? anna TIE', 'again ? anna TIE'])
    const withoutBsn = twice.map((record) => ({ ...record, bsn: null }))
    expect(told(link([anna], withoutBsn))).toEqual(['of-anna ? anna TIE', 'again ? anna TIE'])
  })

  test('a record that fits two persons is asked about', () => {
    const persons = [{ ...anna, bsn: null }, person({ id: 'double', bsn: null })]
    const record = recordOf(anna, { bsn: null })
    expect(told(link(persons, [record]))).toEqual(['of-anna ? double TIE', 'of-anna ? anna TIE'])
  })

  test('two rules that say two persons make a case', () => {
    const persons = [person({ postcode: '1009XX' }), person({ id: 'double', bsn: null })]
    expect(told(link(persons, [recordOf(anna)]))).toEqual([
      'of-anna ! anna TWO_RULES',
      'of-anna ! double TWO_RULES',
    ])
  })

  test('what another registry has does not matter', () => {
    const linked = link([anna], [recordOf(anna), recordOf(anna, { registry: 'childcare' })])
    expect(told(linked)).toEqual(['of-anna → anna R1', 'of-anna → anna R1'])
    expect(linked.links.map(({ registry }) => registry)).toEqual(['jgz', 'childcare'])
  })
})

describe('by score', () => {
  const plain = { bsn: null, mother: null, rank: null }
  const one = person(plain)
  const misspelt = (key: string, familyName: string) => recordOf(one, { key, familyName })

  test('a person is linked to neither of two records that fit about as well', () => {
    expect(told(link([one], [misspelt('a', 'Vrues')]))).toEqual(['a → anna MODEL'])
    expect(told(link([one], [misspelt('a', 'Vrues'), misspelt('b', 'Vrias')]))).toEqual([
      'a ? anna TIE',
      'b ? anna TIE',
    ])
  })

  test('a record is linked to neither of two persons who fit about as well', () => {
    const two = { ...one, id: 'anne', familyName: 'Vrees' }
    const said = told(link([one, two], [misspelt('a', 'Vrues')])).toSorted()
    expect(said).toEqual(['a ? anna TIE', 'a ? anne TIE'])
  })

  test('a person who has a record already still counts: it may have been delivered twice', () => {
    const two = { ...one, id: 'double', bsn: '999900018', familyName: 'Vrees' }
    const said = told(link([one, two], [recordOf(two), misspelt('a', 'Vrues')]))
    expect(said.slice(0, 1)).toEqual(['of-double → double R1'])
    expect(said.slice(1).toSorted()).toEqual(['a ? anna TIE', 'a ? double TAKEN'])
  })

  test('a record that is known to be another’s is no rival', () => {
    const elsewhere = { givenNames: 'Zita', familyName: 'Smit', postcode: '1009XX' }
    const two = { ...one, ...elsewhere, id: 'zita', bsn: '999900018' }
    const known = { ...misspelt('known', 'Vrias'), bsn: '999900018' }
    expect(told(link([one, two], [known, misspelt('a', 'Vrues')]))).toEqual([
      'known → zita R1',
      'a → anna MODEL',
    ])
  })
})

describe('what a person decided', () => {
  const decide = (record: string, person: string, verdict: Decision['verdict']): Decision => ({
    registry: 'jgz',
    record,
    person,
    verdict,
  })

  test('MUST NOT be overruled by a rule: what is linked stays linked, and the rule makes a case', () => {
    const linked = link([anna, bram], [recordOf(anna)], [decide('of-anna', 'bram', 'LINK')])
    expect(told(linked)).toEqual(['of-anna → bram PERSON', 'of-anna ! anna DECISION'])
    expect(linked.links[0]).toMatchObject({ certainty: 'EXACT', by: { kind: 'PERSON' } })
  })

  test('MUST NOT be overruled by a rule or a score: what is not linked stays apart', () => {
    const no = [decide('of-anna', 'anna', 'NOT_LINK')]
    expect(told(link([anna, bram], [recordOf(anna)], no))).toEqual(['of-anna ! anna DECISION'])
    const byScore = recordOf(anna, { bsn: null, mother: null, familyName: 'Vrues' })
    expect(told(link([anna, bram], [byScore], no))).toEqual(['of-anna BELOW_THE_BAND'])
  })

  test('takes the place that a rule would give to another record, which makes a case', () => {
    const linked = link(
      [anna, bram],
      [recordOf(bram), recordOf(anna)],
      [decide('of-bram', 'anna', 'LINK')],
    )
    expect(told(linked)).toEqual([
      'of-bram → anna PERSON',
      'of-bram ! bram DECISION',
      'of-anna ! anna DECISION',
    ])
  })

  test('may give two records of one registry to one person', () => {
    const twice = [recordOf(anna), recordOf(anna, { key: 'again' })]
    const both = twice.map(({ key }) => decide(key, 'anna', 'LINK'))
    expect(told(link([anna], twice, both))).toEqual([
      'of-anna → anna PERSON',
      'again → anna PERSON',
    ])
  })

  test('later counts before earlier; two that say two persons make a case', () => {
    const linked = link(
      [anna, bram],
      [recordOf(anna)],
      [decide('of-anna', 'anna', 'LINK'), decide('of-anna', 'bram', 'LINK')],
    )
    expect(told(linked)).toEqual(['of-anna → bram PERSON', 'of-anna ! anna TWO_DECISIONS'])
    const changed = [decide('of-anna', 'bram', 'LINK'), decide('of-anna', 'bram', 'NOT_LINK')]
    expect(told(link([anna, bram], [recordOf(anna)], changed))).toEqual(['of-anna → anna R1'])
  })

  test('MUST stand, whatever is decided about whom', () => {
    const persons = [anna, bram, person({ id: 'double', bsn: null })]
    const records = [
      recordOf(anna),
      recordOf(anna, { key: 'again', bsn: null }),
      recordOf(bram),
      recordOf(bram, { key: 'wrong', bsn: anna.bsn }),
    ]
    const anyDecision = fc.record({
      registry: fc.constant('jgz'),
      record: fc.constantFrom(...records.map(({ key }) => key)),
      person: fc.constantFrom(...persons.map(({ id }) => id)),
      verdict: fc.constantFrom('LINK' as const, 'NOT_LINK' as const),
    })
    fc.assert(
      fc.property(fc.array(anyDecision, { maxLength: 8 }), (decisions) => {
        const { links } = link(persons, records, decisions)
        const made = links.map(({ record, person }) => `${record} → ${person}`)
        const last = new Map(decisions.map((each) => [`${each.record} → ${each.person}`, each]))
        for (const [pair, { verdict }] of last)
          if (verdict === 'NOT_LINK') expect(made).not.toContain(pair)
        for (const { key } of records) {
          const wanted = decisions.findLast(
            (each) =>
              each.record === key &&
              last.get(`${key} → ${each.person}`) === each &&
              each.verdict === 'LINK',
          )
          if (wanted) expect(made).toContain(`${key} → ${wanted.person}`)
        }
        expect(new Set(links.map(({ record }) => record)).size).toBe(links.length)
      }),
      { numRuns: 500 },
    )
  })

  test('about who is not here says nothing', () => {
    const none = [decide('gone', 'anna', 'LINK'), decide('of-anna', 'gone', 'LINK')]
    expect(told(link([anna], [recordOf(anna)], none))).toEqual(['of-anna → anna R1'])
  })
})

test('MUST NOT hand out a name, a number or a date of anybody', () => {
  const records = [
    recordOf(anna),
    recordOf(bram, { bsn: anna.bsn }),
    recordOf(anna, { key: 'r', bsn: null, postcode: '1009XX', mother: null }),
  ]
  const said = JSON.stringify(link([anna, bram], records))
  for (const { bsn, familyName, givenNames, birthDate, postcode } of [anna, bram]) {
    for (const value of [bsn, familyName, givenNames, birthDate, postcode]) {
      expect(said).not.toContain(value)
    }
  }
})

test('the evidence of each pair adds up to its score', () => {
  const { links, possible, contradictions } = link(
    [anna, bram],
    [recordOf(anna), recordOf(bram, { bsn: null }), recordOf(bram, { key: 'x', bsn: anna.bsn })],
  )
  const all = [...links, ...possible, ...contradictions]
  expect(all.length).toBeGreaterThan(2)
  for (const { score, waterfall } of all) {
    expect(waterfall.reduce((sum, { weight }) => sum + weight, 0)).toBe(score)
  }
})
