import { describe, expect, test } from 'vitest'
import { toPersonen } from './brp.ts'
import type { Persoon } from './brp-person.ts'
import { childWith, familyOf, MOTHER, RESIDENCE } from './fixture-family.ts'
import type { Adult, Birth, Child, Family } from './population.ts'

const CHILD = '999990019'
const PARTNER: Adult = {
  ...MOTHER,
  bsn: '999990032',
  name: { given: 'Jan Willem', initials: 'J.W.', prefix: 'van der', family: 'Berg & Dal' },
  sex: 'male',
}
const CARER: Adult = {
  ...MOTHER,
  bsn: '999990044',
  name: { given: 'Marieke', initials: 'M.', prefix: null, family: 'Pieterse' },
}
const ELSEWHERE = { ...RESIDENCE, from: '2024-02-01', street: 'Molenkade', postcode: '9999ZZ' }
const STILLBIRTH: Birth = {
  at: '2023-03-14T10:00:00+01:00',
  outcome: 'stillbirth',
  sex: 'female',
  gestationalAgeDays: 200,
  weightGrams: 900,
  lengthMillimetres: 350,
  headCircumferenceMillimetres: 250,
  apgar: [0, 0, 0],
  mode: 'spontaneous',
  multiple: false,
  perinatalDeath: { phase: 'antepartum', date: '2023-03-14' },
}

function recordOf(bsn: string, family: Family): Persoon {
  const found = toPersonen(family).find(({ burgerservicenummer }) => burgerservicenummer === bsn)
  if (found === undefined) throw new Error('Nobody has that number.')
  return found
}

function manyFamilies(child: Child, family: Partial<Family> = {}): Family[] {
  return Array.from({ length: 60 }, (_, number) => familyOf([child], { ...family, number }))
}

describe('the population register', () => {
  test('MUST NOT know an unborn or a stillborn child, nor show one with its parents', () => {
    const stillborn: Child = { ...childWith({}), birth: STILLBIRTH }
    const persons = toPersonen(familyOf([childWith({ person: null }), stillborn]))

    expect(persons.map(({ burgerservicenummer }) => burgerservicenummer)).toEqual([MOTHER.bsn])
    expect(persons[0]).not.toHaveProperty('kinderen')
    expect(persons[0]).not.toHaveProperty('gezag')
  })

  test('MUST NOT know who has no number', () => {
    const family = familyOf([childWith({ person: { bsn: null } })], {
      partner: { ...PARTNER, bsn: null },
    })

    expect(toPersonen(family)).toHaveLength(1)
  })

  test.each([
    ['day', { type: 'Datum', datum: '2023-03-14', langFormaat: '14 maart 2023' }],
    ['month', { type: 'JaarMaandDatum', jaar: 2023, maand: 3, langFormaat: 'maart 2023' }],
    ['year', { type: 'JaarDatum', jaar: 2023, langFormaat: '2023' }],
    ['none', { type: 'DatumOnbekend', onbekend: true, langFormaat: 'onbekend' }],
  ] as const)('writes a birth date of which the %s is known', (birthDateKnown, datum) => {
    const child = recordOf(CHILD, familyOf([childWith({ person: { birthDateKnown } })]))

    expect(child.geboorte.datum).toEqual(datum)
    expect(child.ouders?.[0]?.datumIngangFamilierechtelijkeBetrekking).toEqual(datum)
    expect(child.leeftijd).toBe(birthDateKnown === 'day' ? 3 : undefined)
  })

  test('knows a person by name, age, sex, municipality and home', () => {
    expect(recordOf(CHILD, familyOf([childWith({})]))).toMatchObject({
      naam: {
        voornamen: 'Zoë',
        voorvoegsel: 'van der',
        geslachtsnaam: 'Berg & Dal',
        voorletters: 'Z.',
        volledigeNaam: 'Zoë van der Berg & Dal',
      },
      geslacht: { code: 'V', omschrijving: 'vrouw' },
      leeftijd: 3,
      gemeenteVanInschrijving: { code: '9999', omschrijving: 'Waterdam' },
      datumInschrijvingInGemeente: { datum: '2023-03-14' },
      verblijfplaats: {
        type: 'Adres',
        verblijfadres: { huisnummer: 12, huisletter: 'b', postcode: '9999XA' },
        functieAdres: { code: 'W' },
        adresseerbaarObjectIdentificatie: '9999010000000012',
        nummeraanduidingIdentificatie: '9999200000000012',
        datumVan: { datum: '2023-03-14' },
      },
    })
  })

  test('writes a name in the letters that it has', () => {
    const name = { given: 'Tiệp', initials: 'T.', prefix: null, family: 'Nguyễn-Žižka' }

    expect(recordOf(CHILD, familyOf([childWith({ person: { name } })])).naam).toMatchObject({
      voornamen: 'Tiep',
      geslachtsnaam: 'Nguyen-Žižka',
      volledigeNaam: 'Tiep Nguyen-Žižka',
    })
  })

  test('has the mother for parent 1 or 2, and the same one each time', () => {
    const families = manyFamilies(childWith({}), { partner: PARTNER })
    const firstParents = families.map(
      (family) => recordOf(CHILD, family).ouders?.[0]?.burgerservicenummer,
    )

    expect(new Set(firstParents)).toEqual(new Set([MOTHER.bsn, PARTNER.bsn]))
    expect(
      families.map((family) => recordOf(CHILD, family).ouders?.[0]?.burgerservicenummer),
    ).toEqual(firstParents)
  })

  test('names a parent without a number, and no number', () => {
    const child = childWith({ quirks: ['parent-without-bsn'] })
    const { ouders = [] } = recordOf(CHILD, familyOf([child], { partner: PARTNER }))
    const unnumbered = ouders.filter((ouder) => !('burgerservicenummer' in ouder))

    expect(ouders).toHaveLength(2)
    expect(unnumbered.map(({ naam }) => naam.geslachtsnaam)).toEqual(['Berg & Dal'])
  })

  test('MUST show adoptive parents in place of the birth mother, from the day of adoption', () => {
    const child = childWith({
      quirks: ['adopted'],
      custody: {
        kind: 'adoption',
        since: '2024-02-01',
        carers: [CARER, { ...PARTNER, bsn: '999990056' }],
        residence: ELSEWHERE,
      },
    })
    const family = familyOf([child], { partner: PARTNER })
    const adopted = recordOf(CHILD, family)

    expect(adopted.ouders).toMatchObject([
      {
        burgerservicenummer: CARER.bsn,
        datumIngangFamilierechtelijkeBetrekking: { datum: '2024-02-01' },
      },
      { burgerservicenummer: '999990056' },
    ])
    expect(adopted.gezag).toMatchObject([{ type: 'GezamenlijkOuderlijkGezag' }])
    expect(adopted.verblijfplaats).toMatchObject({ verblijfadres: { postcode: '9999ZZ' } })
    expect(JSON.stringify(adopted)).not.toContain(MOTHER.bsn)
    expect(recordOf(MOTHER.bsn ?? '', family)).not.toHaveProperty('kinderen')
    expect(recordOf(CARER.bsn ?? '', family).kinderen).toMatchObject([
      { burgerservicenummer: CHILD },
    ])
  })

  test('leaves the legal parents of a foster child, and gives some a guardian', () => {
    const child = childWith({
      quirks: ['foster-care'],
      custody: {
        kind: 'foster-care',
        since: '2024-02-01',
        carers: [CARER],
        residence: ELSEWHERE,
      },
    })
    const records = manyFamilies(child).map((family) => recordOf(CHILD, family))
    const guardians = records.map(({ gezag }) => gezag?.[0]?.derden?.length)

    for (const { ouders, verblijfplaats } of records) {
      expect(ouders).toMatchObject([{ burgerservicenummer: MOTHER.bsn }])
      expect(verblijfplaats).toMatchObject({ verblijfadres: { postcode: '9999ZZ' } })
    }
    expect(new Set(records.map(({ gezag }) => gezag?.[0]?.type))).toEqual(
      new Set(['Voogdij', 'EenhoofdigOuderlijkGezag']),
    )
    expect(new Set(guardians)).toEqual(new Set([undefined, 0, 1]))
  })

  test('has who moved away registered elsewhere, since the first day there', () => {
    const there = { ...RESIDENCE, municipality: { code: '9998', name: 'Oeverzande' } }
    const { gemeenteVanInschrijving, datumInschrijvingInGemeente, verblijfplaats } = recordOf(
      CHILD,
      familyOf([childWith({ quirks: ['moved-away'] })], {
        residences: [RESIDENCE, { ...there, from: '2024-06-01' }, { ...there, from: '2025-01-15' }],
      }),
    )

    expect(gemeenteVanInschrijving).toEqual({ code: '9998', omschrijving: 'Oeverzande' })
    expect(datumInschrijvingInGemeente).toMatchObject({ datum: '2024-06-01' })
    expect(verblijfplaats.datumVan).toMatchObject({ datum: '2025-01-15' })
  })

  test('stops keeping up who emigrated', () => {
    const family = familyOf([childWith({ quirks: ['emigrated'] })], { emigratedOn: '2025-01-15' })

    for (const person of toPersonen(family)) {
      expect(person.opschortingBijhouding).toMatchObject({
        reden: { code: 'E' },
        datum: { datum: '2025-01-15' },
      })
      expect(person.verblijfplaats.type).toBe('VerblijfplaatsOnbekend')
    }
  })

  test('stops keeping up who died, and then nobody has custody', () => {
    const dead = recordOf(CHILD, familyOf([childWith({ person: { deathDate: '2023-03-20' } })]))

    expect(dead.opschortingBijhouding).toMatchObject({ reden: { code: 'O' } })
    expect(dead.overlijden).toMatchObject({ datum: { datum: '2023-03-20' } })
    expect(dead).not.toHaveProperty('gezag')
    expect(dead).not.toHaveProperty('leeftijd')
  })

  test('marks who keeps the address secret, and nobody else', () => {
    const open = familyOf([childWith({})])
    const secret = { ...open, circumstances: { ...open.circumstances, secretAddress: true } }

    for (const person of toPersonen(secret)) expect(person.geheimhoudingPersoonsgegevens).toBe(true)
    for (const person of toPersonen(open))
      expect(person).not.toHaveProperty('geheimhoudingPersoonsgegevens')
  })
})
