/**
 * The reader of the population register against the real OpenAPI, feature files and mock persons, which are not in
 * this repository: nothing that they tell of a person may be unknown, or lost.
 *
 * @module
 */

import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { ELEMENTS } from '../../subgraphs/child/brp-elements.ts'
import { readBrpFile } from '../../subgraphs/child/brp-file.ts'

const REAL = fileURLToPath(new URL('../../../shared/real/brp-haal-centraal', import.meta.url))
const isHere = existsSync(REAL)
if (!isHere) process.stderr.write('Skipped: the real BRP is not beside this repository.\n')

interface Schema {
  readonly $ref?: string
  readonly allOf?: readonly Schema[]
  readonly type?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly enum?: readonly string[]
  readonly pattern?: string
  readonly discriminator?: { readonly mapping: Readonly<Record<string, string>> }
}
type Schemas = Readonly<Record<string, Schema>>

async function read(bytes: AsyncIterable<Buffer>) {
  const elements = { read: 0, kept: 0, unknown: [] as string[] }
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
  const records = await Array.fromAsync(readBrpFile(bytes, tally))
  return { records, elements }
}

function readPerson(...persons: readonly object[]) {
  return read(Readable.from([Buffer.from(JSON.stringify(persons))]) as AsyncIterable<Buffer>)
}

describe.skipIf(!isHere)('persons of others', () => {
  test('the mock persons are read, in the shape of the register', async () => {
    const file = join(REAL, 'test-data/personen-mock-subset.json')
    const { records, elements } = await read(createReadStream(file))

    expect(records).toHaveLength(2)
    expect(elements.unknown).toEqual([])
    expect(elements.read + elements.kept).toBe(leavesOf(JSON.parse(readFileSync(file, 'utf8'))))
    expect(JSON.stringify(records)).not.toMatch(/"9999\d{5}"/)
  })

  test.each([
    'RaadpleegMetBurgerservicenummerResponse',
    'ZoekMetGeslachtsnaamEnGeboortedatumResponse',
    'ZoekMetAdresseerbaarObjectIdentificatieResponse',
  ])('all that the OpenAPI can answer is known: %s', async (response) => {
    const schemas = schemasOf('specificatie/resolved/openapi.yaml')
    for (const answer of everyShapeOf(schemas, schemas[response] ?? {})) {
      const { personen } = answer as { personen: object[] }
      const { records, elements } = await readPerson(...personen)
      expect(records).toHaveLength(personen.length)
      expect(elements.unknown).toEqual([])
      expect(elements.read + elements.kept).toBe(leavesOf(personen))
    }
  })

  test('all that the register itself can tell is known', async () => {
    const schemas = schemasOf('specificatie/referentie-data-api/resolved/openapi.yaml')
    const groups = {
      geboorte: 'GbaGeboorte',
      naam: 'GbaNaamPersoon',
      immigratie: 'GbaImmigratie',
      europeesKiesrecht: 'GbaEuropeesKiesrecht',
      uitsluitingKiesrecht: 'GbaUitsluitingKiesrecht',
      opschortingBijhouding: 'GbaOpschortingBijhouding',
      overlijden: 'GbaOverlijden',
      verblijfplaats: 'GbaVerblijfplaats',
      verblijfstitel: 'GbaVerblijfstitel',
      verificatie: 'GbaVerificatie',
      geheimhoudingPersoonsgegevens: 'IndicatieGeheim',
      persoonInOnderzoek: 'InOnderzoek',
    }
    const lists = {
      kinderen: 'GbaKind',
      nationaliteiten: 'GbaNationaliteit',
      ouders: 'GbaOuder',
      partners: 'GbaPartner',
      rni: 'RniDeelnemer',
      gezag: 'AbstractGezagsrelatie',
    }
    for (const [names, isList] of [
      [groups, false],
      [lists, true],
    ] as const) {
      for (const [name, schema] of Object.entries(names)) {
        for (const made of everyShapeOf(schemas, { $ref: `#/${schema}` })) {
          const person = { [name]: isList ? [made] : made }
          const { elements } = await readPerson(person)
          expect(elements.unknown, name).toEqual([])
          expect(elements.read + elements.kept, name).toBe(leavesOf(person))
        }
      }
    }
  })

  test('the answers in the feature files are read', async () => {
    const told = featuresOf(join(REAL, 'features')).flatMap(answersOf)
    expect(told.length).toBeGreaterThan(30)
    for (const person of told) {
      const { elements } = await readPerson(person)
      expect(elements.unknown, JSON.stringify(person)).toEqual([])
    }
  })
})

/** What DOMAIN.md names of the BRP, in 6.2. */
const NAMED = [
  'burgerservicenummer',
  'aNummer',
  ...['code', 'omschrijving'].map((part) => `geslacht.${part}`),
  ...['voornamen', 'voorvoegsel', 'geslachtsnaam', 'voorletters'].map((part) => `naam.${part}`),
  'geboorte.datum',
  'gemeenteVanInschrijving.code',
  'gemeenteVanInschrijving.omschrijving',
  'datumInschrijvingInGemeente',
  'verblijfplaats.type',
  'verblijfplaats.datumVan',
  'verblijfplaats.functieAdres.code',
  'verblijfplaats.adresseerbaarObjectIdentificatie',
  ...['officieleStraatnaam', 'korteStraatnaam', 'huisnummer', 'huisletter'].map(
    (part) => `verblijfplaats.verblijfadres.${part}`,
  ),
  ...['huisnummertoevoeging', 'postcode', 'woonplaats'].map(
    (part) => `verblijfplaats.verblijfadres.${part}`,
  ),
  'ouders.burgerservicenummer',
  'ouders.ouderAanduiding',
  'ouders.datumIngangFamilierechtelijkeBetrekking',
  'ouders.geslacht.code',
  'ouders.naam.geslachtsnaam',
  'ouders.geboorte.datum',
  'kinderen.burgerservicenummer',
  'kinderen.naam.geslachtsnaam',
  'kinderen.geboorte.datum',
  'gezag.type',
  'gezag.minderjarige.burgerservicenummer',
  'gezag.ouders.burgerservicenummer',
  'gezag.ouder.burgerservicenummer',
  'gezag.derde.burgerservicenummer',
  'gezag.derden.burgerservicenummer',
  'geheimhoudingPersoonsgegevens',
  'opschortingBijhouding.reden.code',
  'overlijden.datum',
]

test('at least 95 % of what is named has a field of its own', () => {
  const fields = new Map(ELEMENTS.map(({ element, field }) => [element, field]))
  expect(NAMED.filter((element) => !fields.has(element))).toEqual([])
  const typed = NAMED.filter((element) => fields.get(element) !== 'kept')
  expect(typed.length / NAMED.length).toBeGreaterThanOrEqual(0.95)
})

function schemasOf(file: string): Schemas {
  return parse(readFileSync(join(REAL, file), 'utf8')).components.schemas
}

/** Values with everything in them; as many as there are kinds, so that each kind is there once. */
function everyShapeOf(schemas: Schemas, schema: Schema): readonly unknown[] {
  return [0, 1, 2, 3, 4, 5].map((turn) => make(schema, '', turn))

  function make(part: Schema, name: string, turn: number): unknown {
    const { $ref, discriminator } = part
    if ($ref !== undefined) return make(schemas[nameOf($ref)] ?? {}, name, turn)
    const kinds = Object.entries(discriminator?.mapping ?? {})
    const [type, kind] = kinds[turn % Math.max(1, kinds.length)] ?? []
    if (kind !== undefined && type !== undefined) {
      return {
        ...(make({ ...part, discriminator: undefined } as never, name, turn) as object),
        ...own(nameOf(kind), turn),
        type,
      }
    }
    if (part.allOf || part.properties) return membersOf(part, turn)
    if (part.type === 'array')
      return [make(part.items ?? {}, name, turn), make(part.items ?? {}, name, turn + 1)]
    if (part.type === 'boolean') return true
    if (part.type === 'integer') return name === 'jaar' ? 2020 : 3
    if (part.type === 'object') return {}
    if (part.enum) return part.enum[0]
    if (part.pattern === '^[0-9]{8}$' || (part.pattern ?? '').startsWith('^[0-9]{8}'))
      return '20200229'
    if (/burgerservicenummer/i.test(name)) return '999990019'
    return /^datum/.test(name) ? '2020-02-29' : '1'
  }

  function own(schemaName: string, turn: number): object {
    return membersOf({ allOf: (schemas[schemaName]?.allOf ?? []).slice(1) }, turn)
  }

  function membersOf(part: Schema, turn: number): object {
    const inherited = (part.allOf ?? []).map((of) => {
      const { $ref } = of
      const target =
        $ref === undefined ? of : { ...schemas[nameOf($ref)], discriminator: undefined }
      return membersOf(target as Schema, turn)
    })
    const members = Object.entries(part.properties ?? {}).map(([name, of]) => [
      name,
      make(of, name, turn),
    ])
    return Object.assign({}, ...inherited, Object.fromEntries(members))
  }
}

function nameOf(reference: string): string {
  return reference.split('/').at(-1) ?? ''
}

function featuresOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.feature'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
}

const LISTS: Readonly<Record<string, string>> = {
  ouder: 'ouders',
  kind: 'kinderen',
  gezag: 'gezag',
}

/** `… een persoon met een 'ouder' met de volgende 'naam' gegevens`, and below it names and values. */
function answersOf(feature: string): readonly object[] {
  return feature
    .split(/\n(?=\s*(?:Dan|En|Gegeven|Als|\*) )/)
    .flatMap((step) => {
      const [said = '', ...rows] = step.trim().split('\n')
      const [, list, group] =
        /^(?:Dan|En) heeft (?:de response|de persoon|'ouder'|'kind').*?(?: een '(\w+)')?(?: met)? de volgende (?:'(\w+)' )?gegevens$/.exec(
          said,
        ) ?? []
      const [head, ...told] = rows.map((row) => row.split('|').map((cell) => cell.trim()))
      if (!/^(?:Dan|En) heeft/.test(said) || head?.[1] !== 'naam' || said.includes('object'))
        return []
      if (list !== undefined && LISTS[list] === undefined) return []
      const person: Record<string, unknown> = {}
      for (const [, path = '', value = ''] of told) {
        if (path === '' || value === '' || /[<]|vandaag/.test(value)) continue
        put(person, path.split('.'), toValue(path, value))
      }
      const inner = group === undefined ? person : { [group]: person }
      return [list === undefined ? inner : { [LISTS[list] ?? '']: [inner] }]
    })
    .filter((person) => !/"(?:status|invalidParams)"/.test(JSON.stringify(person)))
}

function toValue(path: string, value: string): unknown {
  if (value === 'true') return true
  return /(?:jaar|maand|leeftijd|huisnummer)$/.test(path) ? Number(value) : value
}

function put(
  into: Record<string, unknown>,
  [first = '', ...rest]: readonly string[],
  value: unknown,
): void {
  if (rest.length === 0) {
    into[first] = value
    return
  }
  into[first] ??= {}
  put(into[first] as Record<string, unknown>, rest, value)
}

function leavesOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1
  return Object.values(value).reduce((sum: number, member) => sum + leavesOf(member), 0)
}
