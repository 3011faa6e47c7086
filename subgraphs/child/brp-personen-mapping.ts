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
import type { Parentage, RegisteredParent } from './parent.ts'
import type { Residence } from './residence.ts'
import type { ChildOfParent, Kinship, ParentRecord, PersonRecord } from './source.ts'

const Waarde = z.object({ code: z.string().optional(), omschrijving: z.string().optional() })

const Ouder = z.object({
  burgerservicenummer: z.string().optional(),
  ouderAanduiding: z.string().optional(),
  geslacht: Waarde.optional(),
  geboorte: z.object({ datum: Datum.optional() }).optional(),
  datumIngangFamilierechtelijkeBetrekking: Datum.optional(),
})

const Kind = z.object({
  burgerservicenummer: z.string().optional(),
  geboorte: z.object({ datum: Datum.optional() }).optional(),
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
  kinderen: z.array(Kind).optional(),
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
  parents: [
    'geboorte.datum',
    'ouders.ouderAanduiding',
    'ouders.burgerservicenummer',
    'ouders.geslacht',
    'ouders.geboorte.datum',
    'ouders.datumIngangFamilierechtelijkeBetrekking',
  ],
  legalAuthority: ['gezag'],
  // It comes unasked, and asking for it is an error. So does whether the address is secret.
  registration: [],
} as const satisfies Record<keyof PersonRecord, readonly string[]>

export const PARENT_FIELDS = [
  ...FIELDS.presence,
  'kinderen.burgerservicenummer',
  'kinderen.geboorte.datum',
] as const

export function toPersonRecord(persoon: Persoon): PersonRecord {
  return {
    // It comes only where it is true.
    presence: { shielded: persoon.geheimhoudingPersoonsgegevens === true },
    identity: toIdentity(persoon),
    residence: toResidence(persoon),
    kinship: toKinship(persoon),
    parents: toParents(persoon),
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
    .map(toBsn)
    .filter((bsn) => bsn !== null)
  return { birthDate, mothers, parents: ouders.map(toBsn) }
}

/** The register numbers them; a parent of whom it knows next to nothing is a parent. */
function toParents({ geboorte, ouders = [] }: Persoon): RegisteredParent[] {
  return ouders
    .map((ouder, index) => ({
      position: POSITIONS.get(ouder.ouderAanduiding) ?? index + 1,
      bsn: toBsn(ouder),
      sex: SEXES.get(ouder.geslacht?.code) ?? ('UNKNOWN' as const),
      birthYear: Number(toPartialDate(ouder.geboorte?.datum)?.slice(0, 4) ?? Number.NaN) || null,
      since: toPartialDate(ouder.datumIngangFamilierechtelijkeBetrekking),
      parentage: toParentage(ouder.datumIngangFamilierechtelijkeBetrekking, geboorte?.datum),
    }))
    .sort((a, b) => a.position - b.position)
}

const POSITIONS: ReadonlyMap<string | undefined, number> = new Map([
  ['1', 1],
  ['2', 2],
])

/** Of two dates in part that look the same, one may still be after the other. */
function toParentage(since: Datum | undefined, born: Datum | undefined): Parentage {
  const [from, birth] = [toPartialDate(since), toPartialDate(born)]
  if (from === null || birth === null) return 'UNKNOWN'
  const known = Math.min(from.length, birth.length)
  if (from.slice(0, known) !== birth.slice(0, known)) return from > birth ? 'LATER' : 'UNKNOWN'
  return since?.type === 'Datum' && born?.type === 'Datum' ? 'FROM_BIRTH' : 'UNKNOWN'
}

/** Children without a number are not found by way of their parents. */
export function toParentRecord({ kinderen = [] }: Persoon): ParentRecord {
  return {
    children: kinderen.flatMap((kind): ChildOfParent[] => {
      const bsn = toBsn(kind)
      return bsn ? [{ bsn, birthDate: toPartialDate(kind.geboorte?.datum) }] : []
    }),
  }
}

function toBsn({ burgerservicenummer }: { readonly burgerservicenummer?: string | undefined }) {
  return Bsn.parse(burgerservicenummer ?? '') ?? null
}
