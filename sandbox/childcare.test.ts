import { describe, expect, test } from 'vitest'
import { lrkLines, providerLines } from './childcare.ts'
import { encode, toCsvLine } from './csv.ts'
import { childWith, ENROLMENT, familyOf, LOCATION, RESIDENCE } from './fixture-family.ts'
import type { Enrolment, Location } from './population.ts'

describe('the register of childcare locations', () => {
  function row(location: Partial<Location>): Record<string, string | undefined> {
    const [heading = '', line = ''] = lrkLines([{ ...LOCATION, ...location }])
    const cells = line.split(';')
    expect(cells).toHaveLength(35)
    return Object.fromEntries(heading.split(';').map((column, index) => [column, cells[index]]))
  }

  test('writes a day nursery with its address, day first', () => {
    expect(row({})).toMatchObject({
      lrk_id: '999000001',
      type_oko: 'KDV',
      opc: 'Nee',
      aantal_kindplaatsen: '48',
      ve: 'Ja',
      status: 'Ingeschreven',
      inschrijfdatum: '01-06-2015',
      opvanglocatie_adres: 'Dijkgraaf van der Veldestraat 12b',
      opvanglocatie_postcode: '9999XA',
      bag_id: '9999010000000012',
      cbs_code: '9999',
      correspondentie_buitenland: '',
    })
  })

  test('leaves ve empty, rather than Nee, where no voorschoolse educatie is offered', () => {
    expect(row({ vve: false, deregistered: true })).toMatchObject({
      ve: '',
      status: 'Uitgeschreven',
    })
  })

  test('MUST NOT say where a gastouder lives, though it names her and her bureau', () => {
    const cells = row({ kind: 'VGO', name: 'J. de Wit', agency: '999000077' })

    expect(cells).toMatchObject({
      actuele_naam_oko: 'J. de Wit',
      opc: '',
      opvanglocatie_adres: '',
      opvanglocatie_postcode: '',
      opvanglocatie_woonplaats: '',
      bag_id: '',
      gastouderbureau_1: '999000077',
    })
  })

  test('has its apostrophes: none before a place, two for no telephone, no quoting in a name', () => {
    const city = "'s-Gravenhage"
    const cells = row({
      name: `'t "Waterhoen"; Noord`,
      residence: { ...RESIDENCE, city, municipality: { code: '0518', name: city } },
    })

    expect(cells).toMatchObject({
      actuele_naam_oko: `'t "Waterhoen"  Noord`,
      opvanglocatie_woonplaats: 's-Gravenhage',
      verantwoordelijke_gemeente: 's-Gravenhage',
      contact_telefoon: "''",
    })
  })
})

describe('the list of contracts', () => {
  function contracts(enrolment: Partial<Enrolment>, bsn: string | null = '999990019') {
    const child = childWith({ person: { bsn }, enrolments: [{ ...ENROLMENT, ...enrolment }] })
    return [...providerLines(child, familyOf([child]))]
      .filter(({ list }) => list === 'contracts')
      .map(({ month, line }) => `${month} ${line.replace(/;{7}$/, '')}`)
  }

  test('has a contract in the month in which it starts', () => {
    expect(contracts({})).toEqual([
      '2025-03 999990019;999000001;WD-0001;01-03-2025;;16,5;ja;16;KOT;nee;;;',
    ])
  })

  test('has it again when the child is indicated, and when it leaves, with what was known then', () => {
    const changed = contracts({
      indication: { date: '2025-06-02', by: 'JGZ' },
      to: '2026-01-31',
      endReason: 'moved',
    })

    expect(changed).toEqual([
      '2025-03 999990019;999000001;WD-0001;01-03-2025;;16,5;ja;16;KOT;nee;;;',
      '2025-06 999990019;999000001;WD-0001;01-03-2025;;16,5;ja;16;KOT;ja;02-06-2025;JGZ;',
      '2026-01 999990019;999000001;WD-0001;01-03-2025;31-01-2026;16,5;ja;16;KOT;ja;02-06-2025;JGZ;verhuizing',
    ])
  })

  test('knows from the first day that a contract ends on the fourth birthday', () => {
    const [only, ...more] = contracts({ to: '2027-03-14', endReason: 'age-four' })

    expect(only).toMatch(/^2025-03 .*;14-03-2027;.*;vier-jaar$/)
    expect(more).toEqual([])
  })

  test('has what lies ahead in the last list, and an earlier indication in the first', () => {
    const indication = { date: '2024-01-05', by: 'gemeente' } as const

    expect(contracts({ from: '2026-11-01', indication })).toEqual([
      '2026-09 999990019;999000001;WD-0001;01-11-2026;;16,5;ja;16;KOT;ja;05-01-2024;gemeente;',
    ])
  })

  test('has a child without BSN, without BSN; and never an unborn one', () => {
    const [line = ''] = contracts({}, null)
    expect(line).toMatch(/^2025-03 ;999000001;WD-0001;/)
    // Then it says who it is otherwise.
    expect(line.split(';').slice(-6)).toEqual([
      'van der',
      'Zoë',
      '14-03-2023',
      'v',
      '9999XA',
      '12b',
    ])
    const unborn = childWith({ person: null, enrolments: [ENROLMENT] })
    expect([...providerLines(unborn, familyOf([unborn]))]).toEqual([])
  })
})

test('the list of hours has one line per month, with a decimal comma', () => {
  const months = [
    { month: '2025-03', plannedHours: 71.5, attendedHours: 64.249_999 },
    { month: '2025-04', plannedHours: 66, attendedHours: 0 },
  ]
  const child = childWith({ enrolments: [{ ...ENROLMENT, months }] })
  const lines = [...providerLines(child, familyOf([child]))]

  expect(lines.filter(({ list }) => list === 'hours')).toEqual([
    { list: 'hours', month: '2025-03', line: '999990019;999000001;WD-0001;2025-03;71,5;64,25' },
    { list: 'hours', month: '2025-04', line: '999990019;999000001;WD-0001;2025-04;66;0' },
  ])
})

describe('an encoding', () => {
  test('is cp1252 with its own 27 characters, which a decoder of others reads back', () => {
    const special = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ'
    const text = `Zoë's crèche; ÿ ${special}`

    expect(special).toHaveLength(27)
    expect(new TextDecoder('windows-1252').decode(encode(text, 'cp1252'))).toBe(text)
  })

  test('puts one question mark where cp1252 has no character, and composes accents', () => {
    expect(encode('ğ😀\u0081\uFFFDe\u0301', 'cp1252').toString('latin1')).toBe('????é')
  })

  test('is UTF-8 behind a byte order mark', () => {
    const bytes = encode('ë', 'utf-8-bom')

    expect([...bytes]).toEqual([0xef, 0xbb, 0xbf, 0xc3, 0xab])
  })
})

test('a list quotes a cell only where it must', () => {
  expect(toCsvLine(["d'r", 'a;b', 'c"d', ''])).toBe(`d'r;"a;b";"c""d";`)
})
