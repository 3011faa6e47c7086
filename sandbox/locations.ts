/**
 * Where children in Waterdam are looked after: day care centres, after-school care, childminders and their
 * agencies, as the national register knows them.
 *
 * Names are as awkward as real ones: an apostrophe in front, a letter that ASCII lacks.
 *
 * @module
 */

import { dayOf, iso } from './days.ts'
import type { Location } from './population.ts'
import { type Random, randomOf } from './random.ts'
import { district, residenceInWaterdam } from './streets.ts'

const DAY_CARE = (
  "'t Nijntje|Café Crèche|De Kleine Kapitein|'t Bakboord|Het Zeepaardje|De Waterlelie|Pippeloentje|" +
  "Naïef & Noodzakelijk|De Otter|'t Eendje|Kikkerfort|De Speelboot|Hoppeldepop|Ukkepuk|De Waterratten|" +
  "Zeeën van Tijd|'t Kroost|De Blauwe Reiger|Kroosjes|Villa Vlinder|De Sluiswachtertjes|Bij Zoë|" +
  "De Kleine Beer|Pluk|'t Rietpluimpje|De Ankertjes|Bambi's Bos|De Botter|Het Vuurtorentje|" +
  'Kinderopvang Molenwiek|Coöperatie Kleintjes|De Meerkoetjes|Peuterplein Haven|Peuterplein Sluis|' +
  "'s Morgens Vroeg|De Kiekeboe"
).split('|')

const AFTER_SCHOOL = (
  "BSO De Vlonder|BSO 't Dek|BSO Stuurboord|BSO De Kajuit|BSO De Werf|BSO Überleuk|BSO Hoge Dijk|" +
  'BSO De Polder|BSO Het Want|BSO De Steiger'
).split('|')

const CHILDMINDERS = (
  "Gastouder 't Nestje|Gastouder Bij Oma Corrie|Gastouder De Madelief|Gastouder Hoëcker|" +
  'Gastouder Klein Duimpje|Gastouder Kwetternest|Gastouder Lütje|Gastouder Zonnetje|' +
  "Gastouder 't Hofje|Gastouder Pardoes|Gastouder Zandkasteel"
).split('|')

const AGENCIES = ["Gastouderbureau 't Waternet", 'Gastouderbureau De Brug', 'Gastouderbureau Élan']

const HOLDERS = [
  { name: 'Stichting Kinderopvang Waterdam', legalForm: 'Stichting' },
  { name: 'Kleine Kapitein B.V.', legalForm: 'Besloten Vennootschap' },
  { name: "'t Kroost Holding B.V.", legalForm: 'Besloten Vennootschap' },
  { name: 'Coöperatie Kleintjes U.A.', legalForm: 'Coöperatie' },
  { name: 'V.O.F. Café Crèche', legalForm: 'Vennootschap onder firma' },
] as const

export function locations(seed: number): readonly Location[] {
  const random = randomOf(seed, 'locations')
  const make = (names: readonly string[], kind: Location['kind']) =>
    names.map((name, index) => ({ name, kind, index }))
  return [
    ...make(DAY_CARE, 'KDV'),
    ...make(AFTER_SCHOOL, 'BSO'),
    ...make(CHILDMINDERS, 'VGO'),
    ...make(AGENCIES, 'GOB'),
  ].map((each, ordinal) => location(random.fork(ordinal), each, ordinal))
}

function location(
  random: Random,
  { name, kind, index }: { name: string; kind: Location['kind']; index: number },
  ordinal: number,
): Location {
  const registered = dayOf('2010-01-01') + random.integer(0, 4_500)
  const holder = HOLDERS[kind === 'KDV' || kind === 'BSO' ? index % HOLDERS.length : -1]
  const number = String(99_000_000 + ordinal * 7)
  return {
    lrkId: String(999_000_000 + ordinal * 1_013),
    kind,
    name,
    places: kind === 'VGO' ? random.integer(4, 6) : kind === 'GOB' ? 0 : random.integer(2, 9) * 8,
    vve: kind === 'KDV' && index % 2 === 0,
    registered: iso(registered),
    // One closed its doors; children are no longer brought there.
    deregistered: kind === 'KDV' && index === DAY_CARE.length - 1,
    residence: residenceInWaterdam(random, registered, district(random, null)),
    holder: {
      name: holder?.name ?? name.replace('Gastouder ', ''),
      kvk: number,
      branch: number.padStart(12, '0'),
      legalForm: holder?.legalForm ?? 'Eenmanszaak',
    },
    agency: kind === 'VGO' ? (AGENCIES[index % AGENCIES.length] ?? null) : null,
  }
}
