/**
 * Every element of a person in the BRP, with its name and number in the register (Logisch Ontwerp BRP), and what
 * becomes of it.
 *
 * An element is written as its path in the API (Haal Centraal Personen 2) or in the register's own message (GBA),
 * without the places in lists. What stands under `inOnderzoek` is read wherever it stands, and is not in here.
 *
 * @module
 */

export interface BrpElement {
  readonly element: string
  /** With its number: group and element. */
  readonly name: string
  /** `Child.…`: in the graph. Another: in what is read of a file, and never served. */
  readonly field: string
  readonly holds: 'text' | 'number' | 'flag' | 'date' | 'bsn' | 'secrecy'
  /** Says who somebody else is, where somebody comes from, or by which number: not printed either. */
  readonly isWithheld?: true
}

type Row = readonly [element: string, name: string, field: string, holds?: Holds]
type Part = readonly [path: string, name: string, field: string, holds?: Holds]
type Holds = BrpElement['holds'] | undefined

const KEPT = 'kept'

/** A value of a table of the register: its code, and the words for it. */
function coded(element: string, name: string, field: string, ownLabel?: string): readonly Row[] {
  const label = ownLabel ?? (/^(?:Child\.|kept$)/.test(field) ? field : `${field}Label`)
  return [
    [`${element}.code`, name, field],
    [`${element}.omschrijving`, `${name}, omschrijving`, label],
  ]
}

function under(prefix: string, whose: string, field: string, parts: readonly Part[]): Row[] {
  return parts.map(([path, name, of, holds]) => [
    `${prefix}.${path}`,
    `${name}, ${whose}`,
    of === KEPT ? KEPT : `${field}.${of}`,
    holds,
  ])
}

const TITLE: readonly Part[] = ['code', 'omschrijving', 'soort'].map((part) => [
  `adellijkeTitelPredicaat.${part}`,
  'Adellijke titel/predicaat (02.20)',
  KEPT,
])
const NAME: readonly Part[] = [
  ['voornamen', 'Voornamen (02.10)', 'given'],
  ['voorvoegsel', 'Voorvoegsel geslachtsnaam (02.30)', 'prefix'],
  ['geslachtsnaam', 'Geslachtsnaam (02.40)', 'family'],
  ['voorletters', 'Voorletters (from 02.10)', 'initials'],
  ['volledigeNaam', 'Volledige naam (from 02.10 to 02.40)', 'full'],
  ...TITLE,
]
const PLACES: readonly Part[] = ['plaats', 'land'].flatMap((where): Part[] =>
  ['code', 'omschrijving'].map((part) => [`${where}.${part}`, `${where} (x.20, x.30)`, KEPT]),
)
const SEX: readonly Part[] = [
  ['code', 'Geslachtsaanduiding (04.10)', 'sex'],
  ['omschrijving', 'Geslachtsaanduiding (04.10), omschrijving', 'sexLabel'],
]

function related(prefix: string, whose: string, field: string): readonly Row[] {
  return [
    [
      `${prefix}.burgerservicenummer`,
      `Burgerservicenummer (01.20), ${whose}`,
      `${field}.subject`,
      'bsn',
    ],
    ...under(`${prefix}.naam`, whose, `${field}.name`, NAME),
    ...under(`${prefix}.geslacht`, whose, field, SEX),
    [`${prefix}.geboorte.datum`, `Geboortedatum (03.10), ${whose}`, `${field}.birthDate`, 'date'],
    ...under(`${prefix}.geboorte`, whose, field, PLACES),
  ]
}

const HOLDERS = ['ouders', 'ouder', 'derde', 'derden'] as const

const PERSON: readonly Row[] = [
  ['burgerservicenummer', 'Burgerservicenummer (01.20)', 'subject', 'bsn'],
  ...coded('geslacht', 'Geslachtsaanduiding (04.10)', 'Child.sex'),
  ['naam.voornamen', 'Voornamen (02.10)', 'Child.name.given'],
  ['naam.voorvoegsel', 'Voorvoegsel geslachtsnaam (02.30)', 'Child.name.prefix'],
  ['naam.geslachtsnaam', 'Geslachtsnaam (02.40)', 'Child.name.family'],
  ['naam.voorletters', 'Voorletters (from 02.10)', 'initials'],
  ['naam.volledigeNaam', 'Volledige naam (from 02.10 to 02.40)', KEPT],
  ...under('naam', 'persoon', '', TITLE),
  ...coded('naam.aanduidingNaamgebruik', 'Aanduiding naamgebruik (61.10)', KEPT),
  ['geboorte.datum', 'Geboortedatum (03.10)', 'Child.birthDate', 'date'],
  ['overlijden.datum', 'Datum overlijden (08.10)', 'Child.deathDate', 'date'],
  ...coded('overlijden.plaats', 'Plaats overlijden (08.20)', KEPT),
  ...coded('overlijden.land', 'Land overlijden (08.30)', KEPT),
  ['leeftijd', 'Leeftijd (from 03.10)', KEPT, 'number'],
  [
    'datumEersteInschrijvingGBA',
    'Datum eerste inschrijving GBA (68.10)',
    'firstRegisteredOn',
    'date',
  ],
  ['indicatieCurateleRegister', 'Indicatie curateleregister (33.10)', KEPT, 'flag'],
  ...coded('indicatieGezagMinderjarige', 'Indicatie gezag minderjarige (32.10)', KEPT),
  ...coded('europeesKiesrecht.aanduiding', 'Aanduiding Europees kiesrecht (31.10)', KEPT),
  ['europeesKiesrecht.einddatumUitsluiting', 'Einddatum uitsluiting (31.30)', KEPT, 'date'],
  [
    'uitsluitingKiesrecht.uitgeslotenVanKiesrecht',
    'Aanduiding uitgesloten kiesrecht (38.10)',
    KEPT,
    'flag',
  ],
  ['uitsluitingKiesrecht.einddatum', 'Einddatum uitsluiting kiesrecht (38.20)', KEPT, 'date'],
  ...coded('rni.deelnemer', 'RNI-deelnemer (88.10)', KEPT),
  ['rni.omschrijvingVerdrag', 'Omschrijving verdrag (88.20)', KEPT],
  ['rni.categorie', 'Categorie van de RNI-deelnemer', KEPT],
  ['verificatie.datum', 'Datum verificatie (71.10)', KEPT, 'date'],
  ['verificatie.omschrijving', 'Omschrijving verificatie (71.20)', KEPT],
]

const REGISTRATION: readonly Row[] = [
  ['geheimhoudingPersoonsgegevens', 'Indicatie geheim (70.10)', 'isSecret', 'secrecy'],
  ['indicatieGeheim', 'Indicatie geheim (70.10)', 'isSecret', 'secrecy'],
  ...coded(
    'opschortingBijhouding.reden',
    'Reden opschorting bijhouding (67.20)',
    'Child.registration.state',
  ),
  [
    'opschortingBijhouding.datum',
    'Datum opschorting bijhouding (67.10)',
    'Child.registration.since',
    'date',
  ],
]

/** Hidden as a whole where the address is secret. */
const RESIDENCE: readonly Row[] = [
  ...coded(
    'gemeenteVanInschrijving',
    'Gemeente van inschrijving (09.10)',
    'Child.residence.municipality.code',
    'Child.residence.municipality.name',
  ),
  [
    'datumInschrijvingInGemeente',
    'Datum inschrijving (09.20)',
    'Child.residence.registeredSince',
    'date',
  ],
  ['verblijfplaats.type', 'Soort verblijfplaats', 'address.kind'],
  [
    'verblijfplaats.datumVan',
    'Datum aanvang adres (10.30, 13.20)',
    'Child.residence.since',
    'date',
  ],
  [
    'verblijfplaats.datumAanvangAdreshouding',
    'Datum aanvang adreshouding (10.30)',
    'Child.residence.since',
    'date',
  ],
  [
    'verblijfplaats.datumAanvangAdresBuitenland',
    'Datum aanvang adres buitenland (13.20)',
    'address.abroadSince',
    'date',
  ],
  ['verblijfplaats.datumIngangGeldigheid', 'Ingangsdatum geldigheid (85.10)', KEPT, 'date'],
  ...coded('verblijfplaats.functieAdres', 'Functie adres (10.10)', 'address.function'),
  [
    'verblijfplaats.adresseerbaarObjectIdentificatie',
    'Identificatiecode verblijfplaats (11.80)',
    'address.object',
  ],
  [
    'verblijfplaats.nummeraanduidingIdentificatie',
    'Identificatiecode nummeraanduiding (11.90)',
    'address.numberPlate',
  ],
  [
    'verblijfplaats.indicatieVastgesteldVerblijftNietOpAdres',
    'Verblijft niet op adres (83.10)',
    'address.isKnownToBeGone',
    'flag',
  ],
  ['verblijfplaats.straat', 'Straatnaam (11.10)', 'Child.residence.street'],
  ['verblijfplaats.naamOpenbareRuimte', 'Naam openbare ruimte (11.15)', 'Child.residence.street'],
  ['verblijfplaats.verblijfadres.korteStraatnaam', 'Straatnaam (11.10)', 'Child.residence.street'],
  [
    'verblijfplaats.verblijfadres.officieleStraatnaam',
    'Naam openbare ruimte (11.15)',
    'Child.residence.street',
  ],
  ...['verblijfplaats', 'verblijfplaats.verblijfadres'].flatMap((at): Row[] => [
    [`${at}.huisnummer`, 'Huisnummer (11.20)', 'Child.residence.houseNumber', 'number'],
    [`${at}.huisletter`, 'Huisletter (11.30)', 'Child.residence.houseNumberAddition'],
    [
      `${at}.huisnummertoevoeging`,
      'Huisnummertoevoeging (11.40)',
      'Child.residence.houseNumberAddition',
    ],
    ...coded(`${at}.aanduidingBijHuisnummer`, 'Aanduiding bij huisnummer (11.50)', KEPT),
    [`${at}.postcode`, 'Postcode (11.60)', 'Child.residence.postcode'],
    [`${at}.woonplaats`, 'Woonplaatsnaam (11.70)', 'Child.residence.city'],
    [`${at}.locatiebeschrijving`, 'Locatiebeschrijving (12.10)', 'address.location'],
    [`${at}.regel1`, 'Regel 1 adres buitenland (13.30)', KEPT],
    [`${at}.regel2`, 'Regel 2 adres buitenland (13.40)', KEPT],
    [`${at}.regel3`, 'Regel 3 adres buitenland (13.50)', KEPT],
    ...coded(`${at}.land`, 'Land adres buitenland (13.10)', KEPT),
  ]),
  ['adressering.adresregel1', 'Adresregel 1', KEPT],
  ['adressering.adresregel2', 'Adresregel 2', KEPT],
  ['adressering.adresregel3', 'Adresregel 3', KEPT],
  ...coded('adressering.land', 'Land van het adres', KEPT),
  [
    'adressering.indicatieVastgesteldVerblijftNietOpAdres',
    'Verblijft niet op adres (83.10)',
    KEPT,
    'flag',
  ],
  ['adressering.aanhef', 'Aanhef', KEPT],
  ['adressering.aanschrijfwijze.naam', 'Aanschrijfwijze, naam', KEPT],
  ['adressering.aanschrijfwijze.aanspreekvorm', 'Aanschrijfwijze, aanspreekvorm', KEPT],
  ['adressering.gebruikInLopendeTekst', 'Gebruik in lopende tekst', KEPT],
]

const AUTHORITY: readonly Row[] = [
  ['gezag.type', 'Soort gezag', 'Child.legalAuthority.type'],
  ['gezag.toelichting', 'Toelichting op het gezag', 'authority.explanation'],
]

/** Somebody else's, or a number of the register. */
const OTHERS: readonly Row[] = [
  ['aNummer', 'A-nummer (01.10)', 'registerNumber'],
  ...related('ouders', 'ouder', 'parents'),
  ['ouders.ouderAanduiding', 'Ouder 1 of 2', 'parents.position'],
  [
    'ouders.datumIngangFamilierechtelijkeBetrekking',
    'Datum ingang familierechtelijke betrekking (62.10)',
    'parents.since',
    'date',
  ],
  ...related('kinderen', 'kind', 'children'),
  ...related('gezag.minderjarige', 'minderjarige', 'authority.minor'),
  ['gezag.minderjarige.leeftijd', 'Leeftijd, minderjarige', KEPT, 'number'],
  ...HOLDERS.flatMap((who): Row[] => [
    ...related(`gezag.${who}`, who, 'authority.holders'),
    [`gezag.${who}.type`, `Bekende of onbekende derde, ${who}`, 'authority.holders.kind'],
  ]),
  ['partners.burgerservicenummer', 'Burgerservicenummer (01.20), partner', KEPT, 'bsn'],
  ...related('partners', 'partner', '')
    .slice(1)
    .map(([element, name, , holds]): Row => [element, name, KEPT, holds]),
  ...coded('partners.soortVerbintenis', 'Soort verbintenis (15.10)', KEPT),
  ...['aangaan', 'ontbinding'].flatMap((what): Row[] => [
    [`partners.${what}HuwelijkPartnerschap.datum`, `Datum ${what} (06.10, 07.10)`, KEPT, 'date'],
    ...under(`partners.${what}HuwelijkPartnerschap`, what, '', PLACES),
  ]),
]

/** Where somebody comes from: kept, and never served. */
const ORIGIN: readonly Row[] = [
  ...coded('geboorte.plaats', 'Geboorteplaats (03.20)', KEPT),
  ...coded('geboorte.land', 'Geboorteland (03.30)', KEPT),
  ['nationaliteiten.type', 'Soort nationaliteit', 'nationalities.kind'],
  ...coded(
    'nationaliteiten.nationaliteit',
    'Nationaliteit (05.10)',
    'nationalities.code',
    'nationalities.label',
  ),
  ...coded(
    'nationaliteiten.redenOpname',
    'Reden opname nationaliteit (63.10)',
    'nationalities.reasonCode',
    'nationalities.reasonLabel',
  ),
  [
    'nationaliteiten.datumIngangGeldigheid',
    'Ingangsdatum geldigheid (85.10)',
    'nationalities.since',
    'date',
  ],
  [
    'nationaliteiten.aanduidingBijzonderNederlanderschap',
    'Bijzonder Nederlanderschap (65.10)',
    'nationalities.special',
  ],
  ...coded('immigratie.landVanwaarIngeschreven', 'Land vanwaar ingeschreven (14.10)', KEPT),
  ['immigratie.datumVestigingInNederland', 'Datum vestiging in Nederland (14.20)', KEPT, 'date'],
  ['immigratie.vanuitVerblijfplaatsOnbekend', 'Vanuit verblijfplaats onbekend', KEPT, 'flag'],
  [
    'immigratie.indicatieVestigingVanuitBuitenland',
    'Vestiging vanuit het buitenland',
    KEPT,
    'flag',
  ],
  ...coded('verblijfstitel.aanduiding', 'Aanduiding verblijfstitel (39.10)', KEPT),
  ['verblijfstitel.datumEinde', 'Datum einde verblijfstitel (39.20)', KEPT, 'date'],
  ['verblijfstitel.datumIngang', 'Datum ingang verblijfstitel (39.30)', KEPT, 'date'],
]

export const ELEMENTS: readonly BrpElement[] = [
  ...[...PERSON, ...REGISTRATION, ...RESIDENCE, ...AUTHORITY].map((row) => toElement(row)),
  ...[...OTHERS, ...ORIGIN].map((row) => ({ ...toElement(row), isWithheld: true as const })),
]

/** What a secret address hides. */
export const SECRET: ReadonlySet<string> = new Set(RESIDENCE.map(([element]) => element))

function toElement([element, name, field, holds = 'text']: Row): BrpElement {
  return { element, name, field, holds }
}
