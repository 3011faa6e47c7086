/**
 * The population register's view: a family becomes persons in the shape of the API (Haal Centraal BRP
 * Personen 2), each complete; the server leaves out what was not asked.
 *
 * Unborn and stillborn children are never in it, and neither is who has no number.
 *
 * @module
 */

import { toDatum, toDatumKnown } from './brp-dates.ts'
import { type Gezagsrelatie, toGezag } from './brp-gezag.ts'
import { toVerblijven, type Verblijf } from './brp-history.ts'
import {
  ageInYears,
  fullName,
  type Persoon,
  toGeboorte,
  toGeslacht,
  toNaam,
  type Verblijfplaats,
  type Waarde,
} from './brp-person.ts'
import { NON_RESIDENTS, toAddress } from './brp-place.ts'
import {
  currentResidence,
  type LegalParent,
  type LivingChild,
  laterOf,
  legalParents,
  livingChildren,
  residenceOf,
} from './household.ts'
import type { Family, IsoDate, Person, Residence } from './population.ts'

interface Registered extends LivingChild {
  readonly parents: readonly LegalParent[]
  readonly residence: Residence
  readonly emigratedOn: IsoDate | null
}

const NETHERLANDS = '6030'

/** The adults first, then the children; who has no number has no record. */
export function toPersonen(family: Family): Persoon[] {
  const children = livingChildren(family).map(
    (living): Registered => ({
      ...living,
      parents: legalParents(family, living),
      residence: residenceOf(family, living),
      emigratedOn: living.child.custody === null ? family.emigratedOn : null,
    }),
  )
  const household = [family.mother, family.partner].filter((adult) => adult !== null)
  const carers = new Map(
    children.flatMap(({ child: { custody }, residence }) =>
      (custody?.carers ?? []).map((carer) => [carer.bsn, { carer, residence }]),
    ),
  )
  return [
    ...household.map((adult) =>
      adultRecord(family, adult, children, {
        residence: currentResidence(family),
        registeredSince: registrationDate(family, adult),
        emigratedOn: family.emigratedOn,
      }),
    ),
    ...[...carers.values()].map(({ carer, residence }) =>
      adultRecord(family, carer, children, {
        residence,
        registeredSince: residence.from,
        emigratedOn: null,
      }),
    ),
    ...children.map((child) => childRecord(family, child)),
  ].filter((person) => person !== null)
}

/** By number, where each of them lived. */
export function toHistories(family: Family): ReadonlyMap<string, readonly Verblijf[]> {
  const children = livingChildren(family)
  const all = [
    ...[family.mother, family.partner].map((person) => ({ person, homes: family, taken: null })),
    ...children.flatMap(({ child: { custody }, person }) => [
      { person, homes: family, taken: custody?.residence ?? null },
      // Of who took a child in no more is known than where they live.
      ...(custody?.carers ?? []).map((carer) => ({
        person: carer,
        homes: { residences: [], emigratedOn: null },
        taken: custody?.residence ?? null,
      })),
    ]),
  ]
  return new Map(
    all.flatMap(({ person, homes, taken }) =>
      person?.bsn ? [[person.bsn, toVerblijven(homes, person, taken)] as const] : [],
    ),
  )
}

function adultRecord(
  family: Family,
  adult: Person,
  children: readonly Registered[],
  registration: Omit<Registration, 'secret'>,
): Persoon | null {
  const own = children
    .filter(({ parents }) => parents.some(({ person }) => person === adult))
    .toSorted((a, b) => Number(isNamedFirst(b)) - Number(isNamedFirst(a)))
  const kinderen = own.flatMap(({ person, residence }) =>
    person.bsn === null
      ? []
      : [
          {
            burgerservicenummer: person.bsn,
            naam: toNaam(person),
            geboorte: toGeboorte(person, birthPlace(family, person, residence)),
          },
        ],
  )
  const gezag = children.flatMap((child) => {
    const relation = gezagOver(family, child)
    return relation !== null && holds(relation, adult) ? [relation] : []
  })
  const secret = family.circumstances.secretAddress
  const record = personRecord(adult, { ...registration, secret })
  return (
    record && {
      ...record,
      ...(kinderen.length > 0 && { kinderen }),
      ...(gezag.length > 0 && { gezag }),
    }
  )
}

/** The register keeps no order of birth. */
function isNamedFirst({ child }: Registered): boolean {
  return child.quirks.includes('named-first-in-register')
}

function childRecord(family: Family, registered: Registered): Persoon | null {
  const { person, parents, residence, emigratedOn } = registered
  const gezag = gezagOver(family, registered)
  const record = personRecord(person, {
    residence,
    registeredSince: registrationDate(family, person),
    emigratedOn: emigratedOn && laterOf(emigratedOn, person.birthDate),
    secret: family.circumstances.secretAddress,
    birthPlace: birthPlace(family, person, residence),
  })
  return (
    record && {
      ...record,
      ouders: parents.map((parent, index) => ({
        ...(parent.person.bsn !== null && { burgerservicenummer: parent.person.bsn }),
        ouderAanduiding: index === 0 ? '1' : '2',
        geslacht: toGeslacht(parent.person),
        naam: toNaam(parent.person),
        geboorte: toGeboorte(parent.person),
        datumIngangFamilierechtelijkeBetrekking:
          parent.as === 'adopter'
            ? toDatum(parent.since)
            : toDatumKnown(parent.since, person.birthDateKnown),
      })),
      ...(gezag !== null && { gezag: [gezag] }),
    }
  )
}

interface Registration {
  readonly residence: Residence
  readonly registeredSince: IsoDate
  readonly emigratedOn: IsoDate | null
  readonly secret: boolean
  readonly birthPlace?: Waarde
}

function personRecord(person: Person, registration: Registration): Persoon | null {
  if (person.bsn === null) return null
  const { residence, emigratedOn, registeredSince, secret, birthPlace } = registration
  const age = ageInYears(person)
  return {
    burgerservicenummer: person.bsn,
    naam: {
      ...toNaam(person),
      volledigeNaam: fullName(person),
      aanduidingNaamgebruik: { code: 'E', omschrijving: 'eigen geslachtsnaam' },
    },
    geslacht: toGeslacht(person),
    geboorte: toGeboorte(person, birthPlace),
    ...(age !== null && { leeftijd: age }),
    gemeenteVanInschrijving:
      emigratedOn === null
        ? { code: residence.municipality.code, omschrijving: residence.municipality.name }
        : NON_RESIDENTS,
    datumInschrijvingInGemeente: toDatum(emigratedOn ?? registeredSince),
    verblijfplaats: toVerblijfplaats(person, residence, emigratedOn),
    ...(emigratedOn === null && {
      adressering: {
        adresregel1: `${residence.street} ${residence.houseNumber}${residence.houseLetter ?? ''}`,
        adresregel2: `${residence.postcode.slice(0, 4)} ${residence.postcode.slice(4)}  ${residence.city.toUpperCase()}`,
      },
    }),
    ...(person.deathDate !== null && {
      overlijden: {
        datum: toDatum(person.deathDate),
        land: { code: NETHERLANDS, omschrijving: 'Nederland' },
        plaats: { code: residence.municipality.code, omschrijving: residence.municipality.name },
      },
    }),
    ...suspension(person, emigratedOn),
    ...(secret && { geheimhoudingPersoonsgegevens: true as const }),
  }
}

function suspension(person: Person, emigratedOn: IsoDate | null) {
  if (person.deathDate !== null)
    return {
      opschortingBijhouding: {
        reden: { code: 'O', omschrijving: 'overlijden' },
        datum: toDatum(person.deathDate),
      },
    }
  if (emigratedOn !== null)
    return {
      opschortingBijhouding: {
        reden: { code: 'E', omschrijving: 'emigratie' },
        datum: toDatum(emigratedOn),
      },
    }
  return {}
}

function toVerblijfplaats(
  person: Person,
  residence: Residence,
  emigratedOn: IsoDate | null,
): Verblijfplaats {
  if (emigratedOn !== null)
    return { type: 'VerblijfplaatsOnbekend', datumVan: toDatum(emigratedOn) }
  return {
    ...toAddress(residence),
    datumVan: toDatum(laterOf(residence.from, person.birthDate)),
  }
}

/** Where the family lived at birth, as far as the register says so. */
function birthPlace(family: Family, person: Person, fallback: Residence): Waarde {
  const { municipality } =
    family.residences.findLast(({ from }) => from <= person.birthDate) ??
    family.residences[0] ??
    fallback
  return person.birthCountry.code === NETHERLANDS
    ? { code: municipality.code, omschrijving: municipality.name }
    : { omschrijving: person.birthCountry.name }
}

/** The first day of the unbroken stay in the municipality of now. */
function registrationDate({ residences }: Family, { birthDate }: Person): IsoDate {
  const { code } = residences.at(-1)?.municipality ?? { code: '' }
  const before = residences.findLastIndex(({ municipality }) => municipality.code !== code)
  const since = residences[before + 1]?.from ?? birthDate
  return laterOf(since, birthDate)
}

function gezagOver(family: Family, { emigratedOn, ...living }: Registered) {
  return toGezag(family, living, living.parents, emigratedOn !== null)
}

function holds({ ouder, ouders = [], derden = [] }: Gezagsrelatie, { bsn }: Person): boolean {
  return [...ouders, ...derden, ...(ouder === undefined ? [] : [ouder])].some(
    ({ burgerservicenummer }) => burgerservicenummer === bsn,
  )
}
