/**
 * iJw 3.2 messages, as a municipality (JW301) and its providers (JW305, JW307) write them.
 *
 * The standard has room for exactly one client per message; what one provider and the municipality tell
 * each other about that client on one day fits in one.
 *
 * @module
 */

import { type Allocation, type Person, type Residence, WATERDAM } from './population.ts'

/** One message about one client, who has a BSN (OP079). */
export interface Message {
  /** At most twelve characters, unique for its sender. */
  readonly id: string
  readonly provider: string
  readonly date: string
  readonly client: Person & { readonly bsn: string }
  /** JW301 only; null where it is secret, or in another country. */
  readonly address: Residence | null
  /** JW301 only. */
  readonly relations: readonly Relation[]
  readonly allocations: readonly Allocation[]
}

export interface Relation {
  readonly person: Person
  readonly kind: 'parent' | 'foster-parent'
  readonly address: Residence | null
}

export type Kind = '301' | '305' | '307'

const CODES = { 301: '436', 305: '438', 307: '440' } as const satisfies Record<Kind, string>

export function toXml(kind: Kind, message: Message): string {
  const { provider, client } = message
  const is301 = kind === '301'
  const own = `jw${kind}`
  const tag = (name: string, ...content: readonly string[]) => element(`${own}:${name}`, ...content)

  const header = tag(
    'Header',
    tag('BerichtCode', CODES[kind]),
    tag('BerichtVersie', '3'),
    tag('BerichtSubversie', '2'),
    tag('Afzender', text(is301 ? WATERDAM.code : provider)),
    tag('Ontvanger', text(is301 ? provider : WATERDAM.code)),
    tag(
      'BerichtIdentificatie',
      ijw('Identificatie', text(message.id)),
      ijw('Dagtekening', message.date),
    ),
    tag('XsdVersie', ijw('BasisschemaXsdVersie', '1.0.0'), ijw('BerichtXsdVersie', '1.0.0')),
  )
  const who = [
    tag('Bsn', client.bsn),
    tag('Geboortedatum', ...toBirthDate(client)),
    tag('Geslacht', SEXES[client.sex]),
    tag('Naam', ...toName(client), is301 ? ijw('NaamGebruik', '1') : ''),
  ]
  const body = {
    301: () => [...toContacts(message, tag), toAllocated(message, tag)],
    305: () => [tag('StartProducten', ...message.allocations.map((one) => toStarted(one, tag)))],
    307: () => [tag('StopProducten', ...message.allocations.map((one) => toStopped(one, tag)))],
  }[kind]()

  const namespaces = ['basisschema', own].map((name) => `${NAMESPACE}/${name}/schema`)
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    `<${own}:Bericht xmlns:ijw="${namespaces[0]}" xmlns:${own}="${namespaces[1]}">` +
    `${header}${tag('Client', ...who, ...body)}</${own}:Bericht>\n`
  )
}

const NAMESPACE = 'http://www.istandaarden.nl/ijw/3_2'
const SEXES = { male: '1', female: '2' } as const

type Tag = (name: string, ...content: readonly string[]) => string

/** COD472. */
const RELATION_KINDS = { parent: '10', 'foster-parent': '13' } as const

function toContacts(message: Message, tag: Tag): string[] {
  const relations = message.relations.map(({ person, kind, address }, index) =>
    tag(
      'Relatie',
      tag('Nummer', String(index + 1)),
      tag('Volgorde', String(index + 1)),
      tag('Soort', RELATION_KINDS[kind]),
      tag('Geboortedatum', ...toBirthDate(person)),
      tag('Geslacht', SEXES[person.sex]),
      tag('Naam', ...toName(person), ijw('NaamGebruik', '1')),
      toContact(address, tag),
    ),
  )
  return [tag('Relaties', ...relations), tag('Contactgegevens', toContact(message.address, tag))]
}

/** COD757, 01: the address in the population register. */
function toContact(address: Residence | null, tag: Tag): string {
  return tag('Contact', tag('Soort', '01'), address === null ? '' : toAddress(address, tag))
}

function toAllocated({ allocations }: Message, tag: Tag): string {
  const products = allocations.map((allocation) =>
    tag(
      'ToegewezenProduct',
      tag('ToewijzingNummer', text(allocation.number)),
      toProduct(allocation, tag),
      tag('Toewijzingsdatum', allocation.allocatedAt.slice(0, 10)),
      tag('Toewijzingstijd', toTime(allocation.allocatedAt)),
      tag('Ingangsdatum', allocation.from),
      tag('Einddatum', allocation.to ?? ''),
      tag(
        'Omvang',
        ijw('Volume', String(Math.round(allocation.volume.amount))),
        ijw('Eenheid', allocation.volume.unit),
        ijw('Frequentie', allocation.volume.frequency),
      ),
    ),
  )
  return tag('ToegewezenProducten', ...products)
}

function toStarted(allocation: Allocation, tag: Tag): string {
  return tag('StartProduct', ...toDelivered(allocation, tag), tag('StatusAanlevering', '1'))
}

function toStopped(allocation: Allocation, tag: Tag): string {
  return tag(
    'StopProduct',
    ...toDelivered(allocation, tag),
    tag('RedenBeeindiging', allocation.stop?.reason ?? ''),
    tag('Einddatum', allocation.stop?.date ?? ''),
    tag('StatusAanlevering', '1'),
  )
}

function toDelivered(allocation: Allocation, tag: Tag): string[] {
  return [
    tag('ToewijzingNummer', text(allocation.number)),
    toProduct(allocation, tag),
    tag('ToewijzingIngangsdatum', allocation.from),
    tag('Begindatum', allocation.start?.date ?? ''),
  ]
}

function toProduct({ category, product }: Allocation, tag: Tag): string {
  return tag('Product', ijw('Categorie', text(category)), ijw('Code', text(product)))
}

/** The wall clock to the second, without its offset, which the XSD refuses. */
function toTime(at: string): string {
  return at
    .slice(11)
    .replace(/(Z|[+-]\d\d:\d\d)$/, '')
    .padEnd(8, ':00')
}

function toName({ name }: Person): string[] {
  const initials = name.initials.replace(/[^a-zA-ZÀ-ỳ]/g, '').slice(0, 6)
  return [
    ijw(
      'Geslachtsnaam',
      ijw('Achternaam', text(name.family)),
      ijw('Voorvoegsel', text(name.prefix ?? '')),
    ),
    ijw('Voornamen', text(name.given)),
    ijw('Voorletters', initials),
  ]
}

const UNKNOWN_PARTS = {
  day: { keeps: 10, use: '' },
  month: { keeps: 7, use: '1' },
  year: { keeps: 4, use: '2' },
  none: { keeps: 0, use: '3' },
} as const satisfies Record<Person['birthDateKnown'], { keeps: number; use: string }>

/** IV009: what is unknown is filled with 01 and 1900, and DatumGebruik says so. */
function toBirthDate({ birthDate, birthDateKnown }: Person): string[] {
  const { keeps, use } = UNKNOWN_PARTS[birthDateKnown]
  const date = birthDate.slice(0, keeps) + '1900-01-01'.slice(keeps)
  return [ijw('Datum', date), ijw('DatumGebruik', use)]
}

function toAddress(residence: Residence, tag: Tag): string {
  return tag(
    'Adres',
    ijw(
      'Huis',
      ijw('Huisnummer', String(residence.houseNumber)),
      ijw('Huisletter', text(residence.houseLetter ?? '')),
    ),
    ijw('Postcode', text(residence.postcode)),
    // NEN 5825 has room for 24 characters.
    ijw('Straatnaam', text(residence.street.slice(0, 24))),
    ijw('Plaatsnaam', text(residence.city)),
    ijw('LandCode', 'NL'),
  )
}

function ijw(name: string, ...content: readonly string[]): string {
  return element(`ijw:${name}`, ...content)
}

/** An element without content is left out: the standard has no empty ones. */
function element(name: string, ...content: readonly string[]): string {
  const inside = content.join('')
  return inside === '' ? '' : `<${name}>${inside}</${name}>`
}

function text(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
