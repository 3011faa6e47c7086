import { describe, expect, test } from 'vitest'
import { FIELDS, Persoon, toParentRecord, toPersonRecord } from './brp-personen-mapping.ts'

const NOOR = '999990020'
const SANNE = '999990032'
const DAY = { type: 'Datum', datum: '2023-03-14', langFormaat: '14 maart 2023' }
const FEMALE = { code: 'V', omschrijving: 'vrouw' }
const MALE = { code: 'M', omschrijving: 'man' }
const HERE = { code: '9999', omschrijving: 'Waterdam' }

const ADDRESS = {
  type: 'Adres',
  datumVan: { type: 'Datum', datum: '2020-01-01', langFormaat: '1 januari 2020' },
  functieAdres: { code: 'W', omschrijving: 'woonadres' },
  verblijfadres: {
    officieleStraatnaam: 'Dijkgraaf van der Veldestraat',
    korteStraatnaam: 'Dijkgr vd Veldestr',
    huisnummer: 12,
    huisletter: 'b',
    huisnummertoevoeging: 'II',
    postcode: '9999XA',
    woonplaats: 'Waterdam',
  },
}

const ZOE = {
  burgerservicenummer: '999990019',
  gemeenteVanInschrijving: HERE,
  datumInschrijvingInGemeente: { type: 'JaarMaandDatum', jaar: 2021, maand: 6 },
  geslacht: FEMALE,
  naam: { voornamen: 'Zoë', voorvoegsel: 'van der', geslachtsnaam: 'Berg & Dal' },
  geboorte: { datum: DAY },
  verblijfplaats: ADDRESS,
}

function parent(burgerservicenummer: string | undefined, more: object = {}) {
  return {
    ...(burgerservicenummer === undefined ? {} : { burgerservicenummer }),
    ouderAanduiding: '1',
    geslacht: FEMALE,
    datumIngangFamilierechtelijkeBetrekking: DAY,
    ...more,
  }
}

function recordOf(more: object = {}) {
  return toPersonRecord(Persoon.parse({ ...ZOE, ...more }))
}

function mothersOf(ouders: readonly object[], more: object = {}) {
  return recordOf({ ouders, ...more }).kinship.mothers.map((bsn) => bsn.reveal())
}

describe('a person', () => {
  test('is told in our words', () => {
    expect(recordOf()).toEqual({
      presence: { shielded: false },
      identity: {
        name: { given: 'Zoë', prefix: 'van der', family: 'Berg & Dal' },
        sex: 'FEMALE',
        birthDate: '2023-03-14',
        deathDate: null,
      },
      residence: {
        municipality: { code: '9999', name: 'Waterdam' },
        street: 'Dijkgraaf van der Veldestraat',
        houseNumber: 12,
        houseNumberAddition: 'bII',
        postcode: '9999XA',
        city: 'Waterdam',
        since: '2020-01-01',
        registeredSince: '2021-06',
      },
      kinship: { birthDate: '2023-03-14', mothers: [], parents: [] },
      parents: [],
      legalAuthority: null,
      registration: { state: 'CURRENT', since: null },
    })
  })

  test('of whom nothing is known is no mistake', () => {
    expect(toPersonRecord(Persoon.parse({ burgerservicenummer: '999990019' }))).toEqual({
      presence: { shielded: false },
      identity: {
        name: { given: null, prefix: null, family: null },
        sex: 'UNKNOWN',
        birthDate: null,
        deathDate: null,
      },
      residence: null,
      kinship: { birthDate: null, mothers: [], parents: [] },
      parents: [],
      legalAuthority: null,
      registration: { state: 'CURRENT', since: null },
    })
  })

  test.each([
    [MALE, 'MALE'],
    [FEMALE, 'FEMALE'],
    [{ code: 'O', omschrijving: 'onbekend' }, 'UNKNOWN'],
    [{ code: 'X' }, 'UNKNOWN'],
    [{ code: 'constructor' }, 'UNKNOWN'],
    [{ omschrijving: 'vrouw' }, 'UNKNOWN'],
    [undefined, 'UNKNOWN'],
  ])('with geslacht %j is %s', (geslacht, sex) => {
    expect(recordOf({ geslacht }).identity.sex).toBe(sex)
  })
})

describe('a date', () => {
  test.each([
    [DAY, '2023-03-14'],
    [{ type: 'JaarMaandDatum', jaar: 2023, maand: 3, langFormaat: 'maart 2023' }, '2023-03'],
    [{ type: 'JaarMaandDatum', jaar: 2023, maand: 12 }, '2023-12'],
    [{ type: 'JaarDatum', jaar: 2023, langFormaat: '2023' }, '2023'],
    [{ type: 'DatumOnbekend', onbekend: true, langFormaat: 'onbekend' }, null],
  ])('of the shape %j is %s', (datum, expected) => {
    const { identity, residence } = recordOf({
      geboorte: { datum },
      overlijden: { datum },
      verblijfplaats: { ...ADDRESS, datumVan: datum },
    })
    expect([identity.birthDate, identity.deathDate, residence?.since]).toEqual(
      Array(3).fill(expected),
    )
  })

  test.each([
    { type: 'Datum', datum: '2023-02-29' },
    { type: 'Datum', datum: '20230314' },
    { type: 'Datum', datum: '2023-03-14T00:00:00Z' },
    { type: 'Datum', datum: '' },
    { type: 'Datum' },
    { type: 'JaarMaandDatum', jaar: 2023, maand: 13 },
    { type: 'JaarMaandDatum', jaar: 2023, maand: 0 },
    { type: 'JaarMaandDatum', jaar: 2023 },
    { type: 'JaarDatum', jaar: '2023' },
    { type: 'JaarDatum', jaar: 23 },
    { type: 'Moment', datum: '2023-03-14' },
    { datum: '2023-03-14' },
    '2023-03-14',
    null,
  ])('of the shape %j MUST be refused, and not guessed', (datum) => {
    expect(Persoon.safeParse({ ...ZOE, geboorte: { datum } }).success).toBe(false)
  })
})

describe('a residence', () => {
  test('MUST be hidden where the address is secret, municipality and all', () => {
    expect(recordOf({ geheimhoudingPersoonsgegevens: true }).residence).toBeNull()
    expect(recordOf({ geheimhoudingPersoonsgegevens: false }).residence).not.toBeNull()
    expect(Persoon.safeParse({ ...ZOE, geheimhoudingPersoonsgegevens: 'ja' }).success).toBe(false)
  })

  test.each([
    ['unknown', { verblijfplaats: { type: 'VerblijfplaatsOnbekend', datumVan: DAY } }],
    ['not told', { verblijfplaats: undefined }],
    ['in no municipality', { gemeenteVanInschrijving: undefined }],
    ['in one without a code', { gemeenteVanInschrijving: { omschrijving: 'Waterdam' } }],
  ])('that is %s is null', (_what, more) => {
    expect(recordOf(more).residence).toBeNull()
  })

  test('without an address has its municipality', () => {
    const verblijfplaats = { type: 'Locatie', verblijfadres: { locatiebeschrijving: 'Woonboot' } }
    expect(recordOf({ verblijfplaats }).residence).toEqual({
      municipality: { code: '9999', name: 'Waterdam' },
      street: null,
      houseNumber: null,
      houseNumberAddition: null,
      postcode: null,
      city: null,
      since: null,
      registeredSince: '2021-06',
    })
  })
})

describe('the mothers', () => {
  test('MUST NOT be parent 1 by name: the first day and the sex decide', () => {
    const father = parent(SANNE, { geslacht: MALE, ouderAanduiding: '1' })
    const mother = parent(NOOR, { ouderAanduiding: '2' })

    expect(mothersOf([father, mother])).toEqual([NOOR])
    expect(mothersOf([mother, father])).toEqual([NOOR])
    expect(mothersOf([father])).toEqual([])
  })

  test('may be two, and neither is chosen', () => {
    expect(mothersOf([parent(SANNE), parent(NOOR)])).toEqual([SANNE, NOOR])
  })

  test('MUST be none after an adoption', () => {
    const since = { type: 'Datum', datum: '2024-01-10' }
    const adoptive = parent(SANNE, { datumIngangFamilierechtelijkeBetrekking: since })

    expect(mothersOf([adoptive])).toEqual([])
    expect(mothersOf([adoptive, parent(NOOR)])).toEqual([NOOR])
  })

  test.each([
    ['without a BSN', parent(undefined)],
    ['with a number that is none', parent('999990021')],
    ['of an unknown sex', parent(NOOR, { geslacht: { code: 'O' } })],
    ['without a sex', parent(NOOR, { geslacht: undefined })],
    ['without a first day', parent(NOOR, { datumIngangFamilierechtelijkeBetrekking: undefined })],
    [
      'with an unknown first day',
      parent(NOOR, { datumIngangFamilierechtelijkeBetrekking: { type: 'DatumOnbekend' } }),
    ],
    [
      'with a first day in part',
      parent(NOOR, { datumIngangFamilierechtelijkeBetrekking: { type: 'JaarDatum', jaar: 2023 } }),
    ],
    ['of whom nothing is known', {}],
  ])('MUST NOT be a parent %s', (_what, ouder) => {
    expect(mothersOf([ouder])).toEqual([])
  })

  test.each([
    { type: 'JaarMaandDatum', jaar: 2023, maand: 3 },
    { type: 'JaarDatum', jaar: 2023 },
    { type: 'DatumOnbekend' },
  ])('MUST be none for who is born abroad, on %j', (datum) => {
    const same = parent(NOOR, { datumIngangFamilierechtelijkeBetrekking: datum })
    expect(mothersOf([same], { geboorte: { datum } })).toEqual([])
  })

  test('cannot be printed by accident', () => {
    expect(JSON.stringify(recordOf({ ouders: [parent(NOOR)] }))).not.toContain(NOOR)
  })
})

describe('who decides for a child', () => {
  const own = { burgerservicenummer: '999990019', naam: { volledigeNaam: 'Zoë' } }
  const authorityOf = (...gezag: readonly object[]) => recordOf({ gezag }).legalAuthority

  test.each([
    ['GezamenlijkOuderlijkGezag', 'JOINT_PARENTAL', true, false],
    ['TweehoofdigOuderlijkGezag', 'JOINT_PARENTAL', true, false],
    ['EenhoofdigOuderlijkGezag', 'SOLE_PARENTAL', true, false],
    ['GezamenlijkGezag', 'PARENT_AND_OTHER', true, true],
    ['Voogdij', 'GUARDIANSHIP', false, true],
    ['TijdelijkGeenGezag', 'TEMPORARILY_NONE', false, false],
    ['GezagNietTeBepalen', 'UNDETERMINED', false, false],
    ['IetsNieuws', 'UNDETERMINED', false, false],
    ['constructor', 'UNDETERMINED', false, false],
  ])('%s is %s', (type, expected, byParents, byGuardian) => {
    const derde = { type: 'BekendeDerde', burgerservicenummer: NOOR }
    const relation = { type, minderjarige: own, derden: [derde], ouder: { naam: {} } }
    const authority = authorityOf(relation)

    expect(authority).toEqual({ type: expected, byParents, byGuardian, underInvestigation: false })
    expect(authorityOf({ ...relation, inOnderzoek: true })?.underInvestigation).toBe(true)
  })

  test('MUST NOT be told by a relation of another child', () => {
    const other = { type: 'Voogdij', minderjarige: { burgerservicenummer: NOOR } }
    expect(authorityOf(other)).toBeNull()
    expect(authorityOf(other, { type: 'GezamenlijkGezag', minderjarige: own })?.type).toBe(
      'PARENT_AND_OTHER',
    )
  })

  test('is not determined where two relations differ, and is where they agree', () => {
    const guardian = { type: 'Voogdij', minderjarige: own }
    const parent = { type: 'EenhoofdigOuderlijkGezag', minderjarige: own }
    expect(authorityOf(guardian, guardian)?.type).toBe('GUARDIANSHIP')
    expect(authorityOf(guardian, parent)).toMatchObject({ type: 'UNDETERMINED', byParents: false })
  })
})

describe('how a child stands in the register', () => {
  test.each([
    ['O', 'DECEASED'],
    ['E', 'EMIGRATED'],
    ['M', 'BY_MINISTERIAL_DECREE'],
    ['R', 'NON_RESIDENT'],
    ['.', 'SUSPENDED'],
    ['Z', 'SUSPENDED'],
    [undefined, 'SUSPENDED'],
  ])('is told by reason %j: %s', (code, state) => {
    const { registration } = recordOf({ opschortingBijhouding: { reden: { code }, datum: DAY } })
    expect(registration).toEqual({ state, since: '2023-03-14' })
  })
})

describe('what is asked for', () => {
  /** These come unasked, and asking for one of them is a 400. */
  const UNASKED =
    /geheimhoudingPersoonsgegevens|inOnderzoek|opschortingBijhouding|\brni\b|verificatie/

  test.each(Object.entries(FIELDS))('for %s MUST NOT be what comes unasked', (_part, fields) => {
    expect(fields.filter((field) => UNASKED.test(field))).toEqual([])
  })

  test('MUST NOT be where somebody comes from, nor a partner', () => {
    const asked = Object.values(FIELDS).flat().join(' ')
    expect(asked).not.toMatch(
      /nationaliteit|verblijfstitel|immigratie|\bland\b|\bplaats\b|partner|aNummer/,
    )
  })
})

describe('a parent', () => {
  const parentsOf = (ouders: readonly object[], more: object = {}) =>
    recordOf({ ouders, ...more }).parents.map(({ bsn, ...told }) => ({
      ...told,
      bsn: bsn?.reveal() ?? null,
    }))

  test('is told by the number of the register, with as much as it knows', () => {
    const ouders = [
      parent(undefined, { ouderAanduiding: '2', geslacht: MALE, geboorte: { datum: DAY } }),
      parent(NOOR, { geboorte: { datum: { type: 'JaarDatum', jaar: 1990 } } }),
    ]
    const since = { since: '2023-03-14', parentage: 'FROM_BIRTH' }

    expect(parentsOf(ouders)).toEqual([
      { position: 1, sex: 'FEMALE', birthYear: 1990, bsn: NOOR, ...since },
      { position: 2, sex: 'MALE', birthYear: 2023, bsn: null, ...since },
    ])
  })

  test('of whom nothing is known is a parent no less', () => {
    const nothing = { sex: 'UNKNOWN', birthYear: null, bsn: null, since: null }
    expect(parentsOf([{}, {}])).toEqual([
      { position: 1, parentage: 'UNKNOWN', ...nothing },
      { position: 2, parentage: 'UNKNOWN', ...nothing },
    ])
  })

  const year = { type: 'JaarDatum', jaar: 2023 }
  const month = { type: 'JaarMaandDatum', jaar: 2023, maand: 3 }
  test.each([
    ['on the day of birth', DAY, DAY, 'FROM_BIRTH'],
    ['later', DAY, { type: 'Datum', datum: '2023-09-01' }, 'LATER'],
    ['in a later month', DAY, { ...month, maand: 4 }, 'LATER'],
    ['in a later year', year, { type: 'Datum', datum: '2024-01-01' }, 'LATER'],
    ['perhaps in the same month', DAY, month, 'UNKNOWN'],
    ['perhaps in the same year', year, DAY, 'UNKNOWN'],
    [
      'before the birth, which is a mistake',
      DAY,
      { type: 'Datum', datum: '2022-01-01' },
      'UNKNOWN',
    ],
    ['nobody knows when', DAY, { type: 'DatumOnbekend', onbekend: true }, 'UNKNOWN'],
  ])('since %s', (_when, datum, datumIngangFamilierechtelijkeBetrekking, expected) => {
    const ouders = [parent(NOOR, { datumIngangFamilierechtelijkeBetrekking })]
    const [told] = parentsOf(ouders, { geboorte: { datum } })
    expect(told?.parentage).toBe(expected)
  })

  test('has children, of whom those without a number are left out', () => {
    const { children } = toParentRecord(
      Persoon.parse({
        kinderen: [
          { burgerservicenummer: SANNE, geboorte: { datum: month } },
          { geboorte: { datum: DAY } },
          {},
        ],
      }),
    )
    expect(children.map(({ bsn, birthDate }) => [bsn.reveal(), birthDate])).toEqual([
      [SANNE, '2023-03'],
    ])
    expect(toParentRecord(Persoon.parse({})).children).toEqual([])
  })
})
