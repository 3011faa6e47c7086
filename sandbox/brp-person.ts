/**
 * A person as the population register's API delivers it: the part of that shape that the sandbox fills.
 *
 * @module
 */

import { type Datum, toDatumKnown } from './brp-dates.ts'
import type { Gezagsrelatie } from './brp-gezag.ts'
import { type Person, REFERENCE_DATE } from './population.ts'

export interface Waarde {
  readonly code?: string
  readonly omschrijving: string
}

export interface Naam {
  readonly voornamen: string
  readonly voorvoegsel?: string
  readonly geslachtsnaam: string
  readonly voorletters: string
}

export interface Geboorte {
  readonly datum: Datum
  readonly land: Waarde
  readonly plaats?: Waarde
}

export type Verblijfplaats =
  | { readonly type: 'VerblijfplaatsOnbekend'; readonly datumVan: Datum }
  | {
      readonly type: 'Adres'
      readonly verblijfadres: {
        readonly officieleStraatnaam: string
        readonly korteStraatnaam: string
        readonly huisnummer: number
        readonly huisletter?: string
        readonly postcode: string
        readonly woonplaats: string
      }
      readonly functieAdres: Waarde
      readonly adresseerbaarObjectIdentificatie: string
      readonly nummeraanduidingIdentificatie: string
      readonly datumVan: Datum
    }

export interface Ouder {
  readonly burgerservicenummer?: string
  readonly ouderAanduiding: string
  readonly geslacht: Waarde
  readonly naam: Naam
  readonly geboorte: Geboorte
  readonly datumIngangFamilierechtelijkeBetrekking: Datum
}

export interface Kind {
  readonly burgerservicenummer: string
  readonly naam: Naam
  readonly geboorte: Geboorte
}

export interface Persoon {
  readonly burgerservicenummer: string
  readonly naam: Naam & { readonly volledigeNaam: string; readonly aanduidingNaamgebruik: Waarde }
  readonly geslacht: Waarde
  readonly geboorte: Geboorte
  readonly leeftijd?: number
  readonly gemeenteVanInschrijving: Waarde
  readonly datumInschrijvingInGemeente: Datum
  readonly verblijfplaats: Verblijfplaats
  readonly adressering?: { readonly adresregel1: string; readonly adresregel2: string }
  readonly overlijden?: { readonly datum: Datum; readonly land: Waarde; readonly plaats: Waarde }
  readonly ouders?: readonly Ouder[]
  readonly kinderen?: readonly Kind[]
  readonly gezag?: readonly Gezagsrelatie[]
  /** Delivered unasked. */
  readonly opschortingBijhouding?: { readonly reden: Waarde; readonly datum: Datum }
  /** Delivered unasked, and only when true. */
  readonly geheimhoudingPersoonsgegevens?: true
}

export function fullName(person: Person): string {
  const { voornamen, voorvoegsel, geslachtsnaam } = toNaam(person)
  return [voornamen, voorvoegsel, geslachtsnaam].filter(Boolean).join(' ')
}

export function toNaam(person: Person): Naam {
  const given = inRegisterLetters(person.name.given)
  const { prefix } = person.name
  return {
    voornamen: given,
    ...(prefix !== null && { voorvoegsel: prefix }),
    geslachtsnaam: inRegisterLetters(person.name.family),
    voorletters: given
      .split(/\s+/)
      .filter((name) => name !== '')
      .map((name) => `${name.charAt(0)}.`)
      .join(''),
  }
}

/** The register knows the letters of Western and Central Europe; others lose their marks. */
function inRegisterLetters(name: string): string {
  return name.replaceAll(/[^\0-~À-ž]/gu, (letter) =>
    letter.normalize('NFD').replaceAll(/\p{Diacritic}/gu, ''),
  )
}

export function toGeslacht({ sex }: Person): Waarde {
  return sex === 'male' ? { code: 'M', omschrijving: 'man' } : { code: 'V', omschrijving: 'vrouw' }
}

export function toGeboorte(
  { birthDate, birthDateKnown, birthCountry }: Person,
  plaats?: Waarde,
): Geboorte {
  return {
    datum: toDatumKnown(birthDate, birthDateKnown),
    land: { code: birthCountry.code, omschrijving: birthCountry.name },
    ...(plaats !== undefined && { plaats }),
  }
}

/** Today in the sandbox; null for who died, and where the birth date does not say. */
export function ageInYears({ birthDate, birthDateKnown, deathDate }: Person): number | null {
  if (deathDate !== null || birthDateKnown !== 'day') return null
  const years = Number(REFERENCE_DATE.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return birthDate.slice(5) > REFERENCE_DATE.slice(5) ? years - 1 : years
}
