import { describe, expect, test } from 'vitest'
import { ALLOCATION, childWith, familyOf, MOTHER, RESIDENCE } from './fixture-family.ts'
import type { Family, WijkteamCase } from './population.ts'
import { ijwFiles, wijkteamLines } from './social-domain.ts'

const withHelp = childWith({ allocations: [ALLOCATION] })

function names(family: Family): string[] {
  return [...ijwFiles(family)].map(({ name }) => name)
}

function message(kind: string, family: Family): string {
  return [...ijwFiles(family)].find(({ name }) => name.startsWith(`JW${kind}`))?.xml ?? ''
}

describe('iJw messages', () => {
  test('go from the municipality when help is allocated, and from the provider afterwards', () => {
    expect(names(familyOf([withHelp]))).toEqual([
      'JW301_9999_301000300201.xml',
      'JW305_12345678_305000300201.xml',
      'JW307_12345678_307000300201.xml',
    ])
    expect(message('301', familyOf([withHelp]))).toContain(
      '<jw301:Afzender>9999</jw301:Afzender><jw301:Ontvanger>12345678</jw301:Ontvanger>' +
        '<jw301:BerichtIdentificatie><ijw:Identificatie>301000300201</ijw:Identificatie>' +
        '<ijw:Dagtekening>2025-02-03</ijw:Dagtekening>',
    )
    expect(message('307', familyOf([withHelp]))).toContain(
      '<jw307:Begindatum>2025-02-12</jw307:Begindatum>' +
        '<jw307:RedenBeeindiging>31</jw307:RedenBeeindiging>' +
        '<jw307:Einddatum>2025-11-30</jw307:Einddatum>',
    )
    expect(message('305', familyOf([withHelp]))).toContain('Dagtekening>2025-02-20<')
  })

  test('hold what one provider is told about one child on one day, and no more', () => {
    const same = { ...ALLOCATION, number: '300202', start: null, stop: null }
    const other = { ...same, number: '300203', provider: '87654321' }
    const later = { ...same, number: '300204', allocatedAt: '2025-02-04T09:00:00+01:00' }
    const allocations = [ALLOCATION, same, other, later]
    const files = [...ijwFiles(familyOf([childWith({ allocations })]))]

    expect(files.map(({ name, products }) => [name.slice(0, 5), products])).toEqual([
      ['JW301', 2],
      ['JW301', 1],
      ['JW301', 1],
      ['JW305', 1],
      ['JW307', 1],
    ])
  })

  test('never tell of what lies ahead, nor of the end of what never started', () => {
    const ahead = {
      ...ALLOCATION,
      stop: { date: '2026-10-01', reportedOn: '2026-10-02', reason: '31' },
    }
    const neverStarted = { ...ALLOCATION, start: null }

    expect(names(familyOf([childWith({ allocations: [ahead] })]))).toHaveLength(2)
    expect(names(familyOf([childWith({ allocations: [neverStarted] })]))).toHaveLength(1)
  })

  test('MUST NOT exist for a child without BSN (OP079), born or not', () => {
    const withoutBsn = childWith({ person: { bsn: null }, allocations: [ALLOCATION] })
    const unborn = childWith({ person: null, allocations: [ALLOCATION] })

    expect(names(familyOf([withoutBsn, unborn]))).toEqual([])
  })

  test('MUST NOT give an address that is secret', () => {
    const { circumstances } = familyOf([])
    const secret = familyOf([withHelp], {
      circumstances: { ...circumstances, secretAddress: true },
    })

    expect(message('301', familyOf([withHelp]))).toContain('9999XA')
    expect(message('301', secret)).toContain('<jw301:Soort>01</jw301:Soort>')
    expect(message('301', secret)).not.toMatch(/9999XA|Adres>|Straatnaam/)
  })

  const elsewhere = { ...RESIDENCE, postcode: '9999ZZ' }
  const carers = [{ ...MOTHER, name: { ...MOTHER.name, family: 'Pieterse' } }]

  test('MUST NOT name the first parents of a child, or their address, once it is adopted', () => {
    const custody = { kind: 'adoption', since: '2025-01-01', carers, residence: elsewhere } as const
    const adopted = childWith({ allocations: [ALLOCATION], custody, quirks: ['adopted'] })
    const later = { ...adopted, custody: { ...custody, since: '2025-06-01' } }

    expect(message('301', familyOf([adopted]))).toMatch(/Soort>10<.*Pieterse.*9999ZZ/)
    expect(message('301', familyOf([adopted]))).not.toMatch(/Özdemir|9999XA/)
    expect(message('301', familyOf([later]))).not.toMatch(/Pieterse|9999ZZ/)
  })

  test('name foster parents after the parents, and the home of each', () => {
    const custody = {
      kind: 'foster-care',
      since: '2025-01-01',
      carers,
      residence: elsewhere,
    } as const
    const fostered = childWith({ allocations: [ALLOCATION], custody, quirks: ['foster-care'] })

    expect(message('301', familyOf([fostered]))).toMatch(
      /Soort>10<.*Özdemir.*9999XA.*Soort>13<.*Pieterse.*9999ZZ.*Contactgegevens>.*9999ZZ/,
    )
  })

  test('do not name a parent who has died, nor a home that was left for another country', () => {
    const died = familyOf([withHelp], { mother: { ...MOTHER, deathDate: '2024-12-01' } })
    const left = familyOf([withHelp], { emigratedOn: '2025-01-15' })

    expect(message('301', died)).not.toMatch(/Relatie|Özdemir/)
    expect(message('301', left)).not.toContain('Adres')
  })

  test('say which part of a birth date is unknown, and fill it (IV009)', () => {
    const born = (birthDateKnown: 'month' | 'none') =>
      message(
        '305',
        familyOf([childWith({ person: { birthDateKnown }, allocations: [ALLOCATION] })]),
      )

    expect(born('month')).toContain(
      '<ijw:Datum>2023-03-01</ijw:Datum><ijw:DatumGebruik>1</ijw:DatumGebruik>',
    )
    expect(born('none')).toContain(
      '<ijw:Datum>1900-01-01</ijw:Datum><ijw:DatumGebruik>3</ijw:DatumGebruik>',
    )
    expect(message('305', familyOf([withHelp]))).not.toContain('DatumGebruik')
  })

  test('have the address of the day, not of today', () => {
    const later = { ...RESIDENCE, from: '2025-06-01', postcode: '9999ZZ' }
    const family = familyOf([withHelp], { residences: [RESIDENCE, later] })

    expect(message('301', family)).toContain('9999XA')
    expect(message('301', family)).not.toContain('9999ZZ')
  })
})

describe('the list of the neighbourhood teams', () => {
  const open: WijkteamCase = {
    id: 'WT-17',
    openedOn: '2024-05-06',
    closedOn: null,
    reportedBy: 'verloskundige',
    lead: 'JGZ',
    team: 'Waterdam-Noord',
  }

  test('has a line per case, closed or not', () => {
    const closed = { ...open, id: 'WT-18', closedOn: '2025-01-31' }

    expect([...wijkteamLines(familyOf([childWith({ cases: [open, closed] })]))]).toEqual([
      'WT-17;999990019;06-05-2024;;verloskundige;JGZ;01;Waterdam-Noord;;;;;;;',
      'WT-18;999990019;06-05-2024;31-01-2025;verloskundige;JGZ;01;Waterdam-Noord;;;;;;;',
    ])
  })

  test('does not know what lies ahead; a child without BSN it knows by name', () => {
    const ahead = { ...open, openedOn: '2026-09-02' }
    const closesLater = { ...open, closedOn: '2026-12-01' }
    const family = familyOf([
      childWith({ cases: [ahead, closesLater] }),
      childWith({ person: { bsn: null }, cases: [open] }),
    ])

    expect([...wijkteamLines(family)]).toEqual([
      'WT-17;999990019;06-05-2024;;verloskundige;JGZ;01;Waterdam-Noord;;;;;;;',
      'WT-17;;06-05-2024;;verloskundige;JGZ;01;Waterdam-Noord;Berg & Dal;van der;Zoë;14-03-2023;v;9999XA;12b',
    ])
  })
})
