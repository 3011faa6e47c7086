/**
 * Our reader of iJw messages against the standard's own examples and schemas, which are not in this
 * repository.
 *
 * @module
 */

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { XmlDocument, XsdValidator } from 'libxml2-wasm'
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs'
import { describe, expect, test } from 'vitest'
import { type DeliveredRecord, DeliveryRefused } from '../../connectors/deliveries.ts'
import { YouthHelpBody } from '../../subgraphs/social-domain/delivered-bodies.ts'
import {
  headerOf,
  personOf,
  returned,
  type Tree,
  writeIjw,
} from '../../subgraphs/social-domain/fixtures/write-ijw.ts'
import { readIjw, readIjwFile } from '../../subgraphs/social-domain/ijw.ts'
import { ELEMENTS } from '../../subgraphs/social-domain/ijw-elements.ts'
import { replay } from '../../subgraphs/social-domain/replay.ts'

const STANDARD = fileURLToPath(new URL('../../../shared/real/ijw-3.2/', import.meta.url))
const isHere = existsSync(STANDARD)
if (!isHere) {
  process.stderr.write('Skipped: the examples of iJw 3.2 are not beside this repository.\n')
}

/** The standard has these with a child's help in them; all but one of the examples follow it. */
const KINDS = ['JW301', 'JW302', 'JW305', 'JW307', 'JW317'] as const
const HELP = ['JW301', 'JW305', 'JW307'] as const

const exampleOf = (kind: string) => readFileSync(`${STANDARD}berichten/${kind}.xml`, 'utf8')

/** Messages of ours, for the kinds of which there is no example that follows the standard. */
const OWN: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(bodies()).map(([kind, body]) => {
    return [kind, writeIjw(kind, { Header: headerOf(kind, { codes: ['0200', '9056'] }), ...body })]
  }),
)

async function read(text: string): Promise<DeliveredRecord[]> {
  const reader = readIjw({ registry: 'r', storeKey: new Uint8Array(64).fill(7) })
  const bytes = async function* () {
    yield Buffer.from(text)
  }
  const records: DeliveredRecord[] = []
  for await (const record of reader(bytes(), () => expect.fail())) records.push(record)
  return records
}

/** The rule by which it is refused, if it is. */
async function refusalOf(text: string): Promise<string | undefined> {
  return read(text).then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof DeliveryRefused) return error.problem.rule
      throw error
    },
  )
}

describe.skipIf(!isHere)('the examples of iJw 3.2', () => {
  test('tell of two allocations that were started, and stopped as planned', async () => {
    const records = (await Promise.all(HELP.map((kind) => read(exampleOf(kind))))).flat()
    expect(new Set(records.map(({ subject }) => subject)).size).toBe(1)
    const allocations = replay(
      records.map(({ logicalKey, recordedAt, body }) => ({
        logicalKey,
        recordedAt: recordedAt?.toISOString() ?? '',
        body: YouthHelpBody.parse(body),
      })),
    )
    const both = {
      productCategoryLabel: 'Nationally contracted youth help',
      provider: '42420001',
      allocatedAt: '2026-04-01T10:34:56.000Z',
      from: '2026-04-01',
      stop: '2026-07-17',
      stopReasonLabel: 'Completed as planned',
    }
    expect(
      [...allocations].sort((a, b) => ((a.start ?? '') < (b.start ?? '') ? -1 : 1)),
    ).toMatchObject([
      {
        ...both,
        productCode: '55A11',
        to: '2026-07-14',
        start: '2026-04-03',
        volume: { unitLabel: 'Hour' },
      },
      {
        ...both,
        productCode: '55A12',
        to: '2026-07-19',
        start: '2026-04-15',
        volume: { unitCode: '16' },
      },
    ])
  })

  test('are all read, or refused for what is wrong with them', async () => {
    const outcomes: Record<string, string | undefined> = {}
    for (const file of readdirSync(`${STANDARD}berichten`)) {
      const kind = file.replace('.xml', '')
      outcomes[kind] = await refusalOf(exampleOf(kind))
      const isRead = outcomes[kind] === undefined
      // Of claims nothing is read, right or wrong.
      if (outcomes[kind] !== 'claim')
        expect([kind, isRead]).toEqual([kind, openSchema(kind)(exampleOf(kind))])
    }
    // 2027-06-31.
    expect(outcomes).toMatchObject({ JW315: 'date', JW317: undefined, JW302: undefined })
  })

  test('MUST have each element with text of them counted, and known by its name', async () => {
    const names = new Set(ELEMENTS.map(({ element }) => element))
    for (const text of [...KINDS.map(exampleOf), ...Object.values(OWN)]) {
      let counted = 0
      const count = (some = 1) => {
        counted += some
      }
      const tally = { read: count, kept: count, unknown: () => expect.fail() }
      const bytes = async function* () {
        yield Buffer.from(text)
      }
      for await (const _ of readIjwFile(bytes(), tally));
      const leaves = leavesOf(text)
      expect(counted).toBe(leaves.length)
      for (const leaf of leaves) expect(names).toContain(leaf)
    }
  })

  test('have what DOMAIN.md names of them in fields, but for what may not be kept', () => {
    const typed = new Set(ELEMENTS.filter(({ field }) => field !== 'kept').map(({ name }) => name))
    const rows = [...Map.groupBy(ELEMENTS, ({ element }) => element.slice(0, 5))].map(
      ([kind, own]) => {
        const of = (fits: (one: (typeof own)[number]) => boolean) => own.filter(fits).length
        const withheld = of((one) => one.withheld !== undefined)
        const kept = of((one) => one.field === 'kept') - withheld
        return [kind, own.length, own.length - kept - withheld, kept, withheld].join('\t')
      },
    )
    process.stdout.write(`${['kind\tall\ttyped\tkept\twithheld', ...rows].join('\n')}\n`)
    const share = namedInDomain.filter((name) => typed.has(name)).length / namedInDomain.length
    expect(share).toBeGreaterThanOrEqual(0.95)
  })

  describe('in which one line is left out, doubled or put before the one above', () => {
    xmlRegisterFsInputProviders()

    const messages = [
      ...KINDS.map((kind) => ['the example of', kind, exampleOf(kind)] as const),
      ...Object.entries(OWN).map(([kind, text]) => ['our own', kind, text] as const),
    ]
    test.each(messages)(
      'MUST be refused where the schema refuses them: %s %s',
      async (_whose, kind, text) => {
        const isValid = openSchema(kind)
        expect(isValid(text)).toBe(true)
        let refused = 0
        for (const variant of variantsOf(text)) {
          const rule = await refusalOf(variant.text)
          const { line } = variant
          expect([line, rule === undefined]).toEqual([line, isValid(variant.text)])
          if (rule !== undefined) refused += 1
        }
        expect(refused).toBeGreaterThan(20)
      },
    )
  })
})

/** What DOMAIN.md 4.1 names of a message, without who it is about. */
const namedInDomain: readonly string[] = [
  'BerichtCode',
  'BerichtVersie',
  'BerichtSubversie',
  'Afzender',
  'Ontvanger',
  'Identificatie',
  'Dagtekening',
  'Bsn',
  'Datum',
  'DatumGebruik',
  'Geslacht',
  'ToewijzingNummer',
  'ReferentieAanbieder',
  'Categorie',
  'Code',
  'Toewijzingsdatum',
  'Toewijzingstijd',
  'Ingangsdatum',
  'Einddatum',
  'RedenWijziging',
  'Volume',
  'Eenheid',
  'Frequentie',
  'Budget',
  'ToewijzingIngangsdatum',
  'Begindatum',
  'StatusAanlevering',
  'RedenBeeindiging',
  'ToewijzingEinddatum',
  'Type',
  'VerzoekAntwoord',
  'RedenAfwijzingVerzoek',
  'RedenVerzoek',
  'BasisschemaXsdVersie',
  'BerichtXsdVersie',
  'GezagsdragerBekend',
  'BeschikkingIngangsdatum',
  'Raamcontract',
  'RetourCode',
  'Gemeente',
]

/** `JW305 Client/Bsn`, of every element that has no other in it; ours and the examples are written without surprises. */
function leavesOf(text: string): string[] {
  const names: string[] = []
  const leaves: string[] = []
  for (const [, end, name = '', rest = ''] of text.matchAll(/<(\/?)[\w]+:(\w+)[^>]*>([^<]*)/g)) {
    if (end) names.pop()
    else {
      names.push(name)
      if (rest.trim() !== '') leaves.push(names.slice(1).join('/'))
    }
  }
  const [kind = ''] = /jw3\d\d/.exec(text) ?? []
  return leaves.map((path) => `${kind.toUpperCase()} ${path}`)
}

function openSchema(kind: string): (text: string) => boolean {
  const url = `${STANDARD}xsd/${kind}.xsd`
  const validator = XsdValidator.fromDoc(XmlDocument.fromBuffer(readFileSync(url), { url }))
  return (text) => {
    using document = XmlDocument.fromString(text)
    try {
      validator.validate(document)
      return true
    } catch {
      return false
    }
  }
}

/** Of the lines that are one element with text; the examples have each on a line of its own. */
function* variantsOf(example: string): Generator<{ text: string; line: number }> {
  const lines = example.split('\n')
  for (const [index, line] of lines.entries()) {
    if (!isElement(line)) continue
    const above = lines[index - 1] ?? ''
    yield { line: index + 1, text: lines.toSpliced(index, 1).join('\n') }
    yield { line: index + 1, text: lines.toSpliced(index, 0, line).join('\n') }
    if (isElement(above)) {
      yield { line: index + 1, text: lines.toSpliced(index - 1, 2, line, above).join('\n') }
    }
  }
}

function isElement(line: string): boolean {
  return /^\s*<(\w+:\w+)>[^<]*<\/\1>\s*$/.test(line)
}

/** With as much in each as the standard has. */
function bodies(): Readonly<Record<string, Tree>> {
  const bsn = '999911004'
  const codes = returned('0200', '9063')
  const person = personOf(bsn, { Datum: '2024-01-01', DatumGebruik: '2' })
  const Product = { Categorie: '45', Code: '45A03' }
  const Omvang = { Volume: '4', Eenheid: '04', Frequentie: '2' }
  const name = { Achternaam: 'Achternaam', Voorvoegsel: 'van' }
  const Naam = {
    Geslachtsnaam: name,
    Partnernaam: name,
    Voornamen: 'Anna',
    Voorletters: 'A',
    NaamGebruik: '1',
  }
  const phone = { Telefoonnummer: '0612345678', Landnummer: '31' }
  const contact = {
    Soort: '04',
    Adres: {
      Huis: {
        Huisnummer: '9',
        Huisletter: 'a',
        HuisnummerToevoeging: '2',
        AanduidingWoonadres: 'TO',
      },
      Postcode: '9999XX',
      Straatnaam: 'Straat',
      Plaatsnaam: 'Plaats',
      LandCode: 'NL',
    },
    Organisatie: 'Organisatie',
    Telefoon: { Telefoon01: phone, Telefoon02: phone },
    Emailadres: 'a@b.nl',
    Periode: { Begindatum: '2026-01-01', Einddatum: '2026-02-01' },
    ...codes,
  }
  const wish = { GewensteIngangsdatum: '2026-03-02', Einddatum: '2026-12-31', Omvang, Budget: '5' }
  const start = {
    ToewijzingNummer: '4001',
    Product,
    ToewijzingIngangsdatum: '2026-03-02',
    Begindatum: '2026-03-12',
  }
  const asked = {
    ReferentieAanbieder: 'REF',
    BeschikkingNummer: '12',
    Product,
    BeschikkingIngangsdatum: '2026-03-01',
    ToewijzingIngangsdatum: '2026-03-02',
    ToewijzingEinddatum: '2026-12-31',
    Omvang,
    Budget: '5',
    Verwijzer: { Type: '02', Naam: 'Naam', ZorgverlenerCode: '12345678' },
    Raamcontract: '1',
    Commentaar: 'Commentaar',
  }
  const answer = { ReferentieAanbieder: 'REF', VerzoekAntwoord: '1', RedenAfwijzingVerzoek: '8' }
  const request = (AangevraagdProduct: Tree, more: Tree): Tree => ({
    Client: {
      ...person,
      GezagsdragerBekend: '1',
      Commentaar: 'Commentaar',
      AangevraagdeProducten: { AangevraagdProduct },
      ...more,
    },
  })
  return {
    JW302: {
      Client: {
        ...person,
        Naam,
        Communicatie: { Vorm: '1', Taal: 'Nederlands' },
        JuridischeStatus: '04',
        WettelijkeVertegenwoordiging: '06',
        Commentaar: 'Commentaar',
        Relaties: {
          Relatie: {
            Nummer: '1',
            Volgorde: '1',
            Soort: '10',
            Geboortedatum: { Datum: '1900-01-01', DatumGebruik: '3' },
            Geslacht: '2',
            Naam,
            Contact: contact,
            ...codes,
          },
        },
        Contactgegevens: { Contact: contact },
        ToegewezenProducten: {
          ToegewezenProduct: {
            ToewijzingNummer: '4001',
            ReferentieAanbieder: 'REF',
            Product,
            Toewijzingsdatum: '2026-03-02',
            Toewijzingstijd: '10:15:00',
            Ingangsdatum: '2026-03-09',
            Einddatum: '2026-12-31',
            RedenWijziging: '04',
            Omvang,
            Budget: '5',
            Commentaar: 'Commentaar',
            ...codes,
          },
        },
        ...codes,
      },
    },
    JW306: {
      Client: {
        ...person,
        StartProducten: { StartProduct: { ...start, StatusAanlevering: '1', ...codes } },
        ...codes,
      },
    },
    JW308: {
      Client: {
        ...person,
        StopProducten: {
          StopProduct: {
            ...start,
            RedenBeeindiging: '31',
            Einddatum: '2026-04-01',
            StatusAanlevering: '2',
            ...codes,
          },
        },
        ...codes,
      },
    },
    JW315: request(asked, {}),
    JW316: request({ ...asked, ...codes }, codes),
    JW318: {
      Client: {
        Bsn: bsn,
        Verzoek: {
          ReferentieAanbieder: 'REF',
          RedenVerzoek: '2',
          OngewijzigdeProducten: { OngewijzigdProduct: { ToewijzingNummer: '4002', ...codes } },
          TeWijzigenProducten: {
            TeWijzigenProduct: { ToewijzingNummer: '4001', ...wish, ...codes },
          },
          NieuweProducten: { NieuwProduct: { Product, ...wish, ...codes } },
          ...codes,
        },
        ...codes,
      },
    },
    JW319: { Antwoord: { ...answer, Woonplaatsbeginsel: { Gemeente: '9998' } } },
    JW320: {
      Antwoord: { ...answer, Woonplaatsbeginsel: { Gemeente: '9998', ...codes }, ...codes },
    },
  }
}
