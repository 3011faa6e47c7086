/**
 * Where a person of the population register lived, stay by stay, in the shape of the API (Haal Centraal BRP historie
 * bevragen 2): where each began and where the next did.
 *
 * @module
 */

import { type Datum, toDatum, toDatumKnown } from './brp-dates.ts'
import type { Waarde } from './brp-person.ts'
import { NON_RESIDENTS, toAddress } from './brp-place.ts'
import type { Family, IsoDate, Person, Residence } from './population.ts'

export interface Verblijf {
  readonly type: 'Adres' | 'VerblijfplaatsOnbekend'
  readonly gemeenteVanInschrijving: Waarde
  readonly datumVan: Datum
  /** Of who lives there still there is none. */
  readonly datumTot?: Datum
  readonly [more: string]: unknown
}

/** Newest first. */
export function toVerblijven(
  { residences, emigratedOn }: Pick<Family, 'residences' | 'emigratedOn'>,
  person: Person,
  taken: Residence | null,
): Verblijf[] {
  const homes = staysOf(residences, person, taken)
  const left = taken === null ? emigratedOn : null
  const stays = homes.map((home, index) => {
    const first = index === 0 && home.from <= person.birthDate
    return {
      ...toAddress(home),
      gemeenteVanInschrijving: toGemeente(home),
      datumVan: first ? toDatumKnown(person.birthDate, person.birthDateKnown) : toDatum(home.from),
      ...until(homes[index + 1]?.from ?? left),
    }
  })
  const abroad: Verblijf[] =
    left === null
      ? []
      : [
          {
            type: 'VerblijfplaatsOnbekend',
            gemeenteVanInschrijving: NON_RESIDENTS,
            datumVan: toDatum(left),
          },
        ]
  return [...stays, ...abroad].reverse()
}

/** From the birth on; who was taken in lived with the family until then. */
function staysOf(
  residences: readonly Residence[],
  { birthDate }: Person,
  taken: Residence | null,
): Residence[] {
  const own = residences.filter(({ from }) => taken === null || from < taken.from)
  const since = own.findLastIndex(({ from }) => from <= birthDate)
  return [...own.slice(Math.max(since, 0)), ...(taken === null ? [] : [taken])]
}

function toGemeente({ municipality: { code, name } }: Residence): Waarde {
  return { code, omschrijving: name }
}

function until(day: IsoDate | null): { datumTot?: Datum } {
  return day === null ? {} : { datumTot: toDatum(day) }
}
