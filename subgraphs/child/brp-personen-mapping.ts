/**
 * From a person in the BRP API (Haal Centraal Personen 2) to our types.
 *
 * @module
 */

import { z } from 'zod'
import { Bsn } from '../../privacy/bsn.ts'
import { Datum, toPartialDate } from './brp-dates.ts'
import {
  Gezagsrelatie,
  OpschortingBijhouding,
  toLegalAuthority,
  toRegistration,
} from './brp-registration-mapping.ts'
import type { PersonIdentity, Sex } from './identity.ts'
import type { Residence } from './residence.ts'
import type { Kinship, PersonRecord } from './source.ts'

const Waarde = z.object({ code: z.string().optional(), omschrijving: z.string().optional() })

const Ouder = z.object({
  burgerservicenummer: z.string().optional(),
  geslacht: Waarde.optional(),
  datumIngangFamilierechtelijkeBetrekking: Datum.optional(),
})

/** The part of the message that we read. */
export const Persoon = z.object({
  burgerservicenummer: z.string().optional(),
  gemeenteVanInschrijving: Waarde.optional(),
  datumInschrijvingInGemeente: Datum.optional(),
  geslacht: Waarde.optional(),
  naam: z
    .object({
      voornamen: z.string().optional(),
      voorvoegsel: z.string().optional(),
      geslachtsnaam: z.string().optional(),
    })
    .optional(),
  geboorte: z.object({ datum: Datum.optional() }).optional(),
  overlijden: z.object({ datum: Datum.optional() }).optional(),
  geheimhoudingPersoonsgegevens: z.boolean().optional(),
  opschortingBijhouding: OpschortingBijhouding.optional(),
  gezag: z.array(Gezagsrelatie).optional(),
  verblijfplaats: z
    .object({
      type: z.string(),
      datumVan: Datum.optional(),
      verblijfadres: z
        .object({
          korteStraatnaam: z.string().optional(),
          officieleStraatnaam: z.string().optional(),
          huisnummer: z.int().optional(),
          huisletter: z.string().optional(),
          huisnummertoevoeging: z.string().optional(),
          postcode: z.string().optional(),
          woonplaats: z.string().optional(),
        })
        .optional(),
    })
    .optional(),
  ouders: z.array(Ouder).optional(),
})
export type Persoon = z.infer<typeof Persoon>

/** The fields to ask for, per part of the record. */
export const FIELDS = {
  presence: ['burgerservicenummer', 'gemeenteVanInschrijving'],
  identity: [
    'naam.voornamen',
    'naam.voorvoegsel',
    'naam.geslachtsnaam',
    'geslacht',
    'geboorte.datum',
    'overlijden.datum',
  ],
  residence: [
    'gemeenteVanInschrijving',
    'datumInschrijvingInGemeente',
    'verblijfplaats.datumVan',
    'verblijfplaats.verblijfadres.officieleStraatnaam',
    'verblijfplaats.verblijfadres.korteStraatnaam',
    'verblijfplaats.verblijfadres.huisnummer',
    'verblijfplaats.verblijfadres.huisletter',
    'verblijfplaats.verblijfadres.huisnummertoevoeging',
    'verblijfplaats.verblijfadres.postcode',
    'verblijfplaats.verblijfadres.woonplaats',
  ],
  kinship: [
    'geboorte.datum',
    'ouders.burgerservicenummer',
    'ouders.geslacht',
    'ouders.datumIngangFamilierechtelijkeBetrekking',
  ],
  legalAuthority: ['gezag'],
  // It comes unasked, and asking for it is an error. So does whether the address is secret.
  registration: [],
} as const satisfies Record<keyof PersonRecord, readonly string[]>

export function toPersonRecord(persoon: Persoon): PersonRecord {
  return {
    presence: true,
    identity: toIdentity(persoon),
    residence: toResidence(persoon),
    kinship: toKinship(persoon),
    legalAuthority: toLegalAuthority(persoon.gezag ?? [], persoon.burgerservicenummer),
    registration: toRegistration(persoon.opschortingBijhouding),
  }
}

function toIdentity({ naam, geslacht, geboorte, overlijden }: Persoon): PersonIdentity {
  return {
    name: {
      given: naam?.voornamen ?? null,
      prefix: naam?.voorvoegsel ?? null,
      family: naam?.geslachtsnaam ?? null,
    },
    sex: SEXES.get(geslacht?.code) ?? 'UNKNOWN',
    birthDate: toPartialDate(geboorte?.datum),
    deathDate: toPartialDate(overlijden?.datum),
  }
}

const SEXES: ReadonlyMap<string | undefined, Sex> = new Map([
  ['M', 'MALE'],
  ['V', 'FEMALE'],
])

/** `geheimhoudingPersoonsgegevens` comes unasked, and only where it is true. */
function toResidence(persoon: Persoon): Residence | null {
  const { gemeenteVanInschrijving, verblijfplaats, geheimhoudingPersoonsgegevens } = persoon
  const { code, omschrijving = null } = gemeenteVanInschrijving ?? {}
  const isKnown = verblijfplaats !== undefined && verblijfplaats.type !== 'VerblijfplaatsOnbekend'
  if (geheimhoudingPersoonsgegevens || code === undefined || !isKnown) return null
  const { verblijfadres: adres, datumVan } = verblijfplaats
  return {
    municipality: { code, name: omschrijving },
    street: adres?.officieleStraatnaam ?? adres?.korteStraatnaam ?? null,
    houseNumber: adres?.huisnummer ?? null,
    houseNumberAddition: [adres?.huisletter, adres?.huisnummertoevoeging].join('') || null,
    postcode: adres?.postcode ?? null,
    city: adres?.woonplaats ?? null,
    since: toPartialDate(datumVan),
    registeredSince: toPartialDate(persoon.datumInschrijvingInGemeente),
  }
}

/**
 * Parent 1 is not "the mother". Who gave birth is a female parent from the first day; after an adoption nobody is,
 * and then the birth is not found by way of the parents. Nor is it where the first day is known in part: an
 * adoption may have been in the same month.
 */
function toKinship({ geboorte, ouders = [] }: Persoon): Kinship {
  const birthDate = toPartialDate(geboorte?.datum)
  const isWhole = geboorte?.datum?.type === 'Datum'
  const mothers = ouders
    .filter(({ geslacht }) => geslacht?.code === 'V')
    .filter(
      ({ datumIngangFamilierechtelijkeBetrekking: since }) =>
        isWhole && toPartialDate(since) === birthDate,
    )
    .map(({ burgerservicenummer }) => Bsn.parse(burgerservicenummer ?? ''))
    .filter((bsn) => bsn !== undefined)
  return { birthDate, mothers }
}
