/**
 * Which fields a question may name, and leaving out the rest of a person.
 *
 * A code with its description, and a date, come whole whichever part was named; so does custody. What the
 * register delivers unasked may not be named.
 *
 * @module
 */

export interface Field {
  readonly parts?: Readonly<Record<string, Field>>
  /** Naming a part delivers all of it. */
  readonly whole?: true
  /** Its `type` says which shape it has, and always comes along. */
  readonly polymorphic?: true
}

/** A field that is delivered, with only these parts, or as it is. */
export type Selection = ReadonlyMap<string, Selection> | 'all'

const UNASKED = new Set([
  'geheimhoudingPersoonsgegevens',
  'inOnderzoek',
  'opschortingBijhouding',
  'rni',
  'verificatie',
])

const value: Field = {}
const code: Field = { whole: true, parts: { code: value, omschrijving: value } }
const date: Field = {
  whole: true,
  parts: {
    type: value,
    datum: value,
    langFormaat: value,
    jaar: value,
    maand: value,
    onbekend: value,
  },
}

const title: Field = { whole: true, parts: { code: value, omschrijving: value, soort: value } }
const relatedName: Field = {
  parts: {
    voornamen: value,
    adellijkeTitelPredicaat: title,
    voorvoegsel: value,
    geslachtsnaam: value,
    voorletters: value,
  },
}
const searchName: Field = { parts: { ...relatedName.parts, volledigeNaam: value } }
const birth: Field = { parts: { datum: date, land: code, plaats: code } }
const fullNameOnly: Field = { parts: { volledigeNaam: value } }
const guardian: Field = { parts: { type: value, burgerservicenummer: value, naam: fullNameOnly } }
const parent: Field = { parts: { burgerservicenummer: value, naam: fullNameOnly } }
const addressLines = {
  adresregel1: value,
  adresregel2: value,
  adresregel3: value,
  land: code,
  indicatieVastgesteldVerblijftNietOpAdres: value,
}

const PERSOON: Field = {
  parts: {
    aNummer: value,
    burgerservicenummer: value,
    datumEersteInschrijvingGBA: date,
    geslacht: code,
    uitsluitingKiesrecht: { parts: { uitgeslotenVanKiesrecht: value, einddatum: date } },
    europeesKiesrecht: { parts: { aanduiding: code, einddatumUitsluiting: date } },
    leeftijd: value,
    naam: { parts: { ...searchName.parts, aanduidingNaamgebruik: code } },
    nationaliteiten: {
      polymorphic: true,
      parts: { type: value, nationaliteit: code, redenOpname: code, datumIngangGeldigheid: date },
    },
    geboorte: birth,
    overlijden: { parts: { datum: date, land: code, plaats: code } },
    verblijfplaats: {
      polymorphic: true,
      parts: {
        type: value,
        datumVan: date,
        datumIngangGeldigheid: date,
        functieAdres: code,
        adresseerbaarObjectIdentificatie: value,
        nummeraanduidingIdentificatie: value,
        indicatieVastgesteldVerblijftNietOpAdres: value,
        verblijfadres: {
          parts: {
            officieleStraatnaam: value,
            korteStraatnaam: value,
            huisnummer: value,
            huisletter: value,
            huisnummertoevoeging: value,
            aanduidingBijHuisnummer: code,
            postcode: value,
            woonplaats: value,
            locatiebeschrijving: value,
            regel1: value,
            regel2: value,
            regel3: value,
            land: code,
          },
        },
      },
    },
    immigratie: {
      parts: {
        landVanwaarIngeschreven: code,
        datumVestigingInNederland: date,
        vanuitVerblijfplaatsOnbekend: value,
        indicatieVestigingVanuitBuitenland: value,
      },
    },
    gemeenteVanInschrijving: code,
    datumInschrijvingInGemeente: date,
    adressering: {
      parts: {
        ...addressLines,
        aanhef: value,
        aanschrijfwijze: { parts: { naam: value, aanspreekvorm: value } },
        gebruikInLopendeTekst: value,
      },
    },
    indicatieCurateleRegister: value,
    indicatieGezagMinderjarige: code,
    gezag: {
      whole: true,
      parts: {
        type: value,
        minderjarige: {
          parts: { burgerservicenummer: value, naam: fullNameOnly, leeftijd: value },
        },
        ouders: parent,
        ouder: parent,
        derde: guardian,
        derden: guardian,
        toelichting: value,
      },
    },
    verblijfstitel: { parts: { aanduiding: code, datumEinde: date, datumIngang: date } },
    kinderen: { parts: { burgerservicenummer: value, naam: relatedName, geboorte: birth } },
    ouders: {
      parts: {
        burgerservicenummer: value,
        geslacht: code,
        ouderAanduiding: value,
        datumIngangFamilierechtelijkeBetrekking: date,
        naam: relatedName,
        geboorte: birth,
      },
    },
    partners: {
      parts: {
        burgerservicenummer: value,
        geslacht: code,
        soortVerbintenis: code,
        naam: relatedName,
        geboorte: birth,
        aangaanHuwelijkPartnerschap: { parts: { datum: date, land: code, plaats: code } },
        ontbindingHuwelijkPartnerschap: { parts: { datum: date } },
      },
    },
  },
}

/** Searching delivers less of a person than asking for one by number. */
const PERSOON_BEPERKT: Field = {
  parts: {
    burgerservicenummer: value,
    geboorte: { parts: { datum: date } },
    geslacht: code,
    leeftijd: value,
    naam: searchName,
    adressering: { parts: addressLines },
  },
}

export const ANSWERS = { persoon: PERSOON, persoonBeperkt: PERSOON_BEPERKT } as const

/** Whether a path may be named, and if not, why. */
export function checkField(path: string, answer: Field): 'known' | 'unasked' | 'unknown' {
  const names = path.split('.')
  if (names.some((name) => UNASKED.has(name))) return 'unasked'
  return names.reduce<Field | undefined>((field, name) => partOf(field, name), answer) === undefined
    ? 'unknown'
    : 'known'
}

export function toSelection(paths: readonly string[], answer: Field): Selection {
  return select(
    paths.map((path) => path.split('.')),
    answer,
  )
}

/** What is left of a person; a parent or child of whom nothing is left is still an (empty) one. */
export function pick(person: Readonly<Record<string, unknown>>, selection: Selection): object {
  return { ...(pickFrom(person, selection) as object), ...pickUnasked(person) }
}

export function pickUnasked(person: object): object {
  return Object.fromEntries(Object.entries(person).filter(([name]) => UNASKED.has(name)))
}

function select(paths: readonly (readonly string[])[], field: Field): Selection {
  const { parts, whole, polymorphic } = field
  if (parts === undefined || whole) return 'all'
  // A group that is named has the parts of this answer, though the person stored may have more.
  if (paths.some((path) => path.length === 0))
    return new Map(Object.entries(parts).map(([name, part]) => [name, select([[]], part)]))

  const selection = new Map<string, Selection>()
  for (const [name, longer] of Map.groupBy(paths, ([first]) => first ?? '')) {
    const part = partOf(field, name)
    const rest = longer.map((path) => path.slice(1))
    if (part !== undefined) selection.set(name, select(rest, part))
  }
  if (polymorphic) selection.set('type', 'all')
  return selection
}

function pickFrom(from: unknown, selection: Selection): unknown {
  if (selection === 'all' || typeof from !== 'object' || from === null) return from
  if (Array.isArray(from)) return from.map((item) => pickFrom(item, selection))

  const picked: Record<string, unknown> = {}
  for (const [name, part] of Object.entries(from)) {
    const chosen = selection.get(name)
    if (chosen === undefined) continue
    const left = pickFrom(part, chosen)
    if (!isEmptyGroup(left)) picked[name] = left
  }
  return picked
}

function isEmptyGroup(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.keys(value).length === 0
  )
}

function partOf(field: Field | undefined, name: string): Field | undefined {
  const parts = field?.parts
  return parts !== undefined && Object.hasOwn(parts, name) ? parts[name] : undefined
}
