/**
 * From a person in the BRP API to what is compared of him.
 *
 * @module
 */

import { z } from 'zod'
import { Bsn } from '../../privacy/bsn.ts'
import type { LinkableMother } from '../linkable.ts'
import { Datum, toPartialDate } from './brp-dates.ts'
import { isNobody, OpschortingBijhouding } from './brp-registration-mapping.ts'
import type { RegisteredPerson } from './population-to-link.ts'

const Waarde = z.object({ code: z.string().optional() })
const Naam = z.object({
  voornamen: z.string().optional(),
  voorvoegsel: z.string().optional(),
  geslachtsnaam: z.string().optional(),
})
const Geboorte = z.object({ datum: Datum.optional() })

/** The part of the message that we read. */
export const PersoonToLink = z.object({
  burgerservicenummer: z.string().optional(),
  geslacht: Waarde.optional(),
  naam: Naam.optional(),
  geboorte: Geboorte.optional(),
  opschortingBijhouding: OpschortingBijhouding.optional(),
  verblijfplaats: z
    .object({
      verblijfadres: z
        .object({
          huisnummer: z.int().optional(),
          huisletter: z.string().optional(),
          huisnummertoevoeging: z.string().optional(),
          postcode: z.string().optional(),
        })
        .optional(),
    })
    .optional(),
  ouders: z
    .array(
      z.object({
        burgerservicenummer: z.string().optional(),
        geslacht: Waarde.optional(),
        naam: Naam.optional(),
        geboorte: Geboorte.optional(),
        datumIngangFamilierechtelijkeBetrekking: Datum.optional(),
      }),
    )
    .optional(),
  kinderen: z
    .array(z.object({ burgerservicenummer: z.string().optional(), geboorte: Geboorte.optional() }))
    .optional(),
})
export type PersoonToLink = z.infer<typeof PersoonToLink>

/** The fields to ask for. */
export const TO_LINK = [
  'burgerservicenummer',
  'naam.voornamen',
  'naam.voorvoegsel',
  'naam.geslachtsnaam',
  'geslacht',
  'geboorte.datum',
  'verblijfplaats.verblijfadres.huisnummer',
  'verblijfplaats.verblijfadres.huisletter',
  'verblijfplaats.verblijfadres.huisnummertoevoeging',
  'verblijfplaats.verblijfadres.postcode',
  'ouders.burgerservicenummer',
  'ouders.geslacht',
  'ouders.naam.voorvoegsel',
  'ouders.naam.geslachtsnaam',
  'ouders.geboorte.datum',
  'ouders.datumIngangFamilierechtelijkeBetrekking',
  'kinderen.burgerservicenummer',
  'kinderen.geboorte.datum',
] as const

const OF_AGE = 18
const SEXES: Readonly<Record<string, 'male' | 'female'>> = { M: 'male', V: 'female' }

/** Undefined for a list that is nobody's. */
export function toRegisteredPerson(
  persoon: PersoonToLink,
  today: Date,
): RegisteredPerson | undefined {
  const bsn = Bsn.parse(persoon.burgerservicenummer ?? '')
  if (!bsn || isNobody(persoon.opschortingBijhouding)) return undefined
  const { naam, geslacht, geboorte, verblijfplaats, ouders = [], kinderen = [] } = persoon
  const adres = verblijfplaats?.verblijfadres
  return {
    bsn,
    familyName: naam?.geslachtsnaam ?? null,
    prefix: naam?.voorvoegsel ?? null,
    givenNames: naam?.voornamen ?? null,
    birthDate: toPartialDate(geboorte?.datum),
    sex: SEXES[geslacht?.code ?? ''] ?? null,
    postcode: adres?.postcode ?? null,
    houseNumber:
      [adres?.huisnummer, adres?.huisletter, adres?.huisnummertoevoeging].join('') || null,
    isGrownUp: isGrownUp(persoon, today),
    mothers: toMothers(persoon),
    parents: ouders.flatMap(({ burgerservicenummer = '' }) => Bsn.parse(burgerservicenummer) ?? []),
    children: kinderen.flatMap(({ burgerservicenummer = '', geboorte: born }) => {
      const child = Bsn.parse(burgerservicenummer)
      return child ? [{ bsn: child, birthDate: toPartialDate(born?.datum) }] : []
    }),
  }
}

/** Of whom no day of birth is known, the year tells. */
export function isGrownUp({ geboorte }: PersoonToLink, today: Date): boolean {
  const born = toPartialDate(geboorte?.datum)
  if (born === null) return false
  const day = today.toISOString().slice(0, 10)
  const limit = `${Number(day.slice(0, 4)) - OF_AGE}${day.slice(4)}`
  return born <= limit.slice(0, born.length)
}

/** Parent 1 is not "the mother": who gave birth is a female parent from the first day. */
function toMothers({ geboorte, ouders = [] }: PersoonToLink): readonly LinkableMother[] {
  const birthDate = toPartialDate(geboorte?.datum)
  if (geboorte?.datum?.type !== 'Datum') return []
  return ouders
    .filter(({ geslacht }) => geslacht?.code === 'V')
    .filter((ouder) => toPartialDate(ouder.datumIngangFamilierechtelijkeBetrekking) === birthDate)
    .map(({ burgerservicenummer, naam, geboorte: born }) => ({
      bsn: burgerservicenummer ?? null,
      familyName: naam?.geslachtsnaam ?? null,
      prefix: naam?.voorvoegsel ?? null,
      birthDate: toPartialDate(born?.datum),
    }))
}
