import { Readable } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DeliveryRefused } from '../../connectors/deliveries.ts'
import { Bsn } from '../../privacy/bsn.ts'
import { toPersonen } from '../../sandbox/brp.ts'
import { generate } from '../../sandbox/generate.ts'
import { cases } from '../../test/scale.ts'
import { ELEMENTS } from './brp-elements.ts'
import { readBrpFile } from './brp-file.ts'
import { Withheld } from './withheld.ts'

const CHILD = '999990019'
const MOTHER = '999990020'
const DAY = { type: 'Datum', datum: '2023-03-14', langFormaat: '14 maart 2023' }
const HERE = { code: '9999', omschrijving: 'Waterdam' }
/** As the register's own message has it. */
const GBA = {
  aNummer: '9999999990',
  burgerservicenummer: CHILD,
  geheimhoudingPersoonsgegevens: 0,
  geslacht: { code: 'V', omschrijving: 'vrouw' },
  naam: { voornamen: 'Zoë', voorvoegsel: 'van der', geslachtsnaam: 'Berg' },
  nationaliteiten: [{ nationaliteit: { code: '0001', omschrijving: 'Nederlandse' } }],
  geboorte: { datum: '20230300', land: { code: '6030', omschrijving: 'Nederland' } },
  gemeenteVanInschrijving: HERE,
  datumInschrijvingInGemeente: '20240000',
  verblijfplaats: {
    functieAdres: { code: 'W', omschrijving: 'woonadres' },
    naamOpenbareRuimte: 'Dijkgraaf van der Veldestraat',
    straat: 'Dijkgr vd Veldestr',
    huisnummer: 12,
    huisletter: 'b',
    postcode: '9999XA',
    woonplaats: 'Waterdam',
    datumAanvangAdreshouding: '20240105',
  },
  gezag: [
    {
      type: 'GezamenlijkGezag',
      minderjarige: { burgerservicenummer: CHILD },
      ouder: { burgerservicenummer: MOTHER, naam: { geslachtsnaam: 'Berg' } },
      derde: { type: 'OnbekendeDerde' },
      inOnderzoek: true,
    },
  ],
  ouders: [
    { ouderAanduiding: '1', naam: { geslachtsnaam: '.' }, geboorte: { datum: '00000000' } },
    {
      ouderAanduiding: '2',
      burgerservicenummer: MOTHER,
      datumIngangFamilierechtelijkeBetrekking: '20230314',
      inOnderzoek: { aanduidingGegevensInOnderzoek: '020300', datumIngangOnderzoek: '20240201' },
    },
  ],
  partners: [],
  kinderen: [],
}

// biome-ignore lint/suspicious/noExplicitAny: a test knows what it wrote
type Read = any

async function read(text: string | Buffer) {
  const elements = { read: 0, kept: 0, unknown: [] as string[] }
  const records: Read[] = []
  const bytes = Readable.from([Buffer.from(text)]) as AsyncIterable<Buffer>
  const tally = {
    read(count = 1) {
      elements.read += count
    },
    kept(count = 1) {
      elements.kept += count
    },
    unknown(path: string) {
      elements.unknown.push(path)
    },
  }
  for await (const record of readBrpFile(bytes, tally)) records.push(record)
  return { records, elements, only: records[0] }
}

const write = (value: unknown) => JSON.stringify(value, null, 2)

async function problemOf(text: string | Buffer) {
  const error = await read(text).catch((thrown: unknown) => thrown)
  if (error instanceof DeliveryRefused) return error.problem
  throw new Error('It was not refused.', { cause: error })
}

describe('a file of persons', () => {
  test('in the shape of the register is read as one in the shape of the API', async () => {
    const { only, elements } = await read(write(GBA))

    expect(only).toMatchObject({
      name: { given: 'Zoë', prefix: 'van der', family: 'Berg' },
      sex: 'FEMALE',
      birthDate: '2023-03',
      deathDate: null,
      isSecret: false,
      residence: {
        municipality: { code: '9999', name: 'Waterdam' },
        street: 'Dijkgraaf van der Veldestraat',
        houseNumber: 12,
        houseNumberAddition: 'b',
        postcode: '9999XA',
        since: '2024-01-05',
        registeredSince: '2024',
      },
      registration: { state: 'CURRENT', since: null },
      legalAuthority: { type: 'PARENT_AND_OTHER', byParents: true, underInvestigation: true },
      address: { function: 'W', functionLabel: 'woonadres' },
      underInvestigation: [
        { path: 'gezag.inOnderzoek', value: true },
        { path: 'ouders.inOnderzoek.aanduidingGegevensInOnderzoek', value: '020300' },
        { path: 'ouders.inOnderzoek.datumIngangOnderzoek', value: '2024-02-01' },
      ],
    })
    expect(only.subject.reveal()).toBe(CHILD)
    expect(only.parents[0]).not.toHaveProperty('subject')
    expect(only.parents[1].subject.reveal()).toBe(MOTHER)
    expect(only.authority[0].holders[0].subject.reveal()).toBe(MOTHER)
    expect(only.authority[0].holders[1].kind.reveal()).toBe('OnbekendeDerde')
    expect(elements).toEqual({ read: leavesOf(GBA) - 2, kept: 2, unknown: [] })
  })

  test.each([
    ['one person', GBA, 1],
    ['a list', [GBA, GBA], 2],
    ['an empty list', [], 0],
    ['an answer', { type: 'RaadpleegMetBurgerservicenummer', personen: [GBA] }, 1],
    ['an answer without persons', { type: 'RaadpleegMetBurgerservicenummer', personen: [] }, 0],
    ['an answer to a search', { type: 'ZoekMet', personen: [{ leeftijd: 3 }, {}] }, 2],
  ])('may be %s', async (_what, file, count) => {
    expect((await read(write(file))).records).toHaveLength(count)
    expect((await read(`\uFEFF${write(file)}`)).records).toHaveLength(count)
  })

  test('keeps where somebody comes from and who others are, and MUST NOT print it', async () => {
    const { only } = await read(write(GBA))
    expect(only.nationalities[0].label.reveal()).toBe('Nederlandse')
    expect(only.kept[0].value.reveal()).toBe('6030')
    expect(only.registerNumber.reveal()).toBe('9999999990')

    const printed = JSON.stringify(only)
    expect(printed).not.toMatch(/99999000|Nederland|6030|0001|9999999990/)
    expect(String(only.registerNumber)).toBe('[withheld]')
  })

  test.each([true, 1, 7])('MUST hide a secret address as a whole: %j', async (secret) => {
    const { only, elements } = await read(write({ ...GBA, geheimhoudingPersoonsgegevens: secret }))
    expect(only).toMatchObject({ isSecret: true, residence: null })
    expect(JSON.stringify(only)).not.toMatch(/Waterdam|9999XA|Veldestr|woonadres|2024-01-05/)
    expect(elements).toMatchObject({ read: leavesOf(GBA) - 2, unknown: [] })
  })

  test('keeps what the register does not know, and names it without its value', async () => {
    const odd = { kleur: 'rood', [CHILD]: 1, lijst: [{ a: 'x' }, 'y'], naam: { bij: true } }
    const { only, elements } = await read(write({ ...GBA, ...odd, geslacht: null }))

    expect(elements.unknown.sort()).toEqual(['?', 'kleur', 'lijst', 'lijst.a', 'naam.bij'])
    expect(only.kept.map(({ value }: Read) => (value as Withheld<unknown>).reveal())).toEqual(
      expect.arrayContaining(['rood', 1, 'x', 'y', true]),
    )
    expect(JSON.stringify(only)).not.toMatch(/rood|99999001/)
  })
})

describe('a file that is wrong', () => {
  const line = (key: string) =>
    write(GBA)
      .split('\n')
      .findIndex((text) => text.includes(`"${key}"`)) + 1

  test.each([
    ['a day that is none', { geboorte: { datum: '20230230' } }, 'date', 'geboorte.datum'],
    ['a month that is none', { geboorte: { datum: '20231300' } }, 'date', 'geboorte.datum'],
    ['a day of no month', { geboorte: { datum: '20230005' } }, 'date', 'geboorte.datum'],
    ['a month of no year', { geboorte: { datum: '00000600' } }, 'date', 'geboorte.datum'],
    ['half a date', { geboorte: { datum: { type: 'Datum' } } }, 'date', 'geboorte.datum'],
    ['a date of another shape', { geboorte: { datum: 2023 } }, 'date', 'geboorte.datum'],
    [
      'a number as a text',
      { verblijfplaats: { huisnummer: '12' } },
      'type',
      'verblijfplaats.huisnummer',
    ],
    ['a group as a text', { naam: 'Zoë' }, 'type', 'naam'],
    ['a list as a group', { ouders: {} }, 'type', 'ouders'],
    ['a group as a list', { naam: [] }, 'type', 'naam'],
    ['an item that is no group', { ouders: ['x'] }, 'type', 'ouders'],
    [
      'a number that is too short',
      { burgerservicenummer: '9999' },
      'burgerservicenummer',
      'burgerservicenummer',
    ],
    [
      'a number that fails the test',
      { burgerservicenummer: '999990018' },
      'eleven-test',
      'burgerservicenummer',
    ],
    [
      'secrecy that is none',
      { geheimhoudingPersoonsgegevens: 8 },
      'type',
      'geheimhoudingPersoonsgegevens',
    ],
    [
      'doubt that is none',
      { naam: { inOnderzoek: { voornamen: 'ja' } } },
      'type',
      'naam.inOnderzoek.voornamen',
    ],
  ])('by %s is refused at its line', async (_what, change, rule, path) => {
    const text = write({ ...GBA, ...change })
    const problem = await problemOf(text)
    expect(problem).toMatchObject({ rule, path })
    if (rule === 'required') return
    const [last = ''] = path.split('.').slice(-1)
    expect(text.split('\n')[problem.line - 1]).toContain(
      rule === 'type' && last === 'ouders' && text.includes('"x"') ? '"x"' : `"${last}"`,
    )
    expect(JSON.stringify(problem)).not.toMatch(/99999|Zoë|2023/)
  })

  test.each([
    ['no JSON', 'naam;geboren', 'json'],
    ['cut off', write(GBA).slice(0, -30), 'json'],
    ['told twice', '{"naam":{},"naam":{}}', 'name-once'],
    ['no person', '{"status":400,"title":"x"}', 'persons'],
    ['a text', '"x"', 'persons'],
    ['a list of numbers', '[1]', 'type'],
    ['not in UTF-8', Buffer.from('{"naam":{"voornamen":"Zo\xEB"}}', 'latin1'), 'encoding'],
    ['in UTF-16', Buffer.from(`\uFEFF${write(GBA)}`, 'utf16le'), 'encoding'],
  ])('since it is %s is refused', async (_what, text, rule) => {
    expect(await problemOf(text)).toMatchObject({ rule })
  })

  test('since it is too large is refused before it is all read', async () => {
    let read = 0
    async function* endless() {
      for (const block = Buffer.alloc(1024 * 1024, ' '); read < 1000; read++) yield block
    }
    const records = readBrpFile(endless(), { read() {}, kept() {}, unknown() {} })
    await expect(Array.fromAsync(records)).rejects.toMatchObject({ problem: { rule: 'size' } })
    expect(read).toBeLessThan(70)
  })

  test('MUST be refused, and never crash or come in in part, however it was broken', async () => {
    expect(line('naam')).toBeGreaterThan(1)
    const whole = Buffer.from(write([GBA, GBA]))
    const lines = whole.toString().split('\n')
    const mutated = fc.oneof(
      fc.nat(whole.length - 1).map((at) => whole.subarray(0, at)),
      fc
        .array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 })
        .map((flips) => {
          const broken = Buffer.from(whole)
          for (const [at, byte] of flips) broken[at] = byte
          return broken
        }),
      fc.tuple(fc.nat(lines.length - 1), fc.nat(lines.length - 1)).map(([from, to]) => {
        const moved = lines.filter((_, i) => i !== from)
        moved.splice(to, 0, lines[from] ?? '')
        return Buffer.from(moved.join('\n'))
      }),
      fc.nat(lines.length - 1).map((at) => Buffer.from(lines.toSpliced(at, 1).join('\n'))),
    )
    await fc.assert(
      fc.asyncProperty(mutated, async (text) => {
        const read_ = await read(text).catch((error: unknown) => error)
        if (read_ instanceof Error) expect(read_).toBeInstanceOf(DeliveryRefused)
      }),
      { numRuns: cases(300, 10_000) },
    )
  })
})

describe('what was written is read', () => {
  /** Some value for each element, unlike any other. */
  const values = fc.record({
    given: fc.constantFrom('Zoë', 'Ân', "D'Arcy", 'Łucja'),
    number: fc.integer({ min: 1, max: 99_999 }),
    date: fc.date({
      min: new Date('1900-01-01'),
      max: new Date('2099-12-31'),
      noInvalidDate: true,
    }),
    known: fc.constantFrom('day', 'month', 'year', 'none'),
    count: fc.integer({ min: 0, max: 3 }),
    gba: fc.boolean(),
  })

  test('MUST be equal, in either shape, whatever is known of a date', async () => {
    await fc.assert(
      fc.asyncProperty(values, async ({ given, number, date, known, count, gba }) => {
        const iso = date.toISOString().slice(0, 10)
        const told = { day: iso, month: iso.slice(0, 7), year: iso.slice(0, 4), none: null }[known]
        const datum = gba ? toGba(told) : toApi(told)
        const person = {
          burgerservicenummer: CHILD,
          naam: { voornamen: given },
          geboorte: { datum },
          gemeenteVanInschrijving: HERE,
          verblijfplaats: gba
            ? { huisnummer: number, datumAanvangAdreshouding: datum }
            : { type: 'Adres', verblijfadres: { huisnummer: number }, datumVan: datum },
          kinderen: Array.from({ length: count }, () => ({ geboorte: { datum } })),
        }
        const { only, elements } = await read(write(person))
        expect(only).toMatchObject({
          name: { given },
          birthDate: told,
          residence: { houseNumber: number, since: told },
        })
        const children = (only.children ?? []).map((child: Read) => child.birthDate.reveal())
        expect(children).toEqual(Array(count).fill(told))
        expect(elements.unknown).toEqual([])
      }),
      { numRuns: cases(200, 5_000) },
    )
  })

  test('of every person of the sandbox', async () => {
    const personen = Array.from(generate({ seed: 11, children: cases(60, 2_000) })).flatMap(
      toPersonen,
    )
    const { records, elements } = await read(write({ type: 'Raadpleeg', personen }))

    expect(records).toHaveLength(personen.length)
    expect(elements.unknown).toEqual([])
    expect(elements.read + elements.kept).toBe(leavesOf(personen) + 1)
    for (const [i, record] of records.entries()) {
      const { naam, geheimhoudingPersoonsgegevens, kinderen = [] } = personen[i] ?? never()
      expect(record.name.family).toBe(naam.geslachtsnaam)
      expect(record.isSecret).toBe(geheimhoudingPersoonsgegevens === true)
      expect(record.children ?? []).toHaveLength(kinderen.length)
    }
  })
})

describe('the table of elements', () => {
  test('MUST be what is done: each lands in its field, or is kept', async () => {
    const list =
      /^(?:ouders|kinderen|partners|nationaliteiten|gezag|rni)$|^gezag\.(?:ouders|derden)$/
    for (const { element, field, holds } of ELEMENTS) {
      const value = { text: 'tekst', number: 7, flag: true, date: DAY, bsn: MOTHER, secrecy: true }
      const names = element.split('.')
      const person = names.reduceRight<unknown>((inner, name, i) => {
        const isList = i < names.length - 1 && list.test(names.slice(0, i + 1).join('.'))
        return { [name]: isList ? [inner] : inner }
      }, value[holds])
      const type = { type: 'Voogdij', ...(element === 'gezag.type' && { type: 'tekst' }) }
      const whole = element.startsWith('gezag.') ? withType(person, type) : person
      const { only, elements } = await read(write(whole))

      expect(elements.unknown, element).toEqual([])
      expect(elements.kept > 0, element).toBe(field === 'kept')
      const others = element.startsWith('gezag.') && element !== 'gezag.type' ? 1 : 0
      expect(elements.read > others, element).toBe(field !== 'kept')
      if (field === 'kept') expect(only.kept, element).toHaveLength(1)
      else if (!field.startsWith('Child.')) expect(at(only, field), element).toBeDefined()
    }
  })
})

/** Without it there is no relation. */
function withType(person: unknown, type: object): unknown {
  const { gezag } = person as { gezag: object[] }
  return { gezag: gezag.map((relation) => ({ ...relation, ...type })) }
}

/** In a list, the first. */
function at(record: Read, field: string): unknown {
  return field.split('.').reduce((found, name) => {
    const next = found?.[name]
    return Array.isArray(next) ? next.find((item) => item !== undefined) : next
  }, record)
}

function toApi(told: string | null) {
  const langFormaat = 'x'
  if (told === null) return { type: 'DatumOnbekend', onbekend: true, langFormaat }
  const [jaar, maand] = told.split('-').map(Number)
  if (told.length === 4) return { type: 'JaarDatum', jaar, langFormaat }
  if (told.length === 7) return { type: 'JaarMaandDatum', jaar, maand, langFormaat }
  return { type: 'Datum', datum: told, langFormaat }
}

function toGba(told: string | null): string {
  return (told ?? '').replaceAll('-', '').padEnd(8, '0')
}

function leavesOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1
  return Object.values(value).reduce((sum: number, member) => sum + leavesOf(member), 0)
}

function never(): never {
  throw new Error('There are as many.')
}

test('a number of somebody else that is none is kept, and is nobody', async () => {
  const { only } = await read(write({ ouders: [{ burgerservicenummer: '999990018' }] }))
  expect(only.parents[0].subject).toBeInstanceOf(Withheld)
  expect(only.parents[0].subject).not.toBeInstanceOf(Bsn)
})
