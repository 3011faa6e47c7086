/**
 * A person as the register's own message (GBA) has it, in the shape of the API; what has that shape already stays.
 *
 * @module
 */

import { fromGba } from './brp-dates.ts'
import type { Json, JsonObject } from './json-text.ts'

const NAMES: Readonly<Record<string, string>> = {
  straat: 'korteStraatnaam',
  naamOpenbareRuimte: 'officieleStraatnaam',
}
/** In the API these stand in the address. */
const ADDRESS: ReadonlySet<string> = new Set([
  ...Object.keys(NAMES),
  'huisnummer',
  'huisletter',
  'huisnummertoevoeging',
  'aanduidingBijHuisnummer',
  'postcode',
  'woonplaats',
  'locatiebeschrijving',
  'regel1',
  'regel2',
  'regel3',
  'land',
])

export function toApiShape(person: JsonObject): JsonObject {
  const { verblijfplaats, indicatieGeheim, ...rest } = withoutNulls(person) as JsonObject
  const { geheimhoudingPersoonsgegevens: secrecy = indicatieGeheim } = rest
  return {
    ...rest,
    ...(secrecy !== undefined && { geheimhoudingPersoonsgegevens: isSecret(secrecy) }),
    ...(isObject(verblijfplaats) && { verblijfplaats: toVerblijfplaats(verblijfplaats) }),
  }
}

/** `indicatie geheim` is a number in the register: 0 hides nothing. */
export function isSecret(secrecy: Json): boolean {
  return secrecy !== false && secrecy !== 0
}

function toVerblijfplaats(place: JsonObject): JsonObject {
  const address = Object.entries(place).filter(([name]) => ADDRESS.has(name))
  const rest = Object.entries(place).filter(([name]) => !ADDRESS.has(name))
  const { datumAanvangAdreshouding: since, datumAanvangAdresBuitenland: abroadSince } = place
  const datumVan = since ?? abroadSince
  return {
    type: toKind(place),
    ...(datumVan !== undefined && { datumVan }),
    ...Object.fromEntries(rest),
    verblijfadres: {
      ...Object.fromEntries(address.map(([name, value]) => [NAMES[name] ?? name, value])),
      ...(isObject(place.verblijfadres) && place.verblijfadres),
    },
  }
}

/** Country 0000 is where nobody knows. */
function toKind({ land, locatiebeschrijving }: JsonObject): string {
  if (isObject(land))
    return land.code === '0000' ? 'VerblijfplaatsOnbekend' : 'VerblijfplaatsBuitenland'
  return locatiebeschrijving === undefined ? 'Adres' : 'Locatie'
}

/** Dates, which are the only texts of eight digits under a name that begins so, become those of the API. */
function withoutNulls(value: Json, name = ''): Json {
  if (typeof value === 'string') return toDatum(value, name)
  if (typeof value !== 'object' || value === null) return value
  if (isList(value)) return value.filter((item) => item !== null).map((item) => withoutNulls(item))
  const told = Object.entries(value).filter(([, member]) => member !== null)
  return Object.fromEntries(told.map(([key, member]) => [key, withoutNulls(member, key)]))
}

function toDatum(text: string, name: string): Json {
  return /^(?:datum|einddatum)/.test(name) && /^\d{8}$/.test(text) ? (fromGba(text) ?? text) : text
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value)
}
